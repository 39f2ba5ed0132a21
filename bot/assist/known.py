"""What the simulated client can say to a rep's question, from `prompts/clients/questions.yaml` and from its own case."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

import prompts
from bot.assist.cases import Case
from bot.assist.pool import SLOT, filled_in

_WORD = re.compile(r"[a-z]{4,}")
_EVERYDAY = frozenset(
    "about after again also anything back been before call called could days does done ever everything from have here just know last "
    "like made make more most much need never nobody nothing only other over please really right same some something still "
    "sure take tell that their them then there they thing this time today told want well were what when where which will "
    "with work would your each into than send sent give given date number account order best happened help".split()
)
# These ask for something to come, or for a plain yes; a fact of the case is no answer to them.
_BEFORE_FACTS = frozenset({"last_use", "deadline", "flight_day", "helped", "at_home", "still_same"})
_ROUTED = frozenset({"helped", "agree_to_wait"})  # `heard.py` has a say in those


@dataclass(frozen=True, slots=True)
class Answer:
    """What the client says. `sure`: it is about this case, and goes before a detail that was asked as well."""

    kind: str
    text: str
    sure: bool = False


def answers(
    question: str, case: Case, domain: str, said: Sequence[str], random: Random
) -> list[Answer]:
    """In: one question of the rep, and what this client wrote. Out: what the client can say to it, at most two."""
    found: list[Answer] = []
    before = " ".join(said)
    for entry in _table():
        if entry["kind"] in _ROUTED or not entry["asks"].search(question):
            continue
        own = entry.get("case", {}).get(case.id, ())
        options = own or entry.get("domain", {}).get(domain, ()) or entry.get("say", ())
        filled = [_filled(o, case) for o in options]
        fresh = [
            f
            for f in filled
            if f and f not in before and not (case.stake in f and case.stake in before)
        ]
        if fresh:
            text = random.choice(fresh)
            found.append(Answer(entry["kind"], text, bool(own) or entry["kind"] in _BEFORE_FACTS))
    found.sort(key=lambda a: not a.sure)
    if len(found) > 1 and found[1].sure:
        one, two = stems(found[0].text), stems(found[1].text)
        if 2 * len(one & two) <= min(len(one), len(two)):
            return found[:2]
    return found[:1]


def related(question: str, case: Case, said: Sequence[str]) -> str:
    """Something true of the case that has to do with the question and was not said yet; "" for nothing."""
    asked = {w[:5] for w in _WORD.findall(question.lower()) if w not in _EVERYDAY}
    before = " ".join(said)
    best = max((*case.more, f"{case.stake}."), key=lambda m: len(asked & stems(m)), default="")
    enough = (
        1
        if re.match(r"\W*(?:what|which|do you have|have you got|did|have)\b", question, re.I)
        else 2
    )
    return best if len(asked & stems(best)) >= enough and best.rstrip(".") not in before else ""


def _filled(text: str, case: Case) -> str:
    slots = {"stake": case.stake, "open": case.open[0], "want": case.want, **case.facts}
    known_here = all(name.lower() in slots for name in SLOT.findall(text))
    return filled_in(text, slots) if known_here else ""


def stems(text: str) -> set[str]:
    """The words of a text that say what it is about, cut short."""
    return {w[:5] for w in _WORD.findall(text.lower()) if w not in _EVERYDAY}


@cache
def _table() -> tuple[Mapping[str, Any], ...]:
    return tuple(
        {**entry, "asks": re.compile(entry["asks"], re.I)}
        for entry in prompts.read("clients/questions.yaml")
    )


def asks(kind: str, question: str) -> bool:
    """Whether a question is of that kind."""
    return any(e["kind"] == kind and e["asks"].search(question) for e in _table())
