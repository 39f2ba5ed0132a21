"""Asked for by the person, sent once, on time, and silent about how anybody is."""

from __future__ import annotations

import asyncio
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.commands.words import words as command_words
from bot.crew import nudges, reminders
from bot.crew.nudging import note
from bot.crew.schedule import Plan
from bot.crew.words import words as crew_words
from bot.messages import Address, Answer, Form
from memory.checkins import Checkin
from tests.bot.commands.helpers import ids
from tests.bot.crew.helpers import do, got, met, submitted, words
from tests.conftest import House

BERLIN = ZoneInfo("Europe/Berlin")


def turn_to(house: House, hour: int, minute: int = 0, days: int = 0) -> None:
    """The clock, to that time in Berlin, a whole number of days ahead."""
    now = house.clock.now().astimezone(BERLIN)
    wanted = (now + timedelta(days=days)).replace(hour=hour, minute=minute, second=0, microsecond=0)
    house.clock.offset += wanted - now


async def planned(house: House, user: str = "ann", **values: str) -> str:
    form = {"days": "0,1,2,3,4,5,6", "at": "9:30", "zone": "Europe/Berlin", "quiet": "22:00-6:00"}
    days = {**form, **values}.pop("days")
    rest = {k: v for k, v in {**form, **values}.items() if k != "days"}
    event = submitted(house, "checkin_plan_save", "", user=user, days=days, **rest)
    return await do(house, event)


async def reminded(house: House, user: str = "ann") -> int:
    await house.app.reminders.once()
    await house.settle()
    return sum(said.startswith("It's your check-in time") for said in words(house, user))


async def test_from_the_form_to_the_reminder(house: House) -> None:
    await met(house)
    turn_to(house, 8, days=1)
    await do(house, house.command("checkin", "times"))
    (form,) = got(house, "ann")[-1].replies
    assert isinstance(form, Form) and form.id == "checkin_plan_save"
    assert {f.id: f.value for f in form.fields}["zone"] == "Europe/Berlin"  # as the platform says
    assert "Every day at 9:30 (Europe/Berlin)" in await planned(house)
    assert await reminded(house) == 0
    turn_to(house, 9, 30)
    assert await reminded(house) == 1
    assert await reminded(house) == 1
    assert ids(got(house, "ann")[-1].replies[0]) == [  # type: ignore[arg-type]
        "checkin", "checkin_later", "checkin_skip", "checkin_plan",
    ]  # fmt: skip
    turn_to(house, 9, 30, days=1)
    assert await reminded(house) == 2


async def test_whoever_has_times_sees_how_it_stands_and_what_can_be_done(house: House) -> None:
    """Nobody has to save the form again to be left alone for a week."""
    await met(house)
    turn_to(house, 8, days=1)
    await planned(house, days="0,1,2,3,4")
    said = await do(house, house.command("checkin", "times"))
    assert said == (
        "I ask you once, Monday to Friday at 9:30 (Europe/Berlin time), and stay quiet from 22:00-6:00."
    )
    (shown,) = got(house, "ann")[-1].replies
    taps = ["checkin_plan_form", "checkin_pause", "checkin_plan_off", "nudges_on"]
    assert ids(shown) == taps  # type: ignore[arg-type]
    assert "How long should I stay quiet?" in await do(house, house.command("checkin", "pause"))
    await do(house, house.action("checkin_pause_for", "7"))
    await do(house, house.action("nudges_on"))
    said = await do(house, house.action("checkin_plan"))
    assert "Right now I'm quiet, until " in said
    (shown,) = got(house, "ann")[-1].replies
    taps = ["checkin_plan_form", "checkin_resume", "checkin_plan_off", "nudges_off"]
    assert ids(shown) == taps  # type: ignore[arg-type]
    await do(house, house.action("checkin_plan_form"))
    (form,) = got(house, "ann")[-1].replies
    assert isinstance(form, Form) and form.fields[0].value == "0,1,2,3,4"


