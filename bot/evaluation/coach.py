"""The coach's feedback over many talks: its length, the words it quotes, and what two feedbacks share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import combinations
from statistics import fmean, median

from bot.evaluation.data import Row
from bot.evaluation.report import Bars, Report, Table, share
from bot.evaluation.statistics import wilson
from bot.evaluation.words import said
from bot.model.parts.checks import quotations, verbatim
from bot.practice.batch import turns_of
from bot.practice.coach import LEAST, MOST
from bot.practice.turns import Turn
from bot.support.retelling.segment import sentences

Write = Callable[[Sequence[Turn]], str]


def fault(row: Row) -> str:
    """What is wrong with a talk, "" when nothing is."""
    try:
        turns = turns_of(row)
    except (KeyError, TypeError, ValueError):
        return "turns"
    return "" if any(t.role == "supporter" and t.text.strip() for t in turns) else "silent"


def measure(rows: Sequence[Row], write: Write) -> Report:
    """In: talks without faults, at least one, and what writes a feedback. Out: counts over all feedbacks."""
    talks = [turns_of(row) for row in rows]
    texts = [write(turns) for turns in talks]
    n = len(texts)
    lengths = [len(text.split()) for text in texts]
    quoted = [_quoted(text, turns) for text, turns in zip(texts, talks, strict=True)]
    parts = [_sentences(text) for text in texts]
    seen = Counter(sentence for part in parts for sentence in part)
    every = [sentence for part in parts for sentence in part]
    copies = Counter(texts)
    hits = {
        "coach_inside": (sum(LEAST <= words <= MOST for words in lengths), n),
        "coach_quoted": (sum(q > 0 for q in quoted), n),
        "coach_shared": (sum(seen[sentence] > 1 for sentence in every), len(every)),
        "coach_same": (sum(copies[text] > 1 for text in texts), n),
    }
    shares = {name: wilson(*pair) for name, pair in hits.items()}
    cells = [
        ("coach_words", f"{median(lengths):g} ({min(lengths)} to {max(lengths)})"),
        ("coach_quotes", f"{fmean(quoted):.2f}"),
        *((name, share(*pair, shares[name])) for name, pair in hits.items()),
        ("coach_twins", str(max((len(a & b) for a, b in combinations(parts, 2)), default=0))),
    ]
    table = Table(
        said("coach", n=str(n)), (said("measure"), said("value")),
        tuple((said(name), value) for name, value in cells),
    )  # fmt: skip
    bars = Bars(said("bars_coach"), tuple((said(f"{k}_short"), f) for k, f in shares.items()))
    return Report("coach", (table,), bars, (said("note_coach"),))


# --- inside


def _quoted(text: str, turns: Sequence[Turn]) -> int:
    """How many quotations were said in the talk, word for word."""
    sources = [turn.text for turn in turns]
    return sum(verbatim(words, sources) for words in quotations(text))


def _sentences(text: str) -> set[str]:
    """As they would sound the same: without case and ends."""
    return {span.text.lower().strip(" \n.!?\"“”'") for span in sentences(text)} - {""}
