"""Keyboard, screen reader, contrast, small screens."""

from __future__ import annotations

import re
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.async_api import Page, expect

from tests.bot.pictures.test_charts import LABELS, MANY, TODAY
from tests.browser.conftest import ONE_LOOP, Windows
from tests.handlers.web.conftest import Site

pytestmark = ONE_LOOP

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


async def violations(page: Page) -> list[str]:
    """What axe-core finds, best practices included. Run outside the page's own content policy."""
    await page.evaluate(AXE)
    found = await page.evaluate("axe.run().then(r => r.violations)")
    return [
        f"{v['id']}: {node['target']} {node['failureSummary']}"
        for v in found
        for node in v["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1180])
async def test_axe_finds_nothing(open_window: Windows, site: Site, scheme: str, width: int) -> None:
    from bot.commands.checkin_edit import form
    from bot.messages import Answer, Chart, Choice, File, Form, Text
    from bot.pictures.month import mood_picture

    rich = Answer((
        Text("A plain one.", (Choice("a", "Listen"), Choice("b", "Go", style="primary"), Choice("c", "Wipe", style="danger"))),
        Text("Good to know.", (Choice("d", "Yes"),), "notice"),
        Text("That's on me.", (), "error"),
        Text("I'm glad you told me.\n\nEmergency services: 911\nA line: 988 (free)", (Choice("crisis.safe", "I'm safe"),), "care"),
        form(),
        form("checkin_change_save", crew=True),
        Chart(b"", "Low on Monday.", "Your mood"),
        Chart(b"", "Low on Tuesday.", "Your mood", mood_picture(MANY, TODAY, LABELS).vectors()),
        File("my-copy.json", "application/json", b"{}"),
    ))  # fmt: skip
    assert isinstance(form(), Form)
    options = {
        "color_scheme": scheme,
        "viewport": {"width": width, "height": 720},
        "bypass_csp": True,
    }
    async with open_window(**options) as window:
        page = window.page
        assert await violations(page) == []
        await window.say("hello")
        user = next(iter(site.door.streams._tabs))
        await site.door.deliver(site.house.address(user), "r1", rich)
        await expect(page.locator(".file")).to_be_visible()
        assert await violations(page) == []
        await page.fill("#words", "/")
        await expect(page.get_by_role("option").first).to_be_visible()
        assert await violations(page) == []
        await page.keyboard.press("Escape")
        for sheet in ("memory", "help"):
            await page.locator(f"#open-{sheet}").click()
            await expect(page.locator(f"#{sheet}")).to_be_visible()
            await page.wait_for_timeout(300)
            assert await violations(page) == []
            await page.keyboard.press("Escape")
        for element in ("document.documentElement", "document.getElementById('scroll')"):
            wide = await page.evaluate(f"[{element}.scrollWidth, {element}.clientWidth]")
            assert wide[0] <= wide[1], element


async def test_the_palette_by_keyboard(open_window: Windows) -> None:
    async with open_window() as window:
        page, box = window.page, window.page.locator("#words")
        await box.press_sequentially("/")
        options = page.get_by_role("option")
        await expect(options.first).to_have_attribute("aria-selected", "true")
        await page.keyboard.press("ArrowUp")
        await expect(options.last).to_have_attribute("aria-selected", "true")
        last = await options.last.get_attribute("id")
        await expect(box).to_have_attribute("aria-activedescendant", last or "")
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("listbox")).to_be_hidden()
        await expect(box).to_have_value("/")
        await page.keyboard.press("Backspace")
        await box.press_sequentially("/priv")
        await expect(options).to_have_count(1)
        await page.keyboard.press("Enter")
        await expect(page.locator(".item.me .words")).to_have_text("/privacy")
        await expect(page.locator(".item.bot").first).to_be_visible()


async def test_the_log_is_polite_and_sheets_give_the_focus_back(open_window: Windows) -> None:
    async with open_window() as window:
        page = window.page
        await expect(page.get_by_role("log", name="Messages")).to_have_attribute(
            "aria-live", "polite"
        )
        for sheet in ("memory", "help"):
            opener = page.locator(f"#open-{sheet}")
            await opener.focus()
            await page.keyboard.press("Enter")
            await expect(page.locator(f"#{sheet}")).to_be_visible()
            await page.keyboard.press("Escape")
            await expect(opener).to_be_focused()


async def test_everything_is_reached_by_tab(open_window: Windows) -> None:
    async with open_window() as window:
        page = window.page
        await page.evaluate("document.activeElement.blur()")
        seen = []
        for _ in range(12):
            await page.keyboard.press("Tab")
            seen.append(
                await page.evaluate(
                    "document.activeElement.id || document.activeElement.className || document.activeElement.dataset.start"
                )
            )
        for id in ("skip", "open-memory", "open-help", "theme", "scroll", "slash", "words"):
            assert id in seen
        assert any(str(s).startswith("A customer") for s in seen)


async def test_colors_follow_the_system_and_the_toggle(open_window: Windows) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    async with open_window(color_scheme="dark") as window:
        page = window.page
        dark = await page.evaluate(ground)
        await page.get_by_role("button", name="Switch to light colors").click()
        light = await page.evaluate(ground)
        assert dark != light
        await page.reload()
        assert await page.evaluate(ground) == light
        await expect(page.locator("#theme-label")).to_have_text(re.compile("dark"))


async def test_the_panel_shows_and_deletes(open_window: Windows, site: Site) -> None:
    site.supporter.remember = "Tuesdays are your late shift"
    async with open_window() as window:
        page = window.page
        await window.say("hello")
        await page.get_by_role("button", name="Remember our chats").click()
        await expect(page.locator(".item.bot")).to_have_count(2)
        await window.say("again")
        await page.get_by_role("button", name="Yes, keep it").last.click()
        await expect(page.locator(".item.bot")).to_have_count(4)
        await page.locator("#open-memory").click()
        panel = page.get_by_role("dialog")
        await expect(panel.get_by_text("Tuesdays are your late shift")).to_be_visible()
        await panel.get_by_role("button", name=re.compile("^Correct: ")).first.click()
        await panel.get_by_label("The right words").fill("Mondays are late")
        await page.keyboard.press("Enter")
        await expect(panel.get_by_text("Mondays are late")).to_be_visible()
        await site.house.settle()
        await panel.get_by_role("button", name=re.compile("^Delete: .*Mondays")).click()
        await expect(panel.get_by_text("Mondays are late")).to_have_count(0)
        await site.house.settle()
        await page.keyboard.press("Escape")
        await page.locator("#open-memory").click()
        await expect(panel.get_by_text(re.compile("Our chats"))).to_be_visible()
        await expect(panel.get_by_text("Mondays are late")).to_have_count(0)


@pytest.mark.parametrize("crew", [False, True])
async def test_the_checkin_form_fits_a_phone(open_window: Windows, site: Site, crew: bool) -> None:
    from bot.commands.checkin_edit import form
    from bot.messages import Answer

    async with open_window(viewport={"width": 390, "height": 844}) as window:
        page = window.page
        await window.say("hello")
        user = next(iter(site.door.streams._tabs))
        await site.door.deliver(site.house.address(user), "r1", Answer((form(crew=crew),)))
        ask = page.locator("form.ask")
        await expect(ask).to_be_visible()
        tall = await ask.evaluate("e => e.getBoundingClientRect().height")
        room = await page.locator("#scroll").evaluate("e => e.clientHeight")
        assert tall <= room
        if crew:
            await page.locator("form.ask summary", has_text="A private note").click()
        await page.get_by_label("A private note").fill("a card")
        await page.get_by_role("radio", name="2 low").first.check()
        await page.get_by_role("button", name="Save it").click()
        await expect(ask.get_by_text("Sent")).to_be_visible()
        await expect(ask.locator("summary")).to_have_count(2 if crew else 0)
        for summary in await ask.locator("summary").all():
            await expect(summary).to_be_hidden()


async def test_a_picture_is_in_the_pages_own_colors(open_window: Windows, site: Site) -> None:
    from bot.messages import Answer, Chart
    from bot.pictures.month import mood_picture

    async with open_window(color_scheme="dark", viewport={"width": 390, "height": 844}) as window:
        page = window.page
        await window.say("hello")
        user = next(iter(site.door.streams._tabs))
        vectors = mood_picture(MANY, TODAY, LABELS).vectors()
        chart = Chart(b"", "Low on Tuesday.", "Your mood", vectors)
        await site.door.deliver(site.house.address(user), "r1", Answer((chart,)))
        picture = page.get_by_role("img", name="Low on Tuesday.")
        await expect(picture).to_be_visible()
        title = picture.locator("text").first
        ink = "e => [getComputedStyle(e).fill, getComputedStyle(document.body).color]"
        dark, around = await title.evaluate(ink)
        assert dark == around
        small = await picture.locator("text").evaluate_all(
            "all => Math.min(...all.map(e => parseFloat(getComputedStyle(e).fontSize)))"
            " * document.querySelector('.chart svg').getBoundingClientRect().width / 360"
        )
        assert small >= 11  # pixels of the smallest words, on a phone
        await page.get_by_role("button", name="Switch to light colors").click()
        light, around = await title.evaluate(ink)
        assert light == around != dark
