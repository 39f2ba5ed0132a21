"""Danger, retrieval, understanding and latency on a handful of rows, with answers that are given."""

from __future__ import annotations

from typing import Any

from bot.evaluation import danger, latency, retrieval, understanding


def test_danger_by_kind_and_language() -> None:
    rows = [
        {"text": "a", "kind": "self_harm_self", "level": "imminent", "who": "self", "lang": "en"},
        {"text": "b", "kind": "self_harm_self", "level": "low", "who": "self", "lang": "es"},
        {"text": "c", "kind": "violence_threat", "level": "low", "who": "self", "lang": "en"},
        {"text": "a", "lang": "en"},
        {"text": "d", "kind": "none"},
    ]
    hit = {"kind": "self_harm_self", "level": "low", "who": "self"}
    told: dict[str, Any] = {"a": hit, "c": hit}
    report = danger.measure(rows, lambda row: told.get(row["text"]))
    kinds, languages, exact = (dict((r[0], r[1:]) for r in t.rows) for t in report.tables)
    assert kinds["self harm self"][0].startswith("0.500 (1/2")
    assert kinds["all"][0].startswith("0.667 (2/3")
    assert languages["en"][0].startswith("1.000 (2/2") and languages["en"][1].startswith(
        "1.000 (1/1"
    )
    assert languages["es"] == ("0.000 (0/1, 0.000 to 0.793)", "–")
    assert languages["not said"][1].startswith("0.000 (0/1")
    assert exact["kind"][0].startswith("0.333 (1/3") and exact["level"][0].startswith("0.333 (1/3")
    assert report.notes[0].endswith("1 of 2.")
    assert danger.fault({"text": "x", "kind": "sad"}) == "kind" and not danger.fault({"text": "x"})


def test_a_right_passage_among_the_first() -> None:
    found = {"hits": [{"id": name} for name in "abcde"]}
    rows = [{"text": "x", "right": right} for right in (["a"], ["c"], ["e", "z"], [])]
    report = retrieval.measure(rows, lambda row: found)
    assert [row[1][:11] for row in report.tables[0].rows] == [
        "0.250 (1/4,",
        "0.500 (2/4,",
        "0.750 (3/4,",
    ]
    assert retrieval.fault({"text": "x"}) == "right" and retrieval.fault({"text": " "}) == "text"


def test_the_top_label() -> None:
    rows = [
        {"text": "x", "emotions": ["anger", "shock"], "incidents": []},
        {"text": "x", "emotions": ["relief"], "incidents": ["blame"]},
    ]
    told = {"emotions": {"anger": 0.2, "shock": 0.7}, "incidents": {"blame": 0.1}}
    report = understanding.measure(rows, lambda row: told)
    assert [row[1][:11] for row in report.tables[0].rows] == ["0.500 (1/2,", "1.000 (1/1,"]
    assert report.tables[1].rows == (("relief / shock", "1"),)
    assert understanding.fault({"text": "x", "emotions": "anger", "incidents": []}) == "labels"


def test_latency_after_a_warm_up() -> None:
    now, slow = [0.0], iter([9.0] * latency.WARM + [n / 1000 for n in range(1, 22)])

    def ask(row: object) -> None:
        now[0] += next(slow)

    report = latency.measure([{"text": "x"}] * 21, {"answer": ask}, lambda: now[0])
    assert report.tables[0].rows == (("the whole answer", "21", "11.0", "20.0", "20.8"),)
    assert report.bars.full == 50
