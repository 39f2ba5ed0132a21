"""The six criteria of Lend an Ear (arXiv 2603.15245, normative framework), 1-5, as experts use that scale.

Each supporter message is scored from its tactics (`bot/practice/evidence.py`); the conversation from its
messages' scores (`bot/practice/summary.py`). All weights are positive along a sign that is fixed here, so that more
of a thing never counts the wrong way round. Fitted on three authors' conversations, with the spread of their
ratings, by `training/practice/fit_criteria.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from bot.practice.evidence import Message, gather
from bot.practice.judges import SIX
from bot.practice.reading import insulting
from bot.practice.summary import summaries
from bot.practice.tactics import HEADS, Tactics
from bot.practice.turns import Turn

if TYPE_CHECKING:
    from memory.embedder import Embedder

Array = npt.NDArray[np.float32]

NAMES = SIX
# What a message's score may rest on, and which way it counts.
SIGNALS: dict[str, dict[str, int]] = {
    "validating_emotions": {
        "validation": 1, "validation_sum": 1, "emotional_expression": 1, "validated_retold": 1,
        "empowerment": 1, "dismissing": -1,
    },
    "encouraging_elaboration": {
        "elaboration": 1, "elaboration_sum": 1, "bare_question": 1, "assistance": 1,
    },
    "demonstrating_understanding": {
        "paraphrasing": 1, "retold": 1, "own_words": 1, "kept": 1, "validated_retold": 1, "advice": -1,
    },
    "advice_giving": {"unasked": 1, "unasked_sum": 1, "unasked_words": 1},
    "self_oriented": {"self_disclosure": 1, "self_share": 1, "self_words": 1},
    "dismissing_emotions": {"dismissing": 1, "dismissing_sum": 1, "future": 1, "cold": 1},
}  # fmt: skip
# No score of ours is surer than experts are of one another, or models were of experts (weighted kappas,
# arXiv 2506.10150): dismissing is where every model heard far more than experts did.
_CEILING = (0.41, 0.68, 0.42, 0.64, 0.68, 0.17)
_LONG = 40  # words of advice, or of oneself, from which on more makes no difference
_INSULT = 3.5  # how dismissive an insult is, from 0 to 4
_ENOUGH = 4  # supporter messages from which on a conversation says what it will say


@dataclass(frozen=True, slots=True)
class Scores:
    """Six floats 1-5. The first three are good to have, the last three better not."""

    validating_emotions: float
    encouraging_elaboration: float
    demonstrating_understanding: float
    advice_giving: float
    self_oriented: float
    dismissing_emotions: float
    confidence: Mapping[str, float] = field(default_factory=dict)  # by name, 0-1

    @property
    def overall(self) -> float:
        """The good ones less the others, -12 to 12."""
        v = self.values()
        return round(sum(v[:3]) - sum(v[3:]), 2)

    def values(self) -> tuple[float, ...]:
        """The six in the order of `NAMES`."""
        return tuple(getattr(self, name) for name in NAMES)


class Criteria:
    """Deterministic; a conversation takes as long as the encoder needs for its sentences."""

    def __init__(self, tactics: Tactics, weights: Mapping[str, Array]) -> None:
        self._tactics = tactics
        self._weights = weights

    @classmethod
    def load(cls, embedder: Embedder | None = None) -> Criteria:
        """The fitted one that ships. Raises FileNotFoundError without its weights."""
        path = files("bot.practice") / "weights" / "criteria.npz"
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            weights = {name: arrays[name].astype(np.float32) for name in arrays.files}
        return cls(Tactics.load(embedder), weights)

    def conversation(self, turns: Sequence[Turn]) -> Scores:
        """In: a whole conversation. Out: its scores; without a supporter message, the lowest ones."""
        messages = gather(self._tactics, turns)
        if not messages:
            return _scores(np.ones(len(NAMES)), np.zeros(len(NAMES)))
        seen = summaries(messages, message_scores(messages, self._weights))
        raw = (
            np.einsum("cs,cs->c", seen, self._weights["talk"][:, :-1])
            + self._weights["talk"][:, -1]
        )
        mean, stretch = self._weights["mean"], self._weights["stretch"]
        told = mean + (1 + raw - mean) * stretch + self._weights["shift"]
        sure = self._weights["sure"] * min(1.0, 0.4 + 0.6 * len(messages) / _ENOUGH)
        return _scores(told, sure)

    def message(self, turns: Sequence[Turn]) -> Scores:
        """In: a conversation so far. Out: the scores of its last supporter message."""
        end = max((i for i, turn in enumerate(turns) if turn.role == "supporter"), default=-1)
        messages = gather(self._tactics, turns[: end + 1], last=True)
        if not messages:
            return _scores(np.ones(len(NAMES)), np.zeros(len(NAMES)))
        return _scores(1 + message_scores(messages, self._weights)[0], self._weights["sure"] * 0.7)


def signals(message: Message) -> dict[str, float]:
    """In: a message. Out: every signal that `SIGNALS` names, 0-1."""
    heads = dict(zip(HEADS, message.heads.T, strict=True))
    lengths = np.array([max(len(s.split()), 1) for s in message.sentences], np.float32)
    free = 1 - 0.7 * message["asked"] - (0.0 if message["asked"] else 0.4 * message["leave"])
    any_of = {name: message[name] for name in HEADS}
    return any_of | {
        "validation_sum": _capped(heads["validation"], 2),
        "validated_retold": message["validation"] * message["retold"],
        "elaboration_sum": _capped(heads["elaboration"], 2),
        "bare_question": message["questioning"] * (1 - message["elaboration"]),
        "retold": message["retold"],
        "own_words": message["own_words"],
        "kept": message["paraphrasing"] * (0.4 + 0.6 * message["own_words"]),
        "unasked": message["advice"] * free,
        "unasked_sum": _capped(heads["advice"], 3) * free,
        "unasked_words": _capped(heads["advice"] * lengths, _LONG) * free,
        "self_share": float(np.sum(heads["self_disclosure"] * lengths) / np.sum(lengths)),
        "self_words": _capped(heads["self_disclosure"] * lengths, _LONG),
        "dismissing_sum": _capped(heads["dismissing"], 2),
        "cold": message["dismissing"] * (1 - message["validation"]) * (1 - message["emotional_expression"]),
    }  # fmt: skip


def signal_rows(messages: Sequence[Message]) -> Array:
    """messages × criteria × as many signals as any criterion has, signed, filled up with noughts."""
    width = max(len(s) for s in SIGNALS.values())
    out = np.zeros((len(messages), len(NAMES), width), np.float32)
    for row, message in zip(out, messages, strict=True):
        found = signals(message)
        for c, name in enumerate(NAMES):
            for s, (signal, sign) in enumerate(SIGNALS[name].items()):
                row[c, s] = sign * found[signal]
    return out


def message_scores(messages: Sequence[Message], weights: Mapping[str, Array]) -> Array:
    """messages × criteria, from 0: how much of it each message has."""
    rows = signal_rows(messages)
    raw = np.einsum("mcs,cs->mc", rows, weights["message"][:, :-1]) + weights["message"][:, -1]
    empty = np.array([[m["empty"] for m in messages]]).T
    out: Array = np.clip(raw * (1 - empty), 0, 4).astype(np.float32)
    hits = [n for n, m in enumerate(messages) if insulting(" ".join(m.sentences))]
    out[hits, :3] = 0  # no fitted example insults: it takes nothing seriously and pushes it away
    out[hits, NAMES.index("dismissing_emotions")] = _INSULT
    return out


def _capped(values: Array, most: int) -> float:
    return min(float(values.sum()), most) / most


def _scores(values: npt.NDArray[np.floating], sure: npt.NDArray[np.floating]) -> Scores:
    """Rounded, and kept on the scale."""
    v, e, u, a, s, d = (round(float(np.clip(value, 1, 5)), 2) for value in values)
    confidence = {
        name: round(float(np.clip(min(own, most), 0, 1)), 2)
        for name, own, most in zip(NAMES, sure, _CEILING, strict=True)
    }
    return Scores(v, e, u, a, s, d, confidence)
