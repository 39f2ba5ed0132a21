"""Words without a model: many drafts are built from phrases and the person's own specifics, and the
draft that reads best is kept. Deterministic under a seed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from bot.support.echo import Echo, overlap
from bot.support.guard import faults, opening
from bot.support.novelty import repeats
from bot.support.phrasebook import Likely, Phrase, Phrasebook
from bot.support.policy import BRIGHT
from bot.support.retell import Retelling, retellings
from bot.support.understanding import Understanding
from memory import presumed

DRAFTS = 90
RETELLINGS = 30
SPREAD = (
    1.2  # how much better a draft must be to win for sure: two people should not get one letter
)
_PART, _FEWEST = (
    0.3,
    6,
)  # of the lines of a move that fit, this part is tried, and so many in any case
_KEEN = 3  # how much more often a line is drawn that fits better
_OWN = re.compile(r"\b(?:i|i'm|im|i've|ive|i'd|my|me|we|us|our)\b", re.I)
_SOMEBODY = re.compile(
    r"\b(?:a|an|some) (?:man|woman|guy|lady|customer|caller|client|girl|boy|person|passenger|patient)\b",
    re.I,
)
_PLAIN = 0.7  # from when on a feeling may be named as theirs
_FILLS = {"clause": "clause", "clause2": "clause", "deed": "deed", "did": "deed", "state": "state",
          "amount": "amount", "thing": "thing", "when": "when", "matter": "matter"}  # fmt: skip
_STOP = frozenset(
    "a an the and or but so to of in on at for with from that this it is are was were be been you your "
    "you're i what when how not no one of all any as by they them their he she his her there here just "
    "don't didn't isn't wasn't do did does have has had can could would should will that's it's if "
    "after before while then than too very up out down over into about who which where why".split()
)


@dataclass(frozen=True, slots=True)
class Brief:
    """All that a draft may use. `extra` holds ready sentences for moves that are not phrases, e.g.
    {"story": "..."}; `used` are phrase ids not to use again; `pronoun` is he, she or they."""

    heard: str
    understood: Understanding
    echoes: tuple[Echo, ...] = ()
    pronoun: str = "they"
    later: bool = False
    used: frozenset[str] = frozenset()
    openings: tuple[str, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)
    words: tuple[int, int] = (45, 85)
    facts: frozenset[str] | None = None  # what was told of (`memory/presumed.py`); None: anything
    said: frozenset[str] = frozenset()  # sentences of this talk (bot/support/novelty.py)
    glad: bool = False  # good news, relief or a laugh: only words made for that


@dataclass(frozen=True, slots=True)
class Draft:
    """A text with what it is made of."""

    text: str
    moves: tuple[str, ...]
    phrases: tuple[str, ...]
    echoes: tuple[Echo, ...]
    score: float


class Composer:
    """Builds answers from a phrasebook."""

    def __init__(self, book: Phrasebook) -> None:
        self._book = book

    def compose(self, orders: Sequence[Sequence[str]], brief: Brief, rng: Random) -> Draft | None:
        """The best of many drafts for one of the move orders; None if none passes the guard."""
        brief = replace(brief, echoes=tuple(e for e in brief.echoes if _passes(e, brief)))
        likely = Likely(brief.understood.incidents), Likely(brief.understood.emotions)
        moves = sorted({m for order in orders for m in order})
        if (
            "stay" in moves
        ):  # after danger nothing is told as a wrong: "she made you tea, of all things"
            brief = replace(brief, echoes=tuple(replace(e, hostile=False) for e in brief.echoes))
        pools = {m: _some(self._pool(m, brief, *likely), rng) for m in moves}
        told = _varied(retellings(brief.echoes, brief.used, rng))
        best: Draft | None = None
        for n in range(DRAFTS):
            draft = self._draft(orders[n % len(orders)], pools, told, brief, rng)
            if draft is None or (best is not None and draft.score <= best.score):
                continue
            if repeats(draft.text, brief.said):
                continue
            limit = max(brief.words[1] + 15, 30)
            if not faults(draft.text, heard=brief.heard, openings=brief.openings, max_words=limit):
                best = draft
        return best

    def _pool(
        self, move: str, brief: Brief, incidents: Likely, emotions: Likely
    ) -> list[tuple[Phrase, float]]:
        """The phrases of a move that fit, with their fit."""
        level = brief.understood.intensity
        out: list[tuple[Phrase, float]] = []
        for phrase in self._book.move(move):
            if phrase.id in brief.used or (phrase.later and not brief.later):
                continue
            if not phrase.intensity[0] <= level <= phrase.intensity[1]:
                continue
            if not _fillable(phrase, brief.echoes) or _presumes(phrase, brief):
                continue
            if phrase.asserts and not _plainly(phrase, brief):
                continue
            bright = bool(BRIGHT & set(phrase.emotions))
            if brief.glad and move != "celebrate" and not bright:
                continue
            if not brief.glad and phrase.emotions and BRIGHT >= set(phrase.emotions):
                continue
            fit = phrase.fit(incidents, emotions)
            if fit > 0:
                out.append((phrase, fit))
        return out

    def _draft(
        self, order: Sequence[str], pools: Mapping[str, list[tuple[Phrase, float]]],
        told: Sequence[Retelling], brief: Brief, rng: Random,
    ) -> Draft | None:  # fmt: skip
        left = list(brief.echoes)
        parts: list[str] = []
        chosen: list[Phrase] = []
        ids: list[str] = []
        spent: list[Echo] = []
        moves: list[str] = []
        fit = bonus = 0.0
        for move in order:
            if move in brief.extra:
                parts.append(brief.extra[move])
                moves.append(move)
                continue
            if move == "reflect":
                fresh = [r for r in told if not any(overlap(e, s) for e in r.echoes for s in spent)]
                if fresh:
                    story = fresh[min(int(rng.expovariate(0.35)), len(fresh) - 1)]
                    left = [e for e in left if not any(overlap(e, s) for s in story.echoes)]
                    parts.append(story.text)
                    ids.append(story.id)
                    spent += story.echoes
                    if move not in moves:
                        moves.append(move)
                    else:
                        bonus -= 1.0 * story.text.startswith("So ")  # one "so" tells a story
                    bonus += 0.35 * story.score
                continue
            options = [(p, f) for p, f in pools[move] if _fillable(p, left)]
            if not options:
                continue
            weights = [(f + 0.9 * bool(p.slots)) ** 2 for p, f in options]
            phrase, f = rng.choices(options, weights)[0]
            text, took = _fill(phrase, left, brief.pronoun, rng)
            left = [e for e in left if not any(overlap(e, t) for t in took)]
            parts.append(text)
            chosen.append(phrase)
            ids.append(phrase.id)
            spent += took
            moves.append(move)
            fit += f
        if len(parts) < min(2, len(order)):
            return None
        text = " ".join(parts)
        score = (
            rng.random() * SPREAD
            + bonus
            + _score(text, parts, spent, fit / max(len(chosen), 1), brief)
        )
        return Draft(text, tuple(moves), tuple(ids), tuple(spent), score)


def _plainly(phrase: Phrase, brief: Brief) -> bool:
    """Whether they have the feeling that a phrase says they have: nobody is told so on a guess, or for what
    somebody else felt."""
    felt = brief.understood.emotions
    return bool(_OWN.search(brief.heard)) and any(
        felt.get(e, 0.0) >= _PLAIN for e in phrase.asserts
    )


def _passes(echo: Echo, brief: Brief) -> bool:
    """Whether the guard lets the person's own words through: else every draft with them would fail."""
    return not faults(f"{echo.text[:1].upper()}{echo.text[1:]}.", heard=brief.heard)


