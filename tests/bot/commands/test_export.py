"""/export: everything, readable, and nobody else's."""

from __future__ import annotations

import json
from typing import Any

from bot.messages import File
from tests.bot.commands.helpers import met, only
from tests.conftest import House, Opener


async def exported(house: House, user: str = "ann") -> dict[str, Any]:
    file = await only(house, house.command("export", user=user), File)
    assert file.mime == "application/json" and file.name.startswith("shoulder-20")
    return dict(json.loads(file.content))


async def live(house: House, word: str, user: str) -> None:
    await met(house, user)
    house.supporter.remember, house.supporter.open_loop = f"{word} fact", f"{word} loop"
    await house.say(f"{word} words 4111 1111 1111 1111", user)
    (yes,) = (
        c for r in house.door.delivered[-1][2].replies[1:] for c in r.choices if c.id == "fact_yes"
    )  # type: ignore[union-attr]
    await house.do(house.action(yes.id, yes.value, user=user))
    house.supporter.open_loop = ""
    house.clock.turn(seconds=10)
    await house.say("more", user)
    house.supporter.remember = ""
    await house.do(house.action("helped", "strategy-long-exhale", user=user))
    await house.do(house.command("checkin", f"1 tired my {word} note", user))
    await house.do(house.action("name_yes", word.title(), user=user))
    house.clock.turn(hours=7)
    await house.say("next day", user)


async def test_everything_is_in_it_in_plain_words(open_house: Opener) -> None:
    async with open_house(timezone="America/New_York") as house:
        await live(house, "plum", "ann")
        whole = await exported(house)
    assert list(whole) == [
        "what this is", "your name", "what I may keep", "how long I keep it",
        "what you told me to keep in mind", "what I asked to keep, without your answer yet",
        "what helped and what did not", "check-ins", "conversations",
    ]  # fmt: skip
    assert "America/New_York" in whole["what this is"] and whole["your name"] == "Plum"
    assert whole["what I may keep"]["Check-ins"] == "yes"
    assert whole["how long I keep it"] == {"conversations": "30 days", "check-ins": "365 days"}
    assert whole["what you told me to keep in mind"][0]["what"] == "plum fact"
    (opinion,) = whole["what helped and what did not"]
    assert (opinion["what"], opinion["verdict"]) == (["A longer breath out"], "helped")
    (checkin,) = whole["check-ins"]
    assert checkin | {"when": ""} == {
        "when": "", "mood": "1 of 5, very low", "words": "tired", "note": "my plum note",
    }  # fmt: skip
    first, second = whole["conversations"]
    messages = [(m["who"], m["text"]) for m in first["messages"]]
    assert messages[2:4] == [
        ("you", "plum words [card]"), ("Shoulder", "re: plum words [card]"),
    ]  # fmt: skip
    assert first["messages"][2]["still open"] == "plum loop"
    assert second["messages"][0]["text"] == "next day"
    assert ", 20" in first["started"] and first["started"].split(",")[0].endswith("day")


async def test_nothing_of_others(house: House) -> None:
    await live(house, "plum", "ann")
    await live(house, "quince", "bob")
    for user, other in (("ann", "quince"), ("bob", "plum")):
        text = json.dumps(await exported(house, user)).lower()
        assert (
            other not in text
            and house.person("ann") not in text
            and house.person("bob") not in text
        )


async def test_what_was_kept_comes_back_and_what_was_forgotten_does_not(house: House) -> None:
    await met(house)
    await house.say("keep me ünïcode \U0001f600 \u202e <b>\ud800")
    house.clock.turn(seconds=10)
    await house.say("forget me")
    await house.do(house.command("forget", "last"))
    text = json.dumps(await exported(house), ensure_ascii=False)
    assert "keep me ünïcode \U0001f600" in text and "forget me" not in text


async def test_with_nothing_kept(house: House) -> None:
    await house.say("hello")
    await house.do(house.action("memory_no"))
    await house.do(house.command("forget", "last"))
    whole = await exported(house)
    assert list(whole) == ["what this is", "what I may keep", "how long I keep it"]
    assert set(whole["how long I keep it"].values()) == {"a day at most"}


async def test_long_lives_are_exported_whole(house: House) -> None:
    from memory.conversations import Said

    await met(house)
    async with house.app.store.database.write() as tx:
        many = [Said("user", f"line {n}", n) for n in range(3000)]
        await house.app.store.conversations.add(tx, house.person(), many)
    whole = await exported(house)
    assert sum(len(c["messages"]) for c in whole["conversations"]) == 3002
