"""The fixed danger texts: which one, in which language, with which people to turn to.

In: a `Danger`, a country, what the organisation adds, a language. Out: a `Card`. Nothing here is generated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from bot.safety.crisis import Danger
from bot.safety.layers import merged, names
from bot.safety.lexicon import LANGUAGES, crisis_folder
from bot.safety.resources import COUNTRIES, OrgResources, Resource, code_of, lines_of, resources_in


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
        texts = {name: merged(layers, "cards", name) for name in LANGUAGES}
        countries = {*COUNTRIES, *names(layers, "resources")}
        places = {name: resources_in(merged(layers, "resources", name)) for name in countries}
        return cls(texts, places)

    def card_for(
        self,
        danger: Danger,
        country: str = "international",
        org: OrgResources | None = None,
        language: str = "en",
        already_shown: bool = False,
        gone: bool = False,
    ) -> Card:
        """In: what the screen found and for whom; `gone` when the call is over already. Out: the card; after the first,
        only a short line that stays."""
        org = org or OrgResources()
        data = self._texts.get(language) or self._texts["en"]
        name = language if language in self._texts else "en"
        topic = _topic(danger)
        if already_shown:
            key = f"follow_up.{topic}"
            text = str(data["follow_up"][topic])
            return Card(key, name, text, (), self._choices(data, ("not_meant",)), danger.preempts)
        key = _best_key(data["cards"], danger, gone)
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
        topic = "emergency" if topic == "driving" else topic
        here = self._resources.get(code) or self._resources["international"]
        fitting = [r for r in here if topic in r.topics]
        fitting.sort(key=lambda r: ("emergency" in r.topics) != urgent)
        own = list(lines_of(org, topic, data["labels"]))
        ordered = [r for r in fitting if urgent and "emergency" in r.topics] + own
        ordered += [r for r in fitting if r not in ordered]
        if not any("findahelpline.com" in r.contact for r in ordered) and topic in (
            "self",
            "client",
            "home",
        ):
            ordered += [r for r in self._resources["international"] if "directory" in r.topics]
        return tuple(ordered)


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
        case "medical", _:
            return "emergency"
        case "driving", _:
            return "driving"
    return "home"


def _best_key(cards: Mapping[str, Any], danger: Danger, gone: bool) -> str:
    kind, who, level = danger.kind, danger.who, danger.level
    if gone and danger.preempts and f"{kind}.{who}.gone" in cards:
        return f"{kind}.{who}.gone"
    for key in (f"{kind}.{who}.{level}", f"{kind}.{level}", f"{kind}.{who}", kind):
        if key in cards:
            return key
    raise KeyError(f"no card for {kind}")


def _fill(text: str, org: OrgResources, data: Mapping[str, Any]) -> str:
    procedure = org.crisis_procedure or str(data["labels"]["procedure"])
    return " ".join(text.split()).replace("{procedure}", procedure).replace(" / ", "\n\n")
