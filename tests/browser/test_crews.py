"""Crews in a real browser: started on the page, joined by a one-time link, left in one click; a check-in that
counts, the lead's picture, and a story from its author to a colleague and back.

`SHOULDER_TEST_PICTURES=folder` keeps what it looks like, wide and on a phone, light and dark.
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.async_api import Page, expect

from bot.crew.reviewing import READS
from bot.crew.weekly import monday_of
from bot.messages import Address
from memory.checkins import Checkin
from memory.clock import to_ms
from memory.crews import Crew
from tests.bot.crew.helpers import joins, known
from tests.browser.conftest import ONE_LOOP, Window, Windows
from tests.conftest import House
from tests.fakes.door import FakeDoor
from tests.handlers.web.conftest import Site

pytestmark = ONE_LOOP

PICTURES = os.environ.get("SHOULDER_TEST_PICTURES", "")
SCREENS = ((1280, 900, "light"), (1280, 900, "dark"), (390, 844, "light"), (390, 844, "dark"))
TEAM = tuple(f"u{n}" for n in range(12))


@pytest.fixture
def chat(site: Site) -> FakeDoor:
    """The chat app that vouches for people."""
    door = FakeDoor()
    site.app.doors.add(door)
    return door


async def look(page: Page, name: str) -> None:
    """Keep pictures, if somebody wants to look; and nothing may be wider than its screen."""
    for width, height, scheme in SCREENS if PICTURES else SCREENS[::2]:
        await page.set_viewport_size({"width": width, "height": height})
        await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        wide = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, (name, width, wide)
        if PICTURES:
            await page.locator(".item").last.scroll_into_view_if_needed()
            await page.wait_for_timeout(250)
            await page.screenshot(path=Path(PICTURES) / f"{name}-{width}-{scheme}.png")
    await page.set_viewport_size({"width": 1280, "height": 900})


def troubles(window: Window) -> list[str]:
    """All but the used link that was tried again."""
    return [problem for problem in window.problems if "410 (Gone)" not in problem]


def account(user: str) -> Address:
    return Address("fake", "acme", user, f"dm-{user}")


async def vouched(window: Window, site: Site, user: str, name: str = "") -> None:
    """This browser counts as that account, by the link from the chat app."""
    services, page = site.app.services, window.page
    url = f"{window.url}join/{services.codes.make(account(user), services.clock.now())}"
    await page.goto(url)
    if name:
        await look_small(page, name)
    await page.get_by_role("button", name="Use this browser").click()
    said = page.locator(".item.bot .words", has_text="counts as you for crews")
    await said.first.wait_for(timeout=60_000)
    await page.goto(url)
    await expect(page.get_by_text("This link isn't good anymore")).to_be_visible()
    await page.goto(window.url)
    await page.locator(".item.bot").first.wait_for()


async def look_small(page: Page, name: str) -> None:
    if PICTURES:
        for width, height, scheme in SCREENS:
            await page.set_viewport_size({"width": width, "height": height})
            await page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            await page.screenshot(path=Path(PICTURES) / f"{name}-{width}-{scheme}.png")


async def click(window: Window, button: str) -> str:
    """Tap the latest button of that name; what is answered."""
    items = window.page.locator(".item.bot")
    before = await items.count()
    await window.page.get_by_role("button", name=button, exact=True).last.click(timeout=60_000)
    await items.nth(before).wait_for(timeout=60_000)
    return await items.nth(before).inner_text()


async def test_a_crew_from_the_form_to_the_last_click(
    open_window: Windows, site: Site, chat: FakeDoor
) -> None:
    house = site.house
    async with open_window() as lead:
        await vouched(lead, site, "lea", "link")
        await lead.say("/shoulder-team")
        await click(lead, "Start a crew")
        await look(lead.page, "crew-form")
        form = lead.page.locator(".item.bot form").last
        await form.get_by_label("What it's called").fill("Night shift")
        await form.get_by_label("Their e-mails").fill(
            "ann@acme.test bob@acme.test cem@acme.test nobody@acme.test"
        )
        said = await click(lead, "Start it")
        assert '"Night shift" is set up' in said and "nobody@acme.test" in said
        await look(lead.page, "crew-started")
        shown = await lead.page.locator(".item.bot").all_inner_texts()
        assert not troubles(lead)
        await house.settle(30)
        asked = {user: chat.texts(user) for user in ("ann", "bob", "cem")}
        assert all("leads a crew" in texts[-1] for texts in asked.values())

        async with open_window() as ann, open_window() as bob, open_window() as cem:
            for window, user in ((ann, "ann"), (bob, "bob"), (cem, "cem")):
                await vouched(window, site, user)
                await window.say("/shoulder-team")
            await look(ann.page, "crew-question")
            asked_here = await ann.page.locator(".item.bot").last.inner_text()
            assert "What the lead never gets: your name" in asked_here
            boxes = [
                await ann.page.get_by_role("button", name=name, exact=True).last.bounding_box()
                for name in ("Yes, I'm in", "Not now", "Never ask me")
            ]
            heights = {round(box["height"]) for box in boxes if box}
            assert len(heights) == 1  # no answer is made to look like the right one
            assert 'You\'re in "Night shift"' in await click(ann, "Yes, I'm in")
            await look(ann.page, "crew-joined")
            await click(bob, "Not now")
            await click(cem, "Never ask me")
            assert await joined(house) == 1
            await ann.say("/shoulder-team")
            await click(ann, "Leave Night shift")
            await look(ann.page, "crew-left")
            assert await joined(house) == 0
            assert not any(map(troubles, (ann, bob, cem)))
        await house.settle(30)
        await lead.page.reload()
        await lead.page.locator(".item.bot").nth(len(shown) - 1).wait_for()
        assert await lead.page.locator(".item.bot").count() == len(
            shown
        )  # a lead hears of none of it


async def joined(house: House) -> int:
    async with house.app.store.database.read() as tx:
        (crew,) = await house.app.store.crews.all(tx)
        return len(await house.app.store.crews.members(tx, crew.id))


async def standing(house: House) -> Crew:
    """A crew of Lea's, two weeks old, in which twelve are."""
    store = house.app.store
    ahead = monday_of(house.clock.now()) + timedelta(days=7, hours=12) - house.clock.now()
    house.clock.offset += ahead
    await known(house, "lea")
    then = to_ms(house.clock.now() - timedelta(days=15))
    workspace = store.vault.workspace("fake", "acme")
    crew = Crew(store.vault.mark("crew", "x"), workspace, "Night shift", 0, "UTC", then)
    async with store.database.write() as tx:
        await store.crews.add(tx, crew, house.person("lea"))
    house.clock.turn(days=-14)
    for user in TEAM:
        await joins(house, crew, user)
    house.clock.turn(days=14)
    return crew


