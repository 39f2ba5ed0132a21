"""What a door must be able to do. One class per platform lives in `handlers/`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from bot.messages import Address, Answer, Place

# Platforms without a memory of their own, which fetch what they missed: there a sent answer stays
# sealed in the outbox as long as a transcript, everywhere else its body goes once it is sent.
FETCHED = frozenset({"web"})
# Our own screens: no platform in between that would hold a copy of what is shown.
OWN_SCREENS = frozenset({"web", "terminal"})


def place_of(address: Address) -> Place:
    """What kind of place this person writes in; words about who else could read there depend on it."""
    return "screen" if address.platform in OWN_SCREENS else "chat"


@dataclass(frozen=True, slots=True)
class Line:
    """How a door's connection to its platform is. `down_seconds` is 0 while it is up."""

    up: bool
    down_seconds: float = 0.0
    reconnects: int = 0


@runtime_checkable
class Connected(Protocol):
    """A door that keeps a connection, which can break without anybody noticing."""

    def line(self) -> Line:
        """How it is right now. Quick; asks nobody."""
        ...


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


@dataclass(frozen=True, slots=True)
class About:
    """What a platform says about one of its people: the name others see there, and their time zone."""

    name: str = ""
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """People that were looked up, each once, and what was typed but names nobody here. `left` is how many
    were named beyond what can be looked up in one go."""

    people: tuple[Address, ...] = ()
    unknown: tuple[str, ...] = ()
    left: int = 0


@runtime_checkable
class Directory(Protocol):
    """A door whose platform knows the people of a workspace. All raise DeliveryFailed."""

    async def about(self, address: Address) -> About:
        """What the platform says about this person."""
        ...

    async def look_up(self, asker: Address, picked: Sequence[str], typed: str) -> Found:
        """People of the asker's own workspace: `picked` are the platform's ids from its own picker,
        `typed` holds e-mail addresses, mentions and names of groups, in any order. Never a bot."""
        ...


@runtime_checkable
class Threaded(Protocol):
    """A door whose conversations have threads."""

    def top(self, address: Address) -> Address:
        """The same person's conversation, outside of any thread. Asks nobody."""
        ...


class Growing(Protocol):
    """An answer that stands there and is still being written."""

    async def append(self, text: str) -> None:
        """More words. Raises Interrupted when no more are wanted, DeliveryFailed."""
        ...


@runtime_checkable
class Gathers(Protocol):
    """A door that can bring two people into one conversation."""

    def gathering(self, one: Address, other: Address) -> Address:
        """Where both are reached at once; the conversation opens with the first thing sent there."""
        ...


@runtime_checkable
class Grows(Protocol):
    """A door that can show words as they come. What it shows is no answer yet: `complete` or `unsay`
    follows, perhaps by another process."""

    async def begin(
        self, address: Address, reply_id: str, began: Callable[[str], Awaitable[None]]
    ) -> Growing | None:
        """Open an answer; None when it had better come whole. `began` gets the platform's id of it
        before any word stands there. Raises DeliveryFailed, and what `began` raises."""
        ...

    async def complete(self, address: Address, reply_id: str, begun: str, answer: Answer) -> str:
        """Make what stands at `begun` the whole answer; like `deliver` in all else."""
        ...

    async def unsay(self, address: Address, begun: str) -> None:
        """Take back what stands at `begun`. Raises DeliveryFailed."""
        ...


@runtime_checkable
class Untells(Grows, Protocol):
    """A door that can take back an answer that stands, also one that came whole."""

    def untellable(self, platform_id: str) -> bool:
        """Whether `unsay` can take back all that stands at this id. Asks nobody."""
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

    def directory(self, platform: str) -> Directory | None:
        """The platform's directory, None when it has none or is not open here."""
        door = self._open.get(platform)
        return door if isinstance(door, Directory) else None

    def gathering(self, one: Address, other: Address) -> Address | None:
        """Where both are reached at once, None when their platform has no such place for a bot."""
        door = self._open.get(one.platform)
        same = (one.platform, one.workspace) == (other.platform, other.workspace)
        return door.gathering(one, other) if same and isinstance(door, Gathers) else None

    def lines(self) -> dict[str, Line]:
        """The connections of the doors that keep one, by platform."""
        kept = ((name, door) for name, door in sorted(self._open.items()))
        return {name: door.line() for name, door in kept if isinstance(door, Connected)}

    def chats(self) -> bool:
        """Whether a chat platform is open here: only its accounts can be in crews or meet each other."""
        return any(platform not in OWN_SCREENS for platform in self._open)

    def platforms(self) -> tuple[str, ...]:
        """The platforms that are open, sorted."""
        return tuple(sorted(self._open))
