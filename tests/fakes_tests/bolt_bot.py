"""A small bot of real slack_bolt and slack_sdk, to try the fake with."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack import FakeSlack


def echo_app(slack: FakeSlack) -> AsyncApp:
    """Answers every DM in its thread; has a button, a modal, a command and a Home tab."""
    client = AsyncWebClient(token=slack.workspace().bot_token, base_url=slack.api_url)
    app = AsyncApp(client=client, signing_secret=slack.app.signing_secret)
    app.changes = []  # type: ignore[attr-defined]

    @app.event("message")
    async def on_message(event: dict[str, Any], client: AsyncWebClient) -> None:
        if event.get("subtype") not in (None, "file_share"):
            app.changes.append(event["subtype"])  # type: ignore[attr-defined]
            return
        thread = event.get("thread_ts") or event["ts"]
        where = event["channel"]
        await client.assistant_threads_setStatus(
            channel_id=where, thread_ts=thread, status="is listening…", loading_messages=["hm"]
        )
        button = {"type": "button", "action_id": "more", "value": "m",
                  "text": {"type": "plain_text", "text": "More"}}  # fmt: skip
        section = {"type": "section", "text": {"type": "mrkdwn", "text": f"re: {event['text']}"}}
        await client.chat_postMessage(
            channel=where, thread_ts=thread, text=f"re: {event['text']}",
            blocks=[section, {"type": "actions", "elements": [button]}],
            metadata={"event_type": "reply", "event_payload": {"id": event["ts"]}},
        )  # fmt: skip

    @app.action("more")
    async def more(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=mood_view())

    @app.view("mood")
    async def mood(ack: Any, view: dict[str, Any], body: Any, client: AsyncWebClient) -> None:
        value = view["state"]["values"]["mood"]["pick"]["selected_option"]["value"]
        if value == "1":
            await ack(response_action="errors", errors={"mood": "Really?"})
            return
        await ack()
        await client.chat_postMessage(channel=body["user"]["id"], text=f"mood {value}")

    @app.command("/echo")
    async def echo(ack: Any, command: dict[str, Any], respond: Any) -> None:
        await ack()
        await respond(f"you said {command['text']}")

    @app.event("app_home_opened")
    async def home(event: dict[str, Any], client: AsyncWebClient) -> None:
        text = {"type": "plain_text", "text": "Home"}
        view = {"type": "home", "blocks": [{"type": "header", "text": text}]}
        await client.views_publish(user_id=event["user"], view=view)

    return app


def mood_view() -> dict[str, Any]:
    options = [{"text": {"type": "plain_text", "text": str(n)}, "value": str(n)} for n in (1, 2)]
    element = {"type": "radio_buttons", "action_id": "pick", "options": options}
    label = {"type": "plain_text", "text": "Mood"}
    block = {"type": "input", "block_id": "mood", "label": label, "element": element}
    return {
        "type": "modal", "callback_id": "mood", "title": {"type": "plain_text", "text": "Mood"},
        "submit": {"type": "plain_text", "text": "Save"}, "blocks": [block],
    }  # fmt: skip


@asynccontextmanager
async def over_sockets(slack: FakeSlack, ping: float = 1.0) -> AsyncIterator[AsyncApp]:
    """The echo bot over Socket Mode."""
    app = echo_app(slack)
    handler = AsyncSocketModeHandler(app, slack.app.app_token, ping_interval=ping)
    await handler.connect_async()
    try:
        yield app
    finally:
        await handler.close_async()


@asynccontextmanager
async def over_http(slack: FakeSlack) -> AsyncIterator[AsyncApp]:
    """The echo bot behind `/slack/events`."""
    from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request

    app = echo_app(slack)

    async def events(request: web.Request) -> web.Response:
        answer = await app.async_dispatch(await to_bolt_request(request))
        return await to_aiohttp_response(answer)

    site = web.Application()
    site.router.add_post("/slack/events", events)
    runner = web.AppRunner(site)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.app.request_url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    try:
        yield app
    finally:
        await runner.cleanup()
