"""The coworker's message about one incident: what Care-Pilot compared with 665 human ones (§1.8a).

Whole texts (`prompts/assist/coworker.yaml`), chosen by the jab they answer and filled from what really
happened: what the rep did, what the client has been through, what is left to do. Nothing is claimed
that the chat does not show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from random import Random

import prompts
from bot.assist.chat import Chat
from bot.assist.guide import follow, open_fixes, with_amount
from bot.assist.label import Label
from bot.assist.reading import Reading
from bot.assist.told import Told, told
from bot.support.guard import faults
from memory.grade import grade

FEWEST, MOST, GRADE = 30, 55, 7.0
_SECOND = 0.35
_TOLD = ("{They}", "{It_is}", "{Quote}")  # what happened to the client, or what they said
_TOLD_FIRST = 0.5  # how often a message begins with it: no two chats have the same
_SLOT = re.compile(r"\{(\w+)\}")
_HURRIED = ("hurry", "grudging")


def message(
    chat: Chat, seen: Reading, label: Label, seed: int = 0, *, snapped: bool = False
) -> str:
    """In: a chat, what was read from it, the label of its last message. Out: 30–55 plain words.

    `snapped`: the rep was short in the last turn, so patience is not praised. The same chat and seed
    give the same message."""
    random = Random(f"{seed}:{chat.mark}")  # noqa: S311 - words, not secrets
    slots = _slots(chat, seen, random)
    best, least = "", 99.0
    texts = list(_candidates(chat, seen, label, random, snapped))
    for step in slots["next"][:3]:  # the best next step in any text, before a lesser one
        for filled in (f for text in texts for f in _filled(text, slots | {"next": [step]})):
            off = _off(filled)
            if off == 0:
                return filled
            if off < least:
                best, least = filled, off
    return best


def _candidates(
    chat: Chat, seen: Reading, label: Label, random: Random, snapped: bool
) -> Iterator[str]:
    table: Mapping[str, Sequence[str]] = prompts.read("assist/coworker.yaml")
    pools = _pools(chat, seen, label, snapped)
    if len(pools) > 2 and random.random() < _SECOND:
        pools[:2] = pools[1::-1]  # more than one jab: the second may be the one to answer
    told_first = random.random() < _TOLD_FIRST
    for pool in pools:
        texts = random.sample(list(table[pool]), len(table[pool]))
        yield from sorted(texts, key=lambda text: told_first and not text.startswith(_TOLD))


def _pools(chat: Chat, seen: Reading, label: Label, snapped: bool) -> list[str]:
    if snapped:
        return ["snapped"]
    if not label.uncivil:
        if not chat.rep:
            return ["hello"]
        if label.score > 0:
            return ["glad", "civil"] if label.score > 1 else ["civil"]
        jabs = [j for j in seen.jabs if j not in _HURRIED] if label.score < -1 else []
        return [*_with_amount(jabs, seen), "civil"]
    if not chat.rep:
        return ["first", "plain"]
    jabs = list(seen.jabs)
    if "grudging" in jabs and "number" in seen.facts and seen.facts["number"] in chat.last:
        jabs = [*(j for j in jabs if j not in _HURRIED), "grudging", "hurry"]
        if "belittled" not in jabs and "asked_again" not in jabs:
            jabs.insert(0, "grudging")
    return [*_with_amount(jabs, seen), "plain"]


def _with_amount(jabs: list[str], seen: Reading) -> list[str]:
    return ["amount", *jabs] if seen.wants[:1] == ("amount",) else jabs


def _slots(chat: Chat, seen: Reading, random: Random) -> dict[str, list[str]]:
    """Every way to fill each slot that is known, best first."""
    known: Told = told(chat, seen)
    slots: dict[str, list[str]] = {
        "it": [known.it], "they": [known.they], "it_is": [f"{known.it} {known.verb}"],
        "did": _shuffled(known.did, random), "next": _nexts(seen, random),
    }  # fmt: skip
    for name in ("asked", "given", "offer", "wait", "quote"):
        if value := getattr(known, name):
            slots[name] = [value]
    return slots


def _shuffled(deeds: Sequence[tuple[str, ...]], random: Random) -> list[str]:
    """The best deeds first, their wordings in any order."""
    return [w for wordings in deeds for w in random.sample(list(wordings), len(wordings))]


def _nexts(seen: Reading, random: Random) -> list[str]:
    table = prompts.read("assist/follow.yaml")
    found: list[str] = []
    for want in seen.now:
        want = "compensation" if want == "amount" else want
        if want in _STRAIGHT and not _settled(want, seen):
            found.append(table["wants"][want]["next"])
    offered = [a for a in follow(seen) if a in seen.last_done and a in _FIRM]
    found = [*found[:1], *(table[a]["next"] for a in offered[:1])]
    random.shuffle(found)
    found.insert(0 if not found or random.random() < 0.5 else 1, seen.trouble.next)
    found += [_lower(seen.trouble.fix[a]) for a in open_fixes(seen)[:1]]
    return [with_amount(f, seen) for f in dict.fromkeys(found)]


_STRAIGHT = ("supervisor", "compensation", "appointment", "refund", "replacement", "answer")
_FIRM = (
    "replace",
    "technician",
    "escalate",
    "waive",
    "appointment",
    "move_room",
    "rebook",
    "freeze",
    "expedite",
)


def _settled(want: str, seen: Reading) -> bool:
    """Whether a yes was already given, so that a "yes or no" would come late."""
    return (want == "refund" and "refund" in seen.done) or (
        want == "compensation" and "amount" not in seen.wants
    )


def _filled(text: str, slots: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """`text` with its slots filled, once for each of the best deeds; nothing when a slot is not known."""
    names = {n.lower() for n in _SLOT.findall(text)}
    if not names <= {name for name, known in slots.items() if known}:
        return
    for did in slots["did"][:4] if "did" in names else [""]:
        chosen = {n: slots[n][0] for n in names} | {"did": did}
        yield _SLOT.sub(lambda m, c=chosen: _cased(m[1], c[m[1].lower()]), text)  # type: ignore[misc]


def _cased(slot: str, words: str) -> str:
    return words[:1].upper() + words[1:] if slot[0].isupper() else words


def _off(text: str) -> float:
    """How far a filled text is from what may go out; 0 is fine."""
    words = len(text.split())
    off = 2.0 * max(0, FEWEST - words, words - MOST) + 3.0 * max(0.0, grade(text) - GRADE)
    return off + 5.0 * len(faults(text, max_words=MOST + 5)) + 4.0 * _repeats(text)


def _repeats(text: str) -> int:
    """Words of some weight that stand twice close together: what sounds stitched."""
    words = re.findall(r"[a-z']{5,}", text.lower())
    return sum(w in words[max(0, n - 9) : n] for n, w in enumerate(words) if w not in _MAY)


_MAY = frozenset(
    "about their there they're you're that's which after after before would could".split()
)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
