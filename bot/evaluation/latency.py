"""How long a message takes, without the way to it and back."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from bot.evaluation.asking import Ask
from bot.evaluation.data import Row
from bot.evaluation.report import Bars, Report, Table, number
from bot.evaluation.statistics import Figure, percentile
from bot.evaluation.words import said

WARM = 5
_SHARES = (0.5, 0.95, 0.99)


def measure(rows: Sequence[Row], steps: Mapping[str, Ask], clock: Callable[[], float]) -> Report:
    """In: texts, what is timed, by name, and a clock in seconds. Out: p50, p95 and p99 in milliseconds of each."""
    cells, bars = [], []
    for name, ask in steps.items():
        for row in rows[:WARM]:
            ask({"text": f"{row['text']} So."})  # what was read once may be remembered
        took = []
        for row in rows:
            began = clock()
            ask({"text": row["text"]})
            took.append((clock() - began) * 1000)
        points = [percentile(took, share) for share in _SHARES]
        cells.append((said(name), str(len(took)), *(number(p, 1) for p in points)))
        bars += [
            (f"{said(name)}, p{share * 100:.0f}", Figure(p, math.nan, math.nan))
            for share, p in zip(_SHARES, points, strict=True)
        ]
    head = (said("step"), "n", "p50", "p95", "p99")
    table = Table(said("latency"), head, tuple(cells))
    most = max((figure.value for _, figure in bars), default=0.0)
    full = 10.0 ** math.ceil(math.log10(most)) if most > 0 else 1.0
    full = next(full * part for part in (0.2, 0.5, 1.0) if most <= full * part)
    picture = Bars(said("bars_latency"), tuple(bars), full, 1)
    return Report("latency", (table,), picture, (said("note_latency", warm=str(WARM)),))
