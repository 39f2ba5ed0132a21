"""An answer that is shown while it is written, before anything is decided.

The order keeps it one answer: that its words are about to stand somewhere is written down first; then they
come; then the outcome is, with the inbox, in one transaction; then the door makes it whole in place. A crash
in between leaves a note, and the next attempt finishes what stands there or takes it back.
"""

from __future__ import annotations

import asyncio

from bot.doors import Door, Doors, Growing, Grows
from bot.log import Log
from bot.messages import Address, Answer
from bot.queue.wire import dump_parcel
from bot.voice import Interrupted
from memory.clock import Clock, to_ms
from memory.outbox import Parcel
from memory.store import Store

_OPENING = 3.0  # seconds until the answer had better come whole
_SETTLING = 1.0


class Speaking:
    """See `Voice`. One for one attempt at one answer."""

    def __init__(
        self, store: Store, doors: Doors, clock: Clock, log: Log, address: Address,
        person_id: str, reply_id: str,
    ) -> None:  # fmt: skip
        self._store = store
        self._door = doors.get(address.platform)
        self._clock = clock
        self._log = log
        self._address = address
        self._person_id = person_id
        self._reply_id = reply_id
        self._opening: asyncio.Task[Growing | None] | None = None
        self._begun = ""
        self._mute = False

    @property
    def begun(self) -> bool:
        """Whether words of it may stand there."""
        return bool(self._begun)

    def clear_throat(self) -> None:
        """Open the stream in the background."""
        if self._opening is None and not self._mute and isinstance(self._door, Grows):
            self._opening = asyncio.create_task(self._open(self._door))

    async def say(self, words: str) -> None:
        """More words. Whatever the door can't show now comes with the whole answer."""
        self.clear_throat()
        if self._opening is None or self._mute:
            return
        growing = await asyncio.shield(self._opening)
        if growing is None:
            self._mute = True
            return
        try:
            await growing.append(words)
        except Interrupted:
            raise
        except Exception as error:  # noqa: BLE001 - a door's bug must not lose the answer
            self._mute = True
            self._log.warning("stream given up", error=type(error).__name__)

    def mute(self) -> None:
        """It is tried again: no second beginning."""
        self._mute = True

    async def settle(self) -> None:
        """Before the outcome is written: let an opening that is under way come to its end, and no later
        one begin."""
        self._mute = True
        if self._opening is not None:
            await asyncio.wait({self._opening}, timeout=_SETTLING)
            self._opening.cancel()
            await asyncio.wait({self._opening})

    async def drop(self) -> None:
        """It became no answer: take back what stands there."""
        await self.settle()
        if self._begun:
            await take_back(
                self._store, self._door, self._address, self._reply_id, self._begun, self._log
            )

    # --- inside

    async def _open(self, door: Grows) -> Growing | None:
        try:
            async with asyncio.timeout(_OPENING):
                if await self._noted():
                    return None  # an earlier attempt stands there
                return await door.begin(self._address, self._reply_id, self._note)
        except Exception as error:  # noqa: BLE001 - it comes whole, then
            self._log.warning("stream not begun", error=type(error).__name__)
            return None

    async def _noted(self) -> bool:
        async with self._store.database.read() as tx:
            begun = await self._store.standing.begun(tx, self._person_id)
        return any(parcel.reply_id == self._reply_id for parcel in begun)

    async def _note(self, begun: str) -> None:
        now = to_ms(self._clock.now())
        parcel = Parcel(
            self._reply_id, self._person_id, dump_parcel(self._address, Answer()), now, begun
        )
        async with self._store.database.write() as tx:
            await self._store.standing.begin(tx, parcel, now)
        self._begun = begun


async def take_back(
    store: Store, door: Door | None, address: Address, reply_id: str, begun: str, log: Log
) -> None:
    """Take words back that are no answer, and the note of them. Never raises: it is tried again."""
    try:
        if isinstance(door, Grows):
            async with asyncio.timeout(_OPENING):
                await door.unsay(address, begun)
        async with store.database.write() as tx:
            await store.standing.unbegin(tx, reply_id)
    except Exception as error:  # noqa: BLE001 - see above
        log.warning("words not taken back", error=type(error).__name__)
