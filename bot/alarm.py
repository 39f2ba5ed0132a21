"""Danger, at the door: read first, answered at once, written down when possible.

Nothing here waits for a database, a lane or a consent. A repeat beats a loss.
"""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from bot.crew.own_lines import OwnLines
from bot.doors import FETCHED, Doors
from bot.lately import Lately, trim
from bot.log import Log
from bot.messages import Answer, Event, Message
from bot.ports import Answers, Cards, Redacts, Screen
from bot.practice.practising import Practising
from bot.queue.register import Background, Register, quoted, words_of
from bot.queue.unwritten import Unwritten
from bot.queue.wire import dump_event, dump_parcel, load_event
from bot.recall import DANGER_MOVE, danger_moves
from bot.safety.crisis import Danger, of_client
from bot.safety.settled import dose
from memory.clock import Clock, to_ms
from memory.conversations import Said
from memory.errors import DatabaseAway, StorageError
from memory.journal import Journal
from memory.outbox import Parcel
from memory.store import Store

_WRITE_SECONDS = 3.0
_KNOWN_SECONDS = 0.05
_MAX_CHARS = 12_000


@dataclass(frozen=True, slots=True)
class Sounded:
    """A card that went out, or has to: what is to be written down. `sent` is the platform's id, `moves` say what
    the card is about."""

    event: Event
    parcel: str
    sent: str
    at_ms: int
    moves: tuple[str, ...] = (DANGER_MOVE,)

    def dump(self) -> str:
        """As a journal entry."""
        body = {"event": dump_event(self.event), "parcel": self.parcel, "sent": self.sent}
        return json.dumps({"is": "card", **body, "at": self.at_ms, "moves": self.moves})

    @classmethod
    def load(cls, entry: dict[str, Any]) -> Sounded:
        """From a journal entry."""
        moves = tuple(entry.get("moves", (DANGER_MOVE,)))  # none in entries of earlier versions
        return cls(load_event(entry["event"]), entry["parcel"], entry["sent"], entry["at"], moves)


