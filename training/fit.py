"""`python -m training.fit`: fit the encoder's changes and the heads, and write them as .npz.

Needs torch (CPU is enough, about 20 minutes on two cores). One vent in eight is kept apart as the
development split; `--all` fits on everything for the files that ship.
"""

from __future__ import annotations

import argparse
import math
import random
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from memory.embedder import packaged
from memory.graph import base_weights
from training.examples import (
    ASKS,
    EMOTIONS,
    INCIDENTS,
    Example,
    goemotions,
    is_dev,
    triggers,
    vents,
)
from training.network import Network, batch, roughen

ROOT = Path(__file__).parent.parent
ENCODER = ROOT / "memory/weights/encoder.npz"
HEADS = ROOT / "bot/support/weights/heads.npz"
_N = len(EMOTIONS)


def main() -> None:
    """Fit, report on the development split, write the weights."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--all", action="store_true", help="fit on the development split too")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--triggers", type=float, default=1.0)
    parser.add_argument("--goemotions", type=int, default=0)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    torch.manual_seed(args.seed)
    torch.set_num_threads(2)
    rows = vents()
    dev = [e for e in rows if is_dev(e.text)]
    train = rows if args.all else [e for e in rows if not is_dev(e.text)]
    extra = [e for e in triggers() if rng.random() < args.triggers]
    reddit = list(goemotions(ROOT.parent / "shared/data/goemotions.jsonl"))
    rng.shuffle(reddit)
    extra += reddit[: args.goemotions]
    print(f"{len(train)} vents, {len(dev)} dev, {len(extra)} extra", flush=True)
    network = Network(base_weights(packaged("model.onnx")))
    fit(network, train + extra, args.epochs, args.rate, rng, lambda: report(network, dev))
    if args.write:
        np.savez_compressed(ENCODER, **network.changes())
        np.savez_compressed(HEADS, **network.heads())
        print(f"wrote {ENCODER} and {HEADS}")


def fit(network, rows, epochs, rate, rng, done) -> None:  # type: ignore[no-untyped-def]
    """AdamW with warm-up and linear decay over batches of like length."""
    tokenizer = _tokenizer()
    change = [
        p for n, p in network.named_parameters() if n.startswith("layers") and p.requires_grad
    ]
    head = [p for n, p in network.named_parameters() if not n.startswith(("layers", "norm"))]
    optimiser = torch.optim.AdamW(
        [{"params": change, "lr": rate, "base": rate}, {"params": head, "lr": 2e-3, "base": 2e-3}],
        weight_decay=0.01,
    )
    size, step = 16, 0
    steps = epochs * math.ceil(len(rows) / size)
    for epoch in range(epochs):
        network.train()
        began, total = time.time(), 0.0
        order = sorted(range(len(rows)), key=lambda i: len(rows[i].text) + rng.random() * 80)
        groups = [order[i : i + size] for i in range(0, len(order), size)]
        rng.shuffle(groups)
        for group in groups:
            chosen = [rows[i] for i in group]
            outputs = network(*batch(tokenizer, [roughen(e.text, rng) for e in chosen]))
            loss = losses(chosen, *outputs)
            for g in optimiser.param_groups:
                g["lr"] = g["base"] * min(1, (step + 1) / (0.08 * steps)) * (1 - step / steps)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(change + head, 1.0)
            optimiser.step()
            step, total = step + 1, total + loss.item()
        if epoch % 2 or epoch == epochs - 1:
            print(
                epoch,
                f"loss {total / len(groups):.3f}",
                f"{time.time() - began:.0f}s",
                done(),
                flush=True,
            )


def losses(
    rows: list[Example], logits: Tensor, ask: Tensor, level: Tensor, vector: Tensor
) -> Tensor:
    """Binary cross-entropy per label, plus the cost of ranking a wrong label above the right ones."""
    total = vector.new_zeros(())
    weight = torch.tensor([e.weight for e in rows])
    for labels, part, name in (
        (EMOTIONS, slice(0, _N), "emotions"),
        (INCIDENTS, slice(_N, None), "incidents"),
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
    pairs = [
        (a, b)
        for a, e in enumerate(rows)
        for b, f in enumerate(rows)
        if a != b and e.passage and e.passage == f.passage
    ]
    if pairs:
        alike = vector @ vector.T / 0.05 - torch.eye(len(rows)) * 1e4
        total = (
            total
            + 0.1
            * torch.stack(
                [F.cross_entropy(alike[a : a + 1], torch.tensor([b])) for a, b in pairs]
            ).mean()
        )
    return total


def predict(network: Network, texts: list[str]) -> np.ndarray:
    """Logits, shape (texts, labels + asks + 4)."""
    network.eval()
    tokenizer = _tokenizer()
    with torch.no_grad():
        parts = [
            torch.cat(network(*batch(tokenizer, texts[i : i + 32]))[:3], 1)
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
        out[name] = round(
            float(np.mean([labels[top[n]] in getattr(rows[n], name) for n in marked])), 3
        )
    end = _N + len(INCIDENTS)
    ask = logits[:, end : end + len(ASKS)].argmax(1)
    out["ask"] = round(
        float(np.mean([ASKS[a] == e.ask for a, e in zip(ask, rows, strict=True)])), 3
    )
    level = logits[:, -4:].argmax(1)
    out["intensity_error"] = round(
        float(
            np.mean([abs(int(a) - int(e.intensity or 0)) for a, e in zip(level, rows, strict=True)])
        ),
        3,
    )
    return out


def _tokenizer() -> object:
    from memory.embedder import MiniLM

    return MiniLM().tokenizer


if __name__ == "__main__":
    main()
