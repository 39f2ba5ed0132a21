"""`python -m training.fit_acts`: fit the reader of what people do in mid-talk (`bot/support/act_reader.py`), and print
how it does on each author's texts when it was fitted on the others', alone and beside the wordings.

Needs scikit-learn; two minutes. `--write` writes the weights.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from bot.reading.ngrams import grams
from bot.support.act_reader import GRAMS, NONE, REACH, VECTOR
from bot.support.acts import Acts, clauses
from memory.embedder import Encoder
from training.examples import HERE, vents

ROOT = HERE.parent / "bot/support"
_FEATURES = 20_000
_NONE = 0.3  # how much what is none counts: there is far more of it
_STORIES = 3_000  # clauses of vents, so many to teach what is none, and as many to tell how often it is wrong
_WORDS = (3, 25)
_BARS = (0.3, 0.4, 0.5, 0.6, 0.7)
_KINDS = ("question", "say", "about_bot", "told", "eased")


class _Model:
    """One softmax over n-grams and the vector."""

    def __init__(self, texts: Sequence[str], names: Sequence[str], vectors: np.ndarray) -> None:
        self.grams = TfidfVectorizer(
            analyzer=lambda t: list(grams(t)), min_df=2, sublinear_tf=True, max_features=_FEATURES
        )
        x = hstack([self.grams.fit_transform(texts), csr_matrix(REACH * vectors)]).tocsr()
        weight = np.where(np.array(names) == NONE, _NONE, 1.0)
        self.fitted = LogisticRegression(C=10, max_iter=300).fit(x, names, sample_weight=weight)

    def chances(self, texts: Sequence[str], vectors: np.ndarray) -> np.ndarray:
        x = hstack([self.grams.transform(texts), csr_matrix(REACH * vectors)]).tocsr()
        result: np.ndarray = self.fitted.predict_proba(x)
        return result

    def write(self) -> None:
        weights = self.fitted.coef_.astype(np.float32)
        n = len(self.grams.vocabulary_)
        words, vector = weights[:, :n].T, weights[:, n:]
        scale = np.abs(words).max(axis=0) / 127.0
        np.savez_compressed(
            ROOT / GRAMS,
            names=np.frombuffer("\n".join(self.grams.get_feature_names_out()).encode(), np.uint8),
            idf=self.grams.idf_.astype(np.float16), weights=np.round(words / scale).astype(np.int8),
            scale=scale.astype(np.float32), bias=self.fitted.intercept_.astype(np.float32),
        )  # fmt: skip
        names = np.frombuffer("\n".join(self.fitted.classes_).encode(), np.uint8)
        np.savez_compressed(ROOT / VECTOR, names=names, weights=vector.astype(np.float16))


def main() -> None:
    """Fit, report, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    authors = {f.stem: _read(f) for f in sorted((HERE / "examples").glob("acts_*.jsonl"))}
    stories = _stories()
    taught, kept = stories[:_STORIES], stories[_STORIES : 2 * _STORIES]
    every = [*{t for rows in authors.values() for t in rows}, *taught, *kept]
    vector = dict(zip(every, Encoder().embed(every), strict=True))
    for author, rows in authors.items():
        known = {t: a for name, r in authors.items() if name != author for t, a in r.items()}
        _report(author, _fit(known, taught, vector), rows, kept, vector)
    if args.write:
        _fit({t: a for r in authors.values() for t, a in r.items()}, taught, vector).write()


def _fit(
    known: Mapping[str, str], taught: Sequence[str], vector: Mapping[str, np.ndarray]
) -> _Model:
    texts, names = [*known, *taught], [*known.values(), *[NONE] * len(taught)]
    return _Model(texts, names, np.stack([vector[t] for t in texts]))


def _report(
    author: str, model: _Model, rows: Mapping[str, str], kept: Sequence[str],
    vector: Mapping[str, np.ndarray],
) -> None:  # fmt: skip
    acts = Acts()
    texts = [*rows, *kept]
    truth = np.array([*rows.values(), *[NONE] * len(kept)])
    worded = np.array([done.act.name if (done := acts.of(t, _KINDS)) else NONE for t in texts])
    chance = model.chances(texts, np.stack([vector[t] for t in texts]))
    best = model.fitted.classes_[chance.argmax(axis=1)]
    act = truth != NONE
    vent = np.arange(len(texts)) >= len(rows)
    for bar in (2.0, *_BARS):
        sure = (chance.max(axis=1) >= bar) & (best != NONE)
        said = np.where(worded != NONE, worded, np.where(sure, best, NONE))
        right, wrong = said == truth, (said != truth) & (said != NONE)
        print(
            f"{author}: bar {bar}: right {right[act].mean():.3f}, another act {wrong[act].mean():.3f}, "
            f"alone {(sure & (best == truth))[act].mean():.3f}; an act in what is none {wrong[~act & ~vent].mean():.3f}, "
            f"in a vent's clause {wrong[vent].mean():.3f}"
        )


def _stories() -> list[str]:
    """Clauses of the training vents, shuffled the same way each time."""
    out = [
        part for e in vents() for part in clauses(e.text)
        if _WORDS[0] <= len(part.split()) <= _WORDS[1]
    ]  # fmt: skip
    out = list(dict.fromkeys(out))
    random.Random(1).shuffle(out)
    return out


def _read(file: Path) -> dict[str, str]:
    rows = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return {row["text"]: row["act"] for row in rows}


if __name__ == "__main__":
    main()
