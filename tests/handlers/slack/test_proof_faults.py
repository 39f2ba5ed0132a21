"""Every method that is called is refused, broken or cut off once, and what a person sees is the same.

Of the others, streams are in test_stream.py, tokens in test_workspaces.py, people in test_crews.py.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest

from handlers.slack.socket import Socket
from tests.conftest import StoodClock
from tests.fakes.slack import Broken, Busy, FakeSlack, Person, Refuse, Reset, Slow, Torn
from tests.fakes.slack.faults import Fault
from tests.handlers.slack.conftest import SlackHouse, SlackOpener
from tests.handlers.slack.test_talk import met

pytestmark = pytest.mark.usefixtures("quick")

ONCE: tuple[Fault, ...] = (Busy(1), Broken(503), Torn(), Refuse("ratelimited"))


async def _answered(house: SlackHouse, ann: Person) -> None:
    await ann.say("They moved my break again")
    (answer,) = await ann.hears(1, quiet=0.5)
    assert answer == "re: They moved my break again"


async def _mentioned(house: SlackHouse, ann: Person) -> None:
    """Nobody told us yet which channel their direct message is."""
    house.door.directs.forget(ann.space.id, ann.id)
    general = house.slack.channel("general")
    await ann.mention(general, "that call was awful")
    await ann.hears(1, quiet=0.5)
    await ann.until(lambda: any(m.ephemeral_to == ann.id for m in general.messages), 10, "line")
    assert sum(m.ephemeral_to == ann.id for m in general.messages) == 1


async def _home(house: SlackHouse, ann: Person) -> None:
    await ann.open_home()
    await ann.until(lambda: ann.user.home is not None, 10, "Home")


async def _prompts(house: SlackHouse, ann: Person) -> None:
    await ann.open_home("messages")
    await ann.until(lambda: len(ann.dm.prompts) == 4, 10, "suggestions")


async def _form(house: SlackHouse, ann: Person) -> None:
    """It opens, or there is a button that opens it."""
    await ann.command("/checkin")
    await ann.until(lambda: ann.modal or len(ann.seen()) > ann._looked, 10, "form or button")
    if ann.modal is None:
        await ann.hears(1, quiet=0.5)
        await ann.tap("Open it")
    assert ann.modal is not None


async def _mood(house: SlackHouse, ann: Person) -> None:
    await ann.command("/checkin 2 tired")
    await ann.hears(1)
    await ann.command("/mood")
    await ann.hears(1, quiet=0.5)
    assert any("slack_file" in block for block in ann.last.blocks)


async def _breathe(house: SlackHouse, ann: Person) -> None:
    await ann.say("breathe")
    await ann.hears(1)
    await ann.stop(ann.last)
    await ann.until(lambda: ann.last.blocks[0]["type"] == "section", 15, "its words again")
    await ann.quiet(0.3)


async def _forgotten(house: SlackHouse, ann: Person) -> None:
    before = list(ann.seen())
    await ann.command("/forget")
    await ann.submit()
    await ann.hears(1, seconds=20)
    await ann.until(lambda: all(m.deleted for m in before), 15, "taking back")


@dataclass(frozen=True)
class Case:
    method: str
    what: Callable[[SlackHouse, Person], Awaitable[None]]


CASES = (
    Case("chat.postMessage", _answered), Case("assistant.threads.setStatus", _answered),
    Case("conversations.open", _mentioned), Case("chat.postEphemeral", _mentioned),
    Case("views.publish", _home), Case("assistant.threads.setSuggestedPrompts", _prompts),
    Case("views.open", _form), Case("files.getUploadURLExternal", _mood),
    Case("files.completeUploadExternal", _mood), Case("chat.update", _breathe),
    Case("agents.sessions.setStatus", _breathe), Case("chat.delete", _forgotten),
)  # fmt: skip
# A line that may have been shown is not shown again: it points to an answer that comes anyway.
LOST = {"chat.postEphemeral": (Broken(503),)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.method)
async def test_in_trouble_once(house: SlackHouse, case: Case) -> None:
    ann = house.slack.person("ann")
    await met(ann)
    for fault in ONCE:
        if fault in LOST.get(case.method, ()):
            continue
        who = house.slack.person(f"ann-{type(fault).__name__.lower()}")
        await met(who)
        house.slack.faults.next(case.method, fault)
        await case.what(house, who)
        met_it = [method for method, kind in house.slack.faults.met if kind == fault]
        assert met_it == [case.method], "nobody called it"
        house.slack.faults.clear()
    assert '"level": "error"' not in house.log.getvalue()


async def test_it_stands_and_nobody_said_so(house: SlackHouse, ann: Person) -> None:
    """The message is posted, and the connection is cut before or in the middle of saying so."""
    await met(ann)
    cut: tuple[Fault, ...] = (Reset(after=True), Torn(), Broken(502, after=True))
    for number, fault in enumerate(cut):
        house.slack.faults.next("chat.postMessage", fault)
        await ann.say(f"call number {number}")
        assert await ann.hears(1, quiet=0.6) == [f"re: call number {number}"]
    asked = [method for _, method, _ in house.slack.hub.calls]
    assert asked.count("conversations.replies") == 3  # it looked before it would have said it again


async def test_looking_for_it_is_refused_too(house: SlackHouse, ann: Person) -> None:
    await met(ann)
    house.slack.faults.next("chat.postMessage", Reset(after=True))
    house.slack.faults.next("conversations.replies", Busy(1))
    house.slack.faults.next("conversations.replies", Broken(500))
    await ann.say("They moved my break again")
    await ann.hears(1, quiet=1.0)
    house.slack.faults.next("chat.postMessage", Reset(after=True))  # and outside of threads
    house.slack.faults.next("conversations.history", Busy(1))
    await ann.command("/privacy")
    await ann.hears(1, quiet=1.0)


async def test_a_workspace_that_says_too_much(house: SlackHouse, ann: Person) -> None:
    await met(ann)
    house.slack.faults.next("chat.postMessage", Refuse("message_limit_exceeded"), times=2)
    await ann.say("They moved my break again")
    assert await ann.hears(1, quiet=0.5) == ["re: They moved my break again"]


@pytest.mark.parametrize("reason", ["channel_not_found", "not_in_channel"])
async def test_a_channel_that_is_not_that_one_any_more(
    house: SlackHouse, ann: Person, reason: str
) -> None:
    """What was written down is stale: the direct message of today is asked for."""
    await met(ann)
    old = ann.dm.id
    answer = house.slack.faults
    answer.next("chat.postMessage", Refuse(reason), when=lambda given: given["channel"] == old)
    ann.dm.members.discard(ann.id)
    await ann._ask("interactive", _tap(ann, old))
    new = ann.space.im(ann.id)
    await ann.until(lambda: new.id != old and new.messages, 10, "answer in the new one")
    await ann.quiet(0.5)
    assert len(new.messages) == 1


def _tap(ann: Person, channel: str) -> dict[str, object]:
    action = {
        "type": "button", "action_id": "privacy#0", "action_ts": "1.0", "block_id": "b", "value": "",
    }  # fmt: skip
    return {
        **ann._base("block_actions"), "actions": [action], "channel": {"id": channel, "name": "dm"},
        "container": {"type": "message", "message_ts": "1.0", "channel_id": channel},
        "message": {"ts": "1.0"},
    }  # fmt: skip


async def test_one_event_on_two_sockets_at_once(house: SlackHouse, ann: Person) -> None:
    mine = house.door._inlet._socket
    second = Socket(mine._bolt, mine._token, mine._web, lambda _: None, house.door._log)
    second.start()
    try:
        await house.slack.connected(2)
        house.slack.deliveries.copies, house.slack.deliveries.copy_pause = 2, 0.0
        await ann.say("They moved my break again")
        await ann.hears(1, quiet=0.6)
        assert len(house.supporter.requests) == 1
    finally:
        await second.stop()


async def test_a_warning_alone_loses_nothing(house: SlackHouse, ann: Person) -> None:
    await house.slack.sockets.warn()
    await ann.say("They moved my break again")
    await ann.hears(1, seconds=12, quiet=0.5)


async def test_socket_mode_is_turned_off_and_on_again(house: SlackHouse, ann: Person) -> None:
    slack = house.slack
    slack.deliveries.retry_after = (0.5,) * 40
    before = slack.sockets.accepted
    await slack.sockets.disable()
    await ann.until(lambda: not house.door.line().up, 10, "notice that the line is down")
    await ann.say("They moved my break again")
    await ann.quiet(1.5)
    slack.sockets.enable()
    await ann.until(lambda: slack.sockets.accepted > before, 12, "new connection")
    await ann.hears(1, seconds=12, quiet=0.5)


@pytest.mark.parametrize("fault", [Slow(3.0), Busy(1), Torn()], ids=repr)
async def test_tickets_that_come_slowly(house: SlackHouse, ann: Person, fault: Fault) -> None:
    slack = house.slack
    slack.deliveries.retry_after = (0.5,) * 40
    before = slack.sockets.accepted
    slack.faults.next("apps.connections.open", fault)
    slack.sockets.reset()
    await ann.say("They moved my break again")
    await ann.until(lambda: slack.sockets.accepted > before, 14, "new connection")
    await ann.hears(1, seconds=12, quiet=0.5)


async def test_an_answer_that_is_taken_back_late(open_slack: SlackOpener, slack: FakeSlack) -> None:
    """Slack is too busy to delete it just then: it goes later, and one answer is left."""
    async with open_slack(settle_seconds=1.2, clock=StoodClock()) as house:
        ann = slack.person("ann")
        slack.faults.next("chat.delete", Busy(1))
        await ann.say("He shouted at me.")
        await ann.hears(1)
        early = ann.last
        house.clock.turn(seconds=0.4)
        await ann.say("Then he hung up.")
        await ann.until(lambda: "words not taken back" in house.log.getvalue(), 5, "refusal")
        house.clock.turn(seconds=1.3)
        (answer,) = await ann.hears(1)
        assert answer.startswith("re: He shouted at me.\nThen he hung up.")
        await ann.until(lambda: early.deleted, 10, "taking back")
        await ann.quiet(0.6)
