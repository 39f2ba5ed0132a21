"""Two people in Slack get a group message of their own, which the bot opens and does not read."""

from __future__ import annotations

import pytest

from handlers.slack import pace
from tests.fakes.slack import Person
from tests.handlers.slack.conftest import SlackHouse
from tests.handlers.slack.test_talk import met


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "APART", 0.01)


async def is_up(bob: Person) -> None:
    await met(bob)
    await bob.tap("Remember our chats")
    await bob.hears(1)
    await bob.command("/buddy on 0-24")
    (said,) = await bob.hears(1)
    assert said.startswith("Okay, you're on")


async def test_both_say_yes_and_have_a_conversation_without_the_bot(house: SlackHouse) -> None:
    ann, bob = house.slack.person("ann"), house.slack.person("bob")
    house.clock.turn(days=(7 - house.clock.now().weekday()) % 7 + 1)  # a Tuesday
    await is_up(bob)
    await met(ann)
    await ann.command("/buddy ask")
    await ann.hears(1)
    (question,) = await bob.hears(1)
    assert "ann" not in question
    await bob.tap("Yes, now")
    await bob.hears(1)
    (found,) = await ann.hears(1)
    assert found.startswith("bob has five minutes")
    await ann.tap("Yes, do it")
    (said,) = await ann.hears(1)
    assert said.startswith("I'm opening a chat for the two of you")
    space = house.slack.workspace()
    await ann.until(
        lambda: any(c.id.startswith("G") and c.messages for c in space.channels.values())
    )
    (group,) = [c for c in space.channels.values() if c.id.startswith("G")]
    assert group.members == {ann.id, bob.id, space.bot.id}
    (opened,) = group.messages
    assert opened.text.startswith("You both said yes")
    assert house.slack.hub.errors == []
    assert await bob.hears(0, quiet=0.3) == []
