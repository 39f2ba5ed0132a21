"""Payloads that are not what Slack's documentation says: they are ignored, and that is all."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


MISSHAPEN = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError)


class Unreadable(Exception):
    """A payload without what it needs to mean anything to us. Sending it again would not help."""


def reads(work: Callable[P, R]) -> Callable[P, R]:
    """For what takes a payload apart: whatever is missing or of another kind raises Unreadable. Never
    around anything that keeps or sends: a mistake of ours must not pass for one of Slack's."""

    @wraps(work)
    def read(*given: P.args, **named: P.kwargs) -> R:
        try:
            return work(*given, **named)
        except MISSHAPEN as error:
            raise Unreadable from error

    return read


def shaped(body: dict[str, Any]) -> bool:
    """Whether a payload has the shape without which bolt stumbles before it asks anybody of us."""
    actions, view = body.get("actions", [{"action_id": ""}]), body.get("view")
    return (
        isinstance(body.get("event", {}), dict)
        and isinstance(actions, list)
        and bool(actions)
        and all(isinstance(action, dict) and "action_id" in action for action in actions)
        and (not view or (isinstance(view, dict) and "type" in view))
    )