def _some(pool: list[tuple[Phrase, float]], rng: Random) -> list[tuple[Phrase, float]]:
    """A part of the lines, other ones each time: else the one that reads best is in every second answer.
    One made for this is drawn more often than one made for anything (weighted sampling without
    replacement, Efraimidis and Spirakis 2006)."""
    size = max(_FEWEST, round(_PART * len(pool)))
    drawn = sorted(pool, key=lambda one: -(rng.random() ** (1 / max(one[1], 0.1) ** _KEEN)))
    return drawn[:size]


def _presumes(phrase: Phrase, brief: Brief) -> bool:
    """Whether a line takes for granted what nobody told: "that call", after a day at the counter."""
    return brief.facts is not None and not presumed.in_words(phrase.text) <= brief.facts


def _varied(ranked: Sequence[Retelling]) -> list[Retelling]:
    """The best retellings, at most three with the same echoes: a second one needs others."""
    kept: list[Retelling] = []
    seen: Counter[tuple[Echo, ...]] = Counter()
    for told in ranked:
        if seen[told.echoes] < 3:
            seen[told.echoes] += 1
            kept.append(told)
    return kept[:RETELLINGS]


def _fillable(phrase: Phrase, left: Sequence[Echo]) -> bool:
    if not phrase.slots:
        return True
    kinds = [_FILLS[s] for s in phrase.slots if s in _FILLS]
    return all(
        sum(e.slot == kind and _suits(e, phrase) for e in left) >= kinds.count(kind)
        for kind in set(kinds)
    )


