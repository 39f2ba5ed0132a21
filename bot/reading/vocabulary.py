"""Which words are ordinary English: the encoder's own word list (about 20,000 whole words) and the
words of the trade in `prompts/phrases/vocabulary.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from string import ascii_lowercase

import prompts

_SPLIT = re.compile(r"'[a-z]+$")
_ODD = re.compile(r"[^a-z']|(.)\1\1|^[^aeiouy]*$|[^aeiouy]{5}")  # "tbhhh", "asdkjh": no words
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
        if len(stem) < 2 and word not in self._words:
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

    def reads(self, word: str) -> bool:
        """Whether `word` (lower case) can stand in an answer: an ordinary word, or a rare one that is
        no slip of an ordinary one ("cardigans", "pothole", but not "becuase" or "shedule").

        A slip is one letter left out, doubled, wrong or swapped with its neighbor (Norvig 2007,
        "How to write a spelling corrector")."""
        return self.knows(word) or (
            len(word) > 4
            and not _ODD.search(word)
            and not any(self.knows(near) for near in _slips(word))
        )

    def near(self, word: str) -> frozenset[str]:
        """The ordinary words of two letters or more that `word` (lower case) is a slip of."""
        return frozenset(w for w in slips(word) if len(w) > 1 and w in self._words)


def slips(word: str) -> frozenset[str]:
    """What somebody may have meant who typed `word`: with one letter left out, added, wrong or swapped."""
    return frozenset(_slips(word))


def _slips(word: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in ascii_lowercase:
            yield head + letter + tail
            yield head + letter + tail[1:]
