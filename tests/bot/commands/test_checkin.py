"""/checkin, read as conversations."""

from __future__ import annotations

import pytest

from bot.messages import Form, Text
from tests.bot.commands.helpers import ask, checkins, choice, ids, met, only, tap
from tests.bot.crew.helpers import crew_standing
from tests.conftest import House, Opener


async def test_a_low_one_is_kept_at_once_and_opens_a_conversation(house: House) -> None:
    await met(house)
    reply = await only(house, house.command("checkin", "2 tired"))
    assert "?" in reply.text and "365 days" in reply.text
    assert [(c.mood, c.tag, c.note) for c in await checkins(house)] == [(2, "tired", "")]
    house.clock.turn(seconds=10)
    again = await only(house, house.command("checkin", "2 tired"))
    assert (
        again.text != reply.text and "365" not in again.text
    )  # said once, and never the same words
    house.clock.turn(seconds=10)
    assert await house.say("the queue never stops") == ["re: the queue never stops"]
    assert house.supporter.requests[-1].history[-1].text == again.text


@pytest.mark.parametrize(("args", "end"), [("3", "."), ("5", "!")])
async def test_the_others_get_a_line(house: House, args: str, end: str) -> None:
    await met(house)
    reply = await only(house, house.command("checkin", args))
    assert len(reply.text.split("\n\n")[0].split()) < 25
    assert ids(reply)[:2] == ["checkin_change", "checkin_delete"]


async def test_without_arguments_a_form_and_the_form_is_kept(house: House) -> None:
    await met(house)
    form = await only(house, house.command("checkin"), Form)
    assert [(f.id, f.kind, f.optional) for f in form.fields] == [
        ("mood", "scale", False), ("energy", "scale", True),
        ("tags", "tags", True), ("note", "text", True),
    ]  # fmt: skip
    event = house.action(form.id, mood="4", energy="2", tags="proud, calm", note="a thank-you card")
    await only(house, event)
    (kept,) = await checkins(house)
    assert (kept.mood, kept.energy, kept.tag, kept.note) == (4, 2, "proud,calm", "a thank-you card")


async def test_only_in_a_crew_one_is_asked_what_counts_there(house: House) -> None:
    await crew_standing(house, "ann")
    form = await only(house, house.command("checkin"), Form)
    assert [f.id for f in form.fields] == ["mood", "energy", "loads", "tags", "note"]
    assert [f.id for f in form.fields if f.folded] == ["tags", "note"]
    event = house.action(form.id, mood="4", loads="systems,nonsense,back_to_back", note="a card")
    answer = await ask(house, event)
    (kept,) = await checkins(house)
    assert kept.loads == "back_to_back,systems"
    change = await tap(house, choice(answer, "checkin_change"))
    (again,) = change.replies
    assert isinstance(again, Form)
    filled = {f.id: (f.value, f.folded) for f in again.fields}
    assert filled["loads"] == ("back_to_back,systems", False)
    assert filled["note"] == ("a card", False) and filled["tags"] == ("", True)


@pytest.mark.parametrize("args", ["", "  ", "\0", "\u202e\t"])
async def test_nothing_is_nothing(house: House, args: str) -> None:
    await met(house)
    await only(house, house.command("checkin", args), Form)
    await only(house, house.action("checkin", args), Form)


async def test_only_the_mood_is_needed(house: House) -> None:
    await met(house)
    await only(house, house.action("checkin_save", mood="3", energy="", note=""))
    assert [(c.mood, c.energy) for c in await checkins(house)] == [(3, 0)]


async def test_several_a_day(house: House) -> None:
    await met(house)
    for args in ("2", "3", "4"):
        await only(house, house.command("checkin", args))
        house.clock.turn(minutes=5)
    assert [c.mood for c in await checkins(house)] == [2, 3, 4]


@pytest.mark.parametrize(
    "args", ["6", "0", "-1", "2.5", "²", "9" * 90_000, "1e3", "tired", "½ sad"]
)
async def test_bad_values_get_a_kind_sentence_and_nothing_is_kept(house: House, args: str) -> None:
    await met(house)
    reply = await only(house, house.command("checkin", args))
    assert "/checkin 2 tired" in reply.text and ids(reply) == ["checkin"] * 5
    assert await checkins(house) == []


async def test_a_bad_number_is_mended_with_one_tap(house: House) -> None:
    await met(house)
    reply = await only(house, house.command("checkin", "tired"))
    await tap(house, reply.choices[1])
    assert [(c.mood, c.tag) for c in await checkins(house)] == [(2, "tired")]


async def test_note_is_redacted_and_can_be_talked_about(house: House) -> None:
    await met(house)
    words = "1 he read out 4111 1111 1111 1111 and swore"
    reply = await only(house, house.command("checkin", words))
    (kept,) = await checkins(house)
    assert kept.note == "he read out [card] and swore"
    answer = await tap(house, choice(reply, "checkin_talk"))
    assert answer.replies == (Text("re: he read out [card] and swore"),)


