"""/practice, read as conversations."""

from __future__ import annotations

import asyncio
import json

from bot.messages import Answer, Chart, File, Form, Text
from bot.practice.scenario import scenario, scenarios
from memory.practices import Practice
from tests.bot.commands.helpers import ask, choice, ids, met, only, tap, texts
from tests.conftest import House, Opener

STORY = scenario("screamed_at")


async def begin(house: House, id: str = "screamed_at") -> Answer:
    await met(house)
    return await ask(house, house.action("practice_start", id))


async def runs(house: House) -> list[Practice]:
    store = house.app.store
    async with store.database.read() as tx:
        return await store.practices.all(tx, house.person())


async def say(house: House, text: str) -> Answer:
    house.clock.turn(seconds=10)
    return await ask(house, house.message(text))


async def test_the_menu_suggests_no_hard_ones(house: House) -> None:
    await met(house)
    menu = await only(house, house.command("practice"))
    suggested = [c.value for c in menu.choices if c.id == "practice_start"]
    assert len(suggested) == 3 and not any(scenario(id).hard for id in suggested)
    hard = await only(house, house.action("practice", "hard"))
    assert {c.value for c in hard.choices} == {s.id for s in scenarios() if s.hard}


async def test_a_hard_one_warns_first(house: House) -> None:
    answer = await begin(house, "harassed")
    assert texts(answer) == [scenario("harassed").warning]
    go = choice(answer, "practice_start")
    assert scenario("harassed").opener.tell in texts(await tap(house, go))[1]


async def test_a_whole_exercise(house: House) -> None:
    opened = await begin(house)
    assert texts(opened)[1] == f"Dana: {STORY.opener.tell}"
    assert ids(opened.replies[1]) == ["practice_stop", "practice_coach"]  # type: ignore[arg-type]
    answer = await say(house, "That sounds awful. How are you feeling?")
    assert texts(answer) == [f"Dana: {STORY.facts[4].tell}"]
    for text in ("What was the worst part?", "Did anyone step in?", "No wonder.", "Tell me more."):
        answer = await say(house, text)
    answer = await say(house, "I'm sorry. That's a lot.")
    assert any(isinstance(r, Form) and r.id == "practice_rate" for r in answer.replies)
    rated = house.action(
        "practice_rate", helped="5", understood="5", elaborated="4", empathized="5"
    )
    answer = await ask(house, rated)
    feedback, *_ = texts(answer)
    assert 80 <= len(feedback.split()) <= 130 and "Dana" in feedback
    assert any(isinstance(r, Chart) and "of 10" in r.alt for r in answer.replies)
    assert any(
        "You gave yourself" in t or "you said" in t or "felt more" in t for t in texts(answer)[1:]
    )
    (run,) = await runs(house)
    assert run.state == "done" and run.result.own["understood"] == 5 and len(run.result.scores) == 6
    told = await ask(
        house, house.action("practice_ask", question="What should I have said instead?")
    )
    assert "?" in texts(told)[0] and house.supporter.requests[-1].text == "hello"  # never a vent


async def test_afterwards_messages_are_heard_again(house: House) -> None:
    await begin(house)
    await say(house, "That sounds awful.")
    stopped = await ask(house, house.action("practice_stop"))
    assert ids(stopped.replies[0]) == ["practice_coach", "practice_none"]  # type: ignore[arg-type]
    assert texts(await say(house, "my own day was bad")) == ["re: my own day was bad"]


async def test_commands_work_in_the_middle(house: House) -> None:
    await begin(house)
    assert isinstance((await ask(house, house.command("checkin"))).replies[0], Form)
    assert texts(await say(house, "privacy matters to you"))[0].startswith("Dana: ")


async def test_after_two_hours_it_is_over(house: House) -> None:
    await begin(house)
    house.clock.turn(hours=3)
    assert (await house.say("rough one"))[0] == "re: rough one"


async def test_coach_me_needs_something_to_coach(house: House) -> None:
    await begin(house)
    assert "Dana" in (await only(house, house.action("practice_coach"))).text
    await say(house, "You should talk to HR.")
    answer = await ask(house, house.action("practice_coach"))
    assert any(isinstance(r, Form) for r in answer.replies)
    feedback = texts(await ask(house, house.action("practice_skip")))[0]
    assert '"You should talk to HR"' in feedback


async def test_hints_only_when_wanted(house: House) -> None:
    await begin(house)
    assert len(texts(await say(house, "You should rest."))) == 1
    await only(house, house.action("practice", "hints on"))
    hint, line = texts(await say(house, "You should quit."))
    assert hint.startswith("Hint: ") and line.startswith("Dana: ")


async def test_danger_of_ones_own_stops_it_at_once(house: House) -> None:
    await begin(house)
    answer = await say(house, "I am in DANGER")
    assert "stepping out" in texts(answer)[0] and texts(answer)[1] == "CARD imminent"
    async with asyncio.timeout(5):
        while (await runs(house))[0].state != "stopped":  # written down once it is out
            await asyncio.sleep(0.02)
    assert (await house.say("still here"))[0] == "re: still here"
    assert "Not today" in (await only(house, house.command("practice"))).text


async def test_danger_that_may_be_played_is_asked_about(house: House) -> None:
    await begin(house)
    asked = await say(house, "Was he a DANGER to you?")
    assert ids(asked.replies[0]) == ["practice_me", "practice_played"]  # type: ignore[arg-type]
    on = await ask(house, house.action("practice_played"))
    assert texts(on)[0].startswith("Dana: ")
    await say(house, "Was she in DANGER too?")
    card = await ask(house, house.action("practice_me"))
    assert "stepping out" in texts(card)[0] and texts(card)[1] == "CARD imminent"


async def test_a_restart_in_the_middle_forgets_nothing(open_house: Opener) -> None:
    async with open_house() as house:
        await begin(house)
        clock = house.clock
    async with open_house(clock=clock) as house:
        house._count = 50
        assert texts(await say(house, "Was he a DANGER to you?"))[0].startswith("Wait")


async def finish(house: House, text: str) -> None:
    await ask(house, house.action("practice_start", "overruled"))
    await say(house, text)
    await ask(house, house.action("practice_skip"))
    house.clock.turn(minutes=1)


async def test_progress_is_real_from_six_points(house: House) -> None:
    await met(house)
    assert "nothing to show" in (await only(house, house.command("practice", "progress"))).text
    await finish(house, "You should quit. Don't worry.")
    await finish(house, "That's awful. What was it like?")
    answer = await ask(house, house.command("practice", "progress"))
    chart, text = answer.replies
    assert isinstance(chart, Chart) and chart.png.startswith(b"\x89PNG")
    assert isinstance(text, Text) and "real change" in text.text
    await tap(house, choice(text, "practice_wipe"))
    assert await runs(house) == []


async def test_export_and_forget(house: House) -> None:
    await begin(house)
    await say(house, "That sounds awful.")
    file = await only(house, house.command("export"), File)
    told = json.loads(file.content)["practice"]
    assert told[0]["messages"][1]["text"] == "That sounds awful."
    await house.do(house.action("forget_yes"))
    assert await runs(house) == []


async def test_nothing_of_it_is_readable_in_the_file(house: House) -> None:
    await begin(house)
    await say(house, "That sounds awful, xylophone.")
    database = house.app.store.database.path
    assert database is not None
    raw = b"".join(p.read_bytes() for p in database.parent.glob(database.name + "*"))
    assert b"xylophone" not in raw and b"screamed_at" not in raw
