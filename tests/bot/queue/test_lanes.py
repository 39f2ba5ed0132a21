"""One lane per person: in order, once, through failures and kill -9."""

from __future__ import annotations

import asyncio
import statistics
import time
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from bot.doors import DeliveryFailed
from bot.queue import breaths
from bot.queue.lanes import Work
from tests.conftest import House, Opener
from tests.fakes.door import FakeDoor, busy
from tests.fakes.mind import FakeSupporter
from tests.fakes.proxy import Relay
from tests.soak.kills import run


async def test_latency_through_the_lane(house: House) -> None:
    best = min([await median_ms(house, f"round{number}") for number in range(3)])  # others run, too
    print(f"through the lane, SQLite: p50 {best:.0f} ms of 30, the best of three rounds")
    assert best < 150


async def median_ms(house: House, who: str) -> float:
    took = []
    for number in range(30):
        began = time.perf_counter()
        await house.say("hello", f"{who}-{number}")
        took.append(time.perf_counter() - began)
    return statistics.median(took) * 1000


async def test_a_persons_messages_are_answered_in_order(house: House) -> None:
    users = [f"user{n}" for n in range(5)]
    for number in range(6):
        for user in users:
            await house.app.intake.accept(house.message(f"#{number}", user))
        house.clock.turn(seconds=5)
        await house.settle()
    for user in users:
        assert house.door.texts(user) == [f"re: #{n}" for n in range(6)]


async def test_a_lone_message_is_answered_at_once_and_a_breath_together(house: House) -> None:
    await house.say("first")
    for text in ("and", "then", "he hung up"):
        await house.app.intake.accept(house.message(text))
        await asyncio.sleep(0.4)
    assert house.door.texts() == ["re: first"]  # still listening
    await house.door.wait_for(2)
    await house.settle()
    assert house.door.texts() == ["re: first", "re: and\nthen\nhe hung up"]


async def test_an_old_backlog_is_one_breath(open_house: Opener) -> None:
    async with open_house(supporter=FakeSupporter(seconds=0.6)) as house:
        for number in range(4):
            await house.app.intake.accept(house.message(f"{number}"))
        await house.settle()
        texts = house.door.texts()
        assert "".join(t.replace("re: ", "\n") for t in texts).split() == ["0", "1", "2", "3"]
        assert len(texts) == 1


async def test_what_comes_while_the_answer_is_made_is_answered_with_it(open_house: Opener) -> None:
    async with open_house(supporter=FakeSupporter(seconds=0.3)) as house:
        await house.app.intake.accept(house.message("he called"))
        await asyncio.sleep(0.15)
        await house.app.intake.accept(house.message("and hung up on me"))
        await house.settle()
        assert house.door.texts() == ["re: he called\nand hung up on me"]
        async with house.app.store.database.read() as tx:
            said = await house.app.store.conversations.recent(tx, house.person(), 0)
        assert [s.text for s in said] == ["he called\nand hung up on me", house.door.texts()[0]]


