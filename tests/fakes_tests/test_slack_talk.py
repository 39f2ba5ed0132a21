"""The fake Slack with the real SDK on the other side: people, transports, trouble."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator

import pytest

from tests.fakes.slack import FakeSlack, NotAcked
from tests.fakes.slack.signed import sign
from tests.fakes_tests.bolt_bot import over_http, over_sockets


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack(retry_after=(0.0, 0.2, 0.2)) as running:
        yield running


async def test_a_conversation_over_socket_mode(slack: FakeSlack) -> None:
    ann = slack.person("ann")
    async with over_sockets(slack):
        await ann.say("a < b & <c>")
        assert await ann.hears(1, quiet=0.1) == ["re: a &lt; b &amp; &lt;c&gt;"]
        await ann.tap("More")
        assert await ann.submit(mood="1") == {"mood": "Really?"}
        assert await ann.submit(mood="2") == {}
        assert await ann.hears() == ["mood 2"]
        await ann.command("/echo hi")
        assert await ann.hears(1, quiet=0.1) == ["you said hi"]
        await ann.open_home()
        await ann.until(lambda: ann.home is not None)
    assert slack.hub.errors == []
    assert slack.posted(ann, statuses=True).splitlines() == [
        "ann: a &lt; b &amp; &lt;c&gt;",
        "  ~ is listening…",
        "  ↳ bot: re: a &lt; b &amp; &lt;c&gt; [More]",
        "bot: mood 2",
        "bot (only ann sees): you said hi",
    ]


async def test_the_status_goes_when_the_bot_posts(slack: FakeSlack) -> None:
    ann = slack.person("ann")
    async with over_sockets(slack):
        message = await ann.say("hi")
        await ann.hears()
        assert ann.dm.statuses and ann.dm.status_of(message.ts) is None


async def test_own_messages_edits_and_deletions_come_back_as_events(slack: FakeSlack) -> None:
    ann = slack.person("ann")
    async with over_sockets(slack) as app:
        message = await ann.say("hi")
        await ann.hears()
        await ann.edit(message, "hello")
        await ann.delete(message)
        await app.client.chat_update(channel=ann.dm.id, ts=ann.last.ts, text="better")
        await app.client.chat_delete(channel=ann.dm.id, ts=ann.last.ts)
        await slack.deliveries.settled()
    kinds = [p["event"].get("subtype", "") for p in slack.deliveries.sent]
    # with a reply under it a message is not deleted but becomes a tombstone
    changes = ["message_changed", "message_changed", "message_changed", "message_deleted"]
    assert kinds == ["", "", *changes]
    # bolt knows its own bot inside changed and deleted messages, too
    assert app.changes == changes[:2]  # type: ignore[attr-defined]
    assert slack.posted(ann).splitlines() == [
        "ann (edited 1x, deleted): hello",
        "  ↳ bot (edited 1x, deleted): better",
    ]


async def test_lost_acks_bring_the_event_again_with_retry_marks(slack: FakeSlack) -> None:
    ann = slack.person("ann")
    slack.sockets.ack_seconds, slack.sockets.lose_acks = 0.2, 2
    async with over_sockets(slack):
        await ann.say("hi")
        assert await ann.hears(3) == ["re: hi"] * 3  # this bot does not know an event id again
        await slack.deliveries.settled()
    assert slack.deliveries.lost == []


async def test_events_wait_while_slack_is_away(slack: FakeSlack) -> None:
    ann = slack.person("ann")
    async with over_sockets(slack, ping=0.2):
        await slack.connected()
        await slack.away()
        await ann.say("hi")
        await slack.back()
        await ann.hears(1, quiet=0.2)


async def test_a_refresh_a_reset_and_a_freeze_lead_to_a_new_connection(slack: FakeSlack) -> None:
    ann = slack.person("ann")
    slack.sockets.ack_seconds = 0.3
    async with over_sockets(slack, ping=0.2):
        await slack.connected()
        for trouble in (slack.sockets.refresh, slack.sockets.reset, slack.sockets.freeze):
            before = slack.sockets.accepted
            done = trouble()
            if done is not None:
                await done
            await ann.until(lambda before=before: slack.sockets.accepted > before, 10, "connection")
        await ann.say("hi")
        await ann.hears(1, quiet=0.1)


async def test_signed_http(slack: FakeSlack) -> None:
    ann = slack.person("ann")
    async with over_http(slack):
        await ann.say("hi")
        assert await ann.hears() == ["re: hi"]
        await ann.tap("More")
        assert await ann.submit(mood="2") == {}
        await ann.command("/echo hi")
        assert await ann.hears(2, quiet=0.1) == ["mood 2", "you said hi"]
        old = sign(slack.app.signing_secret, "{}", time.time() - 3600)
        forged = sign("another secret", "{}", time.time())
        for headers in (old, forged, {}):
            assert (await slack.signed.post("{}", "application/json", headers))[0] == 401


async def test_a_command_nobody_answers_is_a_timeout(slack: FakeSlack) -> None:
    ann = slack.person("ann")
    with pytest.raises(NotAcked):
        await ann.command("/echo hi")


async def test_one_reply_too_many_fails_with_the_transcript(slack: FakeSlack) -> None:
    ann = slack.person("ann")
    async with over_sockets(slack):
        await ann.say("one")
        await ann.say("two")
        await ann.hears(1)
        with pytest.raises(AssertionError, match="1 too many"):
            await ann.quiet(0.2)
