"""Cuts what a model writes into sentences as soon as each is complete, and takes its ornaments off."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(r"(?:[.!?…]+[\"'”’)\]]*\s+)|\n+")
_SHORT = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|st|vs|etc|e\.g|i\.e|a\.m|p\.m|no)|\b[a-z])\.[\"'”’)\]]*\s+$", re.I
)
_BULLET = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+")
_LABEL = re.compile(r"^\s*(?:shoulder|assistant|answer|reply|response)\s*:\s*", re.I)
_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u200d\ufe0f\u20e3\U000e0000-\U000e007f]"
)  # fmt: skip
_LONGEST = 700  # characters without an end are no sentence


class Sentences:
    """Fed piece by piece."""

    def __init__(self) -> None:
        self._held = ""

    def more(self, piece: str) -> Iterator[str]:
        """The sentences that are complete now. The last one only is when something follows it."""
        self._held += piece
        at = 0
        for end in _END.finditer(self._held):
            if _SHORT.search(self._held[at : end.end()]):
                continue
            yield self._held[at : end.end()].strip()
            at = end.end()
        self._held = self._held[at:]
        if len(self._held) > _LONGEST:
            yield self.rest()

    def rest(self) -> str:
        """What is left at the end, "" for nothing."""
        held, self._held = self._held.strip(), ""
        return held


def plain(sentence: str) -> str:
    """Without markup, emojis, dashes, and a label in front: what a chat message looks like."""
    text = _LABEL.sub("", _BULLET.sub("", sentence))
    text = re.sub(r"[*_`#>~]+", "", _EMOJI.sub("", text))
    text = re.sub(r"\s*[—–]\s*|\s+-{1,2}\s+", ", ", text)
    text = text.replace("…", "...").replace("...", ".") if text.endswith(("…", "...")) else text
    text = re.sub(r"!+", "!", text.replace("’", "'").replace("“", '"').replace("”", '"'))
    text = re.sub(r",\s*([.?!])", r"\1", re.sub(r"\s+", " ", text)).strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1]
    return text
