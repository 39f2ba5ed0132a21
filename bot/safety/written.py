"""In which language something is written, told at the door: from a list of everyday words, no model is read."""

from __future__ import annotations

from bot.reading.language import language_of
from bot.safety.redaction.lexicon import lexicon


def written_in(text: str) -> str:
    """ISO 639-1 code of `text`; "en" when in doubt."""
    return language_of(text, lexicon().is_word)
