"""What may be shown again: the person's words from the transcript, our answers from those that were kept."""

from __future__ import annotations

import json
from typing import Any

from bot.app import App
from bot.messages import Address
from memory.conversations import Said
from memory.errors import KeyGone
from memory.standing import Kept

_MOST = 150
Item = dict[str, Any]


class History:
    """Reads only, and only the asking person's own rows."""

    def __init__(self, app: App) -> None:
        self._store = app.store

    async def items(self, address: Address, since_ms: int = 0) -> list[Item]:
        """Both sides in order. An empty list when nothing is kept. Raises StorageError."""
        store = self._store
        person = store.vault.person(address.platform, address.workspace, address.user)
        if not store.vault.has_key(person):
            return []
        try:
            async with store.database.read() as tx:
                kept = await store.standing.kept(tx, person, since_ms, _MOST)
                said = await store.conversations.recent(tx, person, since_ms, 2 * _MOST)
        except KeyGone:
            return []
        return merged(kept, said)


def merged(kept: list[Kept], said: list[Said]) -> list[Item]:
    """Answers as they were shown where they are kept, else as they stand in the transcript."""
    answers = [answer_item(k.reply_id, k.at_ms, k.body) for k in kept]
    start = kept[0].at_ms if len(kept) == _MOST else 0
    first = answers[0] if answers else None
    items: list[Item] = []
    for i, s in enumerate(said):
        if s.at_ms < start:
            continue
        if s.role == "user":
            items.append({"kind": "said", "event": s.event_id, "at": s.at_ms, "text": s.text})
        elif first is None or (s.at_ms < first["at"] and not _shows(first, s.text)):
            text = {"kind": "Text", "text": s.text, "choices": [], "tone": "plain"}
            items.append(
                {"kind": "answer", "id": f"t{s.at_ms}-{i}", "at": s.at_ms, "replies": [text]}
            )
    return sorted(items + answers, key=lambda item: (item["at"], item["kind"] == "answer"))


def answer_item(reply_id: str, at_ms: int, parcel: str) -> Item:
    """An answer as the page shows it. The parcel's JSON is what `bot.queue.wire` writes."""
    replies = json.loads(parcel)["replies"]
    for reply in replies:
        reply.pop("kept", None)
    return {"kind": "answer", "id": reply_id, "at": at_ms, "replies": replies}


def _shows(item: Item, text: str) -> bool:
    """Whether a transcript's text is this very answer: a turn begins before its answer is written."""
    spoken = "\n".join(reply.get("text", "") for reply in item["replies"])
    return text in spoken
