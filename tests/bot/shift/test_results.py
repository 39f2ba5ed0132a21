"""The end of an exercise: rows, the picture, the same in words."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Sequence
from dataclasses import replace

from PIL import Image

from bot.shift import play, rows
from bot.shift import study as given_rows
from bot.shift.results import results_of
from bot.shift.run import Run, dump
from bot.shift.study import gather
from tests.bot.shift.helpers import at_the_counter, finished, fresh, speaks
from tests.conftest import House


def table_of(people: Sequence[Sequence[Run]]) -> str | None:
    return given_rows.table(people, random.Random(1))


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_one_row_per_client_and_no_words() -> None:
    one = play.rated(play.rated(finished(), 0, 1, "cues", 2), 0, 3, "cues", -1)
    told = table(rows.own([one]))
    assert [row["position"] for row in told] == ["1", "2", "3"]
    assert told[0]["condition"] == "civil" and told[0]["day"] == "2026-09-21"
    assert told[0]["cues_mean"] == "0.5" and told[0]["cues_ratings"] == "2"
    assert told[0]["before_politeness"] == "-2" and told[0]["after_helpfulness"] == "2"
    assert told[1]["label_mean"] == "" and told[1]["label_ratings"] == "0"
    text = rows.own([one])
    assert "Let me look" not in text and not any(e.name in text for e in one.encounters)


def test_clients_who_were_never_met_have_no_row() -> None:
    assert table(rows.own([fresh()])) == []
    one = play.stopped(play.said(at_the_counter(), "hello", speaks))
    assert [row["ended"] for row in table(rows.own([one]))] == ["left"]


def test_the_picture_says_what_its_words_say() -> None:
    results = results_of(finished())
    assert len(results.measures) == 6 and len(results.clients) == 3
    image = Image.open(io.BytesIO(results.picture().png()))
    assert image.size[0] == 720
    for one in results.clients:
        assert f"{one.name} -2" in results.alt  # politeness
    assert "before -2" in results.alt and "4 stars" in results.alt


def test_nothing_answered_nothing_drawn() -> None:
    results = results_of(finished({}))
    assert not results.measures and "nothing to draw" in results.alt
    assert results.picture().png()


def test_a_study_gets_numbers_of_five_people_or_none() -> None:
    people = [[finished()] for _ in range(4)]
    assert table_of(people) is None
    assert table_of([*people, [fresh()]]) is None  # the fifth gave nothing
    text = table_of([*people, [finished(), finished()]])
    assert text is not None
    told = table(text)
    assert len(told) == 18 and len({row["participant"] for row in told}) == 5
    assert "day" not in told[0] and "2026" not in text and "Let me look" not in text


async def test_only_what_was_given_is_gathered(house: House) -> None:
    store = house.app.store
    for number, (given, consent) in enumerate(((True, True), (False, True), (True, False))):
        user = f"user{number}"
        await house.say("hello", user)
        person = house.person(user)
        one = replace(finished(), id=f"r{number}", donated=given)
        async with store.database.write() as tx:
            await store.exercises.put(tx, person, dump(one))
            await store.people.consent(tx, person, "study", consent, 1)
    found = [runs for runs in await gather(store) if runs]
    assert [[run.id for run in runs] for runs in found] == [["r0"]]
