"""One answer to one request: with a model where it may be asked, and composed wherever it is not or does
not answer. The person gets one whole answer either way."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from bot.log import Log
from bot.model.engine import Engine, ModelError
from bot.ports import Supports
from bot.safety.veil import Veiled, veiled
from bot.support.generate import Brief, Generator
from bot.support.prompt import read_ahead
from bot.support.talk import SupportAnswer, SupportRequest, Utterance
from bot.voice import Silent, Voice

if TYPE_CHECKING:
    from bot.support.ground import Ground
    from bot.support.understand import Heard

    Laid = tuple[Ground, Brief | ModelError]  # or why no model may have it

R = TypeVar("R")
Withheld = Callable[[], Awaitable[bool]]


class Coworker:
    """`thinking` runs what computes, off the event loop."""

    def __init__(self, supporter: Supports, thinking: Executor, log: Log) -> None:
        self._supporter = supporter
        self._thinking = thinking
        self._log = log
        self._generator = Generator()

    async def hear(self, text: str) -> Heard:
        """A message, understood: for `answer`, while its past is still looked up."""
        return await self._think(lambda: self._supporter.hear(text))

    async def answer(
        self, request: SupportRequest, engine: Engine | None = None, veil: Veiled | None = None,
        voice: Voice | None = None, *, heard: Heard | None = None, propose: bool = False,
        withheld: Withheld | None = None,
    ) -> SupportAnswer:  # fmt: skip
        """The answer. `heard` is what `hear` made of the request's text. `withheld` finds out, while the
        ground is laid, whether no model may be told of the talk; `veil` is the text as it may leave the
        machine; what a model says is shown through `voice` as it comes; with `propose` it may name a fact
        to remember."""
        if engine is None:
            answer = await self._think(lambda: self._supporter.answer(request, heard))
        else:
            laid, barred = await asyncio.gather(
                self._think(lambda: self._lay(request, heard, veil, propose)),
                (withheld or _nothing)(),
            )
            answer = await self._said(laid, engine, voice or Silent(), barred)
        if request.text:
            self._thinking.submit(self._foresee, request, answer, engine is not None)
        return answer

    # --- inside

    def _lay(
        self, request: SupportRequest, heard: Heard | None, veil: Veiled | None, propose: bool
    ) -> SupportAnswer | Laid:
        """What a model would be told, all in one go; nothing leaves the machine yet."""
        ground = self._supporter.ground(request, heard)
        if isinstance(ground, SupportAnswer):
            return ground
        veil = veil if veil is not None and veil.text.strip() else veiled(ground.text, ())
        try:
            return ground, self._generator.brief(ground, veil, propose)
        except ModelError as error:
            return ground, error

    async def _said(
        self, laid: SupportAnswer | Laid, engine: Engine, voice: Voice, barred: bool
    ) -> SupportAnswer:
        if isinstance(laid, SupportAnswer):
            return laid
        ground, brief = laid
        if barred:
            return await self._composed(ground)
        try:
            if isinstance(brief, ModelError):
                raise brief
            greeting = self._supporter.greeting(ground)
            said = await self._generator.speak(engine, brief, greeting, voice)
        except ModelError as error:
            self._log.info("composed instead", reason=error.kind)
            return await self._composed(ground)
        dressed = self._supporter.dress(ground, said.text, said.moves)
        return replace(
            dressed, engine="generate", kept=said.kept, remember=dressed.remember or said.fact
        )

    async def _composed(self, ground: Ground) -> SupportAnswer:
        return await self._think(lambda: self._supporter.compose(ground))

    def _foresee(self, request: SupportRequest, answer: SupportAnswer, told: bool) -> None:
        """While the person reads: what the next turn of this talk would wait for."""
        said = Utterance("bot", answer.kept or answer.text, answer.moves)
        self._supporter.foresee(request, said)
        if told:
            read_ahead(
                (*request.history, Utterance("user", request.text), said), request.profile.name
            )

    async def _think(self, work: Callable[[], R]) -> R:
        return await asyncio.get_running_loop().run_in_executor(self._thinking, work)


async def _nothing() -> bool:
    return False
