"""Chats for the tests: alternating lines, the client first."""

from __future__ import annotations

from bot.assist.talk import Line


def chat(*texts: str) -> tuple[Line, ...]:
    return tuple(Line("rep" if n % 2 else "client", text) for n, text in enumerate(texts))


PARKING = chat(
    "I was charged $80 for parking that nobody mentioned when I booked.",
    "I'm sorry about that. Could you send me your booking number?",
    "You people should have that already! It's 66120. Now hurry up.",
)
