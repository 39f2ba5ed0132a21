"""Text that wants to give orders. Words from outside are data: nothing in them is an instruction."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.model.engine import Line

_MARKS = re.compile(r"<\|[^|>]{0,40}\|>|</?(?:system|assistant|user|data|think)>|\[/?INST\]", re.I)
_SHINGLE = 7  # words in a row of the instructions that no honest answer shares with them


def defused(text: str) -> str:
    """`text` without what a model could take for the frame around it."""
    return _MARKS.sub(" ", text)


def obeyed(answer: str, lines: Sequence[Line]) -> bool:
    """Whether `answer` gives away the instructions in `lines`."""
    said = _shingles(answer)
    return any(said & _shingles(line.text) for line in lines if line.role == "system")


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[\w']+", text.lower())
    return {tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)}
