"""Slack's payloads as the house's events. Pure: nothing is asked, nothing is sent.

Ids: the platform's time in milliseconds, then app, workspace, and what Slack calls the thing. A
message's own name is its channel and `ts`, not the `event_id` of its delivery, since an edit or a
deletion names it so. A command or a tap goes by its trigger, which is the same when Slack sends it again.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from slack_bolt.request.internals import (
    extract_enterprise_id,
    extract_is_enterprise_install,
)

from bot.messages import Action, Address, Command, Lifecycle, Message
from handlers.slack.carry import place, unpinned
from handlers.slack.mrkdwn import unescaped
from handlers.slack.unreadable import reads

Payload = dict[str, Any]
PLATFORM = "slack"


@reads
def event_of(body: Payload) -> Payload:
    """The event inside its envelope."""
    return {**body["event"]}


def in_direct_message(event: Payload) -> bool:
    """Whether it happened in somebody's direct message with us."""
    kind, channel = event.get("channel_type"), event.get("channel")
    return kind == "im" or (kind is None and str(channel).startswith("D"))


@reads
def from_elsewhere(body: Payload, team: str) -> bool:
    """Whether the author is of another company, which shares a channel with us (Slack Connect)."""
    event = body["event"]
    home = event.get("user_team") or event.get("team") or event.get("source_team") or team
    ours = (team, body.get("context_team_id"), extract_enterprise_id(body))
    return body.get("is_ext_shared_channel") is True and home not in ours


@reads
def tapped(body: Payload) -> tuple[str, bool]:
    """Of a tap: what kind of element it was, and whether it opened a page."""
    action = body["actions"][0]
    return str(action["type"]), bool(action.get("url"))


@reads
def actor(body: Payload) -> tuple[str, str]:
    """(who did something, the trigger that it came with)."""
    user = body["user_id"] if "user_id" in body else body["user"]["id"]
    return str(user), str(body["trigger_id"])


@reads
def message(body: Payload, more: str = "", unread: int = 0) -> Message:
    """A direct message; `more` is what could be read of its files, `unread` how many could not."""
    event = body["event"]
    where, inside = place(event["channel"], _root(event)), event.get("thread_ts")
    sender = Address(PLATFORM, team(body), event["user"], where, where if inside else "")
    text = "\n\n".join(part for part in (unescaped(event.get("text") or ""), more) if part)
    id = _message_id(body, event["channel"], event["ts"])
    return Message(id, sender, text, moment(event["ts"]), unread + _passed_on(event))


@reads
def mention(body: Payload, bot_user: str) -> Message:
    """What was said to us in a channel: the answer goes to the person's direct messages."""
    event = body["event"]
    sender = Address(PLATFORM, team(body), event["user"], "")
    typed = re.sub(rf"<@{re.escape(bot_user)}(?:\|[^<>]*)?>", " ", event.get("text") or "")
    text = " ".join(unescaped(typed).split(" ")).strip()
    id = _message_id(body, event["channel"], event["ts"])
    return Message(id, sender, text, moment(event["ts"]))


@reads
def edited(body: Payload) -> Lifecycle | None:
    """New words of an old message; None when its words did not change (a link preview came in)."""
    event = body["event"]
    now, before = event["message"], event.get("previous_message") or {}
    text = now.get("text") or ""
    if text == (before.get("text") or ""):
        return None
    return _change(body, "edited", now["user"], now["ts"], _root(now), unescaped(text))


@reads
def deleted(body: Payload) -> Lifecycle:
    """The person took a message back. One with answers under it leaves a tombstone in its place."""
    event = body["event"]
    gone = event.get("previous_message") or event.get("message") or {}
    ts = event.get("deleted_ts") or gone["ts"]
    return _change(body, "deleted", gone.get("user", ""), ts, _root(gone | {"ts": ts}), "")


@reads
def stopped(body: Payload) -> Lifecycle:
    """A tap on Slack's own stop button."""
    event = body["event"]
    where = place(event["channel"], event.get("thread_ts", ""))
    sender = Address(PLATFORM, team(body), event.get("user", ""), where)
    at = str(event.get("event_ts") or body.get("event_time", 0))
    return Lifecycle(_id(body, at, body["event_id"]), sender, "stopped", moment(at))


