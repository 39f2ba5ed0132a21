"""Is a right passage among the first three? Rightness was judged by readers, pooled over methods."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.heldout import FOLDER, ask, rate, rows


def run() -> Iterator[str]:
    """Figures on `heldout/retrieval.jsonl`: {"id", "text", "right": [passage ids]}."""
    if not (FOLDER / "retrieval.jsonl").exists():
        yield "heldout/retrieval.jsonl is missing"
        return
    data = rows("retrieval")
    hits = {k: 0 for k in (1, 3, 5)}
    for row in data:
        found = [
            h["id"] for h in ask("search", {"id": row["id"], "text": row["text"], "k": 5})["hits"]
        ]
        for k in hits:
            hits[k] += bool(set(found[:k]) & set(row["right"]))
    for k, n in hits.items():
        yield f"a right passage among the first {k}: {rate(n, len(data))}"
