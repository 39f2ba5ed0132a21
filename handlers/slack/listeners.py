"""What bolt calls for Slack's events: each is handed to the house, and acknowledged when it is kept."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_bolt.error import BoltUnhandledRequestError

from bot.app import App
from bot.log import Log
from bot.messages import Event, Message
from bot.queue.intake import NotTaken
from bot.queue.register import Background
from handlers.slack import native
from handlers.slack.api import Refused, asked, insisted
from handlers.slack.attachments import read_files
from handlers.slack.home import Home
from handlers.slack.interactions import Interactions
from handlers.slack.pictures import Files
from handlers.slack.unreadable import Unreadable, reads
from handlers.slack.whisper import only_to, say_sorry
from handlers.slack.words import words
from handlers.slack.workspaces import Workspace, whole

if TYPE_CHECKING:
    from handlers.slack.door import SlackDoor

_WITHIN = 1.5  # seconds for the database; Slack gives an event three, and files may take one
_WORDS = (None, "file_share", "thread_broadcast", "me_message")
_DEAD = ("account_inactive", "invalid_auth", "token_revoked", "token_expired")
_REMEMBERED = 1000
Payload = dict[str, Any]


class Listeners:
    """Decides nothing: every payload becomes an event, or an ask for a form or a page."""

    def __init__(self, door: SlackDoor, app: App, files: Files, log: Log) -> None:
        self._door = door
        self._app = app
        self._log = log
        self._background = Background(log)
        self._home = Home(app, door.names, files)
        self._interactions = Interactions(door, app, self._home, self._background, log)
        self._told: OrderedDict[str, None] = OrderedDict()

    def register(self, bolt: AsyncApp) -> None:
        """Tell bolt what to call."""
        bolt.event("message")(self.message)
        bolt.event("app_mention")(self.mention)
        bolt.event("app_home_opened")(self.opened)
        bolt.event("agent_session_stopped")(self.stopped)
        bolt.event("app_uninstalled")(self.uninstalled)
        bolt.event("tokens_revoked")(self.revoked)
        self._interactions.register(bolt)
        bolt.error(self.failed)

    async def finish(self) -> None:
        """Wait for what is under way."""
        await self._interactions.finish()
        await self._background.finish(3)

    # --- events: acknowledged when they are kept

    async def message(self, body: Payload) -> None:
        """In a direct message: written, edited or taken back. Whatever else there is, is not for us."""
        event = native.event_of(body)
        if not native.in_direct_message(event):
            return
        space = await self._door.workspace(native.team(body))
        match event.get("subtype"):
            case "message_changed":
                await self._changed(space, body)
            case "message_deleted":
                if not _by_us(space, event.get("previous_message")):
                    await self._take(body, native.deleted(body))
            case kind if kind in _WORDS and not _by_us(space, event):
                said = native.message(body)
                self._door.directs.note(space.team, event["user"], event["channel"])
                if self._first_time(said.id):  # not again what came after it
                    self._door.interrupt(event["channel"])
                more, unread = await read_files(space, event.get("files"))
                await self._take(body, native.message(body, more, unread))

    async def mention(self, body: Payload) -> None:
        """In a channel: the answer goes to the person alone, and a line says so, to them alone."""
        event = native.event_of(body)
        space = await self._door.workspace(native.team(body))
        if _by_us(space, event):
            return
        said = native.mention(body, space.bot_user)
        if native.from_elsewhere(body, space.team):  # we can't open a direct message with them
            if self._first_time(said.id):
                self._background.spawn(self._whisper(space, event, words("not_from_here")))
            return
        await self._take(body, said)
        if self._first_time(said.id):
            self._background.spawn(self._whisper(space, event, words("answered_privately")))

    async def opened(self, body: Payload) -> None:
        """The app's own pages: the messages get their suggestions, the Home tab its content."""
        event = native.event_of(body)
        space = await self._door.workspace(native.team(body))
        if not (event.get("user") and event.get("channel")):
            return
        if event.get("tab") == "messages":
            self._door.directs.note(space.team, event["user"], event["channel"])
            self._background.spawn(self._suggest(space, event["channel"]))
        elif event.get("tab") == "home":
            self._background.spawn(self._show_home(space, event))

    async def stopped(self, body: Payload) -> None:
        """Slack's stop button: whatever moves ends at once, and what is not sent yet never is; leaving
        "processing" is up to us."""
        event, stop = native.event_of(body), native.stopped(body)
        space = await self._door.workspace(native.team(body))
        self._door.stop(event["channel"])
        try:
            await self._take(body, stop)
        finally:
            self._door.hush(event["channel"])
            thread = event.get("thread_ts") or ""
            self._background.spawn(self._rest(space, event["channel"], thread))

    async def uninstalled(self, body: Payload) -> None:
        """The workspace took us out: all that was kept of its people goes. An organization may have
        taken us out of one of its workspaces only: then its token still works."""
        if whole(native.team(body)) and await self._works(native.team(body)):
            return
        await self._take(body, native.uninstalled(body))
        self._door.left(native.team(body))

    async def revoked(self, body: Payload) -> None:
        """The same, told by its token. Tokens of single users are none of ours."""
        if (native.event_of(body).get("tokens") or {}).get("bot"):
            await self.uninstalled(body)

    async def failed(self, error: Exception, body: Payload) -> BoltResponse:
        """Not acknowledged: Slack hands it over again. What nobody here can read is, since it would be no
        better the next time."""
        if isinstance(error, Unreadable | BoltUnhandledRequestError):
            self._log.warning("slack payload ignored", why=type(error).__name__)
            return BoltResponse(status=200)
        if not isinstance(error, NotTaken):
            self._log.error("slack event failed", failure=error)
        return BoltResponse(status=503)

    # --- inside

    async def _works(self, team: str) -> bool:
        space = await self._door.workspace(team)
        try:
            await asked(space.client.auth_test())
        except Refused as refused:
            if refused.reason in _DEAD:
                return False
            raise  # too busy, perhaps: not acknowledged, so asked again
        return True

    async def _take(self, body: Payload, event: Event) -> None:
        try:
            await self._app.intake.accept(event, _WITHIN)
        except NotTaken:
            if isinstance(event, Message) and self._first_time(f"sorry {event.id}"):
                team, user = event.sender.workspace, event.sender.user
                self._background.spawn(say_sorry(self._door, team, user, body))
            raise

    async def _changed(self, space: Workspace, body: Payload) -> None:
        event = native.event_of(body)
        now = event.get("message")
        if not isinstance(now, dict):
            raise Unreadable
        if now.get("subtype") == "tombstone":
            if not _by_us(space, event.get("previous_message")):
                await self._take(body, native.deleted(body))
        elif not _by_us(space, now) and (edit := native.edited(body)) is not None:
            await self._take(body, edit)

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
        await insisted(
            lambda: space.client.assistant_threads_setSuggestedPrompts(
                channel_id=channel, title=start["title"], prompts=start["prompts"]
            )
        )

    async def _rest(self, space: Workspace, channel: str, thread: str) -> None:
        await self._door.calm(space, channel)
        if thread:
            await insisted(
                lambda: space.client.agents_sessions_setStatus(
                    channel_id=channel, thread_ts=thread, status="active"
                )
            )

    async def _whisper(self, space: Workspace, event: Payload, text: str) -> None:
        await only_to(space, event["channel"], event["user"], text, event.get("thread_ts") or "")


@reads
def _by_us(space: Workspace, message: Payload | None) -> bool:
    """By us, by another bot, or by Slack itself."""
    message = message or {}
    author = message.get("user") or ""
    return bool(message.get("bot_id")) or author in ("", space.bot_user, "USLACKBOT")
