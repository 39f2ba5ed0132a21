"""The engine: a LangChain chat model, with everything around it that keeps people from waiting for it.

Whatever happens at the other end, a call ends in time, as an answer or as a ModelError.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from contextlib import aclosing, asynccontextmanager
from random import Random
from typing import TypeVar

from pydantic import ValidationError

from bot.model import failures
from bot.model.breaker import Breaker
from bot.model.call import Call, Patience, estimated
from bot.model.engine import Kind, Line, M, ModelError
from bot.model.provider import Chat, Piece, Usage
from bot.model.shapes import found_in, with_shape
from bot.model.spending import Purse

_TRIES = 2  # as long as nothing was said; one call is the rule
_JITTER = (0.15, 0.6)  # seconds before the second try
_LONGEST_WAIT = 1.5  # what a server asks for beyond that is a no

R = TypeVar("R")


class ChatEngine:
    """See `Engine`. One per process: breaker and purse are everybody's."""

    def __init__(
        self, chat: Chat, patience: Patience, breaker: Breaker, purse: Purse,
        rng: Random | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:  # fmt: skip
        self._chat = chat
        self._patience = patience
        self._breaker = breaker
        self.purse = purse
        self._rng = rng or Random()  # noqa: S311 - jitter
        self._sleep = sleep

    @property
    def name(self) -> str:
        """The model's, with its provider's."""
        return self._chat.served.name

    def load(self) -> None:
        """Import what the first call needs, a second or two: in a thread. Raises what its package raises."""
        self._chat.load()

    async def close(self) -> None:
        """Close its connections."""
        await self._chat.close()

    async def stream(
        self, lines: Sequence[Line], *, tokens: int, temperature: float = 0.7
    ) -> AsyncGenerator[str, None]:
        """See `Engine.stream`."""

        async def begin() -> tuple[AsyncGenerator[Piece, None], Piece]:
            source = self._chat.pieces(lines, tokens, temperature)
            try:
                return source, await anext(source)
            except BaseException:
                await source.aclose()
                raise

        async with self._call(lines, tokens) as call:
            source, piece = await self._tried(call, begin, self._patience.first)
            finished = False
            async with aclosing(source):
                while True:
                    call.note(piece)
                    finished = finished or piece.finished
                    if piece.text:
                        yield piece.text
                    try:
                        async with asyncio.timeout(call.left(self._patience.first)):
                            piece = await anext(source)
                    except StopAsyncIteration:
                        break
            if not call.heard:
                raise ModelError("malformed")
            if not finished:  # the line went dead, politely
                raise ModelError("unavailable")

    async def ask(
        self, lines: Sequence[Line], shape: type[M], *, tokens: int, temperature: float = 0.0
    ) -> M:
        """See `Engine.ask`."""
        schema = shape.model_json_schema()

        async def once() -> Piece:
            said = lines if self._chat.structured else with_shape(lines, schema)
            return await self._chat.answer(said, tokens, temperature, schema)

        async with self._call(lines, tokens) as call:
            answer = await self._tried(call, once, self._patience.total)
            call.note(answer)
            found = found_in(answer.text)
            if found is None:
                self._chat.unstructured()  # from now on it is told the shape in words
                raise ModelError("malformed")
            try:
                return shape.model_validate(found)
            except ValidationError:
                raise ModelError("malformed") from None

    # --- inside

    @asynccontextmanager
    async def _call(self, lines: Sequence[Line], tokens: int) -> AsyncIterator[Call]:
        """Breaker and purse around one answer; what escapes is a ModelError."""
        await self.purse.open()
        call = Call(time.monotonic() + self._patience.total, estimated(lines))
        with self.purse.hold(call.asked, tokens):
            if not self._breaker.enter():
                raise ModelError("unavailable")
            kind: Kind | None = None
            try:
                await self._ready()
                call.ends = time.monotonic() + self._patience.total  # the first call imports, too
                yield call
            except ModelError as error:
                kind = error.kind
                raise
            except Exception as error:  # noqa: BLE001 - a library's own words must not travel
                kind = failures.read(error).kind
                raise ModelError(kind) from None
            finally:
                self._judge(call, kind)
                if call.sent:
                    await self._pay(call)

    def _judge(self, call: Call, kind: Kind | None) -> None:
        if kind in ("unavailable", "slow"):
            self._breaker.failed()
        elif call.heard or kind is not None:
            self._breaker.succeeded()
        else:
            self._breaker.gave_up()

    async def _pay(self, call: Call) -> None:
        """By the server's own count, else by ours. Shielded: whoever hung up still pays."""
        usage = call.usage or Usage(call.asked, call.said // 4 + 1)
        await asyncio.shield(self.purse.pay(usage.tokens_in, usage.tokens_out))

    async def _ready(self) -> None:
        try:
            await self._chat.ready()
        except Exception:  # noqa: BLE001 - a missing package, a name nobody knows: the doctor tells
            raise ModelError("unavailable") from None

    async def _tried(self, call: Call, attempt: Callable[[], Awaitable[R]], patience: float) -> R:
        """`attempt`, and once more if it failed in a way that may pass. Raises ModelError."""
        for number in range(1, _TRIES + 1):
            call.sent = True
            try:
                async with asyncio.timeout(call.left(patience)):
                    return await attempt()
            except StopAsyncIteration:
                raise ModelError("malformed") from None
            except ModelError:
                raise
            except Exception as error:  # noqa: BLE001 - see `_call`
                failure = failures.read(error)
                simpler = failure.unknown_option and self._chat.simplify()
                again = simpler or (failure.again and failure.wait <= _LONGEST_WAIT)
                if number == _TRIES or not again:
                    raise ModelError(failure.kind) from None
                wait = 0.0 if simpler else max(failure.wait, self._rng.uniform(*_JITTER))
                await self._sleep(wait)
        raise ModelError("unavailable")
