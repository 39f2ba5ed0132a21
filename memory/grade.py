"""How hard a text is to read, as a school grade (Flesch–Kincaid), without any download.

Syllables are counted twice, by hyphenation (pyphen) and by groups of vowels, and the larger count
stands: against a pronouncing dictionary, over the words of `prompts/`, hyphenation alone is .07
syllables a word short (most of a grade too kind); the larger of the two is within .01.
"""

from __future__ import annotations

import re
from functools import cache

import pyphen

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
_END = re.compile(r"[.!?]+(?=\W|$)")
_SILENT = re.compile(  # an e that is not heard, inside a word
    r"(?<=ev)e(?=ry)|(?<=som)e(?=[bdhtw])|(?<=[aeiou][^aeiouywx])e(?=(?:less|ful|ly|ness|ment)\b)"
)
_SILENT_END = re.compile(
    r"[^aeiouyl]e$|[aeiou]le$|(?<![sxzcg])(?<!ch)(?<!sh)(?<![^aeiou]l)es$|[^td]ed$"
)


def grade(text: str) -> float:
    """The Flesch–Kincaid grade of `text`; 0 when it has no words."""
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = max(1, len(_END.findall(text)))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def syllables(word: str) -> int:
    """About how many syllables an English word has; at least 1."""
    plain = word.lower().replace("’", "'")
    return max(1, len(_hyphens().positions(plain)) + 1, _vowel_groups(plain))


def _vowel_groups(word: str) -> int:
    word = _SILENT.sub("", word.removesuffix("'s").replace("'", ""))
    groups = len(re.findall(r"[aeiouy]+", word))
    return groups - 1 if groups > 1 and _SILENT_END.search(word) else groups


@cache
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US")
