"""Patterns of a file of `prompts/crisis`, over messages without capitals, apostrophes and punctuation."""

from __future__ import annotations

import re
from functools import cache

import prompts


def plain(text: str) -> str:
    """The words of `text` as patterns are matched against them."""
    return " ".join(re.findall(r"\w+", re.sub(r"['’]", "", text.lower())))


@cache
def pattern(file: str, name: str, classes: tuple[str, ...] = ()) -> re.Pattern[str]:
    """The entry `name` of `prompts/crisis/<file>.yaml`, a pattern or a list of them. "{word}" in it stands for the entry
    of that name, for each of `classes`, in this order: some have others in them."""
    table = prompts.read(f"crisis/{file}.yaml")
    said = table[name]
    text = said if isinstance(said, str) else "|".join(said)
    for word in classes:
        text = text.replace(f"{{{word}}}", str(table[word]))
    return re.compile(text)
