"""A crew's own help lines, beside the danger texts of its members.

Held in memory, since a danger text waits for no database. A lead wrote these lines, so they are left out
where somebody at work may be the danger: no route to help leads past the one it is about.
"""

from __future__ import annotations

from dataclasses import replace

from bot.crew.words import words
from bot.messages import Answer, Text
from bot.safety.crisis import Danger
from memory.store import Store

_NOT_FOR = frozenset(("sexual_harassment", "workplace_harassment", "online_harassment"))


class OwnLines:
    """`refresh` now and then; `beside` asks nobody."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lines: dict[str, tuple[str, ...]] = {}

    async def refresh(self) -> None:
        """Read them all anew."""
        found: dict[str, tuple[str, ...]] = {}
        async with self._store.database.read() as tx:
            for crew in await self._store.crews.all(tx):
                lines = tuple(crew.resources.values())
                for person_id in await self._store.crews.members(tx, crew.id) if lines else ():
                    known = found.get(person_id, ())
                    found[person_id] = (*known, *(line for line in lines if line not in known))
        self._lines = found

    def beside(self, person_id: str, danger: Danger, answer: Answer) -> Answer:
        """The danger text with the lines of this person's crews under it."""
        lines = self._lines.get(person_id, ())
        first = answer.replies[0] if answer.replies else None
        if not lines or not danger.preempts or danger.kind in _NOT_FOR or danger.who == "coworker":
            return answer
        if not isinstance(first, Text):
            return answer
        own = words("policy")["crew_lines"].format(lines="\n".join(lines))
        shown = replace(first, text=f"{first.text}\n\n{own}")
        return Answer((shown, *answer.replies[1:]), answer.late)
