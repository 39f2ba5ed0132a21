"""The streaming path: for answers of a model, which the door can carry before there is one."""

from __future__ import annotations

import asyncio

import pytest

from bot.commands import registry
from bot.doors import DeliveryFailed
from bot.messages import Address, Answer, Choice, Text
from handlers.slack.blocks import Post, Renderer, buttons
from handlers.slack.carry import place
from handlers.slack.mark import metadata
from handlers.slack.names import Names
from handlers.slack.native import PLATFORM
from handlers.slack.stream import Stream, StreamEnded, finish_orphan
from tests.fakes.slack import Broken, Busy, Message, Person, Refuse, Reset, Torn
from tests.fakes.slack.faults import Fault
from tests.handlers.slack.conftest import SlackHouse

REPLY = "ab" * 20
CHOICES = (Choice("listen", "Just listen"),)
WORDS = "First words, then *more* of them."


@pytest.fixture
async def ann(house: SlackHouse) -> Person:
    ann = house.slack.person("ann")
    await ann.say("hello")
    await ann.hears(1)
    return ann


def whole() -> Post:
    return Renderer(Names(registry())).posts(Answer((Text(WORDS, CHOICES),)))[0]


async def begun(house: SlackHouse, ann: Person, notes: list[str]) -> tuple[Stream | None, Message]:
    root = next(m for m in ann.dm.messages if not m.bot)
    where = Address(PLATFORM, ann.space.id, ann.id, place(ann.dm.id, root.ts))

    async def note(id: str) -> None:
        assert not ann.last.text  # nothing was said yet
        notes.append(id)

    return await house.door.begin(where, "", note), root


async def test_words_come_as_they_are_written(house: SlackHouse, ann: Person) -> None:
    notes: list[str] = []
    stream, root = await begun(house, ann, notes)
    assert stream is not None
    message = ann.last
    assert notes == [f"m/{ann.dm.id}/{message.ts}"]
    assert ann.dm.sessions[root.ts]["status"] == "processing"
    await stream.append("First words, ")
    assert message.text == "First words, " and message.streaming
    await stream.append("then *more* ")
    await stream.append("of them.")
    id = await stream.finish(whole(), buttons(CHOICES), metadata(REPLY, 0, 1))
    assert id == notes[0]
    assert message.text == r"First words, then \*more\* of them." and not message.streaming
    assert ann.dm.sessions[root.ts]["status"] == "active"
    assert [b["type"] for b in message.blocks] == ["actions"]
    assert message.metadata is not None and message.metadata["event_payload"]["reply"] == REPLY
    assert house.slack.hub.errors == []


async def test_stop_is_honoured_at_once(house: SlackHouse, ann: Person) -> None:
    stream, root = await begun(house, ann, [])
    assert stream is not None
    await stream.append("First words, ")
    await ann.stop(root)
    await ann.until(lambda: ann.dm.sessions[root.ts]["status"] == "active")
    with pytest.raises(StreamEnded):
        await stream.append("then more")
    await stream.finish(whole(), (), metadata(REPLY, 0, 1))
    assert ann.last.text == "First words, "
    await asyncio.sleep(0.3)


async def test_danger_ends_a_stream(house: SlackHouse, ann: Person) -> None:
    stream, _ = await begun(house, ann, [])
    assert stream is not None
    await stream.append("First words, ")
    await ann.say("DANGER")
    await ann.until(lambda: "CARD imminent" in ann.transcript)
    with pytest.raises(StreamEnded):
        await stream.append("then more")


async def test_an_ordinary_message_leaves_a_growing_answer_its_tail(
    house: SlackHouse, ann: Person
) -> None:
    stream, _ = await begun(house, ann, [])
    assert stream is not None
    message = ann.last
    await stream.append("First words, ")
    await ann.say("and another thing")
    await ann.until(lambda: "re: and another thing" in ann.transcript)
    await stream.append("then *more* ")
    await stream.append("of them.")
    await stream.finish(whole(), buttons(CHOICES), metadata(REPLY, 0, 1))
    assert message.text == r"First words, then \*more\* of them."


