"""`python -m training.fit_opinion --cache DIR`: fit how the readers of the second opinion decide together, and print how
that does on texts by authors it was not fitted on.

Needs scikit-learn; a few minutes, seconds when only the weighing is fitted again (what the encoders say is kept in DIR).
Run it after anything in `bot/safety/weights` or `memory/weights` was fitted. `--write` writes `opinion.json`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from bot.reading.mending import Mender
from bot.reading.ngrams import Ngrams
from bot.reading.vocabulary import Vocabulary
from bot.safety.lexicon import Lexicon, load_lexicon
from bot.safety.matching import hits_in
from bot.safety.opinion import SecondOpinion
from bot.safety.outputs import KINDS
from bot.safety.plaintext import sentences
from bot.safety.weighing import ELSEWHERE, ENGLISH, UNLIKELY, Readings, Weights, features
from memory.embedder import TONGUES, Encoder
from training.everyday import comments
from training.examples import dangers, is_dev, mid_talk, safe, vents
from training.fit_ngrams import fit
from training.kept import KeptClassifier
from training.opinion_rows import Row, rows

OUT = Path(__file__).parent.parent / "bot/safety/weights/opinion.json"
_EVERYWHERE = ("tongues", "ngrams", "short", *KINDS)
# What helped on the authors left out; the rest is left at nothing. In other languages there are few long messages.
_FITTED = {ENGLISH: ("english", "least", "most", "long", *_EVERYWHERE), ELSEWHERE: _EVERYWHERE}
_SOFT, _DOUBT, _PLAIN = "soft", "doubt", "outright"  # what the lexicon hears in a text
_SHRINK = 0.03
# Which share of the harmless texts may be above the bar: of ordinary ones in English; elsewhere, where we have
# few of those, of the twins of dangers and figures of speech as well.
_ALARMS = {ENGLISH: 0.015, ELSEWHERE: 0.08}
_ORDINARY = ("vent", "join", "fresh", "talk")
_TOLD = ("twin", "fresh", "join", "reported", "plain")


def main() -> None:
    """Read, fit, report, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--alarms", type=float, nargs=2, default=tuple(_ALARMS.values()))
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    known = rows()
    readings = _readings(known, args.cache)
    lexicon = load_lexicon()
    heard = [_heard(row.text, lexicon) for row in known]
    fitted = {}
    for language, alarms in zip((ENGLISH, ELSEWHERE), args.alarms, strict=True):
        at = [n for n, r in enumerate(readings) if r.language == language]
        print(f"{language}: {len(at)} texts")
        fitted[language] = _fit(
            [known[n] for n in at], [readings[n] for n in at], [heard[n] for n in at], alarms
        )
    if args.write:
        plain = {k: {**_plain(w), "weights": dict(w.weights)} for k, w in fitted.items()}
        OUT.write_text(json.dumps(plain, indent=1) + "\n", encoding="utf-8")
        print(f"wrote {OUT}")


def _plain(weights: Weights) -> dict[str, float]:
    return {"bias": weights.bias, "soft": weights.soft}


