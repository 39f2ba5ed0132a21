"""What a turn says goes into the transcript. Pure."""

from __future__ import annotations

from dataclasses import replace

from bot.messages import Answer, Text
from bot.outcome import Outcome
from bot.queue.breaths import Breath
from bot.recall import HERE_MOVE
from memory.clock import to_ms
from memory.conversations import Said


def heard(breath: Breath, words: str, open_loop: str = "") -> Said:
    """The person's line. `words` are theirs without other people's data."""
    at, event_id = to_ms(breath.now), breath.event_ids[0]
    return Said("user", words, at, open_loop=open_loop, event_id=event_id)


def shown(breath: Breath, answer: Answer, moves: tuple[str, ...]) -> Said:
    """The bot's line: a fixed text as it was read."""
    words = "\n".join(reply.text for reply in answer.replies if isinstance(reply, Text))
    return Said("bot", words, to_ms(breath.now), moves)


def kept_here(outcome: Outcome) -> Outcome:
    """Its answer is marked: what was said here is told to no model later."""
    said = tuple(
        replace(s, moves=(*s.moves, HERE_MOVE))
        if s.role == "bot" and HERE_MOVE not in s.moves
        else s
        for s in outcome.said
    )
    return replace(outcome, said=said)
