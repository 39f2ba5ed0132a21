"""Whether a passage that people judged right stands among the first that the search finds."""

from __future__ import annotations

from collections.abc import Sequence

from bot.evaluation.asking import Ask
from bot.evaluation.data import Row, labels_fault, text_fault
from bot.evaluation.report import Bars, Report, Table, share
from bot.evaluation.statistics import wilson
from bot.evaluation.words import said

_DEPTHS = (1, 3, 5)


def fault(row: Row) -> str:
    """What is wrong with a row, "" when nothing is. That nothing fits is a possible judgement."""
    return text_fault(row) or ("right" if labels_fault(row, "right") else "")


def measure(rows: Sequence[Row], search: Ask) -> Report:
    """In: texts with `right` (ids of passages) and what searches. Out: shares of texts with a right one. A text for
    which nothing is right counts as missed, as in `tests/bench/retrieval.py`."""
    hits = dict.fromkeys(_DEPTHS, 0)
    for row in rows:
        told = search({"text": row["text"], "k": max(_DEPTHS)}) or {"hits": []}
        found = [hit["id"] for hit in told["hits"]]
        for depth in _DEPTHS:
            hits[depth] += bool(set(found[:depth]) & set(row["right"]))
    shares = {depth: wilson(n, len(rows)) for depth, n in hits.items()}
    cells = tuple((str(d), share(hits[d], len(rows), shares[d])) for d in _DEPTHS)
    table = Table(said("retrieval"), (said("among"), said("right")), cells)
    bars = Bars(said("bars_retrieval"), tuple((str(d), shares[d]) for d in _DEPTHS))
    return Report("retrieval", (table,), bars, (said("note_wilson"),))
