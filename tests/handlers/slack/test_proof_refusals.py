"""What Slack refuses, forgets or has changed meanwhile: a clear word, or quiet; never an answer lost or doubled."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.doors import DeliveryFailed
from bot.messages import Address, Answer, Text
from handlers.slack.post import Postman
from tests.fakes.model_server import ModelServer, Reply
from tests.fakes.model_server.scripts import WORDS
from tests.fakes.slack import Busy, FakeSlack, Person, Refuse, Slow
from tests.fakes.slack.transcript import words as shown
from tests.handlers.slack.conftest import SlackHouse, SlackOpener
from tests.handlers.slack.test_model import agreed
from tests.handlers.slack.test_talk import kept, met
from tests.handlers.slack.test_workspaces import by_oauth, install

pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
async def ann(house: SlackHouse) -> Person:
    ann = house.slack.person("ann")
    await met(ann)
    return ann


def posts(slack: FakeSlack) -> int:
    return sum(method == "chat.postMessage" for _, method, _ in slack.hub.calls)


def submission(ann: Person, metadata: str, view_id: str = "V0OLD") -> dict[str, Any]:
    """A check-in form that stood open for longer than anybody remembers."""
    state = {"values": {"mood": {"value": {"selected_option": {"value": "2"}}}}}
    view = {
        "id": view_id, "type": "modal", "callback_id": "checkin_save", "private_metadata": metadata, "blocks": [],
        "title": {"text": "t"}, "state": state,
    }  # fmt: skip
    return {**ann._base("view_submission"), "view": view}


@pytest.mark.parametrize(
    "metadata", ["", "D0GONE/17.1", "D0GONE", "not a place|x", "{dm}/17.1", "{dm}/soon"]
)
async def test_a_form_with_a_stale_place_is_answered_in_the_direct_message(
    house: SlackHouse, ann: Person, metadata: str
) -> None:
    await ann._ask("interactive", submission(ann, metadata.format(dm=ann.dm.id)))
    (answer,) = await ann.hears(1, quiet=0.4)
    assert "check-ins for 365 days" in answer
    assert '"level": "error"' not in house.log.getvalue()


async def test_a_form_that_is_sent_twice_counts_once(house: SlackHouse, ann: Person) -> None:
    await asyncio.gather(*(ann._ask("interactive", submission(ann, "")) for _ in range(3)))
    await ann.hears(1, quiet=0.5)
    person = house.app.store.vault.person("slack", ann.space.id, ann.id)
    async with house.app.store.database.read() as tx:
        assert len(await house.app.store.checkins.since(tx, person, 0)) == 1


async def test_a_button_from_before_forgetting(house: SlackHouse, ann: Person) -> None:
    await ann.say("he shouted")
    await ann.hears(1)
    old = ann.last
    await ann.command("/checkin 2")
    await ann.hears(1)
    check_in = ann.last
    await ann.command("/forget")
    await ann.submit()
    await ann.hears(1, seconds=20)
    for message in (old, check_in):
        for label in [
            e["text"]["text"] for b in message.blocks for e in b.get("elements", ()) if "text" in e
        ]:
            await ann.tap(label, message)
            await ann.until(
                lambda: ann.modal or len(ann.seen()) > ann._looked, 10, f"word on {label}"
            )
            ann.user.modals.clear()
            if len(ann.seen()) > ann._looked:
                await ann.hears(1, quiet=0.2)
    assert '"level": "error"' not in house.log.getvalue()
    person = await kept(house, ann)
    assert person is None or not person.allows("memory")


async def test_a_trigger_that_is_over_becomes_a_button(house: SlackHouse, ann: Person) -> None:
    house.slack.faults.next("views.open", Refuse("expired_trigger_id"), times=2)
    await ann.command("/checkin")
    (line,) = await ann.hears(1, quiet=0.3)
    assert line.startswith("It's ready when you are") and ann.modal is None
    await ann.tap("Open it")
    assert ann.modal is not None


async def test_a_form_that_opened_slowly_is_not_offered_again(
    house: SlackHouse, ann: Person
) -> None:
    house.slack.faults.next("views.open", Slow(2.0, before=False))
    await ann.command("/checkin")
    assert ann.modal is not None
    await ann.quiet(1.0)


@pytest.mark.parametrize(
    "reason", ["thread_not_found", "cannot_reply_to_message", "invalid_thread_ts"]
)
async def test_a_thread_that_is_gone_is_answered_beside_it(
    house: SlackHouse, ann: Person, reason: str
) -> None:
    house.slack.faults.next("chat.postMessage", Refuse(reason))
    await ann.say("they moved my break")
    assert await ann.hears(1, quiet=0.4) == ["re: they moved my break"]
    assert ann.last.thread_ts == ""


@pytest.mark.parametrize(
    "reason", ["msg_blocks_too_long", "invalid_blocks", "invalid_blocks_format"]
)
async def test_blocks_that_slack_does_not_take_are_said_in_words(
    house: SlackHouse, ann: Person, reason: str
) -> None:
    house.slack.faults.next("chat.postMessage", Refuse(reason))
    await ann.say("they moved my break")
    assert await ann.hears(1, quiet=0.4) == ["re: they moved my break"]
    assert ann.last.blocks == []


@pytest.mark.parametrize(
    "reason",
    ["account_inactive", "not_in_channel", "channel_not_found", "is_archived", "user_disabled",
     "restricted_action", "messages_tab_disabled"],
)  # fmt: skip
async def test_where_nobody_can_be_reached_nothing_is_tried_for_ever(
    house: SlackHouse, ann: Person, reason: str
) -> None:
    before = posts(house.slack)
    house.slack.faults.next("chat.postMessage", Refuse(reason), times=50)
    await ann.say("they moved my break")
    await ann.until(lambda: "answer given up" in house.log.getvalue())
    await ann.quiet(1.0)
    assert posts(house.slack) - before <= 3
    assert "moved my break" not in house.log.getvalue()
    house.slack.faults.clear()
    house.clock.turn(minutes=1)
    await ann.say("and again")
    assert await ann.hears(1, quiet=0.3) == ["re: and again"]  # nobody is shut out for good


async def test_a_token_that_ends_in_the_middle_is_renewed(
    open_slack: SlackOpener, slack: FakeSlack
) -> None:
    slack.app.rotates = True
    slack.workspace("acme", installed=False)
    async with open_slack(http=True, **by_oauth(slack)) as house:
        await install(house, "acme")
        ann = slack.person("ann", "acme")
        await ann.say("one")
        await ann.hears(1)
        first = slack.workspace("acme").bot_token
        slack.hub.grants[first].expires = 1.0
        house.clock.turn(minutes=1)
        await ann.say("two")
        assert "re: two" in (await ann.hears(1, quiet=0.5))[0]
        assert slack.workspace("acme").bot_token != first


async def test_a_stream_that_may_not_begin_becomes_a_plain_message(open_slack: SlackOpener) -> None:
    async with ModelServer(Reply(gap=0.02)) as server:
        async with open_slack(model_base_url=server.url, model_total_seconds=40) as house:
            ann = await agreed(house)
            house.slack.faults.next("chat.startStream", Busy(30), times=5)
            await ann.say("Dale shouted at me")
            (answer,) = await ann.hears(1, 40, quiet=0.5)
            assert answer == WORDS and not ann.last.streamed


async def test_the_line_that_points_to_the_answer_may_be_lost(
    house: SlackHouse, ann: Person
) -> None:
    """The address that Slack gave for it is gone, or was never there: the answer comes all the same."""
    general = house.slack.channel("general")
    bob = house.slack.person("bob")
    message = await bob.say("your product is broken and so are you", channel=general)
    for gone in (f"{house.slack.hub.base}/actions/T/gone", "", None):
        payload = {
            **ann._base("message_action"), "callback_id": "assist_message",
            "channel": {"id": general.id, "name": "general"}, "message_ts": message.ts,
            "message": {"type": "message", "user": bob.id, "text": message.text, "ts": message.ts},
            "response_url": gone,
        }  # fmt: skip
        await ann._ask("interactive", payload)
        await ann.until(lambda: len(ann.seen()) > ann._looked)
        await asyncio.sleep(0.5)
        ann._looked = len(ann.seen())
    assert "broken" not in house.log.getvalue()


async def test_a_workspace_that_took_us_out_gets_no_message(house: SlackHouse, ann: Person) -> None:
    before = posts(house.slack)
    somewhere = Address("slack", "T0LEFT", ann.id, "")
    with pytest.raises(DeliveryFailed) as failure:
        await house.door.deliver(somewhere, "r" * 32, Answer((Text("hello"),)))
    assert failure.value.permanent and posts(house.slack) == before


async def test_a_rename_changes_nothing(house: SlackHouse, ann: Person) -> None:
    ann.space.users[ann.id].name = "ann-marie"
    house.clock.turn(minutes=1)
    await ann.say("they moved my break")
    assert await ann.hears(1, quiet=0.3) == ["re: they moved my break"]
    assert (await house.door.about(Address("slack", ann.space.id, ann.id, ""))).name == "ann-marie"


async def test_an_answer_is_found_in_a_long_thread(house: SlackHouse, ann: Person) -> None:
    """Slack hands over a thread's oldest messages first, a thousand at most."""
    root = await ann.say("one")
    await ann.hears(1)
    for n in range(1_100):
        old = await _old_reply(ann, root.ts, n)
        ann.dm.messages.insert(1, old)
    place = await house.door._where(
        Address("slack", ann.space.id, ann.id, f"{ann.dm.id}/{root.ts}")
    )
    (reply,) = {m.metadata["event_payload"]["reply"] for m in [ann.last] if m.metadata}
    postman: Postman = house.door._postmaster
    assert await postman.find(place, reply) == f"m/{ann.dm.id}/{ann.last.ts}"
    assert shown(ann.last)


async def _old_reply(ann: Person, root: str, n: int) -> Any:
    from tests.fakes.slack.world import Message

    ts = f"{float(root) - 30 * 86_400 + n:.6f}"
    return Message(ts, ann.dm.id, ann.id, "old", thread_ts=root)
