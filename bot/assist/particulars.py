"""What makes one chat unlike the next: the thing it is about, how long it went on, how the client tried
before, and what they ask for. Read by rule; no number that could tell who somebody is comes through."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import prompts
from bot.assist.chat import Chat
from bot.assist.reading import Reading

_COUNTS = "one two three four five six seven eight nine ten eleven twelve".split()
_TENS = {20: "twenty", 30: "thirty", 40: "forty", 45: "forty-five", 50: "fifty", 60: "sixty", 90: "ninety"}  # fmt: skip
_VAGUE = "couple|few|several|many|multiple|countless"
_N = (
    rf"(?:(?:about|over|almost|nearly|more than|at least|the (?:past|last)|the whole|a whole|like|already|now|literally|nearly) )*"
    rf"(?P<n>\d{{1,2}}|(?:a )?(?:{_VAGUE})(?: of)?|an?|{'|'.join((*_COUNTS, *_TENS.values()))}|)"
)
_MANY = rf"(?P<n>\d{{1,2}}|a (?:couple|few)(?: of)?|{_VAGUE}|twice|{'|'.join((*_COUNTS, *_TENS.values()))})"


@dataclass(frozen=True, slots=True)
class Particulars:
    """Ready for a sentence, lower case at the start; "" where the chat does not show it."""

    thing: str = ""  # "the iPhone 13"
    span: str = ""  # "two weeks", for "{span} of that"
    tried: str = ""  # "three calls and two emails"
    nth: str = ""  # "the third time"
    wish: str = ""  # "their money back", for "they want {wish}"


def particulars(chat: Chat, seen: Reading) -> Particulars:
    """In: a chat and what was read from it. Out: what is its own."""
    said = [re.sub(r"\s+", " ", text.replace("’", "'")) for text in chat.client]
    again = next(filter(None, (_nth().search(text) for text in said)), None)
    return Particulars(
        _thing(said, seen), next(_spans(said), ""), _tried(said),
        f"the {again[1].lower()} time" if again else "", _wish(seen),
    )  # fmt: skip


def _thing(said: Sequence[str], seen: Reading) -> str:
    if model := seen.facts.get("model", ""):
        return f"the {_branded(model)}"
    return thing_in(said)


def thing_in(said: Sequence[str]) -> str:
    """The first thing that is spoken of: "the phone"; "" for none."""
    found = (m for text in said for m in _things().finditer(text))
    return next((f"the {m[1].lower()}" for m in found), "")


def _branded(model: str) -> str:
    """ "IPHONE 13" → "iPhone 13": as makers write it, whatever the client's keyboard did."""
    words = [_BRANDS.get(w.lower(), w.upper() if re.search(r"\d", w) else w.title()) for w in model.split()]  # fmt: skip
    return " ".join(words)


_BRANDS = {"iphone": "iPhone", "ipad": "iPad", "macbook": "MacBook"}


def _spans(said: Sequence[str]) -> Iterator[str]:
    """How long it went on, the first that is told of."""
    for text in said:
        for pattern in _span_patterns():
            for m in pattern.finditer(text):
                if not _of_something_else().search(text[: m.start("n")]):
                    if words := _counted(m["n"], m["unit"]):
                        yield words + (m["half"] or "")


def _tried(said: Sequence[str]) -> str:
    text = " \n ".join(said)
    if m := _hold().search(text):
        if words := _counted(m["n"], m["unit"]):
            return f"{words}{m['half'] or ''} on hold"
    parts: list[str] = []
    for what, pattern in _tries().items():
        if m := pattern.search(text):
            count = next((v for v in m.groupdict().values() if v), "several")
            number = "two" if count.lower() == "twice" else _count(count)
            if number in ("multiple", "countless", "many"):
                number = "several"
            if number and number not in ("one", "a", "an"):
                parts.append(f"{number} {what}")
    return " and ".join(parts[:2])


def _wish(seen: Reading) -> str:
    table: Mapping[str, Sequence[str]] = prompts.read("assist/particulars.yaml")["wishes"]
    wants = [w for w in (*seen.now, *seen.wants) if w in table and w not in seen.done]
    return next((table[w][0] for w in wants), "")


def _counted(count: str, unit: str) -> str:
    """ "2", "weeks" → "two weeks"; "", "hours" → "hours"; "" for what is too short to speak of."""
    unit = unit.lower()
    number = _count(count)
    if unit.startswith("minute") and number in ("", "a", "an", *_COUNTS[:9]):
        return ""
    if number in ("", "a", "an", "one"):
        if unit.endswith("s"):
            return unit if not number else ""
        return f"{'an' if unit == 'hour' else 'a'} {unit}" if unit not in ("day", "night") else ""
    return f"{number} {unit if unit.endswith('s') else unit + 's'}"


def _count(text: str) -> str:
    text = re.sub(r"\s+", " ", text.lower()).strip()
    if text.isdigit():
        n = int(text)
        return _COUNTS[n - 1] if 1 <= n <= len(_COUNTS) else _TENS.get(n, str(n))
    return "a couple of" if "couple" in text else "a few" if text in ("few", "a few") else text


def _compiled(pattern: str, count: str) -> re.Pattern[str]:
    unit = f" ?-?(?P<unit>{prompts.read('assist/particulars.yaml')['units']})\\b"
    return re.compile(pattern.replace("{n}", f"{count}{unit}(?P<half> and a half)?"), re.I)


@cache
def _span_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(_compiled(p, _N) for p in prompts.read("assist/particulars.yaml")["span"])


@cache
def _of_something_else() -> re.Pattern[str]:
    return re.compile(prompts.read("assist/particulars.yaml")["span_not"], re.I)


@cache
def _hold() -> re.Pattern[str]:
    return _compiled(prompts.read("assist/particulars.yaml")["hold"], _N)


@cache
def _tries() -> dict[str, re.Pattern[str]]:
    found = {}
    for what, pattern in prompts.read("assist/particulars.yaml")["tried"].items():
        parts = pattern.split("{n}")
        numbered = "".join(
            part + (_MANY.replace("?P<n>", f"?P<n{i}>") if i < len(parts) - 1 else "")
            for i, part in enumerate(parts)
        )
        found[what] = re.compile(numbered, re.I)
    return found


@cache
def _nth() -> re.Pattern[str]:
    return re.compile(prompts.read("assist/particulars.yaml")["nth"], re.I)


@cache
def _things() -> re.Pattern[str]:
    nouns = re.sub(r"\s*\|\s*", "|", prompts.read("assist/particulars.yaml")["things"].strip())
    return re.compile(rf"\b(?:my|our|the|a|an|this|that|your) (?:\w+ )?({nouns})\b", re.I)