async def checked_in(house: House, mood: int) -> None:
    at = to_ms(house.clock.now())
    async with house.app.store.database.write() as tx:
        for n, user in enumerate(TEAM):
            person = house.person(user)
            await house.app.store.people.consent(tx, person, "checkins", True, at)
            await house.app.store.people.consent(tx, person, "crew", True, at)
            told = Checkin(f"{user}-{at}", at, mood, max(1, mood - n % 2), "", "", "")
            await house.app.store.checkins.add(tx, person, told)


async def test_a_leads_picture(open_window: Windows, site: Site, chat: FakeDoor) -> None:
    house = site.house
    crew = await standing(house)
    for mood in (4, 4, 0, 3, 2, 2):
        await house.app.weekly.round()
        if mood:
            await checked_in(house, mood)
        house.clock.turn(days=7)
    await house.app.weekly.round()
    house.clock.turn(hours=10)
    await house.app.weekly.round()
    await house.settle(30)
    assert any("picture" in text for text in chat.texts("lea"))
    async with open_window() as lead, open_window() as other:
        await vouched(lead, site, "lea")
        await vouched(other, site, "u1")
        monday = (house.clock.now() - timedelta(days=7)).date()
        monday -= timedelta(days=monday.weekday())
        for window in (other, lead):
            body = {"id": str(uuid4()), "name": "crew_picture", "value": f"{crew.id} {monday}"}
            asked = await window.page.request.post(
                f"{window.url}api/actions", data={**body, "values": {}}
            )
            assert asked.ok, await asked.text()
        await lead.page.locator(".item.bot .chart").wait_for(timeout=60_000)
        drawn = lead.page.locator(".item.bot .chart").get_by_role("img")
        assert "mostly low" in (await drawn.get_attribute("aria-label") or "")
        text = await lead.page.locator(".item.bot").last.inner_text()
        assert "7 people or more" in text and "low" in text
        await look(lead.page, "crew-picture")
        assert not await other.page.locator(".item.bot .chart").count()


