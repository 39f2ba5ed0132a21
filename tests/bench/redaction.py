"""Redaction: what of other people's data is found, and what is taken away wrongly."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from tests.bench.heldout import ask, rate, rows


def run() -> Iterator[str]:
    """A span counts as found when at least 80 % of it is covered by spans of any type."""
    found: Counter[str] = Counter()
    total: Counter[str] = Counter()
    wrong = words = 0
    for row in rows("redact"):
        text = row["text"]
        covered = [False] * len(text)
        for span in ask("redact", {"id": row["id"], "text": text})["spans"]:
            covered[span["start"] : span["end"]] = [True] * (span["end"] - span["start"])
        meant = [False] * len(text)
        for span in row["spans"]:
            size = span["end"] - span["start"]
            meant[span["start"] : span["end"]] = [True] * size
            total[span["type"]] += 1
            found[span["type"]] += sum(covered[span["start"] : span["end"]]) >= 0.8 * size
        for word in re.finditer(r"\w+", text):
            inside = range(word.start(), word.end())
            if not any(meant[i] for i in inside):
                words += 1
                wrong += all(covered[i] for i in inside)
    names = {"person"}
    structured = [t for t in total if t not in names]
    yield f"structured: {rate(sum(found[t] for t in structured), sum(total[t] for t in structured))}"
    yield f"persons: {rate(found['person'], total['person'])}"
    yield f"words wrongly removed: {rate(wrong, words)}"
    yield "  " + ", ".join(f"{t} {found[t]}/{total[t]}" for t in sorted(total))
