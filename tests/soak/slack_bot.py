"""The real bot in a process of its own, `python -m bot run`, pointed at a fake Slack."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import aiohttp

from tests.fakes.slack import FakeSlack

_ROOT = Path(__file__).parents[2]
MANIFEST = _ROOT / "handlers/slack/manifest.yaml"  # the fake grants and sends only what it declares


def free_port() -> int:
    """One that nobody listens on just now."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Bot:
    """Can be started, killed and started again on the same data directory."""

    def __init__(self, folder: Path, slack: FakeSlack, **env: str) -> None:
        self.folder = folder
        self.web_port, self.events_port = free_port(), free_port()
        self.env = {
            **{k: v for k, v in os.environ.items() if not k.startswith(("SLACK_", "SHOULDER_"))},
            **slack.env,
            "SHOULDER_DATA_DIR": str(folder / "data"),
            "SHOULDER_WEB_PORT": str(self.web_port),
            "SHOULDER_EVENTS_PORT": str(self.events_port),
            "PYTHONPATH": str(_ROOT),
            **env,
        }
        built = _ROOT / "data/library"  # by `make setup`; building it takes half a minute
        if built.exists():
            shutil.copytree(built, folder / "data/library")
        self.log = folder / "bot.log"
        self.process: subprocess.Popen[bytes] | None = None

    async def start(self, seconds: float = 300) -> float:
        """Start and wait until /healthz says so; how long it took."""
        began = time.monotonic()
        self.process = self._launch()
        while not await self.healthy():
            if self.process.poll() is not None:
                raise RuntimeError(f"the bot ended by itself\n{self.tail()}")
            if time.monotonic() - began > seconds:
                raise RuntimeError(f"not ready in {seconds} s\n{self.tail()}")
            await asyncio.sleep(0.05)
        return time.monotonic() - began

    def _launch(self) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "bot", "run"],
                cwd=self.folder, env=self.env, stdout=log, stderr=log,
            )  # fmt: skip

    async def healthy(self) -> bool:
        return (await self.health())[0] == 200

    async def line_up(self) -> bool:
        """Whether /healthz says that Slack is connected."""
        _, body = await self.health()
        return bool(body.get("lines", {}).get("slack", {}).get("up"))

    async def health(self) -> tuple[int, dict[str, Any]]:
        """/healthz; (0, {}) when nobody answers."""
        url = f"http://127.0.0.1:{self.web_port}/healthz"
        try:
            async with (
                aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as session,
                session.get(url) as answer,
            ):
                return answer.status, await answer.json()
        except (aiohttp.ClientError, TimeoutError):
            return 0, {}

    async def warm(self, seconds: float = 600) -> None:
        """Until the models are loaded."""
        async with asyncio.timeout(seconds):
            while '"warm"' not in self.log.read_text():
                await asyncio.sleep(0.2)

    def kill(self) -> None:
        """kill -9, at once."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    async def __aenter__(self) -> Bot:
        await self.start()
        await self.warm()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """The polite way; kill -9 when that takes too long."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()

    def tail(self, lines: int = 15) -> str:
        return "\n".join(self.log.read_text().splitlines()[-lines:])

    def errors(self) -> list[str]:
        """Log lines of level error or worse."""
        found = [line for line in self.log.read_text().splitlines() if line.startswith("{")]
        return [line for line in found if json.loads(line).get("level") in ("error", "critical")]

    def inbox(self) -> list[tuple[str, str]]:
        """(state, reply id) of every event that was taken in."""
        with closing(sqlite3.connect(self.folder / "data/shoulder.db")) as file:
            return list(file.execute("SELECT state, reply_id FROM inbox"))


def replies(slack: FakeSlack) -> list[str]:
    """The reply ids that stand in the messages' metadata, in all direct messages, as posted."""
    found = []
    for space in slack.hub.workspaces.values():
        for channel in space.channels.values():
            for message in channel.messages:
                payload = (message.metadata or {}).get("event_payload", {})
                found += [str(v) for v in payload.values()][:1]
    return found


def share(values: list[float], part: float) -> float:
    """A percentile, 0 without values."""
    return sorted(values)[min(len(values) - 1, int(len(values) * part))] if values else 0.0
