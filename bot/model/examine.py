"""What `shoulder doctor` says about the model: a test prompt, and plain words for what went wrong."""

from __future__ import annotations

import importlib.util
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from bot.model import failures
from bot.model.engine import Line
from bot.model.provider import Chat
from bot.model.served import Deal, Served, deal, served
from bot.settings import Settings

Said: TypeAlias = tuple[Literal["ok", "hint", "bad"], str]

_TEST = (Line("system", "Answer with one word."), Line("user", "Say hello."))
_PACKAGES = {
    "openai": "langchain_openai", "azure_openai": "langchain_openai",
    "anthropic": "langchain_anthropic", "ollama": "langchain_ollama",
}  # fmt: skip
_WAIT = "Raise SHOULDER_MODEL_FIRST_SECONDS if it is only slow to begin."


async def examine(settings: Settings) -> list[Said]:
    """Asks the model one question. Without a model it says so and asks nobody."""
    model, told = served(settings), deal(settings)
    if model is None or told is None:
        return [*_half(settings), ("ok", "No language model is set: answers are composed here.")]
    found = [await _asked(settings, model), *_told(model, told)]
    if (settings.model_daily_cost or settings.model_daily_tokens) == 0 and not told.here:
        found.append(("hint", "No daily cap: SHOULDER_MODEL_DAILY_COST or SHOULDER_MODEL_DAILY_TOKENS sets one."))  # fmt: skip
    elif settings.model_daily_cost and not settings.model_price_in + settings.model_price_out:
        found.append(("bad", "SHOULDER_MODEL_DAILY_COST needs the prices: SHOULDER_MODEL_PRICE_IN and SHOULDER_MODEL_PRICE_OUT."))  # fmt: skip
    return found


def _half(settings: Settings) -> list[Said]:
    """What only makes sense with a model."""
    given = {"API_KEY": settings.model_api_key.get_secret_value(), "PROVIDER": settings.model_provider,
             "PLACE": settings.model_place, "RETENTION": settings.model_retention}  # fmt: skip
    names = ", ".join(f"SHOULDER_MODEL_{name}" for name, value in given.items() if value)
    if not names:
        return []
    return [("hint", f"There is no model without SHOULDER_MODEL or SHOULDER_MODEL_BASE_URL. Of no use until then: {names}.")]  # fmt: skip


async def _asked(settings: Settings, model: Served) -> Said:
    if model.base_url and urlsplit(model.base_url).scheme not in ("http", "https"):
        return ("bad", "SHOULDER_MODEL_BASE_URL has to begin with http:// or https://.")
    package = _PACKAGES.get(model.provider)
    if package and importlib.util.find_spec(package) is None:
        name = package.replace("_", "-")
        return ("bad", f"The model {model.name} needs the package {name}: pip install {name}")
    chat = Chat(model, settings.model_api_key, settings.model_first_seconds)
    try:
        await chat.ready()
    except Exception as error:  # noqa: BLE001 - said in plain words
        return ("bad", _unready(model, error))
    try:
        answer = await chat.answer(_TEST, 40, 0.0)
    except Exception as error:  # noqa: BLE001 - said in plain words
        return ("bad", _wrong(model, failures.read(error)))
    finally:
        await chat.close()
    if not answer.text.strip():
        return (
            "bad",
            f"The model {model.name} answers, but with no words in it. Try another model.",
        )
    return ("ok", f"The model {model.name} answers.")


def _unready(model: Served, error: Exception) -> str:
    if isinstance(error, ImportError):
        return f"The model {model.name} needs a package that is not installed: {error.name or 'see docs/model.md'}."  # fmt: skip
    if "api_key" in str(error).lower() or "credential" in str(error).lower():
        return f"The model {model.name} has no key: set SHOULDER_MODEL_API_KEY."
    return (
        f"SHOULDER_MODEL={model.model} is no name that LangChain knows. It wants provider:model, "
        "e.g. openai:gpt-4o-mini or ollama:llama3.1."
    )


def _wrong(model: Served, failure: failures.Failure) -> str:
    where = model.address or model.provider
    match failure.status:
        case 401 | 403:
            return f"{where} does not accept the key: look at SHOULDER_MODEL_API_KEY."
        case 402:
            return f"{where} says that the account has no money left."
        case 404:
            return (
                f"{where} does not know the model {model.model}. Look at SHOULDER_MODEL, and whether "
                "SHOULDER_MODEL_BASE_URL ends the way the server wants it (most want /v1)."
            )
        case 429:
            return (
                f"{where} says that it was asked too often, or that the account's quota is used up."
            )
        case status if status >= 500:
            return f"{where} is there, but broken (status {status}). Its own log will say more."
        case 400 | 415 | 422 as status:
            return f"{where} did not understand the request (status {status}). Is it OpenAI-compatible?"
    if failure.kind == "slow":
        return f"{where} gave no answer in time. {_WAIT}"
    if failure.kind == "malformed":
        return f"What {where} sends is no answer of a model. Is SHOULDER_MODEL_BASE_URL right?"
    if failure.kind == "refused":
        return f"The model {model.name} refused to say hello. It will refuse your people, too."
    return f"{where} can't be reached. Is the server running, and is SHOULDER_MODEL_BASE_URL right?"


def _told(model: Served, told: Deal) -> list[Said]:
    """What people will be told of it, as far as somebody should look at that."""
    found: list[Said] = []
    if model.here and not told.here:
        found.append(
            (
                "hint",
                f"{model.address} is on this machine, but a provider or a place is set: people are told that their words leave it. If they don't, leave SHOULDER_MODEL_PROVIDER and SHOULDER_MODEL_PLACE empty.",
            )
        )
    unsaid = {"PROVIDER": ("who runs it", told.provider or told.here),
              "PLACE": ("where it is", told.place or told.here),
              "RETENTION": ("how long it keeps what is sent", told.retention)}  # fmt: skip
    missing = {name: words for name, (words, value) in unsaid.items() if not value}
    if missing:
        *first, last = missing.values()
        said = f"{', '.join(first)} or {last}" if first else last
        names = ", ".join(f"SHOULDER_MODEL_{name}" for name in missing)
        found.append(
            (
                "hint",
                f"People are asked before anything goes to the model, and hear that nobody said {said}. Set {names}.",
            )
        )
    return found
