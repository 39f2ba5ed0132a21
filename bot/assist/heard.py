"""What a rep's line does, as a simulated client hears it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import prompts
from bot.assist import asking, known, manner, times
from bot.assist.cases import Case
from bot.assist.deal import Deal, deal

_PLEASE = re.compile(r"\bplease (?:provide|share|send|tell|give|confirm|upload|take)\b", re.I)

_WH = re.compile(r"\b(?:what|which|who|where|when|why)\b", re.I)
# "Can your doctor take a call?" asks for no name.
_YES_OR_NO = re.compile(
    r"\W*(?:(?:and|so|okay|ok),? )?(?:is|are|was|were|do|does|did|has|can|could|would|will)\b", re.I
)
_TELL = re.compile(
    r"\b(?:do you (?:still )?have|have you got|you (?:please )?(?:give|tell|send|share|provide|confirm|check|upload|take|read|remember|know|show)|may i|please|what|which|who|when|how|where)\b",
    re.I,
)
_MAILS = re.compile(
    r"\be-?mail(?:ing|ed)? (?:it|me|us|that|them|this|from|about|saying|which)\b|\bor (?:by )?e-?mail\b|\be-?mail or\b|\bby e-?mail\b",
    re.I,
)
_FEW = 7  # words
_ABOUT_SOMETHING = re.compile(
    r"\b(?:i|i'm|i'll|we|you|your|it|it's|that|that's|this|they|there|the)\b", re.I
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
    warm: bool = False  # it feels with the client
    partial: bool = False  # what it offers is only a part of what they came for
    when: str = ""  # the time it names, as the client would say it back
    proposed: bool = False  # it names one in a question
    vague: bool = False  # "it will be done": what, was said before
    text: str = ""


def hear(text: str, case: Case) -> Heard:
    """In: a rep's line and who the client is. Out: what it does."""
    plain = text.replace("’", "'").strip()
    if len(re.sub(r"[^A-Za-z0-9]", "", plain)) < 2:
        return Heard("silent")
    acts = {a: p for a, (p, _) in _acts().items() if p.search(plain)}
    found = deal(plain, case, {a: p for a, (p, _) in _acts().items()})
    when = times.best(re.sub(r"[^.?!]*\?", " ", plain)) or (
        times.best(plain) if found.offers else ""
    )
    timed = "timeline" in acts or bool(when) or found.now or _to_come(plain)
    warm = manner.warm(plain)
    if manner.unkind(plain) and not ("apologize" in acts and found.offers):
        return Heard("snap", timed=timed, acts=tuple(acts), text=plain)
    tries = tuple(a for a in acts if _acts()[a][1])
    asked = _asked(plain)
    move = _main(plain, case, acts, found, tries, asked)
    return Heard(
        move, asked, tries, found.offers, timed, tuple(acts), warm=warm, partial=found.partial, when=when,
        proposed=bool(times.best(plain)), vague=found.vague, text=plain,
    )  # fmt: skip


def _main(
    plain: str, case: Case, acts: Mapping[str, object], found: Deal, tries: tuple[str, ...], asked: tuple[str, ...]
) -> str:  # fmt: skip
    moves, wanted = _moves(), asking.questions(plain)
    question = bool(wanted) or bool(_PLEASE.search(plain))
    odd = manner.odd(plain, case.words)
    if moves["reject"].search(plain):
        return "refuse"
    if manner.draws_a_line(plain):
        return "limit"
    if odd and not (asked or found.firm):
        return "offtopic"
    prefer = bool(moves["prefer"].search(plain))
    choice = asking.options(plain)
    if choice and wanted and (prefer or choice.served or len(found.offers) > 1):
        return "choose"
    if prefer and question and len(found.offers) != 1 and not found.firm:
        return "prefer"
    if found.offers and not (asked and question and len(found.offers) < 2 and not found.firm):
        return "offer"
    if asked:
        return "ask"
    there = wanted and re.match(r"\W*(?:is|are|was|were) there\b", wanted[0], re.I)
    if (
        tries
        and not there
        and not any(
            known.asks(k, q) for q in wanted for k in ("update", "plugged", "temperature", "lights")
        )
    ):
        return "try"
    return _said(plain, acts, moves, wanted)


def _said(
    plain: str, acts: Mapping[str, object], moves: Mapping[str, re.Pattern[str]], wanted: list[str]
) -> str:  # fmt: skip
    """What a line does that neither offers, asks for a detail nor suggests a step."""
    looking = "check" in acts and not moves["stall"].search(plain)
    warm, looks = manner.warm(plain), bool(moves["looks"].search(plain))
    refused = bool(moves["refuse"].search(plain))
    if warm and not (wanted or looks or refused or "explain" in acts):
        return "warm"
    return _put_to_them(plain, moves, wanted, looking, warm and looks) or _stated(
        plain, acts, moves
    )


def _put_to_them(
    plain: str, moves: Mapping[str, re.Pattern[str]], wanted: list[str], looking: bool, busy: bool
) -> str:  # fmt: skip
    """What a line wants of the client, or keeps from them; "" for neither."""
    for name in ("refuse", "help", "happened"):
        if moves[name].search(plain) and not (name == "happened" and looking and not wanted):
            return name
    if any(known.asks("agree_to_wait", q) for q in wanted):
        return "check" if looking else "stall"
    if wanted and known.asks("helped", wanted[-1]) and not _WH.search(wanted[-1]):
        return "confirm"
    if moves["bye"].search(plain) and (wanted or not looking):
        return "bye"
    if wanted and not (looking and busy):
        return "question"
    return "stall" if moves["stall"].search(plain) else ""


def _stated(plain: str, acts: Mapping[str, object], moves: Mapping[str, re.Pattern[str]]) -> str:
    """What a plain statement does."""
    does = (
        ("explain", "explain" in acts or bool(moves["explains"].search(plain))),
        ("check", "check" in acts),
        ("told", bool(moves["instruct"].search(plain))),
        ("warm", manner.warm(plain)),
        ("apologize", "apologize" in acts or ("thank" in acts and len(plain.split()) < _FEW)),
        ("timeline", "timeline" in acts or bool(times.best(plain)) or _to_come(plain)),
        ("help", bool(moves["greet"].search(plain)) and len(plain.split()) < _FEW + 2),
        ("more", bool(_ABOUT_SOMETHING.search(plain))),
    )
    return next((move for move, fits in does if fits), "offtopic")


def _to_come(plain: str) -> bool:
    """Whether it says that something will be there, and when: "it will show on the next bill"."""
    return bool(_moves()["follow"].search(plain) and _moves()["when"].search(plain))


def _asked(plain: str) -> tuple[str, ...]:
    """Details that one sentence asks for."""
    found: list[str] = []
    for sentence in asking.questions(plain):
        if re.search(
            r"\b(?:our|my)\b(?! (?:end|side|system|records?|files?|notes?|screen|name)\b)",
            sentence,
            re.I,
        ):
            continue  # about the company or the rep: how would a client know
        plain_yes = _YES_OR_NO.match(sentence) and not _TELL.search(sentence)
        here = [] if plain_yes else [d for d, p in _details().items() if p.search(sentence)]
        if "dates" in here and re.search(r"\bwhen\b", sentence, re.I):
            here = ["dates"]  # "when did you see the doctor?" asks for no name
        if not here and re.search(
            r"\b(?:your|best|a) (?:phone |cell |mobile )?number\b(?! of)", sentence, re.I
        ):
            here = ["contact"]
        found += [d for d in here if d != "email" or not _MAILS.search(sentence)]
    return tuple(d for d in dict.fromkeys(found) if d != "what_happened")


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
