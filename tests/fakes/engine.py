"""An engine without a wire: answers with what it was given, or fails the way it was told to."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from typing import Any

from bot.model.engine import Line, M, ModelError


class FakeEngine:
    """`answers` are taken in order, the last one again and again: fields of the shape, or an error."""

    name = "fake:engine"

    def __init__(self, *answers: dict[str, Any] | ModelError) -> None:
        self._answers = list(answers)
        self.asked: list[list[Line]] = []
        self.temperatures: list[float] = []

    async def ask(
        self, lines: Sequence[Line], shape: type[M], *, tokens: int, temperature: float = 0.0
    ) -> M:
        self.asked.append(list(lines))
        self.temperatures.append(temperature)
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, ModelError):
            raise answer
        return shape.model_validate(answer)

    async def stream(
        self, lines: Sequence[Line], *, tokens: int, temperature: float = 0.7
    ) -> AsyncGenerator[str, None]:
        raise ModelError("unavailable")
        yield ""
