"""Crews in Slack: the form with its picker, e-mails and groups, and the questions in direct messages."""

from __future__ import annotations

import json
from typing import Any

import pytest

from handlers.slack import people
from handlers.slack.people import taken_apart
from tests.fakes.slack import Person
from tests.fakes.slack.blockkit import check_blocks
from tests.fakes.slack.world import Group
from tests.handlers.slack.conftest import SlackHouse
from tests.handlers.slack.test_blocks import same_as_before
from tests.handlers.slack.test_talk import met

pytestmark = pytest.mark.usefixtures("quick")


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
    assert "lea leads a crew" in question
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


async def test_e_mails_beyond_what_slack_answers_are_said_to_be_left(
    house: SlackHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "_MOST_EMAILS", 1)
    lea, ann = house.slack.person("lea"), house.slack.person("ann")
    space = house.slack.workspace()
    typed = " ".join(f"{name}@{space.domain}.example" for name in ("ann", "bob", "cem"))
    said = await started(house, lea, typed=typed)
    assert "2 more were named, and I didn't ask those" in said and "couldn't find" not in said
    assert len(await ann.hears(1, quiet=0.3)) == 1


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
    assert ann.last.thread_ts == "" and "leads a crew" in ann.last.text


def test_what_was_typed_is_taken_apart() -> None:
    read = taken_apart(
        "Ann <ann@a.example>; <@U123|ann> BOB@a.example <!subteam^S77|x> @late.crew x"
    )
    assert read.emails == ["ann@a.example", "bob@a.example"]
    assert read.people == ["U123"] and read.groups == ["S77", "late.crew"]
    assert read.left == ["Ann"]


def without_ids(block: dict[str, Any]) -> dict[str, Any]:
    """What a person sees of it."""
    block = {key: value for key, value in block.items() if key != "block_id"}
    if "elements" in block:
        block["elements"] = [
            {key: v for key, v in element.items() if key != "value"}
            for element in block["elements"]
        ]
    return block


async def test_home_says_which_crews_one_is_in_and_lets_one_out(house: SlackHouse) -> None:
    lea, ann = house.slack.person("lea"), house.slack.person("ann")
    await started(house, lea, people=[ann.id])
    await ann.hears(1)
    await ann.open_home("home")
    await ann.until(lambda: ann.home)
    assert "Your crews" not in json.dumps(ann.home)  # asked is not in
    await ann.tap("Yes, I'm in")
    await ann.hears(1, quiet=0.3)
    await ann.open_home("home")
    await ann.until(lambda: "Your crews" in json.dumps(ann.home))
    blocks = ann.home["blocks"]
    at = next(n for n, b in enumerate(blocks) if b.get("text", {}).get("text") == "Your crews")
    same_as_before("home_crews", [without_ids(block) for block in blocks[at : at + 3]])
    check_blocks(blocks, "home", set())
    await ann.tap_home("Leave Night shift")
    assert "You're out" in (await ann.hears(1, quiet=0.3))[0]
    await ann.until(lambda: "Your crews" not in json.dumps(ann.home))
    await lea.open_home("home")  # whoever only leads is in none
    await lea.until(lambda: lea.home)
    assert "Your crews" not in json.dumps(lea.home)


async def test_only_members_are_asked_what_counts_in_a_crew(house: SlackHouse) -> None:
    lea, ann = house.slack.person("lea"), house.slack.person("ann")
    await started(house, lea, people=[ann.id])
    await ann.hears(1)
    await ann.command("/checkin")
    await ann.until(lambda: ann.modal)
    assert "loads" not in [block["block_id"] for block in ann.modal["blocks"]]
    await ann.tap("Yes, I'm in")
    await ann.hears(1, quiet=0.3)
    await ann.command("/checkin")
    await ann.until(lambda: "loads" in [block["block_id"] for block in ann.modal["blocks"]])
