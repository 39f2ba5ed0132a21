"""Every reply as Block Kit, as it is sent. The snapshots lie in snapshots/; delete one to make it anew."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.commands import registry
from bot.commands.checkin_edit import form as checkin_form
from bot.commands.forget import form as forget_form
from bot.messages import Answer, Chart, Choice, File, Form, Step, Text
from handlers.slack.blocks import Renderer
from handlers.slack.carry import packed, unpacked
from handlers.slack.exercise import at_step
from handlers.slack.modals import filled, modal
from handlers.slack.names import Names
from tests.fakes.slack.blockkit import check_blocks

SNAPSHOTS = Path(__file__).parent / "snapshots"
CHOICES = (Choice("listen", "Just listen"), Choice("reframe", "See it differently"))
VERDICTS = (Choice("helped", "That helped", "s-1"), Choice("not_for_me", "Not for me", "s-1"))

REPLIES: dict[str, Answer] = {
    "text": Answer((Text("He called you useless.\n\nThat's on him."),)),
    "buttons": Answer((Text("What now?", CHOICES),)),
    "verdicts": Answer((Text("Try this.", (*CHOICES, *VERDICTS)),)),
    "care": Answer((Text("People to turn to.", (Choice("crisis.safe", "I'm safe"),), "care"),)),
    "notice": Answer((
        Text("re: hello"),
        Text("May I?", (Choice("memory_yes", "Remember", style="primary"),), "notice"),
    )),
    "danger_button": Answer((Text("Wipe?", (Choice("forget_yes", "Yes", style="danger"),)),)),
    "page_button": Answer((Text("Here.", (Choice("p", "Open", url="https://a.b/c"),)),)),
    "chart": Answer((Chart(b"png", "Mood was 3.", "Your last 30 days"), Text("Nothing yet."))),
    "form": Answer((Form("name_save", "Your name?", (), "Save it"),)),
    "mention": Answer((Text("<!channel> <@U1> *bold* <http://x|y>"),)),
    "error": Answer((Text("Something broke.", tone="error"),)),
}  # fmt: skip


@pytest.fixture
def renderer() -> Renderer:
    return Renderer(Names(registry()))


def same_as_before(name: str, shown: Any) -> None:
    path = SNAPSHOTS / f"{name}.json"
    text = json.dumps(shown, indent=1, ensure_ascii=False) + "\n"
    if not path.exists():
        SNAPSHOTS.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        pytest.fail(f"{path.name} was made: look at it and run again")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", REPLIES)
def test_every_reply_looks_as_before(renderer: Renderer, name: str) -> None:
    shown = [{"text": post.text, "blocks": post.blocks} for post in renderer.posts(REPLIES[name])]
    same_as_before(name, shown)


@pytest.mark.parametrize("name", REPLIES)
def test_every_reply_is_within_slacks_limits(renderer: Renderer, name: str) -> None:
    for post in renderer.posts(REPLIES[name]):
        for at, _ in post.charts:
            post.blocks[at]["slack_file"] = {"id": "F1"}
        check_blocks(post.blocks, "message", {"F1"})


@pytest.mark.parametrize("form", [checkin_form(crew=True), checkin_form(), forget_form()])
def test_forms_are_modals(form: Form) -> None:
    view = modal(form, "D1/17.1")
    same_as_before(f"modal_{form.id}_{len(form.fields)}", view)
    check_blocks(view["blocks"], "modal", set())


def test_a_form_survives_in_a_button() -> None:
    form = checkin_form(crew=True)
    open_ = replace(form, fields=tuple(replace(f, folded=False) for f in form.fields))
    assert unpacked(packed(form)) == open_  # modals have room: nothing is folded there
    assert len(packed(form)) < 2000


def test_what_a_modal_brings_back() -> None:
    values = {
        "mood": {"value": {"type": "radio_buttons", "selected_option": {"value": "2"}}},
        "energy": {"value": {"type": "radio_buttons", "selected_option": None}},
        "tags": {"value": {"selected_options": [{"value": "tired"}, {"value": "sad"}]}},
        "note": {"value": {"type": "plain_text_input", "value": "long day"}},
    }
    got = filled({"state": {"values": values}})
    assert got == (("mood", "2"), ("tags", "tired"), ("tags", "sad"), ("note", "long day"))


def test_long_answers_stay_within_one_message_and_then_become_two(renderer: Renderer) -> None:
    (post,) = renderer.posts(Answer((Text("A sentence here. " * 400),)))
    assert len(post.blocks) == 3 and all(len(b["text"]["text"]) < 3000 for b in post.blocks)
    posts = renderer.posts(Answer((Text("A sentence here. " * 2000),)))
    assert len(posts) == 4
    assert all(b["text"]["text"].endswith(".") for post in posts for b in post.blocks)


def test_a_file_is_not_a_block(renderer: Renderer) -> None:
    assert renderer.posts(Answer((File("a.json", "application/json", b"{}"),))) == []


def test_commands_are_called_what_they_are_called_here() -> None:
    (post,) = Renderer(Names(registry(), "sh-*")).posts(Answer((Text("Send /forget."),)))
    assert post.text == "Send /sh-forget."


def test_an_exercise_shows_its_step_above_the_words(renderer: Renderer) -> None:
    (post,) = renderer.posts(Answer((Text("Slowly.", steps=(Step("In", 4),)),)))
    text, blocks = at_step(post, Step("In", 4))
    assert (text, [b["type"] for b in blocks]) == ("In", ["header", "section"])
