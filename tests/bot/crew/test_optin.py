"""A lead opens a crew; each person decides alone, and nobody hears which."""

from __future__ import annotations

from bot.crew.closing import Leaderless
from bot.messages import Form
from memory.people import Person
from tests.bot.commands.helpers import ids
from tests.bot.crew.helpers import (
    answer_crew,
    choice,
    crew_of,
    do,
    got,
    members,
    met,
    submitted,
    words,
)
from tests.conftest import House, Opener


async def person(house: House, user: str) -> Person | None:
    async with house.app.store.database.read() as tx:
        return await house.app.store.people.get(tx, house.person(user))


async def test_from_the_form_to_a_yes(house: House) -> None:
    await met(house, "lea")
    await crew_of(house, "ann", "bob")
    (question,) = words(house, "ann")
    assert question.startswith("Hi. I'm Shoulder, a bot")
    assert "Lea leads a crew" in question and '"Night shift"' in question
    assert "No answer means no" in question and "What the lead never gets" in question
    assert ids(got(house, "ann")[0].replies[0]) == ["crew_yes", "crew_not_now", "crew_never"]  # type: ignore[arg-type]
    said = await answer_crew(house, "ann")
    assert said.startswith('You\'re in "Night shift".')
    assert len(got(house, "ann")) == 2  # no notice asks again what was just answered
    ann = await person(house, "ann")
    assert ann is not None and ann.noticed
    assert all(ann.allows(purpose) for purpose in ("memory", "checkins", "crew"))


async def test_a_yes_outlives_the_day_and_silence_does_not(house: House) -> None:
    await met(house, "lea")
    crew = await crew_of(house, "ann", "bob")
    await answer_crew(house, "ann")
    house.clock.turn(hours=23, minutes=30)
    await house.app.retention.sweep_oneoff()
    assert await members(house, crew) == {house.person("ann")}
    assert await person(house, "bob") is None
    # The question still stands in Bob's chat, and works.
    await answer_crew(house, "bob")
    assert await members(house, crew) == {house.person("ann"), house.person("bob")}


async def test_the_lead_hears_the_same_whatever_people_say(house: House) -> None:
    await met(house, "lea")
    await met(house, "eve")
    await crew_of(house, "ann", "bob", "cat", "eve")
    for user, button in (("ann", "crew_yes"), ("bob", "crew_not_now"), ("cat", "crew_never")):
        await answer_crew(house, user, button)
    before = await do(house, house.command("shoulder-team", user="lea"))
    heard = len(got(house, "lea"))
    crew = choice(got(house, "lea")[-1], "crew_add").value
    again = submitted(house, "crew_ask", crew, people=("ann", "bob", "cat", "eve", "new"))
    first = await do(house, again)
    for user in ("ann", "bob", "cat", "eve"):
        assert len(got(house, user)) == {"ann": 2, "bob": 2, "cat": 2, "eve": 3}[user]  # not again
    assert len(got(house, "new")) == 1
    only_new = await do(house, submitted(house, "crew_ask", crew, people=("newer",)))
    assert first == only_new
    await answer_crew(house, "eve")
    leave = choice(got(house, "eve")[-1], "crew_leave")
    await do(house, house.action(leave.id, leave.value, "eve"))
    assert await do(house, house.command("shoulder-team", user="lea")) == before
    assert len(got(house, "lea")) == heard + 3  # only answers to what the lead did


async def test_a_lead_is_told_before_how_many_a_picture_needs(open_house: Opener) -> None:
    async with open_house(crew_people=6) as house:
        await met(house, "lea")
        await do(house, house.action("crew_new", "", "lea"))
        (form,) = got(house, "lea")[-1].replies
        needs = (
            "A picture needs 13 people in the crew, leads not counted, and 8 or more who check in"
        )
        assert isinstance(form, Form) and needs in form.text
        await crew_of(house, "ann")
        assert needs in words(house, "lea")[-1]


async def test_whoever_said_not_now_or_left_finds_the_way_back(house: House) -> None:
    """Nobody else may ask them again for three months."""
    await met(house, "lea")
    crew = await crew_of(house, "ann", "bob", "cat")
    await answer_crew(house, "ann", "crew_not_now")
    await answer_crew(house, "bob")
    leave = choice(got(house, "bob")[-1], "crew_leave")
    await do(house, house.action(leave.id, leave.value, "bob"))
    await answer_crew(house, "cat", "crew_never")
    for user in ("ann", "bob"):
        said = await do(house, house.command("shoulder-team", user=user))
        assert "Night shift" not in said  # no is no until they look
        shown = await do(
            house, house.action(choice(got(house, user)[-1], "crew_asked").id, "", user)
        )
        assert "What the lead never gets: your name" in shown
        await answer_crew(house, user)
    assert await members(house, crew) == {house.person("ann"), house.person("bob")}
    await do(house, house.command("shoulder-team", user="cat"))
    (shown,) = got(house, "cat")[-1].replies[:1]
    assert "crew_asked" not in ids(shown)  # type: ignore[arg-type]
    await do(house, house.action("crew_close_yes", crew.id, "lea"))
    assert "still open" in await do(house, house.action("crew_asked", "", "cat"))


