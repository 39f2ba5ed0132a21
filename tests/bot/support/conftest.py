"""The parser, loaded once for all support tests."""

from __future__ import annotations

import pytest

from bot.support.parse import Parser


@pytest.fixture(scope="session")
def parser() -> Parser:
    return Parser()
