"""What a passage takes for granted: a fee, a score, a shouting customer.

Words that fit only where it happened must not be offered to somebody who told of something else. The facts
and how they are told live in `prompts/library/facts.yaml`.
"""

from __future__ import annotations

import re
from functools import cache

import prompts
from memory.passages import Passage


def told(text: str) -> frozenset[str]:
    """The facts that a message tells of."""
    text = text.lower()  # patterns that ignore case take twice as long
    return frozenset(fact for fact, (_, by_person) in _facts().items() if by_person.search(text))


def presumed(passage: Passage) -> frozenset[str]:
    """The facts that must have been told before anything of this passage is shown: those that its words
    give away, and those that it `needs` besides."""
    return frozenset(passage.needs) | in_words(
        " ".join((passage.words, passage.line, passage.offer, *passage.steps))
    )


@cache
def in_words(shown: str) -> frozenset[str]:
    """The facts that a text to be shown presumes."""
    return frozenset(fact for fact, (by_passage, _) in _facts().items() if by_passage.search(shown))


def names() -> frozenset[str]:
    """The ids of all facts."""
    return frozenset(_facts())


@cache
def _facts() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    table = prompts.read("library/facts.yaml")
    return {
        fact: (_compiled(entry["said"], re.I), _compiled(entry["told"]))
        for fact, entry in table.items()
    }


def _compiled(stems: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{stems})", flags)
