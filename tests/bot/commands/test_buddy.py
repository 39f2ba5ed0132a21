"""Five minutes with a coworker: both say yes each time, the asker last, and nobody keeps why."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from bot.crew.buddies import Hours
from bot.messages import Address, Form, Text
from bot.queue.wire import dump_address
from memory.buddies import Buddy, BuddyChat
from memory.database import Tx
from tests.bot.commands.helpers import ids
from tests.bot.crew.helpers import (
    choice,
    crew_standing,
    do,
    got,
    joins,
    known,
    straight,
    submitted,
    words,
)
from tests.conftest import House, Opener

ALWAYS = {"days": "week", "hours": "0-24", "zone": "Europe/Berlin"}


async def up(house: House, *users: str, **hours: str) -> None:
    """These are up for a chat."""
    for user in users:
        await known(house, user)
        event = submitted(house, "buddy_hours", user=user, **{**ALWAYS, **hours})
        (said,) = (await straight(house, event)).replies
        assert isinstance(said, Text) and said.text.startswith("Okay, you're on")


async def tap(house: House, user: str, id: str) -> str:
    found = choice(got(house, user)[-1], id)
    return await do(house, house.action(found.id, found.value, user))


async def ask(house: House, user: str = "ann") -> str:
    await known(house, user)
    return await do(house, house.command("buddy", "ask", user))


def asked(house: House, *users: str) -> list[str]:
    return [u for u in users if got(house, u) and "five minutes with a" in words(house, u)[-1]]


async def chats(house: House, user: str) -> list[BuddyChat]:
    async with house.app.store.database.read() as tx:
        return await house.app.store.buddies.of(tx, house.person(user))


async def round(house: House, **later: float) -> None:
    house.clock.turn(**later)
    await house.app.services.pairing.round()
    await house.settle(30)


async def test_two_who_both_want_to_get_each_others_names(house: House) -> None:
    await up(house, "bob")
    assert "none of them gets your name" in await ask(house)
    question = words(house, "bob")[-1]
    assert "Do you have time right now?" in question and "Ann" not in question
    assert "Ann" not in await tap(house, "bob", "buddy_yes")
    found = got(house, "ann")[-1].replies[0]
    assert isinstance(found, Text) and found.text.startswith("Bob has five minutes")
    assert ids(found) == ["buddy_meet", "buddy_rather_not"]
    assert "Ann" not in words(house, "bob")[-1]  # not before Ann decided
    assert "Bob knows it's you" in await tap(house, "ann", "buddy_meet")
    assert words(house, "bob")[-1].startswith("It's Ann who'd like")
    assert {c.state for c in await chats(house, "ann")} == {"met", "over"}
    before = len(house.door.delivered)
    await round(house, minutes=40)
    assert len(house.door.delivered) == before  # and the bot is out of it


async def test_where_the_platform_lets_us_both_get_one_conversation(house: House) -> None:
    house.door.gathering = lambda one, other: Address(  # type: ignore[attr-defined]
        "fake", one.workspace, f"{one.user},{other.user}", "group"
    )
    await up(house, "bob")
    await ask(house)
    await tap(house, "bob", "buddy_yes")
    await tap(house, "ann", "buddy_meet")
    await house.settle()
    (group,) = got(house, "ann,bob")
    assert "You both said yes" in group.replies[0].text  # type: ignore[union-attr]
    assert "I don't get what you write" in group.replies[0].text  # type: ignore[union-attr]
    await do(house, house.action("buddy_meet", choice_value(house), "ann"))
    assert len(got(house, "ann,bob")) == 1  # a second tap opens no second one


def choice_value(house: House) -> str:
    taps = [
        c for a in got(house, "ann") for r in a.replies if isinstance(r, Text) for c in r.choices
    ]
    return next(c.value for c in taps if c.id == "buddy_meet")


async def test_a_no_and_a_silence_pass_the_question_on(house: House) -> None:
    await up(house, "bob", "cem", "dee")
    await ask(house)
    (first,) = asked(house, "bob", "cem", "dee")
    assert "I don't keep why" in await tap(house, first, "buddy_no")
    await house.settle()
    (second,) = asked(house, *({"bob", "cem", "dee"} - {first}))
    await round(house, minutes=11)
    (third,) = asked(house, *({"bob", "cem", "dee"} - {first, second}))
    assert "over already" in await tap(house, second, "buddy_yes")  # late: nobody waits for two
    await round(house, minutes=11)
    await round(house, minutes=11)
    assert "nobody had time" in words(house, "ann")[-1]
    assert {c.state for c in await chats(house, third)} == {"late"}


async def test_nobody_is_asked_out_of_their_hours(house: House) -> None:
    assert "Nobody who's up for a chat is free" in await ask(house)
    hour = house.clock.now().astimezone(ZoneInfo("Europe/Berlin")).hour
    await up(house, "bob", hours=f"{(hour + 2) % 24}:00-{(hour + 4) % 24}:00")
    assert "Nobody who's up for a chat is free" in await ask(house)
    house.clock.turn(hours=2, minutes=1)
    assert "one person at a time" in await ask(house)


async def test_rather_not_is_never_heard_by_the_other(house: House) -> None:
    await up(house, "bob")
    await ask(house)
    await tap(house, "bob", "buddy_yes")
    heard = len(got(house, "bob"))
    assert "They won't hear" in await tap(house, "ann", "buddy_rather_not")
    await tap(house, "ann", "buddy_block")
    await round(house, minutes=45)
    assert len(got(house, "bob")) == heard
    house.clock.turn(days=2)
    assert "Nobody who's up" in await ask(house)  # Bob is blocked
    await do(house, house.action("buddy_unblock", user="ann"))
    assert "one person at a time" in await ask(house)


async def test_a_block_works_both_ways_and_only_one_knows(house: House) -> None:
    await up(house, "bob")
    await known(house, "ann")
    said = await do(house, submitted(house, "buddy_avoid_save", user="bob", people=("ann",)))
    assert "I don't tell anyone" in said
    assert "Nobody who's up" in await ask(house)
    assert "1 person is on your list" in await do(house, house.command("buddy", user="bob"))
    assert "on your list" not in await do(house, house.command("buddy", user="ann"))


async def test_no_lead_and_member_are_ever_brought_together(house: House) -> None:
    """Somebody who has a hard day must not find out that it is their lead who answers, nor a lead who
    of the crew had one."""
    crew = await crew_standing(house, "ann")
    await up(house, "lea")
    assert "Nobody who's up" in await ask(house)
    await up(house, "ann")
    assert "Nobody who's up" in await ask(house, "lea")
    await joins(house, crew, "bob")
    await up(house, "bob")
    assert "one person at a time" in await ask(house)


async def test_one_at_a_time_and_never_two_for_one(house: House) -> None:
    await up(house, "bob")
    await ask(house)
    assert "Nobody who's up" in await ask(house, "cem")  # Bob is being asked
    assert "already looking" in await ask(house)
    assert len(got(house, "bob")) == 1
    await tap(house, "ann", "buddy_stop")
    assert "over already" in await tap(house, "bob", "buddy_yes")
    assert len([c for c in await chats(house, "ann") if c.state in ("looking", "asked")]) == 0


async def test_a_search_is_held_before_it_is_read(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On PostgreSQL two rounds could else ask two people for one search."""
    await up(house, "bob")
    pairing, buddies, steps = house.app.services.pairing, house.app.store.buddies, []
    hold, of = buddies.hold, buddies.of

    async def held(tx: Tx, asker_id: str) -> None:
        steps.append("hold")
        await hold(tx, asker_id)

    async def read(tx: Tx, person_id: str, since_ms: int = 0) -> list[BuddyChat]:
        steps.append("read")
        return await of(tx, person_id, since_ms)

    monkeypatch.setattr(buddies, "hold", held)
    monkeypatch.setattr(buddies, "of", read)
    async with house.app.store.database.write() as tx:
        await pairing.advance(tx, house.person("ann"))
    assert steps == ["hold", "read"]


