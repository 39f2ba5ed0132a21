"""Every command, by slash, by button and by word; forms; the Home tab; acknowledged in time."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from bot.commands import registry
from handlers.web import door as web_door
from memory.errors import DatabaseAway
from tests.fakes.slack import FakeSlack, Person
from tests.fakes.slack.transcript import buttons
from tests.handlers.slack.conftest import SlackHouse, SlackOpener
from tests.handlers.slack.test_talk import kept, met

pytestmark = pytest.mark.usefixtures("quick")


@pytest.mark.parametrize("name", [s.name for s in registry().specs if s.form is None])
async def test_by_slash_and_by_word(house: SlackHouse, ann: Person, name: str) -> None:
    await met(ann)
    await ann.command(f"/{name}")
    (by_slash,) = await ann.hears(1, quiet=0.3)
    await ann.say(name)
    (by_word,) = await ann.hears(1, quiet=0.3)
    assert by_slash == by_word
    assert house.slack.hub.errors == []


async def test_help_offers_buttons_and_they_work(ann: Person) -> None:
    await met(ann)
    await ann.command("/shoulder")
    (text,) = await ann.hears(1)
    assert "/checkin 2 tired notes how you are" in text
    await ann.tap("Who sees this")
    (privacy,) = await ann.hears(1, quiet=0.3)
    assert privacy.startswith("I keep our chats")
    await ann.tap("Tell me more")
    (more,) = await ann.hears(1, quiet=0.3)
    assert "the owners of this workspace may be able to export direct messages" in more


async def test_every_command_has_a_button(house: SlackHouse, ann: Person) -> None:
    """In what `/shoulder`, `/privacy` and `/memory` say, and on Home; "see it differently" stands under
    answers."""
    await met(ann)
    for line in ("/shoulder", "/privacy", "/memory"):
        await ann.command(line)
        await ann.hears(1)
    await ann.open_home()
    await ann.until(lambda: ann.home)
    assert ann.home is not None
    shown = [*ann.home["blocks"], *(block for m in ann.seen() for block in m.blocks)]
    ids = {element["action_id"].partition("#")[0] for _, element, _ in buttons(shown)}
    nine = {"shoulder", "checkin", "breathe", "mood", "memory", "privacy", "forget", "export"}
    assert nine <= ids, nine - ids
    await ann.tap_home("What I can do")
    (text,) = await ann.hears(1, quiet=0.3)
    assert "/checkin 2 tired notes how you are" in text


async def test_checkin_as_a_word_is_a_button_that_opens_the_form(ann: Person) -> None:
    """A message lets nothing open in front of anybody."""
    await met(ann)
    await ann.say("checkin")
    assert await ann.hears(1, quiet=0.3) == ["It's ready when you are: How are you right now?"]
    await ann.tap("Open it")
    assert ann.modal is not None and ann.modal["callback_id"] == "checkin_save"


async def test_forget_as_a_word_asks_first(house: SlackHouse, ann: Person) -> None:
    await met(ann)
    await ann.say("forget")
    await ann.hears(1, quiet=0.3)
    assert await kept(house, ann) is not None
    asked = [element["action_id"] for _, element, _ in buttons(ann.last.blocks)]
    assert [id.partition("#")[0] for id in asked] == ["forget_yes", "forget_no", "export"]
    await ann.tap(next(label for _, _, label in buttons(ann.last.blocks)))
    (done,) = await ann.hears(1, seconds=20, quiet=0.3)
    assert done.startswith("Done.") and await kept(house, ann) is None


async def test_checkin_in_one_line(ann: Person) -> None:
    await met(ann)
    await ann.command("/checkin 2 tired")
    (answer,) = await ann.hears(1, quiet=0.3)
    assert "I keep check-ins for 365 days" in answer


async def test_checkin_in_a_modal(ann: Person) -> None:
    await met(ann)
    await ann.command("/checkin")
    assert ann.modal is not None and ann.modal["title"]["text"] == "How are you right now?"
    assert await ann.submit(mood="4", energy="3", tags=["calm"], note="quiet day") == {}
    (answer,) = await ann.hears(1, quiet=0.3)
    assert "I keep check-ins for 365 days" in answer
    await ann.tap("Change it")
    await ann.until(lambda: ann.modal)
    await ann.submit(mood="5")
    (changed,) = await ann.hears(1, quiet=0.3)
    assert "5, very good" in changed


async def test_danger_in_a_note_goes_ahead(ann: Person) -> None:
    await met(ann)
    await ann.command("/checkin")
    await ann.submit(mood="1", note="DANGER")
    (card,) = await ann.hears(1, quiet=0.5)
    assert card == "CARD imminent"


async def test_a_button_in_a_message_opens_the_modal(ann: Person) -> None:
    await met(ann)
    await ann.command("/shoulder")
    await ann.hears(1)
    await ann.tap("Check in")
    assert ann.modal is not None
    await ann.quiet(0.3)


async def test_a_form_that_comes_too_late_is_a_button(house: SlackHouse, ann: Person) -> None:
    await met(ann)
    await ann.command("/checkin 4")
    await ann.hears(1)
    house.door.triggers.clear()
    house.door.triggers.note = lambda *of: None
    await ann.tap("Change it")
    (line,) = await ann.hears(1, quiet=0.3)
    assert line == "It's ready when you are: Change a check-in"
    await ann.tap("Open it")
    assert ann.modal is not None and ann.modal["callback_id"] == "checkin_change_save"


async def test_forget_is_confirmed_in_a_modal_and_forgets(house: SlackHouse, ann: Person) -> None:
    await met(ann)
    await ann.say("remember me")
    await ann.hears(1)
    await ann.command("/forget")
    assert ann.modal is not None and ann.modal["title"]["text"] == "Forget everything?"
    await ann.submit()
    (done,) = await ann.hears(1, seconds=20, quiet=0.3)
    assert done.startswith("Done.")
    assert [m for m in ann.seen() if not m.deleted] == [ann.last]
    assert await kept(house, ann) is None


async def test_mood_is_a_picture_with_words(house: SlackHouse, ann: Person) -> None:
    await met(ann)
    await ann.command("/checkin 3")
    await ann.hears(1)
    await ann.command("/mood")
    (shown,) = await ann.hears(1, quiet=0.3)
    (picture,) = [b for b in ann.last.blocks if b["type"] == "image"]
    assert picture["alt_text"].startswith("A chart of your last 30 days")
    file = ann.space.files[picture["slack_file"]["id"]]
    assert file.alt == picture["alt_text"] and file.channels == []
    assert shown


async def test_a_picture_that_slack_will_not_take_is_told_in_words(
    house: SlackHouse, ann: Person
) -> None:
    from tests.fakes.slack import Refuse

    await met(ann)
    house.slack.faults.next("files.getUploadURLExternal", Refuse("file_uploads_disabled"))
    await ann.command("/mood")
    (shown,) = await ann.hears(1, quiet=0.3)
    assert shown.startswith("I couldn't draw it here, so here it is in words:")


async def test_breathe_edits_its_own_message(ann: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.commands.words import words

    real = words("breathe")
    monkeypatch.setitem(real, "steps", {0.3: "In.", 0.4: "Out."})
    await met(ann)
    await ann.command("/breathe")
    (first,) = await ann.hears(1)
    assert first.startswith("In. / In through your nose")
    await ann.until(lambda: ann.last.blocks[0]["type"] == "section", 20)
    await ann.quiet(0.5)
    assert ann.last.edits[:3] == ["In.", "Out.", "In."]
    assert len(ann.last.edits) == 12
    assert ann.last.text.startswith("In through your nose")


async def test_export_warns_first_and_comes_as_a_file_only_then(
    house: SlackHouse, ann: Person
) -> None:
    await met(ann)
    await ann.command("/export")
    (warning,) = await ann.hears(1, quiet=0.3)
    assert "Slack would keep it" in warning and "page" not in warning
    await ann.tap("Send it here anyway")
    await ann.until(lambda: ann.last.files)
    (file,) = ann.last.files
    assert file.title.startswith("shoulder-") and b"you" in (file.content or b"")
    assert house.slack.hub.errors == []


async def test_export_by_a_page_that_works_once(open_slack: SlackOpener, slack: FakeSlack) -> None:
    ann = slack.person("ann")
    async with open_slack(web_name="bot.example", web_port=0) as house, page(house) as (get, post):
        await met(ann)
        await ann.command("/export")
        await ann.hears(1)
        (button,) = [e for b in ann.last.blocks for e in b.get("elements", []) if e.get("url")]
        path = button["url"].removeprefix("https://bot.example")
        assert (await get(path))[0] == (await get(path))[0] == 200  # previews look, too
        status, body, headers = await post(path)
        assert status == 200 and "attachment" in headers["Content-Disposition"]
        assert "conversations" in json.loads(body)
        assert (await post(path))[0] == 410
        await ann.command("/export")
        await ann.hears(1)
        (button,) = [e for b in ann.last.blocks for e in b.get("elements", []) if e.get("url")]
        house.clock.turn(minutes=11)
        assert (await get(button["url"].removeprefix("https://bot.example")))[0] == 410


@asynccontextmanager
async def page(house: SlackHouse) -> Any:
    web = web_door(house.app.settings, house.door._log)
    await web.open(house.app)
    async with aiohttp.ClientSession(headers={"Host": "bot.example"}) as session:

        async def call(verb: str, path: str) -> Any:
            url = f"http://127.0.0.1:{web.port}{path}"
            async with session.request(verb, url) as answer:
                return answer.status, await answer.text(), answer.headers

        try:
            yield (lambda path: call("GET", path)), (lambda path: call("POST", path))
        finally:
            await web.close()


async def test_in_a_channel_the_answer_is_private(house: SlackHouse, ann: Person) -> None:
    await met(ann)
    general = house.slack.channel("general")
    general.members.add(ann.id)
    await ann.command("/privacy", channel=general)
    (answer,) = await ann.hears(1, quiet=0.3)
    assert answer.startswith("I keep our chats")
    assert [m.ephemeral_to for m in general.messages] == [ann.id]


async def test_other_names(open_slack: SlackOpener, slack: FakeSlack) -> None:
    ann = slack.person("ann")
    slack.app.commands = None
    async with open_slack(slack_commands="sh-*"):
        await met(ann)
        await ann.command("/sh-shoulder")
        (text,) = await ann.hears(1)
        assert "/sh-checkin 2 tired notes how you are" in text


async def test_acknowledged_while_the_database_hangs(
    house: SlackHouse, ann: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    await met(ann)
    database, real = house.app.store.database, house.app.store.database.write
    back = asyncio.Event()

    @asynccontextmanager
    async def hanging() -> Any:
        await back.wait()
        async with real() as tx:
            yield tx

    monkeypatch.setattr(database, "write", hanging)
    began = asyncio.get_running_loop().time()
    await ann.command("/privacy")  # raises NotAcked after three seconds
    await ann.command("/checkin")
    await ann.submit(mood="3")
    assert asyncio.get_running_loop().time() - began < 5
    monkeypatch.setattr(database, "write", real)
    back.set()
    await ann.hears(2, seconds=20, quiet=0.3)  # from the journal


async def test_what_cannot_be_kept_is_said_so(
    house: SlackHouse, ann: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    await met(ann)

    async def full(*of: Any) -> None:
        raise DatabaseAway("full")

    @asynccontextmanager
    async def away() -> Any:
        raise DatabaseAway("away")
        yield

    monkeypatch.setattr(house.app.store.database, "write", away)
    monkeypatch.setattr(house.app.intake._journal, "put", full)
    await ann.command("/privacy")
    (sorry,) = await ann.hears(1, quiet=0.3)
    assert sorry.startswith("I couldn't take that in just now")
    await ann.command("/checkin")
    assert list((await ann.submit(mood="3")).values()) == [sorry]


async def test_home(house: SlackHouse, ann: Person) -> None:
    await ann.open_home("home")
    await ann.until(lambda: ann.home)
    assert "No check-ins yet" in json.dumps(ann.home)
    assert await kept(house, ann) is None  # looking makes nobody known
    await met(ann)
    await ann.tap_home("Check in")
    await ann.submit(mood="2", note="long")
    await ann.hears(1)
    await ann.open_home("home")
    await ann.until(lambda: '"image"' in json.dumps(ann.home), 10, "picture")
    shown = json.dumps(ann.home)
    assert "1 check-in" in shown and "lets your boss" in shown and "How to leave" in shown
    (picture,) = [b for b in ann.home["blocks"] if b["type"] == "image"]
    await ann.open_home("home")
    await ann.quiet(0.5)
    (again,) = [b for b in ann.home["blocks"] if b["type"] == "image"]
    assert again["slack_file"] == picture["slack_file"]  # not uploaded twice
    await ann.tap_home("12 weeks")
    assert (
        "Your last 12 weeks" in (await ann.hears(1, seconds=20))[0] or "12 weeks" in ann.last.text
    )
    await ann.tap_home("Forget everything")
    await ann.submit()
    await ann.hears(1, seconds=20)
    assert picture["slack_file"]["id"] not in ann.space.files
