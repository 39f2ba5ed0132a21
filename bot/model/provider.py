"""LangChain's side of the engine: how a model is made, called and read. Imported packages stay in here,
and none is before the first call."""

from __future__ import annotations

import asyncio
import threading
import warnings
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from pydantic import SecretStr

from bot.model.engine import Line
from bot.model.pump import pumped
from bot.model.served import Served
from bot.model.thoughts import Spoken

_SCHEMAS = ("openai", "azure_openai")  # take `response_format`
# Connections outlive the pause between two messages: a new one costs the person round trips, and httpx drops an
# idle one after 5 seconds.
_LIMITS: Mapping[str, Any] = {
    "max_connections": 1000, "max_keepalive_connections": 100, "keepalive_expiry": 240.0,
}  # fmt: skip
_ENDS = ("finish_reason", "stop_reason", "done_reason")
_TELL_THEIR_END = ("openai", "azure_openai", "anthropic", "ollama")


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens as the server counted them."""

    tokens_in: int
    tokens_out: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of an answer, or how it ended."""

    text: str = ""
    usage: Usage | None = None
    finished: bool = False
    refused: bool = False


class Chat:
    """One configured model. `structured`: whether it is asked to keep to a JSON schema."""

    def __init__(self, served: Served, api_key: SecretStr, seconds: float) -> None:
        self.served = served
        self.structured = served.provider in _SCHEMAS
        self._api_key = api_key
        self._seconds = seconds
        self._plain = False
        self._lock = threading.Lock()
        self._model: Any = None
        self._http: Any = None

    async def ready(self) -> None:
        """Import and build it, in a thread. Raises whatever its package raises."""
        if self._model is None:
            await asyncio.to_thread(self.load)

    def load(self) -> None:
        """Import and build it, blocking. Raises whatever its package raises."""
        with self._lock:
            if self._model is not None:
                return
            from langchain.chat_models import init_chat_model
            from langsmith import configure

            configure(enabled=False)  # or a variable in the environment would send every word there
            # What it warns of quotes what came, and stands in no log of ours.
            warnings.filterwarnings("ignore", category=UserWarning, module="pydantic")
            given: dict[str, Any] = {"max_retries": 0, "timeout": self._seconds}
            if self.served.provider == "ollama":
                from httpx import Limits

                given = {"client_kwargs": {"timeout": self._seconds, "limits": Limits(**_LIMITS)}}
            if self.served.address:
                given["base_url"] = self.served.address
            if key := self._api_key.get_secret_value():
                given["api_key"] = key
            if self.served.provider == "openai":
                from openai import DEFAULT_CONNECTION_LIMITS, DefaultAsyncHttpxClient

                limits = type(DEFAULT_CONNECTION_LIMITS)(**_LIMITS)  # httpx, or a successor
                self._http = DefaultAsyncHttpxClient(
                    timeout=self._seconds, follow_redirects=False, limits=limits
                )
                given["http_async_client"] = self._http
                if self.served.base_url:  # another server's key is none of its business
                    given.setdefault("api_key", "none")
            self._model = init_chat_model(
                self.served.model, model_provider=self.served.provider or None, **given
            )

    async def close(self) -> None:
        """Close its connections. It can be used again."""
        http, self._http, self._model = self._http, None, None
        if http is not None:
            await http.aclose()

    def simplify(self) -> bool:
        """The server did not know something that was asked of it: from now on ask for words only, by
        the oldest names. False when that is how it was asked already."""
        before, self._plain = self._plain, True
        self.unstructured()
        return not before

    def unstructured(self) -> None:
        """It does not keep to a schema."""
        self.structured = False

    async def pieces(
        self, lines: Sequence[Line], tokens: int, temperature: float
    ) -> AsyncGenerator[Piece, None]:
        """An answer as it is written. Empty pieces are left out."""
        spoken = Spoken()
        chunks = self._model.astream(_messages(lines), **self._options(tokens, temperature, True))
        async with aclosing(pumped(chunks)) as pumping:
            async for chunk in pumping:
                piece = self._piece(chunk, spoken)
                if piece.text or piece.usage or piece.finished or piece.refused:
                    yield piece

    async def answer(
        self, lines: Sequence[Line], tokens: int, temperature: float,
        schema: dict[str, Any] | None = None,
    ) -> Piece:  # fmt: skip
        """A whole answer, by a schema if the server takes one."""
        options = self._options(tokens, temperature, False)
        if schema is not None and self.structured:
            named = {"name": schema.get("title", "answer"), "schema": schema}
            options["response_format"] = {"type": "json_schema", "json_schema": named}
        message = await self._model.ainvoke(_messages(lines), **options)
        return self._piece(message, Spoken())

    # --- inside

    def _options(self, tokens: int, temperature: float, streamed: bool) -> dict[str, Any]:
        provider = self.served.provider
        if provider == "ollama":
            return {"options": {"num_predict": tokens, "temperature": temperature}}
        options: dict[str, Any] = {} if self._plain else {"temperature": temperature}
        if provider == "openai" and self.served.base_url:
            options["extra_body"] = {"max_tokens": tokens}  # the name that every server knows
        else:
            options["max_tokens"] = tokens
        if provider == "openai" and streamed and not self._plain:
            options["stream_usage"] = True
        return options

    def _piece(self, message: Any, spoken: Spoken) -> Piece:
        told = message.response_metadata or {}
        end = next((told[name] for name in _ENDS if told.get(name)), "")
        usage = message.usage_metadata
        counted = Usage(usage["input_tokens"], usage["output_tokens"]) if usage else None
        extra = message.additional_kwargs or {}
        refused = bool(extra.get("refusal")) or end in ("content_filter", "refusal")
        finished = bool(end) or self.served.provider not in _TELL_THEIR_END
        return Piece(spoken.more(str(message.text)), counted, finished, refused)


def _messages(lines: Sequence[Line]) -> list[tuple[str, str]]:
    return [(line.role, line.text) for line in lines]
