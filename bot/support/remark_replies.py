"""The words that meet a remark in mid-talk: what they said, said back, and a line made for it, from
`prompts/phrases/remarks`. Nothing of the call before, no advice."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from random import Random
from typing import Any

import prompts
from bot.support.guard import Sore, faults
from bot.support.novelty import pick
from bot.support.remarks import ASIDES, NEAR, PLANS, Remarks, flat
from bot.support.retelling.echo import Echo
from bot.support.talk import SupportAnswer, SupportRequest
from bot.support.understand import Heard
from bot.support.understanding import Understanding
from bot.support.you_form import in_you_form, named, written_out

_GOOD = ("good_turn", "joy")
_SAID = ("story", "clause")  # slots of what is said back
_LONGEST = 24  # words said back
_READ = 60  # words of a message whose end is read by itself
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
_PARTS = re.compile(
    r"[.!?;…\n]+|,? but |\b(?:lol|lmao|haha+|hehe)\b|, (?=(?:i|i'm|i'll|they|he|she|we|it|it's) )",
    re.I,
)
_SUBJECT = re.compile(
    r"(?:i|i'm|i'll|i've|i'd|we|we're|we'll|my|our|the|a|an|they|they're|he|he's|she|she's|it|it's|nobody|no one|"
    r"someone|somebody|everyone|two|three|maybe|tomorrow|next|today|tonight|hr|mom|dad|grandma|grandpa)\b",
    re.I,
)
_DROPPED = (
    (re.compile(r"(?:going|planning|thinking|about|having|watching|bringing|taking|writing|seeing)\b", re.I), "I'm "),
    (re.compile(r"(?:will|might|could|should|made|booked|signed|found|decided|had|got|lost)\b", re.I), "I "),
)  # fmt: skip
_PERSON = (
    "mom|mum|mother|dad|father|stepdad|stepmom|wife|husband|partner|fiance|fiancee|boyfriend|girlfriend|brother|"
    "sister|twin|son|daughter|little girl|little boy|kid|kids|child|children|baby|boy|girl|little one|youngest|oldest|grandma|grandmother|"
    "grandpa|grandfather|gran|nan|nana|aunt|uncle|cousin|niece|nephew|best friend|friend|roommate|neighbor|dog|cat|"
    "parents|mother in law|father in law|family|twins|godmother|godfather"
)
_WHO = re.compile(
    rf"\b(?:my|our) (?:(?:own|late|big|older|younger|dear|old|baby) )*(?P<who>{_PERSON})s?\b"
)
_FEAST = re.compile(
    r"\b(thanksgiving|christmas|easter|eid|hanukkah|diwali|halloween|new year'?s(?: eve)?)\b"
)
_DAY = "wedding|graduation|recital|birthday|anniversary|baptism|concert|play|game|prom|party|funeral|bedtime|reunion|christening|communion|shower|show|match|ceremony"
_EVENT = re.compile(
    rf"\b(?:my|our) (?:(?:own|little|big|older|younger|best) )*(?:(?P<who>{_PERSON})'?s?'? )?(?:\w+ )?(?P<day>{_DAY})\b"
)
_MARRIES = re.compile(
    rf"\b(?:my|our) (?:\w+ )?(?P<who>{_PERSON}) (?:is getting|gets|is) (?:married|marrying)\b"
)


@dataclass(frozen=True, slots=True)
class Pool:
    """Lines for a remark. `when` must be found in the message, `unless` not; `after` is the remark that the message
    before has to be; `plain` lines stand alone; `named` have {who} or {event}, for when nothing can be said back."""

    remark: str
    lines: tuple[str, ...]
    named: tuple[str, ...] = ()
    when: str = ""
    unless: str = ""
    after: str = ""
    plain: bool = False


class RemarkReplies:
    """`knows` tells ordinary words from typos; `hear` reads an earlier message."""

    def __init__(self, knows: Callable[[str], bool], hear: Callable[[str], Heard]) -> None:
        self._remarks = Remarks.load()
        self._knows = knows
        self._hear = hear

    def meet(
        self, text: str, heard: Heard, request: SupportRequest, rng: Random
    ) -> SupportAnswer | None:
        """The answer to a remark in a talk that has begun; None where it is none."""
        mine = [u.text for u in request.history if u.role == "user"]
        if not mine or request.after_danger:
            return None
        remark = self._remarks.of(text, heard.vectors, mine)
        if remark not in NEAR and (last := self._last(text)):
            read = self._hear(last)
            if said_last := self._remarks.of(last, read.vectors, mine, part=True):
                remark, text, heard = said_last, last, replace(read, smalltalk=heard.smalltalk)
        if not remark:
            return None
        pool = self._pool(remark, flat(text), mine)
        lead = "" if pool.plain else self._said_back(remark, text, heard)
        slots = {"who": _who(text), "event": _event(text)}
        named_lines = [n for n in map(lambda line: _filled(line, slots), pool.named) if n]
        lines = (not lead and named_lines) or pool.lines
        line = pick(lines, request.history, rng, () if lead else request.profile.used_openings)
        words = f"{lead}. {line}" if lead else line
        if faults(words, heard=Sore.of(text)):
            words = pick(pool.lines, request.history, rng)
        return SupportAnswer(
            words, _moves(remark, words, lead), understanding=_understood(remark, heard)
        )

    # --- inside

    def _last(self, text: str) -> str:
        """The last sentence of a message that has several; thanks and the like are none. "" for one sentence."""
        said = [s for s in _SENTENCE.split(text) if len(self._remarks.bare(s).split()) > 1]
        alone = len(said) == 1 and said[0].strip() == text.strip()
        return "" if alone or not said or len(text.split()) > _READ else said[-1]

    def _pool(self, remark: str, plain: str, mine: Sequence[str]) -> Pool:
        """The first that fits."""
        for pool in self._pools[remark]:
            if pool.when and not re.search(pool.when, plain):
                continue
            if pool.unless and re.search(pool.unless, plain):
                continue
            if pool.after:
                before = self._remarks.of(mine[-1], self._hear(mine[-1]).vectors, mine[:-1])
                if before != pool.after:
                    continue
            return pool
        raise KeyError(remark)

    def _said_back(self, remark: str, text: str, heard: Heard) -> str:
        """Their own words, turned to them, without a full stop; "" where they can't be."""
        parts = self._parts(text)
        if remark in PLANS:
            meant = [p for p in parts if self._remarks.plans(flat(p))]
            said = [self._turned(p, dropped=True) for p in meant[-1:]]
        else:
            told = [s for p in parts[:2] if (s := self._turned(p, dropped=remark in NEAR))]
            said = self._sore_part(remark, _echoed(heard.echoes), told)
        sore = Sore.of(text)
        for tried in (said, said[:1]):
            whole = ". ".join(s[:1].upper() + s[1:] for s in tried)
            if not whole or len(whole.split()) > _LONGEST:
                continue
            if not faults(f"{whole}.", heard=sore):
                return whole
        return ""

    def _sore_part(self, remark: str, echoed: list[str], told: list[str]) -> list[str]:
        """What is said back of it: of a loss or an illness, only with the part that names it."""
        if remark in ASIDES:
            return told[:1] or echoed[:1]
        if remark not in ("loss", "illness"):
            return echoed or told
        for theirs in (True, False):
            for parts in (echoed, told):
                named = any(self._remarks.names(remark, p) for p in parts)
                if named and (not theirs or any("your " in p for p in parts)):
                    return parts
        return []

    def _parts(self, text: str) -> list[str]:
        parts = (self._remarks.bare(p) for p in _PARTS.split(written_out(text)))
        return [p for p in parts if len(p.split()) > 1]

    def _turned(self, part: str, *, dropped: bool) -> str:
        """A clause in you-form; one without its subject gets it back where it is surely theirs."""
        if dropped and not _SUBJECT.match(part):
            part = next((f"{mine}{part}" for begins, mine in _DROPPED if begins.match(part)), part)
        return in_you_form(part, self._knows) if _SUBJECT.match(part) else ""

    @cached_property
    def _pools(self) -> Mapping[str, tuple[Pool, ...]]:
        out: dict[str, tuple[Pool, ...]] = {}
        for file in prompts.names("phrases/remarks"):
            content = prompts.read(file)
            for entry in content if isinstance(content, list) else ():
                fields: dict[str, Any] = {
                    k: tuple(v) if isinstance(v, list) else v for k, v in entry.items() if k != "id"
                }
                pool = Pool(**fields)
                out[pool.remark] = (*out.get(pool.remark, ()), pool)
        return out


