"""What an export says of "On shift": exercises, ratings of cards, and the load."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.commands.cards import exercise_words
from bot.commands.context import Context
from bot.commands.load import shown
from bot.commands.words import words
from bot.shift import rows
from bot.shift.load import load as load_signs
from bot.shift.load import load_of
from bot.shift.run import load as load_run
from memory.clock import to_ms
from memory.database import Tx
from memory.exercises import Exercise
from memory.ratings import CardRating


@dataclass(frozen=True, slots=True)
class ShiftKept:
    """Everything of these kinds that is kept about one person."""

    exercises: list[Exercise]
    ratings: list[CardRating]
    load: str


async def shift_kept(context: Context, tx: Tx) -> ShiftKept:
    """Read it, in the caller's own view of the database."""
    store, id = context.services.store, context.person.id
    return ShiftKept(
        await store.exercises.all(tx, id),
        await store.ratings.all(tx, id),
        await store.loads.get(tx, id),
    )


def shift_exported(
    kept: ShiftKept, key: Mapping[str, str], now: datetime, when: Callable[[int], str]
) -> dict[str, Any]:
    """In: what is kept, the export's words for keys, and how a moment is written. Out: plain keys and
    words."""
    return {
        key["exercises"]: [_exercise(n, e, key, when) for n, e in enumerate(kept.exercises, 1)],
        key["ratings"]: [_rating(rating, key, when) for rating in kept.ratings],
        key["load"]: shown(load_of(load_signs(kept.load), to_ms(now))) if kept.load else "",
    }


def _exercise(
    number: int, kept: Exercise, key: Mapping[str, str], when: Callable[[int], str]
) -> dict[str, Any]:
    run, me = load_run(kept), words("export")["me"]
    clients = [
        {
            key["client"]: one.name,
            key["messages"]: [
                {key["who"]: one.name if line.role == "client" else me, key["text"]: line.text}
                for line in one.lines
            ],
        }
        for one in run.encounters
    ]
    names = rows.columns("")[1:]
    told = {
        "when": when(run.at_ms),
        "donated": run.donated,
        "before": run.before,
        "numbers": [dict(zip(names, row, strict=True)) for row in rows.rows_of(number, run)],
        "clients": [one for one in clients if one[key["messages"]]],
    }
    return {key[k]: v for k, v in told.items() if v}


def _rating(
    rating: CardRating, key: Mapping[str, str], when: Callable[[int], str]
) -> dict[str, Any]:
    card = exercise_words()["cards"][rating.kind]
    return {key["when"]: when(rating.at_ms), key["card"]: card, key["verdict"]: rating.value}
