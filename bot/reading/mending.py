"""Typos put right before a fitted reader reads: an encoder takes a text full of them for something it never saw.

In: a text. Out: the same, or, where several of its words are slips of ordinary English words, with those words
spelled right. Short forms ("dont", "tbh") and rare words stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

import prompts
from bot.reading.language import marks_of
from bot.reading.vocabulary import Vocabulary, slips

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_LONG = 4  # letters; what is shorter can be too many words
_SLIPS, _SHARE = 2, 0.12  # so many, and so large a share of the words
_SMALL = 0.15  # of an English text are its smallest words
_OTHERS = ("es", "fr", "de", "pt", "tl", "hi")
_FOREIGN = 0.5  # with as many words that are no English, it is none


class Mender:
    """`pieces` is the word list of an encoder with its numbers, common words first."""

    def __init__(self, pieces: Mapping[str, int], words: Vocabulary) -> None:
        self._pieces = pieces
        self._words = words

    def mended(self, text: str) -> str:
        """The text with its slips put right, if it has enough of them."""
        found = list(_WORD.finditer(text))
        strange = [m for m in found if self._strange(m[0].lower())]
        right = {m.start(): (m, new) for m in strange if (new := self._nearest(m[0].lower()))}
        few = len(right) < max(_SLIPS, _SHARE * len(found))
        if few or len(strange) > _FOREIGN * len(found) or not _english(found):
            return text
        return _WORD.sub(lambda m: right[m.start()][1] if m.start() in right else m[0], text)

    def _strange(self, word: str) -> bool:
        return word.replace("'", "") not in _forms() and not self._words.knows(word)

    def _nearest(self, word: str) -> str:
        """The most common word that it is a slip of; "" for none."""
        if len(word) < _LONG:
            return ""
        return min(
            self._words.near(word) | (_forms() & slips(word)),
            key=lambda near: (_unlike(word, near), self._pieces.get(near, 0)),
            default="",
        )


def _english(found: Sequence[re.Match[str]]) -> bool:
    """Whether its small words are those of English."""
    words = [m[0].lower() for m in found]
    english = sum(word in marks_of("en") for word in words)
    others = (sum(w in marks_of(code) for w in words) for code in _OTHERS)
    return english >= max(1, _SMALL * len(words)) and english > max(others)


def _unlike(word: str, near: str) -> tuple[int, bool]:
    """How far a word is from what was typed: letters swapped or doubled are the most likely slips."""
    swapped = len(word) == len(near) and sorted(word) == sorted(near)
    doubled = any(
        a == b and word[:i] + word[i + 1 :] == near for i, (a, b) in enumerate(pairwise(word))
    )
    return (0 if swapped or doubled else 1 if len(word) != len(near) else 2), word[0] != near[0]


@cache
def _forms() -> frozenset[str]:
    return frozenset(
        str(form).replace("'", "") for form in prompts.read("phrases/short_forms.yaml")["forms"]
    )
