"""Whether a rep has come to the matter, or is still asking, thanking and being sorry."""

from __future__ import annotations

import re
from collections.abc import Sequence


def informed(rep: Sequence[str]) -> bool:
    """Whether the rep has told them something about the matter: more than sorry, thanks, questions and "let me see".
    Then whoever needed a number to look them up has it."""
    return any(
        len(s.split()) > _FEW and not s.rstrip().endswith("?") and not _POLITE.search(s)
        for text in rep
        for s in re.split(r"(?<=[.!?])\s+", text)
    )


_FEW = 3  # words
_POLITE = re.compile(
    r"\b(?:sorry|apologi\w+|thank\w*|understand|hear you|help|happy to|glad|welcome|hello|hi|good (?:morning|afternoon|evening)|"
    r"please|could you|can you|may i|would you|let me|let's|frustrat\w+|reaching out|congratulations|moment|i'?m (?:a|dana|here)|"
    r"real person|i'?ll need|i need|look into|checking|appreciate|i see\b(?! (?:that|the|it|a|two|three|one|your|\d)))\b", re.I
)  # fmt: skip
