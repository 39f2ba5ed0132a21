"""The words of crews, and small things that are said in several places."""

from __future__ import annotations

from typing import Any

import prompts


def words(part: str = "team") -> Any:
    """The words in `prompts/crew/<part>.yaml`."""
    return prompts.read(f"crew/{part}.yaml")
