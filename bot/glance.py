"""What a command would show somebody right now, without the lane: for pages that only show."""

from __future__ import annotations

from bot.commands import Context, Registry, Services
from bot.messages import Action, Address, Command, Form, Reply
from bot.outcome import Outcome
from bot.safety.crisis import Danger
from memory.people import Person


class Glance:
    """Reads only: what a command wants to write is dropped, so ask it for commands that show things."""

    def __init__(self, services: Services, registry: Registry) -> None:
        self._services = services
        self._registry = registry

    async def at(self, address: Address, name: str, action: str = "") -> tuple[Reply, ...]:
        """What the bare command answers this person, or one of its buttons; as to a stranger, when
        nothing is kept of them. Raises StorageError."""
        now = self._services.clock.now()
        event: Command | Action = Command("", address, name, "", now)
        if action:
            event = Action("", address, action, "", now)
        handler = self._registry.find(event)
        if handler is None:
            raise LookupError(action or name)
        return (await handler(await self._context(event))).answer.replies

    async def form(self, address: Address, name: str) -> Form | None:
        """What the bare command opens for this person; None where that is the same for everybody.
        Raises StorageError."""
        event = Command("", address, name, "", self._services.clock.now())
        return await self._registry.own_form(name, await self._context(event))

    async def _context(self, event: Command | Action) -> Context:
        address, vault = event.sender, self._services.store.vault
        id = vault.person(address.platform, address.workspace, address.user)
        person = Person(id, vault.workspace(address.platform, address.workspace), "", False)
        if vault.has_key(id):
            async with self._services.store.database.read() as tx:
                person = await self._services.store.people.get(tx, id) or person
        now = event.sent_at
        return Context(event, person, self._services, now, "", _as_is, _nothing, _none)


async def _as_is(words: str) -> str:
    return words


async def _none(words: str) -> Danger:
    return Danger()


async def _nothing(words: str, wants: str) -> Outcome:
    raise LookupError("nobody answers at a glance")
