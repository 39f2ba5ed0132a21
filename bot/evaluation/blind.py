"""What blind readers made of messages whose authors they did not know: scales, pairs of authors, agreement."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from statistics import fmean

from bot.evaluation.data import Data, NoData, Row, load, together
from bot.evaluation.report import Table, number, ranged
from bot.evaluation.statistics import DRAWS, bootstrap, correlation, superiority
from bot.evaluation.words import published, said

SCALES = ("sincere", "compassionate", "warm", "actionable", "relatable")
_MOST = 3


@dataclass(frozen=True, slots=True)
class Blind:
    """`raters`: for each of them, by message, the scales. `authors`: who wrote which message."""

    raters: tuple[Mapping[str, Row], ...]
    authors: Mapping[str, str]
    data: Data  # of all files


def read(ratings: Sequence[Path], key: Path) -> Blind:
    """In: one file for each rater, and the key to all. Raises NoData."""
    own = Data((), (), load([key]).sums)  # its lines are no rows
    try:
        authors = json.loads(key.read_bytes())
    except ValueError as error:
        raise NoData("key", key.name) from error
    if not isinstance(authors, dict) or not all(isinstance(a, str) for a in authors.values()):
        raise NoData("key", key.name)

    def fault(row: Row) -> str:
        good = all(type(row[s]) in (int, float) and abs(row[s]) <= _MOST for s in SCALES)
        if not good or not isinstance(row["id"], str):
            return "scales"
        return "" if row["id"] in authors else "author"

    each = [load([path], fault) for path in ratings]
    if not any(data.rows for data in each):
        raise NoData("empty", ", ".join(path.name for path in ratings))
    return Blind(tuple({r["id"]: r for r in d.rows} for d in each), authors, together(*each, own))


def tables(blind: Blind) -> tuple[Table, Table]:
    """Scales by author, and how often one author's messages are above another's."""
    ids = [i for i in blind.authors if any(i in rater for rater in blind.raters)]
    names = list(dict.fromkeys(sorted(blind.authors[i] for i in ids)))
    rows = []
    for scale in SCALES:
        cells = []
        for name in names:
            values = [_mean(blind, i, (scale,)) for i in ids if blind.authors[i] == name]
            (figure,) = bootstrap(len(values), lambda at, v=values: [fmean(v[i] for i in at)])  # type: ignore[misc]
            cells.append(ranged(figure))
        paper = published()["replies"]["scales"][scale]
        told = f"{paper['human']:.2f} / {paper['care-pilot']:.2f}"
        rows.append((said(scale), *cells, number(_agreement(blind, scale)), told))
    head = (said("scale"), *map(said, names), said("agreement"), said("paper"))
    return Table(said("scales"), head, tuple(rows)), _pairs(blind, ids, names)


def note(blind: Blind) -> str:
    """How to read the tables."""
    rated = {i for rater in blind.raters for i in rater}
    return said(
        "note_scales", raters=str(len(blind.raters)), messages=str(len(rated)), draws=str(DRAWS),
        source=published()["replies"]["source"],
    )  # fmt: skip


# --- inside


def _mean(blind: Blind, message: str, scales: Sequence[str]) -> float:
    return fmean(sum(r[message][s] for s in scales) for r in blind.raters if message in r)


def _agreement(blind: Blind, scale: str) -> float:
    found = []
    for a, b in combinations(blind.raters, 2):
        both = [i for i in a if i in b]
        found.append(correlation([a[i][scale] for i in both], [b[i][scale] for i in both]))
    varied = [r for r in found if not math.isnan(r)]
    return fmean(varied) if varied else math.nan


def _pairs(blind: Blind, ids: Sequence[str], names: Sequence[str]) -> Table:
    sums = {name: [_mean(blind, i, SCALES) for i in ids if blind.authors[i] == name] for name in names}  # fmt: skip
    rows = []
    for a, b in combinations(names, 2):
        ones, others = sums[a], sums[b]

        def of(at: Sequence[int], x: list[float] = ones, y: list[float] = others) -> list[float]:
            mine = [x[i] for i in at if i < len(x)]
            return [superiority(mine, [y[i - len(x)] for i in at if i >= len(x)])]

        (figure,) = bootstrap(len(ones) + len(others), of)
        rows.append((f"{said(a)} > {said(b)}", ranged(figure)))
    return Table(said("pairwise"), (said("pair"), said("above")), tuple(rows))
