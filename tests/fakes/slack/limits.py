"""Rate limits as Slack has them: per method and workspace, and one message a second per channel."""

from __future__ import annotations

import math
import time

from tests.fakes.slack.methods import METHODS


class Limits:
    """Off until `real` is set. `refused` counts what was turned away."""

    def __init__(self) -> None:
        self.real = False
        self.refused = 0
        self._calls: dict[tuple[str, str], list[float]] = {}
        self._posted: dict[str, float] = {}

    def wait(self, method: str, team: str, channel: str) -> int:
        """Seconds to wait (Retry-After), 0 when the call may go on. Counts the call if so."""
        if not self.real:
            return 0
        wait = self._wait(method, team, channel)
        self.refused += wait > 0
        return wait

    def _wait(self, method: str, team: str, channel: str) -> int:
        now = time.monotonic()
        if method in ("chat.postMessage", "files.completeUploadExternal") and channel:
            since = now - self._posted.get(channel, -10.0)
            if since < 1:
                return max(1, math.ceil(1 - since))
            self._posted[channel] = now
        most = METHODS[method].per_minute
        if not most:
            return 0
        recent = [at for at in self._calls.get((method, team), []) if now - at < 60]
        self._calls[method, team] = recent
        if len(recent) >= most:
            return max(1, math.ceil(60 - (now - recent[0])))
        recent.append(now)
        return 0