async def test_nobody_is_listened_to_for_ever(
    open_house: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(breaths, "BREATH_MS", 900)
    async with open_house(supporter=FakeSupporter(seconds=0.3)) as house:
        for number in range(12):
            await house.app.intake.accept(house.message(f"#{number}"))
            await asyncio.sleep(0.2)
        assert house.door.texts()  # although they never stopped
        await house.settle()
        words = "\n".join(text.removeprefix("re: ") for text in house.door.texts())
        assert words.split() == [f"#{n}" for n in range(12)]


async def test_a_command_between_messages_is_not_swallowed(open_house: Opener) -> None:
    async with open_house(supporter=FakeSupporter(seconds=0.5)) as house:
        await house.say("warm up", "bob")
        house.door.delivered.clear()
        await house.app.intake.accept(house.message("one"))
        await asyncio.sleep(0.2)
        for event in (house.message("two"), house.command("privacy"), house.message("three")):
            await house.app.intake.accept(event)
        await house.settle()
        texts = house.door.texts()
        assert [t[:9] for t in texts] == ["re: one\nt", texts[1][:9], "re: three"]


async def test_what_goes_past_the_engine_waits_for_the_persons_lane(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    lanes, steps = house.app.lanes, list[str]()

    def noting(name: str) -> Work:
        async def work(person_id: str) -> None:
            steps.append(f"{name} begins")
            await asyncio.sleep(0.05)
            steps.append(f"{name} ends")

        return work

    monkeypatch.setattr(lanes, "_work", noting("lane"))
    monkeypatch.setattr(lanes, "_send", noting("past it"))
    await lanes.wake("ann", "1")
    for _ in range(5):
        await lanes.attend("ann", "2")
    await lanes.wake("ann", "3")
    while lanes.busy("ann"):
        await asyncio.sleep(0.01)
    assert len(steps) == 14
    assert all(
        b == a.replace("begins", "ends") for a, b in zip(steps[::2], steps[1::2], strict=True)
    )


async def test_a_failed_send_is_tried_again(house: House) -> None:
    house.door.fail_next = [busy(), RuntimeError("a bug in the door")]
    assert (await house.say("hello"))[0] == "re: hello"
    await house.settle()
    assert len(house.door.delivered) == 1


async def test_retry_after_is_respected(house: House) -> None:
    house.door.fail_next = [busy(retry_after=0.6)]
    began = time.perf_counter()
    await house.say("hello")
    assert time.perf_counter() - began >= 0.6


async def test_after_the_last_try_a_short_apology_and_the_event_is_kept(house: House) -> None:
    house.door.fail_next = [busy(), busy(), busy()]
    (apology,) = await house.say("hello")
    assert "sorry" in apology and "Error" not in apology
    async with house.app.store.database.read() as tx:
        assert (await house.app.store.outbox.counts(tx)) == {"failed": 1}
        said = await house.app.store.conversations.recent(tx, house.person(), 0)
    assert said[0].text == "hello"
    house.clock.turn(seconds=10)
    assert (await house.say("still there?"))[0] == "re: still there?"


async def test_a_permanent_failure_is_not_repeated(house: House) -> None:
    house.door.fail_next = [DeliveryFailed(permanent=True)]
    await house.say("hello")
    assert house.door.calls == 2  # the answer and the apology


async def test_a_bug_in_the_supporter_gets_an_apology_not_silence(house: House) -> None:
    house.supporter.errors = [ValueError("secret words") for _ in range(3)]
    (apology,) = await house.say("hello")
    assert "sorry" in apology
    assert "secret words" not in house.log.getvalue() and "ValueError" in house.log.getvalue()


async def test_a_late_answer_owns_the_delay(house: House) -> None:
    event = house.message("hello", minutes=45)
    text = (await house.do(event))[0]
    assert text.startswith("Sorry this took so long") and text.endswith("re: hello")


async def test_what_waited_during_a_stop_is_answered_at_the_next_start(open_house: Opener) -> None:
    async with open_house(door=FakeDoor(platform="elsewhere")) as house:
        await house.app.intake.accept(house.message("hello"))
        await asyncio.sleep(0.5)
    async with open_house() as house:
        await house.door.wait_for(1)
        await house.settle()
        assert house.door.texts() == ["re: hello"]


async def test_fifty_people_at_once(house: House) -> None:
    await asyncio.gather(
        *(house.app.intake.accept(house.message(f"i am {n}", f"user{n}")) for n in range(50))
    )
    await house.door.wait_for(50, 20)
    await house.settle()
    for n in range(50):
        assert house.door.texts(f"user{n}") == [f"re: i am {n}"]


async def test_the_engine_holds_no_words_and_no_names(open_house: Opener, data_dir: Path) -> None:
    async with open_house() as house:
        await house.say("zebra words", "zebra-user")
        house.supporter.errors = [ValueError("zebra error") for _ in range(3)]
        await house.say("zebra words", "zebra-other")
        await house.settle()
    for path in data_dir.glob("lanes.db*"):
        assert b"zebra" not in path.read_bytes()


async def test_nightly_sweep_deletes_what_is_past_its_time(house: House) -> None:
    await house.say("hello")
    await house.do(house.action("memory_yes"))
    await house.settle()
    house.clock.turn(days=31)
    swept = await house.app.retention.sweep()
    assert swept.utterances == 2 and swept.events == 2
    assert await house.app.lanes.tidy(house.clock.now()) >= 2
    async with house.app.store.database.read() as tx:
        assert await house.app.store.conversations.recent(tx, house.person(), 0) == []


async def test_wake_up_that_failed_is_left_to_the_sweep(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    from memory.errors import StorageError

    async def away(*_: object, **__: object) -> None:
        raise StorageError("away")

    monkeypatch.setattr(type(house.app.lanes), "wake", away)
    await house.app.intake.accept(house.message("hello"))
    await asyncio.sleep(0.3)
    monkeypatch.undo()
    assert await house.app.sweeper.once(timedelta(0)) == 1
    await house.door.wait_for(1)


async def test_schedules_fire(house: House) -> None:
    """The engine knows the nightly jobs, and runs one when its time comes."""
    schedules = {s["schedule_name"]: s["schedule"] for s in await house.app.lanes.schedules()}
    assert schedules["nightly"] == "17 3 * * *" and "oneoff" in schedules and "tidy" in schedules
    await house.say("hello")
    await house.settle()
    house.clock.turn(hours=23, minutes=30)
    await house.app.lanes.fire("oneoff")
    async with asyncio.timeout(10):
        while house.app.store.vault.has_key(house.person()):
            await asyncio.sleep(0.05)


@pytest.mark.timeout(240)
def test_kill_9_loses_and_doubles_nothing(tmp_path: Path) -> None:
    verdict = run(10, tmp_path, seed=3)
    print(verdict)
    assert verdict.clean, verdict


# --- the same on PostgreSQL


async def test_postgres_answers_in_order_and_once(open_house: Opener, database_url: str) -> None:
    async with open_house(database_url=database_url) as house:
        took = []
        for number in range(15):
            began = time.perf_counter()
            await house.say("hello", f"user{number}")
            took.append(time.perf_counter() - began)
        print(f"through the lane, PostgreSQL: p50 {statistics.median(took) * 1000:.0f} ms")
        event = house.message("twice", "ann")
        await asyncio.gather(*(house.app.intake.accept(event) for _ in range(50)))
        await house.door.wait_for(16)
        await house.settle()
        assert len(house.door.delivered) == 16


async def test_postgres_forgets(open_house: Opener, database_url: str) -> None:
    from bot.farewell import FORGET

    async with open_house(database_url=database_url) as house:
        await house.say("hello")
        await house.settle()
        await house.do(house.action(FORGET))
        await asyncio.sleep(0.3)
        person = house.person()
    with psycopg.connect(database_url) as server:
        tables = server.execute(
            "SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('public', 'dbos')"
        ).fetchall()
        for schema, table in tables:
            rows = server.execute(f'SELECT t::text FROM "{schema}"."{table}" t').fetchall()
            assert person not in repr(rows), (schema, table)


async def test_postgres_second_process_is_refused(
    open_house: Opener, database_url: str, tmp_path: Path
) -> None:
    from memory.database import Database
    from memory.errors import DataDirBusy

    async with open_house(database_url=database_url):
        second = Database.at(database_url, tmp_path)
        with pytest.raises(DataDirBusy, match="this database"):
            await second.start()
        await second.stop()


async def test_postgres_down_at_start_is_named(open_house: Opener) -> None:
    from memory.errors import DatabaseAway

    with pytest.raises(DatabaseAway):
        async with open_house(database_url="postgresql://postgres@127.0.0.1:1/none"):
            pass


async def test_postgres_going_away_and_coming_back(open_house: Opener, database_url: str) -> None:
    relay = Relay(5432)
    relay.open()
    url = database_url.replace(":5432/", f":{relay.port}/")
    async with open_house(database_url=url) as house:
        await house.say("hello")
        await house.settle()
        relay.cut()
        took = []
        for number in range(5):
            began = time.perf_counter()
            await house.app.intake.accept(house.message(f"DANGER {number}", f"user{number}"))
            took.append(time.perf_counter() - began)
        print(f"danger, PostgreSQL down: max {max(took) * 1000:.0f} ms of 5")
        assert max(took) < 0.3 and len(house.door.delivered) == 6
        began = time.perf_counter()
        await house.app.intake.accept(house.message("while away", "bob"))
        assert time.perf_counter() - began < 4
        relay.open()
        await house.door.wait_for(7, 30)
        await house.settle(20)
        assert house.door.texts("bob") == ["re: while away"]
        assert len(house.door.delivered) == 7
    relay.cut()


@pytest.mark.timeout(240)
def test_kill_9_with_a_model_that_is_gone(tmp_path: Path) -> None:
    verdict = run(4, tmp_path, seed=8, model="http://127.0.0.1:9/v1")
    assert verdict.clean, verdict
    assert verdict.calls  # it was asked, and nobody waited for it


@pytest.mark.timeout(240)
def test_postgres_kill_9(tmp_path: Path, database_url: str) -> None:
    verdict = run(4, tmp_path, seed=5, database=database_url)
    print(verdict)
    assert verdict.clean, verdict
