"""A conversation's numbers from its messages' scores: what `criteria.py` weighs.

The means of the one to four highest messages say how much there was whatever the length: a plain mean made every
long conversation look lukewarm. `HALO`: raters' criteria lean on one another, which is fitted, too, each with
its sign fixed.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from bot.practice.evidence import Message
from bot.practice.judges import SIX

Array = npt.NDArray[np.float32]

SUMMARIES = (
    "mean",
    "most",
    "two_most",
    "three_most",
    "four_most",
    "early",
    "by_size",
)
# Which other criteria's means a conversation's score may lean on, and which way.
HALO: dict[str, dict[str, int]] = {
    "validating_emotions": {
        "demonstrating_understanding": 1, "advice_giving": -1, "dismissing_emotions": -1,
    },
    "encouraging_elaboration": {
        "advice_giving": -1, "self_oriented": -1, "dismissing_emotions": -1,
    },
    "demonstrating_understanding": {
        "validating_emotions": 1, "encouraging_elaboration": 1,
        "advice_giving": -1, "self_oriented": -1, "dismissing_emotions": -1,
    },
    "advice_giving": {"validating_emotions": -1, "demonstrating_understanding": -1},
    "self_oriented": {"demonstrating_understanding": -1},
    "dismissing_emotions": {
        "advice_giving": 1, "validating_emotions": -1, "demonstrating_understanding": -1,
    },
}  # fmt: skip
_WIDTH = len(SUMMARIES) + max(len(others) for others in HALO.values())


def summaries(messages: Sequence[Message], scores: Array) -> Array:
    """In: a conversation's messages and their scores, messages × criteria. Out: criteria × (`SUMMARIES`, then the
    means that `HALO` names, signed, filled up with noughts)."""
    means = scores.mean(axis=0)
    best = np.zeros((max(len(scores), 4), len(SIX)), np.float32)
    best[: len(scores)] = -np.sort(-scores, axis=0)
    # Early counts only where nobody had listened yet: advice in the first two messages.
    listened = min(float(scores[0, :3].max()), 2) / 4
    early = scores[:2].mean(axis=0) * (1 if len(scores) < 2 else 1 - listened)
    sizes = np.sqrt([m.size for m in messages])[:, None]
    own = [means, *(best[:n].mean(axis=0) for n in (1, 2, 3, 4)), early]
    own.append((scores / sizes).mean(axis=0))
    out = np.zeros((len(SIX), _WIDTH), np.float32)
    out[:, : len(SUMMARIES)] = np.stack(own, axis=1)
    for row, name in zip(out, SIX, strict=True):
        for at, (other, sign) in enumerate(HALO[name].items(), start=len(SUMMARIES)):
            row[at] = sign * means[SIX.index(other)]
    return out
