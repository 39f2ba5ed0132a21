"""The cookie: random, signed, out of reach for scripts and other sites."""

from __future__ import annotations

from handlers.web.identity import Identities
from tests.handlers.web.conftest import Site


async def test_the_cookie_is_given_by_the_api_only(site: Site) -> None:
    async with site.tab() as tab:
        async with tab.session.get(tab.url("/")) as page:
            assert page.status == 200 and "Set-Cookie" not in page.headers
        async with tab.session.get(tab.url("/api/me")) as me:
            cookie = me.headers["Set-Cookie"]
        for part in ("HttpOnly", "SameSite=Strict", "Path=/"):
            assert part in cookie
        assert "Domain" not in cookie
        secret = cookie.split("=", 1)[1].split(".")[0]
        assert len(secret) == 43  # 256 bits


async def test_the_same_cookie_is_the_same_person(site: Site) -> None:
    async with site.tab() as tab:
        first = (await tab.get("/api/me"))[1]["you"]
        assert (await tab.get("/api/me"))[1]["you"] == first
    async with site.tab() as other:
        assert (await other.get("/api/me"))[1]["you"] != first


async def test_a_forged_cookie_is_a_stranger(site: Site) -> None:
    for forged in ("", "x", "a.b", "." * 9, "ü.ü", "A" * 43 + "." + "0" * 40):
        assert Identities(site.app.store.vault).known(forged) is None
        await stranger(site, forged)


async def stranger(site: Site, forged: str) -> None:
    async with site.tab() as tab:
        header = {"Cookie": f"shoulder={forged}".encode().decode("latin-1")}
        async with tab.session.get(tab.url("/api/me"), headers=header) as me:
            assert me.status == 200 and "shoulder=" in me.headers["Set-Cookie"]
            assert (await me.json())["memory"] == {"allowed": None, "items": []}
        async with tab.session.get(tab.url("/api/history"), headers=header) as history:
            assert (await history.json()) == {"items": []}


async def test_a_message_without_a_cookie_starts_a_new_person(site: Site) -> None:
    async with site.tab() as tab:
        status, _ = await tab.post("messages", text="hi")
        assert status == 202
        await site.house.settle()
        assert len((await tab.get("/api/history"))[1]["items"]) == 2


async def test_nobody_sees_anybody_else(site: Site) -> None:
    async with site.tab() as ann, site.tab() as bob:
        for tab in (ann, bob):
            await tab.get("/api/me")
            await tab.open_stream()
        await ann.post("messages", text="only ann")
        await ann.wait("answer")
        await site.house.settle()
        assert (await bob.get("/api/history"))[1]["items"] == []
        assert bob.answers() == [] and not [h for h in bob.heard if h.name != "ready"]


async def test_the_stream_needs_a_known_window(site: Site) -> None:
    async with site.tab() as tab:
        status, body = await tab.get("/api/stream")
        assert status == 401 and "Load the page again" in body["text"]


def test_a_changed_secret_breaks_the_signature(site: Site) -> None:
    identities = Identities(site.app.store.vault)
    cookie = identities.fresh().cookie
    assert identities.known(cookie) is not None
    assert identities.known("B" + cookie[1:]) is None or cookie[0] == "B"
    assert identities.known(cookie[:-1]) is None
