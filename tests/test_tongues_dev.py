"""The vents in other languages that a fit is measured on: labelled with our labels, in languages that are told apart,
and none of them fitted on."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import prompts
from bot.reading.language import language_of
from bot.reading.vocabulary import Vocabulary
from memory.embedder import Encoder

EXAMPLES = Path(__file__).parent.parent / "training/examples"


def rows(pattern: str) -> list[dict[str, object]]:
    files = sorted(EXAMPLES.glob(pattern))
    return [json.loads(line) for f in files for line in f.read_text("utf-8").splitlines()]


def test_labels_are_ours() -> None:
    table = prompts.read("labels.yaml")
    for row in rows("tongues_dev.jsonl"):
        assert row["emotions"] and set(row["emotions"]) <= set(table["emotions"])  # type: ignore[call-overload]
        assert set(row["incidents"]) <= set(table["incidents"])  # type: ignore[call-overload]
        assert row["ask"] in table["asks"] and row["intensity"] in table["intensity"]


def test_ten_in_each_language_and_nearly_all_are_known_for_it() -> None:
    vocabulary = Vocabulary(Encoder().tokenizer.get_vocab())
    found = rows("tongues_dev.jsonl")
    assert Counter(row["lang"] for row in found) == dict.fromkeys(
        ("es", "fr", "de", "pt", "tl", "hi"), 10
    )
    told = sum(language_of(str(row["text"]), vocabulary.knows) == row["lang"] for row in found)
    assert told >= 58


def test_nothing_is_fitted_on_them() -> None:
    fitted = {row["text"] for kind in ("vents*.jsonl", "danger*.jsonl") for row in rows(kind)}
    assert not fitted & {row["text"] for row in rows("tongues_dev.jsonl")}
