"""The real models, loaded once for all support tests (about a second)."""

from __future__ import annotations

import pytest

from bot.support.parse import Parser
from bot.support.vocabulary import Vocabulary
from memory.embedder import MiniLM


@pytest.fixture(scope="session")
def parser() -> Parser:
    return Parser()


@pytest.fixture(scope="session")
def encoder() -> MiniLM:
    return MiniLM()


@pytest.fixture(scope="session")
def vocabulary(encoder: MiniLM) -> Vocabulary:
    return Vocabulary(encoder.tokenizer.get_vocab())
