"""The four assist cards and the coworker's message in a model's words, in one call. Care-Pilot (arXiv 2411.02408,
§1.3) makes nine; its rules for each card are kept. What the local cards found goes into the prompt, and each card that
does not hold to its rules is the local one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from pydantic import BaseModel, Field

from bot.assist.alike import already_said
from bot.assist.coworker import FEWEST, MOST
from bot.assist.guide import MAX_WORDS
from bot.assist.talk import LABELS, CardSet, Line, Reframe
from bot.model import engine as model
from bot.model.instructions import instructions
from bot.model.parts.checks import numbers_from, outgoing, quotations, sound, tidy, verbatim

_TOKENS = 520
_APART = 1  # levels that a model's label may be from the fitted one
_SHOWN = 12  # lines of the chat
_EMPTY = ("apolog", "reassur", "assure", "empath", "stay calm", "be patient", "thank", "listen")


class Cards(BaseModel):
    """One answer with all of them."""

    label: Literal["very_negative", "negative", "slightly_negative", "neutral",
                   "slightly_positive", "positive", "very_positive"]  # fmt: skip
    thought: str = Field(default="", max_length=300)
    reframe: str = Field(default="", max_length=500)
    cues: list[str] = Field(max_length=6)
    steps: list[str] = Field(max_length=10)
    message: str = Field(max_length=600)


async def cards(
    engine: model.Engine, turns: Sequence[Line], domain: str, category: str, local: CardSet
) -> CardSet:
    """In: a chat without other people's data, and its local cards. Out: the cards, each a model's or the local one.
    Grave ones are not for here. Raises ModelError."""
    system = instructions("cards").render(
        domain=domain or "unknown", category=category or "unknown", label=local.label,
        reframe="yes" if local.reframe else "no, leave both empty", cues=" / ".join(local.cues),
        steps=" / ".join(local.steps), low=str(FEWEST), high=str(MOST),
    )  # fmt: skip
    talk = "\n".join(
        f"{t.role.upper()}: {' '.join(outgoing(t.text).split())}" for t in turns[-_SHOWN:]
    )
    lines = [model.Line("system", system), model.Line("user", f"<data>\n{talk}\n</data>")]
    made = await engine.ask(lines, Cards, tokens=_TOKENS, temperature=0.2)
    return _Fit(lines, [t.text for t in turns], turns, local).of(made)


class _Fit:
    """Card by card: a model's where it holds."""

    def __init__(
        self, lines: Sequence[model.Line], said: Sequence[str], turns: Sequence[Line],
        local: CardSet,
    ) -> None:  # fmt: skip
        self._lines = lines
        self._said = said
        self._rep = [t.text for t in turns if t.role == "rep"]
        self._local = local
        self._given = [*local.cues, *local.steps, local.message]

    def of(self, made: Cards) -> CardSet:
        """The whole set."""
        local = self._local
        label, score = self._label(made.label)
        message = tidy(made.message)
        good = self._sound(message, FEWEST, MOST + 5) and self._true(message)
        return replace(
            local, label=label, score=score, reframe=self._reframe(made),
            cues=self._cues(made.cues) or local.cues, steps=self._steps(made.steps) or local.steps,
            message=message if good else local.message,
        )  # fmt: skip

    def _label(self, label: str) -> tuple[str, int]:
        score = LABELS.index(label) - 3
        near = abs(score - self._local.score) <= _APART
        return (label, score) if near else (self._local.label, self._local.score)

    def _reframe(self, made: Cards) -> Reframe | None:
        local = self._local.reframe
        if local is None:
            return None  # none is needed
        thought, view = tidy(made.thought), tidy(made.reframe)
        good = self._sound(thought, 4, 30) and self._sound(view, 10, 70)
        return (
            Reframe(thought, view) if good and self._true(thought) and self._true(view) else local
        )

    def _cues(self, cues: Sequence[str]) -> tuple[str, ...]:
        found = [tidy(c).strip(" .-") for c in cues]
        good = [c for c in found if self._sound(c, 2, 12) and self._true(c)]
        return tuple(good[:3]) if len(good) >= 3 else ()

    def _steps(self, steps: Sequence[str]) -> tuple[str, ...]:
        found = [tidy(s).strip(" .-0123456789)") for s in steps]
        good = [
            s
            for s in dict.fromkeys(found)
            if self._sound(s, 2, MAX_WORDS) and self._true(s)
            and not s.lower().startswith(_EMPTY) and not already_said(s, self._rep)
        ]  # fmt: skip
        return tuple(good[:7]) if len(good) >= 3 else ()

    def _sound(self, text: str, low: int, high: int) -> bool:
        return sound(text, self._lines, self._given, words=(low, high))

    def _true(self, text: str) -> bool:
        """Nothing quoted that was not said, no figure that was not named."""
        known = [*self._said, *self._local.steps, self._local.message]
        return numbers_from(text, known) and all(verbatim(q, known) for q in quotations(text))
