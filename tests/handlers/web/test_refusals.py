"""Somebody else at the page, a lead perhaps, calls every address with everything that could name a person."""

from __future__ import annotations

import uuid

from handlers.web.server import build
from handlers.web.streams import Streams
from tests.handlers.web.conftest import Site

SECRET = "what-ann-said-frobozz"


async def test_no_address_shows_another_persons_words(site: Site) -> None:
    async with site.tab() as ann, site.tab() as lea:
        await ann.post("messages", text=SECRET)
        await ann.post("actions", name="memory_yes", value="")
        await ann.post("commands", name="checkin", args=f"1 {SECRET}")
        await lea.post("messages", text="hello")
        await site.house.settle()
        cookie = next(iter(ann.jar)).value
        user = site.app.store.vault.mark("page user", cookie.partition(".")[0])
        person = site.app.store.vault.person("web", "local", user)
        called = []
        for route in build(site.app, Streams(), site.app.services.log).router.routes():
            path = route.resource.canonical if route.resource else ""
            if path == "/api/stream" or route.method not in ("GET", "POST"):
                continue
            for id in (user, person, user[:12]):
                url = lea.url(path.replace("{token}", id).replace("{name}", id))
                query = {"user": id, "person": id, "you": id, "run": id, "event": id}
                body = {"id": str(uuid.uuid4()), "name": "export", "value": id, "text": id, **query}
                given = {"params": query} if route.method == "GET" else {"json": body}
                headers = {"X-User": id, "X-Forwarded-User": id}
                async with lea.session.request(
                    route.method, url, headers=headers, allow_redirects=False, **given
                ) as answer:
                    assert SECRET.encode() not in await answer.read(), path
                called.append((route.method, path))
        assert len(set(called)) >= 20
        await site.house.settle()
        items = (await lea.get("/api/history"))[1]["items"]
        assert items and SECRET not in str(items)
    assert SECRET not in site.log.getvalue()
