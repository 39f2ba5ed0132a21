"""A Shoulder to be killed: `python -m tests.soak.worker FOLDER`.

FOLDER/events.jsonl is what the platform has to hand over, FOLDER/acked its notes of what was taken,
FOLDER/delivered.jsonl what it received. The platform gives what is not acknowledged again and again.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.app import App
from bot.lifetime import running
from bot.log import start_log
from bot.messages import Address, Answer, Message, Text
from bot.queue.delivery import Patience
from bot.queue.wire import dump_address
from bot.settings import Settings
from memory.clock import to_ms
from tests.fakes.mind import FakeSupporter, fake_mind


class FileDoor:
    """Keeps every delivery on disk, doubles included; knows by reply id what it has."""

    platform = "fake"

    def __init__(self, folder: Path) -> None:
        self._path = folder / "delivered.jsonl"
        self._path.touch()
        self._known = {json.loads(line)["reply"] for line in self._path.read_text().splitlines()}

    async def deliver(self, address: Address, reply_id: str, answer: Answer) -> str:
        await asyncio.sleep(random.random() * 0.02)
        text = "\n".join(r.text for r in answer.replies if isinstance(r, Text))
        append(self._path, json.dumps({"reply": reply_id, "user": address.user, "text": text}))
        self._known.add(reply_id)
        await asyncio.sleep(random.random() * 0.02)
        return reply_id

    async def find(self, address: Address, reply_id: str) -> str | None:
        return reply_id if reply_id in self._known else None

    async def heard(self, address: Address) -> None:
        return None

    async def retract(self, address: Address, platform_ids: Sequence[str]) -> int:
        return 0


def append(path: Path, line: str) -> None:
    """One line, whole and on the disk, or not at all."""
    fd = os.open(path, os.O_WRONLY | os.O_APPEND)
    os.write(fd, (line + "\n").encode())
    os.fsync(fd)
    os.close(fd)


async def agree(app: App, users: Sequence[str]) -> None:
    """Everybody said yes to being remembered, and to the model."""
    store, now = app.store, to_ms(datetime.now(UTC))
    for user in users:
        address = Address("fake", "acme", user, "dm")
        person, workspace = store.vault.person("fake", "acme", user), store.vault.workspace("fake", "acme")  # fmt: skip
        await store.vault.ensure(person, workspace)
        await store.vault.keep(person)
        async with store.database.write() as tx:
            await store.people.meet(tx, person, workspace, dump_address(address), now)
            await store.people.consent(tx, person, "memory", True, now)
            await store.people.consent(tx, person, "model", True, now, app.services.models.mark)


async def main(folder: Path, database_url: str, model_url: str) -> None:
    settings = Settings(
        _env_file=None, data_dir=folder / "data", database_url=database_url,
        model_base_url=model_url, model="gone" if model_url else "", model_person_hourly=100_000,
    )  # fmt: skip
    acked = folder / "acked"
    acked.touch()
    taken = set(acked.read_text().split())
    events = [json.loads(line) for line in (folder / "events.jsonl").read_text().splitlines()]
    mind = fake_mind(FakeSupporter(seconds=0.02))
    patience = Patience(tries=5, first=0.05)
    async with running(
        settings, mind, start_log("ERROR"), (FileDoor(folder),), patience=patience
    ) as app:
        if model_url:
            await agree(app, sorted({event["user"] for event in events}))
        print("ready", flush=True)

        async def hand_over(event: dict[str, str]) -> None:
            sender = Address("fake", "acme", event["user"], "dm")
            sent = datetime.fromisoformat(event["sent"]).astimezone(UTC)
            await app.intake.accept(Message(event["id"], sender, event["text"], sent))
            append(acked, event["id"])

        users: dict[str, list[dict[str, str]]] = {}
        for event in events:
            if event["id"] not in taken:
                users.setdefault(event["user"], []).append(event)

        async def person(mine: list[dict[str, str]]) -> None:
            for event in mine:
                await asyncio.sleep(random.random() * float(os.environ.get("PACE", "0.6")))
                await hand_over(event)

        await asyncio.gather(*(person(mine) for mine in users.values()))
        print("handed over", flush=True)
        while True:
            await asyncio.sleep(0.2)
            from bot.health import check

            health = await check(app)
            waits = list((folder / "data/journal").glob("*"))
            if health.waiting == health.unsent == 0 and not waits:
                print("idle", flush=True)


if __name__ == "__main__":
    asyncio.run(
        main(Path(sys.argv[1]), os.environ.get("DATABASE", ""), os.environ.get("MODEL", ""))
    )
