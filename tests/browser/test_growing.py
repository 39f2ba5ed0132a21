"""An answer that grows on the page: its words, then all of it in the same bubble, or nothing."""

from __future__ import annotations

from playwright.async_api import expect

from bot.messages import Address, Answer, Choice, Text
from tests.browser.conftest import ONE_LOOP, Windows
from tests.handlers.web.conftest import Site

pytestmark = ONE_LOOP

WORDS = "Ten minutes of shouting. That's a lot."


async def noted(id: str) -> None:
    """Written down elsewhere."""


async def test_words_grow_and_become_the_answer(open_window: Windows, site: Site) -> None:
    async with open_window() as window:
        page = window.page
        await window.say("he yelled")
        user = next(iter(site.door.streams._tabs))
        to = Address("web", "local", user, "page")
        growing = await site.door.begin(to, "r1", noted)
        assert growing is not None
        await growing.append("Ten minutes of shouting.")
        bubble = page.locator(".item.bot[data-answer=r1] .words")
        await expect(bubble).to_have_text("Ten minutes of shouting.")
        await growing.append(" That's a lot.")
        await expect(bubble).to_have_text(WORDS)
        answer = Answer(
            (Text(WORDS, (Choice("listen", "Just listen"),)), Text("And a notice.", tone="notice"))
        )
        await site.door.complete(to, "r1", "r1", answer)
        item = page.locator(".item.bot[data-answer=r1]")
        await expect(item).to_have_count(1)
        await expect(item.get_by_role("button", name="Just listen")).to_be_visible()
        assert [t.strip() for t in await item.locator(".words").all_text_contents()] == [
            WORDS,
            "And a notice.",
        ]
        again = await site.door.begin(to, "r2", noted)
        assert again is not None
        await again.append("Half a ")
        await expect(page.locator("[data-answer=r2] .words")).to_have_text("Half a")
        await site.door.unsay(to, "r2")
        await expect(page.locator("[data-answer=r2]")).to_have_count(0)
        other = await site.door.begin(to, "r3", noted)
        assert other is not None
        await other.append("Said otherwise")
        await site.door.complete(to, "r3", "r3", Answer((Text("The whole of it."),)))
        await expect(page.locator("[data-answer=r3] .words")).to_have_text("The whole of it.")
        assert not window.problems
