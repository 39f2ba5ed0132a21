"""The slash commands. One file per command; `registry` is where a new one is added."""

from __future__ import annotations

from bot.commands import (
    assist,
    breathe,
    buddy,
    checkin,
    export,
    forget,
    load,
    memory,
    mood,
    practice,
    privacy,
    reframe,
    shoulder,
    simulate,
    story,
    team,
)
from bot.commands.context import CommandSpec, Context, Handler, Registry, Services

__all__ = ["CommandSpec", "Context", "Handler", "Registry", "Services", "registry"]


def registry() -> Registry:
    """All commands that ship, in the order in which the palette shows them."""
    talking = (shoulder, assist, simulate, load, practice, checkin, mood, breathe, reframe)
    commands = (*talking, team, buddy, story, memory, export, forget, privacy)
    return Registry([command.SPEC for command in commands])
