"""What reads the words that are measured: their tone, their tactics, the criteria, the judge. Each is loaded when it is
asked for, and not before."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any

from bot.settings import Settings

if TYPE_CHECKING:
    from bot.evaluation.data import Row
    from bot.evaluation.judge import Scored


def tone() -> Callable[[str], float]:
    """How a text sounds, from -1 to 1."""
    from bot.assist.label import Labeller
    from memory.embedder import Encoder

    labeller = Labeller.load(Encoder())
    return lambda text: float(labeller.label(text).score)


def moves() -> Callable[[str], frozenset[str]]:
    """The tactics of a response, by sentence."""
    from bot.practice.tactics import Tactics
    from bot.support.retelling.segment import sentences

    tactics = Tactics.load()

    def found(response: str) -> frozenset[str]:
        parts = [s.text for s in sentences(response)]
        rows = [tactics.sentence(part, response) for part in parts]
        return frozenset(name for row in rows for name, p in row.items() if p >= 0.5)

    return found


def criteria() -> Any:
    """The practice measure: six criteria of a talk."""
    from bot.practice.criteria import Criteria
    from bot.practice.once import Once
    from memory.embedder import Encoder

    return Criteria.load(Once(Encoder()))


async def judged(settings: Settings, rows: Sequence[Row]) -> tuple[str, list[Scored | None] | None]:
    """The configured model's name and scores; ("", None) without a model."""
    from bot.evaluation.judge import judged as scored
    from bot.model.build import engine
    from bot.practice.judge import Judged, ModelJudge
    from bot.practice.turns import Turn
    from bot.safety.redact import Redactor

    model = engine(settings)
    if model is None:
        return "", None
    judge, redactor = ModelJudge(model), Redactor.load()

    def asked(turns: Sequence[Turn]) -> Awaitable[Judged]:
        """Only what is redacted leaves this machine, here too."""
        return judge.conversation([Turn(t.role, redactor.redact(t.text).text) for t in turns])

    try:
        return model.name, await scored(rows, asked)
    finally:
        await model.close()