@reads
def uninstalled(body: Payload) -> Lifecycle:
    """The workspace took the app out, or its token back."""
    sender = Address(PLATFORM, team(body), "", "")
    at = str(body.get("event_time", 0))
    return Lifecycle(_id(body, at, body["event_id"]), sender, "uninstalled", moment(at))


@reads
def command(body: Payload, name: str, now: datetime) -> Command:
    """A slash command; `name` is ours. Slack tells no time for it."""
    sender = Address(PLATFORM, team(body), body["user_id"], "")
    return Command(_trigger_id(body), sender, name, unescaped(body.get("text") or "").strip(), now)


@reads
def shortcut(body: Payload, now: datetime) -> Command:
    """ "Help me with this client" on a message: its words, for the person who asked, and for them alone."""
    shown, user = body.get("message") or {}, body["user"]["id"]
    sender = Address(PLATFORM, team(body), user, "")
    theirs = shown.get("user", "") != user
    return Command(_trigger_id(body), sender, "assist", _words(shown), now, quoted=theirs)


@reads
def tap(body: Payload, now: datetime) -> Action:
    """A button. The answer goes where the button is; from the Home tab, into the direct messages."""
    action = body["actions"][0]
    name, value = action["action_id"].rpartition("#")[0], action.get("value") or ""
    if action["type"] == "feedback_buttons":
        name, _, value = value.partition(":")
    shown = body.get("message")
    where = place(body["channel"]["id"], _root(shown)) if shown and body.get("channel") else ""
    sender = Address(PLATFORM, team(body), body["user"]["id"], where)
    at = action.get("action_ts")
    return Action(_trigger_id(body), sender, name, value, moment(at) if at else now)


@reads
def submission(body: Payload, values: tuple[tuple[str, str], ...], now: datetime) -> Action:
    """A form that was sent."""
    view = body["view"]
    where, value = unpinned(view.get("private_metadata") or "")
    sender = Address(PLATFORM, team(body), body["user"]["id"], where)
    # By the view, which is gone once it is taken in: a second tap on "submit" has another trigger.
    id = _id(body, "0", f"view.{view['id']}")
    return Action(id, sender, view["callback_id"], value, now, values)


@reads
def team(body: Payload) -> str:
    """The workspace that this payload is about; the whole organization, where that installed us: there,
    somebody is one person in all its workspaces."""
    if extract_is_enterprise_install(body) and (org := extract_enterprise_id(body)):
        return org
    event = body.get("team_id") or body.get("team") or ""
    if isinstance(event, dict):
        event = event.get("id", "")
    if not event and isinstance(body.get("user"), dict):
        event = body["user"].get("team_id", "")
    return str(event)


def moment(ts: str) -> datetime:
    """Slack's time of a message."""
    return datetime.fromtimestamp(float(ts), UTC)


def _passed_on(event: Payload) -> int:
    """How many messages of others were forwarded with it: their words are not this person's."""
    return sum(bool(part.get("is_share")) for part in event.get("attachments") or ())


def _words(message: Payload) -> str:
    """What a message says. A help desk's app often says it in an attachment only."""
    parts = message.get("attachments") or ()
    said = message.get("text") or "\n".join(
        str(p.get("text") or p.get("fallback") or "") for p in parts
    )
    return unescaped(said).strip()


def _root(message: Payload) -> str:
    """Every message opens a thread or lies in one."""
    return str(message.get("thread_ts") or message["ts"])


def _change(body: Payload, name: Any, user: str, ts: str, root: str, text: str) -> Lifecycle:
    channel, at = body["event"]["channel"], body["event"].get("event_ts", ts)
    sender = Address(PLATFORM, team(body), user, place(channel, root))
    target = _message_id(body, channel, ts)
    return Lifecycle(_id(body, at, body["event_id"]), sender, name, moment(at), target, text)


def _message_id(body: Payload, channel: str, ts: str) -> str:
    return _id(body, ts, f"{channel}.{ts}")


def _id(body: Payload, at: str, name: str) -> str:
    return f"{int(float(at) * 1000):015d}-{body.get('api_app_id', '')}-{team(body)}-{name}"


def _trigger_id(body: Payload) -> str:
    """A trigger begins with a number that counts up over all of Slack."""
    trigger = body["trigger_id"]
    count = trigger.partition(".")[0]
    count = count if count.isdecimal() else "0"
    return f"{int(count):015d}-{body.get('api_app_id', '')}-{team(body)}-{trigger}"
