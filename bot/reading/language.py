"""Which language a message is in, cautiously: English unless there is good reason to think otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import prompts

_SCRIPTS = (
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("uk", re.compile(r"[іїєґІЇЄҐ]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
)


def language_of(text: str, known: Callable[[str], bool]) -> str:
    """ISO 639-1 code of the language `text` is in (romanised Hindi is "hi"); "en" when in doubt.

    `known(word)` says whether a word is ordinary English.
    """
    if (code := language_by_words(text, known)) != "en":
        return code
    words = _words(text)
    strange = sum(not known(w) for w in words)
    english = sum(w in _marks()["en"] for w in words)
    if english or strange < 0.6 * len(words) or len(words) < 4:
        return "en"
    guess, _ = _classify(text)
    spoken = {entry["lang"] for entry in prompts.read("phrases/languages.yaml")}
    return str(guess) if guess in spoken else "en"


def language_by_words(text: str, known: Callable[[str], bool]) -> str:
    """The same by its script and its small words alone: at once, and "en" for what these don't give away."""
    letters = sum(c.isalpha() for c in text)
    for code, pattern in _SCRIPTS:
        if len(pattern.findall(text)) > 0.3 * max(letters, 1):
            if code == "zh" and _SCRIPTS[2][1].search(text):
                return "ja"
            return code
    words = _words(text)
    if not words:
        return "en"
    scores = {code: sum(w in marks for w in words) for code, marks in _marks().items()}
    english = scores.pop("en")
    best = max(scores, key=lambda code: scores[code])
    strange = sum(not known(w) for w in words)
    foreign = strange >= 0.25 * len(words)  # "a", "no" and "me" are words of several languages
    if scores[best] > english and foreign and scores[best] >= (1 if len(words) < 4 else 2):
        return best
    return "en"


def marks_of(language: str) -> frozenset[str]:
    """Short words that give a language away; none for one that we have no list of."""
    return _marks().get(language, frozenset())


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", text.lower())


@cache
def _marks() -> dict[str, frozenset[str]]:
    table = prompts.read("phrases/language_marks.yaml")
    return {code: frozenset(words.split()) for code, words in table.items()}


def _classify(text: str) -> tuple[str, float]:
    from py3langid import classify  # loads its model on first use

    guess: tuple[str, float] = classify(text)
    return guess
