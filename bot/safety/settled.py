"""Messages that only say who is there now, or that somebody is safe: no new danger, whatever came before."""

from __future__ import annotations

import re
from functools import cache

import prompts


def settled(text: str) -> bool:
    """Whether the whole of `text` says that, and nothing else."""
    plain = re.sub(r"['’]", "", text.lower())
    return bool(_pattern().fullmatch(" ".join(re.findall(r"\w+", plain))))


@cache
def _pattern() -> re.Pattern[str]:
    words = prompts.read("crisis/settled.yaml")
    return re.compile("|".join(words["patterns"]).replace("{people}", words["people"]))
