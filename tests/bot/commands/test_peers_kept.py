"""What is kept of stories and buddies stands in the export and in /memory, and nothing of anybody else."""

from __future__ import annotations

import json

import prompts
from bot.crew.buddies import WEEK, Hours
from bot.crew.stories import Story
from bot.messages import File, Text
from memory.buddies import Buddy, BuddyChat
from memory.clock import to_ms
from memory.stories import CrewTold, Review
from tests.bot.crew.helpers import crew_standing, do, got, straight
from tests.conftest import House

KEY = prompts.read("crew/stories.yaml")["export"]


async def lived(house: House) -> None:
    made = await crew_standing(house, "ann", "bob")
    store, now = house.app.store, to_ms(house.clock.now())
    ann, bob, workspace = house.person("ann"), house.person("bob"), made.workspace_id
    year = now + 365 * 86_400_000
    mine = Story("A hard call.", "I went outside for a bit.").dump()
    theirs = Story("A long queue.", "Bob-only words of help.").dump()
    async with store.database.write() as tx:
        await store.stories.put(tx, CrewTold("story-a", made.id, ann, "shared", now, year, mine))
        await store.stories.put(tx, CrewTold("story-b", made.id, bob, "shared", now, year, theirs))
        await store.stories.ask(tx, Review("story-b", ann, "yes", now))
        hours = Hours(WEEK, 540, 1020).dump()
        await store.buddies.put(tx, Buddy(ann, workspace, True, hours, now))
        await store.buddies.block(tx, ann, bob, now)
        await store.buddies.add(tx, BuddyChat("x", workspace, ann, bob, "met", now))


async def test_the_export_has_all_of_it_and_nothing_of_others(house: House) -> None:
    await lived(house)
    (file,) = (await straight(house, house.action("export_file"))).replies
    assert isinstance(file, File)
    told = json.loads(file.content)
    (story,) = told[KEY["stories"]]
    assert (
        story[KEY["helped"]] == "I went outside for a bit." and story[KEY["crew"]] == "Night shift"
    )
    assert told[KEY["up_for_it"]] == "every day, 09:00 to 17:00"
    assert told[KEY["reviews"]] == told[KEY["not_with"]] == told[KEY["chats"]] == 1
    assert b"Bob" not in file.content and house.person("bob").encode() not in file.content


async def test_memory_lists_it_with_a_button_for_each(house: House) -> None:
    await lived(house)
    await do(house, house.command("memory"))
    shown = {
        reply.text: [choice.id for choice in reply.choices]
        for reply in got(house, "ann")[-1].replies
        if isinstance(reply, Text)
    }
    assert shown["1 story you left for your crew"] == ["story"]
    hours = "You're up for a chat with a coworker: every day, 09:00 to 17:00"
    assert shown[hours] == ["buddy_on", "buddy_off"]
    assert shown["1 person you won't meet for a chat"] == ["buddy_unblock"]


async def test_forgetting_either_of_two_takes_what_was_between_them(house: House) -> None:
    await lived(house)
    await house.app.eraser.forget(house.person("bob"))
    async with house.app.store.database.read() as tx:
        assert await house.app.store.buddies.of(tx, house.person("ann")) == []
        assert await house.app.store.buddies.blocks(tx, house.person("ann")) == []
        assert await house.app.store.stories.get(tx, "story-b") is None
    await house.app.retention.sweep()
    async with house.app.store.database.read() as tx:
        assert await house.app.store.stories.read_by(tx, house.person("ann")) == []
        assert len(await house.app.store.stories.by(tx, house.person("ann"))) == 1