async def test_any_one_is_changed_by_form(house: House) -> None:
    await met(house)
    first = await only(house, house.command("checkin", "2 tired"))
    house.clock.turn(seconds=10)
    last = await only(house, house.command("checkin", "3"))
    for shown, id in ((first, 0), (last, 1)):
        answer = await tap(house, choice(shown, "checkin_change"))
        (form,) = answer.replies
        assert isinstance(form, Form)
        before = (await checkins(house))[id]
        assert form.fields[0].value == str(before.mood) and form.fields[2].value == before.tag
        changed = house.action(form.id, form.value, mood="4", note="better")
        assert "4, good" in (await only(house, changed)).text
        after = (await checkins(house))[id]
        assert (after.mood, after.note, after.at_ms) == (4, "better", before.at_ms)
    assert len(await checkins(house)) == 2


async def test_any_one_of_the_past_is_found_changed_or_deleted(house: House) -> None:
    await met(house)
    for said in ("2 tired", "3", "5"):
        await only(house, house.command("checkin", said))
        house.clock.turn(days=1)
    form = await only(house, house.command("checkin", "past"), Form)
    assert form.fields[0].value == form.fields[0].options[0][0]  # the latest, already picked
    (_, newest), _, (oldest, line) = form.fields[0].options
    assert newest.endswith("5 very good") and line.endswith("2 low")
    answer = await ask(house, house.action(form.id, which=oldest, what="change"))
    (again,) = answer.replies
    assert isinstance(again, Form) and again.value == oldest
    reply = await only(house, house.action(form.id, which=oldest, what="delete"))
    assert reply.text == "That check-in is gone."
    assert [c.mood for c in await checkins(house)] == [3, 5]
    reply = await only(house, house.action(form.id, which=oldest, what="delete"))
    assert reply.text == "That one is gone already."


async def test_delete_and_delete_again(house: House) -> None:
    await met(house)
    reply = await only(house, house.command("checkin", "2"))
    assert (await tap(house, choice(reply, "checkin_delete"))).replies == (
        Text("That check-in is gone."),
    )
    assert (await tap(house, choice(reply, "checkin_delete"))).replies == (
        Text("That one is gone already."),
    )
    assert (await only(house, house.action("checkin_change", "x"))).text.startswith(
        "That one is gone already"
    )
    assert await checkins(house) == []


async def test_nobody_reaches_the_check_in_of_another(house: House) -> None:
    await met(house)
    await met(house, "bob")
    anns = await only(house, house.command("checkin", "1 quarrel with my lead"))
    delete, talk = choice(anns, "checkin_delete"), choice(anns, "checkin_talk")
    for button in (delete, talk):
        (reply,) = (await tap(house, button, user="bob")).replies
        assert isinstance(reply, Text) and "quarrel" not in reply.text
    assert len(await checkins(house)) == 1 and await checkins(house, "bob") == []


async def test_keep_nothing_keeps_no_check_in(house: House) -> None:
    await house.say("hello")
    await house.do(house.action("memory_no"))
    reply = await only(house, house.command("checkin", "2 tired"))
    assert "not keeping" in reply.text and "?" in reply.text
    assert await checkins(house) == []
    assert choice(reply, "checkins_keep").label == "Keep chats and check-ins"
    await tap(house, choice(reply, "checkins_keep"))
    await only(house, house.command("checkin", "2 tired"))
    assert len(await checkins(house)) == 1


async def test_a_no_to_check_ins_wipes_them_and_keeps_the_chats(house: House) -> None:
    await met(house)
    reply = await only(house, house.command("checkin", "2 tired"))
    await tap(house, choice(reply, "checkins_stop"))
    assert await checkins(house) == []
    reply = await only(house, house.command("checkin", "2 tired"))
    assert ids(reply) == ["checkins_keep"] and await checkins(house) == []
    async with house.app.store.database.read() as tx:
        person = await house.app.store.people.get(tx, house.person())
    assert person is not None and person.consents == {"memory": True, "checkins": False}
    await tap(house, choice(reply, "checkins_keep"))
    await only(house, house.command("checkin", "3"))
    assert len(await checkins(house)) == 1


async def test_before_a_yes_it_lives_a_day_at_most(house: House) -> None:
    answer = await ask(house, house.command("checkin", "2"))
    first, notice = answer.replies
    assert isinstance(first, Text) and "365" not in first.text
    assert isinstance(notice, Text) and "May I keep" in notice.text
    assert len(await checkins(house)) == 1
    house.clock.turn(hours=23)
    await house.app.retention.sweep()
    assert not house.app.store.vault.has_key(house.person())


async def test_the_same_words_for_the_same_seed(open_house: Opener) -> None:
    async with open_house(seed=3) as house:
        answers = [await ask(house, house.command("checkin", "2", user)) for user in ("ann", "bob")]
        assert answers[0].replies[0].text == answers[1].replies[0].text  # type: ignore[union-attr]
