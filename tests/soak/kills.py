"""`python -m tests.soak.kills 50`: kill -9 at random moments under load, then count.

Every event must be covered by exactly one delivered answer, in the person's order. With `MODEL=http://127.0.0.1:9/v1`
in the environment everybody has agreed to a model that nobody runs.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg

_ROOT = Path(__file__).parents[2]
_USERS = 8


@dataclass(frozen=True)
class Verdict:
    """What was found after the last restart."""

    events: int
    kills: int
    lost: int
    doubled: int
    disordered: int
    answers: int
    seconds: float
    calls: int = 0  # of a model that is gone

    @property
    def clean(self) -> bool:
        return self.lost == self.doubled == self.disordered == 0


def run(
    kills: int, folder: Path, seed: int = 1, database: str = "", per_kill: int = 16, model: str = ""
) -> Verdict:
    """Start, kill, start again, `kills` times; then let it finish."""
    dice = random.Random(seed)
    events = plan(folder, max(60, kills * per_kill), dice)
    began, killed = time.monotonic(), 0
    while killed < kills:
        with start(folder, database, model=model) as worker:
            if dice.random() < 0.75:
                wait_for(worker, "ready")
                time.sleep(dice.random() * 1.2)
            else:
                time.sleep(dice.random() * 2.5)  # also while it is starting
            worker.send_signal(signal.SIGKILL)
            worker.wait()
            killed += 1
    with start(folder, database, pace="0.02", model=model) as worker:
        wait_for(worker, "idle", after="handed over")
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    return count(folder, events, kills, time.monotonic() - began, database)


def plan(folder: Path, number: int, dice: random.Random) -> list[dict[str, str]]:
    """Events of several people, one in twenty of them in danger."""
    now = datetime.now(UTC)
    events = [
        {
            "id": f"e{n:05}",
            "user": f"u{dice.randrange(_USERS)}",
            "text": ("DANGER " if dice.random() < 0.05 else "") + f"#e{n:05}#",
            "sent": (now + timedelta(milliseconds=10 * n)).isoformat(),
        }
        for n in range(number)
    ]
    (folder / "events.jsonl").write_text("".join(json.dumps(e) + "\n" for e in events))
    return events


def start(folder: Path, database: str, pace: str = "0.6", model: str = "") -> subprocess.Popen[str]:
    """A worker on this folder."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.soak.worker", str(folder)],
        cwd=_ROOT,
        env={
            **os.environ,
            "DATABASE": database,
            "PACE": pace,
            "MODEL": model,
            "PYTHONPATH": str(_ROOT),
        },
        stdout=subprocess.PIPE,
        text=True,
    )


def wait_for(worker: subprocess.Popen[str], word: str, after: str = "") -> None:
    """Until the worker says `word` (after having said `after`)."""
    assert worker.stdout is not None
    seen = not after
    for line in worker.stdout:
        seen = seen or line.strip() == after
        if seen and line.strip() == word:
            return
    raise RuntimeError("the worker ended by itself")


def count(
    folder: Path, events: list[dict[str, str]], kills: int, seconds: float, database: str
) -> Verdict:
    """Compare what was handed over with what arrived."""
    delivered = [json.loads(x) for x in (folder / "delivered.jsonl").read_text().splitlines()]
    quoted: Counter[str] = Counter()
    by_user: dict[str, list[str]] = {}
    for answer in delivered:
        ids = re.findall(r"#(e\d+)#", answer["text"])
        quoted.update(ids)
        by_user.setdefault(answer["user"], []).extend(ids)
    replies = Counter(a["reply"] for a in delivered)
    rows = inbox(folder, database)
    answered = [reply for state, reply in rows if state == "answered" and reply in replies]
    lost = len(events) - len(answered)
    strangers = set(replies) - set(answered)  # answers to nothing
    for answer in delivered:
        if answer["reply"] in strangers or replies[answer["reply"]] > 1:
            print("not as it should be:", answer)
    print("not answered:", [row for row in rows if row[0] != "answered" or row[1] not in replies])
    print("taken in:", len(rows), "of", len(events))
    doubled = sum(n > 1 for n in [*quoted.values(), *replies.values()]) + len(strangers)
    for ids in by_user.values():
        if ids != sorted(ids):
            print("out of order:", " ".join(ids))
    disordered = sum(ids != sorted(ids) for ids in by_user.values())
    calls = 0 if database else calls_of(folder)
    return Verdict(len(events), kills, lost, doubled, disordered, len(delivered), seconds, calls)


def calls_of(folder: Path) -> int:
    """How often the model was asked."""
    with closing(sqlite3.connect(folder / "data/shoulder.db")) as file:
        return int(file.execute("SELECT coalesce(sum(calls), 0) FROM spending").fetchone()[0])


def inbox(folder: Path, database: str) -> list[tuple[str, str]]:
    """(state, reply id) of every event that was ever taken in."""
    query = "SELECT state, reply_id FROM inbox"
    if database:
        with psycopg.connect(database) as server:
            return [(row[0], row[1]) for row in server.execute(query)]
    with closing(sqlite3.connect(folder / "data/shoulder.db")) as file:
        return list(file.execute(query))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 50
        verdict = run(
            wanted, Path(place), seed=int(time.time()), database=os.environ.get("DATABASE", ""),
            model=os.environ.get("MODEL", ""),
        )  # fmt: skip
        print(verdict)
        sys.exit(0 if verdict.clean else 1)
