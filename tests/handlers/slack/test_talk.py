"""Conversations, as transcripts: who wrote what, what came back, and that nothing else did."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.health import check
from memory.people import Person as Kept
from tests.fakes.slack import Person
from tests.handlers.slack.conftest import SlackHouse

NOTICE = "One thing before we go on: I'm Shoulder, a bot"


pytestmark = pytest.mark.usefixtures("quick")


async def met(ann: Person) -> None:
    """Somebody who said yes to being remembered."""
    await ann.say("hello")
    await ann.hears(1)
    await ann.tap("Remember our chats")
    await ann.hears(1)


async def kept(house: SlackHouse, ann: Person) -> Kept | None:
    id = house.app.store.vault.person("slack", ann.space.id, ann.id)
    async with house.app.store.database.read() as tx:
        return await house.app.store.people.get(tx, id)


async def said(house: SlackHouse, ann: Person) -> list[str]:
    id = house.app.store.vault.person("slack", ann.space.id, ann.id)
    async with house.app.store.database.read() as tx:
        return [s.text for s in await house.app.store.conversations.recent(tx, id, 0)]


async def test_the_first_vent(house: SlackHouse, ann: Person) -> None:
    root = await ann.say("31 calls since eight")
    (answer,) = await ann.hears(1, quiet=0.4)
    assert answer.startswith("re: 31 calls since eight / One thing before we go on: I'm Shoulder")
    assert "owners of this workspace may be able to export" in answer
    assert "use your own phone and someone outside work" in answer
    assert "Find A Helpline (findahelpline.com)" in answer and "send /forget" in answer
    assert ann.last.thread_ts == root.ts
    assert ann.transcript.splitlines()[1] == "  ~ is reading what you wrote…"
    assert ann.dm.status_of(root.ts) is None
    assert house.slack.hub.errors == []


async def test_remember_and_the_second_answer_has_no_notice(house: SlackHouse, ann: Person) -> None:
    await ann.say("hello")
    await ann.hears(1)
    await ann.tap("Remember our chats")
    (yes,) = await ann.hears(1, quiet=0.3)
    assert yes.startswith("Thanks, I'll keep our chats")
    person = await kept(house, ann)
    assert person is not None and person.allows("memory")
    await ann.say("and again")
    (answer,) = await ann.hears(1, quiet=0.3)
    assert answer == "re: and again"


async def test_an_answer_in_a_thread_stays_in_it(ann: Person) -> None:
    await met(ann)
    root = await ann.say("one")
    await ann.hears(1)
    await ann.say("two", thread=root)
    await ann.hears(1, quiet=0.3)
    assert ann.last.thread_ts == root.ts


async def test_marks_of_slack_are_read_as_words(ann: Person) -> None:
    await met(ann)
    await ann.say("she typed a < b & <nobody>")
    (answer,) = await ann.hears(1)
    assert answer == "re: she typed a < b & <nobody>"


async def test_danger_goes_ahead(house: SlackHouse, ann: Person) -> None:
    house.supporter.seconds = 2.5
    await ann.say("slow one")
    await ann.say("DANGER")
    (card,) = await ann.hears(1, quiet=3.5)
    assert card == "CARD imminent"


async def test_an_edit_before_the_answer_counts(house: SlackHouse, ann: Person) -> None:
    await met(ann)
    house.supporter.seconds = 0.4
    message = await ann.say("he was rude")
    await ann.edit(message, "she was rude")
    (answer,) = await ann.hears(1, quiet=0.6)
    assert answer == "re: she was rude"


async def test_an_edit_after_the_answer_changes_the_transcript_only(
    house: SlackHouse, ann: Person
) -> None:
    await met(ann)
    message = await ann.say("he was rude")
    await ann.hears(1)
    await ann.unfurl(message)
    await ann.edit(message, "it was long")
    await ann.quiet(0.5)
    assert "it was long" in await said(house, ann) and "he was rude" not in await said(house, ann)


async def test_a_deleted_message_goes_from_the_transcript(house: SlackHouse, ann: Person) -> None:
    await met(ann)
    message = await ann.say("never mind this")
    await ann.hears(1)
    await ann.delete(message)
    await ann.quiet(0.5)
    assert "never mind this" not in await said(house, ann)


async def test_a_picture_is_kindly_declined(ann: Person) -> None:
    await met(ann)
    await ann.upload("face.png", b"png", mimetype="image/png")
    (answer,) = await ann.hears(1, quiet=0.3)
    assert answer.startswith("I can't look at pictures or files")


async def test_words_beside_a_picture_are_answered(ann: Person) -> None:
    await met(ann)
    await ann.upload("face.png", b"png", text="look at that", mimetype="image/png")
    (answer,) = await ann.hears(1, quiet=0.3)
    assert answer.startswith("re: look at that / I can't look at pictures or files")


async def test_a_text_file_is_read(ann: Person) -> None:
    await met(ann)
    await ann.upload("note.txt", b"what he wrote", text="see")
    (answer,) = await ann.hears(1, quiet=0.3)
    assert answer == "re: see\n\nwhat he wrote"


async def test_a_mention_is_answered_in_private(house: SlackHouse, ann: Person) -> None:
    await met(ann)
    general = house.slack.channel("general")
    await ann.mention(general, "that call was awful")
    (answer,) = await ann.hears(1, quiet=0.4)
    assert answer == "re: that call was awful"
    (hint,) = [m for m in general.messages if m.bot]
    assert hint.ephemeral_to == ann.id and "direct messages" in hint.text


async def test_what_people_say_in_channels_is_not_ours(house: SlackHouse, ann: Person) -> None:
    await ann.say("lunch?", channel=house.slack.channel("general"))
    await ann.quiet(0.5)
    assert house.supporter.requests == []


async def test_suggested_prompts(house: SlackHouse, ann: Person) -> None:
    await ann.open_home("messages")
    await ann.until(lambda: ann.dm.prompts)
    assert len(ann.dm.prompts) == 4
    await ann.quiet(0.3)


@pytest.mark.parametrize("prompt", range(4))
async def test_every_suggested_prompt_has_an_answer(ann: Person, prompt: int) -> None:
    from handlers.slack.words import words

    await met(ann)
    await ann.say(words("start")["prompts"][prompt]["message"])
    await ann.hears(1, quiet=0.3)


async def test_verdicts_are_kept(house: SlackHouse, ann: Person) -> None:
    await met(ann)
    await ann.command("/breathe")
    await ann.hears(1)
    await ann.tap("That helped")
    (thanks,) = await ann.hears(1, quiet=0.3)
    assert thanks.startswith("Good to know")
    id = house.app.store.vault.person("slack", ann.space.id, ann.id)
    async with house.app.store.database.read() as tx:
        (opinion,) = await house.app.store.feedback.all(tx, id)
    assert (opinion.verdict, opinion.targets) == ("helped", ("strategy-long-exhale",))


async def test_stop_ends_an_exercise_at_once(ann: Person) -> None:
    await met(ann)
    await ann.say("breathe")
    (first,) = await ann.hears(1)
    assert first.startswith("Breathe in")
    await ann.stop(ann.last)
    await ann.until(lambda: ann.last.edits)
    await ann.quiet(0.3)
    assert ann.last.blocks[0]["type"] == "section"


async def test_stop_before_the_answer_is_sent(
    house: SlackHouse, ann: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    await met(ann)
    house.door._pace._apart = 3.0  # the next answer waits for its second
    await ann.command("/privacy")
    await ann.hears(1)
    message = await ann.say("too many words")
    await ann.until(lambda: ann.dm.status_of(message.ts))
    while not (await check(house.app)).unsent:
        await asyncio.sleep(0.02)
    await ann.stop(message)
    await ann.quiet(2.5)
    assert ann.dm.status_of(message.ts) is None
    health = await check(house.app)
    assert (health.waiting, health.unsent, health.given_up) == (0, 0, 0)
    assert "re: too many words" not in await said(house, ann)
    assert house.slack.hub.errors == []
    house.door._pace._apart = 0.01
    await ann.say("again")
    assert "re: again" in (await ann.hears(1, quiet=0.3))[0]


async def test_nothing_of_it_is_in_the_log(house: SlackHouse, ann: Person, data_dir: Path) -> None:
    await ann.say("my secret sorrow")
    await ann.hears(1)
    assert "sorrow" not in house.log.getvalue() and ann.id not in house.log.getvalue()


async def test_an_exercise_has_a_thread_of_its_own(house: SlackHouse, ann: Person) -> None:
    """In it the partner, then the coach; outside of it the coworker."""
    await met(ann)
    await ann.command("/practice all")
    await ann.hears(1)
    menu = ann.last
    await ann.tap("Screamed at for an hour")
    (opened,) = await ann.hears(1, quiet=0.2)
    assert "Dana: " in opened and ann.last.thread_ts == menu.ts
    await ann.say("How are you feeling?", thread=menu)
    await ann.say("my own day was long")  # in one breath with it, and not meant for the partner
    partner, coworker = sorted(await ann.hears(2, quiet=0.3))
    assert partner.startswith("Dana: ") and coworker == "re: my own day was long"
    assert [r.text for r in house.supporter.requests][-1] == "my own day was long"
    await ann.say("DANGER")  # outside: no question whose it is
    (card,) = await ann.hears(1, quiet=0.4)
    assert card.endswith("CARD imminent")


async def test_after_the_feedback_the_coach_answers_in_the_thread(
    house: SlackHouse, ann: Person
) -> None:
    await met(ann)
    await ann.command("/practice screamed_at")  # begun in no thread: the first message decides
    await ann.hears(1)
    root = await ann.say("How are you feeling?")
    await ann.hears(1)
    assert ann.last.thread_ts == root.ts
    await ann.say("still at my desk")
    assert await ann.hears(1) == ["re: still at my desk"]
    await ann.tap("Coach me")
    await ann.hears(1)
    await ann.tap("Skip the questions")
    await ann.hears(1)
    asked = len(house.supporter.requests)
    await ann.say("why was that a miss?", thread=root)
    (answer,) = await ann.hears(1, quiet=0.3)
    assert len(house.supporter.requests) == asked and not answer.startswith("re:")
    assert ann.last.thread_ts == root.ts
    await ann.say("why me?")
    assert await ann.hears(1) == ["re: why me?"]
