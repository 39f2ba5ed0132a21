"""What a provider's library throws, as one of the few kinds the house knows.

By status code and by name: no provider's package is imported for it.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass

from pydantic import ValidationError

from bot.model.engine import Kind

_SLOW = ("timeout",)
_AWAY = ("connect", "network", "protocol", "read", "write", "closed", "apierror")
_REFUSED = ("contentfilter", "refus", "moderation")


@dataclass(frozen=True, slots=True)
class Failure:
    """`again`: the same call may work in a moment, `wait` seconds from now if the server said so.
    `unknown_option`: the server does not know something that was asked of it. `denied`: the key is
    wrong or the model does not exist, which only the operator can mend."""

    kind: Kind
    again: bool = False
    wait: float = 0.0
    unknown_option: bool = False
    denied: bool = False
    status: int = 0


def read(error: BaseException) -> Failure:
    """What is to be made of an exception out of a model call."""
    status = _status(error)
    name = type(error).__name__.lower()
    if status in (408, 504) or isinstance(error, TimeoutError | asyncio.TimeoutError):
        return Failure("slow", status=status)
    if status == 429:
        return Failure("unavailable", again=True, wait=_retry_after(error), status=status)
    if status >= 500:
        return Failure("unavailable", again=True, wait=_retry_after(error), status=status)
    if status in (401, 402, 403, 404):
        return Failure("unavailable", denied=True, status=status)
    reason = f"{name} {getattr(error, 'code', '')}".lower().replace("_", "")
    if any(part in reason for part in _REFUSED):
        return Failure("refused", status=status)
    if status in (400, 415, 422):
        return Failure("unavailable", unknown_option=True, status=status)
    if isinstance(error, ValidationError | json.JSONDecodeError | UnicodeDecodeError):
        return Failure("malformed")
    if any(part in name for part in _SLOW):
        return Failure("slow")
    if isinstance(error, OSError) or any(part in name for part in _AWAY):
        return Failure("unavailable", again=True)
    # A body that its library could not take apart: TypeError, KeyError and the like.
    return Failure("malformed")


def _status(error: BaseException) -> int:
    for holder in (error, getattr(error, "response", None)):
        for attribute in ("status_code", "status", "code"):
            value = getattr(holder, attribute, None)
            if isinstance(value, int) and 400 <= value < 600:
                return value
    return 0


def _retry_after(error: BaseException) -> float:
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    try:
        return max(0.0, float(headers.get("retry-after", 0)))
    except (TypeError, ValueError):
        return 0.0
