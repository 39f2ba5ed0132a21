"""The Home tab: how you've been, today's check-in, what is remembered, who sees what, one's crews, how to
leave."""

from __future__ import annotations

import asyncio
import contextlib
from collections import OrderedDict
from hashlib import sha256

from bot.app import App
from bot.commands.team import MINE
from bot.doors import DeliveryFailed
from bot.messages import Address, Chart, Choice, Reply, Text
from handlers.slack.api import Refused, asked, insisted
from handlers.slack.blocks import Block, buttons, header, section
from handlers.slack.mark import file_id
from handlers.slack.mrkdwn import pieces
from handlers.slack.names import Names
from handlers.slack.native import PLATFORM
from handlers.slack.pictures import Files
from handlers.slack.words import words
from handlers.slack.workspaces import Workspace
from memory.clock import to_ms
from memory.errors import StorageError
from memory.outbox import Parcel

_MOST = 95  # blocks, under Slack's 100
_ITEMS = 20
_SOON = 1.0
_REMEMBERED = 2000
_UNREADY = (0.3, 0.7, 1.5)  # Slack looks a picture through before a block may show it


class Home:
    """Made anew each time it is opened. The picture is uploaded once and taken away when it changes."""

    def __init__(self, app: App, names: Names, files: Files) -> None:
        self._app = app
        self._names = names
        self._files = files
        self._pictures: OrderedDict[str, str] = OrderedDict()  # person → "digest file"

    async def show(self, space: Workspace, user: str, before: str = "") -> None:
        """Publish it for this person. `before` is what the last page carried: "digest file"."""
        address = Address(PLATFORM, space.team, user, "")
        person = f"{space.team}.{user}"
        before = self._pictures.get(person, before)
        with contextlib.suppress(DeliveryFailed):  # the next look makes it anew
            try:
                mood = await self._app.glance.at(address, "mood")
                picture = await self._picture(space, address, mood, before)
                blocks = await self._blocks(address, mood, picture)
            except StorageError:
                picture = before
                blocks = [section(words("home")["hello"]), section(words("home")["nothing"])]
            view = {"type": "home", "blocks": blocks[:_MOST], "private_metadata": picture}
            await self._publish(space, user, view)
            self._note(person, picture)
            if before and before != picture:
                await asked(space.client.files_delete(file=before.split()[-1]))

    async def show_later(self, space: Workspace, user: str) -> None:
        """After a tap on it, once what was tapped has happened."""
        await asyncio.sleep(_SOON)
        await self.show(space, user)

    # --- inside

    async def _publish(self, space: Workspace, user: str, view: Block) -> None:
        for wait in (*_UNREADY, None):
            try:
                await insisted(lambda: space.client.views_publish(user_id=user, view=view))
                return
            except Refused as refused:
                if wait is None or not refused.reason.startswith("invalid_"):
                    raise
                await asyncio.sleep(wait)

    async def _picture(
        self, space: Workspace, address: Address, mood: tuple[Reply, ...], before: str
    ) -> str:
        """ "digest file" of the chart, uploaded unless it is the one that is there; "" without one."""
        chart = _chart(mood)
        if chart is None:
            return ""
        digest = sha256(chart.png).hexdigest()[:16]
        if before.startswith(f"{digest} "):
            return before
        id = await self._files.picture(space.client, chart, "chart")
        await self._keep(address, id)
        return f"{digest} {id}"

    async def _keep(self, address: Address, id: str) -> None:
        """Note the file beside our messages, so that /forget takes it back, too."""
        store = self._app.store
        person = store.vault.person(address.platform, address.workspace, address.user)
        now = to_ms(self._app.services.clock.now())
        parcel = Parcel(store.vault.mark("home", person, id), person, "", now)
        async with store.database.write() as tx:
            await store.outbox.put(tx, parcel, now, platform_id=file_id(id))

    def _note(self, person: str, picture: str) -> None:
        self._pictures[person] = picture
        self._pictures.move_to_end(person)
        while len(self._pictures) > _REMEMBERED:
            self._pictures.popitem(last=False)

    async def _blocks(self, address: Address, mood: tuple[Reply, ...], picture: str) -> list[Block]:
        text = words("home")
        memory = await self._app.glance.at(address, "memory")
        privacy = await self._app.glance.at(address, "privacy")
        crews = await self._app.glance.at(address, "shoulder-team", MINE)
        return [
            *self._said(text["hello"]),
            header(text["mood"]),
            *self._mood(mood, picture),
            *buttons(
                [
                    Choice("checkin", text["checkin"], style="primary"),
                    Choice("shoulder", text["shoulder"]),
                ]
            ),
            header(text["memory"]),
            *self._texts(memory[:_ITEMS]),
            header(text["privacy"]),
            *self._texts(privacy),
            *([header(text["crews"]), *self._texts(crews)] if crews else []),
            header(text["leave"]),
            *self._said(text["leave_text"]),
            *buttons([Choice("export", text["export"]), Choice("forget", text["forget"])]),
        ]

    def _mood(self, mood: tuple[Reply, ...], picture: str) -> list[Block]:
        chart = _chart(mood)
        if chart is None:
            return self._said(words("home")["no_mood"])
        shown = {"slack_file": {"id": picture.split()[-1]}, "alt_text": pieces(chart.alt, 1900)[0]}
        return [{"type": "image", **shown}, *self._texts(mood)]

    def _texts(self, replies: tuple[Reply, ...]) -> list[Block]:
        found: list[Block] = []
        for reply in replies:
            if isinstance(reply, Text):
                found += [*self._said(reply.text), *buttons(reply.choices)]
        return found

    def _said(self, text: str) -> list[Block]:
        return [section(piece) for piece in pieces(self._names.shown(text))]


def _chart(mood: tuple[Reply, ...]) -> Chart | None:
    """The picture, None while there is nothing in it (then the words below it ask for the first check-in)."""
    taps = {choice.id for reply in mood if isinstance(reply, Text) for choice in reply.choices}
    return None if "checkin" in taps else next((r for r in mood if isinstance(r, Chart)), None)
