"""Which words are everyday language, for text that leaves the machine: whatever else somebody types may be a name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from string import ascii_lowercase

import prompts
from bot.safety.redaction.lexicon import lexicon

_ENDINGS = (
    "s", "es", "ed", "d", "ing", "er", "ers", "est", "ly", "ness", "y", "able", "less", "ful", "ish",
)  # fmt: skip
_BEGINNINGS = ("un", "re", "non", "over", "under", "out", "mis", "pre", "mid")
_SHORTEST = 3  # letters of a word that can be told from a slip of the finger
_LONG = 6  # from here on one letter off is a slip; before, only two that changed places


class Everyday:
    """The words of `prompts/redact/common.yaml` and `ordinary.yaml`, with their endings and slips."""

    def __init__(self) -> None:
        self._words = lexicon().common | frozenset(
            prompts.read("redact/ordinary.yaml")["words"].split()
        )

    def has(self, key: str) -> bool:
        """Whether `key` (lower case) is an everyday word, or one with something before or behind it."""
        if key in self._words or (len(key) < _SHORTEST and key.isascii()):
            return True
        if "-" in key:
            return all(self.has(part) for part in key.split("-"))
        return any(stem in self._words for stem in _stems(key))

    def is_slip(self, key: str) -> bool:
        """Whether `key` is an everyday word, mistyped: one letter too many, too few, wrong, or two swapped
        (Norvig 2007)."""
        return any(near in self._words for near in _slips(key))


@cache
def everyday() -> Everyday:
    """The ones that ship, read on first use."""
    return Everyday()


def _stems(key: str) -> Iterator[str]:
    for ending in _ENDINGS:
        base = key.removesuffix(ending)
        if base != key and len(base) > 2:
            yield from (base, base + "e")
            if base[-1] == base[-2]:
                yield base[:-1]
            if base[-1] == "i":
                yield base[:-1] + "y"
    for beginning in _BEGINNINGS:
        if key.startswith(beginning) and len(key) > len(beginning) + 2:
            yield key.removeprefix(beginning)


def _slips(key: str) -> Iterator[str]:
    for at in range(len(key) - 1):
        yield key[:at] + key[at + 1] + key[at] + key[at + 2 :]
    if len(key) < _LONG:
        return
    for at in range(len(key) + 1):
        head, tail = key[:at], key[at:]
        yield head + tail[1:]
        for letter in ascii_lowercase:
            yield head + letter + tail
            yield head + letter + tail[1:]
