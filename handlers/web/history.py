"""What may be shown again: the person's words from the transcript, our answers from the outbox."""

from __future__ import annotations

import json
from typing import Any

from bot.app import App
from bot.messages import Address
from memory.errors import KeyGone, StorageError

_MOST = 150


class History:
    """Reads only, and only the asking person's own rows."""

    def __init__(self, app: App) -> None:
        self._store = app.store

    async def items(self, address: Address, since_ms: int = 0) -> list[dict[str, Any]]:
        """Both sides in order. An empty list when nothing is kept. Raises StorageError."""
        person, store = self._person(address), self._store
        if not store.vault.has_key(person):
            return []
        try:
            async with store.database.read() as tx:
                kept = await store.outbox.kept(tx, person, since_ms, _MOST)
                said = await store.conversations.recent(tx, person, since_ms, 2 * _MOST)
        except KeyGone:
            return []
        start = kept[0].at_ms if len(kept) == _MOST else 0
        items: list[dict[str, Any]] = [
            {"kind": "said", "event": s.event_id, "at": s.at_ms, "text": s.text}
            for s in said
            if s.role == "user" and s.at_ms >= start
        ]
        items += [answer_item(k.reply_id, k.at_ms, k.body) for k in kept]
        return sorted(items, key=lambda item: (item["at"], item["kind"] == "answer"))

    async def memory(self, address: Address) -> dict[str, Any] | None:
        """What is remembered about this person, None when it can't be read right now."""
        person, store = self._person(address), self._store
        nothing: dict[str, Any] = {"allowed": None, "name": "", "facts": []}
        if not store.vault.has_key(person):
            return nothing
        try:
            async with store.database.read() as tx:
                known = await store.people.get(tx, person)
                facts = await store.facts.all(tx, person)
        except KeyGone:
            return nothing
        except StorageError:
            return None
        if known is None:
            return nothing
        return {
            "allowed": known.consents.get("memory"),
            "name": known.profile.get("name", ""),
            "facts": [{"id": fact.id, "text": fact.text} for fact in facts],
        }

    def _person(self, address: Address) -> str:
        return self._store.vault.person(address.platform, address.workspace, address.user)


def answer_item(reply_id: str, at_ms: int, parcel: str) -> dict[str, Any]:
    """An answer as the page shows it. The parcel's JSON is what `bot.wire` writes."""
    return {"kind": "answer", "id": reply_id, "at": at_ms, "replies": json.loads(parcel)["replies"]}
