"""What people tell in mid-talk, act by act: each has lines of its own, and enough of them."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from bot.support.acts import Acts, entries

TOLD = """
no_step_in overruled not_believed lied_about job_fear threatened_job bad_rating numbers_hurt back_to_back no_break
short_staffed overtime shift_changed underpaid cant_leave job_hunt family_sees snapped_home no_energy no_sleep body
cant_drop cried fake_nice dread flinch numb still_mad sorry_for_them insulted_work insulted_self talked_down went_on
hung_up_on again_them not_first over_nothing audience tools_failed hands_tied not_mine tried_all own_mistake
own_temper minimizes sorry_to_vent new_here long_here used_to_like others_manage alone_in_it unthanked coworker_kind
customer_kind too_much so_tired lost_hope people_rude family_load coping time_off
""".split()
ANSWERS = ["agrees", "small_no", "small_yes"]  # said often: more lines
ACTS = Acts()
ASSUMED = re.compile(r"\b(?:he|him|his|she|her|hers)\b|\b(?:no wonder|must have|today)\b", re.I)


@pytest.mark.parametrize("act", [*TOLD, *ANSWERS])
def test_every_act_has_lines_that_differ_and_take_nothing_for_granted(act: str) -> None:
    lines = ACTS.named(act).replies
    assert ACTS.named(act).kind == "told"
    assert len(set(lines)) >= (10 if act in ANSWERS else 7)
    assert all(8 <= len(line.split()) <= 30 for line in lines)
    assert not any(ASSUMED.search(line) for line in lines)
    assert sum("?" in line for line in lines) >= len(lines) // 3


@pytest.mark.parametrize("act", [*TOLD, *ANSWERS])
def test_acts_of_the_reader_have_no_wordings(act: str) -> None:
    assert [patterns for a, patterns in entries() if a.name == act] == [()]


def test_few_lines_begin_alike_and_no_sentence_comes_twice() -> None:
    lines = [line for act in (*TOLD, *ANSWERS) for line in ACTS.named(act).replies]
    begun = Counter(" ".join(line.lower().split()[:2]) for line in lines)
    assert begun.most_common(1)[0][1] <= 3
    sentences = Counter(s for line in lines for s in re.split(r"(?<=[.?]) ", line))
    assert sentences.most_common(1)[0][1] == 1


@pytest.mark.parametrize("act", ["own_mistake", "own_temper"])
def test_what_was_their_own_doing_is_not_denied(act: str) -> None:
    for line in ACTS.named(act).replies:
        assert not re.search(r"\b(?:not|wasn't|isn't|never) (?:your fault|on you|yours)\b", line)


def test_no_outcome_is_promised_to_who_fears_for_the_job() -> None:
    for act in ("job_fear", "threatened_job"):
        for line in ACTS.named(act).replies:
            assert not re.search(r"\bwon't (?:happen|be fired|lose)|\bwill be (?:fine|okay)", line)
