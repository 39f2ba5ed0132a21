"""What is taken out, what stays, and how the rest reads."""

from __future__ import annotations

import time

import pytest

from bot.safety.redact import Redactor
from bot.support.retelling.parse import Parser
from tests.bot.safety import redact_examples as examples

STRUCTURED = ("card", "phone", "email", "iban", "ip", "ssn", "account", "address")


@pytest.fixture(scope="module")
def redactor() -> Redactor:
    return Redactor.load()


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


@pytest.mark.parametrize("half", ["dev", "own"])
@pytest.mark.parametrize("parsed", [False, True], ids=["words only", "with parse"])
def test_marked_sentences(redactor: Redactor, parser: Parser, half: str, parsed: bool) -> None:
    chosen = [e for e in examples.load() if e.half == half]
    score = examples.measure(
        chosen, lambda t: redactor.redact(t, parser.parse(t) if parsed else None)
    )
    assert len(chosen) >= 200
    assert score.recall(*STRUCTURED) >= 0.95, score.faults
    assert score.recall("person") >= 0.9, score.faults
    assert score.wrong / score.words <= 0.01, score.faults


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr Patel yelled at me", "Someone yelled at me"),
        ("then Mr Patel yelled at me", "then someone yelled at me"),
        ("it was Sarah's account", "it was someone's account"),
        ("my manager Priya shrugged", "my manager [name] shrugged"),
        ("a guy called Dan rang", "a guy called [name] rang"),
        ("his name is Zoltan", "his name is [name]"),
        ("Grace from billing helped", "[name] from billing helped"),
        ("hi Sandra, wrong chat", "hi [name], wrong chat"),
        ("card 4111 1111 1111 1111, she said", "card [card], she said"),
        ("email me at dan at gmail dot com", "email me at [email]"),
        ("order #4471902 was lost", "order #[account] was lost"),
        ("call (212) 555-0147 ext. 12 now", "call [phone] now"),
        ("he lives at 12 Oak Street, Leeds LS1 4AB.", "he lives at [address]."),
        ("ssn 123-45-6789, from 10.1.2.3", "ssn [ssn], from [ip]"),
        ("pay GB82 WEST 1234 5698 7654 32 today", "pay [iban] today"),
    ],
)
def test_the_rest_stays_readable(redactor: Redactor, text: str, expected: str) -> None:
    assert redactor.redact(text).text == expected


@pytest.mark.parametrize(
    "text",
    [
        "such a Karen", "the patience of Mother Teresa", "Will this get better? I may quit", "mark my words, I hope so", "Amazon said no",
        "Verizon's policy is not mine", "AHT 412, CSAT 4.2, 45 calls", "$1,200.50 for a £30 kettle", "error code 80070005 again",
        "version 10.2.3.4 broke it", "from 10:30 to 11:45 on 2024-03-05", "Monday in Leeds, then Dublin", "for Pete's sake", "3 people down the road",
        "1000000 tickets", "the bill rose", "I'm Black and I'm tired", "Rich customers are the worst", "PS5 4GB", "looking at amazon.com again",
    ],
)  # fmt: skip
def test_what_is_nobodys_data_stays(redactor: Redactor, parser: Parser, text: str) -> None:
    assert redactor.redact(text).spans == ()
    assert redactor.redact(text, parser.parse(text)).text == text


def test_spans_point_into_the_input(redactor: Redactor) -> None:
    text = "😭 Café shift. Mrs O’Neil’s number is ０７７００ ９００１２３ and I’m done"
    found = [(text[s.start : s.end], s.type) for s in redactor.redact(text).spans]
    assert found == [("Mrs O’Neil", "person"), ("０７７００ ９００１２３", "phone")]


def test_a_name_given_once_is_taken_everywhere(redactor: Redactor) -> None:
    assert (
        "Xerxu"
        not in redactor.redact("A woman named Xerxu rang. I like Xerxu. I told Xerxu so.").text
    )


def test_a_parse_of_another_text_is_ignored(redactor: Redactor, parser: Parser) -> None:
    text = "nothing here is a name"
    assert redactor.redact(text, parser.parse("Amarachi has spoken")).text == text


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "1 ",
        "a@",
        "a.",
        "Mr ",
        "Ann ",
        "1:",
        "order number ",
        "12 Oak ",
        "flat 3, ",
        "Ann at dot ",
        "+1 ",
        "[name] ",
    ],
)
def test_long_texts_take_linear_time(redactor: Redactor, unit: str) -> None:
    def seconds(size: int) -> float:
        start = time.process_time()
        redactor.redact((unit * size)[:size])
        return time.process_time() - start

    seconds(5_000)
    assert seconds(100_000) < 30 * max(seconds(10_000), 0.03)
