"""The coworker's message about one incident: what Care-Pilot compared with 665 human ones (§1.8a).

Whole texts (`prompts/assist/coworker.yaml`), chosen by the jab they answer and filled from what really
happened: what the rep did, what the client has been through, what is left to do. Nothing is claimed
that the chat does not show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cache
from random import Random

import prompts
from bot.assist.chat import Chat
from bot.assist.label import Label
from bot.assist.next_step import next_steps
from bot.assist.reading import Reading
from bot.assist.told import Told
from bot.support.guard import faults
from memory.grade import grade

FEWEST, MOST, GRADE = 30, 55, 7.0
_SECOND = 0.35
_UPSET = -1  # below it a client is upset, also where nothing they wrote is rude
# How much a slot says about this one chat, and how much more it says as the first words: what decides
# between the texts that fit, together with some chance. A text made for the jab goes before one for any.
_OWN: Mapping[str, float] = {
    "tried": 1.8, "span": 1.2, "nth": 1.2, "wait": 1.0, "offer": 0.6, "given": 0.3, "gave": 0.6, "asked": 0.3, "wish": 0.2,
    "thing": 0.2, "quote": 0.1, "they": 0.3, "it": 0.2,
}  # fmt: skip
_OPENING, _THEIRS, _FITS, _CHANCE = 1.2, 0.4, 0.5, 2.5
_SLOT = re.compile(r"\{(\w+)\}")
_HURRIED = ("hurry", "grudging")


def message(
    chat: Chat, seen: Reading, known: Told, label: Label, seed: int = 0,
    *, snapped: bool = False, rude: bool = True, tender: bool = False,
) -> str:  # fmt: skip
    """In: a chat, what was read from it and how to say that, the label of its last message. Out: 30–55
    plain words.

    `snapped`: the rep was short in the last turn, so patience is not praised. `rude`: the last message is rude beyond
    doubt; `tender`: something befell this client that was spoken of already. The same chat and seed give the same
    message."""
    random = Random(f"{seed}:{chat.mark}")  # noqa: S311 - words, not secrets
    slots = _slots(chat, seen, known, random)
    best, least = "", 99.0
    texts = _candidates(
        slots, _pools(chat, seen, label, random, snapped, rude, tender), random, bool(known.theirs)
    )
    for step in slots["next"][:3]:  # the best next step in any text, before a lesser one
        for filled in (f for text in texts for f in _filled(text, slots | {"next": [step]})):
            off = _off(filled)
            if off == 0:
                return filled
            if off < least:
                best, least = filled, off
    return best


def _candidates(
    slots: Mapping[str, Sequence[str]], pools: Sequence[Sequence[str]], random: Random, theirs: bool
) -> list[str]:
    """The texts of each group of pools whose slots are all known, the one that says most about this
    chat first; chance keeps two chats of one kind apart. `theirs`: the client's own sentence is known."""
    table: Mapping[str, Sequence[str]] = prompts.read("assist/coworker.yaml")
    found: list[str] = []
    for group in pools:
        rated = {
            text: _weight(text, theirs) + _FITS * (pool == group[0]) + random.random() * _CHANCE
            for pool in group for text in table[pool] if _names(text) <= slots.keys()
        }  # fmt: skip
        found += sorted(rated, key=lambda text: -rated[text])
    return found


@cache
def _weight(text: str, theirs: bool) -> float:
    first = _SLOT.match(text)
    slot = first[1].lower() if first else ""
    opening = _OPENING * (slot in _OWN) * (0.6 if slot == "they" and not theirs else 1.0)
    return (
        opening
        + _THEIRS * (theirs and "they" in _names(text))
        + sum(_OWN.get(name, 0.0) for name in _names(text))
    )


@cache
def _names(text: str) -> frozenset[str]:
    return frozenset(n.lower() for n in _SLOT.findall(text))


def _pools(
    chat: Chat, seen: Reading, label: Label, random: Random, snapped: bool, rude: bool, tender: bool
) -> list[tuple[str, ...]]:
    """Pools in the order they are asked, in groups whose texts stand side by side."""
    if snapped and rude:
        return [("snapped",)]
    if tender and not label.uncivil:
        return [("tender",)]
    if label.score < _UPSET and not (label.uncivil and rude):
        return [("upset",)]
    names = _jabs(chat, seen, label)
    if not chat.rep or names[-1] != "plain":
        return [(name,) for name in names]
    if len(names) > 2 and names[0] != "amount" and random.random() < _SECOND:
        names[:2] = names[1::-1]  # more than one jab: the second may be the one to answer
    return [(names[0], "any"), *((name,) for name in names[1:])]


