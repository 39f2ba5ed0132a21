"""An exercise as the person goes through it."""

from __future__ import annotations

import pytest

from bot.assist import catalog
from bot.shift import plan, play, run
from tests.bot.shift.helpers import ANSWERS, AT, at_the_counter, finished, fresh, speaks, through


def test_three_clients_civil_first_each_with_another_complaint() -> None:
    orders = set()
    for number in range(40):
        one = fresh(f"r{number}")
        assert [e.setting.civil for e in one.encounters] == [True, False, False]
        assert len({e.setting.category for e in one.encounters}) == 3
        assert len({e.name for e in one.encounters}) == 3
        conditions = tuple(e.condition for e in one.encounters)
        assert sorted(conditions) == ["civil", "uncivil_with_help", "uncivil_without_help"]
        assert not any(e.setting.harder for e in one.encounters)
        orders.add(conditions)
    assert len(orders) == 2  # the two uncivil ones come in either order
    assert fresh("r1") == fresh("r1") != fresh("r2")


def test_harder_is_never_for_the_polite_one() -> None:
    assert [e.setting.harder for e in fresh(harder=True).encounters] == [False, True, True]


def test_the_way_through() -> None:
    one = fresh()
    assert one.stage == "before" and play.waits(one) is None
    one = play.answered(one, ANSWERS)
    assert one.before == ANSWERS and one.stage == "chat"
    one = play.opened(one, speaks)
    assert one.encounters[0].lines[0].role == "client"
    assert play.opened(one, speaks) == one
    one = through(one)
    assert one.stage == "after" and one.encounters[0].stars == 4 and one.encounters[0].said == 3
    assert play.said(one, "one more", speaks) == one  # the client has left
    one = play.answered(one, {})
    assert one.encounters[0].after == {} and one.current == 1 and one.stage == "chat"
    one = play.left(one)  # nothing was said: no questions about it
    assert one.current == 2 and one.stage == "chat"
    one = play.answered(through(one), ANSWERS)
    assert one.over and one.stage == "results"


def test_only_answers_that_fit_are_kept() -> None:
    told = play.answered(
        fresh(), {"politeness": 9, "demands": 5, "helpfulness": 1, "secret": 1, "arousal": -3}
    )
    assert told.before == {"demands": 5}


def test_ratings_last_tap_counts_and_cards_that_were_not_there_get_none() -> None:
    one = at_the_counter()
    one = play.rated(one, 0, 1, "cues", 2)
    one = play.rated(one, 0, 1, "cues", -1)
    assert [(r.kind, r.value) for r in one.encounters[0].rated] == [("cues", -1)]
    for client, line, kind, value in (
        (0, 1, "label", 1), (0, 5, "cues", 1), (0, 1, "cues", 3), (7, 1, "cues", 1), (0, 1, "x", 1),
    ):  # fmt: skip
        assert play.rated(one, client, line, kind, value) == one


def test_stopping_keeps_what_was_and_ends_it() -> None:
    one = play.stopped(play.said(at_the_counter(), "hello", speaks))
    assert one.over and [e.ended for e in one.encounters] == ["left", "", ""]
    assert play.stopped(one) == one and play.answered(one, ANSWERS) == one


def test_a_client_who_never_ends_is_ended() -> None:
    from bot.assist.talk import ClientLine

    one = at_the_counter()
    for _ in range(play.MOST_LINES):
        one = play.said(one, "x" * 5000, lambda setting, lines: ClientLine("Again."))
    assert one.stage == "after"
    assert max(len(line.text) for line in one.encounters[0].lines) == play.LONGEST


def test_kept_and_read_again_words_apart() -> None:
    one = play.rated(finished(), 0, 1, "guide", 1)
    kept = run.dump(one)
    assert run.load(kept) == one
    assert "Let me look" not in kept.body and "Let me look" in kept.words
    later = run.load(run.Exercise(kept.id, kept.at_ms, kept.body))
    assert later.over and not later.encounters[0].lines and later.encounters[0].said == 3
    assert run.dump(fresh()).words == ""


def test_a_single_client_has_no_questions() -> None:
    one = plan.one("s1", AT, "hotel", "policy", civil=False)
    assert one.stage == "chat"
    assert through(one).over


@pytest.mark.parametrize("civil", [True, False])
def test_settings_name_what_the_catalog_has(civil: bool) -> None:
    setting = plan.one("s1", AT, "hotel", "policy", civil=civil).encounters[0].setting
    assert setting.domain in catalog.domains() and setting.category in catalog.categories()
