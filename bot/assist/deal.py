"""What a rep puts on the table, against what this client came for: the thing itself, a part of it, something else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import prompts
from bot.assist import manner
from bot.assist.cases import Case

_QUERY = re.compile(r"\b(?:what|which|who|where|why|when|how)\b[^.?!]*\?", re.I)
_ASKED = re.compile(
    r"(?:^|(?<=[.!?;] ))\W*(?:and |so |but )?(?:was|were|did|is|are|has|have|do|does)(?:n't)? (?!you want me|you want us)[^.?!]*\?",
    re.I,
)
_OFFERABLE = frozenset(
    "refund replace repair credit waive move_room clean technician rebook appointment callback escalate freeze "
    "dispute trace appeal cancel expedite feedback uncharge reopen".split()
)
_SAME = {"uncharge": "refund", "reopen": "dispute"}
_MONEY = re.compile(r"\b(?:money|dollars?|refund\w*|paid|back)\b", re.I)
_SUM = re.compile(
    r"\b(\d{1,5})\b(?!:)(?! ?(?:am|pm|days?|hours?|minutes?|weeks?|business|percent|%|st|nd|rd|th))",
    re.I,
)
_REFUNDED = re.compile(
    r"\brefund\w*\b[^.?!]{0,12}?[$€£]?\b(\d{1,5})\b(?! ?(?:am|pm|days?|hours?|minutes?|weeks?|business|percent|%))",
    re.I,
)
_FIRM = re.compile(
    r"\b(?:i(?:'ve| have| just)|has been|is done|i'm (?:sending|refunding|issuing))\b", re.I
)


_GIVEN = re.compile(
    r"\b(?:sent|put|booked|ordered|added|arranged|got) (?:you )?(?:a|an|some|another) (?:new |free |small )?(\w{3,})",
    re.I,
)
_ASKS_UP = re.compile(
    r"\b(?:i'm asking|asking my|(?:let me|i'll|i will|i can) (?:just |quickly )?ask|check(?:ing)? with|talk(?:ing)? to my|run(?:ning)? (?:it|this) by)\b",
    re.I,
)
_FEELS = re.compile(
    r"\bi (?:can|could) (?:\w+ly |only )?(?:see|imagine|understand|hear|tell|feel)\b", re.I
)
_HERE = re.compile(r"\bhere(?:'s| is) (?:the|your)\b", re.I)
_FITS_IN = re.compile(
    r"\b(?:get|fit|squeeze) you in\b|\bsee you (?:at|on|tomorrow|then|there)\b|\bslot for you\b",
    re.I,
)
_PASSED = re.compile(
    r"\b(?:passed|handed|forwarded|taken) (?:it|this|that|everything) (?:on|up|to)\b", re.I
)
_RINGS = re.compile(r"\b(?:phone|ring) you\b|\bgive you a (?:call|ring)\b", re.I)
_DATED = re.compile(r"\d|\b\w+day\b|\b(?:tomorrow|today|tonight|noon)\b", re.I)
_NOTE = re.compile(r"(?:link|e-?mail|text|message|form|label|confirmation|note|copy)\b", re.I)


@dataclass(frozen=True, slots=True)
class Deal:
    """`offers`: acts of `acts.yaml`. `firm`: it is done or under way; `now`: and nothing is left to wait for."""

    offers: tuple[str, ...] = ()
    partial: bool = False
    firm: bool = False
    now: bool = False
    vague: bool = False  # "it will be done": what, is said elsewhere


def deal(plain: str, case: Case, acts: Mapping[str, re.Pattern[str]]) -> Deal:
    """In: a rep's line, who the client is, the patterns of the acts. Out: what is offered."""
    told = _FEELS.sub(" ", _QUERY.sub(" ", plain))  # "who is your manager?" offers none
    told = _moves()["cannot"].sub(" ", _ASKED.sub(" ", told))
    found = _moves()["done"].search(told)
    # "You can check in at four" is no answer to who wants money.
    done = bool(found and not (found[0].lower().startswith("you can") and _MONEY.search(case.want)))
    offers = _named(told, case, acts, done=done)
    vague = False
    shown = bool(_HERE.search(told)) and not _names_it(told, case)
    calls_only = not set(offers) - {"callback", "escalate"}
    if (
        done
        and not shown
        and not set(offers) & set(case.ends)
        and (calls_only or _names_it(told, case))
    ):
        offers += _meant(told, case)
        vague = not _names_it(told, case)
    offers = _kinds(offers, told, case, done=done)
    if offers == ["callback"] and _moves()["stall"].search(plain) and not _DATED.search(plain):
        offers = []  # "we'll get back to you" puts them off
    return Deal(
        tuple(dict.fromkeys(offers)),
        partial=bool(offers) and _part(told, case),
        firm=done or bool(offers and _FIRM.search(told)),
        now=done and _instant(told),
        vague=vague and bool(offers),
    )


