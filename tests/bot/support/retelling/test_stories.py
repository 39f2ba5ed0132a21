"""Whole sentences of a vent, said back in you-form: which, and which never."""

from __future__ import annotations

import pytest

from bot.reading.vocabulary import Vocabulary
from bot.support.retelling.echo import echoes
from bot.support.retelling.frames import find
from bot.support.retelling.parse import Parser


def told(vent: str, parser: Parser, vocabulary: Vocabulary, **modes: bool) -> list[str]:
    back = echoes(find(parser.parse(vent)), vocabulary.knows, **modes)
    return [e.text for e in back if e.slot in ("story", "note")]


@pytest.mark.parametrize(
    ("vent", "back"),
    [
        ("I took eleven more check-ins after that.", "you took eleven more check-ins after that"),
        ("ugh. spent 35 mins with a man who wouldn't restart his router",
         "you spent 35 minutes with a man who wouldn't restart his router"),
        ("The system put me back in available.", "the system put you back in available"),
        ("We started at 14 people this spring.", "you started at 14 people this spring"),
        ("Had to tell a woman on oxygen about the power cut.",
         "you had to tell a woman on oxygen about the power cut"),
        ("They charge a \"paper bill fee\" to pensioners.",
         'they charge a "paper bill fee" to pensioners'),
        ("she couldn't find the light switch in her own room",
         "she couldn't find the light switch in her own room"),
        ("I'd a line out of the door and I've four lamps to test.",
         "you had a line out of the door and you have four lamps to test"),
        ("I had to tell him.", "you had to tell him"),
        ("I used to whistle on the night desk. Now I count tiles.", "now you count tiles"),
        ("he'd like a refund on the umbrella because it rained",
         "he'd like a refund on the umbrella because it rained"),
        ("rang my own helpdesk to ask who we are", "you rang your own helpdesk to ask who you are"),
        ("I got the day desk AND the window??", "you got the day desk and the window"),
        ("The trainer stood up, put his coat on and said \"good luck\".",
         "the trainer stood up and put his coat on"),
        ("a timer reminded me my break was four seconds over",
         "a timer reminded you your break was four seconds over"),
        ("88 in the queue when I sat down, 130 when I left.",
         "88 in the queue when you sat down, 130 when you left"),
        ("6th time I've been sent the old form", "6th time you've been sent the old form"),
        ("The belt stopped (again) in the cold store.", "the belt stopped in the cold store"),
        ("Another course on patience.", "another course on patience"),
        ("what do you tell a man who rings daily to ask about a train that was cut",
         "a man who rings daily to ask about a train that was cut"),
    ],
)  # fmt: skip
def test_a_sentence_is_said_back_whole(
    vent: str, back: str, parser: Parser, vocabulary: Vocabulary
) -> None:
    assert back in told(vent, parser, vocabulary)


@pytest.mark.parametrize(
    "vent",
    [
        "Why did the system put me back in available?",
        "I think the refund team forgot about my ticket.",
        "I guess my lead had read the whole ticket.",
        "he said no miss i don't want your survey",
        "the man asked would I like to earn a bonus",
        "I'm clicking around the new system like a pensioner with a tablet",
        "mum was right about the shop",
        "Somebody explain the rota to me.",
        "It's a Tuesday.",
        "Had a phone that shuts itself off.",
        "maybe the bank lost the form on purpose",
        'my lead said "nobody reads your notes anyway"',
        "I'm the common factor in all those complaints",
        "sir this is a dentist's office on a Monday",
    ],
)
def test_what_is_thought_asked_quoted_or_a_verdict_is_no_story(
    vent: str, parser: Parser, vocabulary: Vocabulary
) -> None:
    assert told(vent, parser, vocabulary) == []


def test_a_long_sentence_is_told_in_halves(parser: Parser, vocabulary: Vocabulary) -> None:
    vent = (
        "I wrote the summary of the whole case from nine until almost one this morning, and the "
        "system ate the summary when it timed out before the end of my shift."
    )
    assert all(len(text.split()) <= 23 for text in told(vent, parser, vocabulary))
    assert told(vent, parser, vocabulary)


def test_the_guilty_are_not_told_what_they_did(parser: Parser, vocabulary: Vocabulary) -> None:
    vent = "I ticked the box for the transfer. The fraud team has the case now."
    assert told(vent, parser, vocabulary, guilty=True) == ["the fraud team has the case now"]


def test_in_grave_cases_only_the_wrong_is_named(parser: Parser, vocabulary: Vocabulary) -> None:
    vent = (
        "You work from a corner desk. He drives a red van past the office. He threatened my lead."
    )
    assert all("threatened" in text for text in told(vent, parser, vocabulary, grave=True))


def test_a_name_that_was_called_is_said_back_softened(
    parser: Parser, vocabulary: Vocabulary
) -> None:
    vent = "A customer called me useless four times because his refund takes five days."
    back = echoes(find(parser.parse(vent)), vocabulary.knows, wary=True)
    assert "a customer called you names four times" in [e.text for e in back]


@pytest.mark.parametrize(
    ("vent", "back"),
    [
        ("I took the call. Couldn't sleep after that.", "you couldn't sleep after that"),
        ("Been here six years with that same headset.",
         "you've been here six years with that same headset"),
        ("I wish my lead had read the whole ticket.",
         "you wish your lead had read the whole ticket"),
        ("She said she'd report me to the regulator.",
         "she said she'd report you to the regulator"),
    ],
)  # fmt: skip
def test_left_out_subjects_wishes_and_speech_are_told(
    vent: str, back: str, parser: Parser, vocabulary: Vocabulary
) -> None:
    assert back in told(vent, parser, vocabulary)


def test_a_left_out_subject_after_somebody_else_is_nobody(
    parser: Parser, vocabulary: Vocabulary
) -> None:
    vent = "My lead held out her hand. Didn't say a single word."
    assert not any("didn't" in text for text in told(vent, parser, vocabulary))


@pytest.mark.parametrize(
    "vent",
    [
        "I want to crawl under the desk in the break room.",
        "I have no backbone in front of my team.",
        "I'm in the wrong job for a person with a headset.",
    ],
)
def test_where_it_hurts_nothing_that_could_be_a_verdict_is_told(
    vent: str, parser: Parser, vocabulary: Vocabulary
) -> None:
    assert told(vent, parser, vocabulary, wary=True) == []
    assert told(vent, parser, vocabulary, guilty=True) == []
