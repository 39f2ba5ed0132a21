"""What the alarm remembers: for how long, of how many, and that it can be dropped."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.lately import Lately
from bot.safety.crisis import Danger

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
HURT = Danger("self_harm_self", "elevated", "self")


def test_the_last_three_messages_of_an_hour_are_context() -> None:
    lately = Lately()
    for minutes, words in ((0, "one"), (10, "two"), (20, "three"), (30, "four")):
        lately.written("ann").add(words, NOW + timedelta(minutes=minutes))
    assert lately.written("ann").within(NOW + timedelta(minutes=31)) == ("two", "three", "four")
    assert lately.written("ann").within(NOW + timedelta(minutes=75)) == ("three", "four")
    assert lately.written("ann").within(NOW + timedelta(minutes=95)) == ()
    assert lately.written("bob").within(NOW) == ()


def test_of_a_long_message_the_beginning_is_context() -> None:
    lately = Lately()
    lately.written("ann").add("x" * 5000, NOW)
    assert [len(words) for words in lately.written("ann").within(NOW)] == [2000]


def test_the_same_card_is_not_new_within_a_shift_and_a_graver_one_is() -> None:
    lately = Lately()
    assert not lately.saw("ann", HURT, NOW)
    lately.shown("ann", HURT, NOW)
    assert lately.saw("ann", HURT, NOW + timedelta(hours=7))
    assert not lately.saw("ann", HURT, NOW + timedelta(hours=8))
    assert not lately.saw("ann", Danger("self_harm_self", "imminent", "self"), NOW)
    assert not lately.saw("ann", Danger("violence_threat", "elevated", "client"), NOW)
    assert not lately.saw("bob", HURT, NOW)


def test_who_is_forgotten_is_not_held_and_the_others_are() -> None:
    lately = Lately()
    for person in ("ann", "bob"):
        lately.written(person).add("hi", NOW)
        lately.shown(person, HURT, NOW)
    lately.forget("ann")
    assert lately.written("ann").within(NOW) == () and not lately.saw("ann", HURT, NOW)
    assert lately.written("bob").within(NOW) == ("hi",) and lately.saw("bob", HURT, NOW)


def test_what_is_added_after_somebody_was_forgotten_is_not_held() -> None:
    lately = Lately()
    written = lately.written("ann")
    lately.forget("ann")
    written.add("read while they were forgotten", NOW)
    assert lately.written("ann").within(NOW) == ()


def test_of_many_people_those_who_wrote_last_are_held() -> None:
    lately = Lately()
    for number in range(2000):
        lately.written(f"p{number}").add("hi", NOW)
    lately.written("p0").add("again", NOW)
    lately.written("new").add("hi", NOW)
    assert lately.written("p0").within(NOW) == ("hi", "again")
    assert lately.written("p1").within(NOW) == ()
    assert lately.written("new").within(NOW) == ("hi",)


def test_what_a_talk_is_about_is_remembered_for_a_shift_and_goes_before_the_last_messages() -> None:
    written = Lately().written("ann")
    written.add("danger", NOW, danger=True)
    for minute, words in enumerate(("one", "two", "three"), 1):
        written.add(words, NOW + timedelta(minutes=minute))
    at = NOW + timedelta(minutes=5)
    assert written.before(at) == ("danger", "one", "two", "three")
    assert written.before(at, ("two", "three")) == ("danger", "one")
    assert written.before(NOW + timedelta(hours=7)) == ("danger",)
    assert written.before(NOW + timedelta(hours=9)) == ()


def test_the_line_that_stays_is_known_to_be_said_until_another_card() -> None:
    lately = Lately()
    assert not lately.stayed("ann", HURT)
    lately.stays("ann", HURT)
    assert lately.stayed("ann", HURT) and not lately.stayed("bob", HURT)
    lately.shown("ann", HURT, NOW)
    assert not lately.stayed("ann", HURT)
    lately.stays("ann", HURT)
    lately.forget("ann")
    assert not lately.stayed("ann", HURT)


def test_what_told_of_a_wish_to_die_is_known_for_a_shift() -> None:
    written = Lately().written("ann")
    assert written.grave(NOW) == ""
    written.add_grave("i want to die", NOW)
    assert written.grave(NOW + timedelta(hours=7)) == "i want to die"
    assert written.grave(NOW + timedelta(hours=9)) == ""
