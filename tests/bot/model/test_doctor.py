"""The doctor asks the model one question, and says in plain words what is wrong."""

from __future__ import annotations

import pytest

from bot.model.examine import examine
from bot.settings import Settings
from tests.fakes.model_server import Garbage, Hang, ModelServer, Reply, Script, Status

TOLD = {"model_provider": "Us", "model_place": "here", "model_retention": "for a day"}


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
    assert "DAILY" in rest[0][1]  # and there is no cap


async def test_what_people_can_not_be_told_is_a_hint(server: ModelServer) -> None:
    server.usual = Reply("Hello!")
    _, (level, text) = await examine(settings(model_base_url=server.url, model="m"))
    assert level == "hint" and "SHOULDER_MODEL_RETENTION" in text
    assert "SHOULDER_MODEL_PLACE" not in text  # it runs here
