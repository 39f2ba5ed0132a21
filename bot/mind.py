"""What thinks: the screen, the cards, the redactor and the supporter, loaded together."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.assist.talk import CardSet, ClientLine, Line, Setting
from bot.ports import Assists, Cards, Clients, Redacts, Screen, Supports
from bot.practice.judges import Judges
from bot.practice.studio import Studio
from bot.reading.remembered import Remembered
from bot.safety.crisis import Danger, Opinion
from bot.settings import Settings
from bot.shelf import GRAPHS
from bot.support.talk import SupportAnswer, SupportRequest, Utterance

if TYPE_CHECKING:
    from bot.assist.cards import Cards as AssistCards
    from bot.assist.client import SimulatedClient
    from bot.support.ground import Ground
    from bot.support.supporter import Supporter
    from bot.support.understand import Heard
    from memory.embedder import Encoder


class LateEncoder:
    """The one encoder of this process, imported when it is first asked for. What it builds is kept in
    the data directory."""

    def __init__(self, data_dir: Path) -> None:
        self._kept = data_dir / GRAPHS
        self._lock = threading.Lock()
        self._loaded: Encoder | None = None

    def get(self) -> Encoder:
        """The encoder; its weights are read at first use."""
        from memory.embedder import Encoder

        with self._lock:
            self._loaded = self._loaded or Encoder(kept=self._kept)
            return self._loaded


class LateOpinion:
    """The second opinion on danger. Silent until `warm`: the door must open before that."""

    def __init__(self, encoder: LateEncoder) -> None:
        self._encoder = encoder
        self._read: Remembered[Opinion] | None = None

    def __call__(self, texts: Sequence[str]) -> Opinion | None:
        """What the last of `texts` seems to be; None before the weights are read."""
        return self._read(texts[-1]) if self._read else None

    def warm(self) -> None:
        """Read the weights."""
        from bot.safety.opinion import SecondOpinion

        if self._read is None:
            opinion = SecondOpinion.load(self._encoder.get())
            self._read = Remembered(lambda text: opinion((text,)))


class LateSupporter:
    """The supporter, read from disk when it is first needed: the door must open before that."""

    def __init__(self, index_dir: Path, embedding_dir: Path | None, encoder: LateEncoder) -> None:
        self._index_dir = index_dir
        self._embedding_dir = embedding_dir
        self._encoder = encoder
        self._lock = threading.Lock()
        self._loaded: Supporter | None = None

    def hear(self, text: str) -> Heard:
        """A message, understood."""
        return self._supporter().hear(text)

    def answer(self, request: SupportRequest, heard: Heard | None = None) -> SupportAnswer:
        """The coworker's words."""
        return self._supporter().answer(request, heard)

    def ground(self, request: SupportRequest, heard: Heard | None = None) -> Ground | SupportAnswer:
        """What an answer stands on."""
        return self._supporter().ground(request, heard)

    def compose(self, ground: Ground) -> SupportAnswer:
        """Words without a model."""
        return self._supporter().compose(ground)

    def foresee(self, request: SupportRequest, answer: Utterance) -> None:
        """Do ahead what the next answer would wait for."""
        self._supporter().foresee(request, answer)

    def greeting(self, ground: Ground) -> str:
        """What stands in front of the words."""
        return self._supporter().greeting(ground)

    def dress(
        self, ground: Ground, text: str, moves: tuple[str, ...], phrases: tuple[str, ...] = ()
    ) -> SupportAnswer:
        """Words with what belongs to them."""
        return self._supporter().dress(ground, text, moves, phrases)

    def warm(self) -> None:
        """Read the models and open the library's index."""
        self._supporter().warm()

    def stop(self) -> None:
        """End what `warm` is still doing."""
        if self._loaded is not None:
            self._loaded.library.stop()

    def _supporter(self) -> Supporter:
        from bot.support.supporter import Supporter

        with self._lock:
            if self._loaded is None:
                self._loaded = Supporter.load(
                    self._index_dir, self._embedding_dir, self._encoder.get()
                )
            return self._loaded


