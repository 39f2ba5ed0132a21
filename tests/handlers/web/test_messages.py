"""What the page sends: taken once, answered once, or refused with a kind sentence."""

from __future__ import annotations

import asyncio
import uuid
from typing import Any

import pytest

from memory.errors import DatabaseAway
from tests.handlers.web.conftest import Site


async def test_a_message_is_taken_and_its_answer_comes_over_the_stream(site: Site) -> None:
    async with site.tab() as tab:
        assert (await tab.get("/api/me"))[0] == 200
        await tab.open_stream()
        status, body = await tab.post("messages", text="he yelled at me")
        assert status == 202 and body["ok"]
        await tab.wait("answer")
        assert tab.answers() == ["re: he yelled at me"]
        assert [h.name for h in tab.heard if h.name in ("typing", "answer")] == ["typing", "answer"]


async def test_the_same_id_again_is_acknowledged_and_answered_once(site: Site) -> None:
    async with site.tab() as tab:
        await tab.get("/api/me")
        await tab.open_stream()
        id = str(uuid.uuid4())
        for _ in range(3):
            assert (await tab.post("messages", id=id, text="once"))[0] == 202
        await tab.wait("answer")
        await asyncio.sleep(0.3)
        assert tab.answers() == ["re: once"]


async def test_an_id_belongs_to_its_sender(site: Site) -> None:
    id = str(uuid.uuid4())
    async with site.tab() as ann, site.tab() as bob:
        for tab in (ann, bob):
            await tab.get("/api/me")
            await tab.open_stream()
        await ann.post("messages", id=id, text="from ann")
        await bob.post("messages", id=id, text="from bob")
        await ann.wait("answer")
        await bob.wait("answer")
        assert (ann.answers(), bob.answers()) == (["re: from ann"], ["re: from bob"])


async def test_long_texts_up_to_twenty_thousand_characters(site: Site) -> None:
    async with site.tab() as tab:
        for text, expected in (("é" * 20_000, 202), ("x" * 20_001, 413), ("x" * 100_000, 413)):
            status, body = await tab.post("messages", text=text)
            assert status == expected
            if expected == 413:
                assert body["text"].startswith("That's longer than I can take in one go")
        status, _ = await tab.raw("/api/messages", b'{"text": "' + b"x" * 400_000 + b'"}')
        assert status == 413
        assert (await tab.get("/healthz"))[0] == 200


async def test_nothing_visible_is_refused_kindly(site: Site) -> None:
    async with site.tab() as tab:
        for text in ("", "   \n\t ", "\0\0", "\u200b\u200b", "\x07"):
            status, body = await tab.post("messages", text=text)
            assert (status, body["error"]) == (400, "empty")
            assert body["text"].startswith("There's nothing in that yet")


GOOD = str(uuid.uuid4())


MALFORMED = (
        b"", b"{", b"nonsense", b"[]", b"null", b'"text"', b"\xff\xfe", b"[" * 50_000,
        b'{"id": "1", "text": "x"}', b'{"text": "x"}', b'{"id": 5, "text": "x"}',
        f'{{"id": "{GOOD}", "text": 7}}'.encode(), f'{{"id": "{GOOD}", "text": ["x"]}}'.encode(),
)  # fmt: skip


async def test_malformed_json(site: Site) -> None:
    async with site.tab() as tab:
        for data in MALFORMED:
            status, body = await tab.raw("/api/messages", data)
            assert status == 400
            assert (
                body["text"] == "I couldn't read that. Nothing is lost, please send it once more."
            )


async def test_only_json_is_read(site: Site) -> None:
    async with site.tab() as tab:
        assert (await tab.raw("/api/messages", b"{}", Content_Type="text/plain"))[0] == 415


async def test_nul_control_and_broken_surrogates_are_taken_out(site: Site) -> None:
    async with site.tab() as tab:
        await tab.get("/api/me")
        await tab.open_stream()
        raw = f'{{"id": "{uuid.uuid4()}", "text": "a\\u0000b\\u001bc\\ud800d\\r\\ne <b>x</b>"}}'
        assert (await tab.raw("/api/messages", raw.encode()))[0] == 202
        await tab.wait("answer")
        assert tab.answers() == ["re: abcd\ne <b>x</b>"]


async def test_commands_and_actions(site: Site) -> None:
    async with site.tab() as tab:
        await tab.get("/api/me")
        await tab.open_stream()
        assert (await tab.post("commands", name="privacy", args=""))[0] == 202
        await tab.wait("answer")
        assert (await tab.post("actions", name="memory_yes", value="", answer="x"))[0] == 202
        await tab.wait("answer", 2)
        assert "Thanks" in tab.answers()[1]
        assert (await tab.post("commands", name="no such", args=""))[0] == 400
        assert (await tab.post("actions", name="x", values=[1]))[0] == 400
        assert (await tab.post("actions", name="x", values={"a b": "1"}))[0] == 400
        assert (await tab.post("actions", name="x", values={"a": "y" * 20_001}))[0] == 413


async def test_when_nothing_can_be_kept_it_says_so_and_the_retry_works(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    async def away(*_: object, **__: object) -> Any:
        raise DatabaseAway("full")

    async with site.tab() as tab:
        await tab.get("/api/me")
        await tab.open_stream()
        monkeypatch.setattr(type(site.app.intake._journal), "_write", full)
        monkeypatch.setattr(type(site.app.store.inbox), "add", away)
        id = str(uuid.uuid4())
        status, body = await tab.post("messages", id=id, text="hello")
        assert status == 503 and "try again in a moment" in body["text"]
        monkeypatch.undo()
        assert (await tab.post("messages", id=id, text="hello"))[0] == 202
        await tab.wait("answer")
        assert tab.answers() == ["re: hello"]


async def test_no_words_in_the_log(site: Site) -> None:
    async with site.tab() as tab:
        await tab.post("messages", text="xyzzy-secret")
        await tab.post("actions", name="x", values={"a": ["xyzzy-secret"]})
        await tab.raw("/api/messages", b'{"xyzzy-secret')
        await site.house.settle()
    assert "xyzzy" not in site.log.getvalue()
