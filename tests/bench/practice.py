"""The practice measure: agreement with ratings, tactics, and pairs of which one listens better.

All texts and ratings are by one author, who has seen the code: read the figures as an upper bound.
The development half was fitted on; its figures are left-out ones. The test half never was.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np

from bot.practice.criteria import NAMES, Criteria
from training.practice import fit_criteria, fit_tactics
from training.practice.fit_criteria import kappa
from training.practice.talks import HERE, pairs, talks

_DRAWS = 1000


def run() -> Iterator[str]:
    """Kappas of both halves with intervals, F1 of the tactics, share of pairs, milliseconds."""
    criteria = Criteria.load()
    rows = talks("test")
    rated = np.array([t.ratings for t in rows])
    again = _again([t.id for t in rows])
    began = time.process_time()
    scored = np.array([criteria.conversation(t.turns).values() for t in rows])
    took = (time.process_time() - began) * 1000 / len(rows)
    yield f"test half, {len(rows)} conversations, {took:.0f} ms of processor time each"
    yield from _agreement("with the first ratings", rated, scored)
    yield from _agreement(
        "with the mean of both ratings", np.rint((rated + again) / 2 - 1e-6), scored
    )
    yield from _agreement("the author with himself, second time in shuffled order", rated, again)
    yield f"means: scored {_row(scored.mean(axis=0))}; rated {_row(rated.mean(axis=0))}"

    dev = fit_criteria.development()
    messages = fit_criteria.read_left_out(dev)
    rated = np.array([t.ratings for t in dev])
    scored = fit_criteria.left_out_scores(messages, dev)
    means, factors = fit_criteria.stretched(rated, scored)
    scored, half = means + (scored - means) * factors, len(dev) // 2
    yield f"development half, {half} conversations, left out in turn"
    yield from _agreement("as they are", rated[:half], scored[:half])
    yield from _agreement("every two messages run together", rated[half:], scored[half:])

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
