"""What must hold of one entry of `prompts/phrases`: a phrase, a join, small talk, an act, a parting, a bind, an answer
after a danger text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, get_args

import prompts
from bot.support import acts, aftermath, pieces
from bot.support.phrasebook import SLOTS
from bot.support.policy import MOVES, NEVER_REFRAME
from bot.support.retelling import retell
from bot.support.spoken_check import slots_of, spoken

# Lines of the composer that are no moves of the policy: a sentence before steps, another before help
# for what must not be reframed.
_MOVES = frozenset((*MOVES, "protect", "advice_lead", "reframe_lead"))
_QUESTIONS = frozenset(("ask", "offer"))
_FIELDS = {"id": str, "move": str, "text": str}
_OPTIONAL = {"incidents": list, "emotions": list, "intensity": list, "later": bool}
_JOIN_KEYS = frozenset(("id", "text", "order", "near", "hostile", "credit", "after"))
MAX_AFTER = 45  # words, after a danger text
_PHRASE_SLOTS = frozenset((*SLOTS, "they", "them", "their"))
_JOIN_SLOTS = frozenset(retell._KIND)


def faults_of(file: str, entry: Any) -> Iterator[str]:
    """What is wrong with an entry of this file, for the kind that its keys make it."""
    if not isinstance(entry, Mapping):
        yield "is not a mapping"
        return
    kind = next((check for key, check in _KINDS.items() if key in entry), None)
    if kind is None:
        kind = _join if file.endswith("/retell.yaml") else _phrase
    yield from kind(entry)


def _language(entry: Mapping[str, Any]) -> Iterator[str]:
    yield from _shape(entry, {"id": str, "lang": str, "text": str, "again": list}, {})


def _phrase(entry: Mapping[str, Any]) -> Iterator[str]:
    wrong = list(_shape(entry, _FIELDS, _OPTIONAL))
    yield from wrong
    if wrong:
        return
    move, text = entry["move"], entry["text"]
    if move not in _MOVES:
        yield f"{move} is not a move"
    for group in ("incidents", "emotions"):
        for label in entry.get(group, ()):
            if label not in prompts.read("labels.yaml")[group]:
                yield f"{label} is not one of the {group} of labels.yaml"
    low_high = entry.get("intensity", [0, 3])
    if low_high not in [[low, high] for low in range(4) for high in range(low, 4)]:
        yield f"intensity is not a range within 0 to 3: {low_high}"
    if move.startswith("reframe") and (barred := NEVER_REFRAME & set(entry.get("incidents", ()))):
        yield f"reframes {', '.join(sorted(barred))}"
    if "?" in text and move not in _QUESTIONS:
        yield "asks a question, which is for ask and offer"
    if "!" in text and move != "celebrate":
        yield "has an exclamation mark, which is for good news"
    yield from spoken(text, _PHRASE_SLOTS)


def _join(entry: Mapping[str, Any]) -> Iterator[str]:
    wrong = list(_shape(entry, {"id": str, "text": str}, {key: object for key in _JOIN_KEYS}))
    yield from wrong
    if wrong:
        return
    slots = [name.lower() for name in slots_of(entry["text"])]
    for key in ("order", "hostile"):
        for name in entry.get(key, ()):
            if name not in slots:
                yield f"{key} names {{{name}}}, which is not in the text"
    yield from spoken(entry["text"], _JOIN_SLOTS)


def _smalltalk(entry: Mapping[str, Any]) -> Iterator[str]:
    fields = {"id": str, "intent": str, "triggers": list, "replies": list}
    wrong = list(_shape(entry, fields, {"later": list, "on_screen": list}))
    yield from wrong
    if wrong:
        return
    for text in [
        *entry["replies"],
        *entry.get("later", ()),
        *entry.get("on_screen", ()),
    ]:
        yield from spoken(text, frozenset(), most=40)


def _act(entry: Mapping[str, Any]) -> Iterator[str]:
    fields = {"id": str, "act": str, "kind": str, "replies": list}
    groups: dict[str, type] = {group: list for group in ("patterns", *acts.POOLS)}
    wrong = list(_shape(entry, fields, {**groups, "asked": str, "about": str, "passages": list}))
    yield from wrong
    if wrong:
        return
    if entry["kind"] not in get_args(acts.Kind):
        yield f"{entry['kind']} is no kind of act"
    for pattern in (*entry["patterns"], entry.get("asked", ""), entry.get("about", "")):
        try:
            re.compile(pattern.replace("{person}", "mom"))
        except re.error as error:
            yield f"{pattern!r} is no pattern: {error}"
    lines = [
        *entry["replies"],
        *entry.get("slip", ()),
        *entry.get("wrong", ()),
        *entry.get("grave", ()),
        *entry.get("glad", ()),
    ]
    for text in lines:
        yield from spoken(text, frozenset(("lines",)), most=40)


def _remark(entry: Mapping[str, Any]) -> Iterator[str]:
    optional = {"named": list, "when": str, "unless": str, "after": str, "plain": bool}
    wrong = list(_shape(entry, {"id": str, "remark": str, "lines": list}, optional))
    yield from wrong
    if wrong:
        return
    yield from _patterns((entry.get("when", ""), entry.get("unless", "")))
    for text in (*entry["lines"], *entry.get("named", ())):
        yield from spoken(text, frozenset(("who", "event")), most=30)


def _parting(entry: Mapping[str, Any]) -> Iterator[str]:
    fields = {"id": str, "parting": str, "role": str, "replies": list}
    wrong = list(_shape(entry, fields, {"patterns": list, "open": int}))
    yield from wrong
    if wrong:
        return
    if entry["role"] not in pieces.ROLES:
        yield f"{entry['role']} is no role of a parting"
    yield from _patterns(entry.get("patterns", ()))
    for text in entry["replies"]:
        if "?" in text or "!" in text:
            yield f"asks or cheers who leaves: {text!r}"
        yield from spoken(text, frozenset())


def _patterns(patterns: Iterable[str]) -> Iterator[str]:
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            yield f"{pattern!r} is no pattern: {error}"


def _aftermath(entry: Mapping[str, Any]) -> Iterator[str]:
    kind = next((kind for kind in ("asks", "meets") if kind in entry), "tells")
    optional = {"patterns": list, "about": dict, "only": list, "whole": bool}
    wrong = list(_shape(entry, {"id": str, kind: str, "replies": list}, optional))
    yield from wrong
    if wrong:
        return
    yield from _patterns(entry.get("patterns", ()))
    for topic in (*entry.get("about", {}), *entry.get("only", ())):
        if topic not in aftermath.TOPICS:
            yield f"{topic} is none of the topics"
    pools = [entry["replies"], *entry.get("about", {}).values()]
    for text in dict.fromkeys(text for pool in pools for text in pool):
        yield from spoken(text, frozenset(), most=MAX_AFTER)


def _wondering(entry: Mapping[str, Any]) -> Iterator[str]:
    wrong = list(_shape(entry, {"id": str, "wonders": str, "patterns": list}, {"replies": list}))
    yield from wrong
    if wrong:
        return
    for pattern in entry["patterns"]:
        try:
            re.compile(pattern)
        except re.error as error:
            yield f"{pattern!r} is no pattern: {error}"
    for text in entry.get("replies", ()):
        yield from spoken(text, frozenset(), most=40)


def _bind(entry: Mapping[str, Any]) -> Iterator[str]:
    optional = {"unless": str, "move": str, "incidents": list}
    wrong = list(_shape(entry, {"id": str, "told": list, "lines": list}, optional))
    yield from wrong
    if wrong:
        return
    if entry.get("move", "validate") not in ("validate", "celebrate"):
        yield f"{entry['move']} is no move for a bind"
    for label in entry.get("incidents", ()):
        if label not in prompts.read("labels.yaml")["incidents"]:
            yield f"{label} is not one of the incidents of labels.yaml"
    for pattern in (*entry["told"], entry.get("unless", "")):
        if re.search(r"['’]|(?<!\\)[A-Z]", pattern):
            yield f"{pattern!r} never fits: messages are searched in lower case without apostrophes"
        try:
            re.compile(pattern)
        except re.error as error:
            yield f"{pattern!r} is no pattern: {error}"
    for text in entry["lines"]:
        if "?" in text or "!" in text:
            yield f"asks or cheers: {text!r}"
        yield from spoken(text, frozenset(("they", "them", "their")))


def _shape(
    entry: Mapping[str, Any], needed: Mapping[str, type], optional: Mapping[str, type]
) -> Iterator[str]:
    for name, type_ in needed.items():
        if name not in entry:
            yield f"has no {name}"
        elif not isinstance(entry[name], type_) or not entry[name]:
            yield f"{name} is not a filled {type_.__name__}"
    for name in entry.keys() - needed.keys():
        if name not in optional:
            yield f"has an unknown key {name}"
        elif not isinstance(entry[name], optional[name]):
            yield f"{name} is not a {optional[name].__name__}"


# What an entry is, by a key that only its kind has.
_KINDS: Mapping[str, Callable[[Mapping[str, Any]], Iterator[str]]] = {
    "lang": _language,
    "asks": _aftermath,
    "tells": _aftermath,
    "meets": _aftermath,
    "act": _act,
    "wonders": _wondering,
    "parting": _parting,
    "remark": _remark,
    "told": _bind,
    "intent": _smalltalk,
}
