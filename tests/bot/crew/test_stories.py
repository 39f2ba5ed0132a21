"""What may be passed on, what could tell who wrote it, and that a quote stays a quote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import prompts
from bot.crew.stories import LONGEST, Story, faults, quoted, signs, tidy, warning

HELPED = "I stand up after each fifth call and look out of the window for a bit."


def helped(text: str, when: str = "Back to back calls all day.") -> Story:
    return Story(when, text)


def test_plain_words_can_be_passed_on_and_point_to_nobody() -> None:
    assert faults(helped(HELPED)) == []
    assert signs(helped(HELPED)) == ()
    assert warning(helped(HELPED)) == prompts.read("crew/stories.yaml")["signs"]["none"]
    assert Story.load(helped(HELPED).dump()) == helped(HELPED)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Just breathe.", "short"),
        ("word " * (LONGEST + 1), "long"),
        ("This page helped me a lot: https://evil.example/x", "link"),
        ("I read calmdown.com before each shift and it helps.", "link"),
        ("Write to sam@example.org and tell them about it.", "link"),
        ("Ask <@U012345> about it, they know what to do.", "link"),
        ("See [this page](javascript:alert(1)) for all of it.", "link"),
        ("I tell myself that he's a moron and an idiot anyway.", "harsh"),
        ("I found a way to pay him back on the next call.", "retaliates"),
        ("My doctor changed my medication and that did it.", "clinical"),
    ],
)
def test_what_can_not_be_passed_on_is_named(text: str, code: str) -> None:
    assert code in faults(helped(text))
    assert code in prompts.read("crew/stories.yaml")["faults"]


@pytest.mark.parametrize(
    ("text", "group", "words"),
    [
        ("Last Tuesday I put my phone away and that was it.", "when", "Last Tuesday"),
        ("I told my husband about it and slept.", "family", "my husband"),
        ("As the only man here I asked for a swap.", "job", "the only man"),
        ("I've done nine years here, so I just laugh.", "job", "nine years here"),
        ("I took my insulin and ate something first.", "body", "insulin"),
        ("I wear my hijab in blue on those days.", "belief", "my hijab"),
        ("The photo on my monitor does it for me.", "habit", "on my monitor"),
        ("I asked [name] to take the next one.", "taken_out", "[name]"),
        ("I think of the sea near Brighton and hum.", "name", "Brighton"),
    ],
)
def test_what_might_tell_who_wrote_it_is_shown_to_the_author(
    text: str, group: str, words: str
) -> None:
    found = signs(helped(text))
    assert (group, words) in [(sign.group, sign.words) for sign in found]
    assert words in warning(helped(text))


@given(st.text(max_size=400))
def test_no_text_can_end_its_quote_or_format_link_or_mention(typed: str) -> None:
    text = tidy(typed)
    assert not set(text) & set('“”"<>`*_~|\\#=\n\r\t')
    assert text.isprintable() or not text
    assert tidy(text) == text
    whole = quoted(Story("", text))
    assert whole.count("“") == whole.count("”") == 1
    assert whole.startswith("“") and whole.endswith("”")


@given(st.text(max_size=200), st.text(max_size=200))
def test_checking_never_fails_and_names_only_known_codes(when: str, text: str) -> None:
    story = Story(tidy(when), tidy(text))
    known = prompts.read("crew/stories.yaml")["faults"]
    assert all(code in known for code in faults(story))
    words = f"{story.when} \n{story.helped}"
    assert all(sign.words in words for sign in signs(story))
    assert warning(story)
