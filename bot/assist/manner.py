"""How a rep's line sounds to a client: unkind, drawing a line, or feeling with them. What counts is whom it is about:
"that's ridiculous" about a fee is on the client's side, about their question it is not."""

from __future__ import annotations

import re
from functools import cache

import prompts


def unkind(plain: str) -> bool:
    """Whether the line is rude to the client; a rep who owns up to it ("that was rude of me") is not."""
    told = _moves()["own"].sub("", plain)
    return bool(_moves()["snap"].search(told) or _moves()["unkind"].search(told))


def draws_a_line(plain: str) -> bool:
    """Whether the rep asks to be talked to decently."""
    return bool(_moves()["limit"].search(_moves()["own"].sub("", plain)))


def warm(plain: str) -> bool:
    """Whether the line feels with the client: it calls what happened bad, or says what it must be like."""
    return bool(_moves()["warm"].search(_moves()["cold"].sub("", plain)))


def odd(plain: str, topic: str) -> bool:
    """Whether the line is about something no client has come for; `topic` are words of this client's own case."""
    known = topic.lower()
    return any(found[0].lower() not in known for found in _moves()["odd"].finditer(plain))


@cache
def _moves() -> dict[str, re.Pattern[str]]:
    return {k: re.compile(v, re.I) for k, v in prompts.read("clients/moves.yaml").items()}
