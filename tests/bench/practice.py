"""The practice measure: agreement with ratings, tactics, and pairs of which one listens better.

Two test halves nothing was fitted to: the first author's, who had seen the code (an upper bound), and a stranger's,
rated by two people who had not (`tests/heldout/practice_talks.jsonl`). The development halves of three authors
were fitted on; their figures are left-out ones, by conversation and by author.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bot.practice.criteria import NAMES, Criteria
from bot.practice.turns import Turn
from training.practice import fit_criteria, fit_tactics
from training.practice.scale import kappa, stretched
from training.practice.talks import AUTHORS, HERE, OWN, pairs, talks

_DRAWS = 1000
_STRANGER = Path(__file__).parents[1] / "heldout" / "practice_talks.jsonl"


def run() -> Iterator[str]:
    """Kappas of both halves with intervals, F1 of the tactics, share of pairs, milliseconds."""
    criteria = Criteria.load()
    rows = talks("test")
    rated = np.array([t.ratings for t in rows])
    again = _again([t.id for t in rows])
    began = time.process_time()
    scored = np.array([criteria.conversation(t.turns).values() for t in rows])
    took = (time.process_time() - began) * 1000 / len(rows)
    yield f"first author's test half, {len(rows)} conversations, {took:.0f} ms of processor time each"
    yield from _agreement("with the first ratings", rated, scored)
    yield from _agreement("with the mean of both ratings", _middle(rated, again), scored)
    yield from _agreement("the author with himself, second time in shuffled order", rated, again)
    yield f"means: scored {_row(scored.mean(axis=0))}; rated {_row(rated.mean(axis=0))}"

    yield from _stranger(criteria)
    yield from _development()

    data = fit_tactics.Data()
    margins = fit_tactics.left_out(data)
    yield "tactics, cross-validated by response"
    yield from fit_tactics.report(data, margins)

    told = pairs()
    right = sum(
        criteria.conversation(better).overall > criteria.conversation(worse).overall
        for _, better, worse in told
    )
    yield f"pairs: the better one scores higher in {right} of {len(told)} ({right / len(told):.0%})"


def _stranger(criteria: Criteria) -> Iterator[str]:
    rows = [json.loads(line) for line in _STRANGER.read_text(encoding="utf-8").splitlines()]
    one, two = (
        np.array([[row["ratings"][rater][name] for name in NAMES] for row in rows])
        for rater in (0, 1)
    )
    turns = [[Turn(t["role"], t["text"]) for t in row["turns"]] for row in rows]
    scored = np.array([criteria.conversation(told).values() for told in turns])
    yield f"a stranger's test half, {len(rows)} conversations"
    yield from _agreement("with the author's ratings", one, scored)
    yield from _agreement("with the second rater's", two, scored)
    yield from _agreement("with the mean of both", _middle(one, two), scored)
    yield from _agreement("the two raters with each other", one, two)
    yield f"means: scored {_row(scored.mean(axis=0))}; rated {_row(one.mean(axis=0))} and {_row(two.mean(axis=0))}"
    yield f"spreads: scored {_row(scored.std(axis=0))}; rated {_row(one.std(axis=0))} and {_row(two.std(axis=0))}"


def _development() -> Iterator[str]:
    """By the first rating each conversation got."""
    dev = fit_criteria.development()
    rated = np.array([t.ratings for t in dev])
    scored = fit_criteria.left_out(fit_criteria.read_left_out(dev), dev)
    scored, half = stretched(dev, scored)(scored), len(dev) // 2
    yield f"development halves, {half} conversations, left out in turn"
    yield from _agreement("as they are", rated[:half], scored[:half])
    yield from _agreement("every two messages run together", rated[half:], scored[half:])
    scored = fit_criteria.author_out(dev)
    for author in (OWN, *AUTHORS.values()):
        rows = [i for i in range(half) if dev[i].author == author]
        title = f"the {author} author's {len(rows)}, by what was fitted without that author"
        yield from _agreement(title, rated[rows], scored[rows])


def _middle(one: np.ndarray, two: np.ndarray) -> np.ndarray:
    middle: np.ndarray = np.rint((one + two) / 2 - 1e-6)
    return middle


def _again(ids: list[str]) -> np.ndarray:
    lines = (HERE / "test_again.txt").read_text(encoding="utf-8").split("\n")
    found = {line.split()[0]: [int(x) for x in line.split()[1:]] for line in lines if line}
    return np.array([found[i] for i in ids])


def _agreement(title: str, rated: np.ndarray, scored: np.ndarray) -> Iterator[str]:
    yield f"  {title}"
    each = []
    random = np.random.default_rng(0)
    draws = [random.integers(0, len(rated), len(rated)) for _ in range(_DRAWS)]
    for c, name in enumerate(NAMES):
        each.append(kappa(rated[:, c], scored[:, c]))
        low, high = np.quantile([kappa(rated[d, c], scored[d, c]) for d in draws], (0.025, 0.975))
        yield f"    {name}: {each[-1]:.2f} ({low:.2f}-{high:.2f})"
    middle = [
        np.median([kappa(rated[d, c], scored[d, c]) for c in range(len(NAMES))]) for d in draws
    ]
    low, high = np.quantile(middle, (0.025, 0.975))
    yield f"    median {np.median(each):.2f} ({low:.2f}-{high:.2f})"


def _row(values: np.ndarray) -> str:
    return " ".join(f"{v:.2f}" for v in values)
