"""What the doctor says about people to turn to."""

from __future__ import annotations

import pytest

from bot.doctor import contacts
from bot.settings import Settings


def said(**settings: str) -> str:
    found = contacts(Settings(_env_file=None, **settings))
    return "\n".join(f"{finding.level}: {finding.text}" for finding in found)


def test_nothing_set_says_what_is_missing_and_why() -> None:
    told = said()
    for name in ("COUNTRY", "EAP_CONTACT", "SECURITY_CONTACT", "CRISIS_PROCEDURE"):
        assert f"hint: SHOULDER_{name} is not set: " in told
    assert "us" in told.split("numbers for ")[1]


def test_all_set_is_quiet() -> None:
    told = said(country="US", eap_contact="1", security_contact="2", crisis_procedure="3")
    assert "hint" not in told and told.count("ok: ") == 2


@pytest.mark.parametrize("country", ["zz", "xx"])
def test_a_country_without_lines_is_told(country: str) -> None:
    assert f"SHOULDER_COUNTRY={country} has no help lines here" in said(country=country)
