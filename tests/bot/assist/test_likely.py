from __future__ import annotations

from importlib.resources import files

import numpy as np

from bot.assist.catalog import domains
from bot.assist.chat import Chat
from bot.assist.likely import Likely, sayings
from bot.assist.troubles import of_domain
from memory.embedder import Encoder
from tests.bot.assist.chats import chat


def test_the_vectors_that_ship_are_of_the_complaints_that_ship() -> None:
    path = files("bot.assist").joinpath("weights/troubles.npz")
    with path.open("rb") as handle, np.load(handle, allow_pickle=False) as arrays:
        names = [str(n) for n in arrays["names"]]
    wanted = [
        f"{t.domain}/{t.id}"
        for d in (*domains(), "general")
        for t in of_domain(d)
        for _ in sayings(t)
    ]
    assert names == wanted, "run python -m training.fit_assist"


def test_a_chance_word_is_not_believed(encoder: Encoder) -> None:
    likely = Likely.load(encoder)
    by_id = {t.id: t for t in of_domain("software")}
    turns = Chat(
        chat("Invoices dated the 31st show up as the 1st in the report."), "software", "resolution"
    )
    assert not likely.believes(turns, by_id["seats"])
    turns = Chat(
        chat("We pay for 40 licenses and only 30 people use it."), "software", "pricing_and_charges"
    )
    assert likely.believes(turns, by_id["seats"])
