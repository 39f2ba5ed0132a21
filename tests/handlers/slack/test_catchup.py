"""What was written while nobody was there: each message answered once, none of it twice."""

from __future__ import annotations

import asyncio
from datetime import datetime

import pytest

from handlers.slack import catchup, pace, reader
from handlers.slack.history import History
from tests.fakes.slack import Busy, FakeSlack, Refuse
from tests.handlers.slack.conftest import SlackHouse, SlackOpener
from tests.handlers.slack.test_talk import met, said


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, slack: FakeSlack) -> None:
    monkeypatch.setattr(pace, "APART", 0.01)
    monkeypatch.setattr(reader, "APART", 0.01)
    slack.deliveries.retry_after = ()  # Slack gives up at once


async def caught_up(house: SlackHouse, times: int = 1) -> None:
    async with asyncio.timeout(20):
        while house.log.getvalue().count('"caught up"') < times:
            await asyncio.sleep(0.02)


async def test_messages_of_a_downtime_are_answered_once(
    open_slack: SlackOpener, slack: FakeSlack
) -> None:
    ann, bob, zoe = (slack.person(name) for name in ("ann", "bob", "zoe"))
    async with open_slack():
        await met(ann)
        await met(bob)
        root = await ann.say("a first one")
        await ann.hears(1)
        await bob.quiet(0.1)
    await ann.say("in the night")
    await ann.say("and below", thread=root)
    await zoe.say("my very first")  # nobody knows her yet
    old = await bob.say("two days ago")
    old.ts = f"{float(old.ts) - 24.1 * 3600:.6f}"  # too old for an answer
    await slack.deliveries.settled()
    assert len(slack.deliveries.lost) == 4
    async with open_slack() as house:
        await caught_up(house)
        answers = " ".join(await ann.hears(1))
        if "and below" not in answers or "in the night" not in answers:
            answers += " ".join(await ann.hears(1))
        assert answers.count("in the night") == answers.count("and below") == 1
        assert (await zoe.hears(1))[0].startswith("re: my very first / One thing before we go on")
        await bob.quiet(0.5)
        await ann.quiet(0)
        assert ann.dm.status_of(root.ts) is None
    async with open_slack() as house:  # and the next start finds nothing
        await caught_up(house)
        for person in (ann, bob, zoe):
            await person.quiet(0.2)
        assert house.slack.hub.errors == []


async def test_a_long_outage_of_the_socket(
    house: SlackHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catchup, "PATIENCE", 0.5)
    slack, ann = house.slack, house.slack.person("ann")
    await met(ann)
    await ann.until(lambda: "slack connected" in house.log.getvalue(), what="look at the socket")
    await slack.away()
    await ann.say("is anybody there")
    await slack.deliveries.settled()
    await asyncio.sleep(1.5)  # longer than Slack's patience, which is short here
    await slack.back()
    assert (await ann.hears(1, quiet=0.3))[0] == "re: is anybody there"


async def test_edits_and_deletions_count(open_slack: SlackOpener, slack: FakeSlack) -> None:
    ann = slack.person("ann")
    async with open_slack():
        await met(ann)
        first = await ann.say("he was rude")
        await ann.hears(1)
        second = await ann.say("never mind this")
        await ann.hears(1)
    await ann.edit(first, "she was rude")
    await ann.delete(second)
    third = await ann.say("teh call")
    await ann.edit(third, "the call")
    gone = await ann.say("typed and taken back")
    await ann.delete(gone)
    await slack.deliveries.settled()
    async with open_slack() as house:
        assert await ann.hears(1, quiet=0.4) == ["re: the call"]
        kept = await said(house, ann)
        assert "she was rude" in kept and "he was rude" not in kept
        assert "never mind this" not in kept and "typed and taken back" not in kept


async def test_who_was_forgotten_stays_forgotten(open_slack: SlackOpener, slack: FakeSlack) -> None:
    ann = slack.person("ann")
    async with open_slack():
        await met(slack.person("bob"))
        await met(ann)
        await ann.command("/forget")
        await ann.submit()
        await ann.hears(1, seconds=20)
    async with open_slack() as house:
        await caught_up(house)
        await ann.quiet(0.3)
        vault = house.app.store.vault
        assert not vault.has_key(vault.person("slack", ann.space.id, ann.id))


async def test_a_new_house_does_not_answer_what_another_one_did(
    open_slack: SlackOpener, slack: FakeSlack
) -> None:
    ann = slack.person("ann")
    await ann.say("to the one before")
    await slack.deliveries.settled()
    async with open_slack() as house:
        await slack.person("bob").say("hello")
        await slack.person("bob").hears(1)
        await ann.quiet(0.3)
        assert '"caught up"' not in house.log.getvalue()


async def test_at_slacks_pace_over_http_and_nobody_holds_up_another(
    open_slack: SlackOpener, slack: FakeSlack
) -> None:
    ann, bob = slack.person("ann"), slack.person("bob")
    async with open_slack(http=True):
        await met(ann)
        await met(bob)
    for person in (ann, bob):
        await person.say("in the night")
    await slack.deliveries.settled()
    slack.faults.next("conversations.history", Refuse("channel_not_found"),
                      when=lambda given: given["channel"] == ann.dm.id)  # fmt: skip
    slack.faults.next("conversations.history", Busy(1), times=2)
    slack.limits.real = True
    async with open_slack(http=True) as house:
        assert await bob.hears(1) == ["re: in the night"]
        await caught_up(house)
        await ann.quiet(0.2)


