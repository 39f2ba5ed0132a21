"""A browser joins a crew only through a platform account, once, and one account has one seat."""

from __future__ import annotations

from bot.messages import Address
from memory.crews import Crew
from tests.fakes.page import Page
from tests.handlers.web.conftest import Site

ANN = Address("fake", "acme", "ann", "dm-ann")


async def asked(site: Site) -> Crew:
    """A crew in Ann's workspace that asked Ann."""
    store = site.app.store
    workspace = store.vault.workspace("fake", "acme")
    async with store.database.write() as tx:
        crew = Crew("c1", workspace, "Night shift", 0, "UTC", 1)
        await store.crews.add(tx, crew, "lead")
        await store.invitations.put(tx, "c1", store.vault.person("fake", "acme", "ann"), "asked", 1)
    return crew


async def linked(site: Site, tab: Page) -> int:
    services = site.app.services
    token = services.codes.make(ANN, services.clock.now())
    async with tab.session.get(tab.url(f"/join/{token}")) as looked:
        assert looked.status == 200 and "counts as you" in await looked.text()
    async with tab.session.post(tab.url(f"/join/{token}"), allow_redirects=False) as done:
        assert done.status == 303
    await site.house.settle()
    async with tab.session.post(tab.url(f"/join/{token}"), allow_redirects=False) as again:
        return int(again.status)


async def members(site: Site) -> list[str]:
    async with site.app.store.database.read() as tx:
        return await site.app.store.crews.members(tx, "c1")


async def test_from_the_link_to_the_seat_and_one_seat_for_two_browsers(site: Site) -> None:
    await asked(site)
    async with site.tab() as tab, site.tab() as other:
        await tab.post("messages", text="hello")
        await other.post("messages", text="hello")
        await tab.post("actions", name="crew_yes", value="c1")
        await site.house.settle()
        assert await members(site) == []  # a cookie alone is nobody
        assert await linked(site, tab) == 410  # and the link works once
        await tab.post("actions", name="crew_yes", value="c1")
        await site.house.settle()
        (first,) = await members(site)
        await other.post("actions", name="crew_yes", value="c1")
        await site.house.settle()
        assert await members(site) == [first]
        assert await linked(site, other) == 410
        (second,) = await members(site)
        assert second != first


async def test_an_old_link_says_so(site: Site) -> None:
    async with site.tab() as tab:
        async with tab.session.get(tab.url("/join/" + "x" * 32)) as looked:
            assert looked.status == 410 and "good anymore" in await looked.text()
