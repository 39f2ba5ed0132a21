"""conversations.open, history, replies, info, members."""

from __future__ import annotations

from typing import Any

from tests.fakes.slack.call import Call
from tests.fakes.slack.errors import SlackError
from tests.fakes.slack.methods import HISTORY_SCOPES, READ_SCOPES
from tests.fakes.slack.shapes import message_shape, tombstone_shape
from tests.fakes.slack.world import Channel, Message


class Conversations:
    """The methods, by their name in Python."""

    def conversations_open(self, call: Call) -> dict[str, Any]:
        if call.args.text("channel"):
            channel = call.channel()
            return {"channel": {"id": channel.id}, "no_op": True, "already_open": True}
        users = [u for u in call.args.text("users").split(",") if u]
        if not users:
            raise SlackError("users_list_not_supplied")
        if any(u not in call.space.users for u in users):
            raise SlackError("user_not_found")
        if users == [call.space.bot.id]:
            raise SlackError("cannot_dm_bot")
        if len(users) > 1:
            call.needs("mpim:write")
            return {"channel": {"id": call.space.group(users).id}}
        channel = call.space.im(users[0])
        full = _shape(call, channel) if call.args.flag("return_im") else {"id": channel.id}
        return {"channel": full}

    def conversations_info(self, call: Call) -> dict[str, Any]:
        channel = call.channel(member=False)
        call.needs(READ_SCOPES[channel.id[0]])
        return {"channel": _shape(call, channel)}

    def conversations_members(self, call: Call) -> dict[str, Any]:
        channel = call.channel()
        call.needs(READ_SCOPES[channel.id[0]])
        return {"members": sorted(channel.members), "response_metadata": {"next_cursor": ""}}

    def conversations_history(self, call: Call) -> dict[str, Any]:
        """Newest first; replies in threads are not in it."""
        channel = call.channel()
        call.needs(HISTORY_SCOPES[channel.id[0]])
        roots = [m for m in channel.messages if m.root == m.ts and _visible(channel, m)]
        found = _between(call, roots)[::-1]
        return _page(call, channel, found, 100)

    def conversations_replies(self, call: Call) -> dict[str, Any]:
        """The root first, then its replies, oldest first."""
        channel = call.channel()
        call.needs(HISTORY_SCOPES[channel.id[0]])
        ts = call.args.need("ts")
        whole = [m for m in channel.messages if ts in (m.root, m.ts) and _visible(channel, m)]
        if not whole:
            raise SlackError("thread_not_found")
        root = [m for m in whole if m.ts == ts and m.root == ts]
        rest = [m for m in whole if m not in root]
        return _page(call, channel, root + _between(call, rest), 1000)


def _visible(channel: Channel, message: Message) -> bool:
    """Deleted messages are gone, unless there are replies under them: those leave a tombstone."""
    if message.ephemeral_to:
        return False
    below = [m for m in channel.thread(message.ts) if m is not message]
    return not message.deleted or (message.root == message.ts and bool(below))


def _between(call: Call, messages: list[Message]) -> list[Message]:
    oldest, latest = call.args.text("oldest", "0"), call.args.text("latest")
    inclusive = call.args.flag("inclusive")

    def inside(message: Message) -> bool:
        at = float(message.ts)
        if inclusive:
            return float(oldest) <= at and (not latest or at <= float(latest))
        return float(oldest) < at and (not latest or at < float(latest))

    return [m for m in messages if inside(m)]


def _page(call: Call, channel: Channel, found: list[Message], most: int) -> dict[str, Any]:
    limit = call.args.number("limit", most)
    if not 1 <= limit <= 999 and limit != most:
        raise SlackError("invalid_limit")
    start = call.args.number("cursor", 0) if call.args.text("cursor") else 0
    page, more = found[start : start + limit], len(found) > start + limit
    shapes = []
    for message in page:
        shape = message_shape(call.space, call.hub.app.id, message)
        if message.deleted:
            shape = tombstone_shape(message)
        if message.metadata and call.args.flag("include_all_metadata"):
            shape["metadata"] = message.metadata
        replies = [m for m in channel.thread(message.ts) if m is not message]
        if replies and message.root == message.ts:
            shape |= {"thread_ts": message.ts, "reply_count": len(replies)}
            shape["latest_reply"] = replies[-1].ts
            shape["reply_users"] = list(dict.fromkeys(m.author for m in replies))
        shapes.append(shape)
    cursor = str(start + limit) if more else ""
    return {
        "messages": shapes,
        "has_more": more,
        "response_metadata": {"next_cursor": cursor},
    }


def _shape(call: Call, channel: Channel) -> dict[str, Any]:
    body: dict[str, Any] = {"id": channel.id, "is_im": channel.is_im, "is_archived": False}
    if channel.is_im:
        other = next(iter(channel.members - {call.space.bot.id}))
        return body | {"user": other, "is_open": True}
    member = call.space.bot.id in channel.members
    return body | {"name": channel.name, "is_channel": True, "is_member": member}
