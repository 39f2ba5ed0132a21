"""One-time links, and commands at a glance."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.links import Links
from bot.messages import Address, Chart, Text
from tests.conftest import House

ANN, BOB = Address("slack", "T1", "ann", ""), Address("slack", "T1", "bob", "")
NOW = datetime(2026, 11, 29, tzinfo=UTC)


def test_a_link_works_once_and_for_ten_minutes() -> None:
    links = Links()
    token = links.make(ANN, NOW)
    assert links.good(token, NOW) and links.good(token, NOW + timedelta(minutes=9))
    assert not links.good(token, NOW + timedelta(minutes=10))
    assert links.take(token, NOW) == ANN
    assert links.take(token, NOW) is None and not links.good(token, NOW)


def test_a_new_link_ends_the_old_one_of_the_same_person_only() -> None:
    links = Links()
    old, other = links.make(ANN, NOW), links.make(BOB, NOW)
    links.make(ANN, NOW)
    assert not links.good(old, NOW) and links.good(other, NOW)
    assert links.take("made up", NOW) is None


async def test_a_glance_makes_nobody_known(house: House) -> None:
    (text, *_) = await house.app.glance.at(house.address("zed"), "memory")
    assert isinstance(text, Text) and not house.app.store.vault.has_key(house.person("zed"))


async def test_a_glance_shows_what_is_kept(house: House) -> None:
    await house.do(house.command("checkin", "3"))
    chart, _ = await house.app.glance.at(house.address(), "mood")
    assert isinstance(chart, Chart) and "1 check-in" in chart.alt
    with pytest.raises(LookupError):
        await house.app.glance.at(house.address(), "nonsense")
