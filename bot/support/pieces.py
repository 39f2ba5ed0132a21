"""What a goodbye is made of: the entries of `prompts/phrases/partings.yaml`, and how they cover a clause. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import prompts

ROLES = ("bye", "leaves", "ends", "thanks", "beside")
_OPEN = 3  # the cost of a piece that words may follow, and of each such word


@dataclass(frozen=True, slots=True)
class Piece:
    """An entry: what somebody who goes may say, and the lines that answer it."""

    name: str
    role: str
    wordings: tuple[re.Pattern[str], ...]
    replies: tuple[str, ...]
    open: int = 0  # how many words may follow that are not known


class Pieces:
    """All entries. Cheap to build; wordings are compiled when they are first needed."""

    @cached_property
    def all(self) -> tuple[Piece, ...]:
        """All entries, in the order in which they are answered."""
        return tuple(_piece(entry) for entry in prompts.read("phrases/partings.yaml"))

    @cached_property
    def by_name(self) -> Mapping[str, Piece]:
        """The entries by their names."""
        return {piece.name: piece for piece in self.all}

    def cover(self, plain: str) -> tuple[str, ...] | None:
        """The entries that a clause is made of, all words of it; None when it has others."""
        best: dict[int, tuple[int, tuple[str, ...]]] = {0: (0, ())}
        stops = [m.end() for m in re.finditer(r"\w+", plain)]
        for start in [0, *(stop + 1 for stop in stops[:-1])]:
            if start not in best:
                continue
            cost, names = best[start]
            for end, name, price in self._spans(plain, start, stops):
                at, worth = end + 1, (cost + price, (*names, name) if name else names)
                if at not in best or worth[0] < best[at][0]:
                    best[at] = worth
        found = best.get(len(plain) + 1)
        return None if found is None else found[1]

    def _spans(
        self, plain: str, start: int, stops: Sequence[int]
    ) -> Iterator[tuple[int, str, int]]:
        """Where pieces that begin at `start` end, whose they are ("" of none), and what they cost: a word that is
        not known costs most, one that changes nothing a little."""
        if filler := self._fill.match(plain, start):
            yield filler.end(), "", 1
            if " " in filler[0]:  # "ok i guess": "ok", too
                yield min(s for s in stops if s > start), "", 1
        for piece in self.all:
            for wording in piece.wordings:
                if not (found := wording.match(plain, start)):
                    continue
                price = _OPEN if piece.open else 0
                yield found.end(), piece.name, price
                after = [s for s in stops if s > found.end()][: piece.open]
                yield from (
                    (stop, piece.name, price + _OPEN * n) for n, stop in enumerate(after, 1)
                )

    @cached_property
    def _fill(self) -> re.Pattern[str]:
        words = sorted(prompts.read("phrases/parting_words.yaml")["fill"], key=len, reverse=True)
        return re.compile(f"(?:{'|'.join(map(re.escape, words))})(?= |$)")


def _piece(entry: Mapping[str, Any]) -> Piece:
    wordings = tuple(re.compile(f"(?:{p})(?= |$)") for p in entry.get("patterns", ()))
    return Piece(
        entry["parting"], entry["role"], wordings, tuple(entry["replies"]), entry.get("open", 0)
    )
