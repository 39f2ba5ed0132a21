"""What the transcripts of crews share."""

from __future__ import annotations

from typing import Any

from bot.commands import Context, registry
from bot.messages import Action, Answer, Command, Text
from bot.outcome import Outcome
from bot.queue.wire import dump_address
from bot.safety.crisis import Danger
from memory.clock import to_ms
from memory.crews import Crew, Stay
from tests.bot.commands.helpers import ask, choice, met, tap
from tests.conftest import House
from tests.fakes.mind import FakeScreen

__all__ = ["ask", "choice", "met", "tap"]


def submitted(
    house: House, form: str, value: str = "", /, user: str = "lea", people: tuple[str, ...] = (),
    **values: str,
) -> Action:  # fmt: skip
    """A form that was sent, with any number of picked people."""
    event = house.action(form, value, user)
    pairs = (*(("people", person) for person in people), *values.items())
    return Action(event.id, event.sender, form, value, event.sent_at, pairs)


async def crew_of(house: House, *people: str, lead: str = "lea", name: str = "Night shift") -> Crew:
    """A crew that `lead` started; everybody named was asked."""
    await do(house, submitted(house, "crew_start", user=lead, people=people, name=name, day="0"))
    async with house.app.store.database.read() as tx:
        return (await house.app.store.crews.led_by(tx, house.person(lead)))[-1]


async def crew_standing(house: House, *people: str, name: str = "Night shift") -> Crew:
    """The same as if `lea` had asked them all and all had said yes, without the talk."""
    store = house.app.store
    await known(house, "lea")
    now, lea = to_ms(house.clock.now()), house.person("lea")
    workspace = store.vault.workspace("fake", "acme")
    crew = Crew(store.vault.mark("crew", name), workspace, name, 0, "Europe/Berlin", now)
    async with store.database.write() as tx:
        await store.crews.add(tx, crew, lea)
    for user in people:
        await joins(house, crew, user)
    return crew


async def joins(house: House, crew: Crew, user: str) -> None:
    await known(house, user)
    store, person = house.app.store, house.person(user)
    seat = store.vault.mark("seat", crew.id, person)
    stay = Stay(crew.id, person, seat, to_ms(house.clock.now()))
    async with store.database.write() as tx:
        assert await store.crews.join(tx, store.vault.mark("stay", seat), stay)


async def known(house: House, user: str) -> None:
    """Somebody who talked to Shoulder before and is remembered."""
    store, person, now = house.app.store, house.person(user), to_ms(house.clock.now())
    workspace = store.vault.workspace("fake", "acme")
    await store.vault.ensure(person, workspace)
    await store.vault.keep(person)
    async with store.database.write() as tx:
        await store.people.meet(tx, person, workspace, dump_address(house.address(user)), now)
        await store.people.consent(tx, person, "memory", True, now)
        await store.people.noticed(tx, person, now)


async def do(house: House, event: Any) -> str:
    """Let it happen, with all that follows; what was answered to the one who did it."""
    before = len(house.door.delivered)
    await house.app.intake.accept(event)
    await house.door.wait_for(before + 1)
    await house.settle()
    return words(house, event.sender.user)[-1]


def got(house: House, user: str) -> list[Answer]:
    """Everything one person was sent."""
    return [answer for address, _, answer in house.door.delivered if address.user == user]


def words(house: House, user: str) -> list[str]:
    """The same as text."""
    return [
        "\n\n".join(reply.text for reply in answer.replies if isinstance(reply, Text))
        for answer in got(house, user)
    ]


async def straight(house: House, event: Action | Command) -> Answer:
    """What the handler itself makes of it, without lane and door: for many at once."""
    app, user = house.app, event.sender.user
    async with app.store.database.read() as tx:
        person = await app.store.people.get(tx, house.person(user))
    handler = registry().find(event)
    assert person is not None and handler is not None

    async def clean(words: str) -> str:
        return words

    async def support(words: str, wants: str) -> Outcome:
        return Outcome(Answer((Text(words),)))

    async def danger(words: str) -> Danger:
        return FakeScreen().screen(words)

    fresh = app.store.vault.mark("test", event.id)
    now = app.services.clock.now()
    context = Context(event, person, app.services, now, fresh, clean, support, danger)
    outcome = await handler(context)
    async with app.store.database.write() as tx:
        for effect in outcome.effects:
            await effect(tx)
    return outcome.answer


async def answer_crew(house: House, user: str, button: str = "crew_yes") -> str:
    """Tap a button under the last question that somebody got."""
    found = choice(got(house, user)[-1], button)
    return await do(house, house.action(found.id, found.value, user))


async def members(house: House, crew: Crew) -> set[str]:
    async with house.app.store.database.read() as tx:
        return set(await house.app.store.crews.members(tx, crew.id))
