"""What the page calls: messages, taps and commands in; acknowledged when they are durably kept."""

from __future__ import annotations

from aiohttp import web

from bot.app import App
from bot.commands import registry
from bot.messages import Action, Command, Event, Message
from handlers.web.body import Body, Refused, read_body
from handlers.web.history import History
from handlers.web.identity import COOKIE, Identities, Visitor, give
from handlers.web.remembered import Remembered
from handlers.web.streams import Streams, now_ms

_GREETS = ("/api/me", "/api/shift")  # what a page asks first: the cookie is renewed there


class Api:
    """One method per address. Knows who asks by the cookie alone."""

    def __init__(self, app: App, streams: Streams) -> None:
        self._app = app
        self._streams = streams
        self._identities = Identities(app.store.vault)
        self._history = History(app)
        self._remembered = Remembered(app)
        self._registry = registry()

    def routes(self) -> list[web.RouteDef]:
        """For the router."""
        return [
            web.get("/api/me", self.me, allow_head=False),
            web.get("/api/history", self.history, allow_head=False),
            web.post("/api/messages", self.message),
            web.post("/api/actions", self.action),
            web.post("/api/commands", self.command),
        ]

    def visitor(self, request: web.Request) -> Visitor | None:
        """Who is asking, None without a cookie of ours."""
        return self._identities.known(request.cookies.get(COOKIE, ""))

    def fresh(self) -> Visitor:
        """Somebody new."""
        return self._identities.fresh()

    async def me(self, request: web.Request) -> web.StreamResponse:
        """Who you are to us, which commands there are, and what is remembered about you."""
        visitor = self.visitor(request) or self._identities.fresh()
        body = {
            "you": visitor.user[:12],
            "commands": [
                {"name": spec.name, "summary": spec.summary, "usage": spec.usage}
                for spec in self._registry.offered(self._app.doors)
            ],
            "memory": await self._remembered.of(visitor.address),
            "days": self._app.settings.keep_transcripts_days,
        }
        return self.answer(request, visitor, body, 200)

    async def history(self, request: web.Request) -> web.StreamResponse:
        """The conversation so far, as far as it is kept."""
        visitor = self.visitor(request)
        items = await self._history.items(visitor.address) if visitor else []
        return web.json_response({"items": items})

    async def message(self, request: web.Request) -> web.StreamResponse:
        """A direct message."""
        body, visitor = await self._who(request)
        text = body.text("text", needed=True)
        now = self._app.services.clock.now()
        event = Message(_event_id(body, visitor), visitor.address, text, now)
        return await self._take(request, visitor, body.id, event, {"text": text})

    async def command(self, request: web.Request) -> web.StreamResponse:
        """A slash command."""
        body, visitor = await self._who(request)
        name, args = body.name("name").lower(), body.text("args")
        now = self._app.services.clock.now()
        event = Command(_event_id(body, visitor), visitor.address, name, args, now)
        shown = {"text": f"/{name} {args}".strip()}
        return await self._take(request, visitor, body.id, event, shown)

    async def action(self, request: web.Request) -> web.StreamResponse:
        """A tap on a button, or a submitted form."""
        body, visitor = await self._who(request)
        event = Action(
            _event_id(body, visitor), visitor.address, body.name("name"), body.text("value"),
            self._app.services.clock.now(), body.values(),
        )  # fmt: skip
        tapped = {"answer": body.name("answer", ""), "name": event.name, "value": event.value}
        return await self._take(request, visitor, body.id, event, tapped)

    # --- inside

    async def _who(self, request: web.Request) -> tuple[Body, Visitor]:
        body = await read_body(request)
        return body, self.visitor(request) or self._identities.fresh()

    async def _take(
        self, request: web.Request, visitor: Visitor, id: str, event: Event, shown: dict[str, str]
    ) -> web.StreamResponse:  # fmt: skip
        """Show it in every tab of this person, keep it, then say so."""
        mark = self._app.store.vault.mark("event", "web", event.id)
        at = now_ms()
        name = "tapped" if isinstance(event, Action) else "said"
        self._streams.show(visitor.user, name, id, {"id": id, "event": mark, "at": at, **shown})
        await self._app.intake.accept(event)
        body = {"ok": True, "you": visitor.user[:12], "event": mark, "at": at}
        return self.answer(request, visitor, body, 202)

    def answer(
        self, request: web.Request, visitor: Visitor, body: object, status: int
    ) -> web.Response:
        """JSON, with the visitor's cookie where it is due."""
        response = web.json_response(body, status=status)
        if request.cookies.get(COOKIE) != visitor.cookie or request.path in _GREETS:
            give(response, visitor, secure=_secure(request))
        return response


def _secure(request: web.Request) -> bool:
    """Over TLS, ours or that of a proxy in front. Only ever decides about the asker's own cookie."""
    return request.secure or request.headers.get("X-Forwarded-Proto", "") == "https"


def _event_id(body: Body, visitor: Visitor) -> str:
    """Unique to this person: nobody can take the id of somebody else's message."""
    if not visitor.user:
        raise Refused(401, "who")
    return f"{body.id}:{visitor.user}"
