"""What is set, what is missing, and what the doctor says of it."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from bot.settings import Settings
from handlers.slack import findings
from handlers.slack.config import NotConfigured, Way, configured
from tests.fakes.slack import FakeSlack


def settings(**given: Any) -> Settings:
    return Settings(_env_file=None, **given)


@pytest.mark.parametrize(
    ("given", "way"),
    [
        ({}, None),
        ({"slack_bot_token": "b", "slack_app_token": "a"}, Way(True, False, False)),
        ({"slack_bot_token": "b", "slack_signing_secret": "s", "events_port": 1},
         Way(False, True, False)),
        ({"slack_client_id": "1", "slack_client_secret": "c", "slack_signing_secret": "s",
          "events_port": 1}, Way(False, True, True)),
        ({"slack_client_id": "1", "slack_client_secret": "c", "slack_app_token": "a",
          "events_port": 1}, Way(True, True, True)),
    ],
)  # fmt: skip
def test_the_secrets_say_which_way(given: dict[str, Any], way: Way | None) -> None:
    assert configured(settings(**given)) == way


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"slack_app_token": "a"}, "SLACK_BOT_TOKEN"),
        ({"slack_bot_token": "b"}, "SLACK_APP_TOKEN"),
        ({"slack_bot_token": "b", "slack_signing_secret": "s"}, "SHOULDER_EVENTS_PORT"),
        ({"slack_client_id": "1"}, "SLACK_CLIENT_SECRET"),
        ({"slack_client_id": "1", "slack_client_secret": "c", "slack_app_token": "a"},
         "SHOULDER_EVENTS_PORT"),
    ],
)  # fmt: skip
def test_what_is_missing_is_said(given: dict[str, Any], says: str) -> None:
    with pytest.raises(NotConfigured, match=says):
        configured(settings(**given))


def test_without_slack_nothing_of_slack_is_imported() -> None:
    look = (
        "import sys; from bot.settings import Settings; from handlers.slack import door;"
        "assert door(Settings(_env_file=None), None) is None;"
        "sys.exit(any(m.startswith(('slack_', 'handlers.slack.door')) for m in sys.modules))"
    )
    clean = {"PATH": "/usr/bin"}
    assert subprocess.run([sys.executable, "-c", look], env=clean, check=False).returncode == 0


async def test_the_doctor_asks_slack() -> None:
    assert await findings(settings()) == []
    (alone,) = await findings(settings(slack_bot_token="xoxb-1"))
    assert alone.level == "bad"
    async with FakeSlack() as slack:
        given = {name.lower(): value for name, value in slack.env.items()}
        fine = await findings(settings(web_name="bot.example", **given))
        assert [f.level for f in fine] == ["ok", "ok", "ok"]
        wrong = await findings(settings(**{**given, "slack_bot_token": "xoxb-wrong"}))
        assert "bad" in [f.level for f in wrong] and "hint" in [f.level for f in wrong]
        assert any("refuses SLACK_BOT_TOKEN" in f.text for f in wrong)
        await slack.away()
        away = await findings(settings(web_name="bot.example", **given))
        assert [f.level for f in away] == ["ok", "hint", "hint"]
