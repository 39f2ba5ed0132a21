"""One-time links: a page hands something out once, for ten minutes, to whoever holds the link."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from datetime import datetime, timedelta
from hashlib import sha256

from bot.messages import Address

_GOOD_FOR = timedelta(minutes=10)
_MOST = 1000


class Links:
    """In memory, and only as hashes: after a restart one asks for a new link."""

    def __init__(self) -> None:
        self._open: OrderedDict[str, tuple[Address, datetime]] = OrderedDict()

    def make(self, owner: Address, now: datetime) -> str:
        """A new token for this person; an older one of theirs is no good anymore."""
        for key in [key for key, (other, _) in self._open.items() if other.user == owner.user]:
            if self._open[key][0] == owner:
                del self._open[key]
        token = secrets.token_urlsafe(24)
        self._open[_hash(token)] = (owner, now + _GOOD_FOR)
        while len(self._open) > _MOST:
            self._open.popitem(last=False)
        return token

    def good(self, token: str, now: datetime) -> bool:
        """Whether it would work right now. Looking does not use it up: link previews look."""
        found = self._open.get(_hash(token))
        return found is not None and now < found[1]

    def take(self, token: str, now: datetime) -> Address | None:
        """Whose it is, once; None when it was used, is too old, or never was."""
        found = self._open.pop(_hash(token), None)
        return found[0] if found is not None and now < found[1] else None


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
