"""The workspaces we are in, each with its token: one from the settings, or any number that installed us."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.doors import DeliveryFailed
from bot.settings import Settings
from handlers.slack.api import Http, asked
from handlers.slack.native import PLATFORM
from memory.clock import Clock, to_ms
from memory.installations import Installation
from memory.store import Store

_RENEW_MS = 2 * 3600 * 1000  # before a token ends


def whole(team: str) -> bool:
    """Whether this is an organization that installed us for all its workspaces."""
    return team.startswith("E")


@dataclass(frozen=True, slots=True)
class Workspace:
    """One workspace, ready to be called; or a whole organization, which has one token and one id."""

    team: str
    bot_user: str
    bot_id: str
    client: AsyncWebClient


class Workspaces:
    """`app` is our app's id once it is known: events of another app are not ours."""

    def __init__(self, settings: Settings, store: Store, clock: Clock, http: Http) -> None:
        self._token = settings.slack_bot_token.get_secret_value()
        self._client_id = settings.slack_client_id
        self._client_secret = settings.slack_client_secret.get_secret_value()
        self._store = store
        self._clock = clock
        self._http = http
        self._own: Workspace | None = None
        self._known: dict[str, tuple[Installation, Workspace]] = {}
        self._left: set[str] = set()
        self._asking = asyncio.Lock()
        parts = settings.slack_app_token.get_secret_value().split("-")
        self.app = parts[2] if len(parts) > 3 and parts[2].startswith("A") else ""

    async def get(self, team: str) -> Workspace | None:
        """The workspace, None when we are not in it. Raises DeliveryFailed while Slack is away, and
        StorageError while the database is."""
        if self._token:
            own = await self.own()
            if own.team == team:
                return own
        if not self._client_id or team in self._left:
            return None
        kept = self._known.get(team)
        if kept is None or self._ends_soon(kept[0]):
            async with self._asking:
                kept = await self._look_up(team)
        return kept[1] if kept else None

    async def all(self) -> list[Workspace]:
        """Every workspace that we are in. Raises like `get`."""
        found = [await self.own()] if self._token else []
        if self._client_id:
            async with self._store.database.read() as tx:
                kept = await self._store.installations.all(tx, PLATFORM)
            spaces = [await self.get(one.workspace) for one in kept]
            found += [space for space in spaces if space is not None and space not in found]
        return found

    async def own(self) -> Workspace:
        """The workspace of the bot token in the settings. Raises DeliveryFailed."""
        if self._own is None:
            async with self._asking:
                if self._own is None:
                    client = self._http.client(self._token)
                    who = await asked(client.auth_test())
                    self.app = self.app or str(who.get("app_id") or "")
                    org = who.get("enterprise_id") if who.get("is_enterprise_install") else None
                    team = str(org or who["team_id"])
                    self._own = Workspace(team, who["user_id"], who["bot_id"], client)
        return self._own

    async def add(self, installation: Installation) -> None:
        """A workspace installed us, or did so again."""
        async with self._store.database.write() as tx:
            await self._store.installations.save(tx, installation)
        self._left.discard(installation.workspace)
        self._keep(installation)

    def forget(self, team: str) -> None:
        """It took us out, and what is kept of it is being erased."""
        self._known.pop(team, None)
        self._left.add(team)

    # --- inside

    async def _look_up(self, team: str) -> tuple[Installation, Workspace] | None:
        kept = self._known.get(team)
        if kept is None:
            async with self._store.database.read() as tx:
                found = await self._store.installations.get(tx, PLATFORM, team)
            if found is None:
                return None
            kept = self._keep(found)
        if not self._ends_soon(kept[0]):
            return kept
        try:
            return await self._renew(kept)
        except DeliveryFailed:
            if to_ms(self._clock.now()) >= kept[0].expires_ms:
                raise
            return kept  # it is good for a while yet, and the next call tries again

    async def _renew(self, kept: tuple[Installation, Workspace]) -> tuple[Installation, Workspace]:
        """A refresh token works once: the new pair is written down before it is used."""
        old = kept[0]
        answer = await asked(
            self._http.client().oauth_v2_access(
                client_id=self._client_id, client_secret=self._client_secret,
                grant_type="refresh_token", refresh_token=old.refresh,
            )
        )  # fmt: skip
        new = replace(old, **tokens(answer, self._clock))
        async with self._store.database.write() as tx:
            await self._store.installations.save(tx, new)
        return self._keep(new)

    def _keep(self, installation: Installation) -> tuple[Installation, Workspace]:
        self.app = self.app or installation.app
        client = self._http.client(installation.token, lambda: self._ended(installation))
        space = Workspace(
            installation.workspace, installation.bot_user, installation.bot_id, client
        )
        self._known[installation.workspace] = (installation, space)
        return installation, space

    def _ended(self, installation: Installation) -> None:
        """Before its time, as far as we knew: the next call gets a new token first."""
        kept = self._known.get(installation.workspace)
        if kept is not None and kept[0].token == installation.token:
            self._known[installation.workspace] = (replace(installation, expires_ms=1), kept[1])

    def _ends_soon(self, installation: Installation) -> bool:
        ends = installation.expires_ms
        return bool(ends and installation.refresh) and (to_ms(self._clock.now()) > ends - _RENEW_MS)


def tokens(answer: Any, clock: Clock) -> dict[str, Any]:
    """The parts of `oauth.v2.access` that change when a token is renewed."""
    lives = int(answer.get("expires_in") or 0)
    return {
        "token": str(answer["access_token"]),
        "refresh": str(answer.get("refresh_token") or ""),
        "expires_ms": to_ms(clock.now()) + lives * 1000 if lives else 0,
    }
