"""What the drafts of one answer are drawn from: the lines that fit, the ways to tell the story, the person's own
words. What one draft works out the next ones have, since most of them use up the same words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from bot.support.filling import fill, fillable, takes
from bot.support.phrasebook import Phrase
from bot.support.retelling.echo import Echo, overlap
from bot.support.retelling.retell import Retelling

_OWN_WORDS = 0.9  # how much better a line fits that has the person's own words in it

_OWN_LENGTH = 0.2  # how much a line's own length counts beside the usual


@dataclass(frozen=True, slots=True)
class Options:
    """Lines that can be filled, with how well each fits."""

    lines: tuple[tuple[Phrase, float], ...]
    weights: tuple[float, ...]  # added up

    @classmethod
    def of(cls, lines: Sequence[tuple[Phrase, float]]) -> Options:
        """Those of `lines` that name a spot, where there are any; else all."""
        lines = [one for one in lines if one[0].spot] or lines
        each = ((fit + _OWN_WORDS * bool(p.slots)) ** 2 for p, fit in lines)
        return cls(tuple(lines), tuple(accumulate(each)))

    def drawn(self, rng: Random) -> tuple[Phrase, float]:
        """One of them, the better ones more often. Raises IndexError where there are none."""
        return rng.choices(self.lines, cum_weights=self.weights)[0]


class Stock:
    """For one answer. Which of the person's words are `gone` (used, or overlapping with what was) is a number
    with a bit for each echo; a draft begins with 0."""

    def __init__(
        self, echoes: Sequence[Echo], pools: Mapping[str, Sequence[tuple[Phrase, float]]],
        told: Sequence[Retelling], pronoun: str,
    ) -> None:  # fmt: skip
        self._echoes = tuple(echoes)
        self._pools = pools
        self._pronoun = pronoun
        self._beside = {e: self._bits(o for o in self._echoes if overlap(e, o)) for e in echoes}
        self._told = [(one, self._bits(one.echoes), self.gone(one.echoes)) for one in told]
        self._stories: dict[int, list[tuple[Retelling, int]]] = {}
        self._left: dict[int, list[Echo]] = {}
        self._options: dict[tuple[str, int], Options] = {}
        self._plain: dict[str, str] = {}
        self._usual: dict[str, float] = {}

    def gone(self, used: Sequence[Echo]) -> int:
        """The echoes that overlap with those used."""
        bits = 0
        for echo in used:
            bits |= self._beside[echo]
        return bits

    def stories(self, gone: int) -> Sequence[tuple[Retelling, int]]:
        """The retellings without an echo that is gone, in their order, each with what it uses up."""
        if gone not in self._stories:
            self._stories[gone] = [(one, after) for one, own, after in self._told if not own & gone]
        return self._stories[gone]

    def options(self, move: str, gone: int, named: frozenset[str] | None) -> Options:
        """The lines of a move that can be filled from what is not `gone`. With `named`, only those that name
        another spot than these."""
        if named is not None:
            lines = self.options(move, gone, None).lines
            return Options.of([one for one in lines if one[0].spot and one[0].spot not in named])
        key = (move, gone)
        if key not in self._options:
            left = self._those_left(gone)
            self._options[key] = Options.of([o for o in self._pools[move] if fillable(o[0], left)])
        return self._options[key]

    def filled(self, line: Phrase, gone: int, rng: Random) -> tuple[str, list[Echo]]:
        """The line's text, and the echoes in it."""
        if takes(line):
            return fill(line, self._those_left(gone), self._pronoun, rng)
        if line.id not in self._plain:
            self._plain[line.id] = fill(line, (), self._pronoun, rng)[0]
        return self._plain[line.id], []

    def weighed(self, move: str, text: str) -> float:
        """How many words a line of this move counts: mostly as many as its like have on average. Else the longest
        would win again and again, and ten people would get the same one."""
        if move not in self._usual:
            long = [len(phrase.text.split()) for phrase, _ in self._pools[move]]
            self._usual[move] = sum(long) / len(long) if long else 0.0
        return self._usual[move] + _OWN_LENGTH * (len(text.split()) - self._usual[move])

    def _those_left(self, gone: int) -> list[Echo]:
        if gone not in self._left:
            self._left[gone] = [e for n, e in enumerate(self._echoes) if not gone >> n & 1]
        return self._left[gone]

    def _bits(self, some: Iterable[Echo]) -> int:
        wanted = set(some)
        return sum(1 << n for n, echo in enumerate(self._echoes) if echo in wanted)
