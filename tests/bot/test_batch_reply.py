"""A conversation in one line: what our earlier answers did is known again."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

from bot.batch_reply import reply
from bot.mind import Mind
from bot.support.talk import Source, SupportAnswer, SupportRequest
from tests.fakes.mind import FakeCards, FakeRedactor, FakeScreen

VENT, OFFER = "he yelled about a fee", "May I suggest one small thing?"


@dataclass
class Offers:
    """Offers something at first, and notes what it is asked."""

    asked: list[SupportRequest] = field(default_factory=list)

    def answer(self, request: SupportRequest) -> SupportAnswer:
        self.asked.append(request)
        if not request.history:
            return SupportAnswer(OFFER, ("offer",), sources=(Source("slow", "strategy", 1.0),))
        return SupportAnswer("Go on.", ("ask",))


def talk(*turns: tuple[str, str]) -> list[SupportRequest]:
    supporter = Offers()
    mind = SimpleNamespace(
        screen=FakeScreen(), cards=FakeCards(), redactor=FakeRedactor(), supporter=supporter
    )
    reply([{"role": r, "text": t} for r, t in turns], cast(Mind, cast(Any, mind)), "us", 3)
    return supporter.asked


def test_a_yes_is_a_yes_to_what_we_offered() -> None:
    asked = talk(("user", VENT), ("bot", OFFER), ("user", "yes please"))
    assert [a.text for a in asked] == [VENT, "yes please"]
    offered = asked[-1].history[-1]
    assert (offered.moves, offered.sources) == (("offer",), ("slow",))


def test_nothing_is_answered_twice_where_nothing_is_taken_up() -> None:
    asked = talk(("user", VENT), ("bot", OFFER), ("user", "and then she hung up"))
    assert [a.text for a in asked] == ["and then she hung up"]


def test_what_somebody_else_said_offered_nothing_of_ours() -> None:
    asked = talk(("user", VENT), ("bot", "There, there."), ("user", "ok"))
    assert [a.text for a in asked] == [VENT, "ok"]
    assert asked[-1].history[-1].moves == ()


def test_a_yes_after_a_yes() -> None:
    turns = [("user", VENT), ("bot", OFFER), ("user", "ok"), ("bot", "Go on."), ("user", "sure")]
    asked = talk(*turns)
    assert [a.text for a in asked] == [VENT, "ok", "sure"]
    assert asked[1].history[-1].sources == ("slow",)
    assert asked[2].history[-1].moves == ("ask",)
