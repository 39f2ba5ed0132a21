"""What the heads are fitted to: labels, asks and intensity, and danger."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from bot.safety.outputs import KINDS, LEVELS, WHOS
from training.examples import ASKS, EMOTIONS, INCIDENTS, Example
from training.network import SPOKEN

_N = len(EMOTIONS)


def losses(rows: list[Example], logits: Tensor, ask: Tensor, level: Tensor) -> Tensor:
    """Binary cross-entropy per label, plus the cost of ranking a wrong label above the right ones."""
    total = logits.new_zeros(())
    weight = torch.tensor([e.weight for e in rows])
    for labels, part, name in (
        (EMOTIONS, slice(0, _N), "emotions"),
        (INCIDENTS, slice(_N, SPOKEN), "incidents"),
    ):
        marked = [n for n, e in enumerate(rows) if getattr(e, name) is not None]
        if not marked:
            continue
        y = torch.zeros(len(marked), len(labels))
        for row, n in enumerate(marked):
            for label in getattr(rows[n], name):
                y[row, labels.index(label)] = 1.0
        z, w = logits[marked][:, part], weight[marked]
        each = F.binary_cross_entropy_with_logits(z, y * 0.95 + 0.01, 1 + 2 * y, reduction="none")
        ranking = torch.logsumexp(z, 1) - torch.logsumexp(z.masked_fill(y == 0, -1e4), 1)
        ranking = torch.where(y.sum(1) > 0, ranking, torch.zeros_like(ranking))
        total = total + ((2 * each.mean(1) + ranking) * w).sum() / len(rows)
    asked = [n for n, e in enumerate(rows) if e.ask is not None]
    if asked:
        total = total + 0.3 * F.cross_entropy(
            ask[asked], torch.tensor([ASKS.index(str(rows[n].ask)) for n in asked])
        )
        total = total + 0.3 * F.cross_entropy(
            level[asked], torch.tensor([rows[n].intensity for n in asked])
        )
    total = total + danger_losses(rows, logits[:, SPOKEN:])
    return total


def danger_losses(rows: list[Example], logits: Tensor) -> Tensor:
    """Is it danger, which kinds; and, where that is labelled, which level and who."""
    total = logits.new_zeros(())
    known = [n for n, e in enumerate(rows) if e.danger]
    if not known:
        return total
    y = torch.zeros(len(known), 1 + len(KINDS))
    for row, n in enumerate(known):
        danger = rows[n].danger
        if danger and danger.any:
            y[row, [0, 1 + KINDS.index(danger.kind)]] = 1.0
    each = F.binary_cross_entropy_with_logits(
        logits[known, : 1 + len(KINDS)], y * 0.98 + 0.005, reduction="none"
    )
    total = total + (2 * each[:, 0] + 4 * each[:, 1:].mean(1)).sum() / len(rows)
    for names, field, start in (
        (LEVELS, "level", 1 + len(KINDS)),
        (WHOS, "who", 1 + len(KINDS) + len(LEVELS)),
    ):
        told = [n for n in known if getattr(rows[n].danger, field)]
        if told:
            z = logits[told, start : start + len(names)]
            t = torch.tensor([names.index(getattr(rows[n].danger, field)) for n in told])
            total = total + 0.5 * F.cross_entropy(z, t) * len(told) / len(rows)
    return total
