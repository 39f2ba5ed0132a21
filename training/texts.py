"""Texts as they go into fitting: roughened, buried in others, cut and padded, in batches of like length."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

import torch
from torch import Tensor

from training.examples import Example


def alike(texts: list[str], rng: random.Random) -> list[list[int]]:
    """Batches of like length, by index: at most 32 texts and some 8,000 characters with padding."""
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]) + rng.random() * 60)
    groups: list[list[int]] = [[]]
    for i in order:
        if len(groups[-1]) == 32 or (len(groups[-1]) + 1) * len(texts[i]) > 8000:
            groups.append([])
        groups[-1].append(i)
    return groups


def batch(tokenizer: object, texts: Sequence[str], longest: int = 256) -> tuple[Tensor, Tensor]:
    """Token ids and mask of a padded batch. In: a tokenizer of `memory/pieces.py`."""
    find = tokenizer.token_to_id  # type: ignore[attr-defined]
    first, last = (find("[CLS]"), find("[SEP]")) if find("[CLS]") else (find("<s>"), find("</s>"))
    rows = [
        [first, *tokenizer.encode(t, add_special_tokens=False).ids[: longest - 2], last]  # type: ignore[attr-defined]
        for t in texts
    ]
    width = max(map(len, rows))
    ids, mask = torch.zeros(len(rows), width, dtype=torch.long), torch.zeros(len(rows), width)
    for n, row in enumerate(rows):
        ids[n, : len(row)] = torch.tensor(row)
        mask[n, : len(row)] = 1
    return ids, mask


def bury(text: str, filler: Sequence[str], rng: random.Random) -> str:
    """A text somewhere inside other people's ordinary sentences: danger is often said in passing."""
    before, after = rng.randrange(4), rng.randrange(4)
    around = [rng.choice(filler) for _ in range(before + after)]
    return " ".join([*around[:before], text, *around[before:]])


def roughen(text: str, rng: random.Random) -> str:
    """A text as the same person might have typed it: lower case, fewer marks, a typo."""
    if rng.random() < 0.15:
        text = text.lower()
    if rng.random() < 0.1:
        text = text.replace("'", "")
    if rng.random() < 0.08:
        text = text.replace(".", "").replace(",", "")
    if rng.random() < 0.25 and len(text) > 20:
        at = rng.randrange(1, len(text) - 1)
        text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text


def safe_sentences(rows: list[Example]) -> list[str]:
    """Sentences of safe vents, to bury other texts in."""
    safe = [e.text for e in rows if e.emotions is not None and e.danger and not e.danger.any]
    return [s for t in safe for s in re.split(r"(?<=[.!?])\s+", t) if 4 <= len(s.split()) <= 25]
