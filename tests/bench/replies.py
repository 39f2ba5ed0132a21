"""The shape of answers over 200 different vents: length, grade, openings, the person's own specifics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from statistics import mean, median
from typing import Any

from bot.support.guard import opening
from tests.bench.heldout import ask, rate, rows
from tests.bench.words import content, grade


def run() -> Iterator[str]:
    """Figures on `heldout/vents.jsonl`, `vents2.jsonl`, `vents3.jsonl` and `vents4.jsonl`; answers to danger are left out."""
    for name in ("vents", "vents2", "vents3", "vents4"):
        yield f"{name}.jsonl"
        yield from _one(rows(name))


def _one(data: list[dict[str, Any]]) -> Iterator[str]:
    """The lines for one set.

    A specific counts as carried when at least half of the meaning words of a snippet that the test
    author marked, or a whole frame in you-form, stand in the answer.
    """
    texts: list[str] = []
    carried: list[int] = []
    for row in data:
        said = ask("reply", {"id": row["id"], "text": row["text"]})
        if said["danger"]["level"] not in ("none", "low"):
            continue
        texts.append(said["reply"])
        have = content(said["reply"])
        snippets = [*row["specifics"], *(f["text"] for f in said["frames"])]
        spans: list[set[str]] = []
        for snippet in snippets:
            words = content(snippet)
            if (
                words
                and len(words & have) >= 0.5 * len(words)
                and not any(words & s for s in spans)
            ):
                spans.append(words)
        carried.append(len(spans))
    n = len(texts)
    lengths = [len(t.split()) for t in texts]
    openings = Counter(opening(t) for t in texts)
    four = sum(c for _, c in openings.most_common(4))
    yield f"n {n}; words: median {median(lengths)}, {min(lengths)}–{max(lengths)}"
    yield f"grade: mean {mean(grade(t) for t in texts):.1f}, highest {max(grade(t) for t in texts):.1f}"
    yield f"four commonest openings: {rate(four, n)}: {openings.most_common(4)}"
    yield f"at least two specifics: {rate(sum(c >= 2 for c in carried), n)}; one: {rate(sum(c >= 1 for c in carried), n)}"
    yield f"identical answers: {n - len(set(texts))}"
