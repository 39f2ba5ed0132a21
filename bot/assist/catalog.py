"""The domains, complaint categories and labels there are, with their titles."""

from __future__ import annotations

import prompts


def domains() -> dict[str, str]:
    """Slug → title, e.g. "hotel" → "Hotel"."""
    return _titles("domains")


def categories() -> dict[str, str]:
    """Slug → title, e.g. "policy" → "Policy"."""
    return _titles("categories")


def labels() -> dict[str, str]:
    """Slug → title, e.g. "very_negative" → "Very negative"."""
    return _titles("labels")


def _titles(part: str) -> dict[str, str]:
    titles: dict[str, str] = prompts.read("assist/catalog.yaml")[part]
    return titles
