from __future__ import annotations

import time

import pytest

from bot.practice.criteria import NAMES, Criteria
from bot.practice.rated import score
from bot.practice.turns import Turn


@pytest.fixture(scope="module")
def criteria() -> Criteria:
    return Criteria.load()


def talk(*texts: str) -> list[Turn]:
    return [Turn("supporter" if i % 2 else "seeker", text) for i, text in enumerate(texts)]


LISTENS = talk(
    "I was passed over for the promotion.",
    "I'm sorry, that sounds so disappointing. What happened?",
    "They gave it to the man I trained last year.",
    "So you taught him the work and then he got the title. No wonder you feel hurt.",
    "I had to clap for him.",
    "Clapping while you felt that must have been so hard. How are you doing now?",
)
FIXES = talk(
    "I was passed over for the promotion.",
    "You should ask your boss for feedback and set goals.",
    "They gave it to the man I trained last year.",
    "Update your resume and apply somewhere else. Try networking.",
    "I had to clap for him.",
    "Don't let it get to you. You need to move on, it's just a job.",
)
TELLS = talk(
    "I was passed over for the promotion.",
    "Same thing happened to me. My boss picked his nephew and I quit the next week.",
    "They gave it to the man I trained last year.",
    "I trained my boss once. I used to come home and cry to my wife about it.",
)


def test_a_listener_scores_above_a_fixer(criteria):
    good, bad = criteria.conversation(LISTENS), criteria.conversation(FIXES)
    assert good.overall > bad.overall + 3
    assert good.advice_giving < 1.7 < bad.advice_giving
    assert good.validating_emotions > bad.validating_emotions
    assert good.encouraging_elaboration > bad.encouraging_elaboration
    assert bad.dismissing_emotions > good.dismissing_emotions


def test_talking_about_oneself_is_seen(criteria):
    assert (
        criteria.conversation(TELLS).self_oriented > 2 > criteria.conversation(FIXES).self_oriented
    )


def test_scores_stay_on_the_scale(criteria):
    for turns in (
        LISTENS,
        FIXES,
        TELLS,
        talk("Hi.", ""),
        talk("Hi.", "?!"),
        talk("x", "You should " * 300),
    ):
        scores = criteria.conversation(turns)
        assert all(1 <= v <= 5 for v in scores.values())
        assert -12 <= scores.overall <= 12
        assert set(scores.confidence) == set(NAMES)
        assert all(0 <= v <= 1 for v in scores.confidence.values())


def test_dismissing_is_not_among_the_surest(criteria):
    sure = criteria.conversation(LISTENS).confidence
    assert sure["dismissing_emotions"] <= min(
        sure["encouraging_elaboration"], sure["advice_giving"]
    )


@pytest.mark.parametrize("turns", [[], talk("I lost my job.")])
def test_without_a_supporter_everything_is_lowest_and_unsure(criteria, turns):
    for scores in (criteria.conversation(turns), criteria.message(turns)):
        assert scores.values() == (1.0,) * 6
        assert set(scores.confidence.values()) == {0.0}


def test_a_message_is_scored_in_its_context(criteria):
    unasked = criteria.message(
        talk("I lost my job today.", "You should call the unemployment office.")
    )
    asked = criteria.message(
        talk("I lost my job today. What should I do?", "You should call the unemployment office.")
    )
    assert asked.advice_giving < unasked.advice_giving


def test_only_the_last_message_counts_for_message(criteria):
    assert criteria.message(FIXES[:-1]).values() == criteria.message(FIXES[:4]).values()
    assert (
        criteria.message(LISTENS[:2]).encouraging_elaboration
        > criteria.message(LISTENS[:4]).encouraging_elaboration
    )


def test_the_same_conversation_gives_the_same_scores(criteria):
    assert criteria.conversation(FIXES) == criteria.conversation(FIXES)


def test_a_conversation_is_scored_fast(criteria):
    criteria.conversation(LISTENS)
    began = time.process_time()
    criteria.conversation(LISTENS + FIXES)
    assert time.process_time() - began < 0.4


def test_batch_score(criteria):
    item = {"id": "a", "turns": [{"role": t.role, "text": t.text} for t in FIXES]}
    said = score(item, criteria)
    assert list(said["criteria"]) == list(NAMES)
    assert said["overall"] == pytest.approx(
        sum(list(said["criteria"].values())[:3]) - sum(list(said["criteria"].values())[3:])
    )
    with pytest.raises(ValueError, match="turns"):
        score({"turns": [{"role": "user", "text": "hello"}]}, criteria)
    with pytest.raises(KeyError):
        score({"id": "a"}, criteria)


def test_an_insult_is_no_listening(criteria):
    turns = [
        Turn("seeker", "I got a 62 on my best call."),
        Turn("supporter", "You're so soft. Cry harder."),
    ]
    scores = criteria.conversation(turns)
    assert scores.dismissing_emotions > 3 and scores.validating_emotions < 1.5
    told = [turns[0], Turn("supporter", "He called you a loser? That must have stung.")]
    assert criteria.conversation(told).dismissing_emotions < 2
