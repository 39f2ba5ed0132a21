"""The real cards, loaded once for all assist tests."""

from __future__ import annotations

import pytest

from bot.assist.cards import Cards
from bot.assist.client import SimulatedClient
from bot.assist.label import Labeller
from bot.assist.likely import Likely
from bot.safety.crisis import DangerScreen
from bot.safety.opinion import SecondOpinion
from memory.embedder import Encoder


@pytest.fixture(scope="session")
def labeller(encoder: Encoder) -> Labeller:
    return Labeller.load(encoder)


@pytest.fixture(scope="session")
def cards(labeller: Labeller, screen: DangerScreen, encoder: Encoder) -> Cards:
    return Cards(labeller, screen, Likely.load(encoder))


@pytest.fixture(scope="session")
def screened(labeller: Labeller, encoder: Encoder) -> Cards:
    """With the fitted second opinion, as in the product."""
    doubtful = DangerScreen.load(second_opinion=SecondOpinion.load(encoder))
    return Cards(labeller, doubtful, Likely.load(encoder))


@pytest.fixture(scope="session")
def client() -> SimulatedClient:
    return SimulatedClient.load()
