"""The client answers a question: with what it knows, with a picture, with a yes or a no, or says that it can't."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Protocol

from bot.assist import asking, known
from bot.assist.cases import Case
from bot.assist.echo import echo
from bot.assist.heard import Heard

# Asked for one of these, the client gives the number it has: people mix them up.
_ANY_NUMBER = frozenset({"order_number", "booking_number", "account_number", "ticket_number"})
_LONG = 6  # words
_SHOWN = frozenset(
    {"photo", "receipt", "proof", "charge", "items"}
)  # details that a picture of it answers
_PICTURES = re.compile(r"photo|picture|pic|screenshot|image|video", re.I)
_PAPERS = re.compile(
    r"in writing|proof|letter|e-?mail|papers|saved|confirmation|screenshot|certificate|slips|envelope|report|notice|receipt",
    re.I,
)
_NONE = re.compile(r"\b(?:no receipt|no photo|threw)\b", re.I)
_DID = re.compile(r"\b(?:did|have|has) (?:you|anyone|anybody|he|she|they) (?:\w+ly )?(?:already )?(?:try|tried|check\w*|look\w*|call\w*|contact\w*|ask\w*|report\w*|tell|told|see|seen|"
                  r"get|got|received?|notice\w*|keep|kept|pay|paid|restart\w*|write|wrote|written|talk\w*|speak|spoken?)\b", re.I)  # fmt: skip
_WHO = re.compile(
    r"\bwho\b|\b(?:clerk|agent|man|guy|lady|woman|person|colleague|rep|driver|technician|receptionist|his|her|their)(?:'s)? name\b|\bname of the (?:guy|man|woman|lady|agent|clerk|person|driver|technician)\b",
    re.I,
)
_WH = re.compile(r"\b(?:what|which|who|where|when|why|how)\b", re.I)
_DO = re.compile(
    r"\b(?:can|could|will|would) you (?!please be|be |tell|say|remember|see|hear|explain|describe)",
    re.I,
)


class Picks(Protocol):
    """Finds a line of the named pools that was not said yet."""

    def __call__(self, *pools: str, fact: str = "") -> str:
        """The line, with `fact` in its slot."""


@dataclass(slots=True)
class Answering:
    """One answer of one client."""

    case: Case
    domain: str
    heard: Heard
    said: Sequence[str]
    random: Random
    pick: Picks

    def text(self) -> str:
        """What the client says to the questions in the line."""
        wanted = asking.questions(self.heard.text)
        if found := self._shown(wanted):
            return found
        told = [
            a
            for question in wanted
            for a in known.answers(question, self.case, self.domain, self.said, self.random)
        ]
        parts = list(dict.fromkeys(a.text for a in told))[:2]
        sure = any(a.sure for a in told)
        if not sure and (close := self._close(wanted)):
            parts = [close]
        if parts and (sure or not self._facts()):
            return self.pick("tell", "more", fact=" ".join(parts))
        if self._facts():
            return self._give()
        plain = (self._plain(question) for question in reversed(wanted))
        return next((text for text in plain if text), "") or self.pick("unknown", "more")

    def _shown(self, wanted: Sequence[str]) -> str:
        """Sends what they want to see, or says that there is none; "" where they want to see nothing."""
        for question in wanted:
            thing = asking.shown(question)
            if thing and not (set(self.heard.asked) & set(self.case.facts)) - _SHOWN:
                pool = "photo_yes" if self._has(thing, question) else "photo_no"
                return self.pick(pool, "unknown")
        return ""

    def _close(self, wanted: Sequence[str]) -> str:
        """Something of the case that a question plainly asks for: both speak of the same two things."""
        for question in wanted:
            found = known.related(question, self.case, self.said)
            if len(known.stems(found) & known.stems(question)) > 1:
                return found
        return ""

    def _plain(self, question: str) -> str:
        """To a question that nothing is written for."""
        if _WHO.search(question) and "who_spoke" in self.case.facts:
            return self.pick("tell", fact=_sentence(self.case.facts["who_spoke"]))
        if fitting := known.related(question, self.case, self.said):
            if known.stems(fitting) & known.stems(" ".join(self.said[1:])):
                fitting = echo(question, yes=True) or fitting  # told before in other words
            return self.pick("tell", "more", fact=fitting)
        if asking.permits(question):
            return self.pick("permit", "more")
        if side := self._side(question):
            return self.pick("tell", "more", fact=side)
        if _DO.search(question) and not _WH.search(question):
            return self.pick("will_do", "more")
        sure = bool(_DID.search(question))
        if text := echo(question, yes=sure or self.random.random() < 0.3):
            return self.pick("tell", "more", fact=text)
        return ""

    def _side(self, question: str) -> str:
        """One of two things that may be so; "" where the question names no two."""
        if asking.same_verb(question):
            return self.random.choice(("The first, I think.", "The second, I think."))
        found = asking.options(question)
        if found is None:
            return ""
        if _DID.search(question):
            return "Yes, both."
        right = asking.said_short(found.second)
        if not right or len(right.split()) >= _LONG or re.search(r"\b(?:me|my|i)\b", right, re.I):
            return self.random.choice(("The first, I think.", "The second, I think."))
        return _sentence(right)

    def _has(self, thing: str, question: str) -> bool:
        told = self.case.words
        if _NONE.search(told) and _PICTURES.match(thing):
            return False
        if _PICTURES.match(thing):
            return (
                "photo" in self.case.facts
                or asking.to_be_taken(question)
                or bool(_PICTURES.search(told))
            )
        if thing == "receipt":
            return "receipt" in self.case.facts or ("receipt" in told and "no receipt" not in told)
        return bool(_PAPERS.search(told)) and "no receipt" not in told

    def _facts(self) -> list[str]:
        known_here = [d for d in self.heard.asked if d in self.case.facts]
        if not known_here and _ANY_NUMBER & set(self.heard.asked):
            known_here = [d for d in self.case.facts if d in _ANY_NUMBER | {"member_id"}][:1]
        return [self.case.facts[d] for d in known_here[:2]]

    def _give(self) -> str:
        facts = self._facts()
        again = any(f in " ".join(self.said[1:]) for f in facts)
        if not again and len(facts) == 1 and not re.search(r"\d{4}|@|555", facts[0]):
            return self.pick("tell", "give", "more", fact=_sentence(facts[0]))
        return self.pick(
            "give_again" if again else "give", "give_again", "more", fact=" and ".join(facts)
        )


def _sentence(fact: str) -> str:
    return f"{fact[:1].upper()}{fact[1:]}."
