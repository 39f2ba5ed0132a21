"""The page "On shift": help with a client, the exercise and the load. Knows who asks by the cookie."""

from __future__ import annotations

import re
from collections.abc import Callable

from aiohttp import web

from bot.app import App
from bot.assist import catalog
from bot.messages import Message
from bot.shift import play, rows
from bot.shift.load import STATES
from bot.shift.run import Run
from handlers.web.api import Api
from handlers.web.body import Body, Refused, read_body
from handlers.web.identity import Visitor
from handlers.web.shift_view import (
    View,
    care_view,
    exercise_of,
    help_view,
    shift_view,
    words_view,
)

_KINDS = (*play.KINDS, "message")
_ANSWER = re.compile(r"-?[0-9]")


class ShiftApi:
    """One method per address."""

    def __init__(self, app: App, api: Api) -> None:
        self._app = app
        self._api = api
        self._desk = app.desk

    def routes(self) -> list[web.RouteDef]:
        """For the router."""
        return [
            web.get("/api/shift", self.look, allow_head=False),
            web.get("/api/shift/rows.csv", self.rows, allow_head=False),
            web.post("/api/assist", self.help),
            web.post("/api/assist/rate", self.rate),
            web.post("/api/load", self.load),
            web.post("/api/exercise/start", self.start),
            web.post("/api/exercise/say", self.say),
            web.post("/api/exercise/answer", self.answer),
            web.post("/api/exercise/rate", self.rate_card),
            web.post("/api/exercise/leave", self.leave),
            web.post("/api/exercise/stop", self.stop),
            web.post("/api/exercise/donate", self.donate),
        ]

    # --- looking

    async def look(self, request: web.Request) -> web.StreamResponse:
        """Everything that the page shows, with its words."""
        visitor = self._api.visitor(request) or self._api.fresh()
        return await self._shown(request, visitor, words_view())

    async def rows(self, request: web.Request) -> web.StreamResponse:
        """One's own exercises as a table."""
        shift = await self._desk.of(self._known(request).address)
        text = rows.own(one for one in shift.runs if not one.single)
        headers = {"Content-Disposition": 'attachment; filename="shoulder-exercises.csv"'}
        return web.Response(text=text, content_type="text/csv", charset="utf-8", headers=headers)

    # --- help with a client

    async def help(self, request: web.Request) -> web.StreamResponse:
        """The cards to what a client wrote."""
        body, visitor = await self._who(request)
        event = self._event(body, visitor)
        domain, category = body.name("domain", ""), body.name("category", "")
        helped = await self._desk.help(
            event,
            domain if domain in catalog.domains() else "",
            category if category in catalog.categories() else "",
        )
        view = help_view(visitor.address, body.id, helped)
        return await self._shown(request, visitor, view)

    async def rate(self, request: web.Request) -> web.StreamResponse:
        """One tap on one of these cards."""
        body, visitor = await self._who(request)
        kind, value = body.name("kind"), _number(body, "value", -2, 2)
        if kind not in _KINDS:
            raise Refused(400, "not_json")
        await self._desk.rate(visitor.address, body.name("shown"), kind, value)
        return await self._shown(request, visitor)

    # --- the load

    async def load(self, request: web.Request) -> web.StreamResponse:
        """How it is, a break, or nothing anymore."""
        body, visitor = await self._who(request)
        state = body.name("state", "")
        if state not in (*STATES, "break", ""):
            raise Refused(400, "not_json")
        await self._desk.tell(visitor.address, state)
        return await self._shown(request, visitor)

    # --- the exercise

    async def start(self, request: web.Request) -> web.StreamResponse:
        """Three clients of one domain."""
        body, visitor = await self._who(request)
        domain = body.name("domain")
        if domain not in catalog.domains():
            raise Refused(400, "not_json")
        harder = body.name("harder", "") == "yes"
        await self._desk.exercises.start(visitor.address, body.id, domain, harder=harder)
        return await self._shown(request, visitor)

    async def say(self, request: web.Request) -> web.StreamResponse:
        """A line to the client at the counter."""
        body, visitor = await self._who(request)
        event, seen = self._event(body, visitor), _number(body, "seen", 0, 200)
        care = await self._desk.exercises.say(event, body.name("run"), seen)
        return await self._shown(request, visitor, {"care": care_view(visitor.address, care)})

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """A questionnaire, or none of it."""
        body, visitor = await self._who(request)
        told = {
            name: int(value)
            for name, value in body.values()
            if name in play.SCALES and _ANSWER.fullmatch(value)
        }
        return await self._moved(request, visitor, body, lambda run: play.answered(run, told))

    async def rate_card(self, request: web.Request) -> web.StreamResponse:
        """One tap on one of the cards to a simulated client."""
        body, visitor = await self._who(request)
        client, line = _number(body, "client", 0, 9), _number(body, "line", 0, 200)
        kind, value = body.name("kind"), _number(body, "value", -2, 2)
        return await self._moved(
            request, visitor, body, lambda run: play.rated(run, client, line, kind, value)
        )

    async def leave(self, request: web.Request) -> web.StreamResponse:
        """No more of this client."""
        body, visitor = await self._who(request)
        return await self._moved(request, visitor, body, play.left)

    async def stop(self, request: web.Request) -> web.StreamResponse:
        """No more of the exercise."""
        body, visitor = await self._who(request)
        return await self._moved(request, visitor, body, play.stopped)

    async def donate(self, request: web.Request) -> web.StreamResponse:
        """The numbers for a study, or all of them back."""
        body, visitor = await self._who(request)
        given = body.name("given", "") == "yes"
        await self._desk.exercises.donate(visitor.address, body.name("run"), given=given)
        return await self._shown(request, visitor)

    # --- inside

    async def _who(self, request: web.Request) -> tuple[Body, Visitor]:
        return await read_body(request), self._known(request)

    def _known(self, request: web.Request) -> Visitor:
        visitor = self._api.visitor(request)
        if visitor is None:
            raise Refused(401, "who")
        return visitor

    def _event(self, body: Body, visitor: Visitor) -> Message:
        """What was typed, as the danger screen takes it."""
        text = body.text("text", needed=True)
        now = self._app.services.clock.now()
        return Message(f"{body.id}:{visitor.user}", visitor.address, text, now)

    async def _moved(
        self, request: web.Request, visitor: Visitor, body: Body, move: Callable[[Run], Run]
    ) -> web.StreamResponse:  # fmt: skip
        await self._desk.exercises.move(visitor.address, body.name("run"), move)
        return await self._shown(request, visitor)

    async def _shown(
        self, request: web.Request, visitor: Visitor, more: View | None = None
    ) -> web.StreamResponse:
        shift = await self._desk.of(visitor.address)
        run = exercise_of(shift)
        cards = await self._desk.cards(run, shift.person) if run else None
        person, settings = shift.person, self._app.settings
        remembered = person is not None and person.allows("memory")
        view = {
            **(more or {}),
            **shift_view(shift, cards),
            "keeps": settings.keep_transcripts_days if remembered else 0,
        }
        return self._api.answer(request, visitor, view, 200)


def _number(body: Body, key: str, low: int, high: int) -> int:
    value = body.fields.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise Refused(400, "not_json")
    return value
