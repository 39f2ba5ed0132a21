"""What a reasoning model thinks aloud is not for the person: `<think>…</think>` before the answer."""

from __future__ import annotations

_OPEN, _CLOSE = "<think>", "</think>"


class Spoken:
    """Fed piece by piece, gives back what is said aloud."""

    def __init__(self) -> None:
        self._held: str | None = ""  # None: the answer has begun

    def more(self, text: str) -> str:
        """The part of `text`, and of what was held back, that is certainly said aloud."""
        if self._held is None:
            return text
        self._held = (self._held + text).lstrip()
        thinks = self._held.startswith(_OPEN)
        if thinks and _CLOSE in self._held:
            self._held = self._held.partition(_CLOSE)[2]
            return self.more("")
        if thinks or _OPEN.startswith(self._held):
            return ""
        said, self._held = self._held, None
        return said
