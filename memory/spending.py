"""What the language model cost, day by day. Sums only: nothing here is about anyone."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from memory.database import Database
from memory.models import SpendingRow


@dataclass(frozen=True, slots=True)
class Spent:
    """Calls and tokens; `cost` in millionths of the currency the prices are in."""

    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: int = 0

    @property
    def tokens(self) -> int:
        """Both ways."""
        return self.tokens_in + self.tokens_out

    def __add__(self, other: Spent) -> Spent:
        return Spent(
            self.calls + other.calls, self.tokens_in + other.tokens_in,
            self.tokens_out + other.tokens_out, self.cost + other.cost,
        )  # fmt: skip

    def __sub__(self, other: Spent) -> Spent:
        return self + Spent(-other.calls, -other.tokens_in, -other.tokens_out, -other.cost)


class Spending:
    """Rows of `spending`. Transactions of its own: a call is paid for whatever becomes of its answer."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def day(self, day: str) -> Spent:
        """The sum of that day (ISO date, UTC). Raises StorageError."""
        async with self._database.read() as tx:
            row = (await tx.execute(select(SpendingRow).where(SpendingRow.day == day))).first()
        return Spent(row.calls, row.tokens_in, row.tokens_out, row.cost) if row else Spent()

    async def add(self, day: str, spent: Spent) -> None:
        """Add to that day. Raises StorageError."""
        async with self._database.write() as tx:
            insert = (sqlite if tx.dialect.name == "sqlite" else postgresql).insert
            zero = {"calls": 0, "tokens_in": 0, "tokens_out": 0, "cost": 0}
            await tx.execute(insert(SpendingRow).values(day=day, **zero).on_conflict_do_nothing())
            await tx.execute(
                update(SpendingRow)
                .where(SpendingRow.day == day)
                .values(
                    calls=SpendingRow.calls + spent.calls,
                    tokens_in=SpendingRow.tokens_in + spent.tokens_in,
                    tokens_out=SpendingRow.tokens_out + spent.tokens_out,
                    cost=SpendingRow.cost + spent.cost,
                )
            )
