"""The fixed danger texts: which one, in which language, with which people to turn to.

In: a `Danger`, a country, what the organisation adds, a language. Out: a `Card`. Nothing here is generated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml

import prompts
from bot.safety.crisis import Danger
from bot.safety.lexicon import LANGUAGES, crisis_folder

COUNTRIES = ("us", "ca", "uk", "ie", "au", "nz", "in", "ph", "za", "international")
_ALIASES = {"gb": "uk", "usa": "us", "": "international"}
_URGENT = frozenset(("emergency",))


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


@dataclass(frozen=True, slots=True)
class Card:
    """A finished danger text. `pre_empts` is False for the gentle line that a low level gets."""

    key: str
    language: str
    text: str
    resources: tuple[Resource, ...]
    choices: tuple[tuple[str, str], ...]
    pre_empts: bool


class CrisisCards:
    """Cards and resources, read once. An organisation's folder is laid over ours, text by text."""

    def __init__(
        self, texts: Mapping[str, Mapping[str, Any]], resources: Mapping[str, tuple[Resource, ...]]
    ) -> None:
        self._texts = texts
        self._resources = resources

    @classmethod
    def load(cls, directory: Path | None = None) -> CrisisCards:
        """In: an organisation's folder with cards/ and resources/, or None. Out: the cards. Raises ValueError."""
        layers: list[Traversable] = [crisis_folder()]
        if directory is not None:
            if not directory.is_dir():
                raise ValueError(f"the crisis folder {directory} does not exist")
            layers.append(directory)
        texts = {name: _merged(layers, "cards", name) for name in LANGUAGES}
        countries = {*COUNTRIES, *_names(layers, "resources")}
        places = {name: _resources(_merged(layers, "resources", name)) for name in countries}
        return cls(texts, places)

    def card_for(
        self,
        danger: Danger,
        country: str = "international",
        org: OrgResources | None = None,
        language: str = "en",
        already_shown: bool = False,
    ) -> Card:
        """In: what the screen found and for whom. Out: the card; after the first, only a short line that stays."""
        org = org or OrgResources()
        data = self._texts.get(language) or self._texts["en"]
        name = language if language in self._texts else "en"
        topic = _topic(danger)
        if already_shown:
            key = f"follow_up.{topic}"
            text = str(data["follow_up"][topic])
            return Card(key, name, text, (), self._choices(data, ("not_meant",)), danger.preempts)
        key = _best_key(data["cards"], danger)
        entry = data["cards"][key]
        text = _fill(str(entry["text"]), org, data)
        urgent = danger.level == "imminent"
        chosen = self._chosen(country, topic, org, data, urgent) if danger.level != "low" else ()
        return Card(key, name, text, chosen, self._choices(data, entry["choices"]), danger.preempts)

    def answer(
        self,
        choice: str,
        danger: Danger,
        country: str = "international",
        org: OrgResources | None = None,
        language: str = "en",
    ) -> Card:
        """In: the button a person tapped under a card. Out: what to say then. Raises KeyError for an unknown button."""
        org = org or OrgResources()
        name = language if language in self._texts else "en"
        data = self._texts[name]
        entry = data["answers"][choice]
        topic = _topic(danger)
        wanted = bool(entry.get("resources"))
        resources = self._chosen(country, topic, org, data, False) if wanted else ()
        text = _fill(str(entry["text"]), org, data)
        choices = self._choices(data, entry.get("choices", ()))
        return Card(f"answers.{choice}", name, text, resources, choices, False)

    def _choices(self, data: Mapping[str, Any], ids: Any) -> tuple[tuple[str, str], ...]:
        return tuple((f"crisis.{i}", str(data["buttons"][i])) for i in ids)

    def _chosen(
        self, country: str, topic: str, org: OrgResources, data: Mapping[str, Any], urgent: bool
    ) -> tuple[Resource, ...]:
        code = code_of(country)
        here = self._resources.get(code) or self._resources["international"]
        fitting = [r for r in here if topic in r.topics]
        fitting.sort(key=lambda r: ("emergency" in r.topics) != urgent)
        own = list(_own(org, topic, data["labels"]))
        ordered = [r for r in fitting if urgent and "emergency" in r.topics] + own
        ordered += [r for r in fitting if r not in ordered]
        if not any("findahelpline.com" in r.contact for r in ordered) and topic in (
            "self",
            "client",
            "home",
        ):
            ordered += [r for r in self._resources["international"] if "directory" in r.topics]
        return tuple(ordered)


