"""The preferred name and the switches of /memory, read as conversations."""

from __future__ import annotations

import pytest

from bot.farewell import FORGET
from bot.messages import Form, Text
from bot.replies import NOTHING, REMEMBER
from tests.bot.commands.helpers import ask, checkins, choice, ids, met, only, tap, texts
from tests.conftest import House

# --- the name


@pytest.mark.parametrize("words", ["call me Sam", "Please call me Sam.", "you can call me sam"])
async def test_call_me_is_confirmed_by_a_tap(house: House, words: str) -> None:
    await met(house)
    reply = await only(house, house.message(words))
    assert reply.text.lower() == "shall i call you sam?"
    house.clock.turn(seconds=10)
    await house.say("ok")
    assert house.supporter.requests[-1].profile.name == ""
    await tap(house, choice(reply, "name_yes"))
    house.clock.turn(seconds=10)
    await house.say("ok")
    assert house.supporter.requests[-1].profile.name.lower() == "sam"


@pytest.mark.parametrize(
    "words", ["call me back", "call me crazy but I liked it", "call me stupid", "CALL ME A FOOL"]
)
async def test_other_ways_to_say_call_me_are_listened_to(house: House, words: str) -> None:
    await met(house)
    assert await house.say(words) == [f"re: {words}"]


@pytest.mark.parametrize(
    "name",
    ["", "x" * 41, "<!channel>", "{0}", "1234", "a\u202eb", "@everyone", "Sam\nBob http://x"],
)
async def test_bad_names_are_not_taken(house: House, name: str) -> None:
    await met(house)
    for event in (house.command("memory", f"name {name}"), house.action("name_save", called=name)):
        reply = await only(house, event)
        if name == "a\u202eb":  # the direction mark becomes a space
            assert "a b" in reply.text
        else:
            assert "/memory name Sam" in reply.text


async def test_name_by_form_and_gone_again(house: House) -> None:
    await met(house)
    answer = await ask(house, house.command("memory"))
    (form,) = (await tap(house, choice(answer, "name_change"))).replies
    assert isinstance(form, Form)
    assert (
        await only(house, house.action(form.id, called="Ana-Lucía O’Neil"))
    ).text == "Okay, Ana-Lucía O’Neil it is."
    await tap(house, choice(await ask(house, house.command("memory")), "name_delete"))
    assert not any("Your name" in t for t in texts(await ask(house, house.command("memory"))))


async def test_no_name_without_a_yes(house: House) -> None:
    await house.say("hello")
    await house.do(house.action("memory_no"))
    reply = await only(house, house.command("memory", "name Sam"))
    assert ids(reply) == ["memory_yes"]
    await only(house, house.action("name_yes", "Sam"))
    async with house.app.store.database.read() as tx:
        person = await house.app.store.people.get(tx, house.person())
    assert person is not None and person.profile == {}


# --- the switches


async def test_each_purpose_in_one_tap(house: House) -> None:
    await met(house)

    async def state() -> dict[str, bool]:
        async with house.app.store.database.read() as tx:
            person = await house.app.store.people.get(tx, house.person())
        return person.consents if person else {}

    async def switch(id: str, value: str = "") -> None:
        switches = (await ask(house, house.command("memory"))).replies[-1]
        assert isinstance(switches, Text)
        await tap(house, next(c for c in switches.choices if (c.id, c.value) == (id, value)))

    await switch("checkins_keep")
    await switch("consent_no", "crew")
    await house.do(house.action("consent_no", "model"))  # a button from when there was a model
    assert await state() == {"memory": True, "checkins": True, "crew": False, "model": False}
    await switch("checkins_stop")
    await switch("consent_ask", "crew")
    await switch("consent_ask", "model")
    assert await state() == {"memory": True, "checkins": False}
    await switch("memory_no")  # everything goes; only the no stays
    assert await checkins(house) == [] and await state() == {}
    off = await ask(house, house.command("memory"))
    assert texts(off)[0].startswith("Nothing. You asked me to keep nothing")
    assert (await state())["memory"] is False
    await switch("memory_yes")
    assert (await state())["memory"] is True


async def test_only_what_there_is_to_decide_is_shown(house: House) -> None:
    await met(house)
    switches = (await ask(house, house.command("memory"))).replies[-1]
    assert isinstance(switches, Text)
    assert "Check-ins" in switches.text and "crew" in switches.text
    assert "model" not in switches.text and "study" not in switches.text
    assert "model" not in [c.value for c in switches.choices]


def test_names_of_buttons_that_others_handle() -> None:
    assert (REMEMBER, NOTHING, FORGET) == ("memory_yes", "memory_no", "forget_yes")


@pytest.mark.parametrize("value", ["²", "99999999999", "-1", "\0", "٣"])
async def test_hostile_pages(house: House, value: str) -> None:
    await met(house)
    await ask(house, house.action("memory_more", value))
    assert "broke" not in house.door.texts()[-1]
