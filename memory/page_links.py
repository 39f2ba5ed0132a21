"""Browsers that a platform account vouched for: one account, one browser."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, insert, select

from memory.crew_models import PageLinkRow
from memory.database import Tx
from memory.vault import Vault

_ACCOUNT = "page_links.account"


@dataclass(frozen=True, slots=True)
class PageLink:
    """`account` is the platform account's address as JSON, opened."""

    person_id: str
    account_person_id: str
    account: str
    at_ms: int


class PageLinks:
    """Sealed under the key of the person at the page: with them, the link is gone."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    async def put(self, tx: Tx, link: PageLink) -> str:
        """Link a browser; the account's former one is linked no longer. Out: that one, "" if none."""
        former = await self.page_of(tx, link.account_person_id)
        same = (PageLinkRow.account_person_id == link.account_person_id) | (
            PageLinkRow.person_id == link.person_id
        )
        await tx.execute(delete(PageLinkRow).where(same))
        sealed = self._vault.seal(link.person_id, _ACCOUNT, link.account)
        await tx.execute(
            insert(PageLinkRow).values(
                person_id=link.person_id, account_person_id=link.account_person_id,
                at_ms=link.at_ms, sealed_account=sealed,
            )
        )  # fmt: skip
        return former if former != link.person_id else ""

    async def of(self, tx: Tx, person_id: str) -> PageLink | None:
        """The account behind a browser, None when nobody vouched for it."""
        query = select(PageLinkRow).where(PageLinkRow.person_id == person_id)
        row = (await tx.execute(query)).first()
        if row is None:
            return None
        account = self._vault.open(person_id, _ACCOUNT, row.sealed_account)
        return PageLink(person_id, row.account_person_id, account, row.at_ms)

    async def page_of(self, tx: Tx, account_person_id: str) -> str:
        """The browser of an account, "" when it has none."""
        query = select(PageLinkRow.person_id).where(
            PageLinkRow.account_person_id == account_person_id
        )
        return (await tx.execute(query)).scalar() or ""

    async def remove(self, tx: Tx, person_id: str) -> None:
        """The browser is a stranger again."""
        await tx.execute(delete(PageLinkRow).where(PageLinkRow.person_id == person_id))
