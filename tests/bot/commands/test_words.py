"""The words of the commands keep to the house voice."""

from __future__ import annotations

import re
from collections.abc import Iterator

import prompts
from memory.grade import grade

_BANNED = re.compile(
    r"i understand how|i hear you|it sounds like|\bhey\b|you've got this|stay strong|deep breath|"
    r"at least|calm down|personally|\bvalid\b|journey|self-care|toxic|trauma|boundar|hold space|"
    r"resilien|unpack|process your|[—–]| - |;",
    re.IGNORECASE,
)


def lines(node: object = None, path: str = "") -> Iterator[tuple[str, str]]:
    if node is None:
        for name in ("phrases/commands.yaml", *prompts.names("crew")):
            yield from lines(prompts.read(name), name)
    elif isinstance(node, dict):
        for key, value in node.items():
            assert isinstance(key, str | int) and not isinstance(key, bool), path
            yield from lines(value, f"{path}.{key}")
    elif isinstance(node, list):
        for value in node:
            yield from lines(value, path)
    else:
        assert isinstance(node, str), (path, node)
        yield path, node


def test_plain_enough_for_a_tired_person() -> None:
    hard = [(path, text) for path, text in lines() if len(text.split()) > 7 and grade(text) > 7]
    assert hard == []


def test_nothing_that_the_house_never_says() -> None:
    assert [text for _, text in lines() if _BANNED.search(text)] == []


def test_one_question_and_one_cheer_at_most() -> None:
    for path, text in lines():
        assert text.count("?") <= 1, (path, text)
        assert text.count("!") <= (1 if ".good." in path else 0), (path, text)


def test_low_openers_vary_in_their_bones() -> None:
    low = [text for path, text in lines() if ".low" in path and "_words" not in path]
    openings = [" ".join(text.split()[:3]).lower() for text in low]
    assert len(low) >= 30 and max(openings.count(o) for o in openings) <= 2
