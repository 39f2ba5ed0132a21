"""Practice runs: what was said in an exercise and how it went. Sealed whole, for the person alone."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from sqlalchemy import delete, insert, select, update

from memory.database import Tx
from memory.models import PracticeRow
from memory.vault import Vault

_WORDS = "practices.words"
_RESULT = "practices.result"

State = Literal["playing", "rating", "done", "stopped"]


@dataclass(frozen=True, slots=True)
class Words:
    """What was said: `turns` as (role, text); the feedback with its stock sentences; questions and answers after it;
    `held`: a message of which it is not clear yet whether it belongs to the exercise; `place`: the thread
    (or conversation) that it is played in, "" until that is known."""

    turns: tuple[tuple[str, str], ...] = ()
    feedback: str = ""
    used: tuple[str, ...] = ()
    asked: tuple[tuple[str, str], ...] = ()
    held: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """How it went: the exercise, the six criteria, what the person said of themselves (item → 1 to 5)."""

    scenario: str
    scores: dict[str, float] = field(default_factory=dict)
    own: dict[str, int] = field(default_factory=dict)

    @property
    def overall(self) -> float:
        """-12 to 12."""
        signs = {"advice_giving": -1, "self_oriented": -1, "dismissing_emotions": -1}
        return sum(signs.get(name, 1) * score for name, score in self.scores.items())


@dataclass(frozen=True, slots=True)
class Practice:
    """One run. `words` is empty once they are past their time."""

    id: str
    started_ms: int
    last_ms: int
    state: State
    result: Result
    words: Words = field(default_factory=Words)


class Practices:
    """Rows of `practices`."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    async def save(self, tx: Tx, person_id: str, run: Practice) -> None:
        """Keep a run, in place of what is kept of it."""
        mine = (PracticeRow.id == run.id, PracticeRow.person_id == person_id)
        await tx.execute(delete(PracticeRow).where(*mine))
        await tx.execute(
            insert(PracticeRow).values(
                id=run.id, person_id=person_id, started_ms=run.started_ms, last_ms=run.last_ms,
                state=run.state,
                sealed_words=self._vault.seal(person_id, _WORDS, _dump(asdict(run.words))),
                sealed_result=self._vault.seal(person_id, _RESULT, _dump(asdict(run.result))),
            )
        )  # fmt: skip

    async def all(self, tx: Tx, person_id: str) -> list[Practice]:
        """The person's runs, oldest first."""
        query = (
            select(PracticeRow)
            .where(PracticeRow.person_id == person_id)
            .order_by(PracticeRow.started_ms, PracticeRow.id)
        )
        return [self._open(person_id, row) for row in (await tx.execute(query)).all()]

    async def latest(self, tx: Tx, person_id: str) -> Practice | None:
        """The run that was begun last."""
        query = (
            select(PracticeRow)
            .where(PracticeRow.person_id == person_id)
            .order_by(PracticeRow.started_ms.desc(), PracticeRow.id.desc())
            .limit(1)
        )
        row = (await tx.execute(query)).first()
        return None if row is None else self._open(person_id, row)

    async def stop(self, tx: Tx, person_id: str) -> None:
        """Nothing of this person's is being played any more."""
        await tx.execute(
            update(PracticeRow)
            .where(PracticeRow.person_id == person_id, PracticeRow.state == "playing")
            .values(state="stopped")
        )

    async def playing(self, tx: Tx, since_ms: int) -> list[str]:
        """Who is in the middle of an exercise, everyone."""
        query = select(PracticeRow.person_id).where(
            PracticeRow.state == "playing", PracticeRow.last_ms >= since_ms
        )
        return list((await tx.execute(query)).scalars())

    async def remove(self, tx: Tx, person_id: str) -> None:
        """All of one person's runs."""
        await tx.execute(delete(PracticeRow).where(PracticeRow.person_id == person_id))

    async def sweep(self, tx: Tx, words_before_ms: int, before_ms: int) -> int:
        """Everyone's words from before the first moment, whole runs from before the second."""
        await tx.execute(
            update(PracticeRow)
            .where(PracticeRow.last_ms < words_before_ms)
            .values(sealed_words=None)
        )
        result = await tx.execute(delete(PracticeRow).where(PracticeRow.last_ms < before_ms))
        return result.rowcount

    def _open(self, person_id: str, row: Any) -> Practice:
        result = json.loads(self._vault.open(person_id, _RESULT, row.sealed_result))
        said: dict[str, Any] = {}
        if row.sealed_words is not None:
            said = json.loads(self._vault.open(person_id, _WORDS, row.sealed_words))
            for name in ("turns", "asked"):
                said[name] = tuple(tuple(pair) for pair in said[name])
            said["used"] = tuple(said["used"])
        return Practice(
            row.id, row.started_ms, row.last_ms, row.state, Result(**result), Words(**said)
        )


def _dump(body: object) -> str:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))
