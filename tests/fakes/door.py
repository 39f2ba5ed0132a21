"""A door that remembers what it delivered, and can be told to fail."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from bot.doors import About, DeliveryFailed, Found
from bot.messages import Address, Answer, Text
from bot.voice import Interrupted


@dataclass
class FakeDoor:
    """Idempotent by reply id, like a good platform. `fail_next` raises that many times first."""

    platform: str = "fake"
    delivered: list[tuple[Address, str, Answer]] = field(default_factory=list)
    fail_next: list[Exception] = field(default_factory=list)
    retracted: list[str] = field(default_factory=list)
    typing: int = 0
    calls: int = 0
    idempotent: bool = True
    away: bool = False  # its directory
    most: int = 200  # people that it looks up in one go
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    async def deliver(self, address: Address, reply_id: str, answer: Answer) -> str:
        self.calls += 1
        if self.fail_next:
            raise self.fail_next.pop(0)
        if await self.find(address, reply_id) is None or not self.idempotent:
            self.delivered.append((address, reply_id, answer))
        self.arrived.set()
        return f"platform-{reply_id}"

    async def find(self, address: Address, reply_id: str) -> str | None:
        known = [r for _, r, _ in self.delivered]
        return f"platform-{reply_id}" if reply_id in known else None

    async def heard(self, address: Address) -> None:
        self.typing += 1

    async def about(self, address: Address) -> About:
        """Everybody's name is theirs with a capital; all live in Berlin."""
        if self.away:
            raise DeliveryFailed
        return About(address.user.title(), "Europe/Berlin")

    async def look_up(self, asker: Address, picked: Sequence[str], typed: str) -> Found:
        """Any picked name, and "name@acme.test" for any name but "nobody"."""
        if self.away:
            raise DeliveryFailed
        words = typed.replace(",", " ").split()
        there = [w.partition("@")[0] for w in words if w.endswith("@acme.test")]
        names = dict.fromkeys([*picked, *(name for name in there if name != "nobody")])
        asked = list(names)[: self.most]
        people = tuple(Address(self.platform, asker.workspace, n, f"dm-{n}") for n in asked)
        unknown = tuple(w for w in words if w.partition("@")[0] not in names)
        return Found(people, unknown, len(names) - len(asked))

    async def retract(self, address: Address, platform_ids: Sequence[str]) -> int:
        self.retracted.extend(platform_ids)
        return len(platform_ids)

    def texts(self, user: str | None = None) -> list[str]:
        """The first text of each answer delivered (to this user)."""
        return [
            next((r.text for r in answer.replies if isinstance(r, Text)), "")
            for address, _, answer in self.delivered
            if user is None or address.user == user
        ]

    async def wait_for(self, count: int, seconds: float = 10) -> None:
        """Until that many answers were delivered."""
        async with asyncio.timeout(seconds):
            while len(self.delivered) < count:
                self.arrived.clear()
                await self.arrived.wait()


@dataclass
class GrowingDoor(FakeDoor):
    """A door that shows words as they come. `screen` is what stands there, by platform id; `history`
    what stood there at any time."""

    screen: dict[str, str] = field(default_factory=dict)
    history: list[str] = field(default_factory=list)
    open: GrowingWords | None = None
    break_after: int = 10**9  # words events until the platform fails
    fail_unsaying: bool = False

    async def deliver(self, address: Address, reply_id: str, answer: Answer) -> str:
        if any(isinstance(r, Text) and r.tone == "care" for r in answer.replies) and self.open:
            self.open.ended = True
        id = await super().deliver(address, reply_id, answer)
        self.screen[id] = next((r.text for r in answer.replies if isinstance(r, Text)), "")
        return id

    async def begin(
        self, address: Address, reply_id: str, began: Callable[[str], Awaitable[None]]
    ) -> GrowingWords | None:
        await began(f"platform-{reply_id}")
        self.open = GrowingWords(self, f"platform-{reply_id}")
        return self.open

    async def complete(self, address: Address, reply_id: str, begun: str, answer: Answer) -> str:
        assert begun == f"platform-{reply_id}"
        return await self.deliver(address, reply_id, answer)

    async def unsay(self, address: Address, begun: str) -> None:
        if self.fail_unsaying:
            raise DeliveryFailed()
        self.screen.pop(begun, None)

    def untellable(self, platform_id: str) -> bool:
        return platform_id.startswith("platform-")


@dataclass
class GrowingWords:
    door: GrowingDoor
    id: str
    ended: bool = False

    async def append(self, text: str) -> None:
        if self.ended:
            raise Interrupted
        if not self.door.break_after:
            raise DeliveryFailed()
        self.door.break_after -= 1
        self.door.screen[self.id] = self.door.screen.get(self.id, "") + text
        self.door.history.append(self.door.screen[self.id])


def busy(retry_after: float = 0.0) -> DeliveryFailed:
    """The platform says: later."""
    return DeliveryFailed(retry_after=retry_after)
