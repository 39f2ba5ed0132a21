"""What `shoulder batch` expects of a line, and what is wrong with one that could not be worked on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.assist.catalog import categories, domains
from bot.assist.chat import category_slug, domain_slug

_TEXT = '{"text": "..."}'
_PRACTICE = ("seeker", "supporter")
_TALK = ("user", "bot", "assistant")
_CHAT = ("client", "rep")

# mode → a line as it should be
SHAPES = {
    "reply": '{"text": "..."} or {"turns": [{"role": "user" or "bot", "text": "..."}]}',
    "screen": _TEXT,
    "redact": _TEXT,
    "search": '{"text": "...", "k": 5}',
    "score": '{"turns": [{"role": "seeker" or "supporter", "text": "..."}]}',
    "tag": '{"text": "..."}',
    "coach": '{"turns": [{"role": "seeker" or "supporter", "text": "..."}]}',
    "seek": '{"scenario": "...", "turns": [{"role": "seeker" or "supporter", "text": "..."}]}',
    "assist": '{"turns": [{"role": "client" or "rep", "text": "..."}]}',
    "client": '{"domain": "...", "category": "...", "civil": true or false, "turns": []}',
}
_ROLES = {
    "reply": _TALK, "score": _PRACTICE, "coach": _PRACTICE, "seek": _PRACTICE, "assist": _CHAT,
    "client": _CHAT,
}  # fmt: skip
_NEEDED = {
    "screen": ("text",), "redact": ("text",), "search": ("text",), "tag": ("text",),
    "score": ("turns",), "coach": ("turns",), "assist": ("turns",), "seek": ("scenario", "turns"),
    "client": ("domain", "category", "civil"),
}  # fmt: skip


def explained(mode: str, item: Mapping[str, Any]) -> str:
    """In: a line's object that failed in this mode. Out: which field is missing or wrong, and a line as it
    should be. Nothing of what stands in the line is repeated but its roles and names."""
    return f"{_fault(mode, item)}; expected {SHAPES[mode]}"


def _fault(mode: str, item: Mapping[str, Any]) -> str:
    missing = [name for name in _NEEDED.get(mode, ()) if item.get(name) is None]
    if mode == "reply" and not item.get("turns") and item.get("text") is None:
        missing = ["text or turns"]
    if missing:
        return f"missing {' and '.join(missing)}"
    if "turns" in item and mode in _ROLES and (wrong := _turns(mode, item["turns"])):
        return wrong
    if mode == "client":
        return _setting(item)
    if mode == "seek":
        return "scenario names no exercise, or it isn't the seeker's turn"
    if mode == "search" and not isinstance(item.get("k", 5), int):
        return "k must be a number"
    return "a field has the wrong type"


def _turns(mode: str, turns: object) -> str:
    """What is wrong with the turns, "" for nothing."""
    roles = _ROLES[mode]
    if not isinstance(turns, list):
        return "turns must be a list"
    for number, turn in enumerate(turns, 1):
        if not isinstance(turn, dict):
            return f"turn {number} must be an object"
        for name in ("role", "text"):
            if name not in turn:
                return f"turn {number} has no {name}"
        if turn["role"] not in roles:
            return f"turn {number} has another role than {', '.join(roles)}"
    if mode == "reply" and turns and turns[-1]["role"] != "user":
        return "the last turn must be the user's"
    return ""


def _setting(item: Mapping[str, Any]) -> str:
    if not domain_slug(item["domain"]):
        return f"domain must be one of {', '.join(domains())}"
    if not category_slug(item["category"]):
        return f"category must be one of {', '.join(categories())}"
    return "traits must be an object of true and false"
