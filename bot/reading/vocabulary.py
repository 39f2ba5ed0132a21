"""Which words are ordinary English: the encoder's own word list (about 20,000 whole words) and the
words of the trade in `prompts/phrases/vocabulary.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable

import prompts

_SPLIT = re.compile(r"'[a-z]+$")
_ENDINGS = ("s", "ed", "d", "ing", "er", "ers", "ly", "'s")


class Vocabulary:
    """Whole words of a word-piece list. Words in it are spelled right; the rest are typos or rare."""

    def __init__(self, pieces: Iterable[str]) -> None:
        trade = prompts.read("phrases/vocabulary.yaml")["words"].split()
        whole = (p for p in pieces if p.isalpha() and not p.startswith("##"))
        self._words = frozenset([*whole, *trade])

    def knows(self, word: str) -> bool:
        """Whether `word` (lower case) is an ordinary word or an ordinary word with an ending."""
        stem = _SPLIT.sub("", word)
        if len(stem) < 2:
            return stem in ("a", "i", "")
        if stem in self._words or word in self._words:
            return True
        for ending in _ENDINGS:
            base = stem.removesuffix(ending)
            if (
                base != stem
                and len(base) > 2
                and (base in self._words or base + "e" in self._words)
            ):
                return True
            if base != stem and len(base) > 3 and base[-1] == base[-2] and base[:-1] in self._words:
                return True
        return False
