"""The pictures in docs/screenshots, taken from the real thing.

python -m tests.browser.shots
"""

from __future__ import annotations

import asyncio
import io
import shutil
import tempfile
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

from bot.lifetime import running
from bot.log import start_log
from bot.mind import Mind
from bot.settings import Settings
from handlers.web import door
from tests.conftest import TurnedClock
from tests.fakes.page import Page as Tab

OUT = Path(__file__).parents[2] / "docs" / "screenshots"
MOODS = (3, 2, 4, 3, 2, 1, 2, 3, 4, 4, 3, 2, 3, 4, 5, 4, 3, 4)
VENT = (
    "A customer called me useless four times because his refund takes five days. I can't bend that "
    "rule and my hands are still shaking. 31 calls since eight."
)
CLIENT = (
    "Client: There's a resort fee on my bill that nobody told me about.\n"
    "Me: Let me look at the bill. May I have the booking number?\n"
    "Client: 40213, and that's the second time I tell you people. Is anyone there even awake?"
)
REP = (
    "I'm sorry about that. May I have the booking number, please?",
    "Thank you. I can see it here, and I'm checking what happened.",
)


async def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            _env_file=None, data_dir=Path(folder) / "data", web_port=0, country="us"
        )
        log, clock = start_log("ERROR", io.StringIO()), TurnedClock()
        own = door(settings, log)
        mind = Mind.load(settings)
        mind.warm()
        async with running(settings, mind, log, (own,), clock) as app:
            await own.open(app)
            try:
                await _shoot(own.port, clock)
            finally:
                await own.close()


async def _past(tab: Tab, clock: TurnedClock) -> None:
    """Two and a half weeks of check-ins."""
    await tab.get("/api/me")
    await tab.post("commands", name="checkin", args="3")
    await asyncio.sleep(1)
    await tab.post("actions", name="memory_yes", value="")
    await asyncio.sleep(1)
    for i, mood in enumerate(MOODS):
        clock.turn(hours=-clock.offset.total_seconds() / 3600)
        clock.turn(days=i * 1.5 - 28)
        await tab.post("commands", name="checkin", args=f"{mood} energy {min(5, mood + i % 2)}")
        await asyncio.sleep(0.4)
    clock.turn(hours=-clock.offset.total_seconds() / 3600)


async def _shoot(port: int, clock: TurnedClock) -> None:
    async with async_playwright() as playwright, Tab(port) as tab:
        chromium = shutil.which("chromium")
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = await _open(browser, port, 1180, 820, "light")
        await page.screenshot(path=OUT / "start.png")
        await _say(page, VENT)
        await page.screenshot(path=OUT / "talk-light.png")
        await page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        await page.screenshot(path=OUT / "talk-dark.png")
        await page.emulate_media(color_scheme="light", reduced_motion="reduce")
        await page.get_by_role("button", name="Remember our chats").click()
        await page.locator(".item.bot").nth(1).wait_for()
        await _say(page, "/checkin")
        await page.get_by_role("radio", name="2 low").first.check()
        await page.get_by_role("checkbox", name="tired").check()
        await page.screenshot(path=OUT / "checkin.png")
        await page.fill("#words", "/")
        await page.wait_for_timeout(500)
        await page.screenshot(path=OUT / "palette.png")
        await page.fill("#words", "")
        await _say(page, "I don't want to be here anymore, I want to end my life")
        await page.wait_for_timeout(300)
        await page.screenshot(path=OUT / "danger-light.png")
        await page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        await page.screenshot(path=OUT / "danger-dark.png")

        await _past(tab, clock)
        await asyncio.sleep(5)  # what is that fresh would be shown from memory, too
        phone = await _open(browser, port, 390, 844, "light", tab)
        await _say(phone, "/mood")
        await phone.wait_for_timeout(500)
        await phone.screenshot(path=OUT / "mood-phone.png")
        await _say(phone, VENT)
        await phone.emulate_media(color_scheme="dark", reduced_motion="reduce")
        await phone.screenshot(path=OUT / "talk-phone-dark.png")
        await phone.emulate_media(color_scheme="light", reduced_motion="reduce")
        await _say(phone, "call me Sam")
        await phone.get_by_role("button", name="Yes, call me Sam").click()
        await phone.wait_for_timeout(1200)
        await phone.locator("#open-memory").click()
        await phone.wait_for_timeout(800)
        await phone.screenshot(path=OUT / "memory-phone.png")
        wide = await _open(browser, port, 1180, 820, "light", tab)
        await wide.locator("#open-memory").click()
        await wide.wait_for_timeout(800)
        await wide.screenshot(path=OUT / "memory.png")
        await _shift(browser, port)
        await browser.close()


async def _shift(browser: Browser, port: int) -> None:
    """Help with a client, and the exercise at its third client."""
    page = await _open(browser, port, 1280, 820, "light")
    await page.goto(f"http://127.0.0.1:{port}/shift")
    await page.locator("body[data-ready]").wait_for()
    await page.fill("#pasted", CLIENT)
    await page.select_option("#pick-domain", "hotel")
    await page.get_by_role("button", name="Show me the cards").click()
    await page.locator(".deck").wait_for()
    await page.screenshot(path=OUT / "shift-cards.png")
    await page.get_by_role("tab", name="Practice on one").click()
    await page.get_by_role("button", name="Start").click()
    await page.get_by_role("button", name="Skip all").click()
    shown = False
    while not shown:
        await page.locator(".said .bubble").first.wait_for()
        for line in REP:
            if await page.locator(".survey").count():
                break
            before = await page.locator(".said .bubble").count()
            await page.fill("#to-client", line)
            await page.keyboard.press("Enter")
            next_line = page.locator(".said .bubble").nth(before + 1)
            await next_line.or_(page.locator(".survey")).first.wait_for()
        shown = await page.locator(".right [data-kind=reframe]").count() > 0
        if not shown:
            if not await page.locator(".survey").count():
                await page.get_by_role("button", name="End this chat").click()
            await page.get_by_role("button", name="Skip all").click()
            await page.locator(".survey").wait_for(state="detached")
    while await page.locator("#practice .shut").count():
        await page.locator("#practice .shut").first.click()
    await page.screenshot(path=OUT / "shift-practice.png")
    await page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    await page.screenshot(path=OUT / "shift-practice-dark.png")
    await page.emulate_media(color_scheme="light", reduced_motion="reduce")
    await page.set_viewport_size({"width": 390, "height": 844})
    await page.screenshot(path=OUT / "shift-practice-phone.png")


async def _open(
    browser: Browser, port: int, width: int, height: int, scheme: str, tab: Tab | None = None
) -> Page:
    context = await browser.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce",
        color_scheme="dark" if scheme == "dark" else "light",
    )  # fmt: skip
    url = f"http://127.0.0.1:{port}/"
    if tab is not None:
        for cookie in tab.jar:
            await context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": url}])
    page = await context.new_page()
    await page.goto(url)
    await page.locator("#start:visible, .item").first.wait_for()
    await page.wait_for_timeout(500)
    return page


async def _say(page: Page, text: str) -> None:
    before = await page.locator(".item.bot").count()
    await page.fill("#words", text)
    await page.keyboard.press("Enter")
    await page.locator(".item.bot").nth(before).wait_for(timeout=20_000)
    await page.wait_for_timeout(600)


if __name__ == "__main__":
    asyncio.run(main())
