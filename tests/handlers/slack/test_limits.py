"""Whatever the bot says or asks, Slack takes it: every neutral reply and form within Slack's limits."""

from __future__ import annotations

import ast
import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.commands import (
    assist,
    buddy,
    buddy_avoid,
    checkin_edit,
    checkin_plan_form,
    forget,
    memory_edit,
    practice_words,
    registry,
    simulate,
    story,
)
from bot.commands import name as name_command
from bot.crew import form as crew_form
from bot.crew.library import Circle
from bot.crew.stories import Story
from bot.messages import Answer, Chart, Choice, Field, Form, Step, Text
from handlers.slack import pace
from handlers.slack.blocks import Renderer
from handlers.slack.carry import packed, unpacked
from handlers.slack.exercise import at_step
from handlers.slack.modals import modal
from handlers.slack.names import Names
from memory.checkins import Checkin
from memory.clock import to_ms
from memory.crews import Crew
from tests.fakes.slack.blockkit import check_blocks
from tests.handlers.slack.conftest import SlackHouse
from tests.handlers.slack.test_talk import met

ROOT = Path(__file__).parents[3]
LONG = "Their name is Ünal & <@U1> 🙃 " * 200
RENDERER = Renderer(Names(registry()))


def check_view(view: dict[str, Any]) -> None:
    """Slack's limits for a modal."""
    assert 0 < len(view["title"]["text"]) <= 24
    assert 0 < len(view["submit"]["text"]) <= 24 and 0 < len(view["close"]["text"]) <= 24
    assert len(view["callback_id"]) <= 255 and len(view["private_metadata"]) <= 3000
    assert len(view["blocks"]) <= 100
    check_blocks(view["blocks"], "modal", set())


def check_message(blocks: list[dict[str, Any]], charts: Iterator[int]) -> None:
    for at in charts:
        blocks[at]["slack_file"] = {"id": "F1"}
    check_blocks(blocks, "message", {"F1"})


# --- anything that the vocabulary can say

ids = st.text("abcdefghijklmnop_.", min_size=1, max_size=60)
values = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=140)
texts = values | st.builds(
    lambda part, times: part * times, st.sampled_from(["A sentence. ", "🙃", "x", "\n\n", "&<"]),
    st.integers(0, 1_500),
)  # fmt: skip
styles = st.sampled_from(["plain", "primary", "danger"])
urls = st.sampled_from(["", "", "https://shoulder.example/copy/x"])
choices = st.builds(Choice, ids, texts, values, styles, urls)
verdicts = st.just((Choice("helped", "y" * 90, "s"), Choice("not_for_me", "n" * 90, "s")))
tones = st.sampled_from(["plain", "care", "notice", "error"])
rows = st.lists(choices, max_size=25).map(tuple) | verdicts
replies = st.builds(Text, texts, rows, tones)
charts = st.builds(Chart, st.just(b"png"), texts.map(lambda t: f"A chart. {t}"), texts)
pairs = st.builds(
    lambda count, label: [(f"v{n}", f"{n} {label}") for n in range(count)], st.integers(0, 120), texts
)  # fmt: skip
kinds = st.sampled_from(["text", "line", "scale", "pick", "tags", "people", "zone"])
fields = st.builds(Field, ids, texts, kinds, pairs.map(tuple), st.booleans(), texts)
forms = st.builds(
    Form, ids, texts, st.lists(fields, max_size=6, unique_by=lambda f: f.id).map(tuple), texts,
    texts, values,
)  # fmt: skip


@settings(max_examples=15, deadline=None)
@given(st.lists(replies | charts | forms, min_size=1, max_size=4))
def test_every_answer_is_within_slacks_limits(said: list[Any]) -> None:
    for post in RENDERER.posts(Answer(tuple(said))):
        assert len(post.text) <= 40_000
        check_message(post.blocks, (at for at, _ in post.charts))


@settings(max_examples=15, deadline=None)
@given(forms)
def test_every_form_is_within_slacks_limits_at_once_and_from_a_button(form: Form) -> None:
    check_view(modal(form, "D0123456789/1234567890.123456"))
    carried = packed(form)
    if len(carried) <= 2000:
        check_view(modal(unpacked(carried), "D0123456789/1234567890.123456"))