def _fit(
    known: Sequence[Row], readings: Sequence[Readings], heard: Sequence[str], alarms: float
) -> Weights:
    """The weights of one language, with its bars put where they belong, and how they do."""
    names = _FITTED[readings[0].language]
    said = [features(r) for r in readings]
    x = np.array(
        [[s.get(n, 0.0) for n in names] + [h == _SOFT] for s, h in zip(said, heard, strict=True)]
    )
    free = np.array([h not in (_DOUBT, _PLAIN) for h in heard])  # others leave us nothing to decide
    authors = np.array([row.author for row in known])
    score = np.zeros(len(known))
    for author in sorted(set(authors)):
        *weights, bias = _logistic(x, known, free & (authors != author))
        away = authors == author
        score[away] = x[away] @ weights + bias
    sorts = np.array([row.sort for row in known])
    danger = np.array([row.danger for row in known])
    counted = _ORDINARY if readings[0].language == ENGLISH else (*_ORDINARY, "twin", "idiom")
    for share in sorted({0.01, 0.02, 0.03, alarms}):
        bar = float(np.quantile(score[free & ~danger & np.isin(sorts, counted)], 1 - share))
        print(f"  {share}: {_shares(score > bar, heard, sorts, danger)}")
    bar = float(np.quantile(score[free & ~danger & np.isin(sorts, counted)], 1 - alarms))
    doubted = np.array([h == _DOUBT for h in heard])
    *weights, bias = _logistic(x, known, free)
    unlikely = doubted & (score - bar < UNLIKELY)
    print(f"  not believed: {(unlikely & ~danger).sum()} of {(doubted & ~danger).sum()} harmless,"
          f" {(unlikely & danger).sum()} of {(doubted & danger).sum()} dangers")  # fmt: skip
    values = dict(zip(names, (round(float(w), 3) for w in weights[:-1]), strict=True))
    return Weights(values, round(float(bias) - bar, 3), round(float(weights[-1]), 3))


def _logistic(x: np.ndarray, known: Sequence[Row], use: np.ndarray) -> list[float]:
    """The weights for `x`, then the bias."""
    chosen = x[use]
    middle, width = chosen.mean(0), chosen.std(0) + 1e-6
    answers = [row.danger for row, used in zip(known, use, strict=True) if used]
    counts = [row.count for row, used in zip(known, use, strict=True) if used]
    model = LogisticRegression(C=_SHRINK, max_iter=3000)
    model.fit((chosen - middle) / width, answers, sample_weight=counts)
    weights = model.coef_[0] / width
    return [*weights, float(model.intercept_[0] - middle @ weights)]


def _shares(above: np.ndarray, heard: Sequence[str], sorts: np.ndarray, danger: np.ndarray) -> str:
    """Which share of each sort of text would be called danger, the lexicon's own findings included."""
    found = above | np.isin(heard, (_DOUBT, _PLAIN))
    out = []
    for mark, which in (("harmless", ~danger), ("danger", danger)):
        for sort in sorted(set(sorts[which])):
            here = found[which & (sorts == sort)]
            out.append(f"{sort} {here.sum()}/{len(here)}")
        out.append("are alarms;" if mark == "harmless" else "are found")
    return " ".join(out)


def _heard(text: str, lexicon: Lexicon) -> str:
    hits = hits_in(sentences(text, lexicon.spelling), lexicon)
    firm = [hit for hit in hits if not hit.soft]
    if any(hit.kind == "self_harm_self" or hit.level == "low" for hit in firm):
        return _PLAIN
    return _DOUBT if firm else _SOFT if hits else ""


def _readings(known: Sequence[Row], cache: Path) -> list[Readings]:
    cache.mkdir(parents=True, exist_ok=True)
    encoder = Encoder(kept=cache)
    english = KeptClassifier(encoder, "danger.npz", cache)
    tongues = KeptClassifier(encoder.sibling(TONGUES), "tongues.npz", cache)
    pieces = encoder.tokenizer.get_vocab()
    words = Vocabulary(pieces)
    opinion = SecondOpinion(english, tongues, _ngrams(cache), words, Mender(pieces, words), {})
    out = [opinion.read(row.text) for row in known]
    for reader in (english, tongues):
        reader.keep()
    return out


def _ngrams(cache: Path) -> Ngrams:
    """N-grams that were not fitted on the development split, as those that ship are."""
    known = [e for e in (*vents(), *dangers(), *mid_talk()) if e.danger and not is_dev(e)]
    known += map(safe, comments(half=0))
    told = [e.danger for e in known if e.danger]
    answers = [
        np.array([d.any for d in told]),
        *(np.array([d.kind == k for d in told]) for k in KINDS),
    ]
    fit(known, answers, known[:1], cache / "ngrams.npz")
    return Ngrams.load(cache / "ngrams.npz")


if __name__ == "__main__":
    main()
