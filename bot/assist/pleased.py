"""A client who is plainly glad: nothing is left to fix, whatever the wordings take their thanks for."""

from __future__ import annotations

from random import Random

import prompts
from bot.assist.chat import Chat
from bot.assist.label import Label
from bot.assist.reading import more_to_come, praises, thanks_for_it

_GLAD = 2  # levels above neutral


def pleased(chat: Chat, label: Label) -> bool:
    """In: a chat and how its last message sounds. Out: whether the client is glad and asks for nothing more."""
    if label.uncivil:
        return False
    if label.score >= 0 and praises(chat.last):
        return True
    return done(chat, label) or (label.score >= _GLAD and not more_to_come(chat.last))


def done(chat: Chat, label: Label) -> bool:
    """Whether the client says thanks for a matter that is done: it is closed, not asked about."""
    return not label.uncivil and thanks_for_it(chat.last)


def thanked(chat: Chat, seed: int) -> str:
    """The coworker's message then."""
    texts: list[str] = prompts.read("assist/pleased.yaml")
    return Random(f"{seed}:{chat.mark}").choice(texts)  # noqa: S311 - words, not secrets