async def test_a_yes_says_what_counts_and_what_does_not(house: House) -> None:
    await met(house, "lea")
    await crew_of(house, "ann")
    said = await answer_crew(house, "ann")
    assert "what you tick as weighing on you" in said
    assert "Never your words for how you feel, your note, or what we talk about" in said


async def test_more_people_than_can_be_asked_in_one_go_are_not_dropped_silently(
    house: House,
) -> None:
    await met(house, "lea")
    house.door.most = 2
    await crew_of(house, "ann", "bob", "cat", "dan")
    assert "2 more were named, and I didn't ask those" in words(house, "lea")[-1]
    assert got(house, "cat") == got(house, "dan") == []
    typed = " ".join(f"gone{n}" for n in range(23))
    said = await do(house, submitted(house, "crew_start", name="Days", day="0", typed=typed))
    assert "gone19, and 3 more" in said and "gone20" not in said


async def test_never_counts_for_every_crew_until_it_is_turned_back(house: House) -> None:
    await met(house, "lea")
    await crew_of(house, "ann")
    await answer_crew(house, "ann", "crew_never")
    await crew_of(house, "ann", name="Another")
    house.clock.turn(days=100)
    await house.app.retention.sweep()
    await crew_of(house, "ann", name="A third")
    assert len(got(house, "ann")) == 2
    await do(house, house.action("consent_ask", "crew", "ann"))
    await crew_of(house, "ann", name="A fourth")
    assert '"A fourth"' in words(house, "ann")[-1]


async def test_nobody_is_asked_by_ten_crews_one_after_the_other(house: House) -> None:
    """Not when they keep silent, not when they decline, and not when crews are closed and made anew."""
    await met(house, "lea")
    for number in range(5):
        crew = await crew_of(house, "ann", name=f"Crew {number}")
        if number == 1:
            await answer_crew(house, "ann", "crew_not_now")
        await do(house, house.action("crew_close_yes", crew.id, "lea"))
    questions = [said for said in words(house, "ann") if "leads a crew" in said]
    assert len(questions) == 3


async def test_an_offer_to_lead_comes_once_a_week_and_not_after_a_never(house: House) -> None:
    await met(house, "lea")
    crew = await crew_of(house, "ann")
    for _ in range(3):
        await do(house, submitted(house, "crew_lead_add", crew.id, people=("max",)))
    assert len(got(house, "max")) == 1
    await answer_crew(house, "ann", "crew_never")
    said = await do(house, submitted(house, "crew_lead_add", crew.id, people=("ann",)))
    assert said.startswith("I'm asking Ann.") and len(got(house, "ann")) == 2


async def test_leaving_is_one_tap_and_silent(house: House) -> None:
    await met(house, "lea")
    crew = await crew_of(house, "ann")
    await answer_crew(house, "ann")
    heard = len(got(house, "lea"))
    said = await answer_crew(house, "ann", "crew_leave")
    assert said == 'You\'re out of "Night shift". Nobody is told. Your check-ins stay yours.'
    assert await members(house, crew) == set() and len(got(house, "lea")) == heard
    ann = await person(house, "ann")
    assert ann is not None and ann.allows("checkins") and "crew" not in ann.consents


async def test_a_lead_can_be_a_member_and_a_person_in_several_crews(house: House) -> None:
    await met(house, "lea")
    one = await crew_of(house, "lea", "ann")
    await answer_crew(house, "lea")
    await answer_crew(house, "ann")
    two = await crew_of(house, "ann", name="Day shift")
    await answer_crew(house, "ann")
    assert await members(house, one) == {house.person("lea"), house.person("ann")}
    assert await members(house, two) == {house.person("ann")}
    said = await do(house, house.command("shoulder-team", user="ann"))
    assert said == 'You\'re in "Night shift".\nYou\'re in "Day shift".'
    await do(house, house.command("memory", user="ann"))
    off = choice(got(house, "ann")[-1], "crew_leave_all")
    await do(house, house.action(off.id, off.value, "ann"))
    assert await members(house, two) == set()


