"""Whoever says stop in an exercise, means it."""

from __future__ import annotations

import pytest

from bot.commands.stopping import says_stop
from tests.bot.commands.helpers import ask, met, only, texts
from tests.conftest import House


@pytest.mark.parametrize(
    "text",
    ["stop", "Stop!", "please stop, i'm crying", "stop it", "i want to stop this now", "quit"],
)
def test_stop_is_stop(text: str) -> None:
    assert says_stop(text)


@pytest.mark.parametrize(
    "text",
    [
        "please stop shouting",
        "I stopped the payment",
        "stop by the store",
        "that's enough of that",
        "",
    ],
)
def test_a_line_to_a_client_is_not(text: str) -> None:
    assert not says_stop(text)


async def test_a_made_up_client_is_gone_after_stop(house: House) -> None:
    await met(house)
    await ask(house, house.command("simulate", "hotel policy rude"))
    await ask(house, house.message("please stop, i'm crying"))
    assert "no made-up client" in (await only(house, house.command("simulate", "stop"))).text


async def test_so_is_a_partner(house: House) -> None:
    await met(house)
    await ask(house, house.action("practice_start", "job_loss"))
    stopped = await ask(house, house.message("stop"))
    assert "Stopped" in texts(stopped)[0]
