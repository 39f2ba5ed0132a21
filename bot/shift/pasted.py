"""What a client wrote, as a rep pastes it: read into lines, and held in memory only, for a while.

Nothing of it is written anywhere. It is held sealed under the person's own key, so that forgetting the
person makes it unreadable here, too.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from datetime import datetime, timedelta

from bot.assist.talk import Line, Role
from memory.clock import Clock
from memory.errors import KeyGone
from memory.vault import Vault

LONGEST = 4_000
_HELD_FOR = timedelta(minutes=30)
_MOST = 2_000
_COLUMN = "pasted"
_CLIENT = "client|customer|caller|guest|passenger|member|user|them|they|he|she"
_REP = "rep|agent|me|i|you|us|csr|support"
_SPEAKER = re.compile(
    rf"\s*(?:\[?\d\d?:\d\d\]?\s*)?(?:({_CLIENT})|({_REP}))\s*[:>]\s*", re.IGNORECASE
)


def lines_of(text: str) -> tuple[Line, ...]:
    """ "Client: …" and "Me: …" at the start of a line say who is speaking; without any of it, all is
    the client's. What the rep said last is left out: help is about the client's last words."""
    lines: list[tuple[Role, list[str]]] = []
    for row in text.strip()[:LONGEST].splitlines():
        if found := _SPEAKER.match(row):
            lines.append(("client" if found[1] else "rep", [row[found.end() :].strip()]))
        elif lines:
            lines[-1][1].append(row.strip())
        else:
            lines.append(("client", [row.strip()]))
    said = [Line(role, " ".join(filter(None, rows))) for role, rows in lines]
    said = [line for line in said if line.text]
    while said and said[-1].role == "rep":
        said.pop()
    return tuple(said)


def only_client(text: str) -> bool:
    """Whether each line of it says that the client is speaking. Anything else may be the rep's own words."""
    rows = [row for row in text.splitlines() if row.strip()]
    return bool(rows) and all(found and found[1] for found in map(_SPEAKER.match, rows))


class Pasted:
    """The last pasted text of each person, for "want to talk about that one?"."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock
        self._held: OrderedDict[str, tuple[datetime, bytes]] = OrderedDict()

    def hold(self, person_id: str, text: str) -> None:
        """Instead of what was held before. Raises KeyGone."""
        sealed = self._vault.seal(person_id, _COLUMN, text)
        self._held[person_id] = (self._clock.now(), sealed)
        self._held.move_to_end(person_id)
        while len(self._held) > _MOST:
            self._held.popitem(last=False)

    def take(self, person_id: str) -> str:
        """What is held; "" when it is too old, or nothing is. Stays held until something new comes."""
        at, sealed = self._held.get(person_id, (None, b""))
        if at is None or self._clock.now() - at > _HELD_FOR:
            self._held.pop(person_id, None)
            return ""
        try:
            return self._vault.open(person_id, _COLUMN, sealed)
        except KeyGone:
            self._held.pop(person_id, None)
            return ""

    def drop(self, person_id: str) -> None:
        """Hold nothing of this person."""
        self._held.pop(person_id, None)
