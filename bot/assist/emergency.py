"""A hazard to somebody's life or health right now: a child who swells up after nuts, a smell of gas, wrong pills that were
taken, a client who is about to faint. Then the emergency number is the first thing the rep says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

import prompts
from bot.assist.alike import twin
from bot.assist.chat import Chat
from bot.assist.hazard import Hazard
from bot.assist.sentences import sentences
from bot.safety.crisis import Danger

NOW = Danger("medical", "imminent", "client")
_MOST = 6  # steps


def emergency_in(chat: Chat, seed: int = 0) -> Hazard | None:
    """In: a chat. Out: what the client's messages tell of as happening now; None once the rep has named the emergency
    number and the last message is about something else, or says that it is over."""
    table = _table()
    if _is(table["over"]).search(_plain(chat.last)):
        return None
    rep = bool(_is(table["met"]).search("\n".join(chat.rep)))
    told = _now(chat.client[-1:] if rep else chat.client)
    for kind in _kinds():
        if kind.told(told):
            words = table["kinds"][kind.name]
            steps = [*words["steps"]]
            steps += [s for s in table["more"] if not twin(s, steps)]
            said = Random(f"{seed}:{chat.mark}").choice(table["message"])  # noqa: S311 - words, not secrets
            return Hazard(
                kind.name, (words["first"], words["look"], words["offer"]),
                tuple(steps[:_MOST]), tuple(table["boundary"]), said,
            )  # fmt: skip
    return None


def shaken(chat: Chat) -> bool:
    """Whether the client told of one and the rep has named the number: then they are frightened, not rude."""
    if not _is(_table()["met"]).search("\n".join(chat.rep)):
        return False
    told = _now(chat.client)
    return any(kind.told(told) for kind in _kinds())


def afterward(chat: Chat, seed: int = 0) -> str:
    """The coworker's message once the rep has named the number and the client goes on."""
    return Random(f"{seed}:{chat.mark}").choice(_table()["after"])  # type: ignore[no-any-return]  # noqa: S311 - words, not secrets


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    every: tuple[re.Pattern[str], ...]
    ruled_out: re.Pattern[str] | None

    def told(self, said: Sequence[str]) -> bool:
        """Whether the sentences have all of it between them."""
        left = "\n".join(s for s in said if not (self.ruled_out and self.ruled_out.search(s)))
        return all(p.search(left) for p in self.every)


def _now(texts: Sequence[str]) -> list[str]:
    """The sentences that may tell of this moment."""
    table = _table()
    past, now, figure, over = (_is(table[k]) for k in ("past", "now", "figure", "over"))
    return [
        s
        for text in texts
        for s in sentences(_plain(text))
        if not figure.search(s) and not over.search(s) and (not past.search(s) or now.search(s))
    ]


@cache
def _kinds() -> tuple[_Kind, ...]:
    return tuple(
        _Kind(name, tuple(map(_is, words["all"])), _is(words["not"]) if "not" in words else None)
        for name, words in _table()["kinds"].items()
    )


@cache
def _is(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)


def _table() -> Mapping[str, Any]:
    table: Mapping[str, Any] = prompts.read("assist/emergencies.yaml")
    return table


def _plain(text: str) -> str:
    return text.replace("’", "'").replace("‘", "'")
