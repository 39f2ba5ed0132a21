"""Commands, taps and forms: acknowledged within Slack's three seconds, whatever happens here."""

from __future__ import annotations

import asyncio
import contextlib
import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

from bot.app import App
from bot.commands import registry
from bot.doors import DeliveryFailed
from bot.log import Log
from bot.messages import Action, Address, Form
from bot.queue.register import Background
from handlers.slack import native
from handlers.slack.api import asked
from handlers.slack.carry import unpacked
from handlers.slack.home import Home
from handlers.slack.manifest import ASSIST
from handlers.slack.modals import filled, modal
from handlers.slack.prompt import Prompt
from handlers.slack.unreadable import reads
from handlers.slack.whisper import say_sorry
from handlers.slack.words import words
from memory.errors import StorageError

if TYPE_CHECKING:
    from handlers.slack.door import SlackDoor

_ANY = re.compile(".*", re.DOTALL)
_BUTTONS = ("button", "feedback_buttons")
# Seconds for what a form depends on, and for it to open; then the house answers in its own time. With what
# `Prompt` takes at most they stay below Slack's three.
_READ_IN, _OPENS_IN = 0.1, 0.8
Payload = dict[str, Any]


class Interactions:
    """A form opens at once where it needs nothing that is kept; everything else goes to the house."""

    def __init__(
        self, door: SlackDoor, app: App, home: Home, background: Background, log: Log
    ) -> None:
        self._door = door
        self._app = app
        self._home = home
        self._background = background
        self._commands = registry()
        self._prompt = Prompt(app.intake, log)

    def register(self, bolt: AsyncApp) -> None:
        """Tell bolt what to call."""
        bolt.command(_ANY)(self.command)
        bolt.action(_ANY)(self.tap)
        bolt.view(_ANY)(self.submission)
        bolt.message_shortcut(ASSIST)(self.shortcut)

    async def finish(self) -> None:
        """Wait for what is under way."""
        await self._prompt.finish()

    async def command(self, body: Payload, ack: AsyncAck) -> None:
        """A slash command; one that opens a form opens it at once."""
        typed = str(body.get("command") or "")
        name = self._door.names.ours(typed)
        event = native.command(body, name or typed.removeprefix("/"), self._now())
        form = None if event.args else await self._form(name, event.sender)
        if form is not None and await self._open(body, form, ""):
            await ack()
            return
        self._note_trigger(body)
        elsewhere = body.get("channel_name") != "directmessage"
        if await self._prompt.take(event):
            await ack(text=words("answered_privately")) if elsewhere else await ack()
        else:
            await ack(text=words("not_taken"))

    async def tap(self, body: Payload, ack: AsyncAck) -> None:
        """A button, in a message or on the Home tab."""
        kind, opens_page = native.tapped(body)
        if opens_page or kind not in _BUTTONS:
            await ack()  # a page opened, or an input inside a form changed
            return
        event = native.tap(body, self._now())
        form = await self._form_of(event)
        if form is None or not await self._open(body, form, event.sender.channel):
            self._note_trigger(body)
            if not await self._prompt.take(event):
                self._background.spawn(
                    say_sorry(self._door, native.team(body), body["user"]["id"], body)
                )
        await ack()
        if not event.sender.channel and body.get("view"):
            self._background.spawn(self._refresh(native.team(body), body["user"]["id"]))

    async def shortcut(self, body: Payload, ack: AsyncAck, respond: AsyncRespond) -> None:
        """Help with a client's message: the answer goes to the person's direct messages. The line that
        says so goes through Slack's own address for it, which works where the bot is no member, too."""
        event = native.shortcut(body, self._now())
        await ack()
        self._note_trigger(body)
        taken = await self._prompt.take(event)
        self._background.spawn(self._point(body, taken, respond))

    async def submission(self, body: Payload, ack: AsyncAck) -> None:
        """A form that was sent. What could not be taken in stays on the screen."""
        event = native.submission(body, reads(filled)(body.get("view") or {}), self._now())
        view = body["view"]
        self._note_trigger(body)
        if await self._prompt.take(event):
            await ack()
            return
        inputs = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
        if inputs:
            await ack(response_action="errors", errors={inputs[-1]: words("not_taken")})
        else:
            sorry = Form(view["callback_id"], view["title"]["text"], (), "OK", words("not_taken"))
            await ack(response_action="update", view=modal(sorry, view.get("private_metadata", "")))

    # --- inside

    def _now(self) -> datetime:
        return self._app.services.clock.now()

    async def _form_of(self, event: Action) -> Form | None:
        if event.name == "open_form":
            try:
                return unpacked(event.value)
            except ValueError:
                return None
        return None if event.value else await self._form(event.name, event.sender)

    async def _form(self, name: str, who: Address) -> Form | None:
        """The form that opens at once: this person's own, or what fits everybody if the database is slow."""
        form = self._commands.form(name)
        if form is not None:
            with contextlib.suppress(StorageError, TimeoutError):
                async with asyncio.timeout(_READ_IN):
                    form = await self._app.glance.form(who, name) or form
        return form

    async def _open(self, body: Payload, form: Form, where: str) -> bool:
        try:
            async with asyncio.timeout(_OPENS_IN):
                space = await self._door.workspace(native.team(body))
                view = modal(form, where)
                await asked(space.client.views_open(trigger_id=body["trigger_id"], view=view))
        except (DeliveryFailed, TimeoutError):
            return False
        return True

    def _note_trigger(self, body: Payload) -> None:
        user, trigger = native.actor(body)
        self._door.triggers.note(native.team(body), user, trigger)

    async def _point(self, body: Payload, taken: bool, respond: AsyncRespond) -> None:
        """Say where the answer went, unless it stands right there."""
        user = body["user"]["id"]
        here = await self._door.directs.of(await self._door.workspace(native.team(body)), user)
        if not taken or body["channel"]["id"] != here:
            line = words("answered_privately" if taken else "not_taken")
            await respond(line, response_type="ephemeral", replace_original=False)

    async def _refresh(self, team: str, user: str) -> None:
        await self._home.show_later(await self._door.workspace(team), user)
