"""Whether a text sounds like an order to whoever reads it as a model would, by its words and letters: for orders that no
wording of `prompts/system/hostile.yaml` foresaw. Fitted by `training/fit_orders.py` on orders and on what only sounds
like them, by three authors."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from bot.reading.ngrams import Ngrams

WEIGHTS = "weights/orders.npz"
_BAR = -0.1  # one vent in 500 is above it, and is answered by composing (`training/fit_orders.py`)
_SHORT, _MORE = 12, 0.5  # in so few words ("likes tea") more is needed


def suspect(text: str) -> bool:
    """In: a text without disguises (`bot.model.disguises.even`) and links. Out: whether it had better not be shown
    to a model."""
    return float(_reader().logits(text)[0]) > bar(text)


def bar(text: str) -> float:
    """The score above which `text` is suspected."""
    return _BAR + _MORE * (len(text.split()) <= _SHORT)


@cache
def _reader() -> Ngrams:
    return Ngrams.load(files("bot.model") / WEIGHTS)
