"""What a client wrote, as it is pasted."""

from __future__ import annotations

import pytest

from bot.assist.talk import Line
from bot.shift.pasted import Pasted, lines_of, only_client
from tests.conftest import House


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Where is it", [("client", "Where is it")]),
        ("Where is it?\nAnswer me.", [("client", "Where is it? Answer me.")]),
        ("Client: hi\nMe: hello\nClient: you lot\nare slow", [("client", "hi"), ("rep", "hello"), ("client", "you lot are slow")]),
        ("[10:02] Customer: hi\n10:03 Agent: yes?\n10:04 customer: slow", [("client", "hi"), ("rep", "yes?"), ("client", "slow")]),
        ("Client: hi\nMe: hello", [("client", "hi")]),
        ("I told you: it broke", [("client", "I told you: it broke")]),
        ("Me: hello", []),
        ("  \n ", []),
    ],
)  # fmt: skip
def test_who_says_what(text: str, lines: list[tuple[str, str]]) -> None:
    assert lines_of(text) == tuple(Line(role, said) for role, said in lines)  # type: ignore[arg-type]


async def test_held_for_a_while_sealed_and_gone_with_the_key(house: House) -> None:
    await house.say("hello")
    vault, person = house.app.store.vault, house.person()
    pasted = Pasted(vault, house.clock)
    pasted.hold(person, "you are useless")
    assert b"useless" not in pasted._held[person][1]
    assert pasted.take(person) == pasted.take(person) == "you are useless"
    house.clock.turn(minutes=31)
    assert pasted.take(person) == ""
    pasted.hold(person, "again")
    await vault.destroy(person)
    assert pasted.take(person) == "" and person not in pasted._held


def test_a_label_says_that_the_client_is_speaking() -> None:
    assert only_client("Client: hi") and only_client("Guest: hi\n\n[10:02] Guest> hello?")
    assert not only_client("Client: hi\nMe: I took all my pills")
    assert not only_client("Client: hi\nI want to die after this one")
    assert not only_client("The client was rude.") and not only_client("")
