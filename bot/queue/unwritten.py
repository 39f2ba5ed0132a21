"""Cards that went out and do not stand in the transcript yet: the next answer must know of them."""

from __future__ import annotations

import asyncio

from memory.errors import DatabaseAway


class Unwritten:
    """Who got which card, and the work that writes it down."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._cards: dict[str, dict[str, asyncio.Task[None]]] = {}  # person → card → its writing

    def add(self, person_id: str, card: str, writing: asyncio.Task[None]) -> None:
        """`writing` has begun."""
        self._cards.setdefault(person_id, {})[card] = writing

    def done(self, person_id: str, card: str) -> None:
        """The card stands in the transcript, whoever wrote it."""
        cards = self._cards.get(person_id, {})
        cards.pop(card, None)
        if not cards:
            self._cards.pop(person_id, None)

    def forget(self, person_id: str) -> None:
        """Nothing of theirs is waited for."""
        self._cards.pop(person_id, None)

    async def wait(self, person_id: str) -> None:
        """Until all of this person's cards stand there. Raises DatabaseAway when one cannot be written now:
        then an answer could not be kept either, and whoever asks tries again."""
        cards = self._cards.get(person_id)
        if not cards:
            return
        await asyncio.wait(list(cards.values()), timeout=self._seconds)
        if person_id in self._cards:
            raise DatabaseAway("A card is not written down yet.")
