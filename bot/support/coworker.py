"""One answer to one request: with a model where it may be asked, and composed wherever it is not or does
not answer. The person gets one whole answer either way."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from dataclasses import replace
from typing import TypeVar

from bot.log import Log
from bot.model.engine import Engine, ModelError
from bot.ports import Supports
from bot.safety.veil import Veiled, veiled
from bot.support.generate import Generator
from bot.support.talk import SupportAnswer, SupportRequest
from bot.voice import Silent, Voice

A = TypeVar("A")
R = TypeVar("R")
Withheld = Callable[[], Awaitable[bool]]


class Coworker:
    """`thinking` runs what computes, off the event loop."""

    def __init__(self, supporter: Supports, thinking: Executor, log: Log) -> None:
        self._supporter = supporter
        self._thinking = thinking
        self._log = log
        self._generator = Generator()

    async def answer(
        self, request: SupportRequest, engine: Engine | None = None, veil: Veiled | None = None,
        voice: Voice | None = None, *, propose: bool = False, withheld: Withheld | None = None,
    ) -> SupportAnswer:  # fmt: skip
        """The answer. `withheld` finds out, while the ground is laid, whether no model may be told of the
        talk; `veil` is the request's text as it may leave the machine; what a model says is shown through
        `voice` as it comes; with `propose` it may name a fact to remember."""
        answer = await self._found(request, engine, veil, voice, propose, withheld or _nothing)
        if request.text:
            self._thinking.submit(self._supporter.foresee, request)
        return answer

    # --- inside

    async def _found(
        self, request: SupportRequest, engine: Engine | None, veil: Veiled | None,
        voice: Voice | None, propose: bool, withheld: Withheld,
    ) -> SupportAnswer:  # fmt: skip
        if engine is None:
            return await self._think(self._supporter.answer, request)
        ground, barred = await asyncio.gather(
            self._think(self._supporter.ground, request), withheld()
        )
        if isinstance(ground, SupportAnswer):
            return ground
        if barred:
            return await self._think(self._supporter.compose, ground)
        veil = veil if veil is not None and veil.text.strip() else veiled(ground.text, ())
        greeting = self._supporter.greeting(ground)
        generator, told = self._generator, veil
        try:
            brief = await self._think(lambda found: generator.brief(found, told, propose), ground)
            said = await generator.speak(engine, brief, greeting, voice or Silent())
        except ModelError as error:
            self._log.info("composed instead", reason=error.kind)
            return await self._think(self._supporter.compose, ground)
        dressed = self._supporter.dress(ground, said.text, said.moves)
        return replace(
            dressed, engine="generate", kept=said.kept, remember=dressed.remember or said.fact
        )

    async def _think(self, work: Callable[[A], R], argument: A) -> R:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thinking, work, argument)


async def _nothing() -> bool:
    return False
