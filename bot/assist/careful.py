"""Cues and steps where what the chat is about is not known for sure: made from what the client's last message puts
on the table, what the rep promised and the category, so that nothing can be beside the point. Where a complaint is
likely though it was put in unknown words, its checks and fixes stand where the category's would."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import prompts
from bot.assist.alike import already_said, twin
from bot.assist.chat import Chat
from bot.assist.cues import as_offer, first_of
from bot.assist.guide import asking, closing, with_amount
from bot.assist.informed import informed
from bot.assist.left import FINDS, ending, open_checks, open_fixes, open_tries
from bot.assist.points import Point
from bot.assist.reading import Reading

FEWEST, MOST = 3, 5
_IN_STORE = re.compile(
    r"\b(?:till|shelf|cashier|checkout (?:girl|guy|lady|line)|in (?:your|the) (?:store|shop)|register)\b",
    re.I,
)
_THING = {  # what finds the fault, where that is more use than who they are
    ("mobile_device", "product_issues"): "model", ("hotel", "product_issues"): "room", ("hotel", "service_quality"): "room",
    ("utilities", "product_issues"): "address", ("utilities", "service_quality"): "address",
    ("telecom", "service_quality"): "address",
}  # fmt: skip
NUMBERS = {
    "hotel": "booking_number", "airline": "booking_number", "retail": "order_number", "food_delivery": "order_number",
    "health_insurance": "member_id", "software": "email", "mobile_device": "order_number",
}  # fmt: skip
_LATE = 2  # messages of the client
_SAID = 20  # characters of a reply that says something
_NOT_AGAIN = {"repeats", "sent", "proof", "refused_offer", "supervisor", "tried", "gave"}
AGAINST = frozenset({"refused_offer", "refused_slot", "refused_wait"})


def careful_cues(
    chat: Chat, seen: Reading, points: Sequence[Point], *, likely: bool = False
) -> tuple[str, str, str]:
    """In: a chat, what was read from it, the points of its last message; `likely`: `seen.trouble` is what it is
    about. Out: ask, look into, offer."""
    if ended := ending(seen):
        ask, look, offer = ended["cues"]
        return ask, look, offer
    words = _words(chat, seen, likely=likely)
    turned_down = any(p.id in AGAINST for p in points)
    promised = {} if turned_down else _under_way(chat)
    return (
        first_of(points, "ask", chat)
        or _file_cue(chat, seen, points)
        or _unsaid(words["ask"], chat),
        first_of(points, "look", chat) or promised.get("look") or words["look"],
        first_of(points, "offer", chat) or promised.get("offer") or words["offer"],
    )


def careful_steps(
    chat: Chat, seen: Reading, points: Sequence[Point], *, likely: bool = False
) -> tuple[str, ...]:
    """As `careful_cues`. Out: three to five steps, under ten words each, none of them done."""
    if ended := ending(seen):
        return tuple(ended["steps"])
    out: list[str] = []
    for step in _candidates(chat, seen, points, likely):
        if len(out) < MOST and not already_said(step, chat.rep) and not twin(step, out):
            out.append(step)
    return closing(out, FEWEST)


def called_for(points: Sequence[Point]) -> Iterator[str]:
    """The steps for the two most urgent points, and the first one for a third."""
    for point in points[:2]:
        yield from point.steps
    for point in points[2:3]:
        yield from point.steps[:1]


def _under_way(chat: Chat) -> Mapping[str, Any]:
    """The words for what the rep's last reply promises to do or to look into; {} when it promises nothing."""
    table = prompts.read("assist/plain.yaml")
    for text in chat.rep[-1:]:
        said = [s for s in _sentences(text) if not _pattern("no_promise").search(s)]
        if any(_pattern("check").search(s) for s in said):
            return dict(table["checking"])
        if any(_pattern("promise").search(s) for s in said):
            return dict(table["promised"])
    return {}


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?;])\s+", text.replace("’", "'"))


