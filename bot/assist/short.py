"""A client who has only said hello, or who found the answer alone: no complaint is made up for either."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from random import Random

import prompts
from bot.assist.chat import Chat
from bot.assist.label import Label
from bot.assist.reading import Reading


@dataclass(frozen=True, slots=True)
class Short:
    """Cues, steps and the coworker's message then."""

    cues: tuple[str, ...]
    steps: tuple[str, ...]
    message: str


def in_short(chat: Chat, seen: Reading, label: Label, seed: int = 0) -> Short | None:
    """In: a chat, what was read from it, its label. Out: the cards for it; None where there is more to it."""
    if label.uncivil:
        return None
    if all(_hello().fullmatch(text.strip()) for text in chat.client):
        return _of("hello", chat, seed)
    if seen.solved or seen.settled and not seen.answered:
        return _of("solved", chat, seed)
    return None


def _of(kind: str, chat: Chat, seed: int) -> Short:
    words = prompts.read("assist/short.yaml")[kind]
    said = Random(f"{seed}:{chat.mark}").choice(words["message"])  # noqa: S311 - words, not secrets
    return Short(tuple(words["cues"]), tuple(words["steps"]), said)


@cache
def _hello() -> re.Pattern[str]:
    return re.compile(prompts.read("assist/short.yaml")["only_hello"], re.I)
