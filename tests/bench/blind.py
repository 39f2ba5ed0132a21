"""Blind reading: our answers beside human and Care-Pilot messages for the same incidents.

`python -m tests.bench.blind sheets FOLDER` writes one shuffled sheet for each of three readers and the
key; `python -m tests.bench.blind tally FOLDER` reads their ratings and prints the table. Readers see
the incident and unlabelled messages, and rate each −3…3 on the Care-Pilot paper's five scales.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from statistics import mean

from bot.support.talk import SupportRequest
from tests.bench.heldout import batch, rows

SCALES = ("sincere", "compassionate", "warm", "actionable", "relatable")
SHARED = Path(__file__).parents[3] / "shared" / "data"
READERS = 3
SECOND = 10  # incidents that get a second answer of ours, beside other messages: 40 in all


def sheets(folder: Path) -> None:
    """Write `key.json` and `reader1.json` … Each item: id, incident, message."""
    rng = random.Random(20261122)
    incidents = {r["incident_id"]: r for r in _shared("carepilot_incidents")}
    theirs: dict[tuple[int, str], list[str]] = {}
    for row in _shared("carepilot_messages"):
        theirs.setdefault((row["incident_id"], row["author"]), []).append(row["message"])
    vents = rows("incident_vents2")
    items = []
    for round_, vent in [(0, v) for v in vents] + [(1, v) for v in rng.sample(vents, SECOND)]:
        number = vent["id"]
        ours = _words(vent["text"], seed=round_)
        for author, message in (
            ("shoulder", ours),
            ("human", rng.choice(theirs[number, "human"])),
            ("care-pilot", rng.choice(theirs[number, "care-pilot"])),
        ):
            turns = "\n".join(
                f"{t['role'].upper()}: {t['text']}" for t in incidents[number]["turns"]
            )
            items.append(
                {"incident": turns, "vent": vent["text"], "message": message, "author": author}
            )
    rng.shuffle(items)
    folder.mkdir(parents=True, exist_ok=True)
    key = {f"m{n:03}": item["author"] for n, item in enumerate(items)}
    (folder / "key.json").write_text(json.dumps(key, indent=1))
    for reader in range(1, READERS + 1):
        order = list(enumerate(items))
        rng.shuffle(order)
        sheet = [
            {"id": f"m{n:03}", **{k: v for k, v in item.items() if k != "author"}}
            for n, item in order
        ]
        (folder / f"reader{reader}.json").write_text(
            json.dumps(sheet, indent=1, ensure_ascii=False)
        )


def _words(text: str, seed: int) -> str:
    """Our answer to a vent; danger texts are fixed and not what is read here."""
    supporter = batch("reply")._mind.supporter
    return supporter.answer(SupportRequest(text, seed=seed)).text


def tally(folder: Path) -> None:
    """Print means by author with 95 % bootstrap intervals, wins, and the readers' agreement."""
    key = json.loads((folder / "key.json").read_text())
    ratings: list[dict[str, dict[str, float]]] = []
    for reader in range(1, READERS + 1):
        lines = (folder / f"ratings{reader}.jsonl").read_text().splitlines()
        ratings.append({r["id"]: r for r in map(json.loads, lines)})
    rng = random.Random(1)
    print("| scale | " + " | ".join(("shoulder", "human", "care-pilot")) + " | agreement |")
    print("|---|---|---|---|---|")
    for scale in (*SCALES, "sum"):
        value = (
            (lambda r: sum(r[s] for s in SCALES)) if scale == "sum" else (lambda r, s=scale: r[s])
        )
        cells = []
        for author in ("shoulder", "human", "care-pilot"):
            ids = [i for i, a in key.items() if a == author]
            per = [mean(value(r[i]) for r in ratings) for i in ids]
            boots = sorted(mean(rng.choices(per, k=len(per))) for _ in range(2000))
            cells.append(f"{mean(per):+.2f} ({boots[50]:+.2f}…{boots[1949]:+.2f})")
        pairs = []
        for a in range(READERS):
            for b in range(a + 1, READERS):
                pairs.append(
                    _correlation(
                        [value(ratings[a][i]) for i in key], [value(ratings[b][i]) for i in key]
                    )
                )
        print(f"| {scale} | " + " | ".join(cells) + f" | r {mean(pairs):.2f} |")


def _correlation(xs: list[float], ys: list[float]) -> float:
    mx, my = mean(xs), mean(ys)
    top = sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True))
    down = (sum((x - mx) ** 2 for x in xs) * sum((y - my) ** 2 for y in ys)) ** 0.5
    return top / down if down else 0.0


def _shared(name: str) -> list[dict]:  # type: ignore[type-arg]
    return [json.loads(line) for line in (SHARED / f"{name}.jsonl").read_text().splitlines()]


if __name__ == "__main__":
    {"sheets": sheets, "tally": tally}[sys.argv[1]](Path(sys.argv[2]))
