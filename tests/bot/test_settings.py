"""Settings and their documentation stay in step."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import Settings

EXAMPLE = Path(__file__).parents[2] / ".env.example"


def documented() -> dict[str, str]:
    return dict(re.findall(r"^([A-Z_]+)=(.*)$", EXAMPLE.read_text(), re.MULTILINE))


def test_every_setting_is_documented_and_nothing_else() -> None:
    fields = Settings.model_fields.items()
    known = {str(f.validation_alias or f"SHOULDER_{name.upper()}") for name, f in fields}
    assert set(documented()) == known


def test_the_example_shows_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in documented():
        monkeypatch.delenv(name, raising=False)
    assert Settings(_env_file=EXAMPLE) == Settings(_env_file=None)


def test_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOULDER_SEED", "7")
    monkeypatch.setenv("SHOULDER_KEEP_TRANSCRIPTS_DAYS", "3")
    settings = Settings(_env_file=None)
    assert (settings.seed, settings.keep_transcripts_days) == (7, 3)


def test_nonsense_is_refused() -> None:
    with pytest.raises(ValidationError):
        Settings(_env_file=None, web_port=70_000)


def test_secrets_do_not_show() -> None:
    settings = Settings(_env_file=None, master_key="hush", database_url="postgresql://u:hush@h/d")
    assert "hush" not in repr(settings)
