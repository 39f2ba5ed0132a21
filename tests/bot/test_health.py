"""Whether messages are taken in: the database, and the lines to the platforms."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.doors import Line
from bot.health import check
from memory.database import Tx
from tests.conftest import House
from tests.fakes.door import FakeDoor


class Lined(FakeDoor):
    """A door that keeps a connection."""

    now = Line(True)

    def line(self) -> Line:
        return self.now


@pytest.mark.parametrize(
    ("line", "ready"),
    [(Line(True, 0.0, 3), True), (Line(False, 4.0), True), (Line(False, 11.0), False)],
)
async def test_a_line_may_be_down_for_as_long_as_a_reconnect_takes(
    house: House, line: Line, ready: bool
) -> None:
    door = Lined("lined")
    door.now = line
    house.app.doors.add(door)
    health = await check(house.app)
    assert health.ready is ready
    assert health.lines == {"lined": line}  # the other door keeps none


async def test_the_journal_takes_an_event_as_soon_as_the_door_wants(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, back = house.app.store.database.write, asyncio.Event()

    @asynccontextmanager
    async def hanging() -> AsyncIterator[Tx]:
        await back.wait()
        async with real() as tx:
            yield tx

    with monkeypatch.context() as patch:
        patch.setattr(house.app.store.database, "write", hanging)
        began = time.monotonic()
        await house.app.intake.accept(house.message("while it hangs"), 0.2)
        assert time.monotonic() - began < 2
    back.set()
    await house.door.wait_for(1, 20)
    assert house.door.texts() == ["re: while it hangs"]
