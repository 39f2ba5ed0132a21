"""What is slow to load, once for all tests of the coworker (about a second each)."""

from __future__ import annotations

import pytest

from bot.reading.vocabulary import Vocabulary
from bot.safety.crisis import DangerScreen
from memory.embedder import Encoder


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return Encoder()


@pytest.fixture(scope="session")
def vocabulary(encoder: Encoder) -> Vocabulary:
    return Vocabulary(encoder.tokenizer.get_vocab())


@pytest.fixture(scope="session")
def screen() -> DangerScreen:
    """The lexicon alone, without a second opinion."""
    return DangerScreen.load()
