"""Crews in Slack: the form with its picker, e-mails and groups, and the questions in direct messages."""

from __future__ import annotations

import pytest

from handlers.slack import pace
from handlers.slack.people import taken_apart
from tests.fakes.slack import Person
from tests.fakes.slack.world import Group
from tests.handlers.slack.conftest import SlackHouse
from tests.handlers.slack.test_talk import met


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "APART", 0.01)


async def started(house: SlackHouse, lea: Person, **form: object) -> str:
    await met(lea)
    await lea.command("/shoulder-team")
    await lea.hears(1)
    await lea.tap("Start a crew")
    await lea.until(lambda: lea.modal)
    await lea.submit(name="Night shift", **form)
    return (await lea.hears(1, quiet=0.3))[0]


async def test_a_picked_person_is_asked_and_joins(house: SlackHouse) -> None:
    lea, ann = house.slack.person("lea"), house.slack.person("ann")
    said = await started(house, lea, people=[ann.id], day="Thursday")
    assert said.startswith('Done. "Night shift" is set up.')
    (question,) = await ann.hears(1)
    assert "lea set up a crew" in question
    await ann.tap("Yes, I'm in")
    (joined,) = await ann.hears(1, quiet=0.3)
    assert joined.startswith('You\'re in "Night shift"')
    await ann.command("/shoulder-team")
    (mine,) = await ann.hears(1)
    assert mine.startswith('You\'re in "Night shift"')
    assert house.slack.hub.errors == []


async def test_by_e_mail_and_by_group_each_person_once(house: SlackHouse) -> None:
    lea, ann, bob = (house.slack.person(name) for name in ("lea", "ann", "bob"))
    space = house.slack.workspace()
    space.groups["S01"] = Group("S01", "night-shift", (ann.id, bob.id))
    typed = f"ann@{space.domain}.example\n@night-shift, gone@{space.domain}.example @no-such-group"
    said = await started(house, lea, typed=typed)
    assert said.endswith(f"so I didn't ask them: no-such-group, gone@{space.domain}.example")
    assert len(await ann.hears(1, quiet=0.3)) == len(await bob.hears(1, quiet=0.3)) == 1


async def test_the_change_form_carries_the_crew_and_what_it_says_now(house: SlackHouse) -> None:
    lea = house.slack.person("lea")
    await started(house, lea, day="Thursday")
    await lea.command("/shoulder-team")
    await lea.hears(1)
    await lea.tap("Change Night shift")
    await lea.until(lambda: lea.modal)
    assert await lea.submit(name="Late shift") == {}
    (said,) = await lea.hears(1, quiet=0.3)
    assert said == 'Saved. That\'s how "Late shift" stands now.'
    await lea.command("/shoulder-team")
    assert (await lea.hears(1))[0].startswith(
        'You lead "Late shift". Its picture comes on Thursday'
    )


async def test_what_nobody_asked_for_stands_outside_of_threads(house: SlackHouse) -> None:
    lea, ann = house.slack.person("lea"), house.slack.person("ann")
    await met(ann)
    await started(house, lea, people=[ann.id])
    await ann.hears(1, quiet=0.3)
    assert ann.last.thread_ts == "" and "set up a crew" in ann.last.text


def test_what_was_typed_is_taken_apart() -> None:
    read = taken_apart(
        "Ann <ann@a.example>; <@U123|ann> BOB@a.example <!subteam^S77|x> @late.crew x"
    )
    assert read.emails == ["ann@a.example", "bob@a.example"]
    assert read.people == ["U123"] and read.groups == ["S77", "late.crew"]
    assert read.left == ["Ann"]
