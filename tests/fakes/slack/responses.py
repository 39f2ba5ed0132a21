"""Posts to a response_url: five within half an hour, ephemeral unless asked otherwise."""

from __future__ import annotations

import time
from typing import Any

from aiohttp import web

from tests.fakes.slack.arguments import Args
from tests.fakes.slack.call import Call
from tests.fakes.slack.chat import change, content, remove, show
from tests.fakes.slack.errors import SlackError
from tests.fakes.slack.hub import Hub, ResponseUrl
from tests.fakes.slack.world import Channel, Grant, Message, Workspace

_MOST_USES, _SECONDS = 5, 1800


class Responses:
    """`/actions/<team>/<key>`."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    def routes(self) -> list[web.RouteDef]:
        return [web.post("/actions/{team}/{key}", self.handle)]

    async def handle(self, request: web.Request) -> web.Response:
        url = self._hub.response_urls.get(request.match_info["key"])
        if url is None:
            return web.Response(status=404, text="no_team")
        url.uses += 1
        if url.uses > _MOST_USES or time.monotonic() - url.made > _SECONDS:
            return web.json_response({"ok": False, "error": "used_url"}, status=404)
        given = await request.json()
        self._hub.calls.append((time.monotonic(), "response_url", given))
        try:
            self.post(url, given)
        except SlackError as error:
            self._hub.errors.append(("response_url", error.code))
            return web.json_response(error.body(), status=400)
        return web.Response(text="ok")

    def post(self, url: ResponseUrl, given: dict[str, Any]) -> None:
        """The effect of a post, or of a command's acknowledgement with words."""
        space = self._hub.workspaces[url.team]
        channel = space.channels[url.channel]
        args = Args(given)
        original = next((m for m in channel.messages if m.ts == url.message_ts), None)
        if args.flag("delete_original"):
            if original is not None:
                self._gone(space, channel, original)
            return
        call = Call(self._hub, args, Grant(space.id, "bot", self._hub.app.scopes))
        text, blocks = content(call)
        if args.flag("replace_original") and original is not None:
            if original.ephemeral_to:
                original.edits.append(original.text)
                original.text, original.blocks = text, blocks
            else:
                change(self._hub, space, channel, original, text, blocks)
            return
        message = Message(
            channel.mint_ts(), channel.id, space.bot.id, text, blocks, bot=True,
            thread_ts=args.text("thread_ts"),
        )  # fmt: skip
        if args.text("response_type", "ephemeral") == "in_channel":
            show(self._hub, space, channel, message)
        else:
            message.ephemeral_to = url.user
            channel.messages.append(message)

    def _gone(self, space: Workspace, channel: Channel, message: Message) -> None:
        if message.ephemeral_to:
            message.deleted = True
        else:
            remove(self._hub, space, channel, message)
