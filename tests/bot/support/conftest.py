"""The parser and the supporter, loaded once for all support tests."""

from __future__ import annotations

import shutil

import pytest

from bot.settings import Settings
from bot.support.retelling.parse import Parser
from bot.support.supporter import Supporter
from memory.embedder import Encoder


@pytest.fixture(scope="session")
def parser() -> Parser:
    return Parser()


@pytest.fixture(scope="session")
def supporter(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Supporter:
    folder = tmp_path_factory.mktemp("data")
    ready = Settings().data_dir / "library"  # `make setup` has built it; without it, half a minute
    if ready.is_dir():
        shutil.copytree(ready, folder / "library")
    made = Supporter.load(folder, encoder=encoder)
    made.warm()
    return made
