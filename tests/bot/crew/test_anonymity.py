"""What a crew picture may tell: the rules one by one, then attackers."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.crew.anonymity import (
    Picture,
    Roster,
    Rules,
    Said,
    Scale,
    cohorts,
    counted,
    left_out,
    picture,
)
from tests.bot.crew.attackers.bar import ODDS, SURE
from tests.bot.crew.attackers.better import Better, beliefs
from tests.bot.crew.attackers.certain import Certain, subtract
from tests.bot.crew.attackers.deniable import counts_deniable, deniable
from tests.bot.crew.attackers.worlds import told_of, world
from tests.bot.crew.histories import STATES, histories, keyed, plain

RULES = Rules()
MARK = keyed("a secret")
CREW = frozenset(f"p{i}" for i in range(12))
BIG = frozenset(f"p{i}" for i in range(40))


def tell(cohort: frozenset[str], said: dict[str, Said], rules: Rules = RULES) -> Picture | None:
    return picture(cohort, said, rules, MARK)


def all_say(cohort: frozenset[str], mood: float) -> dict[str, Said]:
    return {p: Said(mood) for p in cohort}


# --- thresholds


@pytest.mark.parametrize("lower", [{"people": 4}, {"picked": 9}])
def test_thresholds_cannot_be_lowered(lower: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="5 people or more"):
        Rules(**lower)


def test_thresholds_can_be_raised() -> None:
    assert tell(CREW, all_say(CREW, 4)) is not None
    assert tell(CREW, all_say(CREW, 4), Rules(people=8)) is None
    assert Rules().smallest == 11 and Rules(people=8).smallest > 14


@pytest.mark.parametrize("size", range(11))
def test_a_small_crew_has_no_picture(size: int) -> None:
    few = frozenset(f"p{i}" for i in range(size))
    assert tell(few, all_say(few, 4)) is None


@pytest.mark.parametrize("answers", range(13))
def test_seven_who_are_counted_must_have_answered(answers: int) -> None:
    there = sorted(counted(CREW, MARK))
    said = {p: Said(4) for p in there[:answers]}
    assert (tell(CREW, said) is not None) == (answers >= 7)


def test_who_is_left_out_is_never_counted() -> None:
    out = CREW - counted(CREW, MARK)
    assert len(out) == 2
    said = all_say(CREW, 4)
    assert tell(CREW, said | {p: Said(1) for p in out}) == tell(CREW, said)
    assert tell(CREW, {p: said[p] for p in CREW - out}) == tell(CREW, said)


def test_energy_needs_as_many_as_mood() -> None:
    said = all_say(CREW, 4)
    there = sorted(counted(CREW, MARK))
    six = said | {p: Said(4, 2) for p in there[:6]}
    seven = said | {p: Said(4, 2) for p in there[:7]}
    assert (told := tell(CREW, six)) and told.energy is None
    assert (told := tell(CREW, seven)) and told.energy == Scale("low")


def test_a_side_is_named_when_most_and_five_are_on_it() -> None:
    there = sorted(counted(CREW, MARK))
    for low in range(len(there) + 1):
        said = {p: Said(2 if i < low else 3) for i, p in enumerate(there)}
        told = tell(CREW, said)
        assert told and told.mood.level == ("low" if low >= 6 else "mixed")
    seven = {p: Said(2 if i < 4 else 3) for i, p in enumerate(there[:7])}
    assert (told := tell(CREW, seven)) and told.mood.level == "mixed"  # 4 of 7 are most, but not 5


@given(mood=st.sampled_from([1, 2, 3, 4, 5]), answers=st.integers(7, 10), sides=st.integers(0, 3))
def test_all_of_one_mind_looks_like_most(mood: int, answers: int, sides: int) -> None:
    there = sorted(counted(CREW, MARK))[:answers]
    unanimous = tell(CREW, {p: Said(mood) for p in there})
    others = sides if answers - sides > answers / 2 and answers - sides >= 5 else 0
    split = {p: Said(3 if i < others else mood) for i, p in enumerate(there)}
    assert tell(CREW, split) == unanimous


def test_a_load_needs_ten_who_picked_it_and_three_who_did_not() -> None:
    there = sorted(counted(BIG, MARK))
    for n in range(len(there) + 1):
        said = {p: Said(3, 0, frozenset(["queue"] if i < n else [])) for i, p in enumerate(there)}
        told = tell(BIG, said)
        assert told and told.loads == (("queue",) if 10 <= n <= len(there) - 3 else ())


def test_numbers_are_steps_not_counts() -> None:
    people = set()
    for n in range(41):
        told = tell(BIG, {p: Said(3) for p in sorted(BIG)[:n]})
        people.add(told.people if told else 0)
    assert people == {0, 7, 20}


def test_the_same_week_told_twice_is_the_same() -> None:
    said = {p: Said(1 + i % 5, 1 + i % 3) for i, p in enumerate(sorted(CREW))}
    shuffled = dict(sorted(said.items(), key=lambda item: MARK(item[0])))
    assert tell(CREW, said) == tell(CREW, shuffled)


def test_one_person_more_or_less_draws_the_lot_anew() -> None:
    crew = frozenset(f"p{i}" for i in range(30))
    changed = sum(
        (crew - counted(crew, keyed(str(n))))
        != ((crew - {"p29"}) - counted(crew - {"p29"}, keyed(str(n))))
        for n in range(100)
    )
    assert changed > 90


# --- who is counted where


def test_nobody_is_counted_twice() -> None:
    both = [Roster("old", CREW), Roster("new", CREW - {"p0"} | BIG)]
    now = cohorts(both, {}, RULES)
    assert now["old"] == CREW and not now["old"] & now["new"]
    assert now["new"] == BIG - CREW


def test_a_lead_is_never_counted() -> None:
    crew = Roster("crew", CREW | {"boss"}, frozenset(["boss"]))
    assert cohorts([crew], {}, RULES)["crew"] == CREW
    promoted = Roster("crew", CREW, frozenset(["p3"]))
    assert cohorts([promoted], {"crew": CREW}, RULES)["crew"] == CREW - {"p3"}


def test_who_leaves_is_out_at_once_and_newcomers_wait_for_seven() -> None:
    gone = CREW - {"p0"}
    now = cohorts([Roster("crew", gone)], {"crew": CREW}, RULES)["crew"]
    assert now == gone
    for n in range(1, 9):
        new = frozenset(f"n{i}" for i in range(n))
        later = cohorts([Roster("crew", gone | new)], {"crew": now}, RULES)["crew"]
        assert later == (gone | new if n >= 7 else gone)


def test_a_place_elsewhere_is_free_after_leaving() -> None:
    before = {"old": CREW}
    here = [Roster("old", CREW - {"p0"}), Roster("new", BIG)]
    now = cohorts(here, before, RULES)
    assert now["old"] == CREW - {"p0"} and now["new"] == BIG - now["old"]


ids = st.sets(st.integers(0, 50).map(lambda i: f"p{i}"), max_size=40).map(frozenset)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(ids, min_size=3, max_size=3), min_size=1, max_size=6), ids)
def test_cohorts_stay_apart_and_grow_by_seven(
    weeks: list[list[frozenset[str]]], leads: frozenset[str]
) -> None:
    before: dict[str, frozenset[str]] = {}
    for members in weeks:
        rosters = [
            Roster(str(i), m, leads if i == 1 else frozenset()) for i, m in enumerate(members)
        ]
        now = cohorts(rosters, before, RULES)
        assert max(Counter(p for c in now.values() for p in c).values(), default=1) == 1
        for roster in rosters:
            assert now[roster.crew] <= roster.members - roster.leads
            new = now[roster.crew] - before.get(roster.crew, frozenset())
            assert not new or len(new) >= RULES.batch
        before = now


# --- attackers


said_once = st.builds(
    Said, st.sampled_from([2, 3, 4]), st.sampled_from([0, 2, 3, 4]),
    st.sets(st.sampled_from(["queue", "tools", "rude"])).map(frozenset),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_everyone_could_have_said_anything_or_nothing(data: st.DataObject) -> None:
    """Whatever is told of whatever was said, a world fits in which x took no part in it at all."""
    size = data.draw(st.integers(4, 45))
    mostly = data.draw(said_once)
    silent = data.draw(st.sampled_from([0, 1, 3]))
    pick = st.one_of(said_once, st.just(mostly), st.just(mostly), *[st.none()] * silent)
    names = ["x", "a", "b", *(f"m{i}" for i in range(size - 3))]
    said = {name: s for name in names if (s := data.draw(pick)) is not None}
    out = data.draw(st.permutations(names))[: left_out(size)]
    told = world(size, out, said)
    assert deniable(told, size, (said.get("a"), said.get("b")))


def test_exact_belief_rules_nothing_out_and_is_never_near_sure() -> None:
    """Every lot and everybody's states, weighed: eleven and twelve people, all that the helpers can do."""
    rates = (0.8, 0.3, 0.4, 0.3)
    for size in (11, 12):
        for a in STATES:
            for b in STATES:
                for level in {
                    None,
                    *(told_of(size, n, m, 7 - n) for n in range(8) for m in range(4)),
                }:
                    belief = beliefs(level, size, (a, b), rates)
                    if not sum(belief.values()):
                        continue  # cannot be told when the helpers do this
                    assert min(belief.values()) > 0.001
                    assert max(belief.values()) < SURE
                    took_part = (1 - belief["absent"]) / belief["absent"]
                    assert took_part < ODDS * rates[0] / (1 - rates[0])


def test_nobody_is_named_in_many_years() -> None:
    certain, better = Certain(), Better(largest=12)
    for year in histories(12, 26):
        assert not certain.attack(year)
        assert not better.attack(year)
        assert not subtract(year)
    assert certain.tried > 2_000 and better.best < SURE


def test_exact_counts_name_people() -> None:
    """The attacks work: without the module, nearly every year gives somebody away."""
    certain = Certain(counts_deniable)
    years = list(histories(24, 26, how=plain))
    assert sum(certain.attack(year) for year in years) > 18
    assert sum(subtract(year) > 0 for year in years) > 1


@pytest.mark.parametrize(
    "told",
    [
        Picture(
            7, True, Scale("good"), None, ("queue",)
        ),  # ten of twelve, with two who kept silent
        Picture(20, True, Scale("mixed", 1)),
        Picture(7, True, Scale("mixed", 0)),
    ],
)
def test_the_search_for_a_world_can_fail(told: Picture) -> None:
    assert not deniable(told, 12, (None, None))
