"""One message, one answer: whatever Slack repeats, loses, limits or breaks on the way."""

from __future__ import annotations

import asyncio
import time

import pytest

from handlers.slack.words import words
from tests.conftest import StoodClock
from tests.fakes.slack import Broken, Busy, FakeSlack, Reset, Slow, Then
from tests.fakes.slack.faults import Fault
from tests.handlers.slack.conftest import SlackHouse, SlackOpener


async def test_every_event_four_times_is_one_answer(house: SlackHouse) -> None:
    house.slack.deliveries.copies = 4
    ann = house.slack.person("ann")
    await ann.say("They moved my break again")
    assert len(await ann.hears(1, quiet=0.6)) == 1


async def test_lost_acks_are_one_answer(house: SlackHouse) -> None:
    house.slack.sockets.ack_seconds, house.slack.sockets.lose_acks = 0.2, 3
    ann = house.slack.person("ann")
    await ann.say("They moved my break again")
    await ann.hears(1, quiet=1.0)


async def test_a_redelivery_after_a_restart_is_no_second_answer(
    open_slack: SlackOpener, slack: FakeSlack
) -> None:
    ann = slack.person("ann")
    async with open_slack():
        await ann.say("They moved my break again")
        await ann.hears(1)
        await slack.deliveries.settled()
    async with open_slack():
        for payload in list(slack.deliveries.sent):
            slack.deliveries.again(payload, attempt=2)
        await ann.quiet(0.6)


@pytest.mark.parametrize(
    "fault",
    [Busy(1), Broken(500), Broken(503), Broken(503, after=True), Reset(), Reset(after=True)],
    ids=repr,
)
async def test_trouble_on_the_way_out_is_one_answer(house: SlackHouse, fault: Fault) -> None:
    house.slack.faults.next("chat.postMessage", fault, times=2)
    ann = house.slack.person("ann")
    await ann.say("They moved my break again")
    said = await ann.hears(1, quiet=0.6)
    assert "re: They moved my break again" in said[0]


async def test_a_slow_post_is_one_answer(house: SlackHouse) -> None:
    house.slack.faults.next("chat.postMessage", Slow(1.0, before=False))
    ann = house.slack.person("ann")
    await ann.say("They moved my break again")
    await ann.hears(1, quiet=1.5)


async def test_twelve_quick_messages_under_real_limits(house: SlackHouse) -> None:
    house.slack.limits.real = True
    ann = house.slack.person("ann")
    said = [f"#{n:02}# again" for n in range(12)]
    for text in said:
        await ann.say(text)
    await ann.until(lambda: any(said[-1] in m.text for m in ann.seen()), 20, "last one")
    await asyncio.sleep(0.5)
    answers = [m.text for m in ann.seen()]
    covered = [text for answer in answers for text in said if text in answer]
    assert covered == said  # each once, in order
    assert len(answers) == 1  # one breath


async def test_the_status_comes_before_the_answer_and_goes(house: SlackHouse) -> None:
    ann = house.slack.person("ann")
    message = await ann.say("They moved my break again")
    await ann.hears(1)
    shown = [s for s in ann.dm.statuses if s.text]
    assert shown and shown[0].seen <= ann.seen()[0].seen
    assert shown[0].loading == words("loading")
    await asyncio.sleep(0.3)
    assert ann.dm.status_of(message.ts) is None


async def test_same_channel_times_in_two_workspaces_are_two_messages(
    open_slack: SlackOpener, slack: FakeSlack
) -> None:
    """A ts is unique in its channel only."""
    async with open_slack():
        ann, bob = slack.person("ann"), slack.person("bob")
        ann.dm.last_us = bob.dm.last_us = int(time.time() * 1_000_000) + 200_000
        first, second = await ann.say("mine"), await bob.say("his")
        assert first.ts == second.ts
        assert "re: mine" in (await ann.hears(1))[0]
        assert "re: his" in (await bob.hears(1, quiet=0.3))[0]
        await ann.quiet(0.1)


@pytest.mark.parametrize("after", [False, True], ids=["before the effect", "after the effect"])
async def test_stopped_in_the_middle_of_a_post(
    open_slack: SlackOpener, slack: FakeSlack, after: bool
) -> None:
    """The outcome is unknown when it starts again: it looks before it repeats."""
    ann, reached = slack.person("ann"), asyncio.Event()

    async def hang() -> None:
        reached.set()
        await asyncio.sleep(8)

    slack.faults.next("chat.postMessage", Then(hang, after=after, drop=True))
    async with open_slack():
        await ann.say("They moved my break again")
        await asyncio.wait_for(reached.wait(), 10)
    async with open_slack():
        await ann.hears(1, quiet=0.6)


async def test_whole_sentences_in_one_breath_are_one_answer(
    open_slack: SlackOpener, slack: FakeSlack
) -> None:
    """The first has its answer when the second comes; in the end one stands, under the last."""
    async with open_slack(settle_seconds=1.2, clock=StoodClock()) as house:
        ann = slack.person("ann")
        first = await ann.say("He shouted at me.")
        await ann.hears(1)
        early = ann.last
        house.clock.turn(seconds=0.4)
        last = await ann.say("Then he hung up.")
        await ann.until(lambda: early.deleted, 5, "taking back")
        house.clock.turn(seconds=1.3)
        (answer,) = await ann.hears(1, quiet=0.6)
        assert answer.startswith("re: He shouted at me.\nThen he hung up. / One thing before")
        assert [m for m in ann.seen() if not m.deleted] == [ann.last]
        assert (early.thread_ts, ann.last.thread_ts) == (first.ts, last.ts)
        assert ann.dm.status_of(first.ts) is None and ann.dm.status_of(last.ts) is None
        assert slack.hub.errors == [] and '"level": "error"' not in house.log.getvalue()
