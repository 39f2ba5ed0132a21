"""No word of what anyone wrote reaches a log, at any level."""

from __future__ import annotations

import asyncio
import io
import json
import logging

from bot.farewell import FORGET
from bot.log import start_log
from tests.conftest import Opener
from tests.fakes.door import busy

WORDS = "kazoo-tantrum"


def test_a_line_is_json_with_plain_values() -> None:
    stream = io.StringIO()
    log = start_log("DEBUG", stream)
    log.info("something happened", count=3, platform="slack")
    line = json.loads(stream.getvalue())
    assert line["event"] == "something happened"
    assert (line["count"], line["platform"], line["level"]) == (3, "slack", "info")


def test_sentences_and_objects_are_withheld() -> None:
    stream = io.StringIO()
    log = start_log("DEBUG", stream)
    log.warning("careless", text="he called me a kazoo", thing={"kazoo": 1}, raw=b"kazoo")
    assert "kazoo" not in stream.getvalue()


def test_a_failure_is_a_name_and_a_place() -> None:
    stream = io.StringIO()
    log = start_log("DEBUG", stream)
    try:
        raise ValueError("kazoo in the message")
    except ValueError as error:
        log.error("it broke", failure=error, exc_info=True)
    line = json.loads(stream.getvalue())
    assert line["error"] == "ValueError" and line["trace"][0].startswith("test_log.py:")
    assert "kazoo" not in stream.getvalue()


def test_libraries_are_reduced_to_who_and_where() -> None:
    stream = io.StringIO()
    start_log("DEBUG", stream)
    logging.getLogger("chatty.library").error("body was %s", "kazoo", exc_info=ValueError("kazoo"))
    logging.getLogger("dbos").warning("input was kazoo")
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [line["logger"] for line in lines] == ["chatty.library", "dbos"]
    assert "kazoo" not in stream.getvalue()


async def test_a_whole_life_at_debug(open_house: Opener) -> None:
    async with open_house() as house:
        user = f"user-{WORDS}"
        house.supporter.errors = [ValueError(WORDS) for _ in range(3)]
        await house.say(f"{WORDS} one", user)
        house.door.fail_next = [RuntimeError(WORDS), busy(), RuntimeError(WORDS)]
        await house.say(f"{WORDS} two", user)
        house.door.fail_next = [RuntimeError(WORDS)]
        await house.app.intake.accept(house.message(f"DANGER {WORDS}", user))
        await house.do(house.command("checkin", f"2 {WORDS}", user))
        await house.do(house.action("form", WORDS, user, note=WORDS))
        await house.settle()
        await house.do(house.action(FORGET, user=user))
        await asyncio.sleep(0.3)
        lines = house.log.getvalue()
    assert "send failed" in lines and "turn failed" in lines
    assert WORDS not in lines and house.person(user) not in lines
    for line in lines.splitlines():
        json.loads(line)
