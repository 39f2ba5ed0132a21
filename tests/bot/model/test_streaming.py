"""Words on the screen before anything is decided: one whole answer all the same, whatever breaks."""

from __future__ import annotations

import asyncio

from tests.bot.model.conftest import Modelled, agreed
from tests.conftest import House
from tests.fakes.door import GrowingDoor
from tests.fakes.model_server import Cut, Hang, ModelServer, Refuse, Reply
from tests.fakes.model_server.scripts import WORDS

FIRST = "Ten minutes of shouting over a fee you didn't set."
SLOW = {"model_first_seconds": 30, "model_total_seconds": 40}


async def until_said(door: GrowingDoor, seconds: float = 15) -> None:
    async with asyncio.timeout(seconds):
        while not door.history:
            await asyncio.sleep(0.01)


async def begun(house: House, server: ModelServer, text: str = "he shouted") -> GrowingDoor:
    """An answer whose first sentence stands there, and whose model then says nothing more."""
    door = house.door
    assert isinstance(door, GrowingDoor)
    server.usual = Hang(30)
    await house.app.intake.accept(house.message(text))
    await until_said(door)
    return door


def said(door: GrowingDoor) -> list[str]:
    """What stands there of answers to the person's own words."""
    return [
        text
        for text in door.screen.values()
        if not text.startswith(("re: hello", "Thanks", "Okay"))
    ]


async def test_sentence_by_sentence_then_whole_in_place(
    with_model: Modelled, server: ModelServer
) -> None:
    async with with_model(door=GrowingDoor()) as house:
        door = house.door
        assert isinstance(door, GrowingDoor)
        await agreed(house)
        assert await house.say("he shouted") == [WORDS]
        await house.settle()
        assert door.history[0] == FIRST and door.history[-1] == WORDS
        assert all(WORDS.startswith(text) for text in door.history)
        assert said(door) == [WORDS]
        async with house.app.store.database.read() as tx:
            assert await house.app.store.standing.begun(tx, house.person()) == []


async def test_nothing_shows_before_the_first_sentence_passed(
    with_model: Modelled, server: ModelServer
) -> None:
    server.usual = Refuse()
    async with with_model(door=GrowingDoor()) as house:
        await agreed(house)
        await house.say("he shouted")
        server.usual = Cut(4)
        house.clock.turn(minutes=1)
        await house.say("he shouted twice")
        assert isinstance(house.door, GrowingDoor)
        assert house.door.history == []
        assert said(house.door) == ["re: he shouted", "re: he shouted twice"]


async def test_a_crash_midway_is_finished_in_place(
    with_model: Modelled, server: ModelServer
) -> None:
    door = GrowingDoor()
    async with with_model(door=door, **SLOW) as house:
        await agreed(house)
        await begun(house, server)
        for task in house.app.lanes._tasks:
            task.cancel()  # nothing more of this process is heard
    assert said(door)[0].startswith(FIRST)
    server.usual = Reply("You did the whole call and kept your head. What do you need right now?")
    async with with_model(door=door, clock=house.clock) as house:
        await house.settle(20)
        assert said(door) == [
            "You did the whole call and kept your head. What do you need right now?"
        ]
        assert len([r for _, r, _ in door.delivered]) == len({r for _, r, _ in door.delivered})


async def test_what_is_answered_together_after_a_crash_leaves_no_half_answer(
    with_model: Modelled, server: ModelServer
) -> None:
    door = GrowingDoor()
    async with with_model(door=door, **SLOW) as house:
        await agreed(house)
        await begun(house, server)
        await house.app.intake.accept(house.message("and then she did, too"))
        for task in house.app.lanes._tasks:
            task.cancel()
    server.usual = Reply("First he did, and then she did. What was the worst of the two?")
    async with with_model(door=door, clock=house.clock) as house:
        await house.settle(20)
        async with asyncio.timeout(10):
            while len(said(door)) != 1:
                await asyncio.sleep(0.02)
        assert said(door) == ["First he did, and then she did. What was the worst of the two?"]


async def test_an_edit_midway_takes_the_words_back(
    with_model: Modelled, server: ModelServer
) -> None:
    async with with_model(door=GrowingDoor(), model_first_seconds=4) as house:
        await agreed(house)
        server.usual = Hang(30)
        message = house.message("he shouted")
        await house.app.intake.accept(message)
        assert isinstance(house.door, GrowingDoor)
        await until_said(house.door)
        await house.app.intake.accept(
            house.lifecycle("edited", target=message.id, text="she shouted")
        )
        server.usual = Reply("She had no reason to shout at you like that. What was it about?")
        await house.door.wait_for(len(house.door.delivered) + 1)
        await house.settle()
        assert said(house.door) == [
            "She had no reason to shout at you like that. What was it about?"
        ]


async def test_danger_ends_the_words_at_once(with_model: Modelled, server: ModelServer) -> None:
    async with with_model(door=GrowingDoor(), **SLOW) as house:
        await agreed(house)
        server.usual = Reply(gap=0.05)
        await house.app.intake.accept(house.message("he shouted"))
        assert isinstance(house.door, GrowingDoor)
        await until_said(house.door)
        await house.app.intake.accept(house.message("DANGER"))
        await house.settle(20)
        texts = said(house.door)
        assert "CARD imminent" in texts and WORDS not in texts
        async with asyncio.timeout(5):
            while not server.asked[0].hung_up:
                await asyncio.sleep(0.02)


async def test_a_platform_that_fails_midway_gets_it_whole(
    with_model: Modelled, server: ModelServer
) -> None:
    async with with_model(door=GrowingDoor(break_after=1)) as house:
        await agreed(house)
        assert await house.say("he shouted") == [WORDS]
        assert isinstance(house.door, GrowingDoor)
        assert house.door.history == [FIRST] and said(house.door) == [WORDS]


async def test_a_message_taken_back_midway_takes_its_words_along(
    with_model: Modelled, server: ModelServer
) -> None:
    async with with_model(door=GrowingDoor(), model_first_seconds=4) as house:
        await agreed(house)
        server.usual = Hang(30)
        message = house.message("he shouted")
        await house.app.intake.accept(message)
        assert isinstance(house.door, GrowingDoor)
        await until_said(house.door)
        await house.app.intake.accept(house.lifecycle("deleted", target=message.id))
        async with asyncio.timeout(10):
            while said(house.door):
                await asyncio.sleep(0.02)
