"""/mood, read as conversations."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from bot.messages import Chart, Text
from memory.checkins import Checkin
from memory.clock import to_ms
from tests.bot.commands.helpers import ask, met, only
from tests.conftest import House


async def keep(
    house: House, mood: int, days_ago: float, energy: int = 0, user: str = "ann"
) -> None:
    at = to_ms(house.clock.now()) - int(days_ago * 86_400_000)
    checkin = Checkin(f"{user}-{days_ago}", at, mood, energy)
    async with house.app.store.database.write() as tx:
        await house.app.store.checkins.add(tx, house.person(user), checkin)


async def test_nothing_yet_says_so_and_shows_how_to_begin(house: House) -> None:
    await met(house)
    chart, line = (await ask(house, house.command("mood"))).replies
    assert isinstance(chart, Chart) and "No check-ins yet" in chart.alt
    assert isinstance(line, Text) and [c.id for c in line.choices] == ["checkin"]


async def picture(house: House, event: Any) -> tuple[Chart, list[str]]:
    """The picture, and the taps below it."""
    chart, below = (await ask(house, event)).replies
    assert isinstance(chart, Chart) and isinstance(below, Text)
    return chart, [choice.id for choice in below.choices]


async def test_one_picture_and_the_way_to_the_other_one(house: House) -> None:
    await met(house)
    await only(house, house.command("checkin", "2 tired"))
    chart, taps = await picture(house, house.command("mood"))
    assert taps == ["mood_weeks", "checkin_past"]
    longer, taps = await picture(house, house.action("mood_weeks"))
    assert "12 weeks" in longer.alt and taps == ["mood_days", "checkin_past"]
    assert chart.png.startswith(b"\x89PNG") and "mood 2 of 5, low" in chart.alt


async def test_days_are_the_persons_own_and_thirty_of_them(house: House) -> None:
    await met(house)
    async with house.app.store.database.write() as tx:
        await house.app.store.people.describe(tx, house.person(), tz="Asia/Manila")
    for days_ago in (0, 3, 28, 31):
        await keep(house, 4, days_ago)
    chart, _ = await picture(house, house.action("mood"))
    today = house.clock.now().astimezone(ZoneInfo("Asia/Manila"))
    assert "3 check-ins on 3 days" in chart.alt and f"{today:%b} {today.day} 4." in chart.alt


async def test_only_my_own(house: House) -> None:
    await met(house)
    await met(house, "bob")
    await keep(house, 1, 1, user="bob")
    chart, _ = (await ask(house, house.command("mood"))).replies
    assert isinstance(chart, Chart) and "No check-ins yet" in chart.alt


async def test_args_are_ignored(house: House) -> None:
    await met(house)
    await keep(house, 4, 1)
    await picture(house, house.command("mood", "'; drop table \0 ²" * 2000))


async def test_several_on_one_day_are_an_average_and_the_picture_says_so(house: House) -> None:
    await met(house)
    await keep(house, 4, 1)
    chart, _ = await picture(house, house.command("mood"))
    assert "average" not in chart.vectors
    await keep(house, 2, 1.001)
    chart, _ = await picture(house, house.command("mood"))
    assert "mood, day's average" in chart.vectors


async def test_twelve_weeks_by_week_on_the_persons_own_calendar(house: House) -> None:
    await met(house)
    for days_ago, mood in ((0, 5), (7, 2), (7.1, 4), (70, 3), (92, 1)):
        await keep(house, mood, days_ago)
    chart, below = (await ask(house, house.command("mood", "12 weeks"))).replies
    assert isinstance(chart, Chart) and chart.png.startswith(b"\x89PNG")
    assert chart.title == "Your last 12 weeks" and "4 check-ins" in chart.alt
    assert "3 on average, 2 to 4" in chart.alt or "week of" in chart.alt
    assert isinstance(below, Text) and [c.id for c in below.choices] == [
        "mood_days",
        "checkin_past",
    ]