class Alarm:
    """One per process, in front of everything."""

    def __init__(
        self, store: Store, journal: Journal, register: Register, doors: Doors, screen: Screen,
        cards: Cards, redactor: Redacts, clock: Clock, log: Log, country: str,
        practising: Practising, own_lines: OwnLines, lately: Lately, after: Answers,
    ) -> None:  # fmt: skip
        self._store = store
        self._journal = journal
        self._register = register
        self._doors = doors
        self._screen = screen
        self._cards = cards
        self._redactor = redactor
        self._clock = clock
        self._log = log
        self._country = country
        self._practising = practising
        self._own_lines = own_lines
        self._reading = ThreadPoolExecutor(2, "danger")  # never shared with slow work
        self._background = Background(log)
        self._unwritten = Unwritten(_WRITE_SECONDS)
        self._begun: OrderedDict[str, None] = OrderedDict()  # events
        self._lately = lately
        self._after = after

    async def read(self, event: Event) -> Danger:
        """What the screen says to the event's words, with the person's last ones as context."""
        words, person = words_of(event), self._register.person(event)
        if not words:
            return Danger()
        if quoted(event):
            return of_client(await self._screened(words, ()))
        now = self._clock.now()
        written = self._lately.written(person)
        before = written.before(now)
        danger = await self._screened(words, before)
        grave = written.grave(now)
        if (
            danger.kind == "none" and grave and dose(words)
        ):  # "took my pills", hours after a wish to die
            danger = await self._screened(words, (grave, *before))
        written.add(words, now, danger.preempts)
        if danger.kind.startswith("self_harm"):
            written.add_grave(words, now)
        return danger

    def left_to_turn(self, event: Event, danger: Danger) -> bool:
        """Whether the turn answers it: it may be part of an exercise, and the turn asks whose danger it is; or the card
        was shown, and there is an answer to what is asked now."""
        person = self._register.person(event)
        place = event.sender.channel
        words = words_of(event)
        return self._practising.may_be_played(person, place, words, danger) or (
            self._goes_on(event, person, danger)
        )

    async def sound(self, event: Event, danger: Danger) -> None:
        """The fixed text, now. Raises DatabaseAway when it could be neither sent nor kept."""
        event_id, reply_id = self._register.event_id(event), self._register.reply_id(event)
        if event_id in self._begun:
            return
        self._begun[event_id] = None
        trim(self._begun)
        at = to_ms(self._clock.now())
        recorded, sent, informed = await self._before(event, reply_id)
        if recorded:
            return
        repeated = self._lately.saw(self._register.person(event), danger, self._clock.now())
        answer = self._cards.card(
            danger, self._country, words_of(event), repeated, first=not (repeated or informed)
        )
        if not repeated:
            answer = self._own_lines.beside(self._register.person(event), danger, answer)
        answer = self._practising.stepping_out(self._register.person(event), answer)
        sent = sent or await self._send(event, reply_id, answer)
        parcel = dump_parcel(event.sender, answer)
        sounded = Sounded(event, parcel, sent, at, danger_moves(danger))
        await self._journal_it(sounded)  # before the ack: quick, and needs no database
        writing = self._background.spawn(self._write_down(sounded))
        self._unwritten.add(self._register.person(event), self._name(event), writing)
        if repeated:
            self._lately.stays(self._register.person(event), danger)
        if sent:
            if not repeated:
                self._lately.shown(self._register.person(event), danger, self._clock.now())
        else:
            self._background.spawn(self._insist(event, reply_id, answer))

    async def written(self, person_id: str) -> None:
        """Wait until the cards that this person got stand in the transcript. Raises DatabaseAway."""
        await self._unwritten.wait(person_id)

    async def record(self, sounded: Sounded) -> None:
        """Into inbox, transcript and outbox. The card also answers every message that waited."""
        await self._recorded(sounded)
        self._unwritten.done(self._register.person(sounded.event), self._name(sounded.event))

    async def _recorded(self, sounded: Sounded) -> None:
        event, store = sounded.event, self._store
        person, reply_id = self._register.person(event), self._register.reply_id(event)
        now = to_ms(self._clock.now())
        async with store.database.write() as tx:
            if not await self._register.enter(tx, event, answered_by=reply_id):
                return
            covered = await store.inbox.cover(
                tx, person, reply_id, sounded.at_ms, to_ms(event.sent_at)
            )
            heard = [(row.event_id, words_of(load_event(row.body))) for row in covered]
            if not quoted(event):  # a client's words are nobody's to keep
                heard.append((self._register.event_id(event), words_of(event)))
            said = [Said("user", await self._clean(words), now, event_id=id) for id, words in heard]
            replies = json.loads(sounded.parcel)["replies"]
            spoken = "\n".join(reply.get("text", "") for reply in replies)
            said.append(Said("bot", spoken, now, sounded.moves))
            await store.conversations.add(tx, person, said)
            await store.practices.stop(tx, person)
            parcel = Parcel(reply_id, person, sounded.parcel, now)
            keep = event.sender.platform in FETCHED
            await store.outbox.put(tx, parcel, now, platform_id=sounded.sent or None, keep=keep)

    def forget(self, person_id: str) -> None:
        """Drop what is held in memory about a person."""
        self._lately.forget(person_id)
        self._unwritten.forget(person_id)
        self._practising.end(person_id)

    async def close(self) -> None:
        """Wait for what is being recorded."""
        await self._background.finish(5)
        self._reading.shutdown(wait=False, cancel_futures=True)

    # --- inside

    def _goes_on(self, event: Event, person: str, danger: Danger) -> bool:
        now = self._clock.now()
        if not isinstance(event, Message) or not self._lately.saw(person, danger, now):
            return False
        before = self._lately.written(person).before(now, (event.text,))
        return self._lately.stayed(person, danger) or self._after.answers(event.text, before)

    async def _screened(self, words: str, context: tuple[str, ...]) -> Danger:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._reading, self._screen.screen, words, context)

    async def _send(self, event: Event, reply_id: str, answer: Answer) -> str:
        door = self._doors.get(event.sender.platform)
        try:
            return "" if door is None else await door.deliver(event.sender, reply_id, answer)
        except Exception as error:  # noqa: BLE001 - whatever happened, it is tried again
            self._log.error("urgent send failed", error=type(error).__name__)
            return ""

    async def _insist(self, event: Event, reply_id: str, answer: Answer) -> None:
        """A card that did not go out is tried again right away, not only by the sweep."""
        for wait in (0.2, 0.5, 1.0, 2.0, 5.0):
            await asyncio.sleep(wait)
            _, sent, _ = await self._before(event, reply_id)
            if sent or await self._send(event, reply_id, answer):
                return

    async def _before(self, event: Event, reply_id: str) -> tuple[bool, str, bool]:
        """(written down, platform's id, informed): whether this very event has had its card, and whether they
        know that this is a bot, if that can be told at once."""
        door = self._doors.get(event.sender.platform)

        async def in_database() -> tuple[bool, bool]:
            async with self._store.database.read() as tx:
                state = await self._store.inbox.state(tx, self._register.event_id(event))
                person = await self._store.people.get(tx, self._register.person(event))
            informed = person is not None and person.informed
            return state in ("answered", "failed", "forgotten"), informed

        async def on_platform() -> str:
            return "" if door is None else await door.find(event.sender, reply_id) or ""

        written = self._background.spawn(in_database())
        shown = self._background.spawn(on_platform())
        await asyncio.wait({written, shown}, timeout=_KNOWN_SECONDS)
        recorded, informed = _result(written, (False, False))
        return recorded, _result(shown, ""), informed

    async def _journal_it(self, sounded: Sounded) -> None:
        try:
            await self._journal.put(self._name(sounded.event), sounded.dump())
        except DatabaseAway:
            if not sounded.sent:
                await self.record(sounded)  # the last chance not to lose it
            self._log.error("card not in journal")

    async def _write_down(self, sounded: Sounded) -> None:
        try:
            async with asyncio.timeout(_WRITE_SECONDS):
                await self.record(sounded)
            await self._journal.remove(self._name(sounded.event))
        except (StorageError, TimeoutError) as error:
            self._log.warning("card left in journal", error=type(error).__name__)

    def _name(self, event: Event) -> str:
        return self._store.vault.mark("card", self._register.event_id(event))

    async def _clean(self, words: str) -> str:
        return (await asyncio.to_thread(self._redactor.redact, words[:_MAX_CHARS])).text


def _result(task: asyncio.Task[Any], otherwise: Any) -> Any:
    if not task.done() or task.cancelled() or task.exception() is not None:
        return otherwise
    return task.result()
