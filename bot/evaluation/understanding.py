"""Whether the emotion and the incident that Shoulder ranks highest are among those that people heard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.evaluation.asking import Ask
from bot.evaluation.data import Row, labels_fault, text_fault
from bot.evaluation.report import Bars, Report, Table, share
from bot.evaluation.statistics import wilson
from bot.evaluation.words import said

_BOTH = ("emotions", "incidents")
_SHOWN = 10  # of the commonest mistakes


def fault(row: Row) -> str:
    """What is wrong with a row, "" when nothing is."""
    return text_fault(row) or labels_fault(row, *_BOTH)


def measure(rows: Sequence[Row], reply: Ask) -> Report:
    """In: texts with their right `emotions` and `incidents`, the strongest first ([]: not judged); what understands
    one. Out: the shares, and what is heard as what."""
    hits: Counter[str] = Counter()
    judged: Counter[str] = Counter()
    missed: Counter[tuple[str, str]] = Counter()
    for row in rows:
        told = reply({"text": row["text"]})
        for part in _BOTH:
            if not row[part]:
                continue
            judged[part] += 1
            ranked = told[part] if told else {}
            best = max(ranked, key=ranked.__getitem__, default="unknown")
            hits[part] += best in row[part]
            if best not in row[part]:
                missed[row[part][0], best] += 1
    shares = {part: wilson(hits[part], judged[part]) for part in _BOTH}
    cells = tuple((said(p), share(hits[p], judged[p], shares[p])) for p in _BOTH)
    wrong = tuple((f"{a} / {b}", str(n)) for (a, b), n in missed.most_common(_SHOWN))
    tables = (
        Table(said("understanding"), (said("labels"), said("right")), cells),
        Table(said("missed"), (said("heard"), said("times")), wrong),
    )
    bars = Bars(said("understanding"), tuple((said(p), shares[p]) for p in _BOTH))
    return Report("understanding", tables, bars, (said("note_wilson"),))
