"""What is shown again after a reload, and what the panel lists."""

from __future__ import annotations

import json

from handlers.web.history import merged
from memory.conversations import Said
from memory.standing import Kept
from tests.fakes.page import Page
from tests.handlers.web.conftest import Site


def kept(id: str, at: int, text: str) -> Kept:
    replies = [{"kind": "Text", "text": text, "choices": [], "tone": "plain"}]
    return Kept(id, json.dumps({"to": {}, "replies": replies}), at)


def shown(items: list[dict[str, object]]) -> list[object]:
    return [i.get("text") or i["replies"][0]["text"] for i in items]  # type: ignore[index]


def test_both_sides_in_order() -> None:
    said = [Said("user", "a", 1), Said("bot", "b", 1), Said("user", "c", 5), Said("bot", "d", 5)]
    assert shown(merged([kept("r1", 2, "b"), kept("r2", 6, "d")], said)) == ["a", "b", "c", "d"]


def test_where_no_answer_is_kept_the_transcript_speaks() -> None:
    said = [Said("user", "a", 1), Said("bot", "b", 1), Said("user", "c", 5), Said("bot", "d", 5)]
    assert shown(merged([kept("r2", 6, "d\n\nand more")], said)) == ["a", "b", "c", "d\n\nand more"]
    assert shown(merged([], said)) == ["a", "b", "c", "d"]


async def start(tab: Page) -> None:
    await tab.get("/api/me")
    await tab.open_stream()


async def test_history_is_redacted_and_has_the_buttons(site: Site) -> None:
    async with site.tab() as tab:
        await start(tab)
        _, accepted = await tab.post("messages", text="card 4111 1111 1111 1111")
        await tab.wait("answer")
        await site.house.settle()
        items = (await tab.get("/api/history"))[1]["items"]
        assert items[0]["text"] == "card [card]" and items[0]["event"] == accepted["event"]
        assert items[1]["replies"][1]["choices"][0]["id"] == "memory_yes"


async def test_the_panel_sees_corrects_and_deletes(site: Site) -> None:
    site.supporter.remember = "Tuesdays are your late shift"
    async with site.tab() as tab:
        await start(tab)
        await tab.post("actions", name="memory_yes", value="")
        await tab.wait("answer", 1)
        await tab.post("messages", text="hello")
        asked = (await tab.wait("answer", 2))[1].data["replies"][1]["choices"][0]
        await tab.post("actions", name=asked["id"], value=asked["value"])
        await tab.wait("answer", 3)
        memory = (await tab.get("/api/me"))[1]["memory"]
        fact = memory["items"][0]
        assert memory["allowed"] is True and fact["words"] == "Tuesdays are your late shift"

        await tab.post("actions", name="fact_change_save", values={fact["id"]: "Mondays are late"})
        await tab.wait("answer", 4)
        fact = (await tab.get("/api/me"))[1]["memory"]["items"][0]
        assert fact["words"] == "Mondays are late"

        await tab.post("actions", name="fact_delete", value=fact["id"])
        await tab.wait("answer", 5)
        await site.house.settle()
        kinds = [i["kind"] for i in (await tab.get("/api/me"))[1]["memory"]["items"]]
        assert kinds == ["chats"]
        history = json.dumps((await tab.get("/api/history"))[1])
        assert "Mondays are late" not in history.replace("Now it says", "")


async def test_wiped_chats_do_not_come_back(site: Site) -> None:
    async with site.tab() as tab:
        await start(tab)
        await tab.post("messages", text="xyzzy")
        await tab.wait("answer", 1)
        await tab.post("actions", name="chats_wipe", value="")
        await tab.wait("answer", 2)
        await site.house.settle()
        items = (await tab.get("/api/history"))[1]["items"]
        assert "xyzzy" not in json.dumps(items) and len(items) == 1
