"""What a person does with buttons, forms and commands. Each raises NotAcked when the app is late."""

from __future__ import annotations

from typing import Any

from tests.fakes.slack.delivery import Delivery
from tests.fakes.slack.forms import fill
from tests.fakes.slack.hub import Hub
from tests.fakes.slack.responses import Responses
from tests.fakes.slack.shapes import message_shape, typed
from tests.fakes.slack.transcript import buttons, labels
from tests.fakes.slack.views import keep, replace
from tests.fakes.slack.world import Channel, Message, User, Workspace


class Taps:
    """The half of a person that clicks."""

    def __init__(self, hub: Hub, space: Workspace, user: User) -> None:
        self.hub, self.space, self.user = hub, space, user
        self.id = user.id
        self.dm = space.im(user.id)

    @property
    def modal(self) -> dict[str, Any] | None:
        """The modal on this person's screen."""
        return self.user.modals[-1] if self.user.modals else None

    @property
    def home(self) -> dict[str, Any] | None:
        return self.user.home

    async def tap(self, label: str, message: Message | None = None) -> None:
        """Tap a button (or choose an option) in the newest message that shows it."""
        found = [message] if message else [m for m in self._visible()][::-1]
        for candidate in found:
            for block, element, text in buttons(candidate.blocks):
                if text == label:
                    return await self._act(block, element, candidate)
        shown = [label for m in found for label in labels(m.blocks)]
        raise LookupError(f"no button {label!r}; there are {shown}")

    async def tap_home(self, label: str) -> None:
        """Tap a button in the Home tab."""
        await self._tap_view(label, self.home)

    async def tap_modal(self, label: str) -> None:
        """Tap a button inside the modal (not its submit)."""
        await self._tap_view(label, self.modal)

    async def submit(self, **answers: Any) -> dict[str, str]:
        """Fill in and submit the modal; the errors it showed, by block_id."""
        await self.until(lambda: self.user.modals, what="modal")
        view = self.user.modals[-1]
        view["state"] = {"values": fill(view, answers)}
        payload = {**self._base("view_submission"), "view": view, "response_urls": []}
        answer = await self._ask("interactive", payload) or {}
        match answer.get("response_action"):
            case "errors":
                inputs = {b["block_id"] for b in view["blocks"] if b["type"] == "input"}
                if not set(answer["errors"]) <= inputs:
                    raise AssertionError(f"errors for no input: {answer['errors']}")
                return dict(answer["errors"])
            case "update":
                replace(self.space, self.hub.app.id, view, answer["view"], self.id)
            case "push":
                self.user.modals.append(keep(self.space, self.hub.app.id, answer["view"], self.id))
            case "clear":
                self.user.modals.clear()
            case _:
                self.user.modals.remove(view)
        return {}

    async def close(self) -> None:
        """Close the modal; the app hears of it if it asked to."""
        view = self.user.modals.pop()
        if view.get("notify_on_close"):
            await self._ask(
                "interactive", {**self._base("view_closed"), "view": view, "is_cleared": False}
            )

    async def command(self, line: str, channel: Channel | None = None) -> None:
        """Type a slash command. Words in its acknowledgement show to this person only."""
        name, _, text = line.partition(" ")
        if self.hub.app.commands is not None and name not in self.hub.app.commands:
            raise LookupError(f"{name} is not a valid command")
        where = channel or self.dm
        url = self.hub.response_url(self.space, where, self.id)
        payload = {
            "token": "verification-token",
            "team_id": self.space.shown_id,
            "enterprise_id": self.space.enterprise,
            "team_domain": self.space.domain,
            "channel_id": where.id,
            "channel_name": "directmessage" if where.is_im else where.name,
            "user_id": self.id,
            "user_name": self.user.name,
            "command": name,
            "text": typed(text),  # the manifest asks for it: `should_escape`
            "api_app_id": self.hub.app.id,
            "is_enterprise_install": "true" if self.space.enterprise else "false",
            "response_url": url,
            "trigger_id": self.hub.trigger(self.space.id, self.id),
        }
        answer = await self._ask("slash_commands", payload)
        if isinstance(answer, dict) and (answer.get("text") or answer.get("blocks")):
            Responses(self.hub).post(self.hub.response_urls[url.rpartition("/")[2]], answer)

    async def shortcut(self, callback_id: str, message: Message | None = None) -> None:
        """A global shortcut, or with `message` a message shortcut."""
        kind = "message" if message is not None else "global"
        known = self.hub.app.shortcuts
        if known is not None and (kind, callback_id) not in known:
            raise LookupError(f"no {kind} shortcut {callback_id!r}; there are {sorted(known)}")
        payload = {**self._base("shortcut"), "callback_id": callback_id}
        payload["action_ts"] = f"{self.hub.now():.6f}"
        if message is not None:
            channel = self.space.channels[message.channel]
            payload |= {"type": "message_action", "message_ts": message.ts}
            payload["message"] = message_shape(self.space, self.hub.app.id, message)
            payload["channel"] = {"id": channel.id, "name": channel.name or "directmessage"}
            payload["response_url"] = self.hub.response_url(self.space, channel, self.id)
        await self._ask("interactive", payload)

    # --- inside

    def _visible(self) -> list[Message]:
        found = []
        for channel in self.space.channels.values():
            if self.id in channel.members:
                found += [
                    m
                    for m in channel.messages
                    if m.bot and not m.deleted and m.ephemeral_to in ("", self.id)
                ]
        return sorted(found, key=lambda m: m.seen)

    async def _tap_view(self, label: str, view: dict[str, Any] | None) -> None:
        for block, element, text in buttons(view["blocks"] if view else []):
            if text == label:
                return await self._act(block, element, None, view)
        raise LookupError(
            f"no button {label!r}; there are {labels(view['blocks'] if view else [])}"
        )

    async def _act(
        self, block: dict[str, Any], element: dict[str, Any], message: Message | None,
        view: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        payload = self._base("block_actions")
        payload["actions"] = [_action(block, element, self.hub.now())]
        if message is not None:
            channel = self.space.channels[message.channel]
            payload |= {
                "channel": {"id": channel.id, "name": channel.name or "directmessage"},
                "message": message_shape(self.space, self.hub.app.id, message),
                "state": {"values": {}},
                "container": {
                    "type": "message", "message_ts": message.ts, "channel_id": channel.id,
                    "is_ephemeral": bool(message.ephemeral_to),
                },
                "response_url": self.hub.response_url(
                    self.space, channel, self.id, message.ts, ephemeral=bool(message.ephemeral_to)
                ),
            }  # fmt: skip
            if message.ephemeral_to:
                del payload["message"]  # Slack does not hand an ephemeral message back
            elif message.thread_ts:
                payload["container"]["thread_ts"] = message.thread_ts
        elif view is not None:
            payload |= {"view": view, "container": {"type": "view", "view_id": view["id"]}}
        await self._ask("interactive", payload)

    def _base(self, kind: str) -> dict[str, Any]:
        name, org = self.user.name, self.space.enterprise
        return {
            "type": kind,
            "user": {"id": self.id, "username": name, "name": name, "team_id": self.space.shown_id},
            "api_app_id": self.hub.app.id,
            "token": "verification-token",
            "trigger_id": self.hub.trigger(self.space.id, self.id),
            "team": None if org else {"id": self.space.id, "domain": self.space.domain},
            "enterprise": {"id": org, "name": self.space.domain} if org else None,
            "is_enterprise_install": bool(org),
        }

    async def _ask(self, kind: str, payload: dict[str, Any]) -> Any:
        assert isinstance(self.hub.deliveries, Delivery)
        return await self.hub.deliveries.ask(kind, payload)


def _action(block: dict[str, Any], element: dict[str, Any], now: float) -> dict[str, Any]:
    chosen = element.get("_chosen")
    action = {
        "type": element["type"],
        "action_id": element.get("action_id", "auto"),
        "block_id": block.get("block_id", ""),
        "action_ts": f"{now:.6f}",
    }
    if element["type"] == "feedback_buttons":
        return action | {"value": element[str(chosen)].get("value", "")}
    if isinstance(chosen, dict):
        return action | {"selected_option": chosen}
    action["text"] = element["text"]
    return action | {n: element[n] for n in ("value", "style") if n in element}
