"""What teaches the encoder to find passages."""

from __future__ import annotations

import random

import torch
import torch.nn.functional as F
from torch import Tensor

from memory import passages
from training.examples import Example
from training.network import Network
from training.texts import batch


class Shelf:
    """What teaches the vectors to find: a vent must lie nearer to the triggers of a passage that fits
    it than to those of others about the same trouble."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._passages = {p.id: p for p in passages.load()}
        self._alike = {
            p.id: [q.id for q in self._passages.values() if set(q.incidents) & set(p.incidents)
                   or set(q.emotions) & set(p.emotions)]
            for p in self._passages.values()
        }  # fmt: skip

    def loss(
        self, network: Network, tokenizer: object, rows: list[Example], seen: Tensor
    ) -> Tensor:
        """Cross-entropy of the right trigger among the batch's and two near misses each."""
        asked = [n for n, e in enumerate(rows) if e.passages]
        if not asked:
            return seen.new_zeros(())
        right = [self._rng.choice(rows[n].passages[:3]) for n in asked]
        owners = list(right)
        for n, name in zip(asked, right, strict=True):
            misses = [q for q in self._alike[name] if q not in rows[n].passages]
            owners += self._rng.sample(misses, min(2, len(misses)))
        texts = [self._text(name) for name in owners]
        likeness = seen[asked] @ network.vectors(*batch(tokenizer, texts)).T / 0.05
        for row, n in enumerate(asked):
            for column, owner in enumerate(owners):
                same = texts[column] == rows[n].text
                if column != row and (owner in rows[n].passages or same):
                    likeness[row, column] = -1e4
        return 0.3 * F.cross_entropy(likeness, torch.arange(len(asked))) * len(asked) / len(rows)

    def _text(self, name: str) -> str:
        passage = self._passages[name]
        return self._rng.choice([*passage.triggers, passage.words])
