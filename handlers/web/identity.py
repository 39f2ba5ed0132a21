"""Who is at the page: a random secret in a cookie, signed, so that a forged one is simply a stranger."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass

from aiohttp import web

from bot.messages import Address
from memory.vault import Vault

COOKIE = "shoulder"
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Visitor:
    """One browser. `user` says nothing about the cookie it was made from."""

    user: str
    cookie: str

    @property
    def address(self) -> Address:
        """Where answers go."""
        return Address("web", "local", self.user, self.user)


class Identities:
    """Makes and recognises visitors. Keeps nothing: the signature is enough."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def known(self, cookie: str) -> Visitor | None:
        """The visitor of a cookie that we made, None for anything else."""
        secret, _, signature = cookie.partition(".")
        good = hmac.compare_digest(
            self._sign(secret).encode(), signature.encode("utf-8", "replace")
        )
        return self._visitor(secret) if good and secret else None

    def fresh(self) -> Visitor:
        """Somebody new."""
        return self._visitor(secrets.token_urlsafe(32))

    def _visitor(self, secret: str) -> Visitor:
        user = self._vault.mark("page user", secret)
        return Visitor(user, f"{secret}.{self._sign(secret)}")

    def _sign(self, secret: str) -> str:
        return self._vault.mark("page cookie", secret)


def give(response: web.StreamResponse, visitor: Visitor, *, secure: bool) -> None:
    """Put the visitor's cookie into a response that has not started."""
    response.set_cookie(
        COOKIE, visitor.cookie, max_age=_YEAR, path="/", httponly=True, samesite="Strict",
        secure=secure,
    )  # fmt: skip
