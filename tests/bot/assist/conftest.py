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
def labeller() -> Labeller:
    return Labeller.load(Encoder())


@pytest.fixture(scope="session")
def cards(labeller: Labeller) -> Cards:
    return Cards(labeller, DangerScreen.load(), Likely.load(Encoder()))


@pytest.fixture(scope="session")
def screened(labeller: Labeller) -> Cards:
    """With the fitted second opinion, as in the product."""
    encoder = Encoder()
    return Cards(
        labeller,
        DangerScreen.load(second_opinion=SecondOpinion.load(encoder)),
        Likely.load(encoder),
    )


@pytest.fixture(scope="session")
def client() -> SimulatedClient:
    return SimulatedClient.load()
