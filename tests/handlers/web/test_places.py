"""A page without any chat app: nothing is offered that can't work, and no app is spoken of."""

from __future__ import annotations

import prompts
from tests.conftest import House
from tests.fakes.door import FakeDoor
from tests.fakes.page import Page
from tests.handlers.web.conftest import Site

TOGETHER = {"shoulder-team", "buddy", "story"}


async def said(site: Site, tab: Page, name: str) -> str:
    """What a command answers, buttons included."""
    before = len(tab.answers())
    await tab.post("commands", name=name, args="")
    await site.house.settle()
    await tab.wait("answer", before + 1)
    replies = [h.data["replies"] for h in tab.heard if h.name == "answer"][-1]
    return repr(replies)


async def test_crews_are_offered_only_where_there_is_a_chat_app(site: Site) -> None:
    async with site.tab() as tab:
        _, me = await tab.get("/api/me")
        alone = {command["name"] for command in me["commands"]}
        await tab.open_stream()
        assert "/buddy" not in await said(site, tab, "help")
        assert "/buddy" not in await said(site, tab, "nonsense")
        site.app.doors.add(FakeDoor("slack"))
        _, me = await tab.get("/api/me")
        assert {command["name"] for command in me["commands"]} == alone | TOGETHER
        assert alone.isdisjoint(TOGETHER)
        assert "/buddy" in await said(site, tab, "help")
        assert "/buddy" in await said(site, tab, "nonsense")


async def test_a_crew_command_says_what_is_missing(site: Site) -> None:
    async with site.tab() as tab:
        await tab.get("/api/me")
        await tab.open_stream()
        for name in sorted(TOGETHER):
            assert "Whoever set me up can change that" in await said(site, tab, name)
        site.app.doors.add(FakeDoor("slack"))
        for name in ("shoulder-team", "buddy"):
            assert "only by this browser" in await said(site, tab, name)


async def test_no_app_is_spoken_of_on_our_own_page(site: Site) -> None:
    async with site.tab() as tab:
        await tab.get("/api/me")
        await tab.open_stream()
        await tab.post("messages", text="he yelled at me")
        await site.house.settle()
        assert site.supporter.requests[-1].place == "screen"
        shown = [await said(site, tab, name) for name in ("help", "memory", "privacy", "forget")]
        await tab.post("actions", name="privacy_more", value="")
        await site.house.settle()
        shown += tab.answers()
        assert any("Backups" in text for text in shown)
        for text in shown:
            assert "Slack" not in text and "crew" not in text.lower()
            assert "chat app" not in text.replace("we aren't in a chat app", "")


async def test_elsewhere_a_message_comes_from_a_chat(house: House) -> None:
    await house.say("he yelled at me")
    assert house.supporter.requests[-1].place == "chat"


def test_small_talk_about_readers_has_words_for_both_places() -> None:
    entries = {e["intent"]: e for e in prompts.read("phrases/smalltalk.yaml")}
    for intent in ("who_can_read_this", "will_you_tell"):
        assert not any(
            "chat" in line or "platform" in line for line in entries[intent]["on_screen"]
        )
    spoken = {intent: e for intent, e in entries.items() if "chat app" in repr(e["replies"])}
    assert all("on_screen" in entry for entry in spoken.values())