async def test_people_by_e_mail_and_who_is_not_there(house: House) -> None:
    await met(house, "lea")
    said = await do(house, submitted(
        house, "crew_start", name="Night shift", day="3", typed="ann@acme.test, nobody@acme.test who",
    ))  # fmt: skip
    assert said.endswith("so I didn't ask them: nobody@acme.test, who")
    assert len(got(house, "ann")) == 1


async def test_with_the_directory_away_the_crew_is_there_and_nothing_is_lost(house: House) -> None:
    await met(house, "lea")
    house.door.away = True
    said = await do(house, submitted(house, "crew_start", people=("ann",), name="Night", day="0"))
    assert '"Night" is set up' in said and "asked no one" in said
    house.door.away = False
    await do(house, house.command("shoulder-team", user="lea"))
    crew = choice(got(house, "lea")[-1], "crew_add").value
    await do(house, submitted(house, "crew_ask", crew, people=("ann",)))
    assert "Lea leads a crew" in words(house, "ann")[0]


async def test_a_name_that_is_none_is_asked_again_with_what_was_typed(house: House) -> None:
    await met(house, "lea")
    bad = submitted(house, "crew_start", name="see https://x.test", day="4", typed="ann@acme.test")
    said = await do(house, bad)
    assert said.startswith("A crew needs a name")
    form = got(house, "lea")[-1].replies[1]
    values = {field.id: field.value for field in form.fields}  # type: ignore[union-attr]
    assert values["typed"] == "ann@acme.test" and values["day"] == "4"
    assert got(house, "ann") == []


async def test_its_own_help_lines_are_told_with_the_yes(house: House) -> None:
    await met(house, "lea")
    await do(house, submitted(
        house, "crew_start", people=("ann",), name="Night", day="0", eap="Listening line 555-0100",
    ))  # fmt: skip
    said = await answer_crew(house, "ann")
    assert "For this crew: Listening line 555-0100" in said


async def test_closing_tells_the_members_and_leaves_them_theirs(house: House) -> None:
    await met(house, "lea")
    crew = await crew_of(house, "ann", "bob")
    await answer_crew(house, "ann")
    await do(house, house.command("shoulder-team", user="lea"))
    sure = choice(got(house, "lea")[-1], "crew_close")
    await do(house, house.action(sure.id, sure.value, "lea"))
    said = await do(house, house.action("crew_close_yes", crew.id, "lea"))
    assert said == '"Night shift" is closed. I\'ve told the people in it.'
    assert words(house, "ann")[-1].startswith('A note: the crew "Night shift" was closed.')
    assert len(got(house, "bob")) == 1
    assert (await answer_crew(house, "bob")).startswith("That crew isn't there anymore")
    ann = await person(house, "ann")
    assert ann is not None and ann.allows("checkins")


async def test_handing_over(house: House) -> None:
    await met(house, "lea")
    crew = await crew_of(house, "ann")
    await answer_crew(house, "ann")
    assert "You're the only lead" in await do(house, house.action("crew_lead_stop", crew.id, "lea"))
    said = await do(house, submitted(house, "crew_lead_add", crew.id, people=("max",)))
    assert said.startswith("I'm asking Max.")
    assert "asks if you'd lead" in words(house, "max")[0]
    assert not await leads(house, "max", crew.id)
    assert (await answer_crew(house, "max", "crew_lead_yes")).startswith(
        'You lead "Night shift" now'
    )
    assert "Max is now a lead of it, too" in words(house, "ann")[-1]
    assert "don't lead" in await do(house, house.action("crew_lead_stop", crew.id, "lea"))
    assert await leads(house, "max", crew.id) and not await leads(house, "lea", crew.id)
    house.clock.turn(hours=23, minutes=30)
    await house.app.retention.sweep_oneoff()
    assert await leads(house, "max", crew.id)  # whoever leads is kept


async def leads(house: House, user: str, crew_id: str) -> bool:
    async with house.app.store.database.read() as tx:
        return await house.app.store.crews.leads(tx, crew_id, house.person(user))


async def test_a_crew_whose_last_lead_was_forgotten_ends_at_night(house: House) -> None:
    await met(house, "lea")
    crew = await crew_of(house, "ann")
    await answer_crew(house, "ann")
    await house.app.eraser.forget(house.person("lea"))
    assert await Leaderless(house.app.store, house.app.services.outreach, house.clock).sweep() == 1
    await house.settle()
    assert words(house, "ann")[-1].startswith('A note: the crew "Night shift" was closed.')
    assert await members(house, crew) == set()
