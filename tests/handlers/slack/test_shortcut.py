""" "Help me with this client" on a message: answered to the person who asked, and kept by nobody."""

from __future__ import annotations

import pytest

from handlers.slack.manifest import ASSIST
from handlers.slack.words import words
from tests.fakes.slack import Person
from tests.handlers.slack.conftest import SlackHouse
from tests.handlers.slack.test_talk import met, said
from tests.memory.test_erase import found_in

RUDE = "you people are useless xylophone"


pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
async def ann(house: SlackHouse) -> Person:
    person = house.slack.person("ann")
    await met(person)
    return person


@pytest.mark.parametrize("member", [True, False])
async def test_the_cards_come_in_private_from_any_channel(
    house: SlackHouse, ann: Person, member: bool
) -> None:
    desk = house.slack.channel("desk", bot=member)
    desk.members.add(ann.id)
    asked = await house.slack.person("client").say(RUDE, channel=desk)
    await ann.shortcut(ASSIST, asked)
    (cards,) = await ann.hears(1, quiet=0.4)
    assert cards.startswith("Client's tone\nVery negative. That was rude")
    shown = [m for m in desk.messages if m.bot]
    assert [(m.ephemeral_to, m.text) for m in shown] == [(ann.id, words("answered_privately"))]
    assert not any("xylophone" in line for line in await said(house, ann))
    assert found_in(house.app.settings.data_dir, "xylophone") == []
    assert house.slack.hub.errors == []


async def test_used_on_a_message_in_the_direct_message_no_line_is_needed(
    house: SlackHouse, ann: Person
) -> None:
    forwarded = await ann.say(RUDE)
    await ann.hears(1)
    await ann.shortcut(ASSIST, forwarded)
    (cards,) = await ann.hears(1, quiet=0.4)
    assert cards.startswith("Client's tone")
    assert not [m for m in ann.dm.messages if m.ephemeral_to]


async def test_a_message_without_words_opens_the_form(house: SlackHouse, ann: Person) -> None:
    desk = house.slack.channel("desk")
    desk.members.add(ann.id)
    await ann.shortcut(ASSIST, await house.slack.person("client").say("", channel=desk))
    await ann.until(lambda: ann.modal)
    assert ann.modal is not None and ann.modal["callback_id"] == "assist_read"


async def test_danger_in_a_clients_words_is_the_clients(
    house: SlackHouse, ann: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = house.slack.channel("desk")
    desk.members.add(ann.id)
    asked = await house.slack.person("client").say("DANGER xylophone", channel=desk)
    shown: list[tuple[str, str]] = []
    real = house.app.alarm._cards.card

    def card(danger, *rest, **more):  # type: ignore[no-untyped-def]
        shown.append((danger.kind, danger.who))
        return real(danger, *rest, **more)

    monkeypatch.setattr(house.app.alarm._cards, "card", card)
    await ann.shortcut(ASSIST, asked)
    (card_shown,) = await ann.hears(1, quiet=0.5)
    assert card_shown == "CARD imminent" and shown == [("self_harm_other", "client")]
    assert not any("xylophone" in line for line in await said(house, ann))
    assert "CARD imminent" in await said(house, ann)
    await ann.shortcut(ASSIST, await ann.say("what I typed myself"))
    await ann.hears(1)
    people = house.app.alarm._lately._written.values()
    assert people and not any("xylophone" in line for one in people for line, _ in one._held)
