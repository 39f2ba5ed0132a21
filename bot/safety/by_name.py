"""Names of people in a sentence, for whoever is told of by name only: "Marcus collapsed"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.safety.plaintext import Token
from bot.safety.redaction.lexicon import lexicon
from bot.safety.redaction.prepare import fold

NAME = "<name>"
_WORD = re.compile(r"[^\W\d_]{2,20}")


def by_name(text: str, sentence: Sequence[Token]) -> list[Token]:
    """In: a text and one of its sentences. Out: the sentence with `NAME` for each name of a person; empty for none.

    A name and nothing else counts however it is written; one that is also a word, or that nobody listed, with a
    capital, where capitals mean something."""
    raw = [text[token.start : token.end] for token in sentence]
    written = [word for word in raw if word.isalpha()]
    shouted = len(written) < 2 or sum(w[0].isupper() for w in written) > 0.8 * len(written)
    found = [_is_name(word, not shouted) for word in raw]
    if not any(found):
        return []
    told: list[Token] = []
    for token, named in zip(sentence, found, strict=True):
        if named and told and told[-1].word != NAME:
            told.append(Token(",", token.start, token.start))  # what is before is not said of them
        told.append(Token(NAME, token.start, token.end) if named else token)
    return told


def _is_name(raw: str, capitals_count: bool) -> bool:
    if not _WORD.fullmatch(raw):
        return False
    key, names = fold(raw).lower(), lexicon()
    if key in names.given or key in names.surnames:
        return True
    if not capitals_count or not (raw[0].isupper() and raw[1:].islower()):
        return False
    if key in names.cities or key in names.unsure:
        return True
    unknown = not (names.is_word(key) or key in names.not_names or key.endswith("s"))
    return unknown and len(key) > 2
