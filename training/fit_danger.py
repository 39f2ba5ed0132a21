"""`python -m training.fit_danger`: fit the second opinion on danger (`bot/safety/second.py`).

One binary model a kind over n-grams and the encoder's vector, fitted on single stretches of text.
Thresholds come from five-fold cross-validation by message: the lowest that keep false alarms among
safe messages under `--alarms` (shared by all kinds). Needs scikit-learn; a few minutes.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from bot.safety.second import SecondOpinion
from bot.support.lexical import grams
from bot.support.segment import chunks
from memory.embedder import MiniLM

HERE = Path(__file__).parent
OUT = HERE.parent / "bot/safety/weights/second.npz"
KINDS = ("self_harm_self", "self_harm_other", "violence_threat", "violence_assault", "sexual_harassment",
         "workplace_harassment", "online_harassment", "abuse_or_violence_other")  # fmt: skip
# Vents with these labels may hold danger: they are left out of the safe side.
_UNSURE = {
    "threat_violence",
    "harassment_sexual",
    "discrimination",
    "manager_bullying",
    "customer_in_crisis",
}
_FOLDS = 5
_SHORT = 45  # words; a longer dangerous text says where the danger is only through its model


def main() -> None:
    """Fit, report, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--alarms", type=float, default=0.003)
    args = parser.parse_args()
    rows = messages()
    encoder = MiniLM()
    texts, owner = stretches(rows)
    print(
        f"{len(rows)} messages, {sum(r['kind'] != 'none' for r in rows)} dangerous, {len(texts)} stretches",
        flush=True,
    )
    vectors = encoder.embed(texts) * 4.0
    labels = first_labels(rows, texts, owner)
    logits = np.zeros((len(texts), len(KINDS)), np.float32)
    for fold in range(_FOLDS):
        test = owner % _FOLDS == fold
        model = fit(texts, vectors, labels, owner, rows, ~test)
        logits[test] = model.logits(texts, vectors, test)
    best = np.full((len(rows), len(KINDS)), -20.0, np.float32)
    np.maximum.at(best, owner, logits)
    thresholds = choose(best, rows, args.alarms)
    report(best, rows, thresholds)
    final = fit(texts, vectors, labels, owner, rows, np.ones(len(texts), bool))
    final.write(thresholds, rows)


