"""What a turn with a model waits for is done ahead, or at the same time; none of it leaves by itself."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest

from bot import listening
from bot.recall import Recalled
from bot.safety import outgoing
from bot.support.prompt import read_ahead
from bot.support.talk import Utterance
from bot.support.understand import Heard
from tests.bot.model.conftest import Modelled, agreed
from tests.fakes.mind import FakeSupporter
from tests.fakes.model_server import ModelServer

TALK = (
    Utterance("user", "Priya from billing shouted at me about order 88412, and www.x.example"),
    Utterance("bot", "That is no way to talk to you. What did you do?", ("validate", "ask")),
)


class Listener(FakeSupporter):
    """Lets know that it understood a message."""

    def __init__(self) -> None:
        super().__init__()
        self.understood = threading.Event()
        self.heard: list[str] = []

    def hear(self, text: str) -> Heard:
        self.heard.append(text)
        self.understood.set()
        return super().hear(text)


async def test_a_message_is_understood_while_its_past_is_looked_up(
    with_model: Modelled, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    supporter = Listener()
    async with with_model(supporter=supporter) as house:
        await agreed(house)
        supporter.understood.clear()
        calls, look_up = len(server.asked), listening.recall

        async def patient(*given: Any) -> Recalled:
            assert await asyncio.to_thread(supporter.understood.wait, 30)
            assert len(server.asked) == calls  # nothing leaves before all is known
            return await look_up(*given)

        monkeypatch.setattr(listening, "recall", patient)
        await house.say("he shouted at me")
        assert len(server.asked) == calls + 1


async def test_a_message_is_read_on_its_way_to_its_turn(
    with_model: Modelled, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    supporter = Listener()
    async with with_model(supporter=supporter) as house:
        await agreed(house)
        supporter.understood.clear()
        supporter.heard.clear()
        wake = house.app.lanes.wake

        async def patient(*given: Any, **more: Any) -> None:
            assert await asyncio.to_thread(supporter.understood.wait, 30)
            await wake(*given, **more)

        monkeypatch.setattr(house.app.lanes, "wake", patient)
        await house.say("he shouted at me")
        assert supporter.heard == ["he shouted at me"]  # and not once more in the turn


def test_a_talk_that_was_read_ahead_is_not_searched_again(monkeypatch: pytest.MonkeyPatch) -> None:
    read_ahead(TALK, "Ann")
    monkeypatch.setattr(outgoing, "stricter", lambda *given: pytest.fail("searched again"))
    assert outgoing.masked(TALK[0].text.replace("www.x.example", "[link]")).startswith("[name]")


def test_no_word_of_it_is_kept() -> None:
    read_ahead(TALK, "Ann")
    kept = repr(outgoing._masks()._found)
    assert "Priya" not in kept and "88412" not in kept and "RedactSpan" in kept
