"""An answer that grows in Slack: one message, written as the model writes, found again by its id."""

from __future__ import annotations

from tests.fakes.model_server import Cut, ModelServer, Reply
from tests.fakes.model_server.scripts import WORDS
from tests.fakes.slack import Person
from tests.handlers.slack.conftest import SlackHouse, SlackOpener


async def agreed(house: SlackHouse) -> Person:
    """Somebody who said yes to the model."""
    ann = house.slack.person("ann")
    await ann.say("hello")
    await ann.hears(1)
    person = house.app.store.vault.person("slack", ann.space.id, ann.id)
    async with house.app.store.database.write() as tx:
        people, mark = house.app.store.people, house.app.services.models.mark
        await people.asked(tx, person, mark)
        await people.consent(tx, person, "model", True, 0, mark)
    house.clock.turn(minutes=1)
    return ann


async def test_one_message_is_written_as_the_model_writes(open_slack: SlackOpener) -> None:
    async with ModelServer(Reply(gap=0.02)) as server:
        async with open_slack(model_base_url=server.url, model_total_seconds=40) as house:
            ann = await agreed(house)
            await ann.say("Dale shouted at me")
            await ann.hears(1, 40)
            message = ann.last
            await ann.until(lambda: not message.streaming, 30)
            assert message.text == WORDS and [b["type"] for b in message.blocks] == ["actions"]
            assert message.metadata is not None
            await ann.quiet(0.3)
            assert house.slack.hub.errors == [] and len(server.asked) == 1


async def test_a_model_that_breaks_off_leaves_one_whole_message(open_slack: SlackOpener) -> None:
    async with ModelServer(Cut(2)) as server:
        async with open_slack(model_base_url=server.url, model_total_seconds=40) as house:
            ann = await agreed(house)
            await ann.say("she shouted")
            await ann.hears(1, 40)
            message = ann.last
            await ann.until(lambda: not message.streaming and "re: she" in repr(message), 30)
            server.usual = Cut(30)
            house.clock.turn(minutes=1)
            await ann.say("he shouted")
            await ann.hears(1, 40)
            last = ann.last
            await ann.until(lambda: not last.streaming and last.metadata is not None, 30)
            assert last.text.startswith("Ten minutes") and last.text.endswith((".", "?"))
            await ann.quiet(0.3)
            assert house.slack.hub.errors == []