def code_of(country: str) -> str:
    """The code under which a country's resources are kept; "international" for none."""
    return _ALIASES.get(country.lower(), country.lower())


def directory(country: str) -> Resource:
    """Where somebody outside work can be found in that country, whatever it is about."""
    code = code_of(country)
    for name in (code if code in COUNTRIES else "international", "international"):
        found = _resources(prompts.read(f"crisis/resources/{name}.yaml"))
        if listed := [r for r in found if "directory" in r.topics]:
            return listed[0]
    raise KeyError("no directory")


def listed(country: str) -> tuple[Resource, ...]:
    """Who is there for anybody in that country: emergency, the lines for oneself, the directory."""
    code = code_of(country)
    here = _resources(
        prompts.read(f"crisis/resources/{code if code in COUNTRIES else 'international'}.yaml")
    )
    found = [r for r in here if {"self", "emergency", "directory"} & set(r.topics)][:4]
    known = directory(country)
    return (*found, *(() if known in found else (known,)))


def _topic(danger: Danger) -> str:
    match danger.kind, danger.who:
        case "self_harm_self", _:
            return "self"
        case "self_harm_other", _:
            return "client"
        case "violence_threat", "self":
            return "intent"
        case (("violence_threat" | "violence_assault"), _):
            return "violence"
        case "sexual_harassment", _:
            return "sexual"
        case "workplace_harassment", _:
            return "work"
        case "online_harassment", _:
            return "online"
    return "home"


def _best_key(cards: Mapping[str, Any], danger: Danger) -> str:
    kind, who, level = danger.kind, danger.who, danger.level
    for key in (f"{kind}.{who}.{level}", f"{kind}.{level}", f"{kind}.{who}", kind):
        if key in cards:
            return key
    raise KeyError(f"no card for {kind}")


def _fill(text: str, org: OrgResources, data: Mapping[str, Any]) -> str:
    procedure = org.crisis_procedure or str(data["labels"]["procedure"])
    return " ".join(text.split()).replace("{procedure}", procedure).replace(" / ", "\n\n")


def _own(org: OrgResources, topic: str, labels: Mapping[str, Any]) -> list[Resource]:
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


def _resources(data: Mapping[str, Any]) -> tuple[Resource, ...]:
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


def _names(layers: list[Traversable], part: str) -> set[str]:
    folders = [layer / part for layer in layers]
    return {
        f.name.removesuffix(".yaml")
        for d in folders
        if d.is_dir()
        for f in d.iterdir()
        if f.name.endswith(".yaml")
    }


def _merged(layers: list[Traversable], part: str, name: str) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for layer in layers:
        file = layer / part / f"{name}.yaml"
        if file.is_file():
            try:
                read = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
            except yaml.YAMLError as error:
                raise ValueError(f"{file} is not valid YAML") from error
            merged = _overlaid(merged, read)
    return merged


def _overlaid(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    result = dict(below)
    for key, value in above.items():
        old = result.get(key)
        result[key] = (
            _overlaid(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
        )
    return result


@lru_cache(maxsize=1)
def _shipped() -> CrisisCards:
    return CrisisCards.load()


def card_for(
    danger: Danger,
    country: str = "international",
    org: OrgResources | None = None,
    language: str = "en",
    already_shown: bool = False,
) -> Card:
    """The card from the texts that ship; see `CrisisCards.card_for`."""
    return _shipped().card_for(danger, country, org, language, already_shown)
