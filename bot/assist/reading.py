"""What has happened in a chat so far: what the rep asked, offered and explained, what the client gave,
tried and wants, and how the client met it. Read from wordings in `prompts/assist/`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import prompts
from bot.assist.chat import Chat
from bot.assist.troubles import Trouble, trouble_in

_AMOUNT = re.compile(
    r"[$€£]\s?\d[\d,]*(?:\.\d\d)?(?:(?= )|\b)|\b\d+(?:\.\d\d)? (?:dollars|bucks|euros|pounds)\b"
)
_NUMBER = re.compile(r"(?<![$€£\d.,])#?\b(?=[A-Z0-9]*\d)[A-Z0-9]{4,}\b")
_MODEL = re.compile(
    r"\b(?:iphone|galaxy|pixel|macbook|ipad|motorola|samsung galaxy)(?: ?[A-Z]?\d+)?\b", re.I
)
_WAIT = re.compile(
    r"\b(?:\d+|two|three|four|five|six|seven|ten|several|a few)(?:\s?(?:-|to|–)\s?\d+)? (?:business )?(?:days?|hours?|weeks?|months?|minutes?)\b",
    re.I,
)
_DATE = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.? \d{1,2}(?:st|nd|rd|th)?\b|"
    r"\b(?:last (?:night|week(?:end)?|month)|yesterday|(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """`asked` and `given` are ids of `details.yaml`; `done` and `tried` acts of `acts.yaml`; `last_done`
    what the rep did in the last turn; `wants` and `jabs` ids of `moves.yaml`, likeliest first;
    `facts` the client's own numbers by kind."""

    trouble: Trouble
    matched: bool
    asked: frozenset[str]
    given: frozenset[str]
    done: frozenset[str]
    last_done: frozenset[str]
    tried: frozenset[str]
    wants: tuple[str, ...]
    jabs: tuple[str, ...]
    facts: Mapping[str, str]
    now: tuple[str, ...]  # what the last message wants
    last_asked: frozenset[str]
    answered: bool  # whether the rep wrote anything
    turn: int  # how many messages the client wrote
    sorries: int  # how often the rep apologized
    first_done: frozenset[str]  # as `last_done` and `last_asked`, in the rep's first reply
    first_asked: frozenset[str]
    turned_down: bool  # whether the client waved off an offer, in any message
    settled: bool  # whether the client is content and asks for nothing more


def read(chat: Chat) -> Reading:
    """In: a chat with at least one message of the client. Out: what happened in it."""
    trouble, matched = trouble_in(chat)
    said, rep = " \n ".join(chat.client), " \n ".join(chat.rep)
    first_rep, last_rep = (chat.rep[0], chat.rep[-1]) if chat.rep else ("", "")
    acts = _acts()
    tries = {a for a, (_, by_client) in acts.items() if by_client}
    tried = {a for a in tries if acts[a][0].search(said) and _TRIED.search(said)}
    asked = {d for d, (by_rep, _) in _details().items() if any(_asks(by_rep, t) for t in chat.rep)}
    given = {d for d, (_, by_client) in _details().items() if by_client.search(said)}
    return Reading(
        trouble, matched, frozenset(asked), frozenset(given),
        frozenset(a for a, (p, _) in acts.items() if p.search(rep)),
        frozenset(a for a, (p, _) in acts.items() if p.search(last_rep)),
        frozenset(tried), _moves("wants", chat), _moves("jabs", chat), _facts(chat),
        _moves("wants", chat, last=True),
        frozenset(d for d, (by_rep, _) in _details().items() if _asks(by_rep, last_rep)),
        bool(chat.rep), len(chat.client), sum(bool(acts["apologize"][0].search(t)) for t in chat.rep),
        frozenset(a for a, (p, _) in acts.items() if p.search(first_rep)),
        frozenset(d for d, (by_rep, _) in _details().items() if _asks(by_rep, first_rep)),
        any(_refusing().search(_plain(t)) for t in chat.client[1:]),
        bool(chat.rep and _CONTENT.search(chat.last)) and "?" not in chat.last,
    )  # fmt: skip


_CONTENT = re.compile(  # thanks for something done, not for something to come
    r"\b(?:(?:it|that|they) (?:just )?(?:works?|worked|arrived|came|helped|did it|is perfect|'s perfect)|you're (?:a star|the best|great|"
    r"wonderful|awesome)|(?:all|that's) (?:set|sorted|good|fixed|perfect)|works now|just arrived|so much|have a (?:good|great|nice))\b", re.I
)  # fmt: skip
_TRIED = re.compile(
    r"\b(?:already|tried|did (?:that|all|it)|done (?:that|it|all)|restarted|updated|reset it|reinstalled|"
    r"unplugged|checked|i (?:did|have|just) )", re.I
)  # fmt: skip
_ASKING = re.compile(
    r"\?|\b(?:please|could you|can you|may i|need|provide|share|send|confirm|let me know|tell me|what|which)\b", re.I
)  # fmt: skip


def _asks(pattern: re.Pattern[str], text: str) -> bool:
    """Whether one sentence of the rep asks for it."""
    return any(
        pattern.search(s) and _ASKING.search(s) and not re.match(r"\s*thank", s, re.I)
        for s in re.split(r"(?<=[.!?;])\s+|\u2014", text)
    )


def _moves(kind: str, chat: Chat, *, last: bool = False) -> tuple[str, ...]:
    """What the last message holds, then (for wants) what earlier ones do."""
    table: dict[str, str] = prompts.read("assist/moves.yaml")[kind]
    texts = [chat.last] if last or kind == "jabs" else [chat.last, *reversed(chat.client[:-1])]
    found = [name for t in texts for name in table if _compiled(table[name]).search(_plain(t))]
    return tuple(dict.fromkeys(found))


def _facts(chat: Chat) -> dict[str, str]:
    said = " \n ".join(chat.client)
    facts: dict[str, str] = {}
    for kind, pattern in (("amount", _AMOUNT), ("model", _MODEL), ("wait", _WAIT), ("date", _DATE)):
        if found := pattern.search(said):
            facts[kind] = found[0].strip()
    if found := re.search(r"\bzip\b\D{0,14}(\d{4,5})", said, re.I):
        facts["zip"] = found[1]
    numbers = [
        m
        for m in _NUMBER.findall(said)
        if m != facts.get("zip") and not re.fullmatch(r"(?:19|20)\d\d|S\d\d", m)
    ]
    if numbers:
        facts["number"] = numbers[-1].lstrip("#")
    if found := _WAIT.search(" \n ".join(chat.rep)):
        facts["rep_wait"] = found[0]
    return facts


def _plain(text: str) -> str:
    return text.replace("’", "'").replace("‘", "'")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)


def _refusing() -> re.Pattern[str]:
    return _compiled(prompts.read("assist/moves.yaml")["jabs"]["refused_offer"])


@cache
def _details() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    table = prompts.read("assist/details.yaml")
    return {k: (re.compile(v["rep"], re.I), re.compile(v["given"], re.I)) for k, v in table.items()}


@cache
def _acts() -> dict[str, tuple[re.Pattern[str], bool]]:
    table = prompts.read("assist/acts.yaml")
    return {k: (re.compile(v["rep"], re.I), bool(v.get("tried"))) for k, v in table.items()}