@settings(max_examples=15, deadline=None)
@given(texts)
def test_every_step_of_an_exercise_is_within_slacks_limits(line: str) -> None:
    (post,) = RENDERER.posts(Answer((Text("Slowly."),)))
    text, blocks = at_step(post, Step(f"In {line}"[:1_000], 4))
    assert len(text) <= 40_000
    check_blocks(blocks, "message", set())


# --- the forms that there are, each at its longest

CREW = Crew("c" * 32, "w", LONG[:80], 3, "UTC", 0, {"eap": LONG[:300], "contact": LONG[:300]})


def _form_of(outcome: Any) -> Form:
    return next(reply for reply in outcome.answer.replies if isinstance(reply, Form))


def all_forms() -> dict[str, Form]:
    """By id. No command that opens one needs more than this to show it."""
    nobody = cast(Any, None)
    told = Story(LONG[:3000], LONG[:3000])
    circles = [Circle(CREW, "me", frozenset("abcdef")), Circle(CREW, "me", frozenset("abcdef"))]
    found = [
        crew_form.start(LONG[:400], {"name": LONG, "typed": LONG, "eap": LONG}),
        crew_form.change(CREW), crew_form.ask(CREW), crew_form.lead(CREW),
        _form_of(memory_edit._form("fact", "f" * 32, LONG)),
        _form_of(memory_edit._form("loop", "f" * 32, LONG)),
        checkin_plan_form.filled({"days": "0,1,2,3,4,5,6", "at": LONG, "zone": LONG, "quiet": LONG}),
        practice_words.report()[0], practice_words.ask(), simulate._form(), assist._form(),
        _form_of(asyncio.run(name_command.change(nobody))),
        _form_of(asyncio.run(buddy_avoid.form(nobody))), buddy._form(None, "America/Argentina/Rio_Gallegos"),
        story.form(circles, told, "s" * 40), forget.form(), checkin_edit.form(),
        checkin_edit.form("checkin_change_save"),
        Form("checkin_past_go", "t", (), "s"),  # at its longest below, since it reads what is kept
    ]  # fmt: skip
    return {form.id: form for form in found}


def form_ids() -> set[str]:
    """What the code calls its forms: the first argument of every `Form(…)` in bot/."""
    found = set()
    for path in (ROOT / "bot").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if called and node.func.id == "Form" and node.args:
                found.add(ast.unparse(node.args[0]).strip("'\""))
    return found


def test_no_form_is_left_out() -> None:
    by_name = {
        "_YES": "forget_yes",
        "id": "checkin_save",
        "f'{kind}_change_save": "fact_change_save",
    }
    assert {by_name.get(id, id) for id in form_ids()} <= set(all_forms())


@pytest.mark.parametrize("id", all_forms())
def test_every_form_opens_at_once_and_from_a_button(id: str) -> None:
    form = all_forms()[id]
    check_view(modal(form, "D0123456789/1234567890.123456"))
    (post,) = RENDERER.posts(Answer((form,)))
    check_message(post.blocks, iter(()))
    again = unpacked(packed(form))
    check_view(modal(again, "D0123456789/1234567890.123456"))
    assert [field.id for field in again.fields] == [field.id for field in form.fields]


async def test_a_long_list_that_comes_too_late_is_a_button_with_the_latest(
    house: SlackHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.fakes.slack import Refuse

    monkeypatch.setattr(pace, "APART", 0.01)
    ann = house.slack.person("ann")
    await met(ann)
    store, now = house.app.store, house.clock.now()
    person = store.vault.person("slack", ann.space.id, ann.id)
    async with store.database.write() as tx:
        for n in range(150):
            at = to_ms(now) - (150 - n) * 3_600_000
            await store.checkins.add(tx, person, Checkin(f"checkin-{n:024}", at, 3, 2))
    house.slack.faults.next("views.open", Refuse("expired_trigger_id"))
    await ann.command("/checkin past")
    await ann.hears(1)
    await ann.tap("Open it")
    assert ann.modal is not None
    options = ann.modal["blocks"][0]["element"]["options"]
    assert len(options) > 5 and options[0]["value"] == f"checkin-{149:024}"
    assert [error for error in house.slack.hub.errors if error[1] != "expired_trigger_id"] == []
