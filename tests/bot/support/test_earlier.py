"""Reading ahead changes no answer, and keeps no words."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from bot.safety.veil import Veiled
from bot.support.earlier import Earlier
from bot.support.generate import Generator
from bot.support.ground import Ground
from bot.support.supporter import Supporter
from bot.support.talk import SupportRequest, Utterance


def test_the_same_answer_with_and_without(supporter: Supporter) -> None:
    talk = (Utterance("user", "he called me useless four times"), Utterance("bot", "re", ("ask",)))
    request = SupportRequest("yeah. and then he called again", talk, seed=3)
    afresh = supporter.ground(request)
    first = supporter.answer(request)
    assert isinstance(afresh, Ground)
    before = _prompt(afresh)
    supporter.foresee(SupportRequest("he called me useless four times"), talk[1])
    assert supporter.answer(request) == first
    foreseen = supporter.ground(request, supporter.hear(request.text))
    assert isinstance(foreseen, Ground)
    assert _prompt(foreseen) == before  # word for word


def test_what_was_foreseen_is_not_looked_up_again(
    supporter: Supporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "my lead let me take the blame for the outage in front of everybody"
    answer = supporter.answer(SupportRequest(said))
    talk = (Utterance("user", said), Utterance("bot", answer.text, answer.moves))
    supporter.foresee(SupportRequest(said), talk[1])
    request = SupportRequest("and now he wants me to write the apology to the client", talk)
    heard = supporter.hear(request.text)
    monkeypatch.setattr(supporter._book, "_literals", [])  # no phrase would be found any more
    queries: list[object] = []
    query = supporter.library._collection.query

    def noted(**asked: object) -> object:
        queries.append(asked["where"])
        return query(**asked)

    monkeypatch.setattr(supporter.library, "_collection", SimpleNamespace(query=noted))
    ground = supporter.ground(request, heard)
    assert isinstance(ground, Ground) and ground.hits
    assert {*answer.phrases} & ground.seen
    assert None not in queries  # but for steps, which are asked for by kind


def test_a_message_may_be_understood_before_its_talk_is_looked_up(supporter: Supporter) -> None:
    talk = (Utterance("user", "he called me useless four times"), Utterance("bot", "re", ("ask",)))
    for text in (
        "yeah. and then he called again",
        " 31 calls, no lunch, and my lead just shrugged ",
    ):
        request = SupportRequest(text, talk, seed=5)
        assert supporter.answer(request, supporter.hear(text)) == supporter.answer(request)


def test_numbers_are_kept_and_no_words(supporter: Supporter) -> None:
    earlier = Earlier(supporter._understander)
    said = [Utterance("user", "my shift ran to 31 calls and he called me useless")]
    heard = earlier.of(said)
    assert heard is not None and heard.understanding.incidents
    assert earlier.of(said) is heard
    assert "useless" not in repr(earlier._read) and "31 calls" not in repr(earlier._read)
    assert earlier.of([]) is None


def _prompt(ground: Ground) -> list[str]:
    return [line.text for line in Generator().brief(ground, Veiled(ground.text)).lines]
