"""What bolt calls: Slack's events, commands, taps and forms, each handed to the house and acknowledged."""

from __future__ import annotations

import re
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.app import App
from bot.commands import registry
from bot.doors import DeliveryFailed
from bot.intake import NotTaken
from bot.log import Log
from bot.messages import Event, Form, Message
from bot.register import Background
from handlers.slack import native
from handlers.slack.api import asked
from handlers.slack.attachments import read_files
from handlers.slack.carry import unpacked
from handlers.slack.home import Home
from handlers.slack.modals import filled, modal
from handlers.slack.pictures import Files
from handlers.slack.prompt import Prompt
from handlers.slack.words import words
from handlers.slack.workspaces import Workspace

if TYPE_CHECKING:
    from handlers.slack.door import SlackDoor

_ANY = re.compile(".*", re.DOTALL)
_WITHIN = 1.5  # seconds for the database; Slack gives an event three, and files may take one
_WORDS = (None, "file_share", "thread_broadcast", "me_message")
_BUTTONS = ("button", "feedback_buttons")
_REMEMBERED = 1000
Payload = dict[str, Any]


class Listeners:
    """Decides nothing: every payload becomes an event, or an ask for a form or a page."""

    def __init__(self, door: SlackDoor, app: App, files: Files, log: Log) -> None:
        self._door = door
        self._app = app
        self._log = log
        self._commands = registry()
        self._background = Background(log)
        self._prompt = Prompt(app.intake, log)
        self._home = Home(app, door.names, files)
        self._told: OrderedDict[str, None] = OrderedDict()

    def register(self, bolt: AsyncApp) -> None:
        """Tell bolt what to call."""
        bolt.event("message")(self.message)
        bolt.event("app_mention")(self.mention)
        bolt.event("app_home_opened")(self.opened)
        bolt.event("agent_session_stopped")(self.stopped)
        bolt.event("app_uninstalled")(self.uninstalled)
        bolt.event("tokens_revoked")(self.revoked)
        bolt.command(_ANY)(self.command)
        bolt.action(_ANY)(self.tap)
        bolt.view(_ANY)(self.submission)
        bolt.error(self.failed)

    async def finish(self) -> None:
        """Wait for what is under way."""
        await self._prompt.finish()
        await self._background.finish(3)

    # --- events: acknowledged when they are kept

    async def message(self, body: Payload) -> None:
        """In a direct message: written, edited or taken back. Whatever else there is, is not for us."""
        event = body["event"]
        if event.get("channel_type") != "im":
            return
        space = await self._door.workspace(native.team(body))
        match event.get("subtype"):
            case "message_changed":
                await self._changed(space, body)
            case "message_deleted":
                if not _by_us(space, event.get("previous_message", {})):
                    await self._take(body, native.deleted(body))
            case kind if kind in _WORDS and not _by_us(space, event):
                self._door.note_direct(space.team, event["user"], event["channel"])
                self._door.stop(event["channel"])
                more, unread = await read_files(space, event.get("files") or ())
                await self._take(body, native.message(body, more, unread))

    async def mention(self, body: Payload) -> None:
        """In a channel: the answer goes to the person alone, and a line says so, to them alone."""
        event = body["event"]
        space = await self._door.workspace(native.team(body))
        if _by_us(space, event):
            return
        said = native.mention(body, space.bot_user)
        await self._take(body, said)
        if self._first_time(said.id):
            self._background.spawn(self._whisper(space, event, words("answered_privately")))

    async def opened(self, body: Payload) -> None:
        """The app's own pages: the messages get their suggestions, the Home tab its content."""
        event = body["event"]
        space = await self._door.workspace(native.team(body))
        if event.get("tab") == "messages":
            self._door.note_direct(space.team, event["user"], event["channel"])
            self._background.spawn(self._suggest(space, event["channel"]))
        elif event.get("tab") == "home":
            self._background.spawn(self._show_home(space, event))

    async def stopped(self, body: Payload) -> None:
        """Slack's stop button: whatever moves ends at once; leaving "processing" is up to us."""
        event = body["event"]
        space = await self._door.workspace(native.team(body))
        self._door.stop(event["channel"])
        self._background.spawn(self._rest(space, event["channel"], event.get("thread_ts", "")))
        await self._take(body, native.stopped(body))

    async def uninstalled(self, body: Payload) -> None:
        """The workspace took us out: all that was kept of its people goes."""
        await self._take(body, native.uninstalled(body))
        self._door.left(native.team(body))

    async def revoked(self, body: Payload) -> None:
        """The same, told by its token. Tokens of single users are none of ours."""
        if body["event"].get("tokens", {}).get("bot"):
            await self.uninstalled(body)

    # --- commands, taps and forms: acknowledged within Slack's three seconds whatever happens here

    async def command(self, body: Payload, ack: AsyncAck) -> None:
        """A slash command; one that opens a form opens it at once."""
        name = self._door.names.ours(body["command"])
        form = self._commands.form(name) if not body.get("text", "").strip() else None
        if form is not None and await self._open(body, form, ""):
            await ack()
            return
        event = native.command(body, name or body["command"].removeprefix("/"), self._now())
        self._note_trigger(body)
        elsewhere = body.get("channel_name") != "directmessage"
        if await self._prompt.take(event):
            await ack(text=words("answered_privately")) if elsewhere else await ack()
        else:
            await ack(text=words("not_taken"))

    async def tap(self, body: Payload, ack: AsyncAck) -> None:
        """A button, in a message or on the Home tab."""
        if body["actions"][0].get("url") or body["actions"][0]["type"] not in _BUTTONS:
            await ack()  # a page opened, or an input inside a form changed
            return
        event = native.tap(body, self._now())
        form = self._form_of(event.name, event.value)
        if form is None or not await self._open(body, form, event.sender.channel):
            self._note_trigger(body)
            if not await self._prompt.take(event):
                self._background.spawn(self._sorry(native.team(body), body["user"]["id"], body))
        await ack()
        if not event.sender.channel and body.get("view"):
            self._background.spawn(self._refresh(native.team(body), body["user"]["id"]))

    async def submission(self, body: Payload, ack: AsyncAck) -> None:
        """A form that was sent. What could not be taken in stays on the screen."""
        view = body["view"]
        self._note_trigger(body)
        if await self._prompt.take(native.submission(body, filled(view), self._now())):
            await ack()
            return
        inputs = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
        if inputs:
            await ack(response_action="errors", errors={inputs[-1]: words("not_taken")})
        else:
            sorry = Form(view["callback_id"], view["title"]["text"], (), "OK", words("not_taken"))
            await ack(response_action="update", view=modal(sorry, view.get("private_metadata", "")))

    async def failed(self, error: Exception, body: Payload) -> BoltResponse:
        """Not acknowledged: Slack hands it over again."""
        if not isinstance(error, NotTaken):
            self._log.error("slack event failed", failure=error)
        return BoltResponse(status=503)

    # --- inside

    def _now(self) -> Any:
        return self._app.services.clock.now()

    async def _take(self, body: Payload, event: Event) -> None:
        try:
            await self._app.intake.accept(event, _WITHIN)
        except NotTaken:
            if isinstance(event, Message) and self._first_time(f"sorry {event.id}"):
                team, user = event.sender.workspace, event.sender.user
                self._background.spawn(self._sorry(team, user, body))
            raise

    async def _changed(self, space: Workspace, body: Payload) -> None:
        now = body["event"]["message"]
        if now.get("subtype") == "tombstone":
            if not _by_us(space, body["event"].get("previous_message", {})):
                await self._take(body, native.deleted(body))
        elif not _by_us(space, now) and (event := native.edited(body)) is not None:
            await self._take(body, event)

    def _form_of(self, name: str, value: str) -> Form | None:
        if name == "open_form":
            try:
                return unpacked(value)
            except ValueError:
                return None
        return None if value else self._commands.form(name)

    async def _open(self, body: Payload, form: Form, where: str) -> bool:
        try:
            space = await self._door.workspace(native.team(body))
            view = modal(form, where)
            await asked(space.client.views_open(trigger_id=body["trigger_id"], view=view))
        except DeliveryFailed:
            return False
        return True

    def _note_trigger(self, body: Payload) -> None:
        user = body["user_id"] if "user_id" in body else body["user"]["id"]
        self._door.note_trigger(native.team(body), user, body["trigger_id"])

    def _first_time(self, id: str) -> bool:
        if id in self._told:
            return False
        self._told[id] = None
        while len(self._told) > _REMEMBERED:
            self._told.popitem(last=False)
        return True

    async def _show_home(self, space: Workspace, event: Payload) -> None:
        before = (event.get("view") or {}).get("private_metadata", "")
        await self._home.show(space, event["user"], before)

    async def _suggest(self, space: Workspace, channel: str) -> None:
        start = words("start")
        await asked(
            space.client.assistant_threads_setSuggestedPrompts(
                channel_id=channel, title=start["title"], prompts=start["prompts"]
            )
        )

    async def _rest(self, space: Workspace, channel: str, thread: str) -> None:
        await self._door.calm(space, channel)
        if thread:
            await asked(
                space.client.agents_sessions_setStatus(
                    channel_id=channel, thread_ts=thread, status="active"
                )
            )

    async def _whisper(self, space: Workspace, event: Payload, text: str) -> None:
        await self._only_to(
            space, event["channel"], event["user"], text, event.get("thread_ts", "")
        )

    async def _sorry(self, team: str, user: str, body: Payload) -> None:
        space = await self._door.workspace(team)
        channel, thread = body.get("channel"), ""
        if "event" in body:
            text, event = words("not_taken_message"), body["event"]
            channel, thread = parts_of(event) if event.get("channel_type") == "im" else ("", "")
        else:
            text = words("not_taken")
            channel = channel["id"] if isinstance(channel, dict) else ""
            thread = (body.get("message") or {}).get("thread_ts", "")
        where = channel or await self._door.direct(space, user)
        await self._only_to(space, where, user, text, thread)

    async def _only_to(
        self, space: Workspace, channel: str, user: str, text: str, thread: str
    ) -> None:
        await asked(
            space.client.chat_postEphemeral(
                channel=channel, user=user, text=text, thread_ts=thread or None
            )
        )

    async def _refresh(self, team: str, user: str) -> None:
        await self._home.show_later(await self._door.workspace(team), user)


def parts_of(event: Payload) -> tuple[str, str]:
    """Channel and thread of a message event."""
    return event["channel"], event.get("thread_ts") or event["ts"]


def _by_us(space: Workspace, message: Payload) -> bool:
    """By us, by another bot, or by Slack itself."""
    return bool(message.get("bot_id")) or message.get("user", "") in (
        "",
        space.bot_user,
        "USLACKBOT",
    )
