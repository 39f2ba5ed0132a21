"""A mind without weights: quick, repeatable, and it echoes what it was asked."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

import numpy as np

from bot.assist.talk import CardSet, ClientLine, Line, Reframe, Setting
from bot.messages import Answer, Choice, Text
from bot.mind import Mind
from bot.practice.studio import Studio
from bot.safety.crisis import Danger
from bot.safety.redaction.prepare import RedactSpan
from bot.support.ground import Ground
from bot.support.policy import Kind, Plan
from bot.support.talk import Source, SupportAnswer, SupportRequest, Utterance
from bot.support.understand import Heard
from bot.support.understanding import Understanding
from tests.fakes.judges import FakeJudges


@dataclass(frozen=True)
class FakeCleaned:
    text: str
    spans: tuple[RedactSpan, ...] = ()


class FakeRedactor:
    """Knows one card and one name."""

    def redact(self, text: str) -> FakeCleaned:
        found = re.finditer(r"4111 1111 1111 1111|\bDale\b", text)
        spans = [
            RedactSpan(m.start(), m.end(), "person" if m[0] == "Dale" else "card") for m in found
        ]
        clean = text.replace("4111 1111 1111 1111", "[card]")
        return FakeCleaned(re.sub(r"\bDale\b", "someone", clean), tuple(spans))


class FakeScreen:
    """Danger when the text says DANGER, low when it says LOW, a client's threat when it says THREAT."""

    def screen(self, text: str, context: Sequence[str] = ()) -> Danger:
        if "DANGER" in text:
            return Danger("self_harm_self", "imminent", "self", ())
        if "THREAT" in text:
            return Danger("violence_threat", "elevated", "client", ())
        if "LOW" in text:
            return Danger("self_harm_self", "low", "self", ())
        return Danger()

    def harm(self, text: str, context: Sequence[str] = ()) -> Danger:
        return self.screen(text, context)


class FakeCards:
    def card(
        self,
        danger: Danger,
        country: str,
        text: str,
        already_shown: bool = False,
        first: bool = False,
    ) -> Answer:
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
    quoted: str = ""
    helped: tuple[str, ...] = ()
    calm: bool = False
    kind: Kind = "listen"
    tail: str = ""

    def hear(self, text: str) -> Heard:
        return Heard(Understanding(), (), np.zeros((1, 1)), "they", 0.0)

    def ground(self, request: SupportRequest, heard: Heard | None = None) -> Ground | SupportAnswer:
        self.requests.append(request)
        if request.text == "hello":
            return SupportAnswer("re: hello", ("ask",))
        heard = heard or self.hear(request.text)
        return Ground(
            request, request.text, heard, "vent", Plan(self.kind, ()), (),
            (("reflect", "validate", "ask"),), (), {}, (Source("s-1", "strategy", 0.9),), self.tail, frozenset(), (20, 60), Random(1),
        )  # fmt: skip

    def compose(self, ground: Ground) -> SupportAnswer:
        self.requests.pop()
        return self.answer(ground.request)

    def greeting(self, ground: Ground) -> str:
        return ""

    def foresee(self, request: SupportRequest, answer: Utterance) -> None:
        return None

    def dress(
        self, ground: Ground, text: str, moves: tuple[str, ...], phrases: tuple[str, ...] = ()
    ) -> SupportAnswer:
        return SupportAnswer(
            text, moves, (Choice("listen", "Just listen"),), sources=ground.sources
        )

    intensity: int = 0

    def warm(self) -> None:
        return None

    def answer(self, request: SupportRequest, heard: Heard | None = None) -> SupportAnswer:
        self.requests.append(request)
        if self.errors:
            raise self.errors.pop(0)
        if self.seconds:
            time.sleep(self.seconds)
        return SupportAnswer(
            text=f"re: {request.text}",
            moves=("validate",),
            understanding=Understanding(intensity=self.intensity),
            sources=(Source("s-1", "strategy", 0.9),),
            remember=self.remember,
            open_loop=self.open_loop,
            quoted=self.quoted,
            helped=self.helped,
            calm=self.calm,
        )


class FakeAssist:
    """Uncivil when the client's last line has "useless" in it; a boundary instead when "slur"."""

    def heard(self, danger: Danger, text: str) -> Danger:
        return danger

    def of(self, domain: str, category: str, turns: Sequence[Line], seed: int = 0) -> CardSet:
        last = next((line.text for line in reversed(turns) if line.role == "client"), "")
        rude, harm = "useless" in last, "slur" in last
        met = sum(line.role == "client" for line in turns)
        reframe = Reframe(
            "He thinks I can't do this.", "It's the bill he's mad at. You kept it calm."
        )
        return CardSet(
            label="very_negative" if rude or harm else "slightly_negative",
            score=-3 if rude or harm else -1,
            uncivil=rude or harm,
            danger=FakeScreen().screen(last),
            reframe=reframe if rude and not harm and met > 1 else None,
            boundary=("Say what you won't take.", "Hand it up.", "Report it.") if harm else (),
            cues=("ask which booking it is", "ask to restart it", "offer a refund"),
            steps=("Check the booking", "Compare the two charges", f"Note {len(turns)} lines"),
            message="You asked twice and stayed on it. The fee isn't yours. Check the rate next.",
        )


@dataclass
class FakeClients:
    """Says how often the rep has spoken; leaves after `longest` of the rep's lines, with 4 stars."""

    longest: int = 3
    heard: list[tuple[Setting, tuple[Line, ...]]] = field(default_factory=list)

    def next(self, setting: Setting, turns: Sequence[Line]) -> ClientLine:
        self.heard.append((setting, tuple(turns)))
        reps = sum(line.role == "rep" for line in turns)
        rude = "" if setting.civil else " This is useless."
        if reps >= self.longest:
            return ClientLine(f"Fine.{rude}", True, 4)
        return ClientLine(f"My {setting.category} is wrong, {reps}.{rude}")


def fake_mind(supporter: FakeSupporter | None = None) -> Mind:
    studio = Studio(FakeJudges)
    return Mind(
        FakeScreen(), FakeCards(), FakeRedactor(), supporter or FakeSupporter(), studio,
        FakeAssist(), FakeClients(),
    )  # fmt: skip
