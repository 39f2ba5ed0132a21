"""What must hold of every exercise in `prompts/scenarios`, one sentence for each fault; `shoulder library check`.

Works on plain entries, so that a broken one is a sentence for its author and never a traceback.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

import prompts
from bot.practice.attention import asked
from bot.practice.reading import read
from bot.practice.scenario import CLEAN, CLOSES, FOLDER, LISTS, parse
from memory.grade import grade

MAX_GRADE = 7.0
_FACTS, _WORDS = 7, 42
_LEAST = {
    "heard": 5, "warm": 3, "sorry": 2, "offered": 2, "permission": 2, "unsure": 4, "advised": 5, "dismissed": 5,
    "hijacked": 4, "insulted": 2, "silly": 3, "short": 4, "greeted": 1, "bait": 3, "drift": 2,
}  # fmt: skip
_TEXTS = ("id", "title", "kind", "name", "pronoun", "who", "scene", "need", "worse")
_MAY_THANK = frozenset({"heard", "warm", "echo", "close warm"})
_CONDITION = re.compile(r"\((\w+)\) ")
_THANKS = re.compile(r"\b(?:thanks?|thank you|appreciate\w*|grateful)\b", re.I)
_SAYS_IT = re.compile(
    r"\b(?:just|only|someone|somebody|you|me) (?:to )?listen(?! to)|want(?:ed)? to be heard|need(?:ed)? to vent|"
    r"hear me out|shoulder to cry", re.I,
)  # fmt: skip
_MARKS = re.compile(r"[:;—–\"“”]|\s-\s|\.\.\.|…|[\U0001F300-\U0001FAFF]")


def check() -> list[str]:
    """The problems of what ships; [] when all is well."""
    found: list[str] = []
    order = prompts.read(f"{FOLDER}/order.yaml")
    files = {name.split("/")[-1].removesuffix(".yaml") for name in prompts.names(FOLDER)} - {
        "order"
    }
    found += [
        f"{FOLDER}/order.yaml: {id} is there or in the folder, not in both"
        for id in files ^ set(order)
    ]
    for id in sorted(files):
        try:
            entry = prompts.read(f"{FOLDER}/{id}.yaml")
        except yaml.YAMLError as error:
            found.append(f"{FOLDER}/{id}.yaml: not YAML: {str(error).splitlines()[0]}")
            continue
        found += [f"{FOLDER}/{id}.yaml: {problem}" for problem in problems(id, entry)]
    return found


def problems(id: str, entry: Any) -> list[str]:
    """The same for one exercise."""
    shape = list(_shape(id, entry))
    return shape or [*_lists(entry), *_lines(entry), *_questions(entry)]


def _questions(entry: Mapping[str, Any]) -> Iterator[str]:
    """Each fact is found by the questions that are written beside it."""
    whole = parse(entry)
    for fact in whole.facts:
        for question in fact.ask:
            found = [f.id for f in asked(read(question), whole)]
            if found[:1] != [fact.id]:
                yield f'fact {fact.id}: asked "{question}", tells {found[:2]}'


def _shape(id: str, entry: Any) -> Iterator[str]:
    if not isinstance(entry, Mapping):
        yield "is not a mapping"
        return
    known = {*_TEXTS, *LISTS, "hard", "warning", "feelings", "opener", "facts", "close"}
    yield from (f"has an unknown key {key}" for key in entry.keys() - known)
    yield from (f"has no {key}" for key in sorted(known - {"warning"} - entry.keys()))
    yield from (f"{key} is not text" for key in _TEXTS if not isinstance(entry.get(key), str))
    if entry.get("id") != id:
        yield "id is not the file's name"
    if entry.get("hard") and not entry.get("warning"):
        yield "is hard and warns of nothing"
    for key in (*LISTS, "facts", "feelings"):
        if not isinstance(entry.get(key), list):
            yield f"{key} is not a list"
    yield from _facts_shape(entry)


def _facts_shape(entry: Mapping[str, Any]) -> Iterator[str]:
    opener, facts, close = entry.get("opener"), entry.get("facts"), entry.get("close")
    if not isinstance(opener, Mapping) or {"line", "cue", "echo", "say"} - opener.keys():
        yield "opener needs line, cue, echo and say"
    if not isinstance(close, Mapping) or set(CLOSES) - close.keys():
        yield "close needs warm, mixed and cold"
    for number, fact in enumerate(facts if isinstance(facts, list) else [], 1):
        if (
            not isinstance(fact, Mapping)
            or {"id", "cue", "ask", "tell", "echo", "say"} - fact.keys()
        ):
            yield f"fact {number} needs id, cue, ask, tell, echo and say"


def _lists(entry: Mapping[str, Any]) -> Iterator[str]:
    ids = {fact["id"] for fact in entry["facts"]}
    if len(ids) < _FACTS:
        yield f"has {len(ids)} facts, needs {_FACTS}"
    if "feel" not in ids:
        yield "has no fact called feel"
    lists = {name: entry[name] for name in LISTS} | {
        f"close {m}": entry["close"][m] for m in CLOSES
    }
    for name, lines in lists.items():
        conditions = [m[1] if (m := _CONDITION.match(line)) else "" for line in lines]
        yield from (
            f"{name}: no fact is called {c}" for c in conditions if c not in {*ids, "", CLEAN}
        )
        least = _LEAST.get(name, 2)
        if len(lines) < least:
            yield f"{name} has {len(lines)} lines, needs {least}"
        if not any(not c for c in conditions):
            yield f"{name} has no line that always fits"


def _lines(entry: Mapping[str, Any]) -> Iterator[str]:
    spoken = list(_spoken(entry))
    for text, count in Counter(text.lower() for _, text in spoken).items():
        if count > 1:
            yield f"says this {count} times: {text}"
    for name, text in spoken:
        yield from (f"{name}: {problem}: {text}" for problem in _line(name, text))
    own = " ".join(text for name, text in spoken if name != "say")
    told = " ".join(text for name, text in spoken if name == "say")
    for what, words in (
        ("lines", own),
        ("models", told),
        ("need", entry["need"]),
        ("worse", entry["worse"]),
    ):
        if grade(words) > MAX_GRADE + 2 * (what in ("need", "worse")):
            yield f"{what} read at grade {grade(words):.1f}"


def _line(name: str, text: str) -> Iterator[str]:
    if len(text.split()) > _WORDS:
        yield f"longer than {_WORDS} words"
    if _MARKS.search(text):
        yield "has a mark that nobody speaks"
    if name == "say":
        return
    if name not in _MAY_THANK and _THANKS.search(text):
        yield "thanks, where nothing was good"
    if _SAYS_IT.search(text):
        yield "says outright what the supporter has to find out"


def _spoken(entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "opener", entry["opener"]["line"]
    yield from (("echo", line) for line in entry["opener"]["echo"])
    yield from (("say", line) for line in entry["opener"]["say"])
    for fact in entry["facts"]:
        yield from ((part, fact[part]) for part in ("tell", "echo", "say"))
    for name in LISTS:
        yield from ((name, _CONDITION.sub("", line)) for line in entry[name])
    for mood in CLOSES:
        yield from ((f"close {mood}", _CONDITION.sub("", line)) for line in entry["close"][mood])
