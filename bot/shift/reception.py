"""Who comes to the desk: made known, read for danger, asked about today. Shared by all that happens there."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.alarm import Alarm
from bot.crew.policy import Policy
from bot.messages import Address, Answer, Command, Message
from bot.mind import Mind
from bot.queue.wire import dump_address
from bot.recall import recall
from bot.safety.crisis import Danger, of_client
from bot.shift.assistance import Assistance
from bot.shift.names import cleaned
from bot.shift.pasted import LONGEST, only_client
from memory.clock import Clock, to_ms
from memory.errors import KeyGone
from memory.people import Person
from memory.store import Store

_PATIENCE = 0.3  # seconds


@dataclass(frozen=True, slots=True)
class Care:
    """A danger text. With `stops` it goes ahead of everything, else it stands under the rest.
    Also the kind word for somebody who isn't in a crew, where only crews come in: that stops, too."""

    answer: Answer
    stops: bool


class Reception:
    """One per process. Every text passes here before anything is made of it."""

    def __init__(
        self, store: Store, clock: Clock, assistance: Assistance, alarm: Alarm, mind: Mind,
        country: str, zone: str, policy: Policy,
    ) -> None:  # fmt: skip
        self._store = store
        self._clock = clock
        self._assistance = assistance
        self._alarm = alarm
        self._mind = mind
        self._country = country
        self._zone = zone
        self._policy = policy

    def id(self, address: Address) -> str:
        """Under which id the person is kept."""
        return self._store.vault.person(address.platform, address.workspace, address.user)

    async def meet(self, address: Address) -> Person:
        """The person, made known as by their first message."""
        store, person_id = self._store, self.id(address)
        workspace = store.vault.workspace(address.platform, address.workspace)
        await store.vault.ensure(person_id, workspace)
        now = to_ms(self._clock.now())
        async with store.database.write() as tx:
            await store.people.meet(tx, person_id, workspace, dump_address(address), now)
            person = await store.people.get(tx, person_id)
        if person is None:
            raise KeyGone("The person was forgotten.")
        return person

    async def screened(
        self, event: Message, person: Person, *, theirs: bool = False
    ) -> Care | None:
        """Danger in it is answered at once, in every window of this person, and here.

        `theirs`: it was pasted as a client's. Where each line says so, a complaint is not taken for despair, and
        the danger is the client's; else it may be the person's own, and is read as at any door."""
        danger = await self._alarm.read(event)
        if theirs and danger.level != "none" and only_client(event.text):
            danger = of_client(await self._of_complaints(danger, event.text))
        if danger.preempts:
            await self._alarm.sound(
                _theirs(event) if theirs and _by_client(danger) else event, danger
            )
        country = person.profile.get("country") or self._country
        if not danger.preempts and not await self._policy.admits(event.sender):
            return Care(self._policy.refusal(event.sender, country), stops=True)
        if danger.level == "none":
            return None
        return Care(self._mind.cards.card(danger, country, event.text), danger.preempts)

    async def _of_complaints(self, danger: Danger, text: str) -> Danger:
        """What the cards make of it. Nobody waits for them where it is now, nor long."""
        if danger.level == "imminent":
            return danger
        try:
            async with asyncio.timeout(_PATIENCE):
                return await self._assistance.think(lambda: self._mind.assist.heard(danger, text))
        except Exception:  # noqa: BLE001 - whatever is wrong with the cards, the danger stands
            return danger

    async def clean(self, text: str, client: str = "") -> str:
        """Without other people's data, as in the rest of the house; the name of a made-up `client` stays."""
        redact = self._mind.redactor.redact

        async def clean(words: str) -> str:
            return (await self._assistance.think(lambda: redact(words))).text

        return await cleaned(text[:LONGEST], client, clean)

    async def admits(self, address: Address) -> bool:
        """Whether this person may use the desk at all."""
        return await self._policy.admits(address)

    async def wary(self, person: Person) -> bool:
        """Whether there was danger today, so that nobody practices."""
        past = await recall(self._store, person, self._clock.now(), self._zone)
        return past.after_danger


def _by_client(danger: Danger) -> bool:
    """Whether it comes from somebody else: then pasted words are not the person's own."""
    return danger.who != "self"


def _theirs(event: Message) -> Command:
    """The same event as somebody else's words: the card goes out, and nobody is told that they said them."""
    return Command(event.id, event.sender, "assist", event.text, event.sent_at, quoted=True)
