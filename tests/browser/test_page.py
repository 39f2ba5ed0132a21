"""The page as a person uses it."""

from __future__ import annotations

import re

from playwright.async_api import expect

from tests.browser.conftest import ONE_LOOP, Windows
from tests.handlers.web.conftest import Site

pytestmark = ONE_LOOP


async def test_a_message_and_its_answer(open_window: Windows, site: Site) -> None:
    site.house.supporter.seconds = 1.0  # long enough for the dots to be seen on a busy machine
    async with open_window() as window:
        page = window.page
        await expect(page.locator("#start")).to_be_visible()
        await page.fill("#words", "he yelled")
        await page.keyboard.press("Enter")
        await expect(page.locator("#typing")).to_be_visible(timeout=2000)
        await expect(page.locator(".item.bot .words").first).to_have_text("re: he yelled")
        await expect(page.locator("#typing")).to_be_hidden()
        await expect(page.locator("#start")).to_be_hidden()
        await expect(page.locator("#words")).to_be_focused()
        assert await window.texts(".item.me .words") == ["he yelled"]
        assert not window.problems


async def test_markup_and_directions_are_only_text(open_window: Windows) -> None:
    nasty = "<img src=x onerror=alert(1)><script>alert(2)</script> \u202eabc https://evil.example"
    async with open_window() as window:
        page = window.page
        dialogs: list[str] = []
        page.on("dialog", lambda d: dialogs.append(d.message))
        await window.say(nasty)
        assert await page.locator(".item.me .words").first.text_content() == nasty
        assert await page.locator(".item.bot .words").first.text_content() == f"re: {nasty}"
        for inside in ("img", "script", "a"):
            assert await page.locator(f".item .words {inside}").count() == 0
        style = await page.locator(".item.me .words").evaluate(
            "e => getComputedStyle(e).unicodeBidi"
        )
        assert style == "isolate"
        await page.reload()
        await expect(page.locator(".item.me .words").first).to_have_text(nasty)
        assert not dialogs and not window.problems


async def test_choices_show_what_was_chosen(open_window: Windows) -> None:
    async with open_window() as window:
        await window.say("hello")
        page = window.page
        await page.get_by_role("button", name="Remember our chats").click()
        await expect(page.locator(".chosen")).to_have_text(re.compile("Remember our chats"))
        await expect(page.locator(".item.bot")).to_have_count(2)
        await expect(page.locator("#words")).to_be_focused()


async def test_two_tabs(open_window: Windows) -> None:
    async with open_window() as one, open_window(one.page.context) as two:
        await one.say("hello")
        await expect(two.page.locator(".item.bot .words").first).to_have_text("re: hello")
        await expect(two.page.locator(".item.me .words").first).to_have_text("hello")
        await two.page.get_by_role("button", name="Keep nothing").click()
        await expect(one.page.locator(".chosen")).to_have_text(re.compile("Keep nothing"))
        for window in (one, two):
            await expect(window.page.locator(".item.bot")).to_have_count(2)


async def test_offline_words_wait_and_go_once(open_window: Windows, site: Site) -> None:
    async with open_window() as window:
        page = window.page
        await page.context.set_offline(True)
        await page.fill("#words", "in the tunnel")
        await page.keyboard.press("Enter")
        await expect(page.locator(".item.me .state")).to_have_text(re.compile("Not sent yet"))
        await page.context.set_offline(False)
        await expect(page.locator(".item.bot .words").first).to_have_text(
            "re: in the tunnel", timeout=15_000
        )
        await site.house.settle()
        await expect(page.locator(".item.me")).to_have_count(1)
        await expect(page.locator(".item.me .state")).to_have_text("")
        await expect(page.locator("#line")).to_have_text("", timeout=10_000)
        assert len(site.supporter.requests) == 1


async def test_a_reload_keeps_the_conversation_and_what_was_not_sent(
    open_window: Windows, site: Site
) -> None:
    async with open_window() as window:
        page = window.page
        await window.say("first")
        await site.house.settle()
        await page.route("**/api/messages", lambda route: route.abort())
        await page.fill("#words", "second")
        await page.keyboard.press("Enter")
        await expect(page.locator(".item.me .state").last).to_have_text(re.compile("Not sent yet"))
        await page.fill("#words", "a draft")
        await page.unroute("**/api/messages")
        await page.reload()
        await expect(page.locator(".item.bot")).to_have_count(2, timeout=15_000)
        assert await window.texts(".item.me .words") == ["first", "second"]
        await expect(page.locator("#words")).to_have_value("a draft")


async def test_too_long_is_said_in_the_box(open_window: Windows) -> None:
    async with open_window() as window:
        await window.page.fill("#words", "x" * 20_005)
        await expect(window.page.locator("#left")).to_have_text(re.compile("5 characters longer"))
        await expect(window.page.locator("#send")).to_be_disabled()


async def test_refused_words_can_be_changed(open_window: Windows) -> None:
    async with open_window() as window:
        page = window.page
        await page.fill("#words", "\u200b")
        await page.keyboard.press("Enter")
        await expect(page.locator(".state")).to_have_text(re.compile("nothing in that yet"))
        await page.get_by_role("button", name="Change it").click()
        await expect(page.locator(".item.me")).to_have_count(0)