async def test_the_zone_that_somebody_told_is_theirs(house: House) -> None:
    """A page fills in what its browser says only where nobody said anything."""
    await met(house)
    await do(house, house.action("checkin_plan_form"))
    (form,) = got(house, "ann")[-1].replies
    assert isinstance(form, Form) and [f.told for f in form.fields if f.kind == "zone"] == [False]
    await planned(house, zone="America/Denver", at="soon")
    form = got(house, "ann")[-1].replies[1]
    assert isinstance(form, Form)
    assert [(f.value, f.told) for f in form.fields if f.kind == "zone"] == [
        ("America/Denver", True)
    ]
    await planned(house, zone="America/Denver")
    await do(house, house.action("checkin_plan_form"))
    (form,) = got(house, "ann")[-1].replies
    assert isinstance(form, Form)
    assert [(f.value, f.told) for f in form.fields if f.kind == "zone"] == [
        ("America/Denver", True)
    ]


async def test_late_is_never(house: House) -> None:
    await met(house)
    turn_to(house, 8, days=1)
    await planned(house)
    turn_to(house, 9, 31)
    house.clock.turn(seconds=1)
    assert await reminded(house) == 0
    turn_to(house, 9, 30, days=1)
    assert await reminded(house) == 1


async def test_many_at_once_are_woken_side_by_side_and_who_is_left_out_is_counted(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = ("ann", "bob", "cem")
    for user in people:
        await met(house, user)
    turn_to(house, 8, days=1)
    for user in people:
        await planned(house, user)
    awake, most = 0, 0

    async def slow(person_id: str, reply_id: str) -> None:
        nonlocal awake, most
        awake += 1
        most = max(most, awake)
        await asyncio.sleep(0.05)
        awake -= 1

    monkeypatch.setattr(house.app.reminders._outreach, "wake_lane", slow)
    turn_to(house, 9, 30)
    assert await house.app.reminders.once() == 3
    assert most == 3
    turn_to(house, 9, 32, days=1)
    await house.app.reminders.once()
    line = next(x for x in house.log.getvalue().splitlines() if "reminders left out" in x)
    assert "3" in line and not any(house.person(user) in line for user in people)
    assert house.app.reminders.left_out == 3


async def test_more_than_a_batch_due_at_once_all_come_once_and_one_that_hangs_delays_nobody(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reminders, "_BATCH", 4)
    people = [f"p{n}" for n in range(11)]
    turn_to(house, 8, days=1)
    for user in people:
        await met(house, user)
        await planned(house, user)
    deliver, hangs, come = house.door.deliver, asyncio.Event(), asyncio.Event()

    async def slow_for_one(address: Address, reply_id: str, answer: Answer) -> str:
        if address.user == "p0" and not hangs.is_set():
            hangs.set()
            await come.wait()
        return await deliver(address, reply_id, answer)

    monkeypatch.setattr(house.door, "deliver", slow_for_one)
    turn_to(house, 9, 30)
    rounds = [await house.app.reminders.once() for _ in range(4)]
    assert rounds == [4, 4, 3, 0]

    def counts() -> list[int]:
        told = [words(house, user) for user in people]
        return [sum(x.startswith("It's your check-in time") for x in said) for said in told]

    async with asyncio.timeout(20):
        while counts()[1:] != [1] * 10:
            await asyncio.sleep(0.02)
    assert counts()[0] == 0 and hangs.is_set()
    come.set()
    await house.settle()
    assert counts() == [1] * 11 and house.app.reminders.left_out == 0


async def test_whoever_checked_in_today_is_left_alone(house: House) -> None:
    await met(house)
    turn_to(house, 8, days=1)
    await planned(house)
    await do(house, house.command("checkin", "4"))
    turn_to(house, 9, 30)
    assert await reminded(house) == 0


async def test_later_once_and_not_in_quiet_hours(house: House) -> None:
    await met(house)
    turn_to(house, 8, days=1)
    await planned(house, at="20:50")
    turn_to(house, 20, 50)
    assert await reminded(house) == 1
    assert await do(house, house.action("checkin_later")) == "Okay, in an hour."
    turn_to(house, 21, 50)
    house.clock.turn(seconds=10)
    assert await reminded(house) == 2
    assert "quiet hours" in await do(house, house.action("checkin_later"))
    turn_to(house, 22, 50)
    assert await reminded(house) == 2


async def test_away_and_back_early(house: House) -> None:
    await met(house)
    turn_to(house, 8, days=1)
    await planned(house)
    assert "no reminders until" in await do(house, house.action("checkin_pause_for", "7"))
    for _ in range(3):
        turn_to(house, 9, 30, days=1)
        assert await reminded(house) == 0
    turn_to(house, 8, days=1)
    await do(house, house.action("checkin_resume"))
    turn_to(house, 9, 30)
    assert await reminded(house) == 1


async def test_what_cannot_be_read_is_asked_again_with_the_rest_filled_in(house: House) -> None:
    await met(house)
    for wrong, said in (
        ({"at": "soon"}, "I can't read that time"),
        ({"zone": "Mars"}, "I don't know that time zone"),
        ({"quiet": "night"}, "I can't read those quiet hours"),
        ({"at": "23:00"}, "23:00 is in your quiet"),
    ):
        assert (await planned(house, **wrong)).startswith(said)
        form = got(house, "ann")[-1].replies[1]
        assert isinstance(form, Form)
        assert {f.id: f.value for f in form.fields}["days"] == "0,1,2,3,4,5,6"


async def test_no_days_and_off_mean_no_reminders(house: House) -> None:
    await met(house)
    turn_to(house, 8, days=1)
    await planned(house)
    assert "no reminders" in await do(house, house.action("checkin_plan_off"))
    turn_to(house, 9, 30)
    assert await reminded(house) == 0


async def test_a_no_to_check_ins_ends_the_reminders(house: House) -> None:
    await met(house)
    turn_to(house, 8, days=1)
    await planned(house)
    await do(house, house.action("checkins_stop"))
    store, ann = house.app.store, house.person()
    async with store.database.read() as tx:
        assert await store.plans.get(tx, ann) == ""
    turn_to(house, 9, 30)
    assert await reminded(house) == 0


async def test_a_plan_that_outlived_the_no_is_not_followed(house: House) -> None:
    await met(house)
    turn_to(house, 8, days=1)
    await planned(house)
    store, ann = house.app.store, house.person()
    async with store.database.write() as tx:
        await store.people.consent(tx, ann, "checkins", False, 2)
    turn_to(house, 9, 30)
    assert await reminded(house) == 0
    async with store.database.read() as tx:
        assert await store.plans.due(tx, 2**60, 9) == []


async def test_whoever_is_not_remembered_is_told_first(house: House) -> None:
    await house.say("hi")
    said = await do(house, house.command("checkin", "times"))
    assert "To ask you I have to remember you" in said
    await do(house, house.action("checkin_plan_keep"))
    assert any(isinstance(reply, Form) for reply in got(house, "ann")[-1].replies)


async def test_one_broken_plan_does_not_hold_up_the_others(house: House) -> None:
    await met(house)
    await met(house, "bob")
    turn_to(house, 8, days=1)
    await planned(house)
    store = house.app.store
    async with store.database.write() as tx:
        await store.plans.put(tx, house.person("bob"), '{"days": 3}', 1)
    turn_to(house, 9, 30)
    assert await reminded(house) == 1


def test_nothing_that_goes_out_unasked_says_how_anybody_is() -> None:
    """Screens are shared."""
    team, more, checkin = crew_words(), crew_words("reminders"), command_words("checkin")
    named = ("invitation", "lead_offer", "lead_changed", "crew_closed", "yes", "not_now", "never")
    unasked = [team[name] for name in named]
    unasked += [more[name] for name in ("reminder", "checkin", "later", "skip", "times", "nudge")]
    unasked += [more["nudges_off"]]
    telling = {word for said in checkin["tags"].values() for word in said} - {
        "down",
        "ok",
        "fine",
        "up",
    }
    telling |= {
        "mood",
        "energy",
        "feel",
        "feeling",
        "hard",
        "low",
        "rough",
        "worried",
        "hurt",
        "stress",
    }
    for said in unasked:
        assert not telling & set(re.findall(r"[a-z'-]+", said.lower())), said


# --- looking in


def mood(day: int, value: int) -> tuple[int, int]:
    return day * 86_400_000, value


def test_what_is_a_run_of_hard_days() -> None:
    now = 10 * 86_400_000
    assert nudges.triggered(nudges.Kept(), [mood(9, 2), mood(10, 1)], now)
    assert not nudges.triggered(nudges.Kept(), [mood(8, 1), mood(9, 3), mood(10, 1)], now)
    assert not nudges.triggered(nudges.Kept(), [mood(1, 1), mood(10, 1)], now)
    three = nudges.Kept().heard(now - 3 * 86_400_000).heard(now - 86_400_000).heard(now)
    assert nudges.triggered(three, [], now)
    one_long_talk = nudges.Kept().heard(now - 2).heard(now - 1).heard(now)
    assert not nudges.triggered(one_long_talk, [], now)


def test_one_trigger_in_five_and_a_week_apart(house: House) -> None:
    now, vault = house.clock.now(), house.app.store.vault
    draws = [vault.mark("nudge", "ann", str(n)) for n in range(2000)]
    deserved = [nudges.due(nudges.Kept(), draw, now) for draw in draws]
    assert 0.16 < sum(d is not None for d in deserved) / len(deserved) < 0.24
    lately = nudges.Kept((), int((now - timedelta(days=5)).timestamp() * 1000))
    assert not any(nudges.due(lately, draw, now) for draw in draws)


async def low_days(house: House, days: int) -> list[datetime]:
    """A low check-in each noon; when a word came, half an hour after noon the next day."""
    store, came = house.app.store, []
    for _ in range(days):
        turn_to(house, 12, 30, days=1)
        before = len(got(house, "ann"))
        await house.app.reminders.once()
        await house.settle()
        came += [house.clock.now()] if len(got(house, "ann")) > before else []
        turn_to(house, 12)
        async with store.database.write() as tx:
            person = await store.people.get(tx, house.person())
            assert person is not None
            at = int(house.clock.now().timestamp() * 1000)
            await store.checkins.add(tx, person.id, Checkin(f"c{at}", at, 1))
            await note(store, tx, person, house.clock.now(), hard=False)
    return came


async def test_a_word_only_for_whoever_wants_it_and_one_tap_ends_it(house: House) -> None:
    await met(house)
    assert await low_days(house, 5) == []
    await do(house, house.action("nudges_on"))
    came = await low_days(house, 45)
    assert 1 <= len(came) <= 7, "one in five of some twenty triggers"
    assert all(b - a >= timedelta(days=7) for a, b in zip(came, came[1:], strict=False))
    assert words(house, "ann")[-1] == crew_words("reminders")["nudge"]
    await do(house, house.action("nudges_off"))
    assert await low_days(house, 5) == []
    async with house.app.store.database.read() as tx:
        assert await house.app.store.nudges.get(tx, house.person()) == ("", None)


async def test_a_low_check_in_and_a_hard_talk_are_noted_only_with_a_yes(house: House) -> None:
    await met(house)
    house.supporter.intensity = 3
    await house.say("what a day")
    await do(house, house.command("checkin", "1"))
    async with house.app.store.database.read() as tx:
        assert await house.app.store.nudges.get(tx, house.person()) == ("", None)
    await do(house, house.action("nudges_on"))
    house.clock.turn(hours=7)
    await house.say("and another")
    async with house.app.store.database.read() as tx:
        body, _ = await house.app.store.nudges.get(tx, house.person())
    assert len(nudges.Kept.load(body).hard) == 1


def test_a_plan_survives_being_kept() -> None:
    plan = Plan((0, 2), 570, "Asia/Kolkata", 1320, 360, 5, 7)
    assert Plan.load(plan.dump()) == plan
