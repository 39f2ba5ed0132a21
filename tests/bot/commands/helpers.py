"""What the transcripts of commands share."""

from __future__ import annotations

from typing import Any, TypeVar

from bot.messages import Answer, Choice, Text
from memory.checkins import Checkin
from tests.conftest import House

R = TypeVar("R")


async def met(house: House, user: str = "ann") -> None:
    """Somebody who said yes to being remembered."""
    await house.say("hello", user)
    await house.do(house.action("memory_yes", user=user))
    house.clock.turn(seconds=10)


async def ask(house: House, event: Any) -> Answer:
    """The one answer to an event: fails when something else is said, too."""
    before = len(house.door.delivered)
    await house.do(event)
    await house.settle()
    assert len(house.door.delivered) == before + 1
    return house.door.delivered[-1][2]


async def only(house: House, event: Any, kind: type[R] = Text) -> R:  # type: ignore[assignment]
    """The one reply in the one answer."""
    answer = await ask(house, event)
    (reply,) = answer.replies
    assert isinstance(reply, kind)
    return reply


def choice(answer: Answer | Text, id: str) -> Choice:
    """The button of that id."""
    texts = [answer] if isinstance(answer, Text) else answer.replies
    found = [c for t in texts if isinstance(t, Text) for c in t.choices if c.id == id]
    assert found, [c.id for t in texts if isinstance(t, Text) for c in t.choices]
    return found[0]


def ids(reply: Text) -> list[str]:
    return [c.id for c in reply.choices]


async def checkins(house: House, user: str = "ann") -> list[Checkin]:
    store = house.app.store
    async with store.database.read() as tx:
        return await store.checkins.since(tx, house.person(user), 0)


async def tap(house: House, button: Choice, user: str = "ann") -> Answer:
    return await ask(house, house.action(button.id, button.value, user=user))


def texts(answer: Answer) -> list[str]:
    return [r.text for r in answer.replies if isinstance(r, Text)]
