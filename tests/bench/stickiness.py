"""How often a move of one answer is used again in the next (people .27, language models .50–.57)."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.heldout import ask, rows


def run() -> Iterator[str]:
    """Figures on the 15 conversations of ten messages in `heldout/conversations.jsonl`."""
    again = used = 0
    repeated = 0
    for row in rows("conversations"):
        turns: list[dict[str, str]] = []
        moves: list[set[str]] = []
        seen: list[str] = []
        for text in row["turns"]:
            turns.append({"role": "user", "text": text})
            said = ask("reply", {"id": row["id"], "turns": turns})
            turns.append({"role": "bot", "text": said["reply"]})
            repeated += said["reply"] in seen
            seen.append(said["reply"])
            moves.append(set(said["moves"]))
        for first, second in zip(moves, moves[1:], strict=False):
            again += len(first & second)
            used += len(first)
    yield f"stickiness {again / used:.3f} over {used} moves; answers repeated word for word: {repeated}"
