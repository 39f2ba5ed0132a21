"""No table of people is forgotten: each is in the export or has a reason not to be, each ends one day, and
`/forget` empties all of them (tests/memory/test_crews.py fills each and looks)."""

from __future__ import annotations

import json

import prompts
from bot.messages import File
from memory.crews import Stay
from memory.erase import personal_tables
from memory.page_links import PageLink
from tests.bot.commands.helpers import ask, met
from tests.conftest import House
from tests.memory.test_crews import crew

# table → where it stands in an export, or why it doesn't; and what ends it.
TABLES = {
    "people": ("settings", "with the person"),
    "consents": ("consents", "with the person"),
    "inbox": (
        "its text is in the transcript; of what was answered only a hash is left",
        "transcripts",
    ),
    "outbox": ("conversations", "transcripts, platform ids a year"),
    "conversations": ("conversations", "transcripts"),
    "utterances": ("conversations", "transcripts"),
    "facts": ("facts", "proposals a week, else with the person"),
    "checkins": ("checkins", "check-ins"),
    "feedback": ("feedback", "with the person"),
    "exercises": ("exercises", "words with transcripts, numbers with check-ins"),
    "card_ratings": ("ratings", "check-ins"),
    "loads": ("load", "a day"),
    "practices": ("practice", "words with transcripts, results with check-ins"),
    "crew_leads": ("crews you lead", "with the crew"),
    "crew_members": ("crews you are or were in", "a year after the end"),
    "crew_invitations": ("crews that asked you", "90 days, a never with the person"),
    "page_links": ("this browser", "with the person"),
    "checkin_plans": ("when you want to be asked", "with the person"),
    "nudges": ("for looking in", "hard talks with transcripts"),
    "crew_cohorts": ("follows from the stays; kept only to tell a week", "two weeks"),
    "buddies": ("up for a chat", "off, or with the person"),
    "buddy_chats": ("how many; with whom is the other one's, too", "a week"),
    "buddy_blocks": ("how many; who they are is not ours to hand out", "with the person"),
    "crew_stories": ("stories you left for a crew", "a year unless renewed"),
    "story_reviews": ("how many; the story is its author's", "with the story"),
}


def test_every_table_of_people_is_thought_of() -> None:
    assert {table.name for table in personal_tables()} == set(TABLES)


async def test_what_crews_keep_is_in_the_export(house: House) -> None:
    await met(house)
    store, ann = house.app.store, house.person()
    async with store.database.write() as tx:
        await store.crews.add(tx, crew(house), ann)
        await store.crews.join(tx, "1", Stay("c1", ann, "seat", 86_400_000))
        await store.crews.leave(tx, "c1", ann, 2 * 86_400_000)
        await store.invitations.put(tx, "c1", ann, "not_now", 86_400_000)
        await store.page_links.put(tx, PageLink(ann, "account", "{}", 86_400_000))
        plan = {"days": [0], "at": 570, "zone": "UTC", "quiet_from": 0, "quiet_until": 360}
        more = {"paused_until": 0, "snoozed_to": 0}
        await store.plans.put(tx, ann, json.dumps({**plan, **more}), None)
        await store.nudges.put(tx, ann, json.dumps({"hard": [86_400_000], "last": 0}), None)
    (file,) = (await ask(house, house.action("export_file"))).replies
    assert isinstance(file, File)
    told, key = json.loads(file.content), prompts.read("crew/export.yaml")["keys"]
    assert told[key["leads"]] == ["Nachtschicht"]
    assert told[key["stays"]][0]["crew"] == "Nachtschicht" and told[key["stays"]][0]["until"]
    assert told[key["asked"]][0]["your answer"] == "not now"
    assert told[key["plan"]]["time"] == "9:30, UTC"
    assert told[key["nudges"]][key["hard"]] and told[key["link"]]


async def test_privacy_says_what_crews_mean(house: House) -> None:
    await met(house)
    said = (await house.do(house.action("privacy_more")))[0]
    assert "its lead gets one picture a week of the whole crew" in said
