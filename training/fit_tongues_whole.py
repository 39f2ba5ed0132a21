"""`python -m training.fit_tongues_whole FOLDER`: go on from the danger encoder of many languages that ships and fit it
on all that is asked of the first one, too: feelings, incidents, strength and ask. Of these there are examples in
English only; what is learned from them carries over. Writes `tongues.npz`, `heads.npz` and `danger.npz` into FOLDER.

What it makes does not ship: decision 13 has the figures, `training/shares.py` measures them. Needs torch; half an
hour of processor time for 1,000 batches. One example in eight is kept apart (`training/examples.py`).
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import numpy as np
import torch

from memory.pieces import unigrams
from training.descent import Descent
from training.examples import Example, dangers, is_dev, triggers, vents
from training.fit_tongues import languages_of
from training.losses import losses
from training.network import Network
from training.report import measure, predict
from training.shipped import TONGUES, shipped_tongues
from training.texts import alike, batch, bury, roughen, safe_sentences

_FROZEN = 4
_LONGEST = 200  # pieces
_WORDS = 110  # of an English danger
_BURIED = 0.15
_GLANCE = 100  # steps between two looks at a part of the development split


def main() -> None:
    """Fit, report on the development split, write the weights."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--steps", type=int, default=1000, help="batches; a round has some 500")
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--english", type=float, default=0.3, help="share of the English dangers")
    parser.add_argument("--others", type=float, default=0.6, help="share of the other dangers")
    parser.add_argument("--triggers", type=float, default=0.3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--go-on", type=Path, help="go on from a network that `--keep` kept")
    parser.add_argument("--keep", type=Path)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    torch.manual_seed(args.seed)
    torch.set_num_threads(2)
    torch.set_flush_denormal(True)
    languages = languages_of()
    network, tokenizer = shipped_tongues(_FROZEN), unigrams(TONGUES)
    if args.go_on:
        network.load_state_dict(torch.load(args.go_on))
    dev = [e for e in [*vents(), *dangers()] if is_dev(e)]
    ours = [e for e in dev if languages.get(e.text, "en") == "en"]
    others = [e for e in dev if languages.get(e.text, "en") != "en"]
    told = [e for e in ours if e.emotions is not None]
    glance = rng.sample(told, 150) + rng.sample(others, 200)
    filler = safe_sentences(vents())
    descent = Descent(network, args.rate, args.steps)
    groups: list[list[int]] = []

    network.train()
    for step in range(1, args.steps + 1):
        if not groups:
            rows = _rows(languages, args.english, args.others, args.triggers, rng)
            texts = [
                bury(e.text, filler, rng)
                if e.emotions is None and languages[e.text] == "en" and rng.random() < _BURIED
                else e.text
                for e in rows
            ]
            groups = alike(texts, rng)
            rng.shuffle(groups)
            print(f"{len(rows)} examples, {len(groups)} batches, {len(dev)} dev", flush=True)
        group = groups.pop()
        ids, mask = batch(tokenizer, [roughen(texts[i], rng) for i in group], _LONGEST)
        loss = losses([rows[i] for i in group], *network(ids, mask)[:3])
        descent.step(loss)
        if step % _GLANCE == 0:
            if args.keep:
                torch.save(network.state_dict(), args.keep)
            seen = predict(network, [e.text for e in glance], tokenizer)
            print(step, f"loss {loss.item():.3f}", measure(seen, glance), flush=True)
            network.train()
    if args.keep:
        torch.save(network.state_dict(), args.keep)
    logits = predict(network, [e.text for e in dev], tokenizer)
    for name, asked in (("English", ours), ("others", others)):
        mine = [n for n, e in enumerate(dev) if e in asked]
        print(name, measure(logits[mine], [dev[n] for n in mine]), flush=True)
    write(network, args.folder)


def write(network: Network, folder: Path) -> None:
    """The encoder with its pieces, the heads of feelings and incidents, and those of danger."""
    folder.mkdir(parents=True, exist_ok=True)
    with np.load(TONGUES) as stored:
        cut = {name: stored[name] for name in ("pieces", "scores")}
    np.savez_compressed(folder / "tongues.npz", **network.encoder(), **cut)
    np.savez_compressed(folder / "heads.npz", **network.heads())
    np.savez_compressed(folder / "danger.npz", **network.danger())
    print(f"wrote {folder}")


def _rows(
    languages: dict[str, str], english: float, others: float, library: float, rng: random.Random
) -> list[Example]:
    """All vents, and shares of the dangers and of the library's triggers; none of the dev split."""
    rows = [e for e in vents() if not is_dev(e)]
    for e in dangers():
        ours = languages[e.text] == "en"
        if is_dev(e) or (ours and len(e.text.split()) > _WORDS):
            continue
        if rng.random() < (english if ours else others):
            rows.append(e)
    return rows + [e for e in triggers() if rng.random() < library]


if __name__ == "__main__":
    main()
