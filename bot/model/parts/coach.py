"""The coach in a model's words. What is praised, what is faulted and the three bars are the local coach's
(`bot/practice/coach.py`, arXiv 2603.15245): its scores are measured, a model's are not. A quotation must stand in
the talk word for word, or the local coach's feedback stays.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import replace

from pydantic import BaseModel, Field

import prompts
from bot.model.engine import Engine, Line
from bot.model.instructions import instructions
from bot.model.parts.checks import outgoing, quotations, sound, tidy, unquoted, verbatim
from bot.practice.coach import LEAST, MOST, Feedback
from bot.practice.reading import read
from bot.practice.scenario import opened_with
from bot.practice.turns import Turn

_TOKENS = 420
_LINE = 40  # words of the line to try
_ANSWER = 75  # words of an answer in the question box


class Coaching(BaseModel):
    """The parts of a feedback."""

    strength: str = Field(max_length=500)
    miss: str = Field(max_length=700)
    line: str = Field(max_length=300)
    principle: str = Field(max_length=300)


class Told(BaseModel):
    """An answer of the coach."""

    text: str = Field(max_length=600)


async def feedback(engine: Engine, turns: Sequence[Turn], local: Feedback) -> Feedback:
    """In: the talk and what the local coach says. Out: the same findings in a model's words, or `local`. Raises
    ModelError."""
    found = prompts.read("system/parts.yaml")["coach"]["found"]
    system = instructions("coach").render(
        strength=found.get(local.strength.kind, found["other"]), strength_quote=local.strength.quote or "-",
        miss=found.get(local.miss.kind, found["other"]), miss_quote=local.miss.quote or "-",
        partner_quote=local.miss.partner or "-", low=str(LEAST + 5), high=str(MOST - 15),
        bars=", ".join(f"{name.replace('_', ' ')} {n} of 10" for name, n in local.bars.items()),
    )  # fmt: skip
    lines = [Line("system", system), Line("user", _talk(turns))]
    told = await engine.ask(lines, Coaching, tokens=_TOKENS, temperature=0.4)
    parts = {name: tidy(value) for name, value in told.model_dump().items()}
    parts["line"] = parts["line"].strip('"')
    lead = _lead(turns).replace("{line}", parts["line"])
    text = f"{parts['strength']} {parts['miss']}\n\n{lead}\n\n{parts['principle']}"
    good = _true(parts, turns, local) and _kind(parts, text, turns, lines, local)
    return replace(local, text=text, line=parts["line"], used=()) if good else local


async def answer(
    engine: Engine, question: str, turns: Sequence[Turn], feedback: str, local: str
) -> str:
    """In: a question about the feedback (without other people's data), and the local answer. Out: a model's answer,
    or `local`. Raises ModelError."""
    system = instructions("coach_answer").render(feedback=feedback, local=local)
    lines = [
        Line("system", system),
        Line("user", f"{_talk(turns)}\n\nThe question:\n{outgoing(question)}"),
    ]
    text = tidy((await engine.ask(lines, Told, tokens=200, temperature=0.4)).text)
    said = [t.text for t in turns]
    true = all(verbatim(q, [*said, feedback, local]) for q in quotations(text))
    given = [*said, feedback, local]
    return text if true and sound(text, lines, given, words=(4, _ANSWER)) else local


def _true(parts: dict[str, str], turns: Sequence[Turn], local: Feedback) -> bool:
    """Whether what it quotes was said, and by the one it is about."""
    mine = [t.text for t in turns if t.role == "supporter"]
    every = [t.text for t in turns]
    quoted = {name: quotations(parts[name]) for name in ("strength", "miss", "principle")}
    if not all(verbatim(q, every) for found in quoted.values() for q in found):
        return False
    missed = local.miss.quote
    if missed and not any(verbatim(q, mine) for q in quoted["miss"]):
        return False
    return not missed or not any(verbatim(missed, [q]) for q in quoted["strength"])


def _kind(
    parts: dict[str, str], text: str, turns: Sequence[Turn], lines: Sequence[Line], local: Feedback
) -> bool:
    """Whether it is a good coach's: of the right length, nothing hard, and a line to try that listens."""
    if not LEAST <= len(text.split()) <= MOST:
        return False
    tried = read(parts["line"])
    if tried.bad or len(tried.asks) > 1 or not 3 < len(parts["line"].split()) <= _LINE:
        return False
    if not parts["strength"] or not unquoted(parts["miss"]):
        return False
    given = [*(t.text for t in turns), local.text]
    return sound(text, lines, given, words=(LEAST, MOST))


def _lead(turns: Sequence[Turn]) -> str:
    """How the line to try is introduced: the house's words, so that they vary as the local coach's do."""
    leads: list[str] = prompts.read("coach/feedback.yaml")["lead"]
    said = "\n".join(t.text for t in turns)
    return leads[zlib.crc32(said.encode()) % len(leads)]


def _talk(turns: Sequence[Turn]) -> str:
    names = {"seeker": "PARTNER", "supporter": "YOU"}
    story = opened_with(turns[0].text)
    name = story.name if story else ""
    lines = [outgoing(t.text, name) if t.role == "supporter" else t.text for t in turns]
    told = "\n".join(
        f"{names[t.role]}: {' '.join(line.split())}" for t, line in zip(turns, lines, strict=True)
    )
    return f"<data>\n{told}\n</data>"
