"""Who is in a workspace: the picker's ids, pasted e-mail addresses, mentions and user groups as people."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.doors import About, DeliveryFailed, Found
from bot.messages import Address
from handlers.slack.api import Refused, asked
from handlers.slack.native import PLATFORM
from handlers.slack.workspaces import Workspace

_EMAIL = re.compile(r"[^\s<>,;:|()\"]{1,64}@[^\s<>,;:|()\"]{1,190}\.[a-z]{2,24}", re.IGNORECASE)
_MENTION = re.compile(r"<@([UW][A-Z0-9]{2,20})(?:\|[^<>]*)?>")
_GROUP = re.compile(
    r"<!subteam\^(S[A-Z0-9]{2,20})(?:\|[^<>]*)?>|(?<![\w.])@([a-z0-9._-]{1,80})", re.I
)
_MOST_EMAILS = 40  # Slack answers fifty a minute
_MOST_PEOPLE = 200
_PATIENCE = 2  # how often a pause that Slack asks for is kept


@dataclass(slots=True)
class _Read:
    """What was typed, taken apart. `left` is what is none of these."""

    emails: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


async def about(space: Workspace, user: str) -> About:
    """A person's display name and time zone. Raises DeliveryFailed."""
    answer: Any = await _patiently(lambda: space.client.users_info(user=user))
    person = answer["user"]
    profile = person.get("profile", {})
    name = profile.get("display_name") or profile.get("real_name") or person.get("name", "")
    return About(str(name), str(person.get("tz") or ""))


async def look_up(space: Workspace, picked: Sequence[str], typed: str) -> Found:
    """Everybody who is meant, each once. Raises DeliveryFailed."""
    read = taken_apart(typed)
    found: dict[str, None] = dict.fromkeys([*picked, *read.people])
    unknown = list(read.left)
    for group in read.groups:
        members = await _of_group(space, group)
        found |= dict.fromkeys(members)
        if not members:
            unknown.append(group)
    for email in read.emails[:_MOST_EMAILS]:
        user = await _by_email(space, email)
        if user:
            found[user] = None
        else:
            unknown.append(email)
    found.pop(space.bot_user, None)
    people = tuple(Address(PLATFORM, space.team, user, "") for user in list(found)[:_MOST_PEOPLE])
    left = len(read.emails[_MOST_EMAILS:]) + len(found) - len(people)
    return Found(people, tuple(dict.fromkeys(unknown)), left)


def taken_apart(typed: str) -> _Read:
    """Pure: the kinds of people named in a text."""
    read = _Read()
    read.people = _MENTION.findall(typed)
    rest = _MENTION.sub(" ", typed)
    read.emails = list(dict.fromkeys(found.lower() for found in _EMAIL.findall(rest)))
    rest = _EMAIL.sub(" ", rest)
    read.groups = list(dict.fromkeys(id or handle for id, handle in _GROUP.findall(rest)))
    rest = _GROUP.sub(" ", rest)
    read.left = [word for word in re.split(r"[\s,;]+", rest) if re.search(r"\w{2}", word)]
    return read


# --- inside


async def _by_email(space: Workspace, email: str) -> str:
    try:
        answer: Any = await _patiently(lambda: space.client.users_lookupByEmail(email=email))
    except Refused as refused:
        if refused.reason in ("users_not_found", "user_not_found"):
            return ""
        raise
    user = answer["user"]
    return "" if user.get("is_bot") or user.get("deleted") else str(user["id"])


async def _of_group(space: Workspace, name: str) -> list[str]:
    """A group by its id or its handle; empty when there is none, or nobody in it."""
    id = name
    if not re.fullmatch(r"S[A-Z0-9]{2,20}", name):
        groups: Any = await _patiently(lambda: space.client.usergroups_list())
        id = next((g["id"] for g in groups["usergroups"] if g["handle"] == name.lower()), "")
    if not id:
        return []
    try:
        answer: Any = await _patiently(lambda: space.client.usergroups_users_list(usergroup=id))
    except Refused as refused:
        if refused.reason in ("no_such_subteam", "subteam_not_found", "not_found"):
            return []
        raise
    return [str(user) for user in answer["users"]]


async def _patiently(call: Any) -> Any:
    for _ in range(_PATIENCE):
        try:
            return await asked(call())
        except DeliveryFailed as failure:
            if not failure.retry_after:
                raise
            await asyncio.sleep(min(failure.retry_after, 60))
    return await asked(call())
