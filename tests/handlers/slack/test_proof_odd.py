"""Payloads that no documentation has, and messages that only real people send. Nothing is lost, nothing
is repeated by Slack for nothing, and no word of them is in the log."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from tests.fakes.slack import Person
from tests.fakes.slack.errors import NotAcked
from tests.fakes.slack.shapes import event_shape
from tests.fakes.slack.world import Message
from tests.handlers.slack.conftest import SlackHouse
from tests.handlers.slack.test_talk import met, said

SECRET = "he called me a liar"


pytestmark = pytest.mark.usefixtures("quick")


def written(ann: Person, text: str = SECRET) -> dict[str, Any]:
    """The event of a message that ann wrote, and that stands there."""
    message = Message(ann.dm.mint_ts(), ann.dm.id, ann.id, text)
    ann.dm.messages.append(message)
    return event_shape(ann.space, ann.hub.app.id, ann.dm, message)


def without(event: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in event.items() if name not in names}


def changed(ann: Person, message: Any, previous: Any, **more: Any) -> dict[str, Any]:
    base = {"type": "message", "subtype": "message_changed", "channel": ann.dm.id}
    return {
        **base, "channel_type": "im", "message": message, "previous_message": previous, **more,
    }  # fmt: skip


def odd_events(ann: Person) -> list[Any]:
    """Nothing in these is for us."""
    plain = written(ann)
    base = {"type": "message", "channel": ann.dm.id, "channel_type": "im"}
    return [
        None, [], "message", {}, {"type": "message"}, {"type": "brand_new_thing", "user": ann.id},
        without(plain, "channel"), without(plain, "ts"), without(plain, "user"),
        {**plain, "user": None}, {**plain, "ts": "soon"}, {**plain, "ts": "1e999"},
        {**plain, "ts": None}, {**plain, "user": "USLACKBOT"},
        *({**plain, "subtype": kind} for kind in ("channel_purpose", "huddle_thread", "brand_new")),
        {**plain, "bot_id": "B0OTHER"},
        {**without(plain, "user"), "subtype": "bot_message", "bot_id": "B0OTHER"},
        changed(ann, None, None), changed(ann, "x", "y"), changed(ann, {}, {}),
        changed(ann, without(plain, "user"), plain), changed(ann, without(plain, "ts", "text"), plain),
        changed(ann, {"subtype": "tombstone"}, None),
        {**base, "subtype": "message_deleted"}, {**base, "subtype": "message_deleted", "previous_message": 3},
        {"type": "app_home_opened"}, {"type": "app_home_opened", "tab": "home", "user": ann.id},
        {"type": "app_home_opened", "tab": "messages", "channel": ann.dm.id},
        {"type": "app_mention", "text": SECRET}, {"type": "agent_session_stopped", "user": ann.id},
        {"type": "tokens_revoked"}, {"type": "tokens_revoked", "tokens": None},
        {"type": "reaction_added", "user": ann.id, "item": None},
    ]  # fmt: skip


async def test_odd_events_are_acknowledged_and_ignored(house: SlackHouse, ann: Person) -> None:
    whole = house.slack.hub.wrap(ann.space, written(ann))
    bodies = []
    for event in odd_events(ann):
        body = house.slack.hub.wrap(ann.space, dict(event)) if isinstance(event, dict) else None
        bodies.append(body or {**whole, "event": event})
    bodies += [without(whole, "event"), {**whole, "authorizations": None, "team_id": None}]
    unacked = []
    for body in bodies:
        try:
            await house.slack.sockets.send("events_api", body, 0, "")
        except NotAcked:
            unacked.append(body.get("event"))
    assert unacked == []
    await ann.quiet(0.5)
    assert house.supporter.requests == []
    await ann.say("and now a real one")
    assert "re: and now a real one" in (await ann.hears(1, quiet=0.3))[0]
    log = house.log.getvalue()
    assert SECRET not in log and '"level": "error"' not in log
    assert "slack payload ignored" in log  # what is no error is logged as well, bolt or not


async def test_broken_envelopes_leave_the_socket_alive(house: SlackHouse, ann: Person) -> None:
    for frame in ("", "[]", "null", "{}", "{broken", '{"type": "events_api"}', "Ping", "\0"):
        await house.slack.sockets.open[0].ws.send_str(frame)
    for payload in (None, [], "x", {"authorizations": [None]}):
        body = {"envelope_id": "e", "type": "events_api", "payload": payload}
        await house.slack.sockets.open[0].ws.send_str(json.dumps(body))
    await ann.say("still there?")
    await ann.hears(1, quiet=0.3)
    assert house.slack.sockets.accepted == 1


async def test_odd_taps_and_forms_are_acknowledged(house: SlackHouse, ann: Person) -> None:
    base = ann._base("block_actions")
    action = {"type": "button", "action_id": "listen#0", "action_ts": "1.0"}
    for payload in (
        {**base, "actions": []}, {**base, "actions": [{}]}, {**base, "actions": [None]},
        {**base, "actions": [without(action, "action_id")]},
        {**without(base, "user"), "actions": [action]}, {**base, "actions": [{**action, "type": "x"}]},
        {**base, "type": "view_submission"}, {**base, "type": "view_submission", "view": {}},
        {**base, "type": "view_submission", "view": {"id": "V1", "callback_id": "c", "state": None}},
        {**base, "type": "view_closed", "view": {"callback_id": "c"}},
        {**base, "type": "block_suggestion", "action_id": "a", "block_id": "b", "value": "v"},
        {**base, "type": "shortcut", "callback_id": "unknown"},
        {**base, "type": "message_action", "callback_id": "unknown"},
        {**base, "type": "dialog_submission", "callback_id": "d"}, {**base, "type": "brand_new"},
    ):  # fmt: skip
        await ann._ask("interactive", payload)
    await ann.quiet(0.5)
    assert '"level": "error"' not in house.log.getvalue()


@pytest.mark.parametrize("subtype", ["me_message", "thread_broadcast", "file_share"])
async def test_kinds_of_messages_that_people_write(
    house: SlackHouse, ann: Person, subtype: str
) -> None:
    await met(ann)
    event = {**written(ann), "subtype": subtype, "files": None}
    ann.hub.emit(ann.space, event)
    assert await ann.hears(1, quiet=0.3) == [f"re: {SECRET}"]


async def test_an_event_without_a_channel_type_is_read(house: SlackHouse, ann: Person) -> None:
    await met(ann)
    ann.hub.emit(ann.space, without(written(ann), "channel_type"))
    assert await ann.hears(1, quiet=0.3) == [f"re: {SECRET}"]


async def test_a_forwarded_message_is_not_taken_for_ones_own(
    house: SlackHouse, ann: Person
) -> None:
    await met(ann)
    share = {"is_share": True, "text": "I will find you", "author_name": "A Client"}
    event = {**written(ann, ""), "text": None, "attachments": [share]}
    ann.hub.emit(ann.space, event)
    (declined,) = await ann.hears(1, quiet=0.3)
    assert declined.startswith("I can't look at") and house.supporter.requests[1:] == []
    ann.hub.emit(ann.space, {**written(ann, "look at that"), "attachments": [share]})
    (answer,) = await ann.hears(1, quiet=0.3)
    assert answer.startswith("re: look at that") and "find you" not in answer


async def test_files_that_slack_half_describes_are_declined(house: SlackHouse, ann: Person) -> None:
    await met(ann)
    files = [
        None, {}, {"id": "F1", "mode": "tombstone"}, {"id": "F2", "file_access": "check_file_info"},
        {"mimetype": "text/plain", "size": None, "url_private": "http://[bad"},
        {"mimetype": "text/plain", "size": 5, "url_private": "https://slack.com.evil.example/x"},
    ]  # fmt: skip
    ann.hub.emit(ann.space, {**written(ann, "look"), "subtype": "file_share", "files": files})
    (answer,) = await ann.hears(1, quiet=0.3)
    assert answer.startswith("re: look / I can't look at pictures or files")


async def test_a_long_text_file_is_read_whole(house: SlackHouse, ann: Person) -> None:
    await met(ann)
    await ann.upload("long.txt", b"word " * 9_000 + b"END", text="see")
    await ann.hears(1)
    assert house.supporter.requests[-1].text.startswith("see") and (
        len(house.supporter.requests[-1].text) >= 12_000
        or "END" in house.supporter.requests[-1].text
    )


async def test_forty_thousand_characters_are_one_message(house: SlackHouse, ann: Person) -> None:
    await met(ann)
    await ann.say("they hung up on me. " * 2_000)
    (answer,) = await ann.hears(1)  # which echoes it, so there is a second part
    assert answer.startswith("re: they hung up") and house.slack.hub.errors == []
    assert len(house.supporter.requests) == 2  # with the one of `met`


async def test_an_edit_without_words_empties_the_transcript_only(
    house: SlackHouse, ann: Person
) -> None:
    await met(ann)
    event = written(ann)
    ann.hub.emit(ann.space, event)
    await ann.hears(1)
    ann.hub.emit(ann.space, changed(ann, {**event, "text": None}, event, event_ts=event["ts"]))
    await ann.quiet(0.6)
    assert SECRET not in await said(house, ann)


async def test_a_late_redelivery_does_not_stop_what_moves(house: SlackHouse, ann: Person) -> None:
    await met(ann)
    await ann.say("first")
    await ann.hears(1)
    (payload,) = [p for p in house.slack.deliveries.sent if p["event"].get("text") == "first"]
    await ann.say("breathe")
    await ann.hears(1)
    house.slack.deliveries.again(payload, attempt=2)
    await ann.quiet(0.6)
    assert ann.last.blocks[0]["type"] == "header"  # still at a step


async def test_deliveries_side_by_side_are_one_answer(house: SlackHouse, ann: Person) -> None:
    body = house.slack.hub.wrap(ann.space, written(ann))
    sent = (house.slack.sockets.send("events_api", body, n, "timeout") for n in range(4))
    await asyncio.gather(*sent)
    await ann.hears(1, quiet=0.6)
    assert len(house.supporter.requests) == 1


async def test_goodbyes_while_messages_come_in(house: SlackHouse, ann: Person) -> None:
    await met(ann)
    await asyncio.gather(ann.say("one"), house.slack.sockets.refresh(), ann.say("two"))
    await ann.until(lambda: "two" in " ".join(r.text for r in house.supporter.requests), 15)
    await ann.until(lambda: len(ann.seen()) > 2)
    await asyncio.sleep(0.6)
    answers = " ".join(m.text for m in ann.seen()[2:])
    assert answers.count("one") == answers.count("two") == 1


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("/checkin 2 tired   ", "check-ins for 365 days"),
        ("/CHECKIN 2 tired", "check-ins for 365 days"),
        ("/reframe “he said I'm slow” 😤 <b>", "re: “he said I'm slow” 😤 <b>"),
        ("/reframe " + "he shouted at me. " * 220, "re: he shouted at me."),
    ],
)
async def test_slash_commands_as_people_type_them(
    house: SlackHouse, ann: Person, line: str, part: str
) -> None:
    await met(ann)
    house.slack.app.commands = None
    await ann.command(line)
    (answer,) = await ann.hears(1, quiet=0.3)
    assert part in answer


async def test_a_command_without_text_and_one_nobody_knows(house: SlackHouse, ann: Person) -> None:
    await met(ann)
    where = {"team_id": ann.space.id, "channel_id": ann.dm.id, "channel_name": "directmessage"}
    for name in ("/privacy", "/no-such-command"):
        payload = {
            **where, "user_id": ann.id, "command": name, "text": None,
            "api_app_id": ann.hub.app.id, "trigger_id": ann.hub.trigger(ann.space.id, ann.id),
        }  # fmt: skip
        await ann.hub.deliveries.ask("slash_commands", payload)  # type: ignore[union-attr]
        await ann.hears(1, quiet=0.3)


async def test_somebody_of_another_company_gets_a_clear_word(
    house: SlackHouse, ann: Person
) -> None:
    """Slack Connect: we can't open a direct message with them."""
    general = house.slack.channel("general")
    event = {
        "type": "app_mention", "user": ann.id, "text": SECRET, "ts": general.mint_ts(),
        "channel": general.id, "team": "T0ELSEWHERE", "user_team": "T0ELSEWHERE",
    }  # fmt: skip
    general.members.add(ann.id)
    body = {**house.slack.hub.wrap(ann.space, event), "is_ext_shared_channel": True}
    for _ in range(2):
        house.slack.deliveries.event(body)
        await asyncio.sleep(0.3)
    (line,) = [m for m in general.messages if m.bot]
    assert line.ephemeral_to == ann.id and "only with people of the workspace" in line.text
    await ann.quiet(0.3)
    assert house.supporter.requests == []
    colleague = {**body, "event": {**event, "user_team": ann.space.id, "ts": general.mint_ts()}}
    house.slack.deliveries.event(colleague)
    await ann.hears(1)
