"""The door's own words, from `prompts/slack.yaml`."""

from __future__ import annotations

from typing import Any

import prompts


def words(name: str) -> Any:
    """One entry."""
    return prompts.read("slack.yaml")[name]
