"""The door's one call: danger first, then durable, then acknowledged."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.alarm import Sounded
from bot.messages import Answer, Message, Text
from bot.queue.intake import NotTaken
from bot.queue.unwritten import Unwritten
from bot.queue.wire import dump_parcel
from bot.safety.crisis import Danger
from memory.clock import to_ms
from memory.errors import DatabaseAway
from tests.conftest import House, Opener
from tests.fakes.door import FakeDoor, busy
from tests.fakes.mind import FakeSupporter


def lock_database(data_dir: Path) -> sqlite3.Connection:
    """Another program sits on the database: nothing can be written."""
    holder = sqlite3.connect(data_dir / "shoulder.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    return holder


async def test_duplicates_are_one_event(house: House) -> None:
    event = house.message("hello")
    await asyncio.gather(*(house.app.intake.accept(event) for _ in range(50)))
    await house.door.wait_for(1)
    await house.app.intake.accept(event)
    await asyncio.sleep(0.5)
    assert house.door.texts() == ["re: hello"]


async def test_duplicates_of_danger_get_one_card(house: House) -> None:
    event = house.message("DANGER")
    await asyncio.gather(*(house.app.intake.accept(event) for _ in range(50)))
    await house.app.intake.accept(event)
    await asyncio.sleep(0.3)
    assert house.door.texts() == ["CARD imminent"]


async def test_duplicate_after_a_restart_is_known(open_house: Opener) -> None:
    async with open_house() as house:
        event, urgent = house.message("hello", id="e1"), house.message("DANGER", id="e2")
        await house.app.intake.accept(event)
        await house.door.wait_for(1)
        await house.app.intake.accept(urgent)
        await house.settle()
        await asyncio.sleep(0.2)
    async with open_house(door=house.door) as again:
        await again.app.intake.accept(event)
        await again.app.intake.accept(urgent)
        await asyncio.sleep(0.5)
        assert len(again.door.delivered) == 2


async def test_a_card_covers_what_was_written_before_it_and_came_in_after_it(house: House) -> None:
    house.supporter.seconds = 1.0
    vent, danger = house.message("slow one", seconds=5), house.message("DANGER")
    parcel = dump_parcel(danger.sender, Answer((Text("the card"),)))
    sounded = Sounded(danger, parcel, "p1", to_ms(house.clock.now()))
    house.clock.turn(seconds=1)
    await house.app.intake.accept(vent)
    await house.app.alarm.record(sounded)
    await house.settle()
    await asyncio.sleep(1.2)
    assert house.door.texts() == []


async def test_the_next_answer_knows_of_a_card_that_was_slow_to_be_written(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = house.app.alarm.record

    async def slowly(sounded: Sounded) -> None:
        await asyncio.sleep(1.0)
        await record(sounded)

    monkeypatch.setattr(house.app.alarm, "record", slowly)
    await house.app.intake.accept(house.message("DANGER"))
    house.clock.turn(seconds=1)
    assert await house.say("ok") == ["re: ok"]
    assert house.supporter.requests[-1].after_danger


async def test_nothing_is_answered_while_a_card_cannot_be_written() -> None:
    async def failing() -> None:
        return None

    unwritten = Unwritten(seconds=0.05)
    await unwritten.wait("ann")
    unwritten.add("ann", "card", asyncio.create_task(failing()))
    with pytest.raises(DatabaseAway):
        await unwritten.wait("ann")
    await unwritten.wait("bob")
    unwritten.done("ann", "card")
    await unwritten.wait("ann")


async def test_a_message_typed_after_the_card_gets_its_own_answer(house: House) -> None:
    await house.say("DANGER")
    assert await house.say("ok") != []
    assert house.supporter.requests[-1].text == "ok"


async def test_card_covers_what_was_waiting_and_cancels_its_answer(open_house: Opener) -> None:
    async with open_house(supporter=FakeSupporter(seconds=1.0)) as house:
        await house.app.intake.accept(house.message("he shouted"))
        await asyncio.sleep(0.3)  # its answer is being made
        await house.app.intake.accept(house.message("DANGER"))
        await asyncio.sleep(1.5)
        assert house.door.texts() == ["CARD imminent"]
        async with house.app.store.database.read() as tx:
            said = await house.app.store.conversations.recent(tx, house.person(), 0)
        assert [s.text for s in said] == ["he shouted", "DANGER", "CARD imminent"]


async def test_after_a_card_a_question_is_answered_and_the_line_that_stays_comes_once(
    house: House,
) -> None:
    assert await house.say("DANGER") == ["CARD imminent"]
    house.clock.turn(seconds=10)
    assert await house.say("is the line free, with this DANGER?") == [
        "re: is the line free, with this DANGER?"
    ]
    assert house.supporter.requests[-1].after_danger
    house.clock.turn(seconds=10)
    assert await house.say("DANGER still") == ["STAY"]
    house.clock.turn(seconds=10)
    assert await house.say("DANGER once more") == ["re: DANGER once more"]


async def test_after_a_false_alarm_a_question_with_danger_in_it_gets_the_card(house: House) -> None:
    await house.say("DANGER")
    await house.settle()
    await house.do(house.action("crisis.not_meant", "self_harm_self:imminent:self"))
    house.clock.turn(seconds=10)
    assert await house.say("what if it is DANGER after all?") == ["CARD imminent"]


async def test_the_same_card_is_not_repeated_within_a_shift(house: House) -> None:
    assert await house.say("DANGER") == ["CARD imminent"]
    assert await house.say("DANGER again") == ["STAY"]
    house.clock.turn(hours=9)
    assert await house.say("DANGER again") == ["CARD imminent"]


async def test_danger_text_in_300_ms_with_a_busy_lane_and_no_database(
    open_house: Opener, data_dir: Path
) -> None:
    async with open_house(supporter=FakeSupporter(seconds=3)) as house:
        await house.app.intake.accept(house.message("a slow one"))
        await asyncio.sleep(0.2)
        holder = lock_database(data_dir)
        took = []
        for number in range(30):
            began = time.perf_counter()
            await house.app.intake.accept(house.message(f"DANGER {number}", f"user{number}"))
            took.append(time.perf_counter() - began)
        print(f"danger, busy lane, database locked: max {max(took) * 1000:.0f} ms of 30")
        assert max(took) < 0.3
        assert len(house.door.delivered) == 30
        holder.rollback()
        holder.close()
        await asyncio.sleep(4)
        await house.settle(20)


async def test_card_is_recorded_once_the_database_is_back(
    open_house: Opener, data_dir: Path
) -> None:
    async with open_house() as house:
        await house.say("hello")
        await house.settle()
        holder = lock_database(data_dir)
        await house.app.intake.accept(house.message("DANGER"))
        assert house.door.texts()[-1] == "CARD imminent"
        await asyncio.sleep(4)
        assert list((data_dir / "journal").iterdir())
        holder.rollback()
        holder.close()
        await asyncio.sleep(5)
        assert not list((data_dir / "journal").iterdir())
        async with house.app.store.database.read() as tx:
            said = await house.app.store.conversations.recent(tx, house.person(), 0)
        assert said[-1].text == "CARD imminent"
        assert len(house.door.delivered) == 2


async def test_card_that_could_not_be_sent_is_insisted_on(house: House) -> None:
    house.door.fail_next = [busy(), busy()]
    await house.app.intake.accept(house.message("DANGER"))
    await house.door.wait_for(1)
    await house.settle()
    assert house.door.texts() == ["CARD imminent"]


async def test_journal_takes_events_while_the_database_is_away(
    open_house: Opener, data_dir: Path
) -> None:
    async with open_house() as house:
        await house.say("hello")
        await house.settle()
        holder = lock_database(data_dir)
        first = house.message("while away")
        began = time.perf_counter()
        await house.app.intake.accept(first)
        assert time.perf_counter() - began < 4
        await house.app.intake.accept(first)  # the platform retries
        assert len(list((data_dir / "journal").iterdir())) == 1
        assert b"while away" not in b"".join(
            p.read_bytes() for p in (data_dir / "journal").iterdir()
        )
        holder.rollback()
        holder.close()
        await house.door.wait_for(2, 15)
        await house.settle()
        await asyncio.sleep(0.5)
        assert house.door.texts() == ["re: hello", "re: while away"]


async def test_journal_survives_a_restart(open_house: Opener, data_dir: Path) -> None:
    async with open_house() as house:
        holder = lock_database(data_dir)
        await house.app.intake.accept(house.message("kept"))
        holder.rollback()
        holder.close()
        house.door.delivered.clear()
    async with open_house(door=FakeDoor()) as again:
        await again.door.wait_for(1)
        assert again.door.texts() == ["re: kept"]


async def test_not_taken_when_nothing_can_be_written(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    async def away(*_: object, **__: object) -> None:
        raise DatabaseAway("full")

    monkeypatch.setattr(type(house.app.intake._journal), "_write", full)
    monkeypatch.setattr(type(house.app.store.inbox), "add", away)
    with pytest.raises(NotTaken):
        await house.app.intake.accept(house.message("hello"))
    monkeypatch.undo()
    assert await house.say("still alive") != []


async def test_an_edit_before_the_answer_counts(open_house: Opener) -> None:
    async with open_house(supporter=FakeSupporter(seconds=0.5)) as house:
        event = house.message("teh call")
        await house.app.intake.accept(event)
        await house.app.intake.accept(house.lifecycle("edited", target=event.id, text="the call"))
        await house.door.wait_for(1)
        await house.settle()
        assert house.door.texts() == ["re: the call"]


async def test_a_deleted_message_is_not_answered(open_house: Opener) -> None:
    async with open_house(supporter=FakeSupporter(seconds=0.5)) as house:
        event = house.message("never mind")
        await house.app.intake.accept(event)
        await house.app.intake.accept(house.lifecycle("deleted", target=event.id))
        await asyncio.sleep(1.2)
        assert house.door.texts() == []


async def test_deleting_or_editing_later_changes_the_transcript(house: House) -> None:
    one, two = house.message("one", id="m1"), house.message("two", id="m2")
    await house.do(one)
    house.clock.turn(seconds=10)
    two = Message("m2", two.sender, "two", house.clock.now())
    await house.do(two)
    await house.app.intake.accept(house.lifecycle("deleted", target="m1"))
    await house.app.intake.accept(
        house.lifecycle("edited", target="m2", text="2 4111 1111 1111 1111")
    )
    async with house.app.store.database.read() as tx:
        said = await house.app.store.conversations.recent(tx, house.person(), 0)
    assert [s.text for s in said if s.role == "user"] == ["2 [card]"]


async def test_danger_in_an_edit_is_answered(house: House) -> None:
    event = house.message("hello")
    await house.do(event)
    texts = await house.do(house.lifecycle("edited", target=event.id, text="DANGER"))
    assert texts == ["CARD imminent"]


async def test_the_person_sees_that_they_were_heard(house: House) -> None:
    await house.say("hello")
    assert house.door.typing == 1


async def test_a_dose_hours_after_a_wish_to_die_is_read_beside_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, ...]] = []

    def screen(text: str, context: Sequence[str] = ()) -> Danger:
        asked.append(tuple(context))
        graver = "DANGER" in text or "DANGER" in context
        return Danger("self_harm_self", "imminent", "self") if graver else Danger()

    monkeypatch.setattr(house.app.alarm._screen, "screen", screen)
    alarm = house.app.alarm
    assert (await alarm.read(house.message("DANGER"))).preempts
    house.clock.turn(hours=3)
    assert (await alarm.read(house.message("i took my pills this morning"))).preempts
    assert asked[-1][0] == "DANGER"
    house.clock.turn(hours=9)
    assert not (await alarm.read(house.message("i took my pills this morning"))).preempts
