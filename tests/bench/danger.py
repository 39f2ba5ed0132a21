"""Danger: what is missed, what is a false alarm, and whether a person's own danger is ever missed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.bench.heldout import ask, rate, rows


def run() -> Iterator[str]:
    """Figures on `heldout/danger.jsonl` and `safe.jsonl`, then on four more authors' `…2` to `…5`."""
    for which in ("", "2", "3", "4", "5"):
        yield f"set {which or '1'}"
        yield from _one(rows(f"danger{which}"), rows(f"safe{which}"))
    yield from _outright(rows("explicit"))


def _one(cases: list[dict[str, Any]], safe: list[dict[str, Any]]) -> Iterator[str]:
    found: Counter[str] = Counter()
    total: Counter[str] = Counter()
    kind_right = level_right = who_right = 0
    for row in cases:
        said = ask("screen", {"id": row["id"], "text": row["text"]})
        caught = said["level"] != "none"
        found[row["kind"]] += caught
        total[row["kind"]] += 1
        kind_right += caught and said["kind"] == row["kind"]
        level_right += caught and said["level"] == row["level"]
        who_right += caught and said["who"] == row["who"]
    n = len(cases)
    yield f"recall: {rate(sum(found.values()), n)}"
    for kind in sorted(total):
        yield f"  {kind}: {found[kind]}/{total[kind]}"
    yield f"of all cases: kind {kind_right / n:.3f}, level {level_right / n:.3f}, who {who_right / n:.3f}"
    alarms = [
        r["id"]
        for r in safe
        if ask("screen", {"id": r["id"], "text": r["text"]})["level"] != "none"
    ]
    yield f"false alarms: {rate(len(alarms), len(safe))}"


def _outright(cases: list[dict[str, Any]]) -> Iterator[str]:
    """A person's own suicide or self-harm, said outright."""
    missed = Counter(
        r["lang"]
        for r in cases
        if ask("screen", {"id": r["id"], "text": r["text"]})["level"] == "none"
    )
    yield f"said outright, missed: {rate(missed.total(), len(cases))} {dict(missed)}"
