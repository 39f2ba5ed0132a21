from __future__ import annotations

import numpy as np

from bot.practice.evidence import NAMES, Message
from bot.practice.judges import SIX
from bot.practice.summary import HALO, SUMMARIES, summaries
from bot.practice.tactics import HEADS

_PLAIN = Message(("a",), np.zeros((1, len(HEADS)), np.float32), np.zeros(len(NAMES), np.float32))
ADVICE = SIX.index("advice_giving")
VALIDATING = SIX.index("validating_emotions")


def told(*advice: float) -> np.ndarray:
    scores = np.zeros((len(advice), len(SIX)), np.float32)
    scores[:, ADVICE] = advice
    return summaries([_PLAIN] * len(advice), scores)


def test_more_empty_messages_do_not_hide_two_that_advise():
    short, long = told(4, 4), told(0, 0, 0, 4, 4, 0, 0, 0)
    at = SUMMARIES.index("two_most")
    assert short[ADVICE, at] == long[ADVICE, at] == 4
    assert long[ADVICE, SUMMARIES.index("mean")] < short[ADVICE, SUMMARIES.index("mean")]


def test_one_message_is_not_four():
    row = told(4)[ADVICE]
    assert [row[SUMMARIES.index(n)] for n in ("most", "two_most", "four_most")] == [4, 2, 1]


def test_other_criteria_count_with_their_sign():
    row = told(4, 4)[VALIDATING]
    at = len(SUMMARIES) + list(HALO["validating_emotions"]).index("advice_giving")
    assert row[at] == -4


def test_every_halo_is_of_another_criterion():
    assert set(HALO) == set(SIX)
    assert all(name not in others and set(others) <= set(SIX) for name, others in HALO.items())
