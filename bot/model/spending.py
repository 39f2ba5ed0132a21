"""What the model costs: counted per day, never per person, and capped before a call is made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from bot.log import Log
from bot.model.engine import ModelError
from memory.clock import Clock
from memory.errors import StorageError
from memory.spending import Spent

MILLION = 1_000_000


class Ledger(Protocol):
    """Where the days are written down. Raises StorageError."""

    async def day(self, day: str) -> Spent:
        """What was spent on that day (ISO date, UTC)."""
        ...

    async def add(self, day: str, spent: Spent) -> None:
        """More of it."""
        ...


class NoLedger:
    """For evaluation and the doctor: nothing survives the process."""

    async def day(self, day: str) -> Spent:
        """Nothing."""
        return Spent()

    async def add(self, day: str, spent: Spent) -> None:
        """Not written down."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Prices per million tokens and the caps of a day, in one currency; 0 = no price, no cap."""

    price_in: float = 0.0
    price_out: float = 0.0
    daily_cost: float = 0.0
    daily_tokens: int = 0

    def spent(self, tokens_in: int, tokens_out: int) -> Spent:
        """One call. A price per million tokens is a price in millionths per token."""
        cost = round(tokens_in * self.price_in + tokens_out * self.price_out)
        return Spent(1, tokens_in, tokens_out, cost)


class Purse:
    """Calls under way are held back from the cap at their longest, so that many at once can't break it."""

    def __init__(self, rates: Rates, ledger: Ledger, clock: Clock, log: Log | None = None) -> None:
        self._rates = rates
        self._ledger = ledger
        self._clock = clock
        self._log = log
        self._day = ""
        self._spent = Spent()
        self._held = Spent()
        self._unwritten: dict[str, Spent] = {}

    async def open(self) -> None:
        """Read today's sum, once a day. A ledger that can't be read counts as a day without spending:
        the model is no reason to leave anybody without an answer, and the cap holds from here on."""
        today = self._clock.now().date().isoformat()
        if today == self._day:
            return
        try:
            spent = await self._ledger.day(today)
        except StorageError:
            self._note("spending not read")
            spent = Spent()
        if today != self._day:  # somebody else may have opened it meanwhile
            self._day, self._spent = today, spent

    async def read(self) -> Spent:
        """Today's sum so far, for the operator."""
        await self.open()
        return self.today

    @property
    def today(self) -> Spent:
        """What was spent since `open`'s day began."""
        return self._spent

    @contextmanager
    def hold(self, tokens_in: int, tokens_out: int) -> Iterator[None]:
        """Set a call's most aside while it runs. Raises ModelError("spent") when the day can't bear it."""
        most = self._rates.spent(tokens_in, tokens_out)
        after = self._spent + self._held + most
        rates = self._rates
        if rates.daily_cost and after.cost > rates.daily_cost * MILLION:
            raise ModelError("spent")
        if rates.daily_tokens and after.tokens > rates.daily_tokens:
            raise ModelError("spent")
        self._held = self._held + most
        try:
            yield
        finally:
            self._held = self._held - most

    async def pay(self, tokens_in: int, tokens_out: int) -> None:
        """A call that was made. Never raises: what can't be written down now goes with the next one."""
        spent = self._rates.spent(tokens_in, tokens_out)
        self._spent = self._spent + spent
        day = self._day
        self._unwritten[day] = self._unwritten.get(day, Spent()) + spent
        for day in list(self._unwritten):
            spent = self._unwritten.pop(day)
            try:
                await self._ledger.add(day, spent)
            except StorageError:
                self._unwritten[day] = self._unwritten.get(day, Spent()) + spent
                self._note("spending not written")
                return

    def _note(self, event: str) -> None:
        if self._log is not None:
            self._log.warning(event)
