"""`python -m tests.bench.read_chats FILE…`: the cues and steps for chats, to be read by a person.

A file of chats has blocks with a blank line between: `= domain category`, then `C: …` and `R: …`. Instead of a file,
`sim:SEED:N` makes N chats of the simulated client with reps of eight kinds."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from bot.assist.catalog import categories, domains
from bot.assist.client import SimulatedClient
from bot.assist.talk import Line, Setting
from tests.bench.heldout import ask
from tests.bench.reps import lines_of

Item = dict[str, Any]


def main() -> None:
    """Print each chat with its cards."""
    for name in sys.argv[1:]:
        for item in simulated(name) if name.startswith("sim:") else written(Path(name)):
            made = ask("assist", item)
            print(f"### {item['id']} {item['domain']}/{item['category']}")
            for turn in item["turns"]:
                print(f"  {turn['role'][0].upper()}: {turn['text']}")
            print("  *", " | ".join(made["cues"]))
            print("  =", " | ".join(made["steps"]))


def written(path: Path) -> Iterator[Item]:
    """The chats of a file, as `shoulder batch assist` takes them."""
    for n, block in enumerate(path.read_text(encoding="utf-8").strip().split("\n\n")):
        head, *said = block.split("\n")
        _, domain, category = head.split()
        turns = [{"role": "client" if s[0] == "C" else "rep", "text": s[3:]} for s in said]
        yield {"id": f"{path.stem}-{n}", "domain": domain, "category": category, "turns": turns}


def simulated(name: str) -> Iterator[Item]:
    """Chats of the simulated client, cut off anywhere: every setting before any comes again."""
    _, seed, count = name.split(":")
    random, client = Random(int(seed)), SimulatedClient.load()  # noqa: S311 - chats, not secrets
    settings = [(d, c) for d in domains() for c in categories()]
    picked = [s for _ in range(1 + int(count) // len(settings)) for s in random.sample(settings, len(settings))]  # fmt: skip
    for n, (domain, category) in enumerate(picked[: int(count)]):
        setting = Setting(domain, category, random.random() < 0.5, seed=int(seed) * 1000 + n)
        turns = [Line("client", client.next(setting, ()).text)]
        kind = random.choice(("helpful", "helpful", "well-meaning", "stalling", "rude", "silent"))
        for text in lines_of(kind, setting, turns[0].text, n)[: random.randrange(5)]:
            line = client.next(setting, [*turns, Line("rep", text)])
            turns += [Line("rep", text), Line("client", line.text)]
            if line.done:
                break
        yield {"id": f"{name}-{n}", "domain": domain, "category": category,
               "turns": [{"role": t.role, "text": t.text} for t in turns]}  # fmt: skip


if __name__ == "__main__":
    main()