def _candidates(chat: Chat, seen: Reading, points: Sequence[Point], likely: bool) -> Iterator[str]:
    if file := _file_step(chat, seen, points):
        yield file
    yield from called_for(points)
    if any(p.id == "conceded" for p in points):
        return
    promised = _under_way(chat)
    if not promised or any(p.id == "refused_offer" for p in points):
        yield from _words(chat, seen, likely=likely)["steps"]
        return
    yield from promised["again" if any(p.id == "refused_wait" for p in points) else "steps"]


def _file_cue(chat: Chat, seen: Reading, points: Sequence[Point]) -> str:
    if number := seen.facts.get("number", ""):
        fresh = _fresh(number, chat, seen)
        return (
            str(prompts.read("assist/cues.yaml")["confirm"]).format(number=number) if fresh else ""
        )
    if any(p.id in _NOT_AGAIN for p in points):
        return ""
    return asking(_detail(chat)) if _wants_file(chat, seen) else ""


def _file_step(chat: Chat, seen: Reading, points: Sequence[Point]) -> str:
    number = seen.facts.get("number", "")
    given: Sequence[str] = prompts.read("assist/follow.yaml")["given"]
    if number and _fresh(number, chat, seen):
        return given[0].format(detail=number)
    if any(p.id in _NOT_AGAIN for p in points):
        return ""
    return asking(_detail(chat)) if _wants_file(chat, seen) else ""


def _fresh(number: str, chat: Chat, seen: Reading) -> bool:
    """Whether the client just gave it and the rep has yet to open the file with it."""
    return number in chat.last.replace(" ", "") and (
        bool(FINDS & seen.last_asked) or not _is_open(chat)
    )


def _wants_file(chat: Chat, seen: Reading) -> bool:
    """Whether there is still a number to ask for: nothing to find them by, nobody asked, and no file open."""
    known = seen.asked | seen.given
    in_house = chat.domain == "hotel" and "room" in known
    if seen.turn > _LATE and any(len(text) > _SAID for text in chat.rep):
        return False  # whoever needed the number has asked by now
    return not (
        seen.identified or in_house or FINDS & known or _detail(chat) in known or _is_open(chat)
    )


def _is_open(chat: Chat) -> bool:
    """Whether the rep has their file: says what is in it, or has promised to do something in it."""
    return informed(chat.rep) or any(
        _pattern(p).search(t) for p in ("file_open", "promise") for t in chat.rep
    )


def _detail(chat: Chat) -> str:
    if chat.domain == "retail" and _IN_STORE.search(chat.client[0]):
        return "receipt"
    return _THING.get((chat.domain, chat.category)) or NUMBERS.get(chat.domain, "account_number")


def _unsaid(ask: str, chat: Chat) -> str:
    """`ask`, or another question where the rep has asked it already."""
    other: str = prompts.read("assist/plain.yaml")["ask_else"]
    return other if already_said(ask.removeprefix("Ask "), chat.rep) else ask


def _words(chat: Chat, seen: Reading, *, likely: bool) -> Mapping[str, Any]:
    """The category's words, or those of the complaint where it is likely: what is open to check, and to offer."""
    table: Mapping[str, Mapping[str, Any]] = prompts.read("assist/plain.yaml")["careful"]
    words = table[chat.category or "service_quality"]
    if not likely:
        return words
    fixes = [with_amount(seen.trouble.fix[a], seen) for a in open_fixes(seen)]
    fixes = [f for f in fixes if not already_said(f, chat.rep)]
    checks = [with_amount(c, seen) for c in open_checks(chat, seen)]
    tries = [seen.trouble.tries[a] for a in open_tries(seen)] if not chat.rep else []
    steps = [*checks[: 2 - bool(tries)], *tries[:1], *fixes[:2]]
    return {
        "ask": words["ask"],
        "look": next(iter(checks), words["look"]),
        "offer": as_offer(fixes[0]) if fixes else words["offer"],
        "steps": steps if len(steps) >= FEWEST else [*steps, *words["steps"]],
    }


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(prompts.read("assist/plain.yaml")[name], re.I)
