"""Is a right passage among the first three? Rightness was judged by readers, pooled over methods."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from tests.bench.heldout import FOLDER, ask, rate, rows

_DEPTHS = (1, 3, 5)
_RANKED = 36  # as many as the search weighs (`bot/support/retrieve.py`)


def run() -> Iterator[str]:
    """Figures on `heldout/retrieval.jsonl`: {"id", "text", "right": [passage ids], "judged": [passage ids]}."""
    if not (FOLDER / "retrieval.jsonl").exists():
        yield "heldout/retrieval.jsonl is missing"
        return
    data = rows("retrieval")
    hits = dict.fromkeys(_DEPTHS, 0)
    missed: Counter[str] = Counter()
    unjudged = 0
    for row in data:
        asked = {"id": row["id"], "text": row["text"], "k": _RANKED}
        found = [h["id"] for h in ask("search", asked)["hits"]]
        for k in hits:
            hits[k] += bool(set(found[:k]) & set(row["right"]))
        unjudged += len(set(found[: max(_DEPTHS)]) - set(row["judged"]))
        if not set(found[:3]) & set(row["right"]):
            missed[_stands(found, row["right"])] += 1
    for k, n in hits.items():
        yield f"a right passage among the first {k}: {rate(n, len(data))}"
    yield f"shown among the first {max(_DEPTHS)}, but never judged, so counted as wrong: {unjudged}"
    for where, n in sorted(missed.items()):
        yield f"missed among the first 3, {where}: {n}"


def _stands(found: Sequence[str], right: Sequence[str]) -> str:
    """Where the best right passage stands in a ranking, in words."""
    if not right:
        return "and none is known to be right"
    rank = next((n for n, name in enumerate(found, 1) if name in right), 0)
    if not rank:
        return "and the right ones are left out or not ranked"
    return (
        f"the best right one is {'4 to 5' if rank <= 5 else '6 to 10' if rank <= 10 else 'later'}"
    )
