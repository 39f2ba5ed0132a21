"""What a person thought of the assist cards, from -2 to 2."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import delete, insert, select

from memory.database import Tx
from memory.models import CardRatingRow
from memory.vault import Vault

_BODY = "card_ratings.body"


@dataclass(frozen=True, slots=True)
class CardRating:
    """`kind` is the card's: label, reframe, cues, guide or message. `value` is -2 to 2."""

    id: str
    at_ms: int
    kind: str
    value: int


class Ratings:
    """Sealed whole. A second tap on the same card replaces the first."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    async def put(self, tx: Tx, person_id: str, rating: CardRating) -> None:
        """Keep a rating, in place of the one with the same id."""
        mine = (CardRatingRow.id == rating.id, CardRatingRow.person_id == person_id)
        await tx.execute(delete(CardRatingRow).where(*mine))
        body = json.dumps({"kind": rating.kind, "value": rating.value})
        await tx.execute(
            insert(CardRatingRow).values(
                id=rating.id, person_id=person_id, at_ms=rating.at_ms,
                sealed_body=self._vault.seal(person_id, _BODY, body),
            )
        )  # fmt: skip

    async def all(self, tx: Tx, person_id: str) -> list[CardRating]:
        """The person's ratings, oldest first."""
        query = select(CardRatingRow).where(CardRatingRow.person_id == person_id)
        rows = (await tx.execute(query.order_by(CardRatingRow.at_ms, CardRatingRow.id))).all()
        return [
            CardRating(
                row.id,
                row.at_ms,
                **json.loads(self._vault.open(person_id, _BODY, row.sealed_body)),
            )
            for row in rows
        ]

    async def drop(self, tx: Tx, person_id: str) -> None:
        """All of one person's ratings."""
        await tx.execute(delete(CardRatingRow).where(CardRatingRow.person_id == person_id))

    async def sweep(self, tx: Tx, before_ms: int) -> int:
        """Everyone's ratings from before that moment."""
        gone = await tx.execute(delete(CardRatingRow).where(CardRatingRow.at_ms < before_ms))
        return gone.rowcount
