"""Asking Shoulder itself, one row at a time, the way `shoulder batch` does."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.evaluation.data import Row

if TYPE_CHECKING:
    from bot.settings import Settings

Ask = Callable[[Row], Row | None]  # None: it could not read this one


def asker(settings: Settings, mode: str) -> Ask:
    """In: a mode of `shoulder batch`. Out: what answers a row; weights are read at the first."""
    from bot.batch import Batch

    worker = Batch(settings, mode)

    def ask(row: Row) -> Row | None:
        told: Row = json.loads(worker.line(json.dumps(row)))
        return None if "error" in told else told

    return ask
