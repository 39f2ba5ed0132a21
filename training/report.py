"""How a network does on labelled rows."""

from __future__ import annotations

from functools import cache

import numpy as np
import torch

from bot.safety.outputs import OUTPUTS
from training.examples import ASKS, EMOTIONS, INCIDENTS, Example
from training.network import SPOKEN, Network
from training.texts import batch

_N = len(EMOTIONS)


def predict(network: Network, texts: list[str], cutter: object = None) -> np.ndarray:
    """Logits, shape (texts, labels + asks + 4); `cutter` is the tokenizer, where it is not `tokenizer()`."""
    network.eval()
    cutter = cutter or tokenizer()
    with torch.no_grad():
        parts = [
            torch.cat(network(*batch(cutter, texts[i : i + 32]))[:3], 1)
            for i in range(0, len(texts), 32)
        ]
    result: np.ndarray = torch.cat(parts).numpy()
    return result


def report(network: Network, rows: list[Example]) -> dict[str, float]:
    """On labelled rows: top label among the right ones, ask accuracy, mean intensity error."""
    return measure(predict(network, [e.text for e in rows]), rows)


def measure(logits: np.ndarray, rows: list[Example]) -> dict[str, float]:
    """See `report`."""
    out: dict[str, float] = {}
    for labels, start, name in ((EMOTIONS, 0, "emotions"), (INCIDENTS, _N, "incidents")):
        top = logits[:, start : start + len(labels)].argmax(1)
        marked = [n for n, e in enumerate(rows) if getattr(e, name)]
        if marked:
            right = [labels[top[n]] in getattr(rows[n], name) for n in marked]
            out[name] = round(float(np.mean(right)), 3)
    end = SPOKEN + len(OUTPUTS)
    asked = [n for n, e in enumerate(rows) if e.ask is not None]
    if asked:
        ask = logits[asked, end : end + len(ASKS)].argmax(1)
        right = [ASKS[a] == rows[n].ask for a, n in zip(ask, asked, strict=True)]
        out["ask"] = round(float(np.mean(right)), 3)
        level = logits[asked, -4:].argmax(1)
        wrong = [
            abs(int(a) - int(rows[n].intensity or 0)) for a, n in zip(level, asked, strict=True)
        ]
        out["intensity_error"] = round(float(np.mean(wrong)), 3)
    safe = np.sort([logits[n, SPOKEN] for n, e in enumerate(rows) if e.danger and not e.danger.any])
    danger = np.array([logits[n, SPOKEN] for n, e in enumerate(rows) if e.danger and e.danger.kind])
    for rate in (0.003, 0.01, 0.03):
        bar = safe[int(len(safe) * (1 - rate))]
        out[f"danger_recall_at_{rate}"] = round(float((danger > bar).mean()), 3)
    return out


@cache
def tokenizer() -> object:
    """The encoder's own."""
    from memory.embedder import Encoder

    return Encoder().tokenizer
