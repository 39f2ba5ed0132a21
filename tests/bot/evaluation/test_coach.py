"""What feedbacks quote and share."""

from __future__ import annotations

from bot.evaluation.coach import fault, measure

TALK = {"turns": [{"role": "seeker", "text": "He yelled at me."}, {"role": "supporter", "text": "You should rest a bit."}]}  # fmt: skip


def test_quotations_and_shared_sentences() -> None:
    texts = iter([
        'You said "You should rest". That is a plan. Try "What was that like?"',
        "That is a plan! " + "word " * 90 + "end.",
        "Something else.",
    ])  # fmt: skip
    report = measure([TALK] * 3, lambda _: next(texts))
    found = {row[0]: row[1] for row in report.tables[0].rows}
    assert found["words: median (least to most)"] == "14 (2 to 95)"
    assert found["80 to 130 words"].startswith("0.333 (1/3")
    assert found["at least one quotation, word for word"].startswith("0.333 (1/3")
    assert found["quotations word for word, per feedback"] == "0.33"  # its own line is none
    assert found["sentences that stand in another feedback too"].startswith("0.333 (2/6")
    assert found["most sentences that two feedbacks share"] == "1"
    assert found["feedbacks that are the same as another"].startswith("0.000 (0/3")


def test_the_same_feedback_twice() -> None:
    report = measure([TALK] * 2, lambda _: "One. Two.")
    found = {row[0]: row[1] for row in report.tables[0].rows}
    assert found["feedbacks that are the same as another"].startswith("1.000 (2/2")
    assert found["most sentences that two feedbacks share"] == "2"
    assert fault({"turns": TALK["turns"][:1]}) == "silent" and fault({"turns": "x"}) == "turns"