def _named(told: str, case: Case, acts: Mapping[str, re.Pattern[str]], *, done: bool) -> list[str]:
    """The acts that a line offers by name."""
    moves = _moves()
    offering = bool(moves["offer"].search(told))
    if manner.warm(told) and not (offering or done):
        return []  # "a case closed without a word is awful" opens none
    offers = [
        _SAME.get(a, a)
        for a, p in acts.items()
        if a in _OFFERABLE and (offering or done or a in case.ends) and p.search(told)
    ]
    if moves["writes"].search(told) and _DATED.search(told):
        offers.append("callback")
    offers += [
        a
        for a, p in (("feedback", _PASSED), ("callback", _RINGS), ("appointment", _FITS_IN))
        if p.search(told)
    ]
    if offers == ["escalate"] and _ASKS_UP.search(told) and not done:
        offers = []  # what the supervisor says is still to come
    if not offering or set(offers) & set(case.ends):
        return offers
    if moves["settle"].search(told) or (moves["partial"].search(told) and not offers):
        return [*offers, case.ends[0]]  # "I'll get it fixed" is what they came for
    return offers if offers or not moves["store"].search(told) else ["voucher"]


def _meant(told: str, case: Case) -> list[str]:
    """What "it's done" stands for: what they came for, unless it is a thing that they never spoke of."""
    thing = _GIVEN.search(told)
    if thing is None or thing[1].lower()[:5] in case.words.lower():
        return [case.ends[0]]
    return [] if _NOTE.match(thing[1]) else ["other"]


def _kinds(offers: list[str], told: str, case: Case, *, done: bool) -> list[str]:
    """With the acts of this case that stand in it in other words; points are no money."""
    found = offers + [
        e for e in case.ends if done and e not in offers and re.search(rf"\b{e[:6]}", told, re.I)
    ]
    points = _moves()["store"].search(told) and case.ends[0] != "credit"
    if points and (_MONEY.search(case.want) or "store credit" not in told.lower()):
        found = ["voucher" if o == "credit" else o for o in found]
    return found


def _names_it(told: str, case: Case) -> bool:
    """Whether "it's done" names what they came for."""
    words = {w[:5] for w in re.findall(r"[a-z]{3,}|\d{2,}", told.lower())}
    wanted = {
        w[:5] for w in re.findall(r"[a-z]{3,}|\d{2,}", " ".join((case.want, *case.open)).lower())
    } - _LOOSE
    return bool(words & wanted)


def _part(told: str, case: Case) -> bool:
    if _moves()["partial"].search(told):
        return True
    wanted = _SUM.search(case.want) if _MONEY.search(case.want) else None
    given = _REFUNDED.search(told)
    return bool(wanted and given and int(given[1]) < int(wanted[1]))


def _instant(told: str) -> bool:
    return bool(
        re.search(r"\b(?:right now|already|is done|it's done|there's no|i've (?:corrected|removed|taken|credited|cancel?led|canceled|"
                  r"waived|unlocked|restored|lifted|overridden|fixed|reopened|dropped|put)|you're (?:booked|all set|covered)|are back|is back|is gone|are gone|it's back|"
                  r"in your inbox|in your mail|on (?:its|their|the) way)\b", told, re.I)
    )  # fmt: skip


_LOOSE = {
    w[:5]
    for w in "that this with have your from what when will they them there just been were someone back need more days the and for you not was are all out had has but can one two our your get got any she her his him who off it's".split()
}


@cache
def _moves() -> dict[str, re.Pattern[str]]:
    return {k: re.compile(v, re.I) for k, v in prompts.read("clients/moves.yaml").items()}
