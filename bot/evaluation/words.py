"""The words of the reports, by id."""

from __future__ import annotations

from typing import Any

import prompts


def said(name: str, /, **slots: str) -> str:
    """A text of `prompts/evaluation/words.yaml`; ids without one of their own are shown as they are."""
    table: dict[str, str] = prompts.read("evaluation/words.yaml")
    return table[name].format(**slots) if slots else table.get(name, name.replace("_", " "))


def published() -> dict[str, Any]:
    """Figures of the papers, each with its source."""
    table: dict[str, Any] = prompts.read("evaluation/published.yaml")
    return table
