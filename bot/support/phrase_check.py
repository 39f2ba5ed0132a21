"""What must hold of every phrase in `prompts/phrases`; part of `shoulder library check`.

Read are phrases (a list of entries with `move`), joins of `retell.yaml`, small talk, and the texts
of files such as `notices.yaml`, which are spoken as they stand. Slots are filled with samples first: what is judged is what a person
would read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args

import yaml

import prompts
from bot.support import acts
from bot.support.guard import faults
from bot.support.phrasebook import SLOTS
from bot.support.policy import MOVES, NEVER_REFRAME
from bot.support.retelling import retell
from memory.grade import grade
from memory.passage_check import forbidden, plain

MAX_WORDS = 24
MAX_GRADE = 7.0
_SHORT = 10  # words; in fewer, one long word makes the grade, so a short line may have one
_MAX_GRADE_SHORT = 10.0

Shelf = Mapping[str, Sequence[Any]]  # file name below prompts/ → its entries

# Lines of the composer that are no moves of the policy: a sentence before steps, another before help
# for what must not be reframed.
_MOVES = frozenset((*MOVES, "protect", "advice_lead", "reframe_lead"))
_QUESTIONS = frozenset(("ask", "offer"))
_FIELDS = {"id": str, "move": str, "text": str}
_OPTIONAL = {"incidents": list, "emotions": list, "intensity": list, "later": bool}
_JOIN_KEYS = frozenset(("id", "text", "order", "near", "hostile", "credit"))
_FIXED = frozenset(
    f"phrases/{n}.yaml"
    for n in ("lines", "notices", "commands", "incident_words", "pause", "acts/sayable")
)
_SLOT = re.compile(r"\{(\w*)\}")
_SAMPLES = {
    "clause": "she hung up on you", "clause2": "he called back", "deed": "you kept your cool",
    "deed2": "you called back",
    "did": "kept your cool", "state": "your hands shook", "amount": "31 calls",
    "thing": "a late fee", "when": "at noon", "offer": "a line to use", "loop": "the call",
    "story": "he wanted the late fee back", "story2": "you told him about the form",
    "story3": "the form came back", "note": "five calls in one hour",
    "cause": "a late fee", "because": "you asked for the number", "span": "twenty minutes",
    "n1": "five calls in one hour", "n2": "no lunch", "n3": "a broken headset",
    "count": "31 calls since eight", "t1": "the late fee", "t2": "your break", "t3": "the missing parcel",
    "matter": "the late fee", "a": "she hung up on you", "b": "he called back",
    "lines": "Two lines that hold.", "they": "she", "them": "her", "their": "her",
}  # fmt: skip
_PHRASE_SLOTS = frozenset((*SLOTS, "they", "them", "their"))
_JOIN_SLOTS = frozenset(retell._KIND)


def check() -> list[str]:
    """The problems of what ships, one sentence each; [] when all is well."""
    shelf: dict[str, Sequence[Any]] = {}
    fixed: list[str] = []
    for folder in ("phrases", "phrases/incidents", "phrases/emotions", "phrases/acts"):
        for file in prompts.names(folder):
            try:
                content = prompts.read(file)
            except yaml.YAMLError as error:
                return [f"{file}: not YAML: {str(error).splitlines()[0]}"]
            if file in _FIXED:
                fixed += fixed_problems(file, content)
            elif isinstance(content, list):
                shelf[file] = content
    shared = "exercise/words.yaml"  # of the page "On shift" and its commands
    fixed += fixed_problems(shared, prompts.read(shared))
    return problems(shelf) + fixed


def problems(shelf: Shelf) -> list[str]:
    """The same for any shelf."""
    found: list[str] = []
    ids: dict[str, str] = {}
    texts: dict[str, str] = {}
    for file, entries in shelf.items():
        for number, entry in enumerate(entries, 1):
            name = entry.get("id") if isinstance(entry, Mapping) else None
            where = f"{file}: {name or f'entry {number}'}"
            found += [f"{where}: {problem}" for problem in _entry(file, entry)]
            if name:
                found += _taken(ids, str(name), where, "id")
            if name and "move" in entry and isinstance(text := entry.get("text"), str):
                found += _taken(texts, plain(text), where, "text")
    return found


def fixed_problems(file: str, content: Any) -> list[str]:
    """What is wrong with the texts of a file that is a tree of them: buttons, notices, single lines."""
    return [
        f"{file}: {path}: is barred by the guard ({code}): {text!r}"
        for path, text in _leaves(content)
        for code in forbidden(text)
        if code != "cliches"  # "Remember our chats" is a button, not a platitude
    ]


def filled(text: str) -> str:
    """`text` with samples in its slots, as it would be spoken."""

    def put(match: re.Match[str]) -> str:
        value = _SAMPLES.get(match[1].lower(), match[0])
        return value[:1].upper() + value[1:] if match[1][:1].isupper() else value

    return re.sub(r"(^|[.!?] )([a-z])", lambda m: m[1] + m[2].upper(), _SLOT.sub(put, text))


def _leaves(content: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(content, str):
        yield path, content
    elif isinstance(content, Mapping):
        for key, value in content.items():
            yield from _leaves(value, f"{path}.{key}".lstrip("."))
    elif isinstance(content, Sequence):
        for number, value in enumerate(content, 1):
            yield from _leaves(value, f"{path}.{number}".lstrip("."))


def _taken(seen: dict[str, str], key: str, where: str, what: str) -> list[str]:
    if key not in seen:
        seen[key] = where
        return []
    return [f"{where}: the same {what} as {seen[key]}"]


def _entry(file: str, entry: Any) -> Iterator[str]:
    if not isinstance(entry, Mapping):
        yield "is not a mapping"
    elif "lang" in entry:
        yield from _shape(entry, {"id": str, "lang": str, "text": str, "again": list}, {})
    elif "act" in entry:
        yield from _act(entry)
    elif "told" in entry:
        yield from _bind(entry)
    elif "intent" in entry:
        yield from _smalltalk(entry)
    elif file.endswith("/retell.yaml"):
        yield from _join(entry)
    else:
        yield from _phrase(entry)


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
    yield from _spoken(text, _PHRASE_SLOTS)


def _join(entry: Mapping[str, Any]) -> Iterator[str]:
    wrong = list(_shape(entry, {"id": str, "text": str}, {key: object for key in _JOIN_KEYS}))
    yield from wrong
    if wrong:
        return
    slots = [name.lower() for name in _SLOT.findall(entry["text"])]
    for key in ("order", "hostile"):
        for name in entry.get(key, ()):
            if name not in slots:
                yield f"{key} names {{{name}}}, which is not in the text"
    yield from _spoken(entry["text"], _JOIN_SLOTS)


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
        yield from _spoken(text, frozenset(), most=40)


def _act(entry: Mapping[str, Any]) -> Iterator[str]:
    fields = {"id": str, "act": str, "kind": str, "replies": list}
    wrong = list(
        _shape(entry, fields, {group: list for group in ("patterns", "slip", "wrong", "grave")})
    )
    yield from wrong
    if wrong:
        return
    if entry["kind"] not in get_args(acts.Kind):
        yield f"{entry['kind']} is no kind of act"
    for pattern in entry["patterns"]:
        try:
            re.compile(pattern.replace("{person}", "mom"))
        except re.error as error:
            yield f"{pattern!r} is no pattern: {error}"
    spoken = [
        *entry["replies"],
        *entry.get("slip", ()),
        *entry.get("wrong", ()),
        *entry.get("grave", ()),
    ]
    for text in spoken:
        yield from _spoken(text, frozenset(("lines",)), most=40)


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
        yield from _spoken(text, frozenset(("they", "them", "their")))


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


def _spoken(text: str, slots: frozenset[str], most: int = MAX_WORDS) -> Iterator[str]:
    for name in _SLOT.findall(text):
        if name.lower() not in slots:
            yield f"{{{name}}} is no slot here"
            return
    if (count := len(text.split())) > most:
        yield f"has {count} words, at most {most}"
    said = filled(text)
    for code in dict.fromkeys([*faults(said), *forbidden(said)]):
        yield f"is barred by the guard ({code}): {said!r}"
    limit = MAX_GRADE if len(said.split()) >= _SHORT else _MAX_GRADE_SHORT
    if (level := round(grade(said), 1)) > limit:
        yield f"reads at grade {level}, at most {limit:.0f}: {said!r}"
