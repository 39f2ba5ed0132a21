"""assistant.threads.*, agents.sessions.* and reactions."""

from __future__ import annotations

from typing import Any

from tests.fakes.slack.call import Call
from tests.fakes.slack.errors import SlackError
from tests.fakes.slack.world import Status

_SESSION = ("active", "processing", "suspended", "closed")


class Assistant:
    """The methods, by their name in Python."""

    def assistant_threads_setStatus(self, call: Call) -> dict[str, Any]:  # noqa: N802
        channel = call.channel("channel_id")
        call.args.need("thread_ts")
        thread = call.thread(channel)
        if "status" not in call.args:
            raise SlackError("invalid_arguments", "missing required field: status")
        loading = call.args.json("loading_messages") or []
        if len(loading) > 10 or any(not isinstance(x, str) or not x for x in loading):
            raise SlackError("invalid_arguments", "no more than 10 items allowed")
        channel.clear_status(thread)
        channel.statuses.append(Status(thread, call.args.text("status"), loading))
        return {}

    def assistant_threads_setSuggestedPrompts(self, call: Call) -> dict[str, Any]:  # noqa: N802
        channel = call.channel("channel_id")
        prompts = call.args.json("prompts")
        if not isinstance(prompts, list) or not 1 <= len(prompts) <= 4:
            raise SlackError("invalid_arguments", "no more than 4 items allowed")
        if any(not p.get("title") or not p.get("message") for p in prompts):
            raise SlackError("invalid_arguments", "missing required field: message")
        if call.hub.app.agent and call.args.text("thread_ts"):
            return {}  # documented: an agent app's call with thread_ts silently fails
        channel.prompts, channel.prompts_title = prompts, call.args.text("title")
        return {}

    def assistant_threads_setTitle(self, call: Call) -> dict[str, Any]:  # noqa: N802
        channel = call.channel("channel_id")
        call.args.need("thread_ts")
        session = channel.sessions.setdefault(call.thread(channel), {})
        session["title"] = call.args.need("title")
        return {}

    def agents_sessions_setStatus(self, call: Call) -> dict[str, Any]:  # noqa: N802
        if not call.hub.app.agent:
            raise SlackError("not_allowed")
        channel = call.channel("channel_id")
        call.args.need("thread_ts")
        status = call.args.need("status")
        if status not in _SESSION:
            raise SlackError("invalid_arguments", f"must be one of {_SESSION}")
        if len(call.args.text("title")) > 200:
            raise SlackError("invalid_arguments", "must be less than 201 characters")
        session = channel.sessions.setdefault(call.thread(channel), {})
        session.setdefault("title", call.args.text("title"))
        session["status"] = status
        body: dict[str, Any] = {"status": status, "agent_status": status, "title": session["title"]}
        events = call.hub.app.events
        if events is not None and "agent_session_stopped" not in events:
            body["warning"] = "missing_agent_session_stopped_event_subscription"
        return body

    def agents_sessions_rename(self, call: Call) -> dict[str, Any]:
        channel = call.channel("channel_id")
        session = channel.sessions.get(call.thread(channel))
        if session is None:
            raise SlackError("session_not_found")
        session["title"] = call.args.need("title")
        return {"title": session["title"]}

    def reactions_add(self, call: Call) -> dict[str, Any]:
        return self._react(call, add=True)

    def reactions_remove(self, call: Call) -> dict[str, Any]:
        return self._react(call, add=False)

    def _react(self, call: Call, *, add: bool) -> dict[str, Any]:
        message = call.channel().find(call.args.need("timestamp"))
        name, me = call.args.need("name"), call.space.bot.id
        if message is None:
            raise SlackError("message_not_found")
        if not name.replace("_", "").replace("-", "").replace("+", "").isalnum():
            raise SlackError("invalid_name")
        users = message.reactions.setdefault(name, [])
        if add and me in users:
            raise SlackError("already_reacted")
        if not add and me not in users:
            raise SlackError("no_reaction")
        users.append(me) if add else users.remove(me)
        return {}

    def reactions_get(self, call: Call) -> dict[str, Any]:
        message = call.channel().find(call.args.need("timestamp"))
        if message is None:
            raise SlackError("message_not_found")
        reactions = [{"name": n, "users": u, "count": len(u)} for n, u in message.reactions.items()]
        return {"type": "message", "message": {"ts": message.ts, "reactions": reactions}}
