"""The shapes of the services a turn leans on, so that each can be replaced in a test."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from bot.assist.talk import CardSet, ClientLine, Line, Setting
from bot.messages import Answer
from bot.safety.crisis import Danger
from bot.safety.redaction.prepare import RedactSpan
from bot.support.talk import SupportAnswer, SupportRequest, Utterance

if TYPE_CHECKING:
    from bot.support.ground import Ground
    from bot.support.understand import Heard


class Screen(Protocol):
    """Reads a text for danger. Synchronous and quick."""

    def screen(self, text: str, context: Sequence[str] = ()) -> Danger:
        """What was found in `text`; `context` is the person's messages before it."""
        ...

    def harm(self, text: str, context: Sequence[str] = ()) -> Danger:
        """The same without emergencies that nobody did anything for, which only get a text."""
        ...


class Answers(Protocol):
    """Knows which messages after a danger text have an answer of their own."""

    def answers(self, text: str, before: Sequence[str]) -> bool:
        """Whether `text` has, after the messages `before` it."""
        ...


class Cards(Protocol):
    """The fixed texts for danger."""

    def card(
        self,
        danger: Danger,
        country: str,
        text: str,
        already_shown: bool = False,
        first: bool = False,
    ) -> Answer:
        """What goes out at once; only a short line that stays when the card was `already_shown`. The `first`
        answer that somebody gets says that this is a bot."""
        ...

    def tapped(self, choice: str, value: str, country: str) -> Answer | None:
        """The answer to a button under a card, None when the button is unknown."""
        ...


class Cleaned(Protocol):
    """A text without other people's data."""

    @property
    def text(self) -> str:
        """The readable rest."""
        ...

    @property
    def spans(self) -> Sequence[RedactSpan]:
        """What was taken out, by its place in the text as it was."""
        ...


class Redacts(Protocol):
    """Takes other people's data out of a text. Synchronous."""

    def redact(self, text: str) -> Cleaned:
        """The text with placeholders."""
        ...


class Supports(Protocol):
    """Answers a vent. Synchronous, tens of milliseconds of computing: run it in a thread."""

    def hear(self, text: str) -> Heard:
        """A message, understood: what `answer` and `ground` begin with, whatever was said before it."""
        ...

    def answer(self, request: SupportRequest, heard: Heard | None = None) -> SupportAnswer:
        """The coworker's words. `heard` is what `hear` made of the text, where that was done already."""
        ...

    def ground(self, request: SupportRequest, heard: Heard | None = None) -> Ground | SupportAnswer:
        """What an answer stands on, or the answer where there is only one."""
        ...

    def compose(self, ground: Ground) -> SupportAnswer:
        """Words without a model."""
        ...

    def greeting(self, ground: Ground) -> str:
        """What stands in front of the words, "" for nothing."""
        ...

    def dress(
        self, ground: Ground, text: str, moves: tuple[str, ...], phrases: tuple[str, ...] = ()
    ) -> SupportAnswer:
        """Words with the buttons, sources and proposals that belong to them."""
        ...

    def foresee(self, request: SupportRequest, answer: Utterance) -> None:
        """After an answer, as it is kept: do ahead what the next one in this talk would wait for."""
        ...

    def warm(self) -> None:
        """Read what is slow to read. Answers are possible before."""
        ...


class Assists(Protocol):
    """Reads a chat with a client and gives the cards. Synchronous, pure."""

    def of(self, domain: str, category: str, turns: Sequence[Line], seed: int = 0) -> CardSet:
        """The cards to the client's last line. "" for a domain or category that nobody named."""
        ...

    def heard(self, danger: Danger, text: str) -> Danger:
        """What of a danger that the screen found holds where a client wrote the text."""
        ...


class Clients(Protocol):
    """Plays a client. Synchronous, pure: the same setting and lines give the same answer."""

    def next(self, setting: Setting, turns: Sequence[Line]) -> ClientLine:
        """What the client says next; without any lines, the opener."""
        ...
