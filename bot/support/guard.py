"""The last check on every outgoing text (design §5, "Guard"). The same for composed and generated words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import prompts
from bot.support.retelling.harsh import harsh_spans, is_harsh

MAX_WORDS = 120  # a danger card or a form has its own limits; this is for answers in talk


@dataclass(frozen=True, slots=True)
class Sore:
    """The wordings of a message that must not come back, looked up once for many texts. `wary`: whether words
    count that are harmless elsewhere."""

    wary: bool
    said: frozenset[str]

    @classmethod
    def of(cls, heard: str) -> Sore:
        """Those of a message."""
        wary = is_harsh(heard, wary=False)
        return cls(wary, frozenset(_flat(heard[a:b]) for a, b in harsh_spans(heard, wary=wary)))

    def back_in(self, text: str) -> bool:
        """Whether one of them stands in `text` again."""
        if not self.said:
            return False
        found = harsh_spans(text, wary=self.wary)
        return any(_flat(text[a:b]) in self.said for a, b in found)


def faults(
    text: str, *, heard: str | Sore = "", openings: Sequence[str] = (), max_words: int = MAX_WORDS
) -> list[str]:
    """Why `text` must not go out, as short codes; an empty list means that it may.

    `heard` is the message that is answered, or its `Sore` words: no harsh wording of it may come back.
    `openings` are `opening()`s of this person's recent answers, none of which may be repeated.
    """
    if not text.strip():
        return ["empty"]
    found = [group for group, pattern in _patterns() if pattern.search(text)]
    if len(text.split()) > max_words:
        found.append("too_long")
    if text.count("?") > 1:
        found.append("questions")
    if opening(text) in openings[:1]:
        found.append("opening")
    sore = heard if isinstance(heard, Sore) else Sore.of(heard)
    if sore.back_in(text):
        found.append("echo")
    return found


def opening(text: str, words: int = 3) -> str:
    """The first `words` words, lower case, without punctuation: what makes two answers sound alike."""
    return " ".join(re.findall(r"[\w']+", text.lower())[:words])


def _flat(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower().replace("'", "")).strip()


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = prompts.read("phrases/guard.yaml")
    return tuple((group, re.compile("|".join(f"(?:{p})" for p in patterns) if group != "broken"
                  else _numbered(patterns), re.I | re.M)) for group, patterns in table.items())  # fmt: skip


def _numbered(patterns: Sequence[str]) -> str:
    return "|".join(p.replace("(\\w{2,}) \\1", "(?P<twice>\\w{2,}) (?P=twice)") for p in patterns)
