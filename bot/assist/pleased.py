"""The cards to a client who is glad: nothing is left to fix."""

from __future__ import annotations

import re
from functools import lru_cache
from random import Random
from typing import Any

import prompts
from bot.assist.chat import Chat
from bot.assist.label import Label
from bot.assist.talk import CardSet
from bot.safety.crisis import Danger

_GLAD = 2  # levels above neutral


def pleased(chat: Chat, label: Label, danger: Danger, seed: int) -> CardSet | None:
    """In: a chat and how its last message sounds. Out: the cards; None where the client isn't plainly glad, or
    says that something is still open."""
    text = _words()
    if label.uncivil or label.score < _GLAD:
        return None
    if re.search(text["not_yet"], chat.last.replace("’", "'"), re.IGNORECASE):
        return None
    said = Random(f"{seed}:{chat.mark}").choice(text["messages"])  # noqa: S311 - words, not secrets
    return CardSet(
        label.level, label.score, False, danger, None, (),
        tuple(text["cues"]), tuple(text["steps"]), said,
    )  # fmt: skip


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    words: dict[str, Any] = prompts.read("assist/pleased.yaml")
    return words
