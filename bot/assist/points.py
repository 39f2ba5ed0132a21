"""What the client's last message puts on the table, whatever the complaint is: a question, a proof, a refusal of
what was offered, a deadline. Read by rule from `prompts/assist/points.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import prompts
from bot.assist.chat import Chat
from bot.assist.sentences import sentences, without

_GROAN = re.compile(
    r"\W*(?:(?:jfc|jesus|wow|lol|lmao|guess|ha|haha|omg|oh my god|seriously|really|unbelievable|smh|wtf|ffs|ugh|great|of ?course|"
    r"do you hear yourself|can you read|read (?:it|that) again|please read my message(?: one more time| again)?|scroll up)\W*){0,3}",
    re.I,
)  # fmt: skip
_ANSWER = "gave"  # an answer and nothing else
_DIRECT = frozenset({"ask_contact", "ask_next", "ask_how", "ask_allowed"})
_BEFORE = frozenset({"waiting", "supervisor", "refused_offer"})
_STANDS = frozenset(
    "ask_contact ask_next ask_when ask_how ask_allowed question why deadline our_side wish".split()
)


@dataclass(frozen=True, slots=True)
class Point:
    """One of them and what fits it: `ask`, `look` and `offer` for the cues ("" for none), `steps` for the guide.

    `first`: it stands before what the complaint alone would call for."""

    id: str
    ask: str
    look: str
    offer: str
    steps: tuple[str, ...]
    first: bool


def points_in(chat: Chat) -> tuple[Point, ...]:
    """In: a chat. Out: the points of the client's last message, most urgent first, then those of the one before that
    still count; often none in an opener."""
    now, past = chat.since_reply
    said, earlier = _plain("\n".join(now)), _plain("".join(past[-1:]))
    groaned = bool(_GROAN.fullmatch(said))
    if groaned:
        said, earlier = earlier or said, ""  # what they said before still stands
    rep, reps = _plain(chat.rep[-1]) if chat.rep else "", _plain("\n".join(chat.rep))
    able = [p for p in _all() if not (p.rep_not and p.rep_not.search(reps))]
    # What was not there before, the rep can't have seen yet.
    new = [p for p in _all() if p.anywhere and p not in able and not p.fits("\n".join(past), rep)]
    found = {p.point.id: p for p in _all() if (p in able or p in new) and p.fits(said, rep)}
    kept = [p.point for p in found.values() if not found.keys() & p.unless]
    kept = _asked_first(kept, said, rep)
    if groaned or any(p.id != _ANSWER for p in kept):
        kept = [p for p in kept if p.id != _ANSWER]
    only_answered = bool(kept) and all(p.id == _ANSWER for p in kept)
    # Whoever was asked something back and just answers it has not let go of what they asked before.
    lasting = [p for p in able if p.anywhere or (only_answered and p.point.id in _STANDS)]
    before = [p.point for p in lasting if p.point.id not in found and p.fits(earlier, rep)]
    still = [
        replace(p, first=p.first and only_answered)
        for p in before
        if not (found.keys() | {b.id for b in before}) & _by_id()[p.id].unless
    ]
    return (*still, *kept) if only_answered else (*kept, *still)


def _asked_first(points: list[Point], said: str, rep: str) -> list[Point]:
    """`points`, the direct question that the message ends with before all but who is to answer."""
    last = sentences(said)[-1].strip()
    if not last.endswith("?"):
        return points
    asked = [p for p in points if p.id in _DIRECT and _by_id()[p.id].fits(last, rep)]
    return sorted(points, key=lambda p: 0 if p.id in _BEFORE else 1 if p in asked else 2)


@dataclass(frozen=True, slots=True)
class _Pattern:
    point: Point
    say: re.Pattern[str]
    ruled_out: re.Pattern[str] | None
    rep: re.Pattern[str] | None
    rep_not: re.Pattern[str] | None
    unless: frozenset[str]
    anywhere: bool

    def fits(self, said: str, rep: str) -> bool:
        if self.rep and not self.rep.search(rep):
            return False
        return bool(self.say.search(without(said, self.ruled_out)))


@cache
def _all() -> tuple[_Pattern, ...]:
    table: Mapping[str, Mapping[str, Any]] = prompts.read("assist/points.yaml")
    return tuple(_pattern(name, entry) for name, entry in table.items())


def _by_id() -> dict[str, _Pattern]:
    return {p.point.id: p for p in _all()}


def _pattern(name: str, entry: Mapping[str, Any]) -> _Pattern:
    point = Point(
        name, entry.get("ask", ""), entry.get("look", ""), entry.get("offer", ""),
        tuple(entry["steps"]), bool(entry.get("first")),
    )  # fmt: skip
    ruled_out, rep, rep_not = (
        _compiled(entry[k]) if k in entry else None for k in ("not", "rep", "rep_not")
    )
    return _Pattern(
        point, _compiled(entry["say"]), ruled_out, rep, rep_not,
        frozenset(entry.get("unless", ())), bool(entry.get("anywhere")),
    )  # fmt: skip


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)


def _plain(text: str) -> str:
    return text.replace("’", "'").replace("‘", "'").strip()
