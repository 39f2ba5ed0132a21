"""What somebody is called: a name, or nothing."""

from __future__ import annotations

import re

from bot.model.hostile import ordered

_NAME = re.compile(r"[^\W\d_]+(?:[ '’.-][^\W\d_]+){0,3}\.?")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|\|.*")  # "Ann (she/her)", "Ann | Billing"
_LONGEST_NAME = 30


def display_name(shown: str) -> str:
    """In: what a platform shows or somebody told. Out: the name without what stands beside it; "" for what is
    more than a name, since it stands in greetings and prompts, and another person may read it."""
    name = " ".join(_ASIDE.sub(" ", shown).split())
    fits = len(name) <= _LONGEST_NAME and _NAME.fullmatch(name) is not None
    return name if fits and not ordered(name) else ""