async def only_reader(house: House) -> None:
    """Nobody but u1 wants to be asked to read."""
    async with house.app.store.database.write() as tx:
        for user in TEAM[2:]:
            await house.app.store.people.describe(tx, house.person(user), **{READS: "no"})


async def test_a_check_in_that_counts_and_a_story(
    open_window: Windows, site: Site, chat: FakeDoor
) -> None:
    house = site.house
    await standing(house)
    await only_reader(house)
    async with open_window() as ann, open_window() as reader:
        for window, user in ((ann, "u0"), (reader, "u1")):
            await vouched(window, site, user)
            await window.say("/shoulder-team")
            await click(window, "Check in here for Night shift")
        await ann.say("/checkin")
        form = ann.page.locator(".item.bot form").last
        await form.get_by_role("radio", name="2 low").first.check()
        await form.get_by_role("checkbox", name="back-to-back", exact=False).check()
        await look(ann.page, "checkin")
        said = await click(ann, "Save it")
        assert said
        await look(ann.page, "checkin-said")

        await ann.say("/story")
        await click(ann, "Leave one")
        form = ann.page.locator(".item.bot form").last
        await form.get_by_label("What was going on").fill("He yelled at me about a fee.")
        await form.get_by_label("What did you do").fill(
            "I wrote his worst line on a note and threw it away after the call."
        )
        await look(ann.page, "story-form")
        assert "threw it away" in await click(ann, "Show it to me")
        await click(ann, "Change it")
        form = ann.page.locator(".item.bot form").last
        await form.get_by_label("What did you do").fill(
            "I wrote his worst line on a note, tore it up and threw it away after the call."
        )
        assert "tore it up" in await click(ann, "Show it to me")
        await look(ann.page, "story-shown-back")
        await click(ann, "Send it")
        show = reader.page.get_by_role("button", name="Show me", exact=True)
        await show.wait_for(timeout=60_000)
        await look(reader.page, "story-asked")
        shown = await click(reader, "Show me")
        assert "tore it up" in shown and "You aren't told who it is" in shown
        await look(reader.page, "story-read")
        assert "Thanks" in await click(reader, "It's fine")
        shared = ann.page.get_by_text("has been read, and it's shared from today")
        await shared.wait_for(timeout=60_000)
        await ann.say("/story")
        assert "Shared with Night shift" in await ann.page.locator(".item.bot").last.inner_text()
        await look(ann.page, "story-shared")
        assert "gone" in (await click(ann, "Take it back")).lower()
        await look(ann.page, "story-gone")
        assert not troubles(ann) and not troubles(reader)


async def test_the_copy_behind_a_one_time_link(
    open_window: Windows, site: Site, chat: FakeDoor
) -> None:
    await known(site.house, "ann")
    services = site.app.services
    token = services.links.make(account("ann"), services.clock.now())
    async with open_window() as window:
        page = window.page
        await page.goto(f"{window.url}export/{token}")
        async with page.expect_download(timeout=60_000) as download:
            await page.get_by_role("button").click()
        assert (await (await download.value).path()).stat().st_size > 100
        await page.goto(f"{window.url}export/{token}")
        await expect(page.get_by_text("isn't good anymore")).to_be_visible()
