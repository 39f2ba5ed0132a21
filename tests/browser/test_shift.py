"""The page "On shift" as a person uses it: with a mouse, a keyboard, a screen reader, a phone."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import ONE_LOOP, Window, Windows
from tests.browser.test_access import violations
from tests.handlers.web.conftest import Site

pytestmark = ONE_LOOP

RUDE = "you people are useless"


async def into(window: Window, tab: str = "") -> Page:
    page = window.page
    await page.goto(f"{window.url}shift{tab}")
    await page.locator("body[data-ready]").wait_for()
    return page


async def start(page: Page) -> None:
    await page.get_by_role("button", name="Start").click()
    await page.get_by_role("button", name="Skip all").click()
    await expect(page.locator(".said .bubble")).to_have_count(1)


async def say(page: Page, text: str) -> None:
    before = await page.locator(".said .bubble").count()
    await page.fill("#to-client", text)
    await page.keyboard.press("Enter")
    await page.locator(f".said .bubble >> nth={before + 1}").or_(page.locator(".survey")).wait_for()


async def finish(page: Page) -> None:
    while not await page.locator(".survey").count():
        await say(page, "Let me look")
    await page.get_by_role("button", name="Skip all").click()
    await page.locator(".survey").wait_for(state="detached")


async def test_from_the_chat_to_four_cards_and_back(open_window: Windows, site: Site) -> None:
    async with open_window() as window:
        page = window.page
        await page.get_by_role("link", name="On shift").click()
        await page.locator("body[data-ready]").wait_for()
        await page.get_by_label("What the client wrote").fill(
            f"Client: hi\nMe: yes?\nClient: {RUDE}"
        )
        await page.get_by_role("button", name="Show me the cards").click()
        titles = page.locator(".deck .card h3")
        await expect(titles).to_have_text([
            "Client's tone", "Another way to see it", "What you could do next", "Steps toward a fix",
            "A word from me",
        ])  # fmt: skip
        taps = page.get_by_role("group", name=re.compile("^What you could do next"))
        await taps.get_by_role("button", name="+2, very helpful").click()
        await expect(taps.get_by_role("button", pressed=True)).to_have_text("+2")
        await page.get_by_role("button", name="Hide: Client's tone").click()
        await expect(titles).to_have_count(4)
        await page.get_by_role("button", name="Want to talk about that one?").click()
        await expect(page.locator(".item.bot .words").first).to_have_text(
            re.compile(f"re: A client wrote this to me: hi {RUDE}")
        )
        assert not window.problems


async def test_nothing_that_was_pasted_survives_a_reload(open_window: Windows) -> None:
    async with open_window() as window:
        page = await into(window)
        await page.fill("#pasted", RUDE)
        await page.get_by_role("button", name="Show me the cards").click()
        await expect(page.locator(".deck")).to_be_visible()
        stored = "JSON.stringify([{...localStorage}, {...sessionStorage}])"
        assert "useless" not in await page.evaluate(stored)
        await page.reload()
        await page.locator("body[data-ready]").wait_for()
        await expect(page.locator(".deck")).to_have_count(0)


async def test_the_whole_exercise_by_keyboard(open_window: Windows, site: Site) -> None:
    async with open_window() as window:
        page = await into(window)
        await page.get_by_role("tab", name="A client right now").focus()
        await page.keyboard.press("ArrowRight")
        await expect(page.get_by_role("tab", name="Practice on one")).to_be_focused()
        await page.get_by_role("button", name="Start").focus()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", name="Before you start")).to_be_focused()
        await page.get_by_role("radio", name="+1").first.focus()
        await page.keyboard.press("Space")
        await page.get_by_role("button", name="Go on").focus()
        await page.keyboard.press("Enter")
        await expect(page.locator("#to-client")).to_be_focused()
        for _ in range(3):
            await expect(page.locator(".queue [aria-current] strong")).to_have_count(1)
            while not await page.locator(".survey").count():
                await say(page, "Let me look")
            await expect(page.locator(".survey .closing")).to_contain_text("'s last words: ")
            await page.get_by_role("button", name="Skip all").click()
            await page.locator(".survey").wait_for(state="detached")
        await expect(page.get_by_role("heading", name="How it went")).to_be_focused()
        picture = page.get_by_role("img", name=re.compile("^A picture of your exercise"))
        await expect(picture).to_be_visible()
        assert await picture.evaluate("e => e.getBoundingClientRect().height") > 200
        await expect(page.locator(".ended li")).to_have_count(3)
        async with page.expect_download() as download:
            await page.get_by_role("link", name="Download my numbers").click()
        table = (await (await download.value).path()).read_text()
        assert len(table.splitlines()) == 4
        await page.get_by_role("button", name="Yes, give them").click()
        await expect(page.get_by_role("button", name="Take them back")).to_be_focused()
        await page.get_by_role("button", name=re.compile("^Want to talk")).first.click()
        await expect(page.locator(".item.bot .words").first).to_have_text(
            re.compile("re: I practiced on a made-up client")
        )
        assert not window.problems


async def test_nothing_in_the_header_is_cut_on_a_phone(open_window: Windows) -> None:
    cut = """pill => {
      if (pill) Object.assign(document.getElementById("load-pill"), { hidden: false, textContent: pill });
      const top = document.querySelector(".top"), said = document.querySelector(".who p");
      const ends = getComputedStyle(said).textOverflow;
      return [said.scrollWidth - said.clientWidth, ends, top.scrollWidth - top.clientWidth, top.clientHeight];
    }"""
    for width in (360, 390):
        async with open_window(viewport={"width": width, "height": 760}) as window:
            for path, pills in (("", ("",)), ("shift", ("", "tense", "stressed"))):
                await window.page.goto(f"{window.url}{path}")
                await window.page.locator(".top").wait_for()
                for pill in pills:
                    over, ends, wide, height = await window.page.evaluate(cut, pill)
                    assert over <= 0 and ends == "clip" and wide <= 0, (width, path, pill)
                    assert height < 80, (width, path, pill, height)


async def test_cards_are_shut_until_wanted_and_stay_as_one_likes_them(open_window: Windows) -> None:
    async with open_window() as window:
        page = await into(window, "#practice")
        await start(page)
        await expect(page.locator("#practice .card")).to_have_count(0)
        await say(page, "no card was read, and it still goes on")
        await page.get_by_role("button", name=re.compile("^Steps toward a fix")).click()
        await expect(page.locator("[data-kind=guide] ol li")).to_have_count(3)
        await expect(page.get_by_role("button", name="Hide: Steps toward a fix")).to_be_focused()
        await page.get_by_role("button", name="+1, helpful").click()
        await say(page, "two")
        await expect(page.locator("[data-kind=guide] ol")).to_contain_text("Note 5 lines")
        await expect(page.locator(".rate [aria-pressed=true]")).to_have_count(0)
        await page.keyboard.press("Escape")
        await page.get_by_role("button", name="Hide: Steps toward a fix").click()
        await expect(page.get_by_role("button", name=re.compile("^Steps toward"))).to_be_focused()


async def test_tone_and_other_view_for_one_rude_client_only(open_window: Windows) -> None:
    async with open_window() as window:
        page = await into(window, "#practice")
        await start(page)
        seen = []
        for _ in range(3):
            await say(page, "hello")
            seen.append(await page.locator("#practice .shut[data-kind=reframe]").count())
            await finish(page)
        assert seen[0] == 0 and sum(seen) == 1


async def test_a_reload_goes_on_where_it_was(open_window: Windows) -> None:
    async with open_window() as window:
        page = await into(window, "#practice")
        await start(page)
        await say(page, "hello")
        await page.reload()
        await expect(page.locator(".said .bubble")).to_have_count(3)
        await page.get_by_role("button", name="End the exercise").click()
        await expect(page.get_by_role("heading", name="How it went")).to_be_visible()


async def test_words_stay_in_the_box_while_there_is_no_line(open_window: Windows) -> None:
    async with open_window() as window:
        page = await into(window, "#practice")
        await start(page)
        await page.context.set_offline(True)
        await page.fill("#to-client", "in the tunnel")
        await page.keyboard.press("Enter")
        await expect(page.locator("#to-client-problem")).to_have_text(
            re.compile("still in the box")
        )
        await page.context.set_offline(False)
        await page.locator("#to-client").focus()
        await page.keyboard.press("Enter")
        await expect(page.locator(".said .bubble")).to_have_count(3)
        await expect(page.locator("#to-client")).to_have_value("")


async def test_danger_goes_ahead_of_everything(open_window: Windows, site: Site) -> None:
    async with open_window() as window:
        page = await into(window, "#practice")
        await start(page)
        await page.fill("#to-client", "DANGER")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("dialog")).to_contain_text("CARD imminent")
        await page.get_by_role("button", name="I'm safe").click()
        await expect(page.locator(".item.bot").first).to_be_visible()
        await site.house.settle()
        await into(window, "#practice")
        await expect(page.get_by_role("heading", name="No practice today")).to_be_visible()


async def test_the_load_is_told_and_shown(open_window: Windows) -> None:
    async with open_window() as window:
        page = await into(window)
        await expect(page.locator("#load-pill")).to_be_hidden()
        await page.locator("#open-load").click()
        await page.get_by_role("button", name="I'm tense").click()
        await expect(page.get_by_role("dialog")).to_contain_text("You said so.")
        await expect(page.get_by_role("button", name="I'm tense")).to_be_focused()
        await page.keyboard.press("Escape")
        await expect(page.locator("#open-load")).to_be_focused()
        await expect(page.locator("#load-pill")).to_have_text("tense")


async def test_cards_in_the_chat_are_small_and_can_be_hidden(open_window: Windows) -> None:
    async with open_window() as window:
        page = window.page
        await window.say(f"/assist {RUDE}")
        await expect(page.locator(".bubble.small")).to_have_count(3)
        await page.locator(".taps button").nth(4).click()
        await expect(page.locator(".item.bot")).to_have_count(2)
        await expect(page.locator(".taps [aria-pressed=true]")).to_have_text("+2")
        await page.get_by_role("button", name="Hide: Client's tone").click()
        await expect(page.locator(".bubble.small")).to_have_count(2)
        await expect(page.locator("#words")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
async def test_axe_finds_nothing_on_shift(open_window: Windows, scheme: str, width: int) -> None:
    options = {
        "color_scheme": scheme, "viewport": {"width": width, "height": 760}, "bypass_csp": True,
    }  # fmt: skip
    async with open_window(**options) as window:
        page = await into(window)

        async def fine() -> None:
            assert await violations(page) == []
            for element in (
                "document.documentElement",
                "document.querySelector('.panel:not([hidden])')",
            ):
                wide = await page.evaluate(f"[{element}.scrollWidth, {element}.clientWidth]")
                assert wide[0] <= wide[1], element

        await fine()
        await page.fill("#pasted", f"Client: hi\nClient: {RUDE}")
        await page.get_by_role("button", name="Show me the cards").click()
        await expect(page.locator(".deck")).to_be_visible()
        await fine()
        await page.get_by_role("tab", name="Practice on one").click()
        await fine()
        await page.get_by_role("button", name="Start").click()
        await expect(page.locator(".survey")).to_be_visible()
        await fine()
        await page.get_by_role("button", name="Skip all").click()
        for _ in range(3):
            await expect(page.locator(".said .bubble").first).to_be_visible()
            await say(page, "hello")
            while await page.locator("#practice .shut").count():
                await page.locator("#practice .shut").first.click()
            await fine()
            await finish(page)
        await expect(page.locator(".results")).to_be_visible()
        await fine()
        await page.locator("#open-load").click()
        await page.wait_for_timeout(300)
        assert await violations(page) == []
