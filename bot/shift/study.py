"""What a team gets that wants to repeat the study: the numbers that people gave, as one table.

Given are only exercises whose person tapped yes under that very exercise and has not taken it back.
A row has numbers and the kind of client, no words, no day, no name of anyone; participants get a random
code that is made for this one file. Below `LEAST` people there is no table at all.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from bot.shift.rows import rows_of, written
from bot.shift.run import Run, load
from memory.errors import KeyGone
from memory.store import Store

LEAST = 5


def table(given: Sequence[Sequence[Run]], dice: random.Random) -> str | None:
    """One person's exercises each; None when too few people gave any."""
    people = [runs for runs in given if any(rows_of(1, run) for run in runs)]
    if len(people) < LEAST:
        return None
    codes = dice.sample(range(1000, 10_000), len(people))
    rows = [
        (f"p{code}", *row)
        for code, runs in sorted(zip(codes, people, strict=True), key=lambda pair: pair[0])
        for number, run in enumerate(runs, 1)
        for row in rows_of(number, run)
    ]
    return written("participant", rows)


async def gather(store: Store) -> list[list[Run]]:
    """What everybody gave. Only numbers are of use to the caller: see `table`."""
    found = []
    async with store.database.read() as tx:
        for person_id in await store.people.granted(tx, "study"):
            try:
                kept = await store.exercises.all(tx, person_id)
            except KeyGone:
                continue
            found.append([run for run in map(load, kept) if run.donated])
    return found
