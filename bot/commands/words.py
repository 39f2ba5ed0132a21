"""What every command needs to talk: its words, numbers and days in plain English, a fair dice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import prompts
from bot.commands.context import Context
from memory.clock import from_ms


def words(command: str) -> Any:
    """The words of one command."""
    return prompts.read("phrases/commands.yaml")[command]


def count(forms: Mapping[int | str, str], n: int, **fills: object) -> str:
    """The form that fits `n` ("1 check-in", "3 check-ins"), filled in."""
    return forms.get(n, forms["other"]).format(n=n, **fills)


def day(moment: date) -> str:
    """ "Nov 3", short enough for an axis."""
    return f"{moment:%b} {moment.day}"


def long_time(moment: datetime) -> str:
    """ "Tuesday, November 3, 2026, 14:05"."""
    return f"{moment:%A, %B} {moment.day}, {moment:%Y, %H:%M}"


def zone(context: Context) -> tzinfo:
    """The person's time zone; until they told, the one in the settings."""
    told = context.person.profile.get("tz")
    try:
        return ZoneInfo(told or context.services.settings.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def local(context: Context, at_ms: int) -> datetime:
    """A stored moment on the person's own clock."""
    return from_ms(at_ms).astimezone(zone(context))


def vary(options: Sequence[str], context: Context, turn: int) -> str:
    """One of the options: the next one each turn, beginning anywhere, the same when asked again."""
    seed = context.services.settings.seed
    start = seed if seed is not None else int(context.person.id[:8], 16)
    return options[(start + turn) % len(options)]


def plain(text: str, longest: int) -> str:
    """Typed words on one line, without control and direction characters, cut to `longest`."""
    shown = "".join(c if c.isprintable() or c == "\u200d" else " " for c in text[: longest * 4])
    return " ".join(shown.split())[:longest].strip()
