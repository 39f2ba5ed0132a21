"""`python -m training.fit_assist`: fit `bot/assist/weights/label.npz`, what `bot/assist/label.py` reads a
client's message with. Needs scikit-learn; under a minute. Run it again whenever the encoder changes.

Prints how weights fitted on one half of `examples/assist_label.jsonl` (by hash) do on the other, blind
half; what is written is fitted on both, and on
the simulated client's own lines. `--blind` prints without writing. `--troubles` only embeds the complaints anew.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import f1_score

import prompts
from bot.assist.catalog import domains
from bot.assist.label import inputs
from bot.assist.likely import sayings
from bot.assist.sentences import sentences
from bot.assist.signs import KINDS
from bot.assist.troubles import of_domain
from memory.embedder import Encoder

ROOT = Path(__file__).parent.parent
OUT = ROOT / "bot/assist/weights/label.npz"
TROUBLES = ROOT / "bot/assist/weights/troubles.npz"
EXAMPLES = ROOT / "training/examples"
ROWS = EXAMPLES / "assist_label.jsonl"
MORE = (
    EXAMPLES / "assist_label_more.jsonl"
)  # harder kinds, for fitting only: no half of it is blind
AIMED = (
    EXAMPLES / "assist_label_aimed.jsonl"
)  # whom the heat is for: jokes, cries for help and despair against contempt; for the label only
DIMENSIONS, WEIGHT = 384, 3.0  # of the vector in `inputs`, and what it is multiplied by there
THREATS = EXAMPLES / "assist_threat.jsonl"
SHARE = 3  # one in so many texts of danger is enough


def main() -> None:
    """Fit on half, report on the other half, fit on all, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--blind", action="store_true")
    parser.add_argument(
        "--troubles", action="store_true", help="only the vectors of the complaints"
    )
    args = parser.parse_args()
    if args.troubles:
        write_troubles()
        return
    rows = [json.loads(line) for line in ROWS.read_text().splitlines()]
    x = seen([row["text"] for row in rows])
    first = np.array([in_first_half(row["text"]) for row in rows])
    more, aimed = (
        [json.loads(line) for line in path.read_text().splitlines()] for path in (MORE, AIMED)
    )
    harder = [*more, *aimed]
    x_more = seen([row["text"] for row in harder])
    model = fit(
        np.vstack([x[first], x_more]),
        [*(r for r, f in zip(rows, first, strict=True) if f), *harder],
    )
    print(
        "blind half:",
        report(model, x[~first], [r for r, f in zip(rows, first, strict=True) if not f]),
    )
    if not args.blind:
        own = list(spoken())
        print("ten-fold, all:", folded(x, rows, x_more, harder))
        x_own = seen([row["text"] for row in own])
        model = fit(np.vstack([x, x_more, x_own]), [*rows, *harder, *own])
        model |= fit_grave(np.vstack([x, x_more[: len(more)], x_own])[:, -DIMENSIONS:])
        model |= fit_threat([row["text"] for row in (*rows, *more)])
        OUT.parent.mkdir(exist_ok=True)
        write_troubles()
        np.savez_compressed(OUT, **model)
        print(f"wrote {OUT}")


def write_troubles() -> None:
    """The vectors of `prompts/assist/troubles/`, for `bot/assist/likely.py`: again whenever those change."""
    rows = [
        (f"{t.domain}/{t.id}", saying)
        for name in (*domains(), "general")
        for t in of_domain(name)
        for saying in sayings(t)
    ]
    vectors = np.asarray(Encoder().embed([saying for _, saying in rows]), np.float16)
    np.savez_compressed(TROUBLES, names=np.array([name for name, _ in rows]), vectors=vectors)


def spoken() -> Iterator[dict[str, Any]]:
    """The simulated client's reactions, filled from its cases: what the label meets in an exercise."""
    table = prompts.read("clients/lines.yaml")
    cases = [c for name in prompts.names("clients/cases") for c in prompts.read(name)]
    random = Random(1)
    score = {
        "agree": 1,
        "settle_for": 0,
        "try_works": 2,
        "give": 0,
        "unknown": 0,
        "stall": 0,
        "prefer": 0,
        "happened": 0,
        "check": 1,
    }
    for pool, tones in table.items():
        if pool in ("opener", "harder", "grateful", "ranting", "expressive", "restate"):
            continue
        for tone, texts in tones.items():
            for text in texts if tone != "settled" else ():
                case = random.choice(cases)
                slots = {
                    "fact": random.choice(["order 55120", "Monday", "booking 71203", "yesterday"]),
                    "want": case["want"],
                    "stake": case["stake"],
                    "more": random.choice(case["more"]),
                    "open": random.choice(case["open"]),
                }
                slots |= {"open_low": slots["open"], "stake_low": slots["stake"]}
                said = re.sub(r"\{(\w+)\}", lambda m, s=slots: s[m[1].lower()], text)
                rude = tone == "uncivil"
                level = (
                    (-1 if pool in ("agree", "try_works") else -2) if rude else score.get(pool, -1)
                )
                yield {
                    "text": said[:1].upper() + said[1:],
                    "score": level,
                    "uncivil": rude,
                    "kinds": [],
                }


