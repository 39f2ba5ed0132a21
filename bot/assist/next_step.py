"""The one usable next step of a coworker's message: what the client asked for last, what was promised and
wants doing, or what usually helps with this trouble."""

from __future__ import annotations

import re
from random import Random

import prompts
from bot.assist.alike import already_said
from bot.assist.chat import Chat
from bot.assist.guide import with_amount
from bot.assist.left import ending, follow, open_fixes
from bot.assist.reading import Reading
from bot.assist.told import Told


def next_steps(chat: Chat, seen: Reading, known: Told, random: Random) -> list[str]:
    """In: a chat, what was read from it, how to say that. Out: orders such as "call maintenance, get a real
    time, and pass it on", the one to say first; nothing that the rep did or said already, if there is other."""
    table = prompts.read("assist/follow.yaml")
    if ended := ending(seen):
        return random.sample(ended["next"], len(ended["next"]))
    if known.steps:
        clear = [step for step in known.steps if not _NO_MOVE.match(step)]
        return [_lower(step) for step in (clear or known.steps)[:2]]
    found: list[str] = []
    asked = {w for w in seen.now if w in _STRAIGHT and not _settled(w, seen)}
    if {"refund", "replacement"} <= asked:
        found.append(table["wants"]["refund_or_replacement"]["next"])
    for want in seen.now:
        want = "compensation" if want == "amount" else want
        if want in _STRAIGHT and not _settled(want, seen):
            found.append(table["wants"][want]["next"])
    plain = bool(asked & _PLAIN) or "amount" in seen.now  # a plain ask is what to answer
    offered = [a for a in follow(seen) if a in _FIRM and a in seen.last_done | {"refund", "waive"}]
    found = [*found[:1], *(table[a]["next"] for a in offered[:1])]
    if not plain:
        random.shuffle(found)
    requested = bool(found) and _ASKS.match(known.next) and {"refund", "waive"} & seen.done
    if not requested and not already_said(known.next, chat.rep):
        found.insert(0 if not found or (not plain and random.random() < 0.5) else 1, known.next)
    elif "check" in seen.done:
        found.append(table["check"]["next"])
    found += [table[a]["next"] for a in follow(seen)[:1]]
    found += [_lower(seen.trouble.fix[a]) for a in open_fixes(seen)[:1]]
    found = found or [table["check"]["next"]]
    return [with_amount(f, seen) for f in dict.fromkeys(found)]


_NO_MOVE = re.compile(
    r"(?:Answer |Use what|Ask for the|Open the file|Say that you|Say first|Start with|Speak of|Say it plainly|Note it all)"
)
_STRAIGHT = ("supervisor", "compensation", "appointment", "refund", "replacement", "answer")
_PLAIN = {"refund", "replacement", "appointment"}
_ASKS = re.compile(r"ask (?:for|if)|check if|find the amount")
_FIRM = frozenset(
    "replace technician escalate waive appointment move_room rebook freeze expedite refund appeal".split()
)


def _settled(want: str, seen: Reading) -> bool:
    """Whether a yes was already given, so that a "yes or no" would come late."""
    return (want == "refund" and "refund" in seen.done) or (
        want == "compensation" and "amount" not in seen.wants
    )


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
