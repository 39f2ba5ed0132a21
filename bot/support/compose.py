"""Words without a model: many drafts are built from phrases and the person's own specifics, and the
draft that reads best is kept. Deterministic under a seed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from bot.support.brief import Brief
from bot.support.echo import Echo, overlap
from bot.support.filling import fill, fillable
from bot.support.guard import faults
from bot.support.novelty import repeats
from bot.support.phrasebook import Likely, Phrase, Phrasebook
from bot.support.policy import BRIGHT
from bot.support.reads_well import reads_well
from bot.support.retell import Retelling, retellings
from memory import presumed

DRAFTS = 90
RETELLINGS = 30
# How much better a draft must be to win for sure: two people should not get one letter.
SPREAD = 1.2
_PART, _FEWEST = 0.3, 6  # of a move's lines that fit, this part is tried, and so many in any case
_KEEN = 3  # how much more often a line is drawn that fits better
_OWN = re.compile(r"\b(?:i|i'm|im|i've|ive|i'd|my|me|we|us|our)\b", re.I)
_PLAIN = 0.7  # from when on a feeling may be named as theirs


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
        if "stay" in moves:
            # After danger nothing is told as a wrong: "she made you tea, of all things".
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
            if phrase.spot and phrase.spot not in brief.spots:
                continue
            if not phrase.intensity[0] <= level <= phrase.intensity[1]:
                continue
            if not fillable(phrase, brief.echoes) or _presumes(phrase, brief):
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
            options = [(p, f) for p, f in pools[move] if fillable(p, left)]
            if move in moves:  # a second one only for another spot that they are in
                named = {p.spot for p in chosen}
                options = [(p, f) for p, f in options if p.spot and p.spot not in named]
            if not options:
                continue
            options = [(p, f) for p, f in options if p.spot] or options
            weights = [(f + 0.9 * bool(p.slots)) ** 2 for p, f in options]
            phrase, f = rng.choices(options, weights)[0]
            text, took = fill(phrase, left, brief.pronoun, rng)
            left = [e for e in left if not any(overlap(e, t) for t in took)]
            parts.append(text)
            chosen.append(phrase)
            ids.append(phrase.id)
            spent += took
            if move not in moves:
                moves.append(move)
            fit += f
        if len(parts) < min(2, len(order)):
            return None
        text = " ".join(parts)
        score = (
            rng.random() * SPREAD
            + bonus
            + reads_well(text, parts, spent, fit / max(len(chosen), 1), brief)
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
    by_spot: dict[str, list[tuple[Phrase, float]]] = {}
    for one in pool:
        if one[0].spot:
            by_spot.setdefault(one[0].spot, []).append(one)
    named = [rng.choice(lines) for lines in by_spot.values()]  # one line for a spot, any of them
    pool = [one for one in pool if not one[0].spot] + named
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
