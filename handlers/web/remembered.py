"""The panel's view of what /memory lists: the same things, as data."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.app import App
from bot.commands.memory_items import open_loops, title, verdicts
from bot.commands.words import count, words
from bot.messages import Address
from memory.clock import to_ms
from memory.errors import KeyGone, StorageError

_LOOPS_FOR = timedelta(days=14)
_NOTHING: dict[str, Any] = {"allowed": None, "items": []}


class Remembered:
    """Reads only. `kind` names the actions of an item: `<kind>_delete`, `<kind>_change_save`."""

    def __init__(self, app: App) -> None:
        self._store = app.store
        self._clock = app.services.clock

    async def of(self, address: Address) -> dict[str, Any] | None:
        """What is remembered about this person, None when it can't be read right now."""
        person = self._store.vault.person(address.platform, address.workspace, address.user)
        if not self._store.vault.has_key(person):
            return _NOTHING
        try:
            return await self._read(person)
        except KeyGone:
            return _NOTHING
        except StorageError:
            return None

    async def _read(self, person: str) -> dict[str, Any]:
        store, text = self._store, words("memory")
        since = to_ms(self._clock.now() - _LOOPS_FOR)
        async with store.database.read() as tx:
            known = await store.people.get(tx, person)
            facts = await store.facts.all(tx, person)
            opinions = await store.feedback.all(tx, person)
            said = await store.conversations.recent(tx, person, 0)
            checkins = await store.checkins.since(tx, person, 0)
            practices = await store.practices.all(tx, person)
            exercises = await store.exercises.all(tx, person)
            ratings = await store.ratings.all(tx, person)
        if known is None:
            return _NOTHING
        items: list[dict[str, str]] = []
        if name := known.profile.get("name"):
            items.append(_item("name", "", text["name"].format(name=name), name))
        items += [_item("fact", f.id, f.text, f.text) for f in facts]
        items += [
            _item("loop", s.event_id, text["loop"].format(what=s.open_loop), s.open_loop)
            for s in open_loops(said, since)
        ]
        items += [
            _item("opinion", target, text[verdict].format(what=title(target)))
            for target, verdict in verdicts(opinions).items()
        ]
        if checkins:
            items.append(_item("checkins", "", count(text["checkins"], len(checkins))))
        if practices:
            items.append(_item("practice", "", count(text["practices"], len(practices))))
        if exercises:
            items.append(_item("exercises", "", count(text["exercises"], len(exercises))))
        if ratings:
            items.append(_item("ratings", "", count(text["ratings"], len(ratings))))
        if mine := sum(s.role == "user" for s in said):
            items.append(_item("chats", "", count(text["chats"], mine)))
        return {"allowed": known.consents.get("memory"), "items": items}


def _item(kind: str, id: str, text: str, words: str = "") -> dict[str, str]:
    """`words` is what can be corrected, "" when it can only be deleted."""
    return {"kind": kind, "id": id, "text": text, "words": words}