def _jabs(chat: Chat, seen: Reading, label: Label) -> list[str]:
    if not label.uncivil and not chat.rep:
        return ["hello"]
    if label.score > 0 and not label.uncivil:
        return ["glad"] if label.score > 1 or seen.settled else ["warming", "glad"]
    if not label.uncivil:
        return ["civil"]
    if not chat.rep:
        return ["first", "plain"]
    jabs = list(seen.jabs)
    if "grudging" in jabs:
        gave = "number" in seen.facts and seen.facts["number"] in chat.last
        jabs = (
            [j for j in jabs if j not in _HURRIED]
            + ["grudging"] * gave
            + ["hurry"] * ("hurry" in jabs)
        )
        if gave and not {"insulted", "belittled", "asked_again"} & set(jabs):
            jabs.insert(0, "grudging")
    return [*_with_amount(jabs, seen), "plain"]


def _with_amount(jabs: list[str], seen: Reading) -> list[str]:
    return ["amount", *jabs] if seen.wants[:1] == ("amount",) else jabs


def _slots(chat: Chat, seen: Reading, known: Told, random: Random) -> dict[str, list[str]]:
    """Every way to fill each slot that is known, best first."""
    slots: dict[str, list[str]] = {
        "it": [known.it], "it_is": [f"{known.it} {known.verb}"],
        "they": [*filter(None, [known.theirs]), *random.sample(known.they, len(known.they))],
        "did": _shuffled(known.did[:-1] or known.did, random),  # the last one is true of anybody
        "next": next_steps(chat, seen, known, random),
    }  # fmt: skip
    for name in ("asked", "given", "gave", "offer", "wait", "quote"):
        slots[name] = [getattr(known, name)]
    for field in fields(known.own):
        slots[field.name] = [getattr(known.own, field.name)]
    return {name: values for name, values in slots.items() if any(values)}


def _shuffled(deeds: Sequence[tuple[str, ...]], random: Random) -> list[str]:
    """The best deeds first, their wordings in any order."""
    return [w for wordings in deeds for w in random.sample(list(wordings), len(wordings))]


def _filled(text: str, slots: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """`text` with its slots filled, once for each of the best deeds and wordings of the trouble."""
    names = _names(text)
    for they in slots["they"][:3] if "they" in names else [""]:
        for did in slots["did"][:5] if "did" in names else [""]:
            chosen = {n: slots[n][0] for n in names} | {"did": did, "they": they}
            yield _quoted(_SLOT.sub(lambda m, c=chosen: _cased(m[1], c[m[1].lower()]), text))  # type: ignore[misc]


def _quoted(text: str) -> str:
    """A comma or full stop after a quotation stands inside of it."""
    return re.sub(r'(?<![?!])"([,.])', r'\1"', re.sub(r'([?!]"),', r"\1", text))


def _cased(slot: str, words: str) -> str:
    return words[:1].upper() + words[1:] if slot[0].isupper() else words


def _off(text: str) -> float:
    """How far a filled text is from what may go out; 0 is fine."""
    words = len(text.split())
    off = 2.0 * max(0, FEWEST - words, words - MOST)
    if off:
        return off
    off += 3.0 * max(0.0, grade(text) - GRADE)
    return off + 5.0 * len(faults(text, max_words=MOST + 5)) + 4.0 * _repeats(text)


def _repeats(text: str) -> int:
    """Words of some weight that stand twice close together: what sounds stitched."""
    words = re.findall(r"[a-z']{5,}", text.lower())
    close = sum(w in words[max(0, n - 9) : n] for n, w in enumerate(words) if w not in _MAY)
    return close + len(_STITCHED.findall(text))


_STITCHED = re.compile(
    r"\bso\b[^.?!:]*\bso\b|tell them[^.?!]*\b(?:tell|say)\b|, and [^.?!]*, and [^.?!]*, and ", re.I
)
_MAY = frozenset(
    "about their there they're you're that's which after after before would could".split()
)