async def crowd_out_of_hours(house: House, count: int) -> None:
    """Many who are on, but at no hour."""
    store, vault = house.app.store, house.app.store.vault
    workspace = vault.workspace("fake", "acme")
    never = Hours(frozenset(), 0, 1440).dump()
    for user in (f"p{n}" for n in range(count)):
        person, address = house.person(user), dump_address(house.address(user))
        await vault.ensure(person, workspace)
        async with store.database.write() as tx:
            await store.people.meet(tx, person, workspace, address, 1)
            await store.buddies.put(tx, Buddy(person, workspace, True, never, 1))


async def test_in_a_transaction_a_few_are_looked_at_and_the_round_finds_who_is_further_down(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await up(house, "bob")
    await crowd_out_of_hours(house, 30)
    pairing, buddies = house.app.services.pairing, house.app.store.buddies
    claim, claimed = buddies.claim, list[str]()

    async def counted(tx: Tx, person_id: str) -> Buddy | None:
        claimed.append(person_id)
        return await claim(tx, person_id)

    await known(house, "ann")
    ann, bob = house.person("ann"), house.person("bob")
    workspace = house.app.store.vault.workspace("fake", "acme")
    now = int(house.clock.now().timestamp() * 1000)
    asked_before = BuddyChat("before", workspace, house.person("cem"), bob, "no", now - 7_200_000)
    async with house.app.store.database.write() as tx:
        await buddies.add(tx, asked_before)  # so everybody else comes before him
        await buddies.add(tx, BuddyChat("search", workspace, ann, "", "looking", now))
    monkeypatch.setattr(buddies, "claim", counted)
    async with house.app.store.database.write() as tx:
        await pairing.advance(tx, ann)
    assert len(claimed) == 20 and bob not in claimed and not asked(house, "bob")
    claimed.clear()
    await round(house)
    assert claimed == [bob] and asked(house, "bob") == ["bob"]


async def test_on_postgres_two_searches_at_once_never_ask_the_same_one(
    open_house: Opener, database_url: str
) -> None:
    async with open_house(database_url=database_url) as house:
        await up(house, "bob")
        for user in ("ann", "cem"):
            await known(house, user)
        pairing, store = house.app.services.pairing, house.app.store
        workspace, ann, cem = (
            store.vault.workspace("fake", "acme"),
            *map(house.person, ("ann", "cem")),
        )
        async with store.database.read() as tx:
            assert await pairing.free(tx, ann, workspace, "a") == [house.person("bob")]
            assert await pairing.free(tx, cem, workspace, "c") == [house.person("bob")]
        async with store.database.write() as one, store.database.write() as two:
            await pairing.start(one, ann, workspace, "a", [house.person("bob")])
            await pairing.start(two, cem, workspace, "c", [house.person("bob")])
        assert [c.asker_id for c in await chats(house, "bob")] == [ann]
        async with store.database.write() as tx:  # and not after it, either
            await pairing.advance(tx, cem, [house.person("bob")])
        assert [c.asker_id for c in await chats(house, "bob")] == [ann]


async def test_off_is_off_and_says_no_to_what_is_open(house: House) -> None:
    await up(house, "bob")
    await ask(house)
    await tap(house, "bob", "buddy_off")
    assert {c.state for c in await chats(house, "bob")} == {"declined"}
    async with house.app.store.database.read() as tx:
        assert await house.app.store.buddies.get(tx, house.person("bob")) is None
    house.clock.turn(days=1)
    assert asked(house, "bob") == []


async def said_yes(house: House) -> None:
    """Ann asked, Bob said yes, and Ann has his name before her."""
    await up(house, "bob")
    await ask(house)
    await tap(house, "bob", "buddy_yes")


async def not_introduced(house: House) -> None:
    said = await do(house, house.action("buddy_meet", choice_value(house), "ann"))
    assert said.startswith("That one didn't work out after all, and that's not about you.")
    assert not any("It's Ann" in told for told in words(house, "bob"))
    assert "met" not in {c.state for c in await chats(house, "ann")}


async def test_a_yes_that_is_taken_back_brings_nobody_together(house: House) -> None:
    await said_yes(house)
    await do(house, house.action("buddy_off", user="bob"))
    assert "declined" in {c.state for c in await chats(house, "bob")}
    await not_introduced(house)


@pytest.mark.parametrize(("who", "whom"), [("bob", "ann"), ("ann", "bob")])
async def test_a_block_after_the_yes_brings_nobody_together(
    house: House, who: str, whom: str
) -> None:
    await said_yes(house)
    await do(house, submitted(house, "buddy_avoid_save", user=who, people=(whom,)))
    assert "declined" in {c.state for c in await chats(house, "bob")}
    await not_introduced(house)


async def test_a_block_after_the_question_ends_it(house: House) -> None:
    await up(house, "bob")
    await ask(house)
    await do(house, submitted(house, "buddy_avoid_save", user="ann", people=("bob",)))
    found = next(
        r
        for a in got(house, "bob")
        for r in a.replies
        if isinstance(r, Text) and r.choices and r.choices[0].id == "buddy_yes"
    )
    assert "over already" in await do(
        house, house.action("buddy_yes", found.choices[0].value, "bob")
    )
    assert not any("Bob has five" in said for said in words(house, "ann"))


async def test_who_came_to_lead_the_other_is_not_brought_together(house: House) -> None:
    await said_yes(house)
    crew = await crew_standing(house, "ann")
    store, bob = house.app.store, house.person("bob")
    async with store.database.write() as tx:
        await store.crews.add_lead(tx, crew.id, bob, 1)
    await not_introduced(house)


async def test_a_yes_that_is_taken_back_at_the_very_moment_is_told_kindly(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await said_yes(house)
    pairing, agree = house.app.services.pairing, house.app.services.pairing.agree

    async def off_first(tx: Tx, chat: BuddyChat, state: str) -> bool:
        await house.app.store.buddies.remove(tx, chat.buddy_id)
        return await agree(tx, chat, state)

    monkeypatch.setattr(pairing, "agree", off_first)
    await do(house, house.action("buddy_meet", choice_value(house), "ann"))
    await house.settle()
    assert any("didn't work out after all" in said for said in words(house, "ann"))
    assert not any("It's Ann" in told for told in words(house, "bob"))


async def test_hours_that_are_none_come_back_in_the_form(house: House) -> None:
    await known(house, "bob")
    await do(house, submitted(house, "buddy_hours", user="bob", days="week", hours="whenever"))
    told, form = got(house, "bob")[-1].replies
    assert isinstance(told, Text) and "Nothing was changed" in told.text
    assert isinstance(form, Form) and [f.kind for f in form.fields] == ["pick", "line", "zone"]
    assert "Berlin time" in await do(house, house.command("buddy", "on 9-5", "bob"))


async def test_the_hours_need_a_yes_to_memory(house: House) -> None:
    await house.say("hi", "zoe")
    said = await do(house, house.command("buddy", "on 9-17", "zoe"))
    assert "said yes to being remembered" in said


@pytest.mark.parametrize("button", ["buddy_yes", "buddy_no", "buddy_meet", "buddy_block"])
async def test_nobody_acts_for_somebody_else(house: House, button: str) -> None:
    await up(house, "bob")
    await ask(house)
    id = choice(got(house, "bob")[-1], "buddy_yes").value
    await known(house, "mel")
    assert "over already" in await do(house, house.action(button, id, "mel"))
    assert {c.state for c in await chats(house, "bob")} == {"asked"}
    assert "crew request refused" in house.log.getvalue()


async def test_who_met_whom_is_gone_after_a_week(house: House) -> None:
    await up(house, "bob")
    await ask(house)
    await tap(house, "bob", "buddy_yes")
    await tap(house, "ann", "buddy_meet")
    assert "Not with Bob again" in str(await overview(house, "ann"))
    house.clock.turn(days=8)
    await house.app.retention.sweep()
    assert await chats(house, "ann") == [] and await chats(house, "bob") == []


async def overview(house: House, user: str) -> object:
    await do(house, house.command("buddy", user=user))
    return got(house, user)[-1]
