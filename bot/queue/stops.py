"""The person said stop: what is not said yet stays unsaid. A danger card is always said."""

from __future__ import annotations

from bot.commands.deal import YES
from bot.messages import Answer, Lifecycle, Text
from bot.queue.wire import load_parcel
from memory.clock import to_ms
from memory.database import Tx
from memory.store import Store


async def stop(store: Store, tx: Tx, person_id: str, event: Lifecycle) -> None:
    """Settle every message that was sent up to the stop and has no answer on the platform yet.

    One that waits is withdrawn; an answer that is composed and not sent is dropped, and leaves the
    transcript: the person never read it. What commands and buttons did stands, and is told."""
    until = to_ms(event.sent_at)
    await store.inbox.settle(tx, person_id, until)
    for parcel in await store.outbox.unsaid(tx, person_id, until):
        _, answer = load_parcel(parcel.body)
        if "care" in _tones(answer):
            continue
        await store.outbox.drop(tx, parcel.reply_id)
        for event_id in await store.inbox.answered_by(tx, parcel.reply_id):
            await store.conversations.unsay(tx, person_id, event_id)
        await unask(store, tx, person_id, parcel.reply_id, answer)


async def unask(store: Store, tx: Tx, person_id: str, reply_id: str, answer: Answer) -> None:
    """Nobody saw what it asked: the notice and the question about a model stand under the next answer,
    and the fact that it wanted to remember (it has the answer's id) is gone."""
    await store.facts.withdraw(tx, person_id, reply_id)
    asked = any(
        choice.id == YES for r in answer.replies if isinstance(r, Text) for choice in r.choices
    )
    if asked:
        await store.people.asked(tx, person_id, "")
    elif "notice" in _tones(answer):
        await store.people.noticed(tx, person_id, None)


def _tones(answer: Answer) -> set[str]:
    return {reply.tone for reply in answer.replies if isinstance(reply, Text)}
