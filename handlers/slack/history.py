"""What a direct message's history says about an outage: words that never arrived, changed, or are gone. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Payload = dict[str, Any]
_WORDS = (None, "file_share", "thread_broadcast", "me_message")


@dataclass(frozen=True, slots=True)
class Missed:
    """Something that this person did at `at` (seconds), and the message as it stands now."""

    kind: Literal["message", "edited", "deleted"]
    at: float
    message: Payload

    @property
    def ts(self) -> str:
        """Slack's name of the message."""
        return str(self.message["ts"])

    def as_event(self, team: str, app: str, channel: str) -> Payload:
        """The payload that Slack would have sent. The id of a change is made of what it is about, so
        that reading it again is no second change."""
        base = {"type": "message", "channel": channel, "channel_type": "im"}
        if self.kind == "message":
            event = {**self.message, **base}
        else:
            now = self.message
            if self.kind == "deleted":
                now = {**now, "subtype": "tombstone", "user": "USLACKBOT"}
            # What stood there before is not told: it differs from what stands there now.
            before = {"user": self.message.get("user", ""), "ts": self.ts}
            event = {
                **base, "subtype": "message_changed", "message": now, "previous_message": before,
                "event_ts": f"{self.at:.6f}",
            }  # fmt: skip
        id = f"history.{self.kind}.{channel}.{self.ts}"
        return {"team_id": team, "api_app_id": app, "event_id": id, "event": event}


class History:
    """A direct message's top-level messages (`roots`), and the threads that were read with them."""

    def __init__(self, since: float, roots: Sequence[Payload]) -> None:
        self._since = since
        self._messages = list(roots)
        self._threads: list[list[Payload]] = []

    def add_thread(self, root: Payload, replies: Iterable[Payload]) -> None:
        """What was said under `root` since then, oldest first."""
        below = [reply for reply in replies if reply["ts"] != root["ts"]]
        self._messages += below
        self._threads.append([root, *below])

    def app(self, bot_id: str) -> str:
        """Our app's id, as it stands on our own messages; "" without any."""
        ours = (m for m in self._messages if m.get("bot_id") == bot_id)
        return next((str(m["app_id"]) for m in ours if m.get("app_id")), "")

    def said(self, user: str) -> list[Payload]:
        """The messages of `user`, also deleted ones, of which `missed` wants to know whether they are
        remembered."""
        found = {str(message["ts"]): message for thread in self._threads for message in thread}
        found |= {str(m["ts"]): m for m in self._messages if float(m["ts"]) > self._since}
        return [m for m in found.values() if _words_of(user, m) or _gone(m)]

    def missed(self, user: str, bot: str, known: Collection[str]) -> list[Missed]:
        """What `user` did since then, oldest first, without the messages that are `known` (their `ts`). A
        deleted message with answers under it leaves a tombstone; one without leaves nothing, and there
        is nothing to do about it."""
        arrived = {*known, *self._answered(bot, known)}
        found: list[Missed] = []
        for message in self._messages:
            at = float(message["ts"])
            edited = float((message.get("edited") or {}).get("ts", 0))
            if _gone(message):
                found.append(Missed("deleted", at, {**message, "user": user}))
            elif _words_of(user, message):
                if at > self._since and message["ts"] not in arrived:
                    found.append(Missed("message", at, message))
                if edited > self._since:
                    found.append(Missed("edited", edited, message))
        return sorted(found, key=lambda one: one.at)

    def _answered(self, bot: str, known: Collection[str]) -> Iterator[str]:
        """What has our answer right below it, where none of what stands between that answer and the one
        before is known. It arrived, even if nobody here remembers: a database that came back from a
        backup must not answer a day of messages again. Where something is known, the answer may be to
        that, and what stands between them may never have arrived."""
        for thread in self._threads:
            above: list[str] = []
            for message in self._in_a_row(thread):
                if message.get("user") != bot:
                    above.append(str(message["ts"]))
                    continue
                if above and not any(ts in known for ts in above):
                    yield above[-1]
                above = []

    def _in_a_row(self, thread: list[Payload]) -> list[Payload]:
        """Without its root, when there are replies right below it that were too old to be read."""
        root, *below = thread
        old = float(root["ts"]) <= self._since and root.get("reply_count") != len(below)
        return below if old else thread


def _words_of(user: str, message: Payload) -> bool:
    return message.get("user") == user and message.get("subtype") in _WORDS


def _gone(message: Payload) -> bool:
    return message.get("subtype") == "tombstone"
