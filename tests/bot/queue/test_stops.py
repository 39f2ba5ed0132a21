"""Stop: what was not said yet stays unsaid, and everything else goes on."""

from __future__ import annotations

import asyncio

from bot.health import check
from tests.bot.commands.helpers import met
from tests.conftest import House, Opener
from tests.fakes.door import busy
from tests.fakes.mind import FakeSupporter


async def said(house: House) -> list[str]:
    async with house.app.store.database.read() as tx:
        kept = await house.app.store.conversations.recent(tx, house.person(), 0)
    return [item.text for item in kept]


async def unsent(house: House) -> int:
    return (await check(house.app)).unsent


async def until_composed(house: House) -> None:
    """The answer lies in the outbox, and the platform doesn't want it yet."""
    async with asyncio.timeout(5):
        while not await unsent(house):
            await asyncio.sleep(0.02)


async def test_while_it_is_being_made(open_house: Opener) -> None:
    async with open_house(supporter=FakeSupporter(seconds=0.6)) as house:
        await house.app.intake.accept(house.message("one"))
        await house.app.intake.accept(house.message("two"))
        await asyncio.sleep(0.2)
        await house.app.intake.accept(house.lifecycle("stopped"))
        await asyncio.sleep(1.0)
        await house.settle()
        assert house.door.texts() == [] and await said(house) == []
        house.supporter.seconds = 0
        house.clock.turn(seconds=10)
        assert (await house.say("three"))[0] == "re: three"


async def test_while_it_waits_to_be_sent(house: House) -> None:
    house.door.fail_next = [busy(retry_after=0.6)]
    await house.app.intake.accept(house.message("one"))
    await until_composed(house)
    await house.app.intake.accept(house.lifecycle("stopped"))
    await house.settle()
    await asyncio.sleep(1.0)
    assert house.door.texts() == [] and house.door.calls == 1
    assert await said(house) == ["one"]  # their own words stay, what nobody read does not
    house.clock.turn(seconds=10)
    (answer, notice) = await house.say("two")
    assert answer == "re: two" and "I'm Shoulder, a bot" in notice  # it was never seen


async def test_after_the_last_try_no_apology_follows(house: House) -> None:
    house.door.fail_next = [busy(), busy(), busy(retry_after=0.1)]
    real = house.door.deliver

    async def stop_first(*of):  # type: ignore[no-untyped-def]
        if house.door.calls == 2:
            await house.app.intake.accept(house.lifecycle("stopped"))
        return await real(*of)

    house.door.deliver = stop_first  # type: ignore[method-assign]
    await house.app.intake.accept(house.message("one"))
    await asyncio.sleep(0.8)
    await house.settle()
    assert house.door.texts() == [] and house.door.calls == 3


async def test_a_danger_card_is_said_all_the_same(house: House) -> None:
    house.door.fail_next = [busy(), busy()]
    await house.app.intake.accept(house.message("DANGER"))
    await house.app.intake.accept(house.lifecycle("stopped"))
    await house.door.wait_for(1)
    assert house.door.texts() == ["CARD imminent"]


async def test_what_a_command_did_is_told(house: House) -> None:
    await met(house)
    before = len(house.door.delivered)
    house.door.fail_next = [busy(retry_after=0.3)]
    await house.app.intake.accept(house.command("checkin", "4"))
    await until_composed(house)
    await house.app.intake.accept(house.lifecycle("stopped"))
    await house.door.wait_for(before + 1)


async def test_a_stop_means_what_came_before_it(house: House) -> None:
    late = house.lifecycle("stopped")
    house.clock.turn(seconds=10)
    event = house.message("after that")
    house.supporter.seconds = 0.3
    await house.app.intake.accept(event)
    await house.app.intake.accept(late)  # Slack was slow to hand it over
    await house.door.wait_for(1)
    assert house.door.texts() == ["re: after that"]


async def test_a_strangers_stop_makes_nobody_known(house: House) -> None:
    await house.app.intake.accept(house.lifecycle("stopped", user="zoe"))
    assert not house.app.store.vault.has_key(house.person("zoe"))
