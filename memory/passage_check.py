"""What must hold of every entry in `prompts/library`, as its README says; `shoulder library check`.

Works on plain entries, so that a broken one is a sentence for its author and never a traceback.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import yaml

import prompts
from memory import presumed
from memory.grade import grade

MAX_GRADE = 7.0
NEEDED = 4  # strategies, and examples, for each incident and each emotion
NEVER_REFRAME = frozenset({
    "threat_violence", "harassment_sexual", "discrimination", "manager_bullying",
    "grief_stricken_customer", "customer_in_crisis",
})  # fmt: skip
NEVER_SOOTHE = frozenset(
    {"threat_violence", "harassment_sexual", "discrimination", "manager_bullying"}
)

Entry = Mapping[str, Any]
Shelf = Mapping[str, Sequence[Any]]  # file name below prompts/ → its entries

_KINDS = {"strategies": "strategy", "examples": "example"}
_COMMON = {
    "id": str, "title": str, "incidents": list, "emotions": list, "triggers": list, "words": str,
    "reframe": bool,
}  # fmt: skip
_FIELDS: Mapping[str, Mapping[str, type]] = {
    "strategy": {**_COMMON, "steps": list, "offer": str, "source": str, "not_when": str},
    "example": {**_COMMON, "line": str},
}
_MOST_WORDS: Mapping[str, Mapping[str, int]] = {
    "strategy": {"title": 6, "words": 40, "offer": 9, "not_when": 15},
    "example": {"title": 7, "words": 50, "line": 14},
}
_TRIGGERS, _TRIGGER_WORDS = range(6, 13), range(6, 36)
_STEPS, _STEP_WORDS = range(2, 6), range(1, 11)
_TELLING = 0.5  # share of triggers that must tell what the words take for granted
_QUOTED = re.compile(r"(?<!\w)['‘\"“].*?['’\"”](?!\w)")
_OF_ITS_OWN = re.compile(r"\b(?:i|me|my|mine|myself|we|us|our|ours)\b(?:'\w+)?", re.I)
_DECORATION = re.compile(r"\s[-–—]{1,2}\s|—|[\U0001F300-\U0001FAFF☀-➿]")


def check() -> list[str]:
    """The problems of what ships, one sentence each; [] when all is well."""
    shelf: dict[str, Sequence[Any]] = {}
    for folder in _KINDS:
        for file in prompts.names(f"library/{folder}"):
            try:
                shelf[file] = prompts.read(file) or []
            except yaml.YAMLError as error:
                return [f"{file}: not YAML: {str(error).splitlines()[0]}"]
    return problems(shelf)


def problems(shelf: Shelf) -> list[str]:
    """The same for any shelf."""
    found: list[str] = []
    whole: list[tuple[str, str, Entry]] = []  # (file, kind, entry) of entries with all their fields
    for file, entries in shelf.items():
        kind = _KINDS.get(file.split("/")[-2], "") if "/" in file else ""
        for number, entry in enumerate(entries, 1):
            name = entry.get("id") if isinstance(entry, Mapping) else None
            where = f"{file}: {name or f'entry {number}'}"
            shape = list(_shape(kind, entry))
            found += [f"{where}: {problem}" for problem in shape]
            if not shape:
                whole.append((file, kind, entry))
                found += [f"{where}: {problem}" for problem in _entry(file, kind, entry)]
    return found + list(_duplicates(whole)) + list(_grid(whole))


def forbidden(text: str) -> list[str]:
    """The groups of `phrases/guard.yaml` that `text` falls under, and what the voice guide bars."""
    found = [group for group, pattern in _guard() if pattern.search(text)]
    return found + (["decoration"] if _DECORATION.search(text) else [])


def plain(text: str) -> str:
    """Lower-case letters and digits only: two texts alike in this are the same text."""
    return " ".join(re.findall(r"[a-z0-9]+", text.lower().replace("'", "")))


# --- one entry


def _shape(kind: str, entry: Any) -> Iterator[str]:
    if not isinstance(entry, Mapping):
        yield "is not a mapping"
        return
    fields = _FIELDS.get(kind, _COMMON)
    for name, type_ in fields.items():
        if name not in entry:
            yield f"has no {name}"
        elif not isinstance(entry[name], type_) or entry[name] in ("", []):
            yield f"{name} is not a filled {type_.__name__}"
        elif type_ is list and not all(isinstance(item, str) and item for item in entry[name]):
            yield f"{name} holds something that is no text"
    if not isinstance(entry.get("needs", []), list):
        yield "needs is not a list"
    for name in entry.keys() - fields.keys() - {"needs"}:
        yield f"has an unknown key {name}"


def _entry(file: str, kind: str, entry: Entry) -> Iterator[str]:
    if not re.fullmatch(rf"{kind}(?:-[a-z0-9]+)+", entry["id"]):
        yield f"id is not {kind}- and words in kebab-case"
    for group in ("incidents", "emotions"):
        for label in entry[group]:
            if label not in prompts.read("labels.yaml")[group]:
                yield f"{label} is not one of the {group} of labels.yaml"
    for name, most in _MOST_WORDS[kind].items():
        if (count := len(entry[name].split())) > most:
            yield f"{name} has {count} words, at most {most}"
    yield from _list(entry["triggers"], "trigger", _TRIGGERS, _TRIGGER_WORDS)
    yield from _reframe(file, kind, entry)
    yield from _words(kind, entry)
    yield from _presumes(entry)


def _list(items: Sequence[str], name: str, many: range, words: range) -> Iterator[str]:
    if len(items) not in many:
        yield f"has {len(items)} {name}s, not {many.start} to {many.stop - 1}"
    for item in items:
        if (count := len(item.split())) not in words:
            yield f"{name} of {count} words, not {words.start} to {words.stop - 1}: {item!r}"


def _reframe(file: str, kind: str, entry: Entry) -> Iterator[str]:
    if entry["reframe"] and (barred := NEVER_REFRAME & set(entry["incidents"])):
        yield f"reframes {', '.join(sorted(barred))}"
    if entry["reframe"] and kind == "strategy" and not file.endswith("/thinking.yaml"):
        yield "reframes outside thinking.yaml"
    if file.endswith("/body.yaml") and (barred := NEVER_SOOTHE & set(entry["incidents"])):
        yield f"soothes {', '.join(sorted(barred))}"


def _presumes(entry: Entry) -> Iterator[str]:
    needs = entry.get("needs", [])
    for fact in needs:
        if fact not in presumed.names():
            yield f"needs {fact}, which is no fact of library/facts.yaml"
    shown = [entry["words"], *(entry[n] for n in ("line", "offer") if n in entry)]
    shown += entry.get("steps", [])
    told = [presumed.told(trigger) for trigger in entry["triggers"]]
    for fact in sorted(presumed.in_words(" ".join(shown))):
        share = sum(fact in facts for facts in told) / max(1, len(told))
        if share < _TELLING:
            yield f"takes for granted what its triggers seldom tell ({fact}, {share:.2f} of them)"


def _words(kind: str, entry: Entry) -> Iterator[str]:
    shown = {"words": entry["words"]}
    if kind == "strategy":
        yield from _list(entry["steps"], "step", _STEPS, _STEP_WORDS)
        shown |= {"offer": entry["offer"], "steps": " ".join(entry["steps"])}
    else:
        shown["line"] = entry["line"]
        if own := _OF_ITS_OWN.search(_QUOTED.sub("", f"{entry['words']} {entry['line']}")):
            yield f"speaks of itself ({own[0]}): an example has no life of its own"
    if "?" in _QUOTED.sub("", entry["words"]):
        yield "words ask a question"
    for name, text in shown.items():
        for group in forbidden(text):
            yield f"{name} is barred by the guard ({group}): {text!r}"
    for name in ("words", "steps"):
        if name in shown and (level := round(grade(shown[name]), 1)) > MAX_GRADE:
            yield f"{name} read at grade {level}, at most {MAX_GRADE:.0f}"


# --- all entries together


def _duplicates(whole: Sequence[tuple[str, str, Entry]]) -> Iterator[str]:
    texts: Mapping[str, Callable[[Entry], Sequence[str]]] = {
        "id": lambda e: [e["id"]],
        "title": lambda e: [e["title"]],
        "words": lambda e: [e["words"]],
        "line": lambda e: [e["line"]] if "line" in e else [],
        "trigger": lambda e: e["triggers"],
    }
    for name, of in texts.items():
        owners: dict[str, list[str]] = {}
        for _, _, entry in whole:
            for text in of(entry):
                owners.setdefault(plain(text), []).append(entry["id"])
        for text, ids in owners.items():
            if len(ids) > 1:
                yield f"{' and '.join(ids)}: the same {name}: {text!r}"


def _grid(whole: Sequence[tuple[str, str, Entry]]) -> Iterator[str]:
    for kind in _FIELDS:
        for group in ("incidents", "emotions"):
            have = Counter(
                label for _, its, entry in whole if its == kind for label in set(entry[group])
            )
            for label in prompts.read("labels.yaml")[group]:
                if have[label] < NEEDED:
                    yield f"{label}: {have[label]} of {NEEDED} entries of kind {kind}"


@cache
def _guard() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = prompts.read("phrases/guard.yaml")
    return tuple(
        (group, re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.I | re.M))
        for group, patterns in table.items()
        if group != "broken"  # about filled slots
    )
