"""Nothing harsh comes back: self-judgements, slurs, sexual and threatening wording."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tests.bench.heldout import ask, rate, rows


def run() -> Iterator[str]:
    """Figures on `heldout/harsh.jsonl`, `harsh2.jsonl` and `harsh3.jsonl`; snippets are matched at word borders,
    ignoring case. What was echoed is shown for the first set only: the second stays unread."""
    yield from _one(rows("harsh"), show=True)
    yield from _one(rows("harsh2"), show=False)
    yield from _one(rows("harsh3"), show=False)


def _one(data: list[dict[str, Any]], show: bool) -> Iterator[str]:
    echoed: list[str] = []
    for row in data:
        reply = (
            ask("reply", {"id": row["id"], "text": row["text"]})["reply"].lower().replace("’", "'")
        )
        for snippet in row["never_echo"]:
            if re.search(rf"(?<!\w){re.escape(snippet.lower())}(?!\w)", reply):
                echoed.append(f"{row['id']}: {snippet!r}")
    yield f"answers with something harsh echoed: {rate(len({e.split(':')[0] for e in echoed}), len(data))}"
    yield from (f"  {e}" for e in echoed if show)
