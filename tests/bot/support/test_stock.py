"""What drafts are drawn from is what they would be drawn from if nothing were kept between them."""

from __future__ import annotations

import math
from collections import Counter
from itertools import accumulate
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.support import compose
from bot.support.brief import Brief
from bot.support.compose import DRAFTS, Composer
from bot.support.filling import fill, fillable
from bot.support.phrasebook import Phrase, Phrasebook
from bot.support.reads_well import flaws
from bot.support.retelling.echo import Echo, overlap
from bot.support.retelling.retell import Retelling
from bot.support.stock import Stock
from bot.support.understanding import Understanding

PLAIN = Phrase("plain", "validate", "That was rude.")
CLAUSE = Phrase("clause", "validate", "{Clause}, and that was rude.", slots=("clause",))
NAMES = Phrase("names", "validate", "You paid for their mix-up.", spot="mix-up")
LINES = [(PLAIN, 0.5), (CLAUSE, 0.7), (NAMES, 2.2)]


@st.composite
def told(draw: st.DrawFn) -> list[Echo]:
    places = draw(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=6))
    return [
        Echo("clause", f"he said thing {n}", at, at + size, 1.0 + n, hostile=n % 2 == 0)
        for n, (at, size) in enumerate(places)
    ]


@given(told(), st.data())
def test_what_is_used_takes_what_overlaps_with_it(echoes: list[Echo], data: st.DataObject) -> None:
    stories = [Retelling(f"r{n}", e.text, (e,), 1.0) for n, e in enumerate(echoes)]
    stock = Stock(echoes, {"validate": LINES}, stories, "he")
    used = data.draw(st.lists(st.sampled_from(echoes), max_size=3)) if echoes else []
    gone = stock.gone(used)
    left = [e for e in echoes if not any(overlap(e, u) for u in used)]
    assert [one.echoes[0] for one, _ in stock.stories(gone)] == left
    assert all(after == stock.gone(one.echoes) for one, after in stock.stories(gone))
    lines = [one for one in LINES[:2] if fillable(one[0], left)]
    plain = Stock(echoes, {"validate": LINES[:2]}, stories, "he")
    options = plain.options("validate", gone, None)
    assert list(options.lines) == lines
    assert list(options.weights) == list(
        accumulate((f + 0.9 * bool(p.slots)) ** 2 for p, f in lines)
    )
    for line, _ in lines:
        one, other = Random(3), Random(3)
        assert plain.filled(line, gone, one) == fill(line, left, "he", other)
        assert one.random() == other.random()


def test_a_line_that_names_the_spot_comes_first_and_once() -> None:
    stock = Stock((), {"validate": LINES}, (), "they")
    assert [p.id for p, _ in stock.options("validate", 0, None).lines] == ["names"]
    assert stock.options("validate", 0, frozenset({"mix-up"})).lines == ()
    assert [p.id for p, _ in stock.options("validate", 0, frozenset({""})).lines] == ["names"]


def test_a_long_line_counts_little_more_than_a_short_one() -> None:
    long = Phrase("long", "validate", "That was rude, and it was rude for a good long while.")
    stock = Stock((), {"validate": [(PLAIN, 0.5), (long, 0.5)]}, (), "they")
    usual = (3 + 12) / 2
    short, much = (stock.weighed("validate", p.text) for p in (PLAIN, long))
    assert 3 < short < usual < much < 12


@pytest.mark.parametrize("seed", range(8))
def test_what_stands_behind_something_never_begins(seed: int) -> None:
    felt = Understanding({"anger": 0.9}, {"verbal_abuse": 0.9}, 2, "vent", "en", ())
    echo = Echo("setting", "in front of the whole team", 0, 26, 2.0)
    brief = Brief("he asked in front of the whole team", felt, (echo,), "he")
    orders = [("reflect", "validate", "ask"), ("validate", "reflect", "ask")]
    draft = Composer(Phrasebook.load()).compose(orders, brief, Random(seed))
    assert draft is not None and "n front of the whole team" in draft.text
    assert not draft.text.lower().startswith(("in front", "and in front"))


def test_ten_people_get_more_than_a_few_lines() -> None:
    felt = Understanding({"anger": 0.9}, {"verbal_abuse": 0.95}, 2, "vent", "en", ())
    story = Echo("story", "he screamed at you over a late fee", 0, 34, 3.0, hostile=True)
    brief = Brief("he screamed at me over a late fee", felt, (story,), "he")
    composer = Composer(Phrasebook.load())
    orders = [("reflect", "validate", "ask")]
    drafts = [composer.compose(orders, brief, Random(seed)) for seed in range(30)]
    used = Counter(
        id for draft in drafts if draft for id in set(draft.phrases) if id[:6] != "retell"
    )
    assert max(used.values()) <= 4
    assert len([id for id in used if id.startswith("validate")]) >= 15


@pytest.mark.parametrize("seed", range(12))
def test_what_is_not_written_out_would_not_have_won(seed: int) -> None:
    echoes = [
        Echo("story", "the same man called you four times about one late bill", 0, 60, 2.0),
        Echo("clause", "he hung up on you", 62, 80, 1.5, hostile=True, subject="he"),
        Echo("state", "tired", 90, 95, 1.0),
    ]
    felt = Understanding({"anger": 0.9}, {"verbal_abuse": 0.9}, 2, "vent", "en", ())
    brief = Brief("he hung up on me", felt, tuple(echoes), "he")
    orders = [("reflect", "validate", "ask"), ("validate", "affirm", "reflect")]
    book = Phrasebook.load()
    won = Composer(book).compose(orders, brief, Random(seed))
    all_of_them = []
    draft = compose._draft

    def every(*args: object) -> object:
        made = draft(*args[:4], -math.inf)  # type: ignore[arg-type]
        all_of_them.append(made)
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compose, "_draft", every)
        assert Composer(book).compose(orders, brief, Random(seed)) == won
    assert len(all_of_them) == DRAFTS and won is not None


def test_nothing_is_wrong_with_a_plain_sentence_and_each_flaw_counts() -> None:
    fine = ["He hung up while you were still talking.", "What did you do next?"]
    assert flaws(" ".join(fine), fine, ()) == 0.0
    for worse in (
        ["He hung up while you were talking.", "Talking helps, most days of all."],
        ["He hung up while you were talking.", "He never called again, not once."],
        ["That was rude.", "What did you do after he hung up?"],
        ["A man hung up, and then a man called again.", "What did you do?"],
        ["There was no call, not one, and nothing to read.", "What did you do next?"],
    ):
        assert flaws(" ".join(worse), worse, ()) > 0
    assert flaws(fine[0], fine[:1], ("he hung around all day",)) > 0
