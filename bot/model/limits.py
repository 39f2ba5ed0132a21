"""How often one person may have the model: a stuck client must not spend everybody's money."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import AsyncGenerator, Callable, Sequence

from bot.model.engine import Engine, Line, M, ModelError

_HOUR = 3600.0
_MINUTE = 60.0
_REMEMBERED = 20_000


class Limiter:
    """`hourly` calls in an hour and a third of them in a minute. In memory, by opaque id."""

    def __init__(self, hourly: int, now: Callable[[], float] = time.monotonic) -> None:
        self._hourly = hourly
        self._burst = max(1, hourly // 3)
        self._now = now
        self._calls: OrderedDict[str, deque[float]] = OrderedDict()

    def take(self, person_id: str) -> bool:
        """One more call, if this person may have it."""
        now = self._now()
        calls = self._calls.setdefault(person_id, deque())
        self._calls.move_to_end(person_id)
        while len(self._calls) > _REMEMBERED:
            self._calls.popitem(last=False)
        while calls and now - calls[0] >= _HOUR:
            calls.popleft()
        if len(calls) >= self._hourly or sum(now - at < _MINUTE for at in calls) >= self._burst:
            return False
        calls.append(now)
        return True


class Limited:
    """An engine for one person: raises ModelError("limited") when they asked too often."""

    def __init__(self, engine: Engine, limiter: Limiter, person_id: str) -> None:
        self._engine = engine
        self._limiter = limiter
        self._person_id = person_id

    @property
    def name(self) -> str:
        """The engine's."""
        return self._engine.name

    async def stream(
        self, lines: Sequence[Line], *, tokens: int, temperature: float = 0.7
    ) -> AsyncGenerator[str, None]:
        """See `Engine.stream`."""
        self._take()
        pieces = self._engine.stream(lines, tokens=tokens, temperature=temperature)
        try:
            async for piece in pieces:
                yield piece
        finally:
            await pieces.aclose()

    async def ask(
        self, lines: Sequence[Line], shape: type[M], *, tokens: int, temperature: float = 0.0
    ) -> M:
        """See `Engine.ask`."""
        self._take()
        return await self._engine.ask(lines, shape, tokens=tokens, temperature=temperature)

    def _take(self) -> None:
        if not self._limiter.take(self._person_id):
            raise ModelError("limited")
