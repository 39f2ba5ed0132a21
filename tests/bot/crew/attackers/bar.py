"""What a bet must meet to count as naming somebody."""

from __future__ import annotations

SURE, ODDS = 0.9, 3.0


def odds(p: float) -> float:
    """Of something with this chance."""
    return p / (1 - p) if p < 1 else float("inf")
