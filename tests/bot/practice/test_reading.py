from __future__ import annotations

import pytest

from bot.practice.mood import act_of
from bot.practice.reading import read


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("hm ok have u told ur family", "asked_closed"),
        ("you shouldnt have to be the one who's shaking", "heard"),
        ("yeah that would scare me too", "heard"),
        ("u should quit", "advised"),
        ("do you think about him a lot", "asked_closed"),
        ("did you ever think about leaving", "advised"),
        ("God never gives us more than we can handle.", "dismissed"),
        ("She'll forgive you, kids forget.", "dismissed"),
        ("Maybe he was just better for the role?", "dismissed"),
        ("Babies are hard lol. Mine slept through at 6 weeks", "hijacked"),
        ("I missed my kid's graduation for work once.", "hijacked"),
        ("What would help?", "offered"),
        ("what's your favorite pizza", "silly"),
    ],
)
def test_what_a_message_is_to_the_partner_as_people_type_it(text, act):
    assert act_of(read(text), on_topic=False) == act


def test_quotations_keep_the_spelling_of_the_person():
    reading = read("dont worry. u got this")
    assert [s.text for s in reading.sentences] == ["dont worry.", "u got this"]
