"""What the client complains about: the entry of `prompts/assist/troubles/` that fits a chat best."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import prompts
from bot.assist.catalog import categories, domains
from bot.assist.chat import Chat


@dataclass(frozen=True, slots=True)
class Trouble:
    """One entry; `prompts/assist/troubles/README.md` says what each field is."""

    id: str
    domain: str
    category: str
    it: str
    they: str
    ask: tuple[str, ...]
    check: tuple[str, ...]
    tries: Mapping[str, str]
    fix: Mapping[str, str]
    next: str
    match: re.Pattern[str]
    also: tuple[str, ...] = ()


def trouble_in(chat: Chat) -> tuple[Trouble, bool]:
    """The best fitting entry, and whether it matched (else it is a plain one of the category).

    The client's own words decide; what was said first counts double, a match of the stated
    category and of the stated domain count more."""
    said = " \n ".join(chat.client)
    answers = " \n ".join(chat.rep)
    opener = chat.client[0] if chat.client else ""
    best, top = None, 0.0
    for trouble in _all():
        if trouble.domain not in ("general", chat.domain) and chat.domain:
            continue
        hits = [m[0] for m in trouble.match.finditer(said)]
        if not hits:
            continue
        first = trouble.match.search(opener)
        score = (
            1.0
            + 0.02 * min(15, max(map(len, hits)))
            + 0.15 * min(3, len(hits))
            + (0.8 if first else 0)
        )
        if first:
            score += 0.4 * (1 - first.start() / max(1, len(opener)))
        score += 0.7 * (trouble.category == chat.category) + 1.0 * (trouble.domain == chat.domain)
        score += 0.25 * bool(trouble.match.search(answers))  # the rep took it for that
        if trouble.domain == "general" and chat.domain:
            score -= 0.2
        if score > top:
            best, top = trouble, score
    if best is not None:
        return best, True
    return plain_trouble(chat.domain, chat.category), False


def of_domain(domain: str) -> tuple[Trouble, ...]:
    """All entries of one domain ("general" for the shared ones)."""
    return tuple(t for t in _all() if t.domain == domain)


def plain_trouble(domain: str, category: str) -> Trouble:
    """The entry of a category that claims nothing about what went wrong."""
    entry = prompts.read("assist/plain.yaml")[category or "service_quality"]
    return _trouble({"id": "plain", "category": category or "service_quality", "match": "(?!)", **entry},
                    domain or "general")  # fmt: skip


@cache
def _all() -> tuple[Trouble, ...]:
    return tuple(_trouble(entry, name) for name in (*domains(), "general") for entry in _read(name))


def _read(name: str) -> Sequence[Mapping[str, Any]]:
    entries: list[Mapping[str, Any]] = prompts.read(f"assist/troubles/{name}.yaml")
    return entries


def _trouble(entry: Mapping[str, Any], domain: str) -> Trouble:
    if entry["category"] not in categories():
        raise ValueError(f"{entry['id']}: no category {entry['category']}")
    return Trouble(
        entry["id"], domain, entry["category"], entry["it"], entry["they"],
        tuple(entry["ask"]), tuple(entry.get("check", ())), dict(entry.get("try", {})),
        dict(entry.get("fix", {})), entry["next"], re.compile(entry["match"], re.I),
        tuple(entry.get("also", ())),
    )  # fmt: skip