async def test_a_stream_that_slack_ended_is_finished_by_an_edit(
    house: SlackHouse, ann: Person
) -> None:
    stream, _ = await begun(house, ann, [])
    assert stream is not None
    await stream.append("First words, ")
    message = ann.last
    message.streaming = False
    await stream.finish(whole(), buttons(CHOICES), metadata(REPLY, 0, 1))
    assert message.blocks[0]["text"]["text"] == WORDS


@pytest.mark.parametrize("fault", [Broken(), Broken(after=True), Reset(), Reset(after=True)])
async def test_words_that_may_be_lost_are_edited_in_as_a_whole(
    house: SlackHouse, ann: Person, fault: Fault
) -> None:
    notes: list[str] = []
    stream, root = await begun(house, ann, notes)
    assert stream is not None
    await stream.append("First words, ")
    message = ann.last
    house.slack.faults.next("chat.appendStream", fault)
    await asyncio.sleep(0.7)  # Slack takes so many appends a minute
    with pytest.raises(DeliveryFailed):
        await stream.append("then *more* ")
    where = Address(PLATFORM, ann.space.id, ann.id, place(ann.dm.id, root.ts))
    id = await house.door.complete(where, REPLY, notes[0], Answer((Text(WORDS, CHOICES),)))
    assert id == notes[0] and message.blocks[0]["text"]["text"] == WORDS
    assert not message.streaming and house.slack.hub.errors == []


async def test_words_that_are_too_many_come_with_the_next(house: SlackHouse, ann: Person) -> None:
    stream, _ = await begun(house, ann, [])
    assert stream is not None
    message = ann.last
    house.slack.faults.next("chat.appendStream", Busy(1))
    await stream.append("First words, ")
    assert message.text == ""
    await asyncio.sleep(0.7)
    await stream.append("then *more* of them.")
    assert message.text == r"First words, then \*more\* of them."
    await stream.finish(whole(), buttons(CHOICES), metadata(REPLY, 0, 1))
    assert message.text == r"First words, then \*more\* of them."


@pytest.mark.parametrize(
    "fault", [Busy(1), Broken(), Broken(after=True), Torn(), Refuse("ratelimited")], ids=repr
)
async def test_an_end_that_is_refused_comes_the_next_time(
    house: SlackHouse, ann: Person, fault: Fault
) -> None:
    notes: list[str] = []
    stream, root = await begun(house, ann, notes)
    assert stream is not None
    await stream.append("First words, ")
    message, count = ann.last, len(ann.seen())
    where = Address(PLATFORM, ann.space.id, ann.id, place(ann.dm.id, root.ts))
    house.slack.faults.next("chat.stopStream", fault)
    with pytest.raises(DeliveryFailed):
        await house.door.complete(where, REPLY, notes[0], Answer((Text(WORDS, CHOICES),)))
    id = await house.door.complete(where, REPLY, notes[0], Answer((Text(WORDS, CHOICES),)))
    assert id == notes[0] and message.blocks[0]["text"]["text"] == WORDS
    assert not message.streaming and len(ann.seen()) == count


@pytest.mark.parametrize("alive", [True, False])
async def test_an_orphan_of_a_crash_is_finished(
    house: SlackHouse, ann: Person, alive: bool
) -> None:
    notes: list[str] = []
    stream, root = await begun(house, ann, notes)
    assert stream is not None
    await stream.append("First words, ")
    message = ann.last
    message.streaming = alive
    where = Address(PLATFORM, ann.space.id, ann.id, place(ann.dm.id, root.ts))
    there = await house.door._where(where)
    id = await finish_orphan(there, notes[0], whole(), metadata(REPLY, 0, 1))
    assert id == notes[0] and message.blocks[0]["text"]["text"] == WORDS
    assert await house.door.find(where, REPLY) == notes[0]


async def test_the_twenty_first_in_a_minute_is_a_plain_message(
    house: SlackHouse, ann: Person
) -> None:
    streams = [(await begun(house, ann, []))[0] for _ in range(21)]
    assert all(streams[:20]) and streams[20] is None
