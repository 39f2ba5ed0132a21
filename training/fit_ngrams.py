"""`python -m training.fit_ngrams`: fit the n-gram models of `bot/reading/ngrams.py`, for understanding and for
danger. Needs scikit-learn; about two minutes.

`--all` fits on the development split too. `--blend LOGITS.npz` takes the encoder's development logits
(written by `training.fit --logits`) and prints how blends of the two do on that split.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from bot.reading.ngrams import grams
from bot.safety.outputs import KINDS
from training.everyday import comments
from training.examples import (
    EMOTIONS,
    INCIDENTS,
    Example,
    dangers,
    is_dev,
    mid_talk,
    safe,
    triggers,
    vents,
)
from training.separation import separation

ROOT = Path(__file__).parent.parent
SUPPORT = ROOT / "bot/support/weights/ngrams.npz"
DANGER = ROOT / "bot/safety/weights/ngrams.npz"
_N = len(EMOTIONS)
_SPOKEN = _N + len(INCIDENTS)
_SHARES = (0.0, 0.3, 0.6, 0.8, 1.0, 1.3, 1.6, 2.0)


def main() -> None:
    """Fit, report, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--danger", action="store_true", help="only those for danger")
    parser.add_argument("--blend", type=Path)
    args = parser.parse_args()
    rows = [*vents(), *dangers()]
    dev = [e for e in rows if is_dev(e)]
    train = rows if args.all else [e for e in rows if not is_dev(e)]
    encoder = {}
    if args.blend:
        with np.load(args.blend) as kept:
            encoder = dict(zip(kept["texts"], kept["logits"], strict=True))
            dev = [e for e in dev if e.text in encoder]

    if not args.danger:
        _spoken(train, dev, encoder)
    said = [e for e in mid_talk() if args.all or not is_dev(e)]
    known = [e for e in train if e.danger] + said + [safe(text) for text in comments()]
    answers = [np.array([e.danger.any for e in known])] + [  # type: ignore[union-attr]
        np.array([e.danger.kind == kind for e in known])  # type: ignore[union-attr]
        for kind in KINDS
    ]
    judged = [e for e in dev if e.danger]
    logits = fit(known, answers, judged, DANGER)
    for share in _SHARES if encoder else ():
        score = np.array([encoder[e.text][_SPOKEN] for e in judged]) + share * logits[:, 0]
        print(f"danger: encoder + {share} × n-grams", separation(score, judged))


def _spoken(
    train: Sequence[Example], dev: Sequence[Example], encoder: Mapping[str, np.ndarray]
) -> None:
    """Those for understanding."""
    spoken = [e for e in [*train, *triggers()] if e.emotions is not None or e.incidents is not None]
    answers = [
        np.array([label in (getattr(e, kind) or ()) for e in spoken])
        for kind, labels in (("emotions", EMOTIONS), ("incidents", INCIDENTS))
        for label in labels
    ]
    told = [e for e in dev if e.emotions is not None]
    logits = fit(spoken, answers, told, SUPPORT)
    for share in _SHARES if encoder else ():
        both = np.stack([encoder[e.text][:_SPOKEN] for e in told]) + share * logits
        print(f"encoder + {share} × n-grams", accuracy(both, told))


def fit(
    rows: Sequence[Example], answers: Sequence[np.ndarray], dev: Sequence[Example], out: Path
) -> np.ndarray:
    """One logistic regression a label, written to `out`. Returns the logits of `dev`."""
    vectorizer = TfidfVectorizer(
        analyzer=lambda t: list(grams(t)), min_df=3, sublinear_tf=True, max_features=60_000
    )
    x = vectorizer.fit_transform([e.text for e in rows])
    weight = np.array([e.weight for e in rows])
    models = [
        LogisticRegression(C=6, solver="liblinear", max_iter=200).fit(x, y, sample_weight=weight)
        for y in answers
    ]
    weights = np.stack([m.coef_[0] for m in models], axis=1).astype(np.float32)
    bias = np.array([m.intercept_[0] for m in models], np.float32)
    scale = np.abs(weights).max(axis=0) / 127.0
    out.parent.mkdir(exist_ok=True)
    np.savez_compressed(
        out, names=np.frombuffer("\n".join(vectorizer.get_feature_names_out()).encode(), np.uint8),
        idf=vectorizer.idf_.astype(np.float16), weights=np.round(weights / scale).astype(np.int8),
        scale=scale.astype(np.float32), bias=bias,
    )  # fmt: skip
    print(f"wrote {out} ({out.stat().st_size / 1e6:.1f} MB, {x.shape[1]} n-grams)")
    result: np.ndarray = vectorizer.transform([e.text for e in dev]) @ weights + bias
    return result


def accuracy(logits: np.ndarray, rows: Sequence[Example]) -> dict[str, float]:
    """Share of rows whose highest label is among the right ones."""
    out: dict[str, float] = {}
    for kind, labels, part in (
        ("emotions", EMOTIONS, slice(0, _N)),
        ("incidents", INCIDENTS, slice(_N, _SPOKEN)),
    ):
        marked = [n for n, e in enumerate(rows) if getattr(e, kind)]
        top = logits[:, part].argmax(axis=1)
        out[kind] = round(
            float(np.mean([labels[top[n]] in getattr(rows[n], kind) for n in marked])), 3
        )
    return out


if __name__ == "__main__":
    main()
