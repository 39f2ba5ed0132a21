"""Whether a message is in another language than the exercises, which are in English."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from bot.reading.language import language_by_words
from bot.reading.vocabulary import Vocabulary


def foreign(text: str) -> bool:
    """In: what a supporter wrote. Out: whether it is in another language; False when in doubt."""
    return language_by_words(text, _english().knows) != "en"


@cache
def _english() -> Vocabulary:
    words = files("memory") / "weights" / "vocabulary.txt"
    return Vocabulary(words.read_text(encoding="utf-8").splitlines())
