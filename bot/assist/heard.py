"""What a rep's line does, as a simulated client hears it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import prompts
from bot.assist.cases import Case

_WORD = re.compile(r"[a-z']{4,}")
_QUERY = re.compile(r"\b(?:what|which|who|where|why|when|how)\b[^.?!]*\?", re.I)
_COMMON = frozenset(
    "that this with have your from what when will would could about they them there here just like been were "
    "please help thank thanks know want need more some very much also than then into over only".split()
)


@dataclass(frozen=True, slots=True)
class Heard:
    """One line of the rep. `move` is what it mainly does; `asked` the details it asks for, `tries` the
    steps it suggests, `offers` the acts it offers; `timed`: it names a time."""

    move: str
    asked: tuple[str, ...] = ()
    tries: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    timed: bool = False
    acts: tuple[str, ...] = ()  # all of `acts.yaml` that it does


def hear(text: str, case: Case) -> Heard:
    """In: a rep's line and who the client is. Out: what it does."""
    plain = text.replace("’", "'").strip()
    if len(re.sub(r"[^A-Za-z0-9]", "", plain)) < 2:
        return Heard("silent")
    moves = _moves()
    acts = {a: p for a, (p, _) in _acts().items() if p.search(plain)}
    tries = tuple(a for a in acts if _acts()[a][1])
    offering = bool(moves["offer"].search(plain))
    told = _QUERY.sub(" ", plain)  # "who is your manager?" offers none
    offers = tuple(
        a
        for a in acts
        if a in _OFFERABLE and (offering or a in case.ends) and _acts()[a][0].search(told)
    )
    if offering and moves["settle"].search(plain) and not set(offers) & set(case.ends):
        offers = (*offers, case.ends[0])  # "I'll get it fixed" is what they came for
    if offers == ("callback",) and moves["stall"].search(plain) and "timeline" not in acts:
        offers = ()  # "we'll get back to you" puts them off
    timed = "timeline" in acts or bool(
        moves["when"].search(plain) and (offers or moves["follow"].search(plain))
    )
    if moves["snap"].search(moves["own"].sub("", plain)) and not ("apologize" in acts and offers):
        return Heard("snap", timed=timed, acts=tuple(acts))
    asked = _asked(plain)
    move = _main(plain, acts, offers, tries, asked, moves)
    if move == "offtopic" and _related(plain, case):
        move = "more"
    return Heard(move, asked, tries, offers, timed, tuple(acts))


def _main(
    plain: str, acts: Mapping[str, object], offers: tuple[str, ...], tries: tuple[str, ...],
    asked: tuple[str, ...], moves: Mapping[str, re.Pattern[str]],
) -> str:  # fmt: skip
    question = "?" in plain or bool(
        re.search(r"\bplease (?:provide|share|send|tell|give|confirm)\b", plain, re.I)
    )
    if moves["prefer"].search(plain) and "?" in plain and len(offers) != 1:
        return "prefer"
    if offers and not (asked and question and len(offers) < 2 and not _firm(plain)):
        return "offer"
    if asked:
        return "ask"
    return "try" if tries else _said(plain, acts, moves, question)


def _said(
    plain: str, acts: Mapping[str, object], moves: Mapping[str, re.Pattern[str]], question: bool
) -> str:
    """What a line does that neither offers, asks for a detail nor suggests a step."""
    if "check" in acts and not question and not moves["stall"].search(plain):
        return "check"
    for name in ("refuse", "help", "bye", "happened", "stall"):
        if moves[name].search(plain):
            return name
    for name in ("explain", "check", "apologize"):
        if name in acts:
            return name
    if "timeline" in acts:
        return "timeline"
    if "understand" in acts or "thank" in acts:
        return "apologize"
    if moves["greet"].search(plain) and len(plain.split()) < 9:
        return "help"
    if moves["follow"].search(plain):
        return "timeline" if moves["when"].search(plain) else "more"
    return "unknown" if question and _about_work(plain) else "offtopic"


def _firm(plain: str) -> bool:
    return bool(
        re.search(
            r"\b(?:i(?:'ve| have| just)|has been|is done|i'm (?:sending|refunding|issuing))\b",
            plain,
            re.I,
        )
    )


def _asked(plain: str) -> tuple[str, ...]:
    """Details that one sentence asks for."""
    found = []
    for sentence in re.split(r"(?<=[.!?;])\s+", plain):
        if not re.search(
            r"\?|\b(?:please|could you|can you|may i|i need|i'll need|provide|share|send me|confirm|let me know|tell me)\b",
            sentence, re.I,
        ):  # fmt: skip
            continue
        if re.search(
            r"\b(?:our|my)\b(?! (?:end|side|system|records?|files?|notes?|screen)\b)",
            sentence,
            re.I,
        ):
            continue  # about the company or the rep: how would a client know
        found += [d for d, p in _details().items() if p.search(sentence)]
    return tuple(d for d in dict.fromkeys(found) if d != "what_happened")


def _about_work(plain: str) -> bool:
    return bool(
        re.search(r"\b(?:number|code|system|department|policy|tracking|warehouse|reference|internal|agent|case|"
                  r"reason|serial|statement|contract|screen|company|manager)\b", plain, re.I)
    )  # fmt: skip


def _related(plain: str, case: Case) -> bool:
    said = {w[:6] for w in _WORD.findall(plain.lower())} - {w[:6] for w in _COMMON}
    known = " ".join((*case.open, *case.more, case.stake, case.want)).lower()
    return 1 < len(said & ({w[:6] for w in _WORD.findall(known)} - {w[:6] for w in _COMMON}))


_OFFERABLE = frozenset(
    "refund replace repair credit waive move_room clean technician rebook appointment callback escalate freeze "
    "dispute trace appeal cancel expedite feedback".split()
)


@cache
def _moves() -> dict[str, re.Pattern[str]]:
    return {k: re.compile(v, re.I) for k, v in prompts.read("clients/moves.yaml").items()}


@cache
def _acts() -> dict[str, tuple[re.Pattern[str], bool]]:
    table = prompts.read("assist/acts.yaml")
    return {k: (re.compile(v["rep"], re.I), bool(v.get("tried"))) for k, v in table.items()}


@cache
def _details() -> dict[str, re.Pattern[str]]:
    table = prompts.read("assist/details.yaml")
    return {k: re.compile(v["rep"], re.I) for k, v in table.items()}
