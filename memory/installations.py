"""Workspaces that installed the bot themselves: the platform's tokens, sealed under the workspace's key."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from memory.database import Tx
from memory.models import InstallationRow
from memory.vault import Vault

_BODY = "installations.body"


@dataclass(frozen=True, slots=True)
class Installation:
    """What the platform handed over. `workspace` is its own id; `expires_ms` is 0 for a token that stays."""

    platform: str
    workspace: str
    token: str
    bot_user: str = ""
    bot_id: str = ""
    app: str = ""
    refresh: str = ""
    expires_ms: int = 0


class Installations:
    """One row per workspace."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    async def save(self, tx: Tx, installation: Installation) -> None:
        """Keep it; a newer one takes the place of an older one."""
        workspace = self._vault.workspace(installation.platform, installation.workspace)
        body = json.dumps(asdict(installation))
        row = {
            "workspace_id": workspace,
            "platform": installation.platform,
            "sealed_body": self._vault.seal_workspace(workspace, _BODY, body),
        }
        insert = (sqlite if tx.dialect.name == "sqlite" else postgresql).insert(InstallationRow)
        entered = insert.values(row).on_conflict_do_update(
            index_elements=["workspace_id"], set_={"sealed_body": row["sealed_body"]}
        )
        await tx.execute(entered)

    async def get(self, tx: Tx, platform: str, workspace: str) -> Installation | None:
        """The workspace's installation, None when there is none."""
        id = self._vault.workspace(platform, workspace)
        query = select(InstallationRow.sealed_body).where(InstallationRow.workspace_id == id)
        sealed = (await tx.execute(query)).scalar()
        if sealed is None:
            return None
        return Installation(**json.loads(self._vault.open_workspace(id, _BODY, sealed)))

    async def all(self, tx: Tx, platform: str) -> list[Installation]:
        """Every workspace that installed us on this platform."""
        query = select(InstallationRow).where(InstallationRow.platform == platform)
        return [
            Installation(
                **json.loads(self._vault.open_workspace(row.workspace_id, _BODY, row.sealed_body))
            )
            for row in (await tx.execute(query)).all()
        ]

    async def remove(self, tx: Tx, workspace_id: str) -> None:
        """The workspace with this opaque id took the bot out."""
        await tx.execute(
            delete(InstallationRow).where(InstallationRow.workspace_id == workspace_id)
        )
