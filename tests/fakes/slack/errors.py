"""What Slack says instead of `ok: true`."""

from __future__ import annotations

from typing import Any


class SlackError(Exception):
    """Answered as `{"ok": false, "error": code, ...}`."""

    def __init__(self, code: str, *messages: str, **more: Any) -> None:
        super().__init__(code)
        self.code = code
        self.more = dict(more)
        if messages:
            self.more["response_metadata"] = {"messages": [f"[ERROR] {m}" for m in messages]}

    def body(self) -> dict[str, Any]:
        return {"ok": False, "error": self.code, **self.more}


class NotAcked(Exception):
    """The app did not acknowledge in time: what Slack tells a person as "operation_timeout"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
