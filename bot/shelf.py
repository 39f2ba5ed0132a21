"""The library as the command line and the start of the bot see it: check, build, open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.settings import Settings

if TYPE_CHECKING:
    from memory.library import Library

FOLDER = "library"
GRAPHS = "graphs"


def open_library(settings: Settings, folder: Path | None = None) -> Library:
    """The library on its index in the data directory, or in `folder`. `build` it before searching."""
    from memory.embedder import Encoder
    from memory.library import Library

    return Library(
        folder or index_folder(settings),
        Encoder(settings.embedding_dir, kept=settings.data_dir / GRAPHS),
    )


def index_folder(settings: Settings) -> Path:
    """Where the index lives. It is made from `prompts/` and may be deleted any time."""
    return settings.data_dir / FOLDER


def build(settings: Settings, *, again: bool = False) -> int:
    """Make the index and the encoders' graphs, or leave them when they are up to date; entries in the index."""
    from memory.embedder import ENGLISH, TONGUES, Encoder

    entries = open_library(settings).build(again=again)
    for shipped in (ENGLISH, TONGUES):
        Encoder(shipped=shipped, kept=settings.data_dir / GRAPHS).warm()
    return entries


def check() -> list[str]:
    """Problems of the library, the phrases and the exercises, [] when all is well."""
    from bot.model import instructions
    from bot.practice import coach_check, scenario_check
    from bot.support import phrase_check
    from memory import passage_check

    words = passage_check.check() or _orders()  # a passage that lacks a field can't be read
    words += phrase_check.check()
    return words + scenario_check.check() + coach_check.check() + instructions.check()


def _orders() -> list[str]:
    """Passages that no answer would say, since they give orders to whoever reads them."""
    from bot.model.planted import sayable
    from memory import passages

    return [f"{p.id}: reads like an order to a program" for p in passages.load() if not sayable(p)]
