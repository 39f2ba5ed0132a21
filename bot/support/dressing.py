"""What goes with the words of an answer: the greeting in front, the buttons below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from bot.messages import Choice
from bot.support import policy
from bot.support.talk import Source, SupportRequest
from bot.support.understand import Heard


def greeting(request: SupportRequest, lines: Mapping[str, Sequence[str]], rng: Random) -> str:
    """On a new day: the name, and what was left open; else nothing."""
    if not request.first_today:
        return ""
    name, loops = request.profile.name, request.profile.open_loops
    if loops:
        line = rng.choice(lines["welcome_back"]).format(loop=loops[0])
        return f"{'Hi ' + name + '. ' if name else ''}{line} "
    return f"Hi {name}. " if name else ""


def choices(kind: str, sources: Sequence[Source], heard: Heard) -> tuple[Choice, ...]:
    """Listen, see it differently, something to do: as buttons; feedback after something was given."""
    if kind in ("step", "reframe", "protect"):
        about = sources[0].id if sources else kind
        return (Choice("helped", "That helped", about), Choice("not_for_me", "Not for me", about))
    if kind not in ("listen", "answer"):
        return ()
    buttons = [Choice("listen", "Just listen"), Choice("reframe", "See it differently"),
               Choice("step", "Something to do now", style="plain")]  # fmt: skip
    if policy.protected(heard.understanding.incidents):
        buttons.pop(1)
    return tuple(buttons)
