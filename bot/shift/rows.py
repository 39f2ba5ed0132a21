"""An exercise as rows of numbers, one per client, for a spreadsheet. No words, no times of day.

Own rows carry the day; donated ones a random code of the participant instead.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from statistics import fmean

from bot.shift.play import AFTER, BEFORE, KINDS
from bot.shift.run import Encounter, Rated, Run
from memory.clock import from_ms

_SETTING = (
    "exercise", "position", "condition", "domain", "category", "grateful", "ranting", "expressive",
    "harder", "rep_lines", "ended", "stars",
)  # fmt: skip
_MEASURES = (*(f"before_{name}" for name in BEFORE), *(f"after_{name}" for name in AFTER))
_CARDS = tuple(f"{kind}_{what}" for kind in KINDS for what in ("mean", "ratings"))
Cell = str | int | float


def columns(first: str) -> tuple[str, ...]:
    """The head of the table; `first` is "day" or "participant"."""
    return (first, *_SETTING, *_MEASURES, *_CARDS)


def own(runs: Iterable[Run]) -> str:
    """A CSV of all of one person's exercises, with the day (UTC) of each."""
    rows = []
    for number, run in enumerate(runs, 1):
        day = from_ms(run.at_ms).date().isoformat()
        rows += [(day, *row) for row in rows_of(number, run)]
    return written("day", rows)


def written(first: str, rows: Iterable[Sequence[Cell]]) -> str:
    """The table as CSV text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns(first))
    writer.writerows(rows)
    return out.getvalue()


def rows_of(number: int, run: Run) -> list[tuple[Cell, ...]]:
    """The rows of one exercise without their first column; clients who were never met have none."""
    before = run.before or {}
    told: list[Cell] = [before.get(name, "") for name in BEFORE]
    return [
        (number, *_setting(position, one), *told, *_after(one), *_cards(one.rated))
        for position, one in enumerate(run.encounters, 1)
        if one.said or one.ended
    ]


def means(rated: Iterable[Rated]) -> dict[str, tuple[float, int]]:
    """Kind of card → mean rating and how many; kinds without a rating are left out."""
    by_kind: dict[str, list[int]] = {}
    for one in rated:
        by_kind.setdefault(one.kind, []).append(one.value)
    return {kind: (round(fmean(values), 2), len(values)) for kind, values in by_kind.items()}


def _setting(position: int, one: Encounter) -> tuple[Cell, ...]:
    s = one.setting
    traits = (int(s.grateful), int(s.ranting), int(s.expressive), int(s.harder))
    stars: Cell = "" if one.stars is None else one.stars
    return (position, one.condition, s.domain, s.category, *traits, one.said, one.ended, stars)


def _after(one: Encounter) -> list[Cell]:
    told = one.after or {}
    return [told.get(name, "") for name in AFTER]


def _cards(rated: Iterable[Rated]) -> list[Cell]:
    found = means(rated)
    cells: list[Cell] = []
    for kind in KINDS:
        mean, count = found.get(kind, ("", 0))
        cells += [mean, count]
    return cells
