"""Exercises with simulated clients: the numbers in one sealed text, what was said in another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select, update

from memory.database import Tx
from memory.models import ExerciseRow
from memory.vault import Vault

_BODY = "exercises.body"
_WORDS = "exercises.words"


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise as it is kept. `words` is "" once what was said is past its time."""

    id: str
    at_ms: int
    body: str
    words: str = ""


class Exercises:
    """The words go with the transcripts, the numbers with the check-ins."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    async def put(self, tx: Tx, person_id: str, exercise: Exercise) -> None:
        """Keep an exercise, or what became of it."""
        await self.remove(tx, person_id, exercise.id)
        words = exercise.words
        await tx.execute(
            insert(ExerciseRow).values(
                id=exercise.id, person_id=person_id, at_ms=exercise.at_ms,
                sealed_body=self._vault.seal(person_id, _BODY, exercise.body),
                sealed_words=self._vault.seal(person_id, _WORDS, words) if words else None,
            )
        )  # fmt: skip

    async def get(self, tx: Tx, person_id: str, exercise_id: str) -> Exercise | None:
        """One of the person's exercises, None when there is none of that id."""
        found = await self._rows(tx, person_id, ExerciseRow.id == exercise_id)
        return found[0] if found else None

    async def all(self, tx: Tx, person_id: str) -> list[Exercise]:
        """The person's exercises, oldest first."""
        return await self._rows(tx, person_id)

    async def latest(self, tx: Tx, person_id: str) -> Exercise | None:
        """The person's latest exercise."""
        order = (ExerciseRow.at_ms.desc(), ExerciseRow.id.desc())
        query = select(ExerciseRow).where(ExerciseRow.person_id == person_id)
        rows = (await tx.execute(query.order_by(*order).limit(1))).all()
        return self._open(person_id, rows)[0] if rows else None

    async def remove(self, tx: Tx, person_id: str, exercise_id: str) -> bool:
        """Forget one exercise; false when it was gone already."""
        mine = (ExerciseRow.id == exercise_id, ExerciseRow.person_id == person_id)
        return (await tx.execute(delete(ExerciseRow).where(*mine))).rowcount == 1

    async def sweep(self, tx: Tx, words_before_ms: int, before_ms: int) -> int:
        """Everyone's words, then everyone's numbers, from before those moments."""
        stale = (ExerciseRow.at_ms < words_before_ms, ExerciseRow.sealed_words.is_not(None))
        await tx.execute(update(ExerciseRow).where(*stale).values(sealed_words=None))
        gone = await tx.execute(delete(ExerciseRow).where(ExerciseRow.at_ms < before_ms))
        return gone.rowcount

    async def _rows(self, tx: Tx, person_id: str, *more: Any) -> list[Exercise]:
        query = select(ExerciseRow).where(ExerciseRow.person_id == person_id, *more)
        rows = (await tx.execute(query.order_by(ExerciseRow.at_ms, ExerciseRow.id))).all()
        return self._open(person_id, rows)

    def _open(self, person_id: str, rows: Sequence[Any]) -> list[Exercise]:
        vault = self._vault
        return [
            Exercise(
                row.id, row.at_ms, vault.open(person_id, _BODY, row.sealed_body),
                vault.open(person_id, _WORDS, row.sealed_words) if row.sealed_words else "",
            )
            for row in rows
        ]  # fmt: skip
