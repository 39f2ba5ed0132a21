"""What a door must be able to do. One class per platform lives in `handlers/`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.messages import Address, Answer

# Platforms without a memory of their own, which fetch what they missed: there a sent answer stays
# sealed in the outbox as long as a transcript, everywhere else its body goes once it is sent.
FETCHED = frozenset({"web"})


class DeliveryFailed(Exception):
    """The platform did not take an answer. `retry_after` is its own wish in seconds, 0 if it has none;
    `permanent` means that trying again is pointless (the person left, the bot was blocked)."""

    def __init__(self, *, retry_after: float = 0.0, permanent: bool = False) -> None:
        super().__init__("delivery failed")
        self.retry_after = retry_after
        self.permanent = permanent


class Door(Protocol):
    """One platform's way in and out."""

    platform: str

    async def deliver(self, address: Address, reply_id: str, answer: Answer) -> str:
        """Send an answer; returns the platform's id of it. The same `reply_id` twice shows it once,
        or `find` must be able to tell. Raises DeliveryFailed."""
        ...

    async def find(self, address: Address, reply_id: str) -> str | None:
        """The platform's id of an answer whose outcome was unknown, None when it never arrived."""
        ...

    async def heard(self, address: Address) -> None:
        """Show that the message was heard (typing, a status). May do nothing; must not raise."""
        ...

    async def retract(self, address: Address, platform_ids: Sequence[str]) -> int:
        """Delete our own messages and files with these ids; how many went."""
        ...


class Doors:
    """The doors that are open in this process, by platform."""

    def __init__(self) -> None:
        self._open: dict[str, Door] = {}

    def add(self, door: Door) -> None:
        """Open a door."""
        self._open[door.platform] = door

    def get(self, platform: str) -> Door | None:
        """The platform's door, None while it is not open here."""
        return self._open.get(platform)

    def platforms(self) -> tuple[str, ...]:
        """The platforms that are open, sorted."""
        return tuple(sorted(self._open))
