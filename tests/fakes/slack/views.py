"""views.open, push, update, publish, with the rules for modals and Home tabs."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from tests.fakes.slack.blockkit import check_blocks
from tests.fakes.slack.call import Call
from tests.fakes.slack.chat import file_refs
from tests.fakes.slack.elements import Rules
from tests.fakes.slack.errors import SlackError
from tests.fakes.slack.world import Workspace, new_id

_MOST_BYTES = 250_000


class Views:
    """The methods, by their name in Python."""

    def views_open(self, call: Call) -> dict[str, Any]:
        view = checked(call, "modal")
        user = call.hub.use_trigger(call.args.text("trigger_id"), call.space.id)
        call.space.users[user].modals = [keep(call.space, call.hub.app.id, view, user)]
        return {"view": call.space.users[user].modals[-1]}

    def views_push(self, call: Call) -> dict[str, Any]:
        view = checked(call, "modal")
        person = call.space.users[call.hub.use_trigger(call.args.text("trigger_id"), call.space.id)]
        if len(person.modals) >= 3:
            raise SlackError("push_limit_reached")
        person.modals.append(keep(call.space, call.hub.app.id, view, person.id))
        return {"view": person.modals[-1]}

    def views_update(self, call: Call) -> dict[str, Any]:
        view = checked(call, "modal")
        name = call.args.text("view_id")
        for person in call.space.users.values():
            for old in person.modals:
                if old["id"] == name or old.get("external_id", "-") == call.args.text(
                    "external_id"
                ):
                    _fresh(call, old)
                    replace(call.space, call.hub.app.id, old, view, person.id)
                    return {"view": old}
        raise SlackError("not_found")

    def views_publish(self, call: Call) -> dict[str, Any]:
        view = checked(call, "home")
        person = call.user("user_id")
        if person.home is not None:
            _fresh(call, person.home)
        person.home = keep(call.space, call.hub.app.id, view, person.id)
        return {"view": person.home}


def _fresh(call: Call, old: dict[str, Any]) -> None:
    if call.args.text("hash") and call.args.text("hash") != old["hash"]:
        raise SlackError("hash_conflict")


def checked(call: Call, kind: str) -> dict[str, Any]:
    """The view that was given, with its block ids. Raises invalid_arguments with pointers."""
    view = call.args.json("view", "view_invalid_format")
    if not isinstance(view, dict):
        raise SlackError("invalid_arguments", "missing required field: view")
    if len(json.dumps(view)) > _MOST_BYTES:
        raise SlackError("view_too_large")
    rules = Rules(file_refs(call))
    if view.get("type") != kind:
        rules.say("/view/type", f"must be {kind}")
    for name, most in (("callback_id", 255), ("private_metadata", 3000), ("external_id", 255)):
        rules.length(view.get(name, ""), f"/view/{name}", most)
    if kind == "modal":
        rules.text(view.get("title"), "/view/title", 24, plain=True)
        for name in ("submit", "close"):
            if name in view:
                rules.text(view[name], f"/view/{name}", 24, plain=True)
        inputs = any(b.get("type") == "input" for b in view.get("blocks", []))
        if inputs and "submit" not in view:
            rules.say("/view", "missing required field: submit")
    try:
        blocks = check_blocks(view.get("blocks"), kind, rules.files)
    except SlackError as error:
        found = error.more.get("response_metadata", {}).get("messages", [error.code])
        raise SlackError("invalid_arguments", *rules.found, *found) from None
    if rules.found:
        raise SlackError("invalid_arguments", *rules.found)
    return {**view, "blocks": blocks}


def keep(space: Workspace, app_id: str, view: dict[str, Any], user: str) -> dict[str, Any]:
    """A new view as Slack keeps it."""
    kept: dict[str, Any] = {"id": new_id("V"), "root_view_id": "", "user": user}
    replace(space, app_id, kept, view, user)
    kept["root_view_id"] = kept["id"]
    space.views[kept["id"]] = kept
    return kept


def replace(
    space: Workspace, app_id: str, old: dict[str, Any], view: dict[str, Any], user: str
) -> None:
    """New content under the old id."""
    same = {name: old[name] for name in ("id", "root_view_id")}
    old.clear()
    old.update(
        {"private_metadata": "", "callback_id": "", "external_id": "", "state": {"values": {}}}
    )
    old.update(view)
    old.update(same)
    digest = hashlib.sha256(json.dumps(view, sort_keys=True).encode()).hexdigest()[:12]
    old.update(team_id=space.id, app_id=app_id, bot_id=space.bot_id, user=user)
    old["hash"] = f"{int(old['id'][1:])}.{digest}"
