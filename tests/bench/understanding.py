"""Is the highest-ranked emotion and incident among the right ones, on vents nobody tuned on?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.bench.heldout import ask, rate, rows


def run() -> Iterator[str]:
    """Figures on `heldout/vents.jsonl`, `vents2.jsonl`, `vents3.jsonl` and `vents4.jsonl`, overall and for the labels that fail most."""
    for name in ("vents", "vents2", "vents3", "vents4"):
        yield f"{name}.jsonl"
        yield from _one(rows(name))
    odd = rows("asks")
    right = sum(ask("reply", {"id": r["id"], "text": r["text"]})["ask"] == r["ask"] for r in odd)
    yield f"ask on short and odd messages: {rate(right, len(odd))}"


def _one(data: list[dict[str, Any]]) -> Iterator[str]:
    hit: Counter[str] = Counter()
    missed: dict[str, Counter[str]] = {"emotions": Counter(), "incidents": Counter()}
    n: Counter[str] = Counter()
    level = 0
    for row in data:
        said = ask("reply", {"id": row["id"], "text": row["text"]})
        for kind in ("emotions", "incidents"):
            if not row[kind]:
                continue
            best = max(said[kind], key=said[kind].get)
            n[kind] += 1
            if best in row[kind]:
                hit[kind] += 1
            else:
                missed[kind][f"{row[kind][0]} heard as {best}"] += 1
        hit["ask"] += said["ask"] == row["ask"]
        level += abs(said["intensity"] - row["intensity"])
    for kind in ("emotions", "incidents"):
        yield f"{kind}: top label right {rate(hit[kind], n[kind])}"
        yield "  most missed: " + "; ".join(f"{k} ×{c}" for k, c in missed[kind].most_common(6))
    yield f"ask: {rate(hit['ask'], len(data))}; intensity: mean error {level / len(data):.2f}"
