"""Saying the story back in a sentence or two: which of the person's clauses, joined how.

This is the move *reflect*. The joins are data (`prompts/phrases/retell.yaml`) and claim nothing that
the person did not say; order and closeness in the message keep cause and pronouns straight.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, permutations
from random import Random

import prompts
from bot.support.retelling.echo import Echo, overlap
from bot.support.retelling.word_lists import listed, words

_SLOT = re.compile(r"\{(\w+)\}")
_KIND = {"a": "clause", "b": "clause", "deed": "deed", "deed2": "deed", "did": "deed", "state": "state",
         "story": "story", "story2": "story", "story3": "story", "note": "note",
         "cause": "cause", "because": "because", "span": "span", "setting": "setting", "often": "often", "long": "long",
         "count": "amount", "t1": "topic", "t2": "topic", "t3": "topic",
         "n1": "scrap", "n2": "scrap", "n3": "scrap"}  # fmt: skip
_SOMEBODY = re.compile(r"(?:a|an|some|this|that|the|one|another) (?:\w+ )?(?=\w)")
_BEST = 5  # echoes of a kind that are tried


@dataclass(frozen=True, slots=True)
class Join:
    """One way to join clauses; `slots` in the order of the text, `order` in that of the message; `near`: the
    most characters between two of them there; `after`: something else must stand in front of it."""

    id: str
    text: str
    slots: tuple[str, ...]
    order: tuple[str, ...]
    near: int
    hostile: frozenset[str]
    credit: bool
    after: bool = False


@dataclass(frozen=True, slots=True)
class Retelling:
    """A sentence or two of the person's own story, with the echoes in it. Higher `score` is better; one that is to
    stand `after` something else can't begin an answer."""

    id: str
    text: str
    echoes: tuple[Echo, ...]
    score: float
    after: bool = False


def retellings(echoes: Sequence[Echo], used: frozenset[str], rng: Random) -> list[Retelling]:
    """All good ways to say it back, best first; [] when there is nothing to say back."""
    by_kind = {kind: _top(echoes, kind) for kind in set(_KIND.values())}
    out: list[Retelling] = []
    for join in joins():
        if join.id in used:
            continue
        for chosen in _fillings(join, by_kind):
            score = _score(join, chosen) + rng.random() * 1.2
            out.append(
                Retelling(
                    join.id, fill(join.text, chosen), tuple(chosen.values()), score, join.after
                )
            )
    return sorted(out, key=lambda r: -r.score)


def fill(text: str, chosen: Mapping[str, Echo]) -> str:
    """`text` with its slots filled; a slot that begins with a capital begins a sentence."""

    def put(match: re.Match[str]) -> str:
        name = match[1]
        value = chosen[name.lower()].text
        value = value.removeprefix("you ") if name.lower() == "did" else value
        return value[:1].upper() + value[1:] if name[0].isupper() else value

    return _SLOT.sub(put, text)


@cache
def joins() -> tuple[Join, ...]:
    """The joins that ship."""
    out: list[Join] = []
    for entry in prompts.read("phrases/retell.yaml"):
        slots = tuple(name.lower() for name in _SLOT.findall(entry["text"]))
        out.append(
            Join(entry["id"], entry["text"], slots, tuple(entry.get("order", slots)),
                 int(entry.get("near", 10_000)), frozenset(entry.get("hostile", ())), bool(entry.get("credit")),
                 bool(entry.get("after")))
        )  # fmt: skip
    return tuple(out)


def _top(echoes: Sequence[Echo], kind: str) -> list[Echo]:
    return sorted((e for e in echoes if e.slot == kind), key=lambda e: -e.score)[:_BEST]


def _fillings(join: Join, by_kind: Mapping[str, Sequence[Echo]]) -> Iterator[dict[str, Echo]]:
    names = list(dict.fromkeys(join.slots))
    kinds = [_KIND[name] for name in names]
    pools = [by_kind[kind] for kind in kinds]
    if any(kinds.count(kind) > len(by_kind[kind]) for kind in kinds):
        return
    for picks in _product(pools):
        if any(overlap(a, b) or _same(a, b) for a, b in combinations(picks, 2)):
            continue
        chosen = dict(zip(names, picks, strict=True))
        if _allowed(join, chosen):
            yield chosen


def _same(one: Echo, other: Echo) -> bool:
    """Whether one says again what the other said: "three new starters, three new starters since May"."""
    if one.text in other.text or other.text in one.text:
        return True
    for topic, told in ((one, other), (other, one)):
        if topic.slot == "topic" and topic.text.split()[-1] in told.text.split():
            return True  # "he brings his laptop in. And then there's the same laptop"
    return False


def _product(pools: Sequence[Sequence[Echo]]) -> Iterator[tuple[Echo, ...]]:
    if len(pools) > 1 and all(pool is pools[0] for pool in pools):
        yield from permutations(pools[0], len(pools))
        return
    if not pools:
        yield ()
        return
    for head in pools[0]:
        for rest in _product(pools[1:]):
            yield (head, *rest)


def _allowed(join: Join, chosen: Mapping[str, Echo]) -> bool:
    subjects = [found[0] for echo in chosen.values() if (found := _SOMEBODY.match(echo.text))]
    if len(set(subjects)) < len(subjects):
        return False  # "a man screamed, and a man called you names"
    lone = "n1" in chosen and "n2" not in chosen
    if lone and not _stands_alone(chosen["n1"].text):
        return False
    if any(not chosen[name].hostile for name in join.hostile):
        return False
    deed = chosen.get("did")
    if deed is not None and not deed.past:
        return False
    praised = deed or chosen.get("deed")
    if join.credit and praised is not None and not praised.credit:
        return False
    told = [chosen[name] for name in join.order]
    if any(first.start >= second.start for first, second in zip(told, told[1:], strict=False)):
        return False
    return all(
        second.start - first.end <= join.near for first, second in zip(told, told[1:], strict=False)
    )


def _stands_alone(text: str) -> bool:
    """ "no lunch", "31 calls since 8"; not "no idea"."""
    first, _, rest = text.partition(" ")
    if first == "no":
        return all(word in words("missing") for word in rest.split())
    counted = first[0].isdigit() or first in words("counting")
    bare = any(listed(rest, name) for name in ("people", "durations", "spells"))
    return counted and not (bare and " " not in rest)


def _score(join: Join, chosen: Mapping[str, Echo]) -> float:
    echoes = list(chosen.values())
    told = sum(e.slot not in ("topic", "amount") for e in echoes)
    score = sum(e.score for e in echoes[:3]) + (1.5 if told > 1 else 0.7) * (len(echoes) > 1)
    subjects = {e.subject for e in echoes if e.subject}
    score -= 1.5 * max(0, len(subjects) - 1)
    places = sorted(e.start for e in echoes)
    score -= 0.004 * max(0, places[-1] - places[0] - 200)
    length = sum(len(e.text.split()) for e in echoes)
    score -= 0.25 * max(0, length - 36)
    # A long clause in the middle of a join is hard to follow.
    inside = [e for e in echoes if e.slot not in ("story", "note", "scrap")]
    return score - 0.15 * sum(max(0, len(e.text.split()) - 10) for e in inside)
