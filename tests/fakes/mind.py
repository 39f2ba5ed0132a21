"""A mind without weights: quick, repeatable, and it echoes what it was asked."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.messages import Answer, Choice, Text
from bot.mind import Mind
from bot.practice.studio import Studio
from bot.safety.crisis import Danger
from bot.support.talk import Source, SupportAnswer, SupportRequest
from tests.fakes.judges import FakeJudges


@dataclass(frozen=True)
class FakeCleaned:
    text: str


class FakeRedactor:
    def redact(self, text: str) -> FakeCleaned:
        return FakeCleaned(text.replace("4111 1111 1111 1111", "[card]"))


class FakeScreen:
    """Danger when the text says DANGER, low when it says LOW."""

    def screen(self, text: str, context: Sequence[str] = ()) -> Danger:
        if "DANGER" in text:
            return Danger("self_harm_self", "imminent", "self", ())
        if "LOW" in text:
            return Danger("self_harm_self", "low", "self", ())
        return Danger()


class FakeCards:
    def card(self, danger: Danger, country: str, text: str, already_shown: bool = False) -> Answer:
        words = "STAY" if already_shown else f"CARD {danger.level}"
        return Answer((Text(words, (Choice("crisis.safe", "I'm safe"),), tone="care"),))

    def tapped(self, choice: str, value: str, country: str) -> Answer | None:
        return Answer((Text(f"TAPPED {choice}", tone="care"),)) if choice != "crisis.x" else None


@dataclass
class FakeSupporter:
    """Answers "re: <text>"; slow, broken or proposing something when told so."""

    requests: list[SupportRequest] = field(default_factory=list)
    seconds: float = 0.0
    errors: list[Exception] = field(default_factory=list)
    remember: str = ""
    open_loop: str = ""

    def warm(self) -> None:
        return None

    def answer(self, request: SupportRequest) -> SupportAnswer:
        self.requests.append(request)
        if self.errors:
            raise self.errors.pop(0)
        if self.seconds:
            time.sleep(self.seconds)
        return SupportAnswer(
            text=f"re: {request.text}",
            moves=("validate",),
            sources=(Source("s-1", "strategy", 0.9),),
            remember=self.remember,
            open_loop=self.open_loop,
        )


def fake_mind(supporter: FakeSupporter | None = None) -> Mind:
    studio = Studio(FakeJudges)
    return Mind(FakeScreen(), FakeCards(), FakeRedactor(), supporter or FakeSupporter(), studio)
