"""The circuit breaker: a model that keeps failing is left alone for a while, so that nobody waits for it."""

from __future__ import annotations

import time
from collections.abc import Callable

_FAILURES = 3
_PAUSE = 20.0
_LONGEST = 300.0


class Breaker:
    """Closed until three failures in a row; then open, each time twice as long, up to five minutes.
    After the pause one call goes through to see."""

    def __init__(
        self, failures: int = _FAILURES, pause: float = _PAUSE,
        now: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._allowed = failures
        self._first = pause
        self._now = now
        self._failed = 0
        self._pause = pause
        self._until = 0.0
        self._trying = False

    @property
    def open(self) -> bool:
        """Whether a call would be turned away right now."""
        return self._failed >= self._allowed and (self._now() < self._until or self._trying)

    def enter(self) -> bool:
        """May a call be made? After a yes, `succeeded`, `failed` or `gave_up` must follow."""
        if self.open:
            return False
        self._trying = self._failed >= self._allowed
        return True

    def succeeded(self) -> None:
        """It answers."""
        self._failed, self._pause, self._trying = 0, self._first, False

    def failed(self) -> None:
        """It does not."""
        self._trying = False
        self._failed += 1
        if self._failed >= self._allowed:
            self._until = self._now() + self._pause
            self._pause = min(_LONGEST, self._pause * 2)

    def gave_up(self) -> None:
        """The caller hung up before anything could be told."""
        self._trying = False
