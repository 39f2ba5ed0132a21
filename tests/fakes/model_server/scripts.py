"""What the server does with one request. Times are seconds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

WORDS = (
    "Ten minutes of shouting over a fee you didn't set. That's a lot to take in one go, and you "
    "stayed on the line through all of it. Nobody should talk to you that way. "
    "What stuck with you the most?"
)


@dataclass(frozen=True)
class Reply:
    """A good answer: the first token after `first`, the others `gap` apart. A structured request gets
    `text` as it is, so give it JSON."""

    text: str = WORDS
    first: float = 0.0
    gap: float = 0.0
    usage: bool = True
    finish: str = "stop"

    def tokens(self) -> list[str]:
        """Pieces as a model sends them: a word with the blank before it, at times half a word."""
        return re.findall(r"\s*\S{1,7}", self.text) or [self.text]


@dataclass(frozen=True)
class Hang:
    """Takes the request and says nothing; `after` tokens were said before."""

    after: int = 0
    text: str = WORDS
    seconds: float = 600.0


@dataclass(frozen=True)
class Cut:
    """The connection breaks after that many tokens; `politely` means that the stream just ends."""

    after: int = 0
    text: str = WORDS
    politely: bool = False


@dataclass(frozen=True)
class Status:
    """An HTTP error."""

    code: int = 500
    retry_after: str = ""
    body: str = '{"error": {"message": "the server is very sorry", "type": "server_error"}}'


@dataclass(frozen=True)
class Garbage:
    """An answer that is none: broken JSON, an empty answer, HTML, an error inside the stream. `after`
    tokens of a good one were said before."""

    kind: Literal["json", "empty", "html", "error", "shape"] = "json"
    after: int = 0
    text: str = WORDS


@dataclass(frozen=True)
class Refuse:
    """The model does not want to: in its own words, or by the protocol's field or finish reason."""

    how: Literal["words", "field", "filter"] = "words"
    text: str = "I'm sorry, but I can't help with that request."


Script: TypeAlias = Reply | Hang | Cut | Status | Garbage | Refuse
