"""/shoulder, /privacy, /breathe, /reframe, and commands typed as plain words."""

from __future__ import annotations

import pytest

from bot.commands import registry
from bot.commands.spoken import spoken
from bot.messages import Text
from tests.bot.commands.helpers import ask, choice, ids, met, only, tap
from tests.conftest import House, Opener


async def test_help_is_six_lines_and_buttons_that_work(house: House) -> None:
    await met(house)
    reply = await only(house, house.command("help"))
    assert len(reply.text.splitlines()) == 6 and len(reply.choices) >= 4
    assert reply == await only(house, house.command("shoulder"))
    assert all(
        f"/{name}" in reply.text for name in ("checkin", "mood", "memory", "forget", "privacy")
    )
    for button in reply.choices:
        answer = await tap(house, button)
        assert "isn't working" not in repr(answer)
        house.clock.turn(seconds=10)


async def test_privacy_is_short_first_and_the_rest_comes_with_a_tap(open_house: Opener) -> None:
    async with open_house(keep_transcripts_days=12, keep_checkins_days=77) as house:
        await met(house)
        reply = await only(house, house.command("privacy"))
        assert "12 days" in reply.text and "77 days" in reply.text and len(reply.text.split()) < 110
        assert "master key" in reply.text and "boss" in reply.text
        (rest,) = (await tap(house, choice(reply, "privacy_more"))).replies
        assert isinstance(rest, Text)
        for word in ("language model", "chat app", "company", "backup", "/forget"):
            assert word in rest.text.lower()
        assert "30" not in reply.text + rest.text and "365" not in reply.text + rest.text


async def test_privacy_without_memory(house: House) -> None:
    await house.say("hello")
    reply = await only(house, house.command("privacy"))
    assert "within a day" in reply.text and "30 days" not in reply.text


async def test_breathe_is_three_calm_lines(house: House) -> None:
    await met(house)
    reply = await only(house, house.command("breathe"))
    assert len(reply.text.splitlines()) == 3 and "!" not in reply.text
    assert await tap(house, choice(reply, "breathe")) == await ask(house, house.command("breathe"))
    await tap(house, choice(reply, "not_for_me"))
    await house.say("so")
    assert house.supporter.requests[-1].profile.not_for_me == ("strategy-long-exhale",)


async def test_reframe_asks_when_nothing_was_said(house: House) -> None:
    await house.say("hello")
    await house.do(house.command("forget", "last"))
    assert "what happened first" in (await only(house, house.command("reframe"))).text


async def test_reframe_takes_the_last_words_or_those_that_come_with_it(house: House) -> None:
    await met(house)
    await house.say("he hung up on me")
    assert (await only(house, house.command("reframe"))).text == "re: he hung up on me"
    request = house.supporter.requests[-1]
    assert request.profile.wants == "reframe"
    reply = await only(house, house.message("/reframe she gave me 4111 1111 1111 1111 twice"))
    assert reply.text == "re: she gave me [card] twice"
    async with house.app.store.database.read() as tx:
        said = await house.app.store.conversations.recent(tx, house.person(), 0)
    assert said[-2].text == "she gave me [card] twice"


async def test_danger_in_arguments_is_answered_with_the_card_only(house: House) -> None:
    await met(house)
    for event in (
        house.command("checkin", "1 DANGER"), house.command("reframe", "DANGER"),
        house.action("checkin_save", mood="1", note="DANGER"), house.message("checkin 1 DANGER"),
    ):  # fmt: skip
        answer = await ask(house, event)
        assert "CARD" in repr(answer) or "STAY" in repr(answer)
        house.clock.turn(seconds=10)


@pytest.mark.parametrize(
    "words",
    [
        "/mood",
        "mood",
        "Mood.",
        " MOOD? ",
        "checkin",
        "check in",
        "check-in 3",
        "Privacy",
        "help!",
        "/help me",
        "/CHECKIN 2",
    ],
)
async def test_plain_words_are_commands(house: House, words: str) -> None:
    await met(house)
    await ask(house, house.message(words))
    assert len(house.supporter.requests) == 1


@pytest.mark.parametrize(
    "words",
    [
        "my mood is off",
        "help me with this guy",
        "checkin was a mess",
        "forget it",
        "/unknown thing",
        "memory loss is real",
        "/",
        "privacy\nmatters",
    ],
)
async def test_other_words_are_listened_to(house: House, words: str) -> None:
    await met(house)
    assert await house.say(words) == [f"re: {words}"]


async def test_words_in_one_breath_are_listened_to(house: House) -> None:
    await met(house)
    await house.app.intake.accept(house.message("what a day"))
    await house.app.intake.accept(house.message("mood"))
    await house.settle()
    assert "what a day" in house.supporter.requests[-1].text


@pytest.mark.parametrize(
    "text",
    [
        "/" * 100_000,
        "/checkin " + "9" * 100_000,
        "\0/mood\0",
        "",
        "/\u202e",
        "call me " + "Sam " * 30_000,
    ],
)
def test_hostile_words_are_read_quickly(text: str) -> None:
    spoken(text, registry())


def test_every_command_is_a_button_too() -> None:
    known = registry()
    for spec in known.specs:
        assert spec.name == "reframe" or spec.name in dict(spec.actions)
        assert spec.summary and spec.usage.startswith(f"/{spec.name}")
    names = [name for spec in known.specs for name, _ in spec.actions]
    assert len(names) == len(set(names))


async def test_no_button_leads_nowhere(house: House) -> None:
    """Every button and form that a command hands out is claimed by somebody."""
    await met(house)
    known = {name for spec in registry().specs for name, _ in spec.actions}
    others = {"memory_yes", "memory_no", "forget_yes", "helped", "not_for_me"}
    for spec in registry().specs:
        for args in ("", "2 tired the whole day", "name Sam"):
            answer = await ask(house, house.command(spec.name, args))
            handed = {c for r in answer.replies if isinstance(r, Text) for c in ids(r)}
            handed |= {r.id for r in answer.replies if hasattr(r, "fields")}
            assert handed <= known | others
            house.clock.turn(seconds=10)


@pytest.mark.parametrize("typed", ["see it differently", "See it differently."])
def test_a_button_may_be_typed(typed: str) -> None:
    assert spoken(typed, registry()) == ("reframe", "")
