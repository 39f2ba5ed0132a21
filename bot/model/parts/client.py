"""The simulated client in a model's words. What the client does now (give a number, refuse, agree, leave, how many
stars) is the local client's (`bot/assist/client.py`), so that an exercise goes on the same way with either."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pydantic import BaseModel, Field

import prompts
from bot.assist.talk import ClientLine, Line, Setting
from bot.model import engine as model
from bot.model.hostile import obeyed
from bot.model.instructions import instructions
from bot.model.parts.checks import numbers_from, outgoing, plays_a_part, tidy
from bot.support.retelling.harsh import harsh_spans

_TOKENS = 140
_MOST = 60  # words
_SENTENCES = 4
_SHOWN = 10
_NUMBER = re.compile(r"\w*\d(?:[\w.@-]*\w)?")


class Said(BaseModel):
    """What the client writes."""

    text: str = Field(max_length=600)


async def say(
    engine: model.Engine, setting: Setting, turns: Sequence[Line], local: ClientLine
) -> ClientLine:
    """In: the chat with the rep's line last, and the local client's next line. Out: the same in other words, or
    `local`. The opener stays: the case is known by it. Raises ModelError."""
    if not turns:
        return local
    words = prompts.read("system/parts.yaml")["client"]
    traits = [
        words[t] for t in ("ranting", "expressive", "grateful", "harder") if getattr(setting, t)
    ]
    system = instructions("client").render(
        manner=words["civil" if setting.civil else "uncivil"], traits=" ".join(traits),
        sketch=local.text, end=words["end"] if local.done else "",
        domain=setting.domain.replace("_", " "),
    )  # fmt: skip
    talk = [
        model.Line("user", outgoing(t.text)) if t.role == "rep" else model.Line("assistant", t.text)
        for t in turns[-_SHOWN:]
    ]
    lines = [model.Line("system", system), *talk]
    text = tidy((await engine.ask(lines, Said, tokens=_TOKENS, temperature=0.7)).text)
    return replace(local, text=text) if _holds(text, turns, local, lines) else local


def _holds(
    text: str, turns: Sequence[Line], local: ClientLine, lines: Sequence[model.Line]
) -> bool:
    theirs = [local.text, *(t.text for t in turns if t.role == "client")]
    said = [local.text, *(t.text for t in turns)]
    if not 0 < len(text.split()) <= _MOST or not plays_a_part(text):
        return False
    if len(re.findall(r"[.!?]+(?:\s|$)", text)) > _SENTENCES or not numbers_from(text, said):
        return False
    if any(number not in text for number in _NUMBER.findall(local.text)):
        return False  # what was asked for must be given
    if any(text.lower() == t.text.lower() for t in turns):
        return False
    # Rude is rude by the house's own measure: no slur, no threat, nothing that its clients never say.
    rude = {text[a:b].lower() for a, b in harsh_spans(text, wary=False)}
    if (
        rude
        - _rudeness()
        - {local.text[a:b].lower() for a, b in harsh_spans(local.text, wary=False)}
    ):
        return False
    return not obeyed(text, lines, given=[*theirs, *_rudeness()])


def _rudeness() -> set[str]:
    return set(prompts.read("system/parts.yaml")["client"]["rude_words"].split())
