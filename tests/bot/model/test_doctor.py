"""The doctor asks the model one question, and says in plain words what is wrong."""

from __future__ import annotations

import pytest

from bot.model.examine import examine
from bot.settings import Settings
from tests.fakes.model_server import Garbage, Hang, ModelServer, Reply, Script, Status

TOLD = {"model_retention": "for a day"}


def settings(**given: object) -> Settings:
    return Settings(_env_file=None, **given)  # type: ignore[arg-type]


async def test_without_a_model_nobody_is_asked() -> None:
    ((level, text),) = await examine(settings())
    assert level == "ok" and "composed" in text


async def test_one_that_answers_is_well(server: ModelServer) -> None:
    server.usual = Reply("Hello!")
    ((level, text),) = await examine(settings(model_base_url=server.url, model="m", **TOLD))
    assert (level, text) == ("ok", "The model server:m answers.") and len(server.asked) == 1


@pytest.mark.parametrize(
    ("script", "words"),
    [
        (Status(401), "SHOULDER_MODEL_API_KEY"),
        (Status(402), "no money"),
        (Status(404), "does not know the model m"),
        (Status(429), "too often"),
        (Status(500), "broken (status 500)"),
        (Status(400), "OpenAI-compatible"),
        (Hang(), "in time"),
        (Garbage("html"), "no answer of a model"),
        (Garbage("empty"), "no words"),
    ],
    ids=repr,
)
async def test_what_is_wrong_is_said_plainly(
    server: ModelServer, script: Script, words: str
) -> None:
    server.usual = script
    given = settings(model_base_url=server.url, model="m", model_first_seconds=0.5, **TOLD)
    ((level, text),) = await examine(given)
    assert (
        level == "bad" and words in text and "sorry" not in text
    )  # the server's words are its own


async def test_nobody_there_no_key_no_package_no_such_name() -> None:
    (gone, *_) = await examine(settings(model_base_url="http://127.0.0.1:9/v1", **TOLD))
    assert gone[0] == "bad" and "can't be reached" in gone[1]
    (package, *_) = await examine(settings(model="anthropic:claude-x", **TOLD))
    assert package[0] == "bad" and "pip install langchain-anthropic" in package[1]
    (name, *_) = await examine(settings(model="nonsense", **TOLD))
    assert name[0] == "bad" and "provider:model" in name[1]


async def test_no_key_is_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    (key, *rest) = await examine(settings(model="openai:gpt-x", **TOLD))
    assert key[0] == "bad" and "SHOULDER_MODEL_API_KEY" in key[1]
    assert "DAILY" in rest[-1][1]  # and there is no cap


async def test_what_people_can_not_be_told_is_a_hint(server: ModelServer) -> None:
    server.usual = Reply("Hello!")
    _, (level, text) = await examine(settings(model_base_url=server.url, model="m"))
    assert level == "hint" and "SHOULDER_MODEL_RETENTION" in text
    assert "SHOULDER_MODEL_PLACE" not in text  # it runs here


async def test_only_what_nobody_said_is_called_unsaid(server: ModelServer) -> None:
    server.usual = Reply("Hello!")
    _, (_, text) = await examine(settings(model_base_url=server.url, model="m"))
    assert "how long" in text and "who runs it" not in text and "where it is" not in text
    given = {"model": "m", "model_base_url": "http://models.example:1/v1", "model_daily_tokens": 1}
    _, (_, text) = await examine(settings(**given, **TOLD))
    assert "where it is" in text and "how long" not in text and "who runs it" not in text


async def test_a_gateway_on_this_machine_is_pointed_out(server: ModelServer) -> None:
    server.usual = Reply("Hello!")
    given = settings(
        model_base_url=server.url, model="m", model_provider="Acme", model_place="Ireland",
        model_daily_tokens=1000, **TOLD,
    )  # fmt: skip
    _, (level, text) = await examine(given)
    assert level == "hint" and "on this machine" in text and "SHOULDER_MODEL_PLACE" in text


@pytest.mark.parametrize(
    "url", ["127.0.0.1:8081/v1", "localhost:8081", "models.example/v1", "ftp://x/v1"]
)
async def test_an_address_that_is_none(url: str) -> None:
    (level, text), *_ = await examine(settings(model_base_url=url, model="m", **TOLD))
    assert level == "bad" and "has to begin with http:// or https://" in text


async def test_half_of_the_settings() -> None:
    given = settings(model_api_key="k", model_place="Ireland")
    (level, text), (_, without) = await examine(given)
    assert level == "hint" and "SHOULDER_MODEL_BASE_URL" in text and "composed" in without
    assert "SHOULDER_MODEL_API_KEY, SHOULDER_MODEL_PLACE" in text and "RETENTION" not in text
