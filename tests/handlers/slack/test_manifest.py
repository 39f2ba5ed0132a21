"""The manifest is what the code answers to."""

from __future__ import annotations

from pathlib import Path

import yaml
from typer.testing import CliRunner

from bot.commands import registry
from handlers.cli import cli
from handlers.slack.interactions import Interactions
from handlers.slack.listeners import Listeners
from handlers.slack.manifest import EVENTS, SCOPES, link, manifest
from handlers.slack.names import Names

FILE = Path("handlers/slack/manifest.yaml")


def test_the_file_is_current() -> None:
    made = CliRunner().invoke(cli, ["slack", "manifest"])
    assert made.output == FILE.read_text(encoding="utf-8"), (
        "run `shoulder slack manifest > handlers/slack/manifest.yaml`"
    )


def test_every_command_is_in_it_and_no_other() -> None:
    declared = [c["command"] for c in manifest()["features"]["slash_commands"]]
    assert declared == [f"/{spec.name}" for spec in registry().specs]


def test_every_shortcut_is_listened_to_and_no_other() -> None:
    heard: set[str] = set()

    class Ear:
        def message_shortcut(self, name: str) -> object:
            heard.add(name)
            return lambda listener: None

        def command(self, name: object) -> object:
            return lambda listener: None

        action = view = command

    Interactions.__new__(Interactions).register(Ear())  # type: ignore[arg-type]
    declared = manifest()["features"]["shortcuts"]
    assert {s["callback_id"] for s in declared} == heard
    assert [s["type"] for s in declared] == ["message"]
    assert all(len(s["name"]) <= 24 and len(s["description"]) <= 150 for s in declared)


def test_every_event_is_listened_to() -> None:
    heard: set[str] = set()

    class Ear:
        def event(self, name: str) -> object:
            heard.add(name)
            return lambda listener: None

        def command(self, name: object) -> object:
            return lambda listener: None

        action = view = message_shortcut = command

        def error(self, listener: object) -> None:
            return None

    listeners = Listeners.__new__(Listeners)
    listeners._interactions = Interactions.__new__(Interactions)
    listeners.register(Ear())  # type: ignore[arg-type]
    assert {name.partition(".")[0] for name in EVENTS} == heard


def test_scopes_are_few() -> None:
    assert sorted(SCOPES) == [
        "app_mentions:read", "assistant:write", "chat:write", "commands", "files:read",
        "files:write", "im:history", "im:read", "im:write", "mpim:write", "usergroups:read", "users:read",
        "users:read.email",
    ]  # fmt: skip


def test_with_an_address_it_is_for_http() -> None:
    body = manifest(Names(registry(), "sh-*"), "https://bot.example/")
    asks = body["settings"]["event_subscriptions"]["request_url"]
    assert asks == "https://bot.example/slack/events"
    assert not body["settings"]["socket_mode_enabled"]
    assert {c["url"] for c in body["features"]["slash_commands"]} == {asks}
    assert "/sh-checkin" in {c["command"] for c in body["features"]["slash_commands"]}


def test_for_an_organization() -> None:
    assert manifest(org=True)["settings"]["org_deploy_enabled"]
    assert not manifest()["settings"]["org_deploy_enabled"]


def test_slacks_limits() -> None:
    body = manifest()
    shown, features = body["display_information"], body["features"]
    assert len(shown["name"]) <= 35 and len(shown["description"]) <= 140
    assert 174 <= len(shown["long_description"]) <= 4000
    assert len(features["agent_view"]["agent_description"]) <= 300
    assert len(features["agent_view"]["suggested_prompts"]) <= 4
    assert all(len(c["description"]) <= 2000 for c in features["slash_commands"])


def test_the_link_carries_it() -> None:
    from urllib.parse import parse_qs, urlsplit

    query = parse_qs(urlsplit(link(manifest())).query)
    assert yaml.safe_load(query["manifest_yaml"][0]) == manifest()