async def test_everybody_is_read_whoever_wrote_last_first(
    open_slack: SlackOpener, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "APART", 0.0)
    ann, bob = slack.person("ann"), slack.person("bob")
    strangers = [slack.person(f"stranger {n}") for n in range(1010)]
    dms = [stranger.dm.id for stranger in strangers]  # more than five pages of them
    async with open_slack():
        await met(ann)
        await met(bob)
    await strangers[-1].say("my very first")
    await slack.deliveries.settled()
    read: list[str] = []
    history = reader.Reader.history

    async def noted(one: reader.Reader, channel: str, *given: datetime) -> History:
        read.append(channel)
        return await history(one, channel, *given)

    monkeypatch.setattr(reader.Reader, "history", noted)
    async with open_slack() as house:
        await caught_up(house)
        await strangers[-1].hears(1)
    assert read[:2] == [bob.dm.id, ann.dm.id]
    assert sorted(read[2:]) == sorted(dms)


async def test_it_says_how_many_were_left_when_time_is_up(
    open_slack: SlackOpener, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, bob = slack.person("ann"), slack.person("bob")
    async with open_slack():
        await met(ann)
        await met(bob)
    await bob.say("in the night")
    await slack.deliveries.settled()
    monkeypatch.setattr(catchup, "LONGEST", 3.0)
    slack.faults.next(
        "conversations.history", Busy(60), when=lambda given: given["channel"] == ann.dm.id
    )
    async with open_slack() as house:
        assert await bob.hears(1) == ["re: in the night"]
        async with asyncio.timeout(20):
            while '"catching up out of time"' not in house.log.getvalue():
                await asyncio.sleep(0.02)
        assert '"left": 1' in house.log.getvalue()
        assert '"caught up"' not in house.log.getvalue()


def test_what_has_our_answer_below_it_did_arrive() -> None:
    """A database from a backup knows nothing of it."""
    root = {"ts": "100.0", "user": "U1", "latest_reply": "104.0"}
    replies = [
        root, {"ts": "101.0", "user": "UBOT", "bot_id": "B1", "app_id": "A1"},
        {"ts": "102.0", "user": "U1"}, {"ts": "103.0", "user": "U1"}, {"ts": "104.0", "user": "UBOT"},
    ]  # fmt: skip
    history = History(50.0, [root])
    history.add_thread(root, replies)
    assert [one["ts"] for one in history.said("U1")] == ["100.0", "102.0", "103.0"]
    assert [found.ts for found in history.missed("U1", "UBOT", ())] == ["102.0"]
    assert history.app("B1") == "A1" and history.app("B2") == ""


def test_what_never_arrived_is_not_answered_by_the_answer_to_something_above_it() -> None:
    """M0 came in and the line dropped; M1 did not come in, and the answer to M0 stands below it."""
    root = {"ts": "100.0", "user": "U1", "latest_reply": "104.0"}
    replies = [
        root, {"ts": "101.0", "user": "U1"}, {"ts": "102.0", "user": "UBOT"},
        {"ts": "103.0", "user": "USLACKBOT", "subtype": "tombstone"}, {"ts": "104.0", "user": "UBOT"},
    ]  # fmt: skip
    history = History(50.0, [root])
    history.add_thread(root, replies)
    assert [one["ts"] for one in history.said("U1")] == ["100.0", "101.0", "103.0"]
    assert [found.ts for found in history.missed("U1", "UBOT", {"100.0"})] == ["101.0", "103.0"]
    assert [found.ts for found in history.missed("U1", "UBOT", {"100.0", "101.0"})] == ["103.0"]


@pytest.mark.parametrize(("replies", "missed"), [(3, []), (2, ["101.0"])])
def test_a_known_root_counts_only_where_nothing_unread_stands_below_it(
    replies: int, missed: list[str]
) -> None:
    root = {"ts": "40.0", "user": "U1", "latest_reply": "102.0", "reply_count": replies}
    history = History(50.0, [root])
    history.add_thread(root, [{"ts": "101.0", "user": "U1"}, {"ts": "102.0", "user": "UBOT"}])
    assert [found.ts for found in history.missed("U1", "UBOT", {"40.0"})] == missed


async def test_a_message_lost_above_the_answer_to_another_is_answered(
    open_slack: SlackOpener, slack: FakeSlack
) -> None:
    ann = slack.person("ann")
    async with open_slack():
        await met(ann)
        root = await ann.say("came in")
        await ann.hears(1)
        answer = next(m for m in reversed(ann.dm.messages) if m.root == root.ts and m != root)
    lost = await ann.say("was lost", thread=root)
    await slack.deliveries.settled()
    lost.ts, answer.ts = answer.ts, lost.ts
    ann.dm.messages.sort(key=lambda message: float(message.ts))
    async with open_slack() as house:
        assert await ann.hears(1) == ["re: was lost"]
        await caught_up(house)
        await ann.quiet(0.3)


def test_other_people_and_old_words_are_left_alone() -> None:
    messages = [
        {"ts": "49.0", "user": "U1"}, {"ts": "60.0", "user": "U2"},
        {"ts": "61.0", "user": "U1", "subtype": "channel_join"}, {"ts": "62.0", "user": "U1"},
        {"ts": "40.0", "user": "U1", "edited": {"ts": "63.0"}},
        {"ts": "41.0", "user": "U1", "edited": {"ts": "45.0"}},
    ]  # fmt: skip
    found = [(one.kind, one.ts) for one in History(50.0, messages).missed("U1", "UBOT", ())]
    assert found == [("message", "62.0"), ("edited", "40.0")]
