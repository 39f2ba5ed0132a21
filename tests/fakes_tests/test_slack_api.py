"""The fake's Web API refuses what Slack refuses and answers as Slack answers."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import yaml
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack import Broken, Busy, FakeSlack, Person, Reset, Slow, Then
from tests.fakes.slack.transcript import mentions
from tests.fakes_tests.bolt_bot import mood_view, over_sockets


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack(retry_after=(0.0,)) as running:
        yield running


@pytest.fixture
def ann(slack: FakeSlack) -> Person:
    return slack.person("ann")


@pytest.fixture
def client(slack: FakeSlack) -> AsyncWebClient:
    return AsyncWebClient(token=slack.workspace().bot_token, base_url=slack.api_url)


async def refused(call: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


def section(text: str = "x", **more: Any) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(label: str = "Go", **more: Any) -> dict[str, Any]:
    return {"type": "button", "text": {"type": "plain_text", "text": label}, **more}


async def test_messages(ann: Person, client: AsyncWebClient, slack: FakeSlack) -> None:
    post, dm = client.chat_postMessage, ann.dm.id
    assert await refused(post(channel="D0nowhere", text="x")) == "channel_not_found"
    quiet = slack.channel("random", bot=False)
    assert await refused(post(channel=quiet.id, text="x")) == "not_in_channel"
    empty = client.api_call("chat.postMessage", json={"channel": dm})
    assert await refused(empty) == "no_text"
    assert await refused(post(channel=dm, text="x" * 40_001)) == "msg_too_long"
    assert await refused(post(channel=dm, text="x", thread_ts="1.000001")) == "thread_not_found"
    assert await refused(post(channel=dm, text="x", metadata={"event_type": "r"})) == (
        "invalid_metadata_schema"
    )
    sent = await post(channel=ann.id, text="x")  # a person's id opens the direct message
    assert sent["channel"] == dm
    update = client.chat_update
    assert await refused(update(channel=dm, ts="1.000001", text="y")) == "message_not_found"
    assert await refused(update(channel=dm, ts=sent["ts"], text="y" * 4001)) == "msg_too_long"
    theirs = await ann.say("mine")
    assert await refused(update(channel=dm, ts=theirs.ts, text="y")) == "cant_update_message"
    assert await refused(client.chat_delete(channel=dm, ts=theirs.ts)) == "cant_delete_message"


@pytest.mark.parametrize(
    "blocks",
    [
        [section()] * 51,
        [section("x" * 3001)],
        [section("")],
        [section(block_id="a"), section(block_id="a")],
        [section(block_id="b" * 256)],
        [{"type": "actions", "elements": []}],
        [{"type": "actions", "elements": [button(action_id="a"), button(action_id="a")]}],
        [{"type": "actions", "elements": [button("x" * 76)]}],
        [{"type": "actions", "elements": [button(value="")]}],
        [{"type": "actions", "elements": [button(action_id="a" * 256)]}],
        [{"type": "image", "image_url": "http://x/y.png"}],
        [{"type": "image", "slack_file": {"id": "F0none"}, "alt_text": "x"}],
        [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}],
        [{"type": "mystery"}],
    ],
)
async def test_invalid_blocks(
    blocks: list[dict[str, Any]], ann: Person, client: AsyncWebClient
) -> None:
    call = client.chat_postMessage(channel=ann.dm.id, text="x", blocks=blocks)
    assert await refused(call) == "invalid_blocks"


async def test_blocks_that_are_too_long_together(ann: Person, client: AsyncWebClient) -> None:
    call = client.chat_postMessage(channel=ann.dm.id, text="x", blocks=[section("x" * 2900)] * 5)
    assert await refused(call) == "msg_blocks_too_long"


async def test_tokens_and_scopes(ann: Person, client: AsyncWebClient, slack: FakeSlack) -> None:
    assert await refused(client.auth_test(token="xoxb-wrong")) == "invalid_auth"
    assert await refused(client.auth_test(token=slack.app.app_token)) == "not_allowed_token_type"
    grant = slack.hub.grants[slack.workspace().bot_token]
    grant.scopes = frozenset({"chat:write"})
    with pytest.raises(SlackApiError) as caught:
        await client.conversations_history(channel=ann.dm.id)
    assert caught.value.response["needed"] == "im:history"
    slack.uninstall()
    assert await refused(client.auth_test()) == "account_inactive"


async def test_history_and_replies(ann: Person, client: AsyncWebClient) -> None:
    root = await ann.say("root")
    meta = {"event_type": "r", "event_payload": {"id": "1"}}
    await client.chat_postMessage(channel=ann.dm.id, text="reply", thread_ts=root.ts, metadata=meta)
    history = await client.conversations_history(channel=ann.dm.id, include_all_metadata=True)
    assert [m["text"] for m in history["messages"]] == ["root"]
    plain = await client.conversations_replies(channel=ann.dm.id, ts=root.ts)
    assert "metadata" not in plain["messages"][1]
    full = await client.conversations_replies(
        channel=ann.dm.id, ts=root.ts, include_all_metadata=True
    )
    assert [m.get("metadata") for m in full["messages"]] == [None, meta]
    assert await refused(client.conversations_replies(channel=ann.dm.id, ts="1.000001")) == (
        "thread_not_found"
    )


async def test_a_stream_and_its_orphan(
    ann: Person, client: AsyncWebClient, slack: FakeSlack
) -> None:
    root, dm = await ann.say("hi"), ann.dm.id
    started = await client.chat_startStream(channel=dm, thread_ts=root.ts, markdown_text="It ")
    await client.chat_appendStream(channel=dm, ts=started["ts"], markdown_text="was.")
    assert "(streaming): It was." in slack.posted(ann)
    update = client.chat_update(channel=dm, ts=started["ts"], text="It was.")
    assert await refused(update) == "streaming_state_conflict"
    await client.chat_stopStream(channel=dm, ts=started["ts"])
    stop = client.chat_stopStream(channel=dm, ts=started["ts"])
    assert await refused(stop) == "message_not_in_streaming_state"
    orphan = await client.chat_startStream(channel=dm, thread_ts=root.ts, markdown_text="It ")
    slack.hub.stream_seconds = 0.0
    append = client.chat_appendStream(channel=dm, ts=orphan["ts"], markdown_text="was.")
    assert await refused(append) == "message_not_in_streaming_state"
    await client.chat_update(channel=dm, ts=orphan["ts"], text="It was.")
    assert "bot (streamed, edited 1x): It was." in slack.posted(ann)


async def test_prompts_with_thread_ts_silently_fail(ann: Person, client: AsyncWebClient) -> None:
    root, prompts = await ann.say("hi"), [{"title": "t", "message": "m"}]
    set_prompts = client.assistant_threads_setSuggestedPrompts
    await set_prompts(channel_id=ann.dm.id, thread_ts=root.ts, prompts=prompts)
    assert ann.dm.prompts == []
    await set_prompts(channel_id=ann.dm.id, prompts=prompts)  # type: ignore[call-arg]
    assert ann.dm.prompts == prompts
    assert await refused(
        set_prompts(channel_id=ann.dm.id, prompts=prompts * 5)  # type: ignore[call-arg]
    ) == ("invalid_arguments")


async def test_views(ann: Person, client: AsyncWebClient, slack: FakeSlack) -> None:
    trigger = slack.hub.trigger(slack.workspace().id, ann.id)
    await client.views_open(trigger_id=trigger, view=mood_view())
    assert await refused(client.views_open(trigger_id=trigger, view=mood_view())) == (
        "exchanged_trigger_id"
    )
    late = slack.hub.trigger(slack.workspace().id, ann.id)
    slack.hub.triggers[late].made -= 3.1
    assert await refused(client.views_open(trigger_id=late, view=mood_view())) == (
        "expired_trigger_id"
    )
    untitled = {**mood_view(), "title": {"type": "plain_text", "text": "x" * 25}}
    assert await refused(client.views_open(trigger_id="x", view=untitled)) == "invalid_arguments"
    with pytest.raises(LookupError):
        await ann.submit()
    home = {"type": "home", "blocks": [section()]}
    await client.views_publish(user_id=ann.id, view=home)
    assert await refused(client.views_publish(user_id=ann.id, view=home, hash="old")) == (
        "hash_conflict"
    )


async def test_files(ann: Person, client: AsyncWebClient, slack: FakeSlack) -> None:
    done = await client.files_upload_v2(
        channel=ann.dm.id, filename="mood.png", content=b"png", alt_txt="a line going up"
    )
    id = done["files"][0]["id"]
    assert "<file mood.png: a line going up>" in slack.posted(ann)
    image = {"type": "image", "slack_file": {"id": id}, "alt_text": "x"}
    slack.hub.file_seconds = 0.3
    early = client.chat_postMessage(channel=ann.dm.id, text="x", blocks=[image])
    assert await refused(early) == "invalid_blocks"
    await asyncio.sleep(0.3)
    await client.chat_postMessage(channel=ann.dm.id, text="x", blocks=[image])
    await client.files_delete(file=id)
    assert await refused(client.files_delete(file=id)) == "file_not_found"
    theirs = await ann.upload("notes.txt", b"hello")
    where = f"{slack.hub.base}/files-pri/{slack.workspace().id}-{theirs.files[0].id}"
    headers = {"Authorization": f"Bearer {slack.workspace().bot_token}"}
    async with aiohttp.ClientSession() as web, web.get(where, headers=headers) as answer:
        assert await answer.read() == b"hello"
    async with aiohttp.ClientSession() as web, web.get(where) as answer:
        assert answer.content_type == "text/html"


async def test_real_limits(ann: Person, client: AsyncWebClient, slack: FakeSlack) -> None:
    slack.limits.real = True
    await client.chat_postMessage(channel=ann.dm.id, text="one")
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=ann.dm.id, text="two")
    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["Retry-After"] == "1"
    await client.chat_postMessage(channel=slack.person("bob").dm.id, text="one")
    for _ in range(20):
        with pytest.raises(SlackApiError, match="thread_not_found"):
            await client.chat_startStream(channel=ann.dm.id, thread_ts="1.000001")
    assert await refused(client.chat_startStream(channel=ann.dm.id, thread_ts="1.000001")) == (
        "ratelimited"
    )


async def test_ordered_faults(ann: Person, client: AsyncWebClient, slack: FakeSlack) -> None:
    def post() -> Any:
        return client.chat_postMessage(channel=ann.dm.id, text="hi")

    slack.faults.next("chat.postMessage", Busy(7))
    with pytest.raises(SlackApiError) as caught:
        await post()
    assert caught.value.response.headers["Retry-After"] == "7"
    slack.faults.next("chat.postMessage", Broken(503))
    with pytest.raises(SlackApiError):
        await post()
    assert ann.seen() == []
    slack.faults.next("chat.postMessage", Reset(after=True), times=2)  # the SDK tries once more
    with pytest.raises((aiohttp.ClientError, ConnectionError)):
        await post()
    assert len(ann.seen()) == 2
    slack.faults.next("auth.test", Slow(0.2))
    began = time.monotonic()
    await client.auth_test()
    assert time.monotonic() - began >= 0.2


async def test_oauth_with_rotation(slack: FakeSlack, client: AsyncWebClient) -> None:
    slack.app.rotates = True
    code = slack.install_code("globex")
    keys = {"client_id": slack.app.client_id, "client_secret": slack.app.client_secret}
    access = client.oauth_v2_access
    given = await access(**keys, code=code)
    assert await refused(access(**keys, code=code)) == "invalid_code"
    assert await refused(access(**{**keys, "client_secret": "no"}, code="x")) == (
        "bad_client_secret"
    )
    again = await access(**keys, grant_type="refresh_token", refresh_token=given["refresh_token"])
    assert (await client.auth_test(token=again["access_token"]))["team_id"] == given["team"]["id"]
    slack.hub.grants[again["access_token"]].expires = time.time() - 1
    assert await refused(client.auth_test(token=again["access_token"])) == "token_expired"


async def test_several_connections_and_copies(slack: FakeSlack, ann: Person) -> None:
    slack.deliveries.copies, slack.deliveries.copy_pause = 4, 0.01
    async with over_sockets(slack), over_sockets(slack):
        await slack.connected(2)
        await ann.say("hi")
        await ann.hears(4, quiet=0.1)  # a bot without memory answers each
    assert {m.root for m in ann.dm.messages} == {ann.dm.messages[0].ts}


async def test_a_manifest_narrows_what_is_sent(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.yaml"
    manifest.write_text(
        yaml.safe_dump(
            {
                "display_information": {"name": "Echo"},
                "features": {"agent_view": {}, "slash_commands": [{"command": "/echo"}]},
                "oauth_config": {"scopes": {"bot": ["chat:write"]}},
                "settings": {"event_subscriptions": {"bot_events": ["message.im"]}},
            }
        )
    )
    async with FakeSlack(manifest=manifest) as slack, over_sockets(slack):
        ann = slack.person("ann")
        with pytest.raises(LookupError):
            await ann.command("/other")
        await ann.open_home()
        assert slack.deliveries.sent == []
        await ann.say("hi")
        await ann.hears()
    await asyncio.sleep(0)


async def test_live_marks_are_seen(ann: Person, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel=ann.dm.id, text="<@U1> &lt;!here&gt; <!channel>")
    assert mentions(ann.last) == ["<@U1>", "<!channel>"]


async def test_a_dropped_call_has_its_effect_or_not(
    ann: Person, client: AsyncWebClient, slack: FakeSlack
) -> None:
    async def nothing() -> None:
        return None

    for after, shown in ((False, 0), (True, 2)):  # the SDK repeats a reset connection once
        slack.faults.next("chat.postMessage", Then(nothing, after=after, drop=True), times=2)
        with pytest.raises((aiohttp.ClientError, ConnectionError)):
            await client.chat_postMessage(channel=ann.dm.id, text="hi")
        assert len(ann.seen()) == shown
