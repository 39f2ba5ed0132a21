"""The coach: short, personal feedback after an exercise.

About 105 words in the second person, as in arXiv 2603.15245 (15 outputs of its coach average 105): one true strength;
the main miss at its moment, in the person's own words; why it lands that way; a line to try with the partner's
details; the principle. Three bars from 0 to 10. No sentence but two is made of stock words alone, so that two
feedbacks never sound alike.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, TypeAlias

import prompts
from bot.practice.better import Better
from bot.practice.judges import Judges, Scores
from bot.practice.moments import Moment, main_miss, messages
from bot.practice.quoting import quote
from bot.practice.scenario import Scenario, opened_with
from bot.practice.strengths import strength
from bot.practice.turns import Turn
from bot.support.retelling.segment import sentences

BARS = ("advice_giving", "encouraging_elaboration", "demonstrating_understanding")
LEAST, IDEAL, MOST = 80, 105, 130  # words
_DRAFTS = 40
_HURTS = frozenset({"advice", "dismissing", "self", "insult", "short", "silly"})
_NEAR = 10  # words from the ideal that are near enough
_NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()


@dataclass(frozen=True, slots=True)
class Feedback:
    """`bars` from 0 to 10; advice-giving is the one where less is better. `used`: the stock sentences in it."""

    text: str
    bars: Mapping[str, int]
    scores: Scores
    strength: Moment
    miss: Moment
    line: str
    used: tuple[str, ...]


class Coach:
    """`judges` weighs, `better` writes the line to try."""

    def __init__(self, judges: Judges, better: Better | None = None) -> None:
        self._judges = judges
        self._better = better or Better()
        self._words: dict[str, Any] = prompts.read("coach/feedback.yaml")

    def feedback(self, turns: Sequence[Turn], avoid: Sequence[str] = ()) -> Feedback:
        """In: the whole transcript, with at least one message of the supporter (else ValueError); stock sentences
        this person read lately. Out: the feedback; the same for the same input."""
        if not any(t.role == "supporter" and t.text.strip() for t in turns):
            raise ValueError("nothing to coach")
        scores = self._judges.conversation(turns)
        found = messages(turns, [self._judges.message(upto) for upto in _each(turns)])
        miss = main_miss(found, scores)
        good = strength(found, miss)
        story = opened_with(next((t.text for t in turns if t.role == "seeker"), ""))
        seed = zlib.crc32("\n".join(f"{t.role}: {t.text}" for t in turns).encode())
        rng = Random(seed)  # noqa: S311 - a choice of words
        lines = self._better.lines(turns, miss.said, story, rng)
        draft = _Draft(
            self._words,
            good,
            miss,
            story,
            _others(turns, good, miss),
            _opening(turns, miss),
            len(found),
            avoid,
        )
        drafts = [draft.made(lines, rng) for _ in range(_DRAFTS)]
        text, line, used = next((d for d in drafts if _cost(d) <= _NEAR), min(drafts, key=_cost))
        bars = {name: round((getattr(scores, name) - 1) * 2.5) for name in BARS}
        return Feedback(text, bars, scores, good, miss, line, used)


Drafted: TypeAlias = tuple[str, str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Draft:
    """What all drafts of one feedback share."""

    words: Mapping[str, Any]
    good: Moment
    miss: Moment
    story: Scenario | None
    others: Sequence[
        tuple[bool, str]
    ]  # other quotations of the partner, and whether from before the miss
    opening: str  # a quotation from the partner's first line
    count: int
    avoid: Sequence[str]

    def made(self, lines: Sequence[str], rng: Random) -> Drafted:
        """One try: the text, the line in it, its stock sentences."""
        words, good, miss = self.words, self.good, self.miss
        name = self.story.name if self.story else words["partner"]
        who = self.story.pronoun if self.story else words["pronoun"]
        slots = _named(name) | {"n_messages": _count(self.count)}
        parts = [self._strength(slots, rng)]
        again = slots | _named(who) if name in parts[0] else slots
        if good.then and good.then != miss.partner and rng.random() < 0.7:
            parts.append(_filled(rng.choice(words["answered"]), again | {"q2": good.then}))
        parts.append(_filled(self._moment(rng), again | {"q": miss.quote, "p": miss.partner}))
        parts += self._also(again, parts[0], rng)
        why = self._fresh(words["why"][miss.kind], rng)
        principle = self._fresh(
            [*words["principle"].get(miss.kind, ()), *words["principle"]["any"]], rng
        )
        line = rng.choice(lines)
        lead = _filled(rng.choice(words["lead"]), slots | {"line": line})
        told = " ".join([*parts, _filled(why, slots)])
        if len(f"{told} {lead} {principle}".split()) < LEAST:
            told += " " + _filled(rng.choice(words["brief"]), slots)
        return f"{told}\n\n{lead}\n\n{principle}", line, (why, principle)

    def _strength(self, slots: dict[str, str], rng: Random) -> str:
        good = self.good
        if good.quote:
            return _filled(rng.choice(self.words["strength"][good.kind]), slots | {"q": good.quote})
        kind = good.kind if self.opening and self.miss.kind != "insult" else f"{good.kind}_plain"
        template = rng.choice(self.words["strength"][kind])
        return _filled(template, slots | {"p0": self.opening})

    def _also(self, slots: dict[str, str], before: str, rng: Random) -> list[str]:
        fresh = [(early, said) for early, said in self.others if said not in before]
        if not fresh or rng.random() < 0.4:
            return []
        early, said = rng.choice(fresh)
        return [_filled(rng.choice(self.words["also" if early else "later"]), slots | {"p2": said})]

    def _moment(self, rng: Random) -> str:
        miss = self.miss
        pool = (
            "moment"
            if miss.quote and miss.partner
            else "moment_alone"
            if miss.quote
            else "moment_whole"
            if miss.kind == "insult"
            else "moment_unquoted"
        )
        fit = [t for t in self.words[pool] if miss.partner or "{p}" not in t]
        return rng.choice(fit) if fit else ""

    def _fresh(self, templates: Sequence[str], rng: Random) -> str:
        return rng.choice([t for t in templates if t not in self.avoid] or list(templates))


def _others(turns: Sequence[Turn], good: Moment, miss: Moment) -> list[tuple[bool, str]]:
    """What else of the partner's can be quoted, and whether it came before the miss. Of what came after it only the
    answer to it, where it did harm: later lines answer something else."""
    until = miss.index + 2 if miss.kind in _HURTS else miss.index
    found = [
        (n < miss.index, quote(t.text))
        for n, t in enumerate(turns[:until])
        if t.role == "seeker" and len(t.text.split()) > 3
    ]
    return [
        (early, said) for early, said in found if said and said not in (good.then, miss.partner)
    ]


def _opening(turns: Sequence[Turn], miss: Moment) -> str:
    """Something the partner said at the start that is not quoted elsewhere."""
    text = next((t.text for t in turns if t.role == "seeker"), "")
    found = (quote(text, span) for span in sentences(text) if len(span.text.split()) > 3)
    return next((words for words in found if words and words != miss.partner), "")


def _named(name: str) -> dict[str, str]:
    return {"name": name, "Name": name[:1].upper() + name[1:]}


def _each(turns: Sequence[Turn]) -> list[Sequence[Turn]]:
    """The transcript up to each message of the supporter."""
    return [turns[: n + 1] for n, turn in enumerate(turns) if turn.role == "supporter"]


def _filled(template: str, slots: Mapping[str, str]) -> str:
    text = re.sub(r"\{(\w+)\}", lambda m: slots.get(m[1], ""), template)
    return text[:1].upper() + text[1:] if not text.startswith('"') else text


def _count(n: int) -> str:
    word = _NUMBERS[n] if n < len(_NUMBERS) else str(n)
    return f"{word} message{'' if n == 1 else 's'}"


def _cost(draft: Drafted) -> float:
    """Far from the ideal length is bad, out of bounds is worse."""
    words = len(draft[0].split())
    return abs(words - IDEAL) + 1000.0 * (not LEAST <= words <= MOST)
