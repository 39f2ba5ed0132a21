"""What was told stands until five or more feel otherwise: the rule, then its promise to who is away."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.crew.anonymity import Picture, Rules, Said, Scale, counted, picture
from bot.crew.held import LASTS, Stands, lasts, told
from tests.bot.crew.histories import keyed

RULES = Rules()
MARK = keyed("a secret")
CREW = frozenset(f"p{i:02}" for i in range(12))
BIG = frozenset(f"p{i:02}" for i in range(40))
Week = dict[str, Said]


def after(
    weeks: list[Week], cohort: frozenset[str] = CREW, rules: Rules = RULES
) -> list[Picture | None]:
    """What is told week by week."""
    out: list[Picture | None] = []
    stands: Stands | None = None
    for number in range(len(weeks)):
        now = told(cohort, number, dict(enumerate(weeks[: number + 1])), stands, rules, MARK)
        out.append(now[0] if now else None)
        stands = now[1] if now else stands
    return out


def levels(weeks: list[Week], cohort: frozenset[str] = CREW) -> list[str]:
    return [p.mood.level if p else "-" for p in after(weeks, cohort)]


def low(n: int, of: int = 10, else_: float = 5) -> Week:
    """Of those who are left in, so many feel low, the others good."""
    there = sorted(counted(CREW, MARK))[:of]
    return {p: Said(1 if i < n else else_) for i, p in enumerate(there)}


# --- the rule


def test_the_first_picture_is_the_week_s_own() -> None:
    assert after([low(8)]) == [picture(CREW, low(8), RULES, MARK)]


@pytest.mark.parametrize("changed", range(9))
def test_a_side_moves_when_five_feel_otherwise(changed: int) -> None:
    assert levels([low(8), low(8 - changed)]) == [
        "low",
        "low" if changed < 5 else ("mixed" if 8 - changed > 3 else "good"),
    ]


def test_small_steps_add_up() -> None:
    assert levels([low(8), low(6), low(4), low(3), low(3)]) == [
        "low", "low", "low", "good", "good",
    ]  # fmt: skip


def test_the_number_may_be_raised() -> None:
    there = sorted(counted(BIG, MARK))
    weeks = [{p: Said(1 if i < n else 5) for i, p in enumerate(there)} for n in (20, 15)]
    for people, level in ((5, "good"), (6, "low")):
        shown = after(weeks, BIG, Rules(people=people))
        assert [p and p.mood.level for p in shown] == ["low", level]


def test_silence_is_no_change() -> None:
    """Three of ten who were low are away: the others alone would have been "mixed"."""
    six, them = low(6), sorted(counted(CREW, MARK))[:3]
    rest = {p: s for p, s in six.items() if p not in them}
    assert picture(CREW, rest, RULES, MARK) != picture(CREW, six, RULES, MARK)
    assert levels([six, rest, six]) == ["low", "low", "low"]


def test_who_was_silent_when_it_was_drawn_counts_by_what_they_said_before() -> None:
    nobody: Week = {}
    eight, rest = low(8), {p: s for i, (p, s) in enumerate(low(8).items()) if i > 0}
    assert levels([eight, rest, low(3)])[-1] == "good"
    # never heard before: no change, whatever they say now
    assert levels([rest | {}, low(8), low(4)]) == ["low", "low", "low"]
    assert levels([nobody, eight]) == ["-", "low"]


def test_a_week_without_a_picture_moves_nothing() -> None:
    assert levels([low(8), low(3, of=6), low(6)]) == ["low", "-", "low"]


def test_after_a_year_changes_are_counted_from_then_on_and_nothing_is_drawn() -> None:
    """Check-ins are gone by then. A draw would be one more look at a crew in which nobody changes."""
    weeks = {0: low(8), LASTS - 1: low(8), LASTS: low(5), LASTS + 1: low(2), LASTS + 2: low(0)}
    stands: Stands | None = None
    seen = []
    for week, week_of in (
        (0, 0),
        (LASTS - 1, 0),
        (LASTS, LASTS),
        (LASTS + 1, LASTS),
        (LASTS + 2, LASTS),
    ):
        now = told(CREW, week, weeks, stands, RULES, MARK)
        assert now
        shown, stands = now
        seen.append(shown.mood.level)
        assert stands.mood_at == (week_of if seen[-1] == "low" else week)
        assert stands.since >= week_of - 3
    assert seen == [
        "low",
        "low",
        "low",
        "low",
        "good",
    ]  # of 8, 5 and 2, three have changed each time


def test_other_people_have_a_picture_of_their_own_unless_check_ins_may_be_gone() -> None:
    others = frozenset(f"q{i:02}" for i in range(12))
    good = {p: Said(5) for p in others}
    first = told(CREW, 0, {0: low(8)}, None, RULES, MARK)
    assert first
    for week, level in ((1, "good"), (LASTS - 1, "good"), (LASTS, "low")):
        now = told(others, week, {0: low(8), week: good}, first[1], RULES, MARK)
        assert now and now[0].mood.level == level


def test_each_part_stands_by_itself() -> None:
    there = sorted(counted(BIG, MARK))

    def week(moods: int, energies: int, queue: int, tools: int) -> Week:
        return {
            p: Said(
                1 if i < moods else 5, 1 if i < energies else 5,
                frozenset(x for x, n in (("queue", queue), ("tools", tools)) if i < n),
            )
            for i, p in enumerate(there)
        }  # fmt: skip

    first, second, third = after(
        [week(30, 30, 20, 12), week(10, 29, 9, 12), week(10, 29, 9, 17)], BIG
    )
    assert first and second and third
    assert (first.mood.level, first.energy and first.energy.level) == ("low", "low")
    assert first.loads == ("queue", "tools")
    assert second.mood.level == "good" and second.energy == first.energy
    assert second.loads == ("tools",)
    assert third.loads == ("tools",)
    one_less = after([week(30, 30, 20, 10), week(30, 30, 20, 9)], BIG)
    assert one_less[1] == one_less[0]  # "tools" was ten, is nine, and one person is behind that


def test_energy_is_told_where_enough_gave_one_and_stands_through_weeks_without() -> None:
    with_it = {p: replace(s, energy=1) for p, s in low(8).items()}
    other = {p: replace(s, energy=5) for i, (p, s) in enumerate(low(8).items())}
    few = {p: replace(s, energy=s.energy if i < 4 else 0) for i, (p, s) in enumerate(other.items())}
    energies = [p.energy and p.energy.level if p else "-" for p in after([with_it, few, with_it])]
    assert energies == ["low", None, "low"]
    assert [p and p.energy for p in after([low(8), with_it])] == [
        None, (p := after([with_it])[0]) and p.energy,
    ]  # fmt: skip


# --- what it promises

said = st.builds(
    Said, st.sampled_from([1, 3, 5]), st.sampled_from([0, 1, 3, 5]),
    st.sets(st.sampled_from(["queue", "tools"])).map(frozenset),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_where_nobody_changes_no_absence_moves_anything(data: st.DataObject) -> None:
    """Four people, the helpers among them, say whatever they like each week; the others say the same
    whenever they say anything, and anybody may be away at any time, or leave. Nothing moves."""
    cohort = frozenset(sorted(BIG)[: data.draw(st.sampled_from([11, 12, 14, 24, 40]))])
    steady = {p: data.draw(said) for p in sorted(cohort)}
    free = data.draw(st.permutations(sorted(cohort)))[: RULES.people - 1]
    stands: Stands | None = None
    seen: set[tuple[Scale, Scale | None]] = set()
    weeks: dict[int, Week] = {}
    for number in range(data.draw(st.integers(2, 8))):
        away = data.draw(st.sets(st.sampled_from(sorted(cohort)), max_size=4))
        weeks[number] = {p: s for p, s in steady.items() if p not in away}
        weeks[number] |= {p: data.draw(said) for p in free if p in cohort and p not in away}
        now = told(cohort, number, weeks, stands, RULES, MARK)
        if now is not None:
            shown, stands = now
            if shown.energy is not None and len(cohort) < 20:
                seen.add((shown.mood, shown.energy))
            elif shown.energy is None:
                seen.add((shown.mood, None))
        if data.draw(st.booleans()) and len(cohort) > 11:
            cohort -= {data.draw(st.sampled_from(sorted(cohort)))}
    assert len({mood for mood, _ in seen}) <= 1
    assert len({energy for _, energy in seen if energy}) <= 1


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_one_person_s_change_moves_nothing_by_itself(data: st.DataObject) -> None:
    """Two weeks that differ in what fewer than five say are told alike, load by load too."""
    first = {p: data.draw(said) for p in sorted(BIG)}
    few = data.draw(st.permutations(sorted(BIG)))[: RULES.people - 1]
    second = first | {p: data.draw(said) for p in few}
    silent = data.draw(st.sets(st.sampled_from(sorted(BIG)), max_size=8))
    second = {p: s for p, s in second.items() if p not in silent}
    one, two = after([first, second], BIG)
    assert one and two and (two.mood, two.loads) == (one.mood, one.loads)
    if one.energy and two.energy:
        assert two.energy == one.energy


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_who_is_left_out_moves_nothing(data: st.DataObject) -> None:
    """The ground of the argument in docs/anonymity.md: over a whole stretch, what they say is free."""
    weeks = [{p: data.draw(said) for p in sorted(CREW)} for _ in range(4)]
    out = CREW - counted(CREW, MARK)
    other = [week | {p: data.draw(said) for p in out} for week in weeks]
    gone = [{p: s for p, s in week.items() if p not in out} for week in weeks]
    assert after(weeks) == after(other) == after(gone)


def test_where_check_ins_are_kept_for_a_quarter_an_absence_moves_nothing_either() -> None:
    """Answers of back then are swept: who is away can't be told from somebody new."""
    kept = lasts(91)
    assert (kept, lasts(365), lasts(1)) == (8, 47, 0)
    first = told(CREW, 0, {0: low(8)}, None, RULES, MARK, kept)
    assert first
    stands: Stands | None = first[1]
    some = {p: one for p, one in list(low(8).items())[2:]}  # the first two are away from now on
    for week in range(1, 30):
        there = {w: some for w in range(max(1, week - 12), week + 1)}
        now = told(CREW, week, there, stands, RULES, MARK, kept)
        if now:
            shown, stands = now
            assert shown.mood.level == "low"