def in_first_half(text: str) -> bool:
    """Which half an example is in."""
    return hashlib.sha1(text.encode(), usedforsecurity=False).digest()[0] % 2 == 0


def seen(texts: Sequence[str]) -> np.ndarray:
    """What the label is read from."""
    return inputs(Encoder(), texts)


def fit(x: np.ndarray, rows: Sequence[dict[str, Any]]) -> dict[str, np.ndarray]:
    """Weights: a line for the score, and a logit each for "uncivil" and the kinds."""
    score = Ridge(alpha=2.0).fit(x, [r["score"] for r in rows])
    answers = [[r["uncivil"] for r in rows], *([k in r["kinds"] for r in rows] for k in KINDS)]
    heads = [LogisticRegression(C=2, max_iter=1000).fit(x, y) for y in answers]
    return {
        "weights": np.stack([score.coef_, *(h.coef_[0] for h in heads)]).astype(np.float32),
        "bias": np.array([score.intercept_, *(h.intercept_[0] for h in heads)], np.float32),
    }  # fmt: skip


def fit_grave(ordinary: np.ndarray) -> dict[str, np.ndarray]:
    """Weights for `Labeller.ordinary`: what people in danger write, against what clients do."""
    texts = [r["text"] for path in sorted(EXAMPLES.glob("danger_*.jsonl"))
             for r in map(json.loads, path.read_text().splitlines())
             if r["level"] in ("elevated", "imminent") and r.get("lang", "en") == "en"
             and not r["kind"].endswith("harassment")][::SHARE]  # fmt: skip
    grave = np.asarray(Encoder().embed(texts))
    vectors = np.vstack([grave, ordinary / WEIGHT])
    answers = np.repeat([1, 0], [len(grave), len(ordinary)])
    head = LogisticRegression(C=50, max_iter=2000, class_weight="balanced").fit(vectors, answers)
    return {
        "grave": head.coef_[0].astype(np.float32),
        "grave_bias": np.array(head.intercept_[0], np.float32),
    }


def fit_threat(ordinary: Sequence[str]) -> dict[str, np.ndarray]:
    """Weights for `Labeller.menacing`: threats against near misses ("I'll come down and return it") and what
    clients write, sentence by sentence, as it is read."""
    rows = [json.loads(line) for line in THREATS.read_text().splitlines()]
    plain = sorted({s for text in ordinary for s in (text, *sentences(text)) if len(s.split()) > 1})
    vectors = np.asarray(Encoder().embed([*(r["text"] for r in rows), *plain]))
    answers = np.array([*(r["threat"] for r in rows), *([False] * len(plain))])
    weights = np.repeat([1.0, 0.5], [len(rows), len(plain)])
    head = LogisticRegression(C=50, max_iter=3000, class_weight="balanced")
    head.fit(vectors, answers, sample_weight=weights)
    return {
        "threat": head.coef_[0].astype(np.float32),
        "threat_bias": np.array(head.intercept_[0], np.float32),
    }


def folded(
    x: np.ndarray,
    rows: Sequence[dict[str, Any]],
    x_more: np.ndarray,
    more: Sequence[dict[str, Any]],
) -> str:
    """The report over ten folds, each judged by weights fitted on the other nine and on `more`."""
    out = np.zeros((len(rows), 2 + len(KINDS)))
    fold = np.array(
        [hashlib.sha1(r["text"].encode(), usedforsecurity=False).digest()[1] % 10 for r in rows]
    )
    for n in range(10):
        others = [r for r, f in zip(rows, fold, strict=True) if f != n]
        model = fit(np.vstack([x[fold != n], x_more]), [*others, *more])
        out[fold == n] = x[fold == n] @ model["weights"].T + model["bias"]
    same = {"weights": np.eye(out.shape[1]), "bias": np.zeros(out.shape[1])}
    return report(same, out, rows)


def report(model: dict[str, np.ndarray], x: np.ndarray, rows: Sequence[dict[str, Any]]) -> str:
    """F1 of "uncivil", mean absolute error of the level, and how often a named kind is right."""
    from bot.assist.label import BAR, level_of

    out = x @ model["weights"].T + model["bias"]
    uncivil = out[:, 1] > BAR
    true = np.array([r["uncivil"] for r in rows])
    scores = [level_of(float(o[0]), float(o[1])) for o in out]
    error = np.mean([abs(s - r["score"]) for s, r in zip(scores, rows, strict=True)])
    named = [
        KINDS[int(o[2:].argmax())] in r["kinds"]
        for o, r in zip(out, rows, strict=True)
        if r["uncivil"]
    ]
    return f"n {len(rows)}: uncivil F1 {f1_score(true, uncivil):.3f}, level error {error:.2f}, main kind right {np.mean(named):.2f}"


if __name__ == "__main__":
    main()
