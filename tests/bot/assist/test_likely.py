from __future__ import annotations

from importlib.resources import files

import numpy as np
import pytest

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
    assert likely.complaint(turns) is not by_id["seats"]
    turns = Chat(
        chat("We pay for 40 licenses and only 30 people use it."), "software", "pricing_and_charges"
    )
    assert likely.complaint(turns) is by_id["seats"]


@pytest.mark.parametrize(
    ("domain", "said", "id"),
    [
        ("retail", "Two screws and one side panel weren't in the carton.", "missing_parts"),
        ("utilities", "I owe 300 for one month and I live by myself.", "high_bill"),
        ("mobile_device", "My phone won't take a charge past half.", "battery"),
        ("food_delivery", "Dinner took two hours to get here.", "late_food"),
        ("telecom", "Is there an outage on Elm Street?", "telecom_outage"),
    ],
)
def test_a_complaint_is_known_in_words_of_its_own(domain: str, said: str, id: str) -> None:
    found = Likely.load(Encoder()).complaint(Chat(chat(said), domain, "service_quality"))
    assert found is not None and found.id == id
