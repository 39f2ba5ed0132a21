"""Which messages are waited for, and that nobody else is."""

from __future__ import annotations

import asyncio

import pytest

from bot.commands import registry
from bot.queue.pauses import Pauses, fragment
from tests.conftest import Opener


@pytest.mark.parametrize(
    "text",
    ["my lead just", "they moved my break again", "so this guy calls in", "and he starts yelling",
     "31 calls since eight", "THEY CALLED ME A LIAR"],
)  # fmt: skip
def test_looks_like_the_first_of_several(text: str) -> None:
    assert fragment(text)


@pytest.mark.parametrize(
    "text",
    ["ugh", "hello", "thanks", "thank you", "They moved my break again.", "why is it always me",
     "what do I say now?", "he hung up on me!", "he hung up 🙃", "one line\nand another", "", "!!!",
     "a man called about his refund and then he got loud with me"],
)  # fmt: skip
def test_stands_by_itself(text: str) -> None:
    assert not fragment(text)


def test_who_writes_in_bursts_is_waited_for() -> None:
    pauses = Pauses(1.2, registry())
    calm, quick = [0, 60_000, 90_000], [0, 60_000, 60_900]
    assert pauses.after("He hung up on me.", calm) == pauses.after("He hung up on me.") == 0
    assert pauses.after("He hung up on me.", quick) == 1_200
    assert pauses.asks_habit("He hung up on me.")


@pytest.mark.parametrize("text", ["checkin 2 tired", "forget last", "/mood 12 weeks", "word " * 26])
def test_commands_and_long_messages_are_never_waited_for(text: str) -> None:
    pauses = Pauses(1.2, registry())
    assert pauses.after(text, [0, 100]) == 0 and not pauses.asks_habit(text)


def test_it_can_be_turned_off() -> None:
    pauses = Pauses(0, registry())
    assert pauses.after("my lead just", [0, 100]) == 0 and not pauses.asks_habit("He hung up.")


async def test_a_paused_burst_is_one_answer(open_house: Opener) -> None:
    async with open_house(settle_seconds=1.2) as house:
        for text in ("my lead just", "moved my break", "again"):
            await house.app.intake.accept(house.message(text))
            await asyncio.sleep(0.4)
        await house.settle()
        assert house.door.texts() == ["re: my lead just\nmoved my break\nagain"]


async def test_whole_sentences_cost_one_answer_too_many_once_a_day(open_house: Opener) -> None:
    """Nothing in the first one says that more follows; the second time the person is known. This door
    can't take an answer back (`test_retakes.py`)."""
    async with open_house(settle_seconds=1.2) as house:
        await house.say("She yelled.")
        for text in ("She hung up.", "She called back."):
            await house.app.intake.accept(house.message(text))
        await house.settle()
        assert len(house.door.texts()) == 2
        house.clock.turn(minutes=5)
        for text in ("She yelled.", "She hung up.", "She called back."):
            await house.app.intake.accept(house.message(text))
            await asyncio.sleep(0.4)
        await house.settle()
        assert house.door.texts()[2:] == ["re: She yelled.\nShe hung up.\nShe called back."]


async def test_a_whole_sentence_does_not_wait(open_house: Opener) -> None:
    async with open_house(settle_seconds=5) as house:
        await house.app.intake.accept(house.message("my lead just", "bob"))
        await house.app.intake.accept(house.message("They moved my break again.", "ann"))
        await house.door.wait_for(2)
        assert [to.user for to, _, _ in house.door.delivered] == ["ann", "bob"]
