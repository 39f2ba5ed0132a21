"""`python -m training.shares FOLDER`: what `training/fit_tongues_whole.py` made, on the development split, alone and
beside what ships. `--dangers` measures danger, too. Nothing is written. Needs scikit-learn; some minutes.

N-grams are fitted without the split for this: those that ship are fitted on all. In other languages than English
there are 60 vents, by one author who knew the labels (`examples/tongues_dev.jsonl`); nothing is fitted on them.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.reading.attended import Attended
from bot.safety.opinion import KINDS, stretches
from memory import pieces
from memory.embedder import TONGUES, Encoder, Shipped
from training.examples import ASKS, EMOTIONS, INCIDENTS, Example, dangers, is_dev, triggers, vents
from training.fit_ngrams import fit

_ROOT = Path(__file__).parent.parent
_OTHERS = Path(__file__).parent / "examples/tongues_dev.jsonl"
_HEADS = _ROOT / "bot/support/weights/heads.npz"
_DANGER = _ROOT / "bot/safety/weights"
_N = len(EMOTIONS)
_ALARMS = (0.02, 0.03, 0.05, 0.08)


@dataclass(frozen=True, slots=True)
class Scores:
    """Logits, a row a text."""

    labels: np.ndarray
    asks: np.ndarray


def main() -> None:
    """Print it all."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dangers", action="store_true")
    args = parser.parse_args()
    encoder = Encoder()
    path = args.folder / "tongues.npz"
    made = encoder.sibling(Shipped(path, pieces.unigrams, TONGUES.first, TONGUES.last))
    rows = vents()
    dev = [e for e in rows if is_dev(e)]
    others = list(in_others())
    heads = args.folder / "heads.npz"
    for name, told in (("English", dev), ("others", others)):
        first, second = scored(encoder, _HEADS, told), scored(made, heads, told)
        print(name, "first", *measured(first, told))
        print(name, "second", *measured(second, told), flush=True)
        if told is dev:
            grams = _ngrams([e for e in rows if not is_dev(e)], dev)
            for share in (0.0, 0.3, 0.5, 0.7, 1.0):
                labels = first.labels + share * second.labels + 0.5 * grams
                both = Scores(labels, first.asks + share * second.asks)
                print(f"first + {share} × second + 0.5 × n-grams", *measured(both, dev), flush=True)
    if args.dangers:
        _dangers(encoder, made, args.folder / "danger.npz")


def scored(encoder: Encoder, heads: Path, rows: Sequence[Example]) -> Scores:
    """Logits of `rows` by an encoder and its heads, read whole: as strong as in the best window, and the mean."""
    with np.load(heads) as stored:
        arrays = {name: stored[name] for name in stored.files}
    attended = Attended(arrays)
    labels, asks = [], []
    for e in rows:
        windows = encoder.read([e.text])[0]
        each = np.stack([attended.logits(w) for w in windows])
        length = np.array([len(w.states) for w in windows], np.float32)
        share = (length / length.sum())[:, None]
        labels.append(0.5 * each.max(axis=0) + 0.5 * (each * share).sum(axis=0))
        mean = (np.stack([w.states.mean(axis=0) for w in windows]) * share).sum(axis=0)
        asks.append(mean @ arrays["ask"].T + arrays["ask_bias"])
    return Scores(np.stack(labels), np.stack(asks))


def measured(scores: Scores, rows: Sequence[Example]) -> Iterator[str]:
    """The share of rows whose top emotion, incident and ask are right."""
    for kind, names, part in (
        ("emotions", EMOTIONS, slice(0, _N)),
        ("incidents", INCIDENTS, slice(_N, None)),
    ):
        marked = [n for n, e in enumerate(rows) if getattr(e, kind)]
        top = scores.labels[:, part].argmax(axis=1)
        right = [names[top[n]] in getattr(rows[n], kind) for n in marked]
        yield f"{kind} {np.mean(right):.3f} ({sum(right)}/{len(right)})"
    meant = [ASKS[n] == e.ask for n, e in zip(scores.asks.argmax(axis=1), rows, strict=True)]
    yield f"ask {np.mean(meant):.3f}"


def in_others() -> Iterator[Example]:
    """The vents in six other languages."""
    for line in _OTHERS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        labels = tuple(row["emotions"]), tuple(row["incidents"])
        yield Example(row["text"], *labels, row["intensity"], row["ask"])


def _ngrams(train: Sequence[Example], dev: Sequence[Example]) -> np.ndarray:
    rows = [*train, *triggers()]
    answers = [
        np.array([label in (getattr(e, kind) or ()) for e in rows])
        for kind, labels in (("emotions", EMOTIONS), ("incidents", INCIDENTS))
        for label in labels
    ]
    with tempfile.TemporaryDirectory() as folder:
        return fit(rows, answers, dev, Path(folder) / "ngrams.npz")


def _dangers(encoder: Encoder, made: Encoder, heads: Path) -> None:
    """Recall at equal shares of false alarms among the dangers' safe twins, before and now."""
    known = [e for e in [*vents(), *dangers()] if e.danger]
    dev = [e for e in known if is_dev(e) and e.emotions is None]
    train = [e for e in known if not is_dev(e)]
    parts = [Example(s) for e in dev for s in stretches(e.text)]
    owner = np.array([n for n, e in enumerate(dev) for _ in stretches(e.text)])
    english = np.array([language == "en" for language in _languages(dev)])
    harm = np.array([bool(e.danger and e.danger.any) for e in dev])
    first = _logits(encoder, _DANGER / "danger.npz", parts)
    now = _logits(encoder.sibling(TONGUES), _DANGER / "tongues.npz", parts)
    then = _logits(made, heads, parts)
    answers = [np.array([bool(e.danger and e.danger.any) for e in train])] + [
        np.array([bool(e.danger and e.danger.kind == kind) for e in train]) for kind in KINDS
    ]
    with tempfile.TemporaryDirectory() as folder:
        grams = 0.4 * fit(train, answers, parts, Path(folder) / "ngrams.npz")[:, 0]
    for name, second in (("what ships", now), ("what was made", then)):
        for where, rows, scores in (
            ("English", english, 0.5 * first + 0.5 * second + grams),
            ("others", ~english, second + grams),
        ):
            worst = np.full(len(dev), -np.inf)
            np.maximum.at(worst, owner, scores)
            safe = np.sort(worst[rows & ~harm])
            bars = {rate: safe[int(len(safe) * (1 - rate))] for rate in _ALARMS}
            found = {rate: float((worst[rows & harm] > bar).mean()) for rate, bar in bars.items()}
            print("danger:", name, where, {rate: round(share, 3) for rate, share in found.items()})


def _languages(rows: Sequence[Example]) -> Iterator[str]:
    from bot.reading.language import language_of
    from bot.reading.vocabulary import Vocabulary

    words = Vocabulary(Encoder().tokenizer.get_vocab())
    for e in rows:
        yield language_of(e.text[:2_000], words.knows)


def _logits(encoder: Encoder, heads: Path, parts: Sequence[Example]) -> np.ndarray:
    with np.load(heads) as stored:
        attended = Attended({name: stored[name] for name in stored.files})
    found = []
    # One at a time, as a message comes: texts read together shift each other's activations.
    for e in parts:
        found.append(max(float(attended.logits(w)[0]) for w in encoder.read([e.text])[0]))
    return np.array(found)


if __name__ == "__main__":
    main()