async def test_danger_card_is_calm_distinct_and_callable(open_window: Windows, site: Site) -> None:
    from bot.messages import Answer, Choice, Text

    card = Text(
        "I'm glad you told me.\n\nEmergency services: 911\nA line: call or text 988 (free: day, night)\n"
        "Text line: text HOME to 741741\nHelp: findahelpline.com (free)",
        (Choice("crisis.safe", "I'm safe"), Choice("crisis.not_meant", "That's not what I meant")),
        "care",
    )
    async with open_window() as window:
        page = window.page
        user = next(iter(site.door.streams._tabs))
        await site.door.deliver(site.house.address(user), "r1", Answer((card,)))
        await expect(page.locator(".care .title")).to_have_text("People you can turn to")
        links = [await a.get_attribute("href") for a in await page.locator(".care a").all()]
        assert links == ["tel:911", "tel:988"]
        assert await window.texts(".people .name") == [
            "Emergency services", "A line", "Text line", "Help",
        ]  # fmt: skip
        await page.get_by_role("button", name="I'm safe").click()
        await expect(page.get_by_role("button", name="I'm safe")).to_be_disabled()
        await expect(page.get_by_role("button", name="not what I meant")).to_be_enabled()


async def test_forms_charts_and_files(open_window: Windows, site: Site) -> None:
    from bot.messages import Answer, Chart, Field, File, Form

    png = bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63"
        "64f8ffbf1e000585027f6c3a6a0f0000000049454e44ae426082"
    )
    scale = tuple((str(n), f"{n} word") for n in range(1, 6))
    form = Form(
        "checkin_save", "How are you?",
        (Field("mood", "Mood", "scale", scale), Field("tags", "Tags", "tags", (("tired", "tired"), ("ok", "ok")), True),
         Field("note", "Note", "text", optional=True)),
        "Save it",
    )  # fmt: skip
    chart, file = (
        Chart(png, "Low on Monday.", "Your mood"),
        File("my-copy.json", "application/json", b'{"a":1}'),
    )
    async with open_window() as window:
        page = window.page
        user = next(iter(site.door.streams._tabs))
        await site.door.deliver(site.house.address(user), "r1", Answer((form, chart, file)))
        await page.get_by_role("button", name="Save it").click()
        await expect(page.get_by_role("alert")).to_have_text(re.compile("Mood"))
        await page.get_by_role("radio", name=re.compile("2")).check()
        await page.get_by_role("checkbox", name="tired").check()
        async with page.expect_request("**/api/actions") as sent:
            await page.get_by_role("button", name="Save it").click()
        body = (await sent.value).post_data_json
        assert body["values"] == {"mood": "2", "tags": "tired", "note": ""}
        await expect(page.get_by_role("img", name="Low on Monday.")).to_be_visible()
        async with page.expect_download() as download:
            await page.get_by_role("link", name="Download my-copy.json").click()
        taken = await download.value
        assert taken.suggested_filename == "my-copy.json"
        assert (await taken.path()).read_bytes() == b'{"a":1}'


# The words are gone again after a moment: on a busy machine a look from outside comes too late.
_COUNT_WORDS = """() => {
  window.mostWords = 0;
  new MutationObserver(() => {
    const now = document.querySelectorAll(".item.bot .word").length;
    window.mostWords = Math.max(window.mostWords, now);
  }).observe(document.body, { childList: true, subtree: true });
}"""


async def test_text_comes_in_word_by_word_unless_motion_is_unwanted(open_window: Windows) -> None:
    async with open_window(reduced_motion="no-preference") as window:
        await window.page.evaluate(_COUNT_WORDS)
        await window.say("one two three four five six")
        await expect(window.page.locator(".item.bot .word")).to_have_count(0, timeout=5000)
        assert await window.page.evaluate("window.mostWords") > 3
    async with open_window() as window:
        await window.page.evaluate(_COUNT_WORDS)
        await window.say("one two three four five six")
        assert await window.page.evaluate("window.mostWords") == 0


async def test_forgetting_empties_every_tab_also_one_that_was_away(
    open_window: Windows, site: Site
) -> None:
    async with open_window() as one, open_window(one.page.context) as two:
        await one.say("hello")
        await expect(two.page.locator(".item.bot")).to_have_count(1)
        await site.house.settle()
        await two.page.route("**/api/**", lambda route: route.abort())
        for tab in [t for tabs in site.door.streams._tabs.values() for t in tabs]:
            tab.put(None)  # both lines break, only one comes back
        await expect(two.page.locator("body.offline")).to_have_count(1)
        await expect(one.page.locator("body.offline")).to_have_count(0, timeout=10_000)
        await one.say("/forget")
        await one.page.get_by_role("button", name="Yes, forget everything").click()
        await expect(one.page.locator(".item")).to_have_count(1)
        await expect(one.page.locator(".item.bot")).to_have_text(re.compile("Done"))
        await two.page.unroute("**/api/**")
        await expect(two.page.locator(".item")).to_have_count(1, timeout=15_000)
        await expect(two.page.locator(".item.bot")).to_have_text(re.compile("Done"))
