"""/assist, /simulate and /load, as transcripts."""

from __future__ import annotations

import json

from bot.messages import File, Form, Text
from tests.bot.commands.helpers import ask, choice, ids, met, only, tap, texts
from tests.conftest import House
from tests.memory.test_erase import found_in

RUDE = "you people are useless xylophone"


async def test_four_cards_each_with_five_taps(house: House) -> None:
    await met(house)
    answer = await ask(house, house.command("assist", f"Client: hi\nMe: yes?\nClient: {RUDE}"))
    told = texts(answer)
    assert [t.splitlines()[0] for t in told[:4]] == [
        "Client's tone", "Another way to see it", "What you could do next", "Steps toward a fix",
    ]  # fmt: skip
    assert "rude" in told[0] and "He thinks I can't do this." in told[1]
    assert told[2].count("•") == 3 and "1. " in told[3]
    for reply in answer.replies[:4]:
        assert isinstance(reply, Text)
        assert [c.label for c in reply.choices] == ["-2", "-1", "0", "+1", "+2"]
    assert found_in(house.app.settings.data_dir, "xylophone") == []
    async with house.app.store.database.read() as tx:
        said = await house.app.store.conversations.recent(tx, house.person(), 0)
    assert not any("xylophone" in s.text for s in said)


async def test_ratings_are_kept_and_summed_up(house: House) -> None:
    await met(house)
    assert "No ratings" in (await only(house, house.command("assist", "ratings"))).text
    answer = await ask(house, house.command("assist", RUDE))
    first = answer.replies[0]
    assert isinstance(first, Text)
    await tap(house, first.choices[4])
    await tap(house, first.choices[0])
    shown = (await only(house, house.command("assist", "ratings"))).text
    assert "Client's tone: -2.0, from 1 rating" in shown
    assert "1 rating of a card" in str(await house.do(house.command("memory")))
    for nonsense in ("", "p:x:cues:7", "p:x:secret:1", "p:x:cues:²"):
        assert await house.do(house.action("card_rate", nonsense))
    assert shown == (await only(house, house.command("assist", "ratings"))).text


async def test_harm_gets_a_limit(house: House) -> None:
    await met(house)
    told = texts(await ask(house, house.command("assist", "a slur")))
    assert told[1].startswith("Your limit comes first") and "Another way" not in str(told)


async def test_the_form_when_nothing_was_pasted(house: House) -> None:
    await met(house)
    form = await only(house, house.command("assist"), Form)
    assert form.id == "assist_read"
    told = texts(await ask(house, house.action("assist_read", text=RUDE, domain="castle")))
    assert told[0].startswith("Client's tone")
    assert "nothing in it" in (await only(house, house.action("assist_read", text="Me: hi"))).text


async def test_talk_about_it_takes_it_into_the_chat(house: House) -> None:
    await met(house)
    answer = await ask(house, house.command("assist", f"{RUDE} 4111 1111 1111 1111"))
    word = texts(await tap(house, choice(answer, "assist_word")))
    assert word == ["You asked twice and stayed on it. The fee isn't yours. Check the rate next."]
    await tap(house, choice(answer, "assist_talk"))
    assert house.supporter.requests[-1].text == f"A client wrote this to me: {RUDE} [card]"
    house.clock.turn(minutes=40)
    late = texts(await tap(house, choice(answer, "assist_talk")))
    assert "don't have that one anymore" in late[0]


async def test_a_made_up_client_in_the_chat(house: House) -> None:
    await met(house)
    intro, first = texts(await ask(house, house.command("simulate", "hotel policy rude")))
    assert "Not a real person" in intro and first.endswith(
        "My policy is wrong, 0. This is useless."
    )
    asked = len(house.supporter.requests)
    house.clock.turn(seconds=10)
    answer = await ask(house, house.message("let me look xylophone"))
    assert texts(answer)[0].endswith("wrong, 1. This is useless.")
    cards = await tap(house, choice(answer, "simulate_cards"))
    assert texts(cards)[1].startswith("Another way to see it")
    reframe = cards.replies[1]
    assert isinstance(reframe, Text)
    await tap(house, reframe.choices[3])
    for line in ("two", "three"):
        house.clock.turn(seconds=10)
        answer = await ask(house, house.message(line))
    assert "4 stars" in texts(answer)[1] and len(house.supporter.requests) == asked
    await tap(house, choice(answer, "simulate_talk"))
    assert house.supporter.requests[-1].text.startswith("I practiced on a made-up client.")
    # What was said to the made-up client never counts as something that happened.
    assert not any("xylophone" in u.text for u in house.supporter.requests[-1].history)
    await house.say("and now something real")
    assert house.supporter.requests[-1].text == "and now something real"
    file = await only(house, house.command("export"), File)
    told = json.loads(file.content)
    (exercise,) = told["exercises with made-up clients"]
    numbers = exercise["the numbers, as in the table you can download"]
    assert numbers[0]["reframe_mean"] == 1 and numbers[0]["stars"] == 4
    assert "xylophone" in file.content.decode()


