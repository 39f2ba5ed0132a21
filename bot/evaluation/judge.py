"""How far the practice measure agrees with people who rate talks (quadratic-weighted kappa, as in arXiv 2506.10150)."""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median
from typing import Any

from bot.evaluation.data import Row
from bot.evaluation.report import Bars, Report, Table, number, ranged
from bot.evaluation.statistics import DRAWS, Figure, bootstrap, kappa, middle
from bot.evaluation.words import published, said
from bot.practice.batch import turns_of
from bot.practice.criteria import NAMES
from bot.practice.turns import Turn

Six = Sequence[float]  # in the order of NAMES


@dataclass(frozen=True, slots=True)
class Scored:
    """One talk as something scored it: `raw` is what a model said before the known biases were taken out."""

    six: Six
    raw: Six | None = None


def fault(row: Row) -> str:
    """What is wrong with a talk, "" when nothing is."""
    try:
        turns = turns_of(row)
    except (KeyError, TypeError, ValueError):
        return "turns"
    if not any(turn.role == "supporter" and turn.text.strip() for turn in turns):
        return "silent"
    sets = raters(row)
    good = sets and all(type(r[n]) is int and 1 <= r[n] <= 5 for r in sets for n in NAMES)
    return "" if good else "ratings"


def raters(row: Row) -> list[dict[str, int]]:
    """One dict for each rater."""
    given = row["ratings"]
    return [given] if isinstance(given, dict) else list(given)


async def judged(
    rows: Sequence[Row], judge: Callable[[Sequence[Turn]], Awaitable[Any]]
) -> list[Scored | None]:
    """A model judge's scores (`bot/practice/judge.py`), one talk after another; None where it gave none."""
    from bot.model.engine import ModelError

    found: list[Scored | None] = []
    for row in rows:
        try:
            told = await judge(turns_of(row))
        except ModelError:
            found.append(None)
        else:
            found.append(Scored(told.scores.values(), [told.raw[name] for name in NAMES]))
    return found


def measure(
    rows: Sequence[Row],
    local: Callable[[Sequence[Turn]], Six],
    model: Sequence[Scored | None] | None = None,
) -> Report:
    """In: talks without faults, what scores one, and a model's scores of the same talks. Out: the agreement."""
    ours = _agreement(rows, [local(turns_of(row)) for row in rows])
    columns = {"ours": ours}
    notes = [said("note_kappa", talks=str(len(rows)), draws=str(DRAWS))]
    if model is not None:
        pairs = [(row, s) for row, s in zip(rows, model, strict=True) if s is not None]
        talks = [row for row, _ in pairs]
        columns["model"] = _agreement(talks, [s.six for _, s in pairs])
        columns["model_raw"] = _agreement(talks, [s.raw or s.six for _, s in pairs])
        if len(pairs) < len(rows):
            notes.append(said("note_unjudged", n=str(len(rows) - len(pairs))))
    if any(math.isnan(f.value) for figures in columns.values() for f in figures):
        notes.append(said("note_constant"))
    notes.append(said("note_published", source=published()["judge"]["source"]))
    bars = Bars(said("kappa_both" if model is not None else "kappa"), tuple(_bars(columns)))
    return Report("judge", (_table(columns, _between(rows)), _all()), bars, tuple(notes))


# --- inside


def _bars(columns: Mapping[str, Sequence[Figure]]) -> Iterator[tuple[str, Figure]]:
    """The local measure's, each with the model's below it."""
    for place, name in enumerate((*NAMES, "median")):
        yield said(name), columns["ours"][place]
        if "model" in columns:
            yield said("below_model"), columns["model"][place]


def _agreement(rows: Sequence[Row], scores: Sequence[Six]) -> list[Figure]:
    """Of each criterion, then of their median."""
    theirs = [[_middle([r[name] for r in raters(row)]) for name in NAMES] for row in rows]
    mine = [[min(5, max(1, round(value))) for value in six] for six in scores]

    def of(at: Sequence[int]) -> list[float]:
        each = [kappa([theirs[i][c] for i in at], [mine[i][c] for i in at]) for c in range(len(NAMES))]  # fmt: skip
        return [*each, middle(each)]

    return bootstrap(len(rows), of)


def _between(rows: Sequence[Row]) -> list[float]:
    """The median over pairs of raters, who are told apart by their place in `ratings`."""
    sets = [raters(row) for row in rows]
    most = max(map(len, sets))
    each = []
    for name in NAMES:
        pairs = []
        for a, b in combinations(range(most), 2):
            both = [s for s in sets if len(s) > b]
            pairs.append(kappa([s[a][name] for s in both], [s[b][name] for s in both]))
        each.append(middle(pairs))
    return [*each, middle(each)]


def _table(columns: dict[str, list[Figure]], between: list[float]) -> Table:
    known = published()["judge"]["criteria"]
    head = ("criterion", *columns, "between", "experts", "models", "crowd")
    rows = []
    for at, name in enumerate((*NAMES, "median")):
        rows.append((
            said(name), *(ranged(figures[at]) for figures in columns.values()), number(between[at]),
            *_theirs([known[n] for n in NAMES] if name == "median" else [known[name]]),
        ))  # fmt: skip
    return Table(said("kappa"), tuple(map(said, head)), tuple(rows))


def _theirs(known: Sequence[dict[str, Any]]) -> tuple[str, str, str]:
    """Experts, models and crowd: one criterion as published, or the median of several."""
    experts = [median(k["experts"]) for k in known]
    told = number(median(experts))
    if len(known) == 1:
        told += f" ({number(min(known[0]['experts']))} to {number(max(known[0]['experts']))})"
    return told, number(median(k["model"] for k in known)), number(median(k["crowd"] for k in known))  # fmt: skip


def _all() -> Table:
    known = published()["judge"]["all"]
    names = ("experts", "model", "crowd")
    head = tuple(map(said, ("experts", "models", "crowd")))
    return Table(said("kappa_all"), head, (tuple(known[name] for name in names),))


def _middle(values: Sequence[int]) -> int:
    """The median on the scale; halves go down."""
    return math.ceil(median(values) - 0.5)
