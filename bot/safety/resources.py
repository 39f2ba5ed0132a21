"""People to turn to in danger: who they are, where, and what an organisation adds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import prompts

COUNTRIES = ("us", "ca", "uk", "ie", "au", "nz", "in", "ph", "za", "international")
_ALIASES = {"gb": "uk", "usa": "us", "": "international"}


@dataclass(frozen=True, slots=True)
class Resource:
    """Somebody real to turn to. `contact` is a number, a word to text, or a site."""

    name: str
    contact: str
    topics: tuple[str, ...]
    note: str = ""
    source: str = ""
    checked: str = ""
    checked_how: str = ""


@dataclass(frozen=True, slots=True)
class OrgResources:
    """What an organisation adds: its own lines and its own procedure. All optional, all shown first."""

    eap_name: str = ""
    eap_contact: str = ""
    crisis_procedure: str = ""
    security_contact: str = ""
    outside_manager_route: str = ""
    union_or_council: str = ""


def directory(country: str) -> Resource:
    """Where somebody outside work can be found in that country, whatever it is about."""
    code = code_of(country)
    for name in (code if code in COUNTRIES else "international", "international"):
        found = resources_in(prompts.read(f"crisis/resources/{name}.yaml"))
        if listed := [r for r in found if "directory" in r.topics]:
            return listed[0]
    raise KeyError("no directory")


def listed(country: str) -> tuple[Resource, ...]:
    """Who is there for anybody in that country: emergency, the lines for oneself, the directory."""
    code = code_of(country)
    here = resources_in(
        prompts.read(f"crisis/resources/{code if code in COUNTRIES else 'international'}.yaml")
    )
    found = [r for r in here if {"self", "emergency", "directory"} & set(r.topics)][:4]
    known = directory(country)
    return (*found, *(() if known in found else (known,)))


def code_of(country: str) -> str:
    """The name under which a country's people are kept."""
    return _ALIASES.get(country.lower(), country.lower())


def lines_of(org: OrgResources, topic: str, labels: Mapping[str, Any]) -> list[Resource]:
    """The organisation's own lines for this topic; never one that leads through the person's manager."""
    everyone = ("self", "client", "intent", "violence", "sexual", "work", "online", "home")
    lines = (
        (org.security_contact, str(labels["security"]), ("violence", "intent", "sexual", "online")),
        (org.eap_contact, org.eap_name or str(labels["eap"]), everyone),
        (org.outside_manager_route, str(labels["route"]), ("sexual", "work")),
        (org.union_or_council, str(labels["union"]), ("violence", "sexual", "work", "online")),
    )
    return [
        Resource(name, contact, (topic,))
        for contact, name, topics in lines
        if contact and topic in topics
    ]


def resources_in(data: Mapping[str, Any]) -> tuple[Resource, ...]:
    """As a file of `prompts/crisis/resources/` lists them."""
    checked, how = str(data.get("checked", "")), str(data.get("checked_how", ""))
    return tuple(
        Resource(
            name=str(r["name"]),
            contact=str(r["contact"]),
            topics=tuple(str(r["for"]).split()),
            note=str(r.get("note", "")),
            source=str(r.get("source", "")),
            checked=str(r.get("checked", checked)),
            checked_how=str(r.get("checked_how", how)),
        )
        for r in data.get("resources", ())
    )