class LateAssist:
    """The assist cards, read from disk when they are first needed."""

    def __init__(self, encoder: LateEncoder, screen: Screen) -> None:
        self._encoder = encoder
        self._screen = screen
        self._lock = threading.Lock()
        self._loaded: AssistCards | None = None

    def heard(self, danger: Danger, text: str) -> Danger:
        """What of a danger holds where a client wrote the text."""
        return self._cards().heard(danger, text)

    def of(self, domain: str, category: str, turns: Sequence[Line], seed: int = 0) -> CardSet:
        """The cards to the client's last line."""
        return self._cards().of(domain, category, turns, seed)

    def warm(self) -> None:
        """Read what is slow to read."""
        self._cards().of("", "", (Line("client", "Where is my order?"),))

    def _cards(self) -> AssistCards:
        from bot.assist.cards import Cards as AssistCards

        with self._lock:
            self._loaded = self._loaded or AssistCards.load(self._encoder, self._screen)
            return self._loaded


class LateClients:
    """The simulated client, read from disk when somebody first wants to meet one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loaded: SimulatedClient | None = None

    def next(self, setting: Setting, turns: Sequence[Line]) -> ClientLine:
        """What the client says next."""
        from bot.assist.client import SimulatedClient

        with self._lock:
            self._loaded = self._loaded or SimulatedClient.load()
        return self._loaded.next(setting, turns)


@dataclass(frozen=True, slots=True)
class Mind:
    """Replaceable as a whole in tests."""

    screen: Screen
    cards: Cards
    redactor: Redacts
    supporter: Supports
    studio: Studio
    assist: Assists
    clients: Clients
    opinion: LateOpinion | None = None  # what the screen asks too; here to be warmed

    @classmethod
    def load(cls, settings: Settings, index_dir: Path | None = None) -> Mind:
        """The real ones. The models themselves are read by `warm`."""
        from bot.safety.crisis import DangerScreen
        from bot.safety.redact import Redactor
        from bot.urgent import UrgentCards

        encoder = LateEncoder(settings.data_dir)
        opinion = LateOpinion(encoder)
        supporter = LateSupporter(index_dir or settings.data_dir, settings.embedding_dir, encoder)
        screen, cards = DangerScreen.load(second_opinion=opinion), UrgentCards.load(settings)
        studio = Studio(lambda: _judges(encoder))
        assist = LateAssist(encoder, screen)
        return cls(
            screen, cards, Redactor.load(), supporter, studio, assist, LateClients(), opinion
        )

    def warm(self) -> None:
        """Read the models and open the library's index. Takes seconds, half a minute when the index
        is new; answers are possible before it is done."""
        self.warm_screen()
        self.redactor.redact("I'm Ann, at 14 Hill Road, Leeds, or call 020 7946 0018.")
        self.supporter.warm()
        if isinstance(self.assist, LateAssist):
            self.assist.warm()
        _leave_alone()
        _give_back()

    def warm_screen(self) -> None:
        """Read what the danger screen needs, and no more."""
        if self.opinion:
            self.opinion.warm()

    def stop(self) -> None:
        """End what `warm` is still doing, so that the process can."""
        if isinstance(self.supporter, LateSupporter):
            self.supporter.stop()


def _judges(encoder: LateEncoder) -> Judges:
    from bot.practice.criteria import Criteria
    from bot.practice.once import Once

    return Criteria.load(Once(encoder.get()))


def _leave_alone() -> None:
    """What is loaded by now stays: the collector need not look through it again. It did once in some hundred
    messages, for 150 ms, while somebody waited."""
    gc.collect()
    gc.freeze()


def _give_back() -> None:
    """Loading needs some 60 MB that the C library would keep for later: give them back, where it can."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)
