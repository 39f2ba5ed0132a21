"""Where only crews come in: a kind word for the others, and danger for everybody."""

from __future__ import annotations

from bot.commands import registry
from bot.crew.policy import Policy
from bot.messages import Address, Answer, Text
from bot.safety.crisis import Danger
from tests.bot.crew.helpers import choice, crew_of, do, got, submitted, words
from tests.conftest import House, Opener

KIND = "Here I'm set up for people whose crew has said yes to me"


async def test_a_stranger_gets_a_kind_word_and_people_to_turn_to(open_house: Opener) -> None:
    async with open_house(crew_only="*", eap_name="Our line", eap_contact="555-0100") as house:
        said = await house.say("what a day")
        assert len(said) == 1 and said[0].startswith(KIND)
        assert "Our line: 555-0100" in said[0] and "findahelpline.com" in said[0]
        assert house.supporter.requests == []
        async with house.app.store.database.read() as tx:
            kept = await house.app.store.conversations.recent(tx, house.person(), 0)
        assert kept == []
        assert (await house.do(house.command("mood")))[0].startswith(KIND)
        assert (await house.do(house.action("checkin", "2")))[0].startswith(KIND)


async def test_on_a_page_a_member_hears_how_to_be_known(open_house: Opener) -> None:
    async with open_house(crew_only="*") as house:
        settings = house.app.settings
        policy = Policy(settings, house.app.store, registry())
        for platform, told in (("web", True), ("terminal", True), ("slack", False)):
            (said,) = policy.refusal(Address(platform, "w", "u", "c"), "us").replies
            assert isinstance(said, Text) and said.text.startswith(KIND)
            assert ('pick "Use this on the page"' in said.text) is told
            assert "988" in said.text


async def test_danger_is_answered_for_everybody(open_house: Opener) -> None:
    async with open_house(crew_only="*") as house:
        assert (await house.say("DANGER"))[0] == "CARD imminent"


async def test_ones_own_data_stays_ones_own(open_house: Opener) -> None:
    async with open_house(crew_only="acme") as house:
        for name in ("privacy", "export", "memory", "forget"):
            assert not words_of(await house.do(house.command(name))).startswith(KIND)
        assert not words_of(await house.do(house.message("privacy"))).startswith(KIND)


def words_of(said: list[str]) -> str:
    return said[0] if said else ""


async def test_members_and_leads_come_in_and_whoever_leaves_does_not(open_house: Opener) -> None:
    async with open_house(crew_only="acme") as house:
        await crew_of(house, "ann")
        assert (await house.say("hello", "ann"))[0].startswith(KIND)
        await joined(house)
        house.clock.turn(seconds=10)
        assert (await house.say("hello again", "ann"))[0] == "re: hello again"
        assert (await house.say("I lead it", "lea"))[0] == "re: I lead it"
        await do(house, house.command("team", user="ann"))
        leave = choice(got(house, "ann")[-1], "crew_leave")
        await do(house, house.action(leave.id, leave.value, "ann"))
        house.clock.turn(seconds=10)
        assert words(house, "ann")[-1].startswith("You're out")
        assert "I can't chat with you from now on" in words(house, "ann")[-1]
        assert (await house.say("still there?", "ann"))[0].startswith(KIND)


async def joined(house: House) -> None:
    yes = choice(got(house, "ann")[0], "crew_yes")
    await do(house, house.action(yes.id, yes.value, "ann"))


async def test_other_workspaces_are_open(open_house: Opener) -> None:
    async with open_house(crew_only="globex, initech") as house:
        assert (await house.say("hello"))[0] == "re: hello"


async def test_a_crews_own_lines_stand_under_a_danger_text_but_not_when_it_is_about_work(
    house: House,
) -> None:
    form = {"name": "Night", "day": "0", "eap": "Listening line 555-0100"}
    await do(house, submitted(house, "crew_start", people=("ann",), **form))
    await joined(house)
    await house.app.own_lines.refresh()
    card = await house.do(house.message("DANGER", "ann"))
    assert card[0] == "CARD imminent\n\nAnd from your crew:\nListening line 555-0100"
    assert (await house.do(house.message("DANGER", "bob")))[0] == "CARD imminent"
    work = Danger("workplace_harassment", "elevated", "coworker")
    plain = Answer((Text("a card"),))
    assert house.app.own_lines.beside(house.person("ann"), work, plain) == plain
