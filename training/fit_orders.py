"""`python -m training.fit_orders`: fit the reader of orders in data (`bot/model/suspicion.py`), and print how it does on
each author's texts when it was fitted on the others', alone and beside the wordings of `prompts/system/hostile.yaml`.

Needs scikit-learn; a minute. `--write` writes the weights.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from bot.model.hostile import ordered
from bot.model.suspicion import WEIGHTS, bar
from memory import passages
from training.examples import HERE, Example, vents
from training.fit_ngrams import fit

OUT = HERE.parent / "bot/model" / WEIGHTS
_VENTS = 3_000  # so many teach it what is none; as many others tell how often it is wrong
_ORDER, _HOUSE = (
    2.0,
    0.3,
)  # how much each counts: there are fewer orders, and many lines of the house


def main() -> None:
    """Fit, report, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    authors = {f.stem: _read(f) for f in sorted((HERE / "examples").glob("orders_*.jsonl"))}
    told = [e.text for e in vents()]
    random.Random(1).shuffle(told)
    house = [
        line
        for p in passages.load()
        for line in (p.line, p.words, p.offer, *p.steps, *p.triggers)
        if line
    ]
    calm = {**dict.fromkeys(told[:_VENTS], False), **dict.fromkeys(house, False)}
    kept = told[_VENTS : 2 * _VENTS]
    with TemporaryDirectory() as folder:
        for author, rows in authors.items():
            others = {
                t: o for name, found in authors.items() if name != author for t, o in found.items()
            }
            score = _fit({**calm, **others}, house, [*rows, *kept], Path(folder) / "orders.npz")
            seen = score > np.array([bar(text) for text in (*rows, *kept)])
            _report(author, rows, seen[: len(rows)], seen[len(rows) :])
    if args.write:
        known = {**calm, **{t: o for rows in authors.values() for t, o in rows.items()}}
        score = _fit(known, house, house, OUT)
        print(
            f"of the library's {len(house)} lines {sum(s > bar(t) for s, t in zip(score, house, strict=True))} are suspected"
        )


def _fit(
    known: dict[str, bool], house: Sequence[str], asked: Sequence[str], out: Path
) -> np.ndarray:
    """Scores of `asked`, by what is fitted on `known` and written to `out`."""
    ours = frozenset(house)
    weight = {t: _ORDER if order else _HOUSE if t in ours else 1.0 for t, order in known.items()}
    rows = [Example(text, weight=weight[text]) for text in known]
    answers = [np.array(list(known.values()))]
    score: np.ndarray = fit(rows, answers, [Example(text) for text in asked], out)[:, 0]
    return score


def _report(author: str, rows: dict[str, bool], seen: np.ndarray, vent: np.ndarray) -> None:
    order = np.array(list(rows.values()))
    worded = np.array([ordered(text) for text in rows])
    for name, which in (("orders", order), ("what sounds like them", ~order)):
        print(
            f"{author}: {name}: {seen[which].mean():.3f}, by wordings {worded[which].mean():.3f}, "
            f"by either {(seen | worded)[which].mean():.3f}"
        )
    print(f"{author}: vents: {vent.mean():.4f}")


def _read(file: Path) -> dict[str, bool]:
    rows = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return {row["text"]: row["order"] for row in rows}


if __name__ == "__main__":
    main()