def _suits(echo: Echo, phrase: Phrase) -> bool:
    """Whether an echo may stand in this phrase: a judgement needs a wrong, praise needs a deed."""
    if echo.slot == "clause" and phrase.move in ("validate", "normalize", "protect"):
        return echo.hostile
    if echo.slot == "clause" and phrase.move == "celebrate":
        return not echo.hostile
    if echo.slot == "deed":
        return (echo.past or "did" not in phrase.slots) and (echo.credit or phrase.move != "affirm")
    if echo.slot == "thing":
        return echo.score >= 1.6  # a bare or chance noun in a question reads as nonsense
    return True


def _fill(
    phrase: Phrase, left: Sequence[Echo], pronoun: str, rng: Random
) -> tuple[str, list[Echo]]:
    """The phrase's text with its slots filled by the best echoes left, in the order of the story."""
    took: list[Echo] = []
    wanted = [s for s in phrase.slots if s in _FILLS]
    values: dict[str, str] = {}
    for slot in ("clause", "deed", "state", "amount", "thing", "when", "matter"):
        names = [s for s in dict.fromkeys(wanted) if _FILLS[s] == slot]
        if not names:
            continue
        fits = [e for e in left if e.slot == slot and _suits(e, phrase)]
        top = fits[: len(names) + 2]
        picked = sorted(rng.sample(top, len(names)), key=lambda e: e.start)
        took += picked
        for name, echo in zip(sorted(names), picked, strict=True):
            values[name] = echo.text.removeprefix("you ") if name == "did" else echo.text
    values.update(_pronouns(pronoun))

    def put(match: re.Match[str]) -> str:
        name = match[1]
        value = values.get(name.lower(), match[0])
        return value[:1].upper() + value[1:] if name[0].isupper() else value

    text = re.sub(r"\{(\w+)\}", put, phrase.text)
    text = re.sub(r"(^|[.!?] )([a-z])", lambda m: m[1] + m[2].upper(), text)
    return text, took


def _pronouns(pronoun: str) -> dict[str, str]:
    forms = {"he": ("he", "him", "his"), "she": ("she", "her", "her")}
    subject, objective, possessive = forms.get(pronoun, ("they", "them", "their"))
    return {"they": subject, "them": objective, "their": possessive}


def _score(
    text: str, parts: Sequence[str], spent: Sequence[Echo], fit: float, brief: Brief
) -> float:
    """Higher reads better: specific, fitting, of the right length, without repeated words or shapes."""
    words = text.split()
    low, high = brief.words
    carried = sum(2 if e.slot == "story" and len(e.text.split()) > 8 else 1 for e in spent)
    score = 2.2 * fit + sum((2.2, 3.0, 0.7)[i] for i in range(min(carried, 3)))
    score -= 0.8 * max(0, len(spent) - 4)
    score -= 0.32 * max(0, low - len(words)) + 0.12 * max(0, len(words) - high)
    subjects = {e.subject for e in spent if e.subject}
    score -= 1.5 * (len(subjects) - 1 if subjects else 0)
    lone = [e for e in spent if e.subject and e.subject != brief.pronoun]
    score -= 1.2 * len(lone)
    told = [e.start for e in spent]
    score -= 0.8 * sum(b < a for a, b in zip(told, told[1:], strict=False))  # as it was told
    places = sorted(told)
    score -= 0.004 * max(0, (places[-1] - places[0]) - 250) if places else 0.0
    content = Counter(
        w for w in re.findall(r"[a-z']+", text.lower()) if w not in _STOP and len(w) > 3
    )
    score -= 0.7 * sum(n - 1 for n in content.values())
    starts = Counter(p.split()[0].lower() for p in re.split(r"(?<=[.!?]) ", text) if p)
    score -= 1.0 * sum(n - 1 for n in starts.values())
    negatives = len(
        re.findall(
            r"\b(?:not|no|never|nobody|nothing|isn't|wasn't|don't|didn't|none)\b|n't\b", text
        )
    )
    score -= 0.5 * max(0, negatives - 2)
    score -= 0.8 * (opening(text, 2) in [opening(o, 2) for o in brief.openings])
    score -= 0.5 * sum(len(p.split()) < 4 for p in parts)
    somebody = Counter(found.lower() for found in _SOMEBODY.findall(text))
    score -= 4.0 * sum(n - 1 for n in somebody.values())  # "a man screamed … that a man called you"
    score -= 0.8 * max(0, len(re.findall(r"\bsomeone\b", text, re.I)) - 1)  # names were taken out
    return score
