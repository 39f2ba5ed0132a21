"""What helped, and what was not for this person."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import delete, insert, select, update

from memory.database import Tx
from memory.models import FeedbackRow
from memory.vault import Vault

_BODY = "feedback.body"
Verdict = Literal["helped", "not_for_me"]


@dataclass(frozen=True, slots=True)
class Opinion:
    """A verdict on library ids or moves."""

    id: str
    verdict: str
    targets: tuple[str, ...]
    at_ms: int


class Feedback:
    """Read by the next turn, so that what helped comes first and what did not stays away."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    async def add(self, tx: Tx, person_id: str, opinion: Opinion) -> None:
        """Keep an opinion."""
        body = json.dumps({"verdict": opinion.verdict, "targets": opinion.targets})
        await tx.execute(
            insert(FeedbackRow).values(
                id=opinion.id, person_id=person_id, at_ms=opinion.at_ms,
                sealed_body=self._vault.seal(person_id, _BODY, body),
            )
        )  # fmt: skip

    async def all(self, tx: Tx, person_id: str, limit: int = 200) -> list[Opinion]:
        """The person's opinions, newest first."""
        query = (
            select(FeedbackRow)
            .where(FeedbackRow.person_id == person_id)
            .order_by(FeedbackRow.at_ms.desc())
            .limit(limit)
        )
        opinions = []
        for row in (await tx.execute(query)).all():
            body = json.loads(self._vault.open(person_id, _BODY, row.sealed_body))
            opinions.append(Opinion(row.id, body["verdict"], tuple(body["targets"]), row.at_ms))
        return opinions

    async def remove(self, tx: Tx, person_id: str, target: str) -> bool:
        """Forget every opinion on one target; false when there was none."""
        found = False
        for opinion in await self.all(tx, person_id, limit=100_000):
            if target not in opinion.targets:
                continue
            found = True
            mine = (FeedbackRow.id == opinion.id, FeedbackRow.person_id == person_id)
            left = [t for t in opinion.targets if t != target]
            if left:
                body = json.dumps({"verdict": opinion.verdict, "targets": left})
                sealed = self._vault.seal(person_id, _BODY, body)
                await tx.execute(update(FeedbackRow).where(*mine).values(sealed_body=sealed))
            else:
                await tx.execute(delete(FeedbackRow).where(*mine))
        return found
