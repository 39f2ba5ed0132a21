"""I turned to you, and what is never said back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reading.vocabulary import Vocabulary
from bot.support.retelling.echo import echoes
from bot.support.retelling.frames import find
from bot.support.retelling.harsh import is_harsh
from bot.support.retelling.parse import Parser


def said_back(text: str, parser: Parser, vocabulary: Vocabulary) -> list[str]:
    return [e.text for e in echoes(find(parser.parse(text)), vocabulary.knows)]


@pytest.mark.parametrize(
    "vent",
    [
        "i told him to go to hell in my head",
        "they fucked up my schedule again",
        "spent all day dealing with bullshit from the new damn system",
        "my lead gave me shit for the long call",
        "she told me to shut the fuck up about the form",
        "they pissed me off with the new schedule",
        "the app went to shit after the update",
        "nobody gives a fuck about the night shift",
        "he said we could go to hell with our policy",
        "i got hell from my lead for the form",
        "my lead was being a shit about my lunch",
    ],
)
def test_nothing_is_said_back_that_breaks_off_at_a_swear_word(
    vent: str, parser: Parser, vocabulary: Vocabulary
) -> None:
    whole = " ".join(vent.split())
    for text in said_back(vent, parser, vocabulary):
        plain = text.replace("your", "my").replace("you ", "i ").replace(" you", " me")
        assert plain in whole or len(text.split()) <= 3, text


@pytest.mark.parametrize(
    ("vent", "echo"),
    [
        ("the fucking printer died again", "the printer died again"),
        ("she literally hung up on me", "she hung up on you"),
        ("he damn well hung up on me", "hung up on you"),
        ("my manager moved my fucking break again", "your manager moved your break again"),
    ],
)
def test_swearing_that_only_colors_is_left_out(
    vent: str, echo: str, parser: Parser, vocabulary: Vocabulary
) -> None:
    assert any(echo in text for text in said_back(vent, parser, vocabulary))


@pytest.mark.parametrize(
    ("vent", "echo"),
    [
        ("she hung up on me", "she hung up on you"),
        (
            "my team lead gave my project to her friend",
            "your team lead gave your project to her friend",
        ),
        ("I explained the late fee three times.", "you explained the late fee three times"),
        ("My hands are shaking.", "your hands are shaking"),
        ("i was crying in the bathroom", "you were crying in the bathroom"),
        ("my manager moved my break again", "your manager moved your break again"),
        ("customer yelled at me over a late fee", "the customer yelled at you over a late fee"),
        ("I took 31 calls since eight", "31 calls since eight"),
        ("there's only two of us on the desk", "there's only two of you on the desk"),
        ("he called me a stupid cow four times", "he called you names four times"),
        ("HE SCREAMED AT ME ABOUT A REFUND", "he screamed at you about a refund"),
        ("she smiled after he moved my lunch to 3pm", "he moved your lunch to 3pm"),
        ("he wrote me up for being 2 minutes late", "he wrote you up for being 2 minutes late"),
        ("three of us on the floor and they want 40 orders each", "they want 40 orders each"),
        ("I have no info, the status page says green", "the status page says green"),
        ("new girl cries every day in the bathroom, lead says it will pass", "the new girl cries"),
        ("score went down. 92 to 71.", "92 to 71"),
        ("60 people waiting in the lobby", "60 people waiting in the lobby"),
        ("manager took my idea and showed it to the team", "the manager showed it to the team"),
        ("it took 9 hr shifts", "9 hour shifts"),
        ("he believed her", "he believed her"),
        ("i couldnt speak", "you couldn't speak"),
        ("i said id ask my supervisor about the shoes", "you said you'd ask your supervisor"),
    ],
)
def test_a_frame_is_turned_to_you(
    vent: str, echo: str, parser: Parser, vocabulary: Vocabulary
) -> None:
    back = said_back(vent, parser, vocabulary)
    assert any(echo in b for b in back), back


@pytest.mark.parametrize(
    "vent",
    [
        "I'm such an idiot",
        "i am the worst rep here",
        "he asked what I was wearing",
        "he said he'd wait for me in the parking lot",
        "she told me to go back to my country",
        "what if she had an accident",
        "I don't know how he's doing now",
        "i hope i fixed it",
        "I snapped at her and hung up",
        'she said "you are nothing to me"',
        "you never answer me",
        "he explianed teh thnig to me",
        "she compared me to a stain",
        "the manager says my brain is on vacation",
        "they said the new kid could replace me in an hour",
        "i sounded so needy on that call",
        "a teenager nicknamed me roadkill",
    ],
)
def test_harsh_supposed_quoted_or_garbled_words_are_not_said_back(
    vent: str, parser: Parser, vocabulary: Vocabulary
) -> None:
    back = [e for e in echoes(find(parser.parse(vent)), vocabulary.knows) if e.slot != "thing"]
    assert back == []


def test_what_somebody_kept_screaming_is_not_said_back(
    parser: Parser, vocabulary: Vocabulary
) -> None:
    found = find(parser.parse("he kept screaming GET ME SOMEONE AMERICAN. i was born in ohio"))
    back = [e.text for e in echoes(found, vocabulary.knows, wary=True)]
    assert "you were born in ohio" in back and not any("get you" in text for text in back)


def test_a_bare_number_of_times_says_nothing(parser: Parser, vocabulary: Vocabulary) -> None:
    said = said_back(
        "i said sorry like nine times. my hands won't stop shaking", parser, vocabulary
    )
    assert said and "nine times" not in said


def test_nothing_breaks_off_where_a_swear_word_was(parser: Parser, vocabulary: Vocabulary) -> None:
    said = said_back("id have told him to go to hell", parser, vocabulary)
    assert not any(text.endswith(" to") for text in said)


def test_no_torn_off_letter_comes_back(parser: Parser, vocabulary: Vocabulary) -> None:
    """ "said id refund it" came back as "and d refund it"."""
    vent = "the price wasnt on the site, thats on us. said id refund it, asked for the order number"
    assert not any(" d " in f" {text} " for text in said_back(vent, parser, vocabulary))


def test_offsets_point_at_the_persons_own_words(parser: Parser, vocabulary: Vocabulary) -> None:
    vent = "So   i told him the rule. “Fine” he said, then he hung up on me!!"
    for echo in echoes(find(parser.parse(vent)), vocabulary.knows):
        assert 0 <= echo.start < echo.end <= len(vent)
        assert vent[echo.start : echo.end].strip() == vent[echo.start : echo.end]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_at_all_is_survived(text: str) -> None:
    back = echoes(find(_PARSER.parse(text)), lambda word: True)
    assert not any(is_harsh(e.text) for e in back)


_PARSER = Parser()


def test_a_shout_holds_no_words_whatever_follows(parser: Parser, vocabulary: Vocabulary) -> None:
    found = find(
        parser.parse("he yelled at me until i cried on mute and then i took the next call")
    )
    back = [e.text for e in echoes(found, vocabulary.knows, wary=True)]
    assert "he yelled at you" in back


def test_what_was_yelled_is_not_said_back(parser: Parser, vocabulary: Vocabulary) -> None:
    found = find(parser.parse("she yelled that i am lazy and that i belong in a zoo"))
    assert not any("lazy" in e.text for e in echoes(found, vocabulary.knows, wary=True))


def test_what_was_passed_off_as_his_was_not_done_by_me(
    parser: Parser, vocabulary: Vocabulary
) -> None:
    vent = "My team lead took the macro I built. Presented it to the director like it was his."
    assert not any("you presented" in b for b in said_back(vent, parser, vocabulary))


@pytest.mark.parametrize(
    "vent", ["had a man yell at me until i cried", "i had a lady call about a bill she never got"]
)
def test_nobody_is_said_to_have_made_a_caller_do_it(
    vent: str, parser: Parser, vocabulary: Vocabulary
) -> None:
    assert not any(text.startswith("you had") for text in said_back(vent, parser, vocabulary))


def test_what_they_had_themselves_is_said_back(parser: Parser, vocabulary: Vocabulary) -> None:
    assert "you had a good day with your team" in said_back(
        "i had a good day with my team", parser, vocabulary
    )
