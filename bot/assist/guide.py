"""Info-Guide: what is left to do about the complaint, three to seven steps under ten words each.

Care-Pilot's rules (§1.3): specific actions only; nothing already done; apologies and assurances are
no steps. The material is `prompts/assist/troubles/`, `follow.yaml` and `details.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import prompts
from bot.assist.alike import already_said, twin
from bot.assist.chat import Chat
from bot.assist.left import (
    FINDS,
    ending,
    follow,
    open_checks,
    open_fixes,
    open_tries,
    under_way,
    unmet,
)
from bot.assist.points import Point
from bot.assist.reading import Reading

MAX_WORDS, FEWEST, MOST, USUAL = 9, 3, 7, 5
_URGENT = 2  # steps that the last message calls for
_UNASKED = 1  # details asked for at once: a client who repeats things is not asked for three
_FEE = re.compile(
    r"\bthe ((?:late checkout |early check-in |data |seat |parking |late |exit |extra |bag |change )?)(fee|charge|refund)\b"
)
ENOUGH = frozenset({"sent", "proof", "repeats"})  # after these nothing more is asked for
_BESIDE = frozenset({"callback", "feedback", "settings"})


def steps(chat: Chat, seen: Reading, points: Sequence[Point] = ()) -> tuple[str, ...]:
    """In: a chat, what was read from it, the points of its last message. Out: three to seven steps, in the order
    to take them."""
    if ended := ending(seen):
        return tuple(ended["steps"])
    out: list[str] = []
    urgent = [step for p in points if p.first and chat.rep for step in p.steps][:_URGENT]
    enough = any(p.id in ENOUGH for p in points)
    details = [d for d in _details(seen) if not (enough and d.startswith("Ask"))]
    asked = bool(urgent) and points[0].id.startswith(
        "ask_"
    )  # a question is answered before one is asked
    opening = (*urgent, *details) if asked else (*details, *urgent)
    for step in (*opening, *_checks(chat, seen), *_tries(seen), *_fixes(seen)):
        step = with_amount(step, seen)
        if (
            len(step.split()) <= MAX_WORDS
            and not already_said(step, chat.rep)
            and not twin(step, out)
        ):
            out.append(step)
    out = _trimmed(out)
    for step in open_checks(chat, seen)[:1]:
        if len(out) < FEWEST and not under_way(seen) and not twin(step, out):
            out.append(step)
    for step in (_follow()["wants"].get(w, {}).get("step", "") for w in seen.wants):
        if step and len(out) < FEWEST and step not in out:
            out.append(step)
    return closing(out, FEWEST + 1)[:MOST]


def closing(steps: Sequence[str], fewest: int) -> tuple[str, ...]:
    """`steps`, and what closes any case where there are fewer than `fewest`."""
    left = [s for s in _follow()["close"] if not twin(s, steps)]
    return (*steps, *left[: max(0, fewest - len(steps))])


def asking(detail: str) -> str:
    """The hint to ask for a detail."""
    entry = prompts.read("assist/details.yaml")[detail]
    return str(entry.get("cue", f"Ask for the {entry['ask']}"))


def with_amount(text: str, seen: Reading) -> str:
    """`text` with the client's own amount: "Reverse the $50 late checkout fee"."""
    text = text.replace("their ZIP", seen.facts.get("zip", "their ZIP"))
    amount = seen.facts.get("amount")
    if not amount or not amount.startswith(("$", "€", "£")):
        return text
    return _FEE.sub(lambda m: f"the {amount} {m[1]}{m[2]}", text, count=1)


def _details(seen: Reading) -> Iterator[str]:
    table, words = prompts.read("assist/details.yaml"), _follow()
    if under_way(seen):
        return
    number = seen.facts.get("number")
    waiting = [d for d in seen.trouble.ask if d in seen.asked and d not in seen.given]
    waiting = [d for d in waiting if not (seen.identified and d in FINDS)]
    if not {"check", "found"} & seen.done:
        if number:
            yield words["given"][0].format(detail=number)
        elif seen.identified:
            yield words["given"][2]
    if waiting and not number and not {"check", "found"} & seen.done:
        yield words["why_needed"].format(ask=table[waiting[0]]["ask"])
        if "asked_again" in seen.jabs:
            yield words["held_back"]
    for detail in unmet(seen)[:_UNASKED]:
        yield asking(detail)


def _checks(chat: Chat, seen: Reading) -> Iterator[str]:
    act = under_way(seen)
    if act:
        table: dict[str, str] = prompts.read("assist/cues.yaml")["look_done"]
        yield table.get(act, table["any"])
        return
    if "found" not in seen.done:  # else what was found is what to go on from
        yield from open_checks(chat, seen)[: 2 if seen.turn == 1 else 1]
    if "check" in seen.last_done and "found" not in seen.last_done:
        yield _follow()["check"]["step"]


def _tries(seen: Reading) -> Iterator[str]:
    for act in open_tries(seen)[: 0 if under_way(seen) else 2]:
        yield seen.trouble.tries[act]


def _fixes(seen: Reading) -> Iterator[str]:
    words = _follow()
    for act in follow(seen)[:2]:
        yield words[act]["step"]
    if (
        seen.wants
        and seen.wants[0] in ("amount", "supervisor", "why")
        and not (seen.wants[0] == "why" and "explain" in seen.done)
        and not (seen.wants[0] == "supervisor" and "supervisor" not in seen.now)
        or (seen.wants[:1] == ("appointment",) and "appointment" not in seen.done)
    ):
        yield words["wants"].get("compensation" if seen.wants[0] == "amount" else seen.wants[0])[
            "step"
        ]
    if "refused_wait" in seen.jabs:
        yield words["faster"]["step"]
    left = open_fixes(seen)
    if seen.wants[:1] == ("appointment",) and "appointment" not in seen.done:
        left = tuple(a for a in left if a != "appointment")  # said above
    if under_way(seen):
        left = tuple(a for a in left if a in _BESIDE)  # the matter is settled: no second remedy
    for act in left[:2]:
        yield seen.trouble.fix[act]


def _trimmed(found: list[str]) -> list[str]:
    """The steps that count when there are too many: one check is enough then."""
    return found if len(found) <= USUAL + 1 else [*found[:3], *found[-(USUAL - 2) :]]


def _follow() -> Any:
    return prompts.read("assist/follow.yaml")
