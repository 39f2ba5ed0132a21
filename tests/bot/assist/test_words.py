"""The material of the assist, checked line by line."""

from __future__ import annotations

import re
from collections import Counter

import prompts
from bot.assist.catalog import categories, domains
from bot.assist.troubles import of_domain
from memory.grade import grade

APOLOGY = re.compile(r"\b(?:sorry|apolog|regret|assure)", re.I)


def test_every_domain_has_every_category() -> None:
    for domain in domains():
        assert {t.category for t in of_domain(domain)} == set(categories()), domain


def test_steps_are_under_ten_words_and_no_apologies() -> None:
    follow = prompts.read("assist/follow.yaml")
    said = [f["step"] for f in follow.values() if isinstance(f, dict) and "step" in f]
    for name in (*domains(), "general"):
        for trouble in of_domain(name):
            said += [*trouble.check, *trouble.tries.values(), *trouble.fix.values()]
    assert len(said) > 600
    assert not [s for s in said if len(s.split()) > 9 or APOLOGY.search(s)]


def test_acts_and_details_are_known() -> None:
    acts, details = prompts.read("assist/acts.yaml"), prompts.read("assist/details.yaml")
    for name in (*domains(), "general"):
        for trouble in of_domain(name):
            assert set(trouble.ask) <= set(details), trouble.id
            assert set(trouble.tries) | set(trouble.fix) <= set(acts), trouble.id


def test_no_two_messages_begin_alike() -> None:
    pools = prompts.read("assist/coworker.yaml")
    every = [t for texts in pools.values() for t in texts]
    opened = Counter(" ".join(t.split()[: 6 if t.startswith("{") else 3]) for t in every)
    assert [o for o, n in opened.items() if n > 1] == []


def test_messages_and_reframes_read_easily() -> None:
    for texts in prompts.read("assist/coworker.yaml").values():
        for text in texts:
            assert grade(re.sub(r"\{\w+\}", "it", text)) <= 7, text


def test_cases_name_acts_and_details_that_exist() -> None:
    acts, details = prompts.read("assist/acts.yaml"), prompts.read("assist/details.yaml")
    for domain in domains():
        cases = prompts.read(f"clients/cases/{domain}.yaml")
        assert Counter(c["category"] for c in cases) == dict.fromkeys(categories(), 2)
        for case in cases:
            assert set(case["ends"]) <= set(acts) and set(case["facts"]) <= set(details), case["id"]
            assert set(case.get("works") or ()) | set(case.get("tried") or ()) <= set(acts)