def messages() -> list[dict[str, Any]]:
    """Dangerous and safe messages: the danger sets, and vents whose labels speak of no danger."""
    rows: list[dict[str, Any]] = []
    sources = [
        *sorted((HERE / "examples").glob("danger*.jsonl")),
        HERE.parent / "tests/data/danger_dev.jsonl",
    ]
    for path in sources:
        rows += [
            json.loads(line)
            for line in path.read_text(encoding="utf-8").splitlines()
            if line.strip()
        ]
    for path in sorted((HERE / "examples").glob("vents*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if not set(row["incidents"]) & _UNSURE:
                rows.append({"text": row["text"], "kind": "none", "level": "none", "who": "none"})
    rng = np.random.default_rng(0)
    return [rows[i] for i in rng.permutation(len(rows))]


def stretches(rows: list[dict[str, Any]]) -> tuple[list[str], np.ndarray]:
    """The stretches that the second opinion would read, with the row that each is of."""
    texts: list[str] = []
    owner: list[int] = []
    for n, row in enumerate(rows):
        parts = [s.text for s in chunks(row["text"])] or [row["text"]]
        pairs = [
            f"{a} {b}" for a, b in zip(parts, parts[1:], strict=False) if len(a) + len(b) < 220
        ]
        for part in [*parts, *pairs]:
            texts.append(part)
            owner.append(n)
    return texts, np.array(owner)


def first_labels(rows: list[dict[str, Any]], texts: list[str], owner: np.ndarray) -> np.ndarray:
    """1 for a stretch of a short dangerous message, 0 for one of a safe message, −1 for those of long
    dangerous messages, where nobody said which stretch it is."""
    labels = np.zeros((len(texts), len(KINDS)), np.int8)
    several = Counter(owner.tolist())
    for i, n in enumerate(owner):
        row = rows[n]
        if row["kind"] == "none":
            continue
        column = KINDS.index(row["kind"])
        short = len(row["text"].split()) <= _SHORT
        labels[i, column] = 1 if short and several[n] <= 3 else -1
    return labels


class Model:
    """One linear model a kind."""

    def __init__(
        self, vectorizer: TfidfVectorizer, grams_: np.ndarray, vectors: np.ndarray, bias: np.ndarray
    ) -> None:
        self.vectorizer, self.grams, self.vectors, self.bias = vectorizer, grams_, vectors, bias

    def logits(self, texts: list[str], vectors: np.ndarray, mask: np.ndarray) -> np.ndarray:
        chosen = [t for t, m in zip(texts, mask, strict=True) if m]
        return (
            np.asarray(self.vectorizer.transform(chosen) @ self.grams)
            + vectors[mask] @ self.vectors
            + self.bias
        )

    def write(self, thresholds: np.ndarray, rows: list[dict[str, Any]]) -> None:
        whos = [
            Counter(r["who"] for r in rows if r["kind"] == kind).most_common(1)[0][0]
            for kind in KINDS
        ]
        scale = np.abs(self.grams).max(axis=0) / 127.0
        OUT.parent.mkdir(exist_ok=True)
        np.savez_compressed(
            OUT, names=_bytes(self.vectorizer.get_feature_names_out()), kinds=_bytes(KINDS), whos=_bytes(whos),
            idf=self.vectorizer.idf_.astype(np.float16), grams=np.round(self.grams / scale).astype(np.int8),
            grams_scale=scale.astype(np.float32), vectors=(self.vectors * 4.0).astype(np.float32),
            bias=self.bias.astype(np.float32), thresholds=thresholds.astype(np.float32),
        )  # fmt: skip
        print(f"wrote {OUT} ({OUT.stat().st_size / 1e6:.1f} MB)")


def fit(texts, vectors, labels, owner, rows, mask) -> Model:  # type: ignore[no-untyped-def]
    """Two rounds: the first finds, in long dangerous messages, the stretch that is meant."""
    vectorizer = TfidfVectorizer(
        analyzer=lambda t: list(grams(t)), min_df=3, sublinear_tf=True, max_features=40_000
    )
    index = np.flatnonzero(mask)
    x = sp.hstack(
        [vectorizer.fit_transform([texts[i] for i in index]), sp.csr_matrix(vectors[index])]
    ).tocsr()
    size = len(vectorizer.vocabulary_)
    weights, bias = np.zeros((x.shape[1], len(KINDS)), np.float32), np.zeros(len(KINDS), np.float32)
    for column in range(len(KINDS)):
        y = labels[index, column]
        for _ in range(2):
            use = y >= 0
            model = LogisticRegression(
                C=8, solver="liblinear", class_weight={0: 1.0, 1: 3.0}, max_iter=200
            )
            model.fit(x[use], y[use])
            unknown = np.flatnonzero(labels[index, column] < 0)
            if not len(unknown):
                break
            y = labels[index, column].copy()
            scores = model.decision_function(x[unknown])
            best: dict[int, int] = {}
            for place, score in zip(unknown, scores, strict=True):
                row = int(owner[index[place]])
                if row not in best or score > scores[np.flatnonzero(unknown == best[row])[0]]:
                    best[row] = int(place)
            y[list(best.values())] = 1
        weights[:, column], bias[column] = model.coef_[0], model.intercept_[0]
    return Model(vectorizer, weights[:size], weights[size:], bias)


def choose(best: np.ndarray, rows: list[dict[str, Any]], alarms: float) -> np.ndarray:
    """One shift above each kind's own level so that at most `alarms` of the safe messages are over."""
    safe = np.array([r["kind"] == "none" for r in rows])
    for threshold in np.arange(-3.0, 6.0, 0.05):
        if (best[safe] > threshold).any(axis=1).mean() <= alarms:
            return np.full(len(KINDS), threshold, np.float32)
    return np.full(len(KINDS), 6.0, np.float32)


def report(best: np.ndarray, rows: list[dict[str, Any]], thresholds: np.ndarray) -> None:
    """Cross-validated recall by kind, and false alarms."""
    over = (best > thresholds).any(axis=1)
    for kind in ("none", *KINDS):
        marked = np.array([r["kind"] == kind for r in rows])
        print(f"{kind}: {over[marked].mean():.3f} of {marked.sum()}")
    print("threshold", thresholds[0])


def _bytes(names: Any) -> np.ndarray:
    return np.frombuffer("\n".join(names).encode(), np.uint8)


if __name__ == "__main__":
    assert SecondOpinion
    main()
