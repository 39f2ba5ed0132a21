"""Text on its way into Slack and out of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import registry
from handlers.slack.mrkdwn import as_markdown, escaped, pieces, short, unescaped
from handlers.slack.names import Names


@pytest.mark.parametrize("text", ["<@U1> hi", "<!channel>", "<https://x.y|z>", "a & <b>"])
def test_nothing_that_is_typed_mentions_or_links(text: str) -> None:
    assert "<" not in escaped(text) and ">" not in escaped(text)
    assert unescaped(escaped(text)) == text


def test_what_slack_made_of_it_is_words_again() -> None:
    typed = "<@U1|ann> told &lt;me&gt; &amp; <#C1|general> <!here> see <https://a.b|a.b> <mailto:x@y.z|x@y.z> <@U2>"
    said = "@ann told <me> & #general @here see a.b x@y.z @someone"
    assert unescaped(typed) == said


def test_markdown_marks_are_plain_characters() -> None:
    assert as_markdown("*no* [a](b) <@U1>") == r"\*no\* \[a\]\(b\) &lt;@U1&gt;"


def test_long_texts_split_at_sentences() -> None:
    text = "One here. " * 30 + "\n\n" + "Two there! " * 30
    parts = pieces(text, 200)
    assert all(len(part) <= 200 for part in parts)
    assert all(part[-1] in ".!" for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


@given(st.text(max_size=600), st.integers(20, 90))
def test_pieces_lose_nothing_and_fit(text: str, most: int) -> None:
    parts = pieces(text, most)
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(len(part) <= most + 3 for part in parts)


def test_short_labels() -> None:
    assert short("one two three", 8) == "one two…"
    assert short("onetwothree", 8) == "onetwot…"


@pytest.mark.parametrize(
    ("setting", "name", "slash"),
    [("", "checkin", "/checkin"), ("sh-*", "checkin", "/sh-checkin"),
     ("checkin=pulse,mood=my-mood", "mood", "/my-mood"),
     ("checkin=pulse,mood=my-mood", "forget", "/forget")],
)  # fmt: skip
def test_commands_can_have_other_names(setting: str, name: str, slash: str) -> None:
    names = Names(registry(), setting)
    assert names.slack(name) == slash
    assert names.ours(slash) == name
    assert names.shown(f"Try /{name} or http://a/{name}.") == f"Try {slash} or http://a/{name}."
