"""The small parts: who serves, how often, what it costs, what comes back as text."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.breaker import Breaker
from bot.model.build import engine
from bot.model.engine import Line, ModelError
from bot.model.limits import Limited, Limiter
from bot.model.served import deal, served
from bot.model.shapes import found_in, with_shape
from bot.model.thoughts import Spoken
from bot.settings import Settings
from memory.spending import Spent
from tests.bot.model.conftest import Make
from tests.conftest import House
from tests.fakes.model_server import ModelServer


def settings(**given: object) -> Settings:
    return Settings(_env_file=None, **given)  # type: ignore[arg-type]


def test_nothing_set_means_no_model() -> None:
    assert served(settings()) is None and engine(settings()) is None and deal(settings()) is None


@pytest.mark.parametrize(
    ("model", "url", "name", "here"),
    [
        ("openai:gpt-4o-mini", "", "openai:gpt-4o-mini", False),
        ("gpt-4o-mini", "", "openai:gpt-4o-mini", False),
        ("anthropic:claude-x", "", "anthropic:claude-x", False),
        ("ollama:llama3.1:8b", "", "ollama:llama3.1:8b", True),
        ("llama3.1:8b", "http://127.0.0.1:11434/v1/", "server:llama3.1:8b", True),
        ("", "http://localhost:8081/v1", "server:default", True),
        ("qwen", "http://[::1]:8081/v1", "server:qwen", True),
        ("qwen", "https://models.example.com/v1", "server:qwen", False),
        ("qwen", "http://10.0.0.7/v1", "server:qwen", False),
        ("ollama:qwen", "http://10.0.0.7:11434", "ollama:qwen", False),
    ],
)
def test_who_serves(model: str, url: str, name: str, here: bool) -> None:
    found = served(settings(model=model, model_base_url=url))
    assert found is not None and (found.name, found.here) == (name, here)


def test_anything_that_people_were_told_makes_another_deal() -> None:
    given = {"model": "openai:gpt-x", "model_place": "Ireland", "model_retention": "30 days"}
    first = deal(settings(**given))
    assert first is not None and first.provider == "OpenAI"
    changes = (
        {"model_place": "the United States"}, {"model_retention": ""}, {"model_provider": "Us"},
        {"model": "anthropic:claude-x"}, {"model_base_url": "https://elsewhere.example/v1"},
    )  # fmt: skip
    marks = {deal(settings(**{**given, **change})).mark for change in changes}  # type: ignore[union-attr]
    assert len(marks | {first.mark}) == len(changes) + 1
    same = deal(settings(**{**given, "model": "openai:gpt-y"}))
    assert same is not None and same.mark == first.mark  # another model, the same eyes


def test_configuring_a_model_imports_no_package_of_its_provider() -> None:
    check = (
        "import sys; from bot.settings import Settings; from bot.model.build import engine;"
        "import bot.app, bot.mind, bot.turn;"
        "e = engine(Settings(_env_file=None, model='openai:x', model_api_key='k'));"
        "print(e.name, *[m for m in sys.modules if m.startswith(('lang', 'openai', 'httpx'))])"
    )
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "openai:x"


def test_a_person_may_have_it_so_often() -> None:
    now = 0.0
    limiter = Limiter(6, now=lambda: now)
    assert [limiter.take("ann") for _ in range(3)] == [True, True, False]  # in one minute
    assert limiter.take("bob")
    taken = 2
    for minute in range(1, 59):
        now = minute * 60.0
        taken += limiter.take("ann")
    assert taken == 6  # in one hour
    now = 3601.0
    assert limiter.take("ann")


async def test_beyond_it_nothing_is_sent(server: ModelServer, make: Make) -> None:
    mine = Limited(make(), Limiter(1), "ann")
    lines = [Line("user", "hello")]
    assert "".join([piece async for piece in mine.stream(lines, tokens=50)])
    with pytest.raises(ModelError) as caught:
        async for _ in mine.stream(lines, tokens=50):
            pass
    assert caught.value.kind == "limited" and len(server.asked) == 1


def test_a_pause_grows_while_it_keeps_failing() -> None:
    now = 0.0
    breaker = Breaker(failures=2, pause=10, now=lambda: now)
    for _ in range(2):
        assert breaker.enter()
        breaker.failed()
    assert breaker.open and not breaker.enter()
    now = 10.0
    assert breaker.enter() and not breaker.enter()  # one goes to see
    breaker.failed()
    now = 25.0
    assert not breaker.enter()
    now = 30.0
    assert breaker.enter()
    breaker.gave_up()
    assert breaker.enter()
    breaker.succeeded()
    assert breaker.enter() and breaker.enter()


async def test_days_are_written_down_and_kept_apart(house: House) -> None:
    spending = house.app.store.spending
    assert await spending.day("2026-11-29") == Spent()
    await spending.add("2026-11-29", Spent(1, 100, 20, 140))
    await spending.add("2026-11-29", Spent(1, 50, 10, 70))
    await spending.add("2026-11-30", Spent(1, 1, 1, 1))
    assert await spending.day("2026-11-29") == Spent(2, 150, 30, 210)


@given(st.text(max_size=40), st.text(max_size=40), st.integers(1, 9))
def test_thoughts_go_however_they_are_cut(thought: str, said: str, size: int) -> None:
    thought = thought.replace("</think>", "")
    whole = f" <think>{thought}</think>\n\n{said}"
    spoken, out = Spoken(), ""
    for at in range(0, len(whole), size):
        out += spoken.more(whole[at : at + size])
    if not said.lstrip().startswith("<"):
        assert out.lstrip() == said.lstrip()


@given(
    st.dictionaries(st.text(max_size=5), st.integers()), st.text(alphabet="ab `\n}[", max_size=9)
)
def test_the_object_is_found_in_whatever_stands_around_it(body: dict[str, int], noise: str) -> None:
    import json

    assert found_in(f"{noise}{json.dumps(body)}{noise}") == body


@pytest.mark.parametrize("text", ["", "{", "}{", "[1]", "null", "{" * 50_000])
def test_no_object_is_none(text: str) -> None:
    assert found_in(text) is None


def test_a_shape_in_words_keeps_one_system_line() -> None:
    lines = [Line("system", "Be kind."), Line("user", "hi")]
    assert [line.role for line in with_shape(lines, {})] == ["system", "user"]
    assert [line.role for line in with_shape(lines[1:], {})] == ["system", "user"]
