"""Which language a message is in, where its talk tells more than its few words do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.reading.language import language_of, marks_of
from bot.support.talk import Utterance
from bot.support.understand import Heard, Understander

_STRANGE = 0.25  # of the words; with one that is the talk's own
_FOREIGN = 0.5  # of the words; with none


class Tongue:
    """Who has written in another language so far goes on in it, unless it is plainly English."""

    def __init__(self, understander: Understander) -> None:
        self._understander = understander

    def in_talk(self, heard: Heard, text: str, history: Sequence[Utterance]) -> Heard:
        """`text`, which was `heard`, with the language of its talk."""
        before = next((u.text for u in reversed(history) if u.role == "user"), "")
        if heard.understanding.language != "en" or not before:
            return heard
        knows = self._understander.vocabulary.knows
        language = language_of(before, knows)
        words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", text.lower())
        if language == "en" or not words:
            return heard
        strange = sum(not knows(word) for word in words) / len(words)
        own = any(word in marks_of(language) for word in words)
        if strange < (_STRANGE if own else _FOREIGN):
            return heard
        return replace(heard, understanding=replace(heard.understanding, language=language))
