"""`python -m training.fit_lexical`: fit the n-gram model of `bot/support/lexical.py`, and how much it and
the encoder's heads should count. Needs scikit-learn; about two minutes.

`--all` fits on the development split too. `--blend LOGITS.npz` takes the encoder's development logits
(written by `training.fit`) and prints the accuracy of blends.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from bot.support.lexical import grams
from training.examples import EMOTIONS, INCIDENTS, Example, is_dev, triggers, vents

OUT = Path(__file__).parent.parent / "bot/support/weights/lexical.npz"
_N = len(EMOTIONS)


def main() -> None:
    """Fit, report, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--blend", type=Path)
    args = parser.parse_args()
    rows = vents()
    dev = [e for e in rows if is_dev(e.text)]
    train = rows if args.all else [e for e in rows if not is_dev(e.text)]
    train = [*train, *triggers()]
    vectorizer = TfidfVectorizer(
        analyzer=lambda t: list(grams(t)), min_df=3, sublinear_tf=True, max_features=60_000
    )
    x = vectorizer.fit_transform([e.text for e in train])
    weight = np.array([e.weight for e in train])
    weights, bias = (
        np.zeros((x.shape[1], _N + len(INCIDENTS)), np.float32),
        np.zeros(_N + len(INCIDENTS), np.float32),
    )
    for n, (kind, label) in enumerate(
        [("emotions", e) for e in EMOTIONS] + [("incidents", i) for i in INCIDENTS]
    ):
        y = np.array([label in getattr(e, kind) for e in train])
        model = LogisticRegression(C=6, solver="liblinear", max_iter=200).fit(
            x, y, sample_weight=weight
        )
        weights[:, n], bias[n] = model.coef_[0], model.intercept_[0]
    logits = vectorizer.transform([e.text for e in dev]) @ weights + bias
    print("lexical alone", accuracy(logits, dev))
    if args.blend:
        encoder = np.load(args.blend)["logits"][:, : _N + len(INCIDENTS)]
        print("encoder alone", accuracy(encoder, dev))
        for share in (0.2, 0.4, 0.6, 0.8, 1.0, 1.3, 1.6, 2.0):
            print(f"encoder + {share} × lexical", accuracy(encoder + share * logits, dev))
    scale = np.abs(weights).max(axis=0) / 127.0
    np.savez_compressed(
        OUT, names=np.frombuffer("\n".join(vectorizer.get_feature_names_out()).encode(), np.uint8),
        idf=vectorizer.idf_.astype(np.float16), weights=np.round(weights / scale).astype(np.int8),
        scale=scale.astype(np.float32), bias=bias,
    )  # fmt: skip
    print(f"wrote {OUT} ({OUT.stat().st_size / 1e6:.1f} MB, {x.shape[1]} n-grams)")


def accuracy(logits: np.ndarray, rows: list[Example]) -> dict[str, float]:
    """Share of rows whose highest label is among the right ones."""
    out: dict[str, float] = {}
    for kind, labels, part in (
        ("emotions", EMOTIONS, slice(0, _N)),
        ("incidents", INCIDENTS, slice(_N, None)),
    ):
        marked = [n for n, e in enumerate(rows) if getattr(e, kind)]
        top = logits[:, part].argmax(axis=1)
        out[kind] = round(
            float(np.mean([labels[top[n]] in getattr(rows[n], kind) for n in marked])), 3
        )
    return out


if __name__ == "__main__":
    main()
