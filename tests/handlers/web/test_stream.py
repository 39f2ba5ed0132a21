"""The live line: reconnects, tabs, danger without a database, forgetting."""

from __future__ import annotations

import asyncio
import uuid
from typing import Any

import pytest

from bot.messages import Answer, Text
from handlers.web.streams import Streams
from memory.errors import DatabaseAway
from tests.conftest import Opener
from tests.handlers.web.conftest import Site, Sites


async def test_a_reconnect_shows_the_answers_missed_once(site: Site) -> None:
    async with site.tab() as tab:
        await tab.get("/api/me")
        await tab.open_stream()
        await tab.post("messages", text="one")
        await tab.wait("answer")
        await tab.close_stream()
        last = tab.last
        await tab.post("messages", text="two")
        await site.house.settle()
        tab.heard.clear()
        await tab.open_stream(last)
        await tab.wait("answer", 1)
        await asyncio.sleep(0.2)
        ids = [h.data["id"] for h in tab.heard if h.name == "answer"]
        assert "re: two" in tab.answers()
        assert len(set(ids)) == 2  # "one" may come again, with the id that the page knows


async def test_missed_answers_survive_a_restart(open_site: Sites) -> None:
    async with open_site() as site, site.tab() as tab:
        await tab.get("/api/me")
        await tab.post("messages", text="before the restart")
        await site.house.settle()
        jar, last = tab.jar, "1"
    async with open_site() as site, site.tab() as tab:
        tab.jar.update_cookies({c.key: c.value for c in jar})
        items = (await tab.get("/api/history"))[1]["items"]
        assert [i["kind"] for i in items] == ["said", "answer"]
        await tab.open_stream(last)
        await tab.wait("answer")
        assert tab.answers() == ["re: before the restart"]


async def test_two_tabs_show_the_same_conversation(site: Site) -> None:
    async with site.tab() as one, site.tab(one) as two:
        await one.get("/api/me")
        await one.open_stream()
        await two.open_stream()
        id = str(uuid.uuid4())
        await one.post("messages", id=id, text="hello")
        for tab in (one, two):
            said = (await tab.wait("said"))[0].data
            assert (said["id"], said["text"]) == (id, "hello")
            await tab.wait("answer")
            assert tab.answers() == ["re: hello"]
        await two.post("actions", name="memory_no", value="", answer="r")
        assert (await one.wait("tapped"))[0].data["name"] == "memory_no"


async def test_too_many_tabs_rest_instead_of_starving_the_browser(site: Site) -> None:
    async with site.tab() as first:
        await first.get("/api/me")
        await first.open_stream()
        others = [site.tab(first) for _ in range(4)]
        for tab in others:
            await tab.__aenter__()
            await tab.open_stream()
        await first.wait("parked")
        assert site.door.streams.open_tabs == 4
        for tab in others:
            await tab.__aexit__(None, None, None)


async def test_a_closed_tab_is_let_go(site: Site) -> None:
    async with site.tab() as tab:
        await tab.get("/api/me")
        await tab.open_stream()
        user = next(iter(site.door.streams._tabs))
        await tab.close_stream()
        for n in range(200):
            site.door.streams.show(user, "typing", "", {"n": n})
            await asyncio.sleep(0.005)
            if not site.door.streams.open_tabs:
                return
        raise AssertionError("still open")


async def test_danger_is_on_screen_while_the_database_is_away(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object, **__: object) -> Any:
        raise DatabaseAway("gone")

    async with site.tab() as tab, site.tab(tab) as late:
        await tab.get("/api/me")
        await tab.open_stream()
        for name in ("read", "write"):
            monkeypatch.setattr(type(site.app.store.database), name, Away)
        began = asyncio.get_running_loop().time()
        status, _ = await tab.post("messages", text="DANGER")
        await tab.wait("answer")
        assert status == 202 and tab.answers() == ["CARD imminent"]
        assert asyncio.get_running_loop().time() - began < 1
        await late.open_stream()  # a page that is opened only now
        await late.wait("answer")
        assert late.answers() == ["CARD imminent"]
        status, body = await late.get("/healthz")
        assert status == 503 and body["status"] == "not ready"
        monkeypatch.undo()


class Away:
    """A database whose transactions cannot begin."""

    def __init__(self, *_: object) -> None:
        pass

    async def __aenter__(self) -> None:
        raise DatabaseAway("gone")

    async def __aexit__(self, *_: object) -> None:
        return None


async def test_delivering_twice_shows_once(site: Site) -> None:
    async with site.tab() as tab:
        await tab.get("/api/me")
        await tab.open_stream()
        user = next(iter(site.door.streams._tabs))
        address = site.house.address(user)
        for _ in range(3):
            assert await site.door.deliver(address, "r1", Answer((Text("hi"),))) == "r1"
        assert await site.door.find(address, "r1") == "r1"
        assert await site.door.find(address, "r2") is None
        await tab.wait("answer")
        await asyncio.sleep(0.1)
        assert tab.answers() == ["hi"]


async def test_forgetting_clears_the_window(site: Site) -> None:
    async with site.tab() as tab:
        await tab.get("/api/me")
        await tab.open_stream()
        await tab.post("messages", text="hello")
        await tab.wait("answer")
        await site.house.settle()
        assert (await tab.post("actions", name="forget_yes", value=""))[0] == 202
        await tab.wait("gone")
        await tab.wait("answer", 2)
        assert tab.answers()[1].startswith("Done.")
        assert (await tab.get("/api/history"))[1]["items"] == []


async def test_a_slow_reader_is_ended_not_waited_for() -> None:
    streams = Streams()
    tab = streams.join("u")
    for n in range(1000):
        streams.show("u", "typing", "", {"n": n})
    assert tab.queue.qsize() <= 256
    while (last := tab.queue.get_nowait()) is not None and not tab.queue.empty():
        pass
    assert last is None or tab.queue.empty()


async def test_closing_ends_streams_quickly(open_site: Sites, open_house: Opener) -> None:
    async with open_site() as site:
        tab = await site.tab().__aenter__()
        await tab.get("/api/me")
        await tab.open_stream()
        began = asyncio.get_running_loop().time()
        await site.door.close()
        assert asyncio.get_running_loop().time() - began < 3
        await tab.__aexit__(None, None, None)
