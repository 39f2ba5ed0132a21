"""The assist cards as replies: small texts, each with its own buttons from -2 to 2. No command."""

from __future__ import annotations

from typing import Any

import prompts
from bot.assist import catalog
from bot.assist.talk import CardSet
from bot.commands.words import words
from bot.messages import Choice, Text

VALUES = (-2, -1, 0, 1, 2)


def replies(cards: CardSet, ref: str, *, emotional: bool = True) -> tuple[Text, ...]:
    """The cards that there are, in reading order. A tap on a rating comes back as `card_rate` with
    "<ref>:<kind>:<value>"."""
    shown = [("label", tone(cards)), ("reframe", other_view(cards))] if emotional else []
    shown += [("cues", _list(cards.cues)), ("guide", _numbered(cards.steps))]
    return tuple(
        Text(f"{title(kind, cards)}\n{body}", _ratings(ref, kind)) for kind, body in shown if body
    )


def title(kind: str, cards: CardSet) -> str:
    """What stands over a card."""
    named: dict[str, str] = exercise_words()["cards"]
    if kind == "reframe" and cards.boundary:
        return named["safety" if cards.safety else "boundary"]
    return named[kind]


def tone(cards: CardSet) -> str:
    """The label in words, and whether the client was rude."""
    said = words("assist")["rude" if cards.uncivil else "fair"]
    return str(said.format(label=catalog.labels()[cards.label]))


def other_view(cards: CardSet) -> str:
    """The thought and another way to see it; a boundary where that would be an insult; "" for none."""
    if cards.boundary:
        return _list(cards.boundary)
    if cards.reframe is None:
        return ""
    return f"{cards.reframe.thought}\n\n{cards.reframe.reframe}"


def exercise_words() -> Any:
    """The words that the page and the commands share."""
    return prompts.read("exercise/words.yaml")


def _ratings(ref: str, kind: str) -> tuple[Choice, ...]:
    return tuple(Choice("card_rate", f"{n:+d}" if n else "0", f"{ref}:{kind}:{n}") for n in VALUES)


def _list(lines: tuple[str, ...]) -> str:
    return "\n".join(f"• {line}" for line in lines)


def _numbered(lines: tuple[str, ...]) -> str:
    return "\n".join(f"{n}. {line}" for n, line in enumerate(lines, 1))
