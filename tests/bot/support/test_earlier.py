"""Reading ahead changes no answer, and keeps no words."""

from __future__ import annotations

from bot.support.earlier import Earlier
from bot.support.supporter import Supporter
from bot.support.talk import SupportRequest, Utterance


def test_the_same_answer_with_and_without(supporter: Supporter) -> None:
    talk = (Utterance("user", "he called me useless four times"), Utterance("bot", "re", ("ask",)))
    request = SupportRequest("yeah. and then he called again", talk, seed=3)
    first = supporter.answer(request)
    supporter.foresee(SupportRequest("he called me useless four times"))
    assert supporter.answer(request) == first


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