def _echoed(echoes: Sequence[Echo]) -> list[str]:
    """The one or two stretches that tell it, in their order."""
    kept: list[Echo] = []
    for echo in echoes:
        if echo.slot not in _SAID or echo.hostile or re.match(r"ill\b", echo.text):
            continue
        if all(echo.end <= k.start or echo.start >= k.end for k in kept):
            kept.append(echo)
    return [named(e.text) for e in sorted(kept[:2], key=lambda e: e.start)]


def _who(text: str) -> str:
    found = _WHO.search(flat(text))
    return (
        f"your {found['who'].removesuffix('s') if found['who'] != 'kids' else 'kids'}"
        if found
        else ""
    )


def _event(text: str) -> str:
    plain = flat(text).replace("bday", "birthday")
    if found := _MARRIES.search(plain):
        return f"your {found['who']}'s wedding"
    if found := _EVENT.search(plain):
        return (
            f"your {found['who'].removesuffix('s')}'s {found['day']}"
            if found["who"]
            else f"your {found['day']}"
        )
    feast = _FEAST.search(plain)
    return feast[1].capitalize() if feast else ""


def _filled(line: str, slots: Mapping[str, str]) -> str:
    """`line` with its slots filled; "" where one is missing."""
    for name, value in slots.items():
        for slot, put in ((name, value), (name.capitalize(), value[:1].upper() + value[1:])):
            if f"{{{slot}}}" in line:
                if not value:
                    return ""
                line = line.replace(f"{{{slot}}}", put)
    return line


def _moves(remark: str, words: str, lead: str) -> tuple[str, ...]:
    said = ("reflect",) if lead else ()
    if remark in ASIDES:
        return ("ask",) if "?" in words else ("close",)
    return (*said, "celebrate" if remark in _GOOD else "affirm" if remark in PLANS else "validate")


def _understood(remark: str, heard: Heard) -> Understanding:
    ask = "celebrate" if remark in _GOOD else "smalltalk" if remark in ASIDES else "vent"
    level = 0 if remark in ASIDES else heard.understanding.intensity
    return replace(heard.understanding, ask=ask, intensity=level)
