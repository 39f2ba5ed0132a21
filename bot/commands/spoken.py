"""Commands that were typed as plain words: "checkin 2 tired", "/mood", "privacy", "call me Sam"."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import prompts
from bot.commands.context import Registry

_LONGEST = 12_000
_CHECKIN = re.compile(r"(check[ -]?in)(?:\s+(\d.*))?", re.IGNORECASE | re.DOTALL)
_CALL_ME = re.compile(r"(?:please |you can )?call me (.{1,40}?)[.!]?", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .'’-](?=[^\W\d_]|$)){0,39}")


def spoken(text: str, registry: Registry) -> tuple[str, str] | None:
    """Name and arguments when the whole message is a command, None when it is something to listen to.

    With a slash any arguments count. Without one the message must be the bare word: "forget" is a
    command, "forget it" is not.
    """
    text = text.replace("\0", "").strip()
    if text.startswith("/"):
        name, _, args = text[1:_LONGEST].partition(" ")
        return (name.lower(), args) if registry.knows(name.lower()) else None
    if match := _CHECKIN.fullmatch(text):
        return "checkin", match[2] or ""
    if (match := _CALL_ME.fullmatch(text)) and _meant(match[1]):
        return "memory", f"name {match[1]}"
    bare = text.lower().rstrip(".!?")
    if bare == "forget last":
        return "forget", "last"
    if bare in prompts.read("phrases/commands.yaml")["reframe"]["spoken"]:
        return "reframe", ""
    return (bare, "") if len(bare) < 20 and registry.knows(bare) else None


def name_in(text: str) -> str:
    """A preferred name fit to be kept and greeted with, "" when it does not look like one."""
    name = " ".join(unicodedata.normalize("NFC", text.replace("\0", "")).split())
    return name if _NAME.fullmatch(name) else ""


def _meant(words: str) -> bool:
    """Whether "call me …" gives a name: "call me back" and "call me crazy" do not."""
    name = name_in(words)
    if not name or len(name.split()) > 3:
        return False
    return all(part.istitle() or part.lower() in _given() for part in name.split())


@cache
def _given() -> frozenset[str]:
    lists: dict[str, str] = prompts.read("redact/given.yaml")
    return frozenset(word for names in lists.values() for word in names.split())
