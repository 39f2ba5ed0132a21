"""What a command is given, and how it is declared."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from bot.crew.library import CrewLibrary
from bot.crew.outreach import Outreach
from bot.crew.pairing import Pairing
from bot.crew.reviewing import Reviewing
from bot.doors import Doors
from bot.links import Links
from bot.log import Log
from bot.messages import Action, Command, Form
from bot.model.access import Models
from bot.model.parts.service import Parts
from bot.outcome import Outcome
from bot.practice.practising import Practising
from bot.practice.studio import Studio
from bot.safety.crisis import Danger
from bot.settings import Settings
from bot.shift.assistance import Assistance
from memory.clock import Clock
from memory.people import Person
from memory.store import Store


@dataclass(frozen=True, slots=True)
class Services:
    """What handlers may use. Read with `async with store.database.read() as tx`; writing goes into
    `Outcome.effects`, so that it happens exactly once together with the answer."""

    store: Store
    clock: Clock
    settings: Settings
    studio: Studio
    practising: Practising
    assistance: Assistance
    outreach: Outreach
    doors: Doors
    log: Log
    library: CrewLibrary
    pairing: Pairing
    reviewing: Reviewing
    parts: Parts
    links: Links = field(default_factory=Links)
    codes: Links = field(default_factory=Links)  # with which an account vouches for a browser
    models: Models = field(default_factory=Models)


@dataclass(frozen=True, slots=True)
class Context:
    """One command or tap. `fresh_id` is stable when the same event is worked on again, and unique:
    use it (with a suffix if you need several) as the id of rows that you add.

    `clean` takes other people's data out of words that will be kept. `danger` is what the screen says to
    words that others might read. `support` is the coworker's own
    answer to some words, as the buttons "listen", "reframe" and "step" want it ("" for none of them).
    """

    event: Command | Action
    person: Person
    services: Services
    now: datetime
    fresh_id: str
    clean: Callable[[str], Awaitable[str]]
    support: Callable[[str, str], Awaitable[Outcome]]
    danger: Callable[[str], Awaitable[Danger]]

    @property
    def args(self) -> str:
        """A command's arguments, trimmed; an action's value."""
        return (self.event.args if isinstance(self.event, Command) else self.event.value).strip()

    @property
    def coworkers(self) -> bool:
        """Whether there are accounts here that could be in crews or meet each other."""
        return self.services.doors.chats()

    @property
    def values(self) -> dict[str, str]:
        """A submitted form's fields, {} for commands. Of a repeated one the last counts."""
        return dict(self.pairs)

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """A submitted form's fields as they came: a field of kind `tags` may come several times."""
        return self.event.values if isinstance(self.event, Action) else ()


Handler: TypeAlias = Callable[[Context], Awaitable[Outcome]]
Taker: TypeAlias = Callable[[Context], Awaitable[Outcome | None]]


@dataclass(frozen=True, slots=True)
class CommandSpec:
    """A slash command and the buttons and forms it hands out (action name → handler).

    `summary` is the palette's line, `usage` shows the arguments, e.g. "/checkin 2 tired".
    `aliases` are other names of the same command; the palette leaves them out. `takes` is asked about
    each plain message first, which comes as the arguments of a command without a name: its outcome
    while the command is in the middle of something, else None. `form` makes what the bare command
    opens where forms open in front of the conversation; it reads nothing. `own_form` is the same as it is for this
    person, where that makes a difference. `together`: it is about
    coworkers, so there is nothing to do with it while no chat platform is open.
    """

    name: str
    summary: str
    usage: str
    run: Handler
    actions: tuple[tuple[str, Handler], ...] = ()
    aliases: tuple[str, ...] = ()
    takes: Taker | None = None
    form: Callable[[], Form] | None = None
    own_form: Callable[[Context], Awaitable[Form]] | None = None
    together: bool = False


class Registry:
    """Every command by name, every action by name."""

    def __init__(self, specs: Iterable[CommandSpec]) -> None:
        self.specs = tuple(specs)
        self._commands = {name: s.run for s in self.specs for name in (s.name, *s.aliases)}
        self._actions = {name: run for spec in self.specs for name, run in spec.actions}

    def offered(self, doors: Doors) -> tuple[CommandSpec, ...]:
        """The commands worth showing to somebody where these doors are open."""
        return tuple(spec for spec in self.specs if doors.chats() or not spec.together)

    def find(self, event: Command | Action) -> Handler | None:
        """The handler of this event, None when nobody claims it."""
        if isinstance(event, Command):
            return self._commands.get(event.name.lower())
        return self._actions.get(event.name)

    async def take(self, context: Context) -> Outcome | None:
        """The answer to a plain message by a command that is in the middle of something."""
        for spec in self.specs:
            if spec.takes is not None and (outcome := await spec.takes(context)) is not None:
                return outcome
        return None

    def form(self, name: str) -> Form | None:
        """The form that opens for the bare command or the button of that name, if there is one."""
        for spec in self.specs:
            if spec.form is not None and name in (spec.name, *spec.aliases):
                return spec.form()
        return None

    async def own_form(self, name: str, context: Context) -> Form | None:
        """That form as it is for this person, None where it is the same for everybody."""
        for spec in self.specs:
            if spec.own_form is not None and name in (spec.name, *spec.aliases):
                return await spec.own_form(context)
        return None

    def knows(self, name: str) -> bool:
        """Whether there is a command of that name."""
        return name in self._commands