async def test_stop_and_commands_go_through_and_a_silence_ends_it(house: House) -> None:
    await met(house)
    assert "no made-up client" in (await only(house, house.command("simulate", "stop"))).text
    await ask(house, house.command("simulate", "rude"))
    house.clock.turn(seconds=10)
    stopped = await only(house, house.message("/simulate stop"))
    assert "is gone" in stopped.text and ids(stopped) == []
    await ask(house, house.command("simulate", "polite"))
    house.clock.turn(hours=3)
    await house.say("what a day")
    assert house.supporter.requests[-1].text == "what a day"


async def test_the_simulate_form_and_harder_only_when_asked(house: House) -> None:
    await met(house)
    assert (await only(house, house.command("simulate"), Form)).id == "simulate_start"
    clients = house.app.services.assistance._clients
    await ask(house, house.action("simulate_start", client="rude"))
    assert not clients.heard[-1][0].harder and not clients.heard[-1][0].civil  # type: ignore[attr-defined]
    await ask(house, house.action("simulate_start", client="rude", harder="harder"))
    assert clients.heard[-1][0].harder  # type: ignore[attr-defined]


async def test_no_practice_after_danger(house: House) -> None:
    await met(house)
    await ask(house, house.command("simulate", "rude"))
    await house.say("DANGER")
    await house.settle()
    await house.say("I'm still here")
    assert house.supporter.requests[-1].text == "I'm still here"
    assert "No practice today" in (await only(house, house.command("simulate", "rude"))).text


async def test_the_load_goes_to_the_policy_and_to_nobody_else(house: House) -> None:
    await met(house)
    await house.say("hello again")
    assert house.supporter.requests[-1].profile.load == ""
    assert "don't guess" in (await only(house, house.command("load"))).text
    assert "stressed" in (await only(house, house.command("load", "stressed"))).text
    house.clock.turn(seconds=10)
    await house.say("hello")
    assert house.supporter.requests[-1].profile.load == "stressed"
    shown = await only(house, house.command("load"))
    assert "You said so." in shown.text
    await tap(house, choice(shown, "load_break"))
    house.clock.turn(seconds=10)
    await house.say("hello")
    assert house.supporter.requests[-1].profile.load == "tense"
    await tap(house, choice(shown, "load_clear"))
    house.clock.turn(seconds=10)
    await house.say("hello")
    assert house.supporter.requests[-1].profile.load == ""
    assert "stressed" not in house.log.getvalue()


async def test_wiped_from_memory_one_kind_at_a_time(house: House) -> None:
    await met(house)
    await ask(house, house.command("simulate", "rude"))
    await ask(house, house.command("simulate", "stop"))
    await house.do(house.action("exercises_wipe"))
    store = house.app.store
    async with store.database.read() as tx:
        assert await store.exercises.all(tx, house.person()) == []


async def test_swept_words_first_then_numbers_and_the_load_after_a_day(house: House) -> None:
    await met(house)
    await ask(house, house.command("simulate", "rude"))
    await only(house, house.command("load", "tense"))
    store = house.app.store

    async def kept() -> tuple[bool, bool, bool]:
        async with store.database.read() as tx:
            exercise = await store.exercises.latest(tx, house.person())
            load = await store.loads.get(tx, house.person())
        return exercise is not None, bool(exercise and exercise.words), bool(load)

    assert await kept() == (True, True, True)
    house.clock.turn(days=2)
    await house.app.retention.sweep()
    assert await kept() == (True, True, False)
    house.clock.turn(days=30)
    await house.app.retention.sweep()
    assert await kept() == (True, False, False)
    house.clock.turn(days=365)
    await house.app.retention.sweep()
    assert await kept() == (False, False, False)
