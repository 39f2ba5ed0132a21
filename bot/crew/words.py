"""The words of crews, and small things that are said in several places."""

from __future__ import annotations

from typing import Any

import prompts
from bot.crew.anonymity import Rules


def words(part: str = "team") -> Any:
    """The words in `prompts/crew/<part>.yaml`."""
    return prompts.read(f"crew/{part}.yaml")


def needs(rules: Rules) -> str:
    """What there must be before a picture is drawn, for those who lead."""
    return str(words()["needs"].format(smallest=rules.smallest, answered=rules.answered))
