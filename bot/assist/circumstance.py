"""What happened to a client that calls for a human word before the complaint: a death, an illness, a lost job, a fraud.
Then that word comes first, and care with it. A kind word is no apology for the company, so it is no breach of
"no apologies"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

import prompts
from bot.assist.alike import already_said, twin
from bot.assist.chat import Chat
from bot.assist.sentences import sentences

MOST = 5  # steps, theirs and those for the complaint
_OWN = 3  # of them for the circumstance, besides the word itself
_ACCOUNT = "bereaved_account"
_NO_FILE = frozenset({"shamed"})  # who was hurt by somebody is not asked for a number
_FILE = re.compile(r"(?:Ask for the|Open the file|Open their file)\b")

Cues = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Circumstance:
    """A kind of `prompts/assist/circumstances.yaml` and what fits it. `met`: the rep has said the word."""

    kind: str
    ask: str
    look: str
    offer: str
    steps: tuple[str, ...]
    met: bool
    messages: tuple[str, ...] = ()

    def message(self, chat: Chat, seed: int) -> str:
        """What a coworker says; the same for the same chat and seed."""
        return Random(f"{seed}:{chat.mark}").choice(self.messages)  # noqa: S311 - words, not secrets


def circumstance_in(chat: Chat) -> Circumstance | None:
    """In: a chat. Out: the weightiest circumstance that its client told of; None for none."""
    said = [s for text in chat.client for s in sentences(_plain(text))]
    rep = _plain("\n".join(chat.rep))
    for kind, told in _kinds().items():
        if told.domains and chat.domain and chat.domain not in told.domains:
            continue
        if not any(
            told.say.search(s) and not (told.ruled_out and told.ruled_out.search(s)) for s in said
        ):
            continue
        table = _table()
        words = table[kind]
        if kind == "bereaved" and re.search(table[_ACCOUNT]["say"], " ".join(said), re.I):
            words = table[_ACCOUNT]
        met = bool(told.met.search(rep))
        done = told.done is not None and bool(told.done.search(rep))
        steps = (*words["steps"][: 0 if met else 1], *words["steps"][-1 if done else 1 :])
        return Circumstance(
            kind, "" if met else words["ask"], words["look"],
            words.get("offer_done", words["offer"]) if done else words["offer"], steps, met,
            tuple(table[kind]["message"]),
        )  # fmt: skip
    return None


def with_care(
    found: Circumstance, chat: Chat, cues: Cues, steps: Sequence[str], *, asked: bool
) -> tuple[Cues, tuple[str, ...]]:
    """In: a circumstance, and the cues and steps for the complaint; `asked`: the last message puts something of its
    own on the table, which `cues` answer. Out: both, the kind word first, then what the circumstance calls for."""
    ask, look, offer = cues
    rep = chat.rep
    out = (
        found.ask or ask,
        look if asked or already_said(found.look, rep) else found.look,
        offer if asked and found.met or already_said(found.offer, rep) else found.offer,
    )
    word, own = (found.steps[:1], found.steps[1:]) if not found.met else ((), found.steps)
    own = tuple(s for s in own if not already_said(s, rep))[:_OWN]
    file = tuple(s for s in steps[:1] if _FILE.match(s))
    rest = steps[len(file) :]
    if found.kind in _NO_FILE:
        file = tuple(s for s in file if not s.startswith("Ask"))
    if asked:
        order = (*rest[:2], *own, *rest[2:]) if found.met else (*own[:2], *rest, *own[2:])
    else:
        order = (*own, *rest)
    merged: list[str] = [*word]
    for step in (*file, *order):
        if len(merged) < MOST and not twin(step, merged):
            merged.append(step)
    return out, tuple(merged)


@dataclass(frozen=True, slots=True)
class _Kind:
    say: re.Pattern[str]
    ruled_out: re.Pattern[str] | None
    met: re.Pattern[str]
    done: re.Pattern[str] | None
    domains: frozenset[str]


@cache
def _kinds() -> dict[str, _Kind]:
    return {
        kind: _Kind(
            re.compile(words["say"], re.I),
            re.compile(words["not"], re.I) if "not" in words else None,
            re.compile(words["met"], re.I),
            re.compile(words["done"], re.I) if "done" in words else None,
            frozenset(words.get("domains", ())),
        )
        for kind, words in _table().items()
        if kind != _ACCOUNT
    }


def _table() -> Mapping[str, Mapping[str, Any]]:
    table: Mapping[str, Mapping[str, Any]] = prompts.read("assist/circumstances.yaml")
    return table


def _plain(text: str) -> str:
    return text.replace("’", "'").replace("‘", "'")
