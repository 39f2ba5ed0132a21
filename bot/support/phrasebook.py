"""The phrases that answers are built from, and which of them fit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any

import prompts
from bot.reading.remembered import Remembered
from bot.support.binds import binds

SLOTS = ("clause", "clause2", "deed", "did", "state", "amount", "thing", "when", "matter", "offer")
_SLOT = re.compile(r"\{(\w+)\}")
_GENERAL = ("affirm_deed", "ask", "ask_tell", "offer", "close", "later_turns", "advice_lead",
            "reframe_lead", "protect")  # fmt: skip

_ANY = 0.35
_FEW = 4  # labels; a phrase for more of them is hardly made for one
_NAMED = 2.2  # how well a line fits that names the very spot somebody is in


@dataclass(frozen=True, slots=True)
class Phrase:
    """One line of `prompts/phrases`. Empty `incidents` or `emotions` fit any; `slots` are the slot
    names in order of appearance, lower case; `intensity` is the inclusive range that it fits. `asserts`
    are feelings that it says they have, one of which must be plain to see. `spot` is the bind that it names
    (`bot/support/binds.py`), "" for none: the message must tell of it."""

    id: str
    move: str
    text: str
    incidents: tuple[str, ...] = ()
    emotions: tuple[str, ...] = ()
    intensity: tuple[int, int] = (0, 3)
    later: bool = False
    slots: tuple[str, ...] = ()
    asserts: frozenset[str] = frozenset()
    spot: str = ""

    def fit(self, incidents: Likely, emotions: Likely) -> float:
        """0 (does not fit) to about 2: how likely its labels are. A phrase for anything counts .35
        each, and one for many labels half of what a phrase made for this one counts."""
        if self.spot:
            return _NAMED
        incident, emotion = incidents.fit(self.incidents), emotions.fit(self.emotions)
        return incident + emotion if incident and emotion else 0.0


class Likely:
    """How well sets of labels fit one message, from the labels' chances; each set is judged once."""

    def __init__(self, chances: Mapping[str, float]) -> None:
        self._chances = chances
        self._bar = max(0.3, 0.5 * max(chances.values(), default=0.0))
        self._known: dict[tuple[str, ...], float] = {(): _ANY}

    def fit(self, wanted: tuple[str, ...]) -> float:
        """0 when they are unlikely, or far behind what is likeliest."""
        if wanted not in self._known:
            best = max(self._chances.get(label, 0.0) for label in wanted)
            short = best if len(wanted) <= _FEW else max(_ANY, best / 2)
            self._known[wanted] = 0.0 if best < self._bar else short
        return self._known[wanted]


class Phrasebook:
    """All phrases by move. Reading them takes a few hundred milliseconds: build one and share it."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._phrases = tuple(phrases)
        # Thousands of phrases are looked for in each answer of a talk, and every turn asks for all of them.
        self._recognised = Remembered(self._found_in)

    @classmethod
    def load(cls) -> Phrasebook:
        """Every phrase that ships. Raises ValueError for a phrase with an unknown slot."""
        files = [f"phrases/{name}.yaml" for name in _GENERAL]
        files += prompts.names("phrases/incidents")
        files += prompts.names("phrases/emotions")
        phrases = (_phrase(entry) for file in files for entry in prompts.read(file))
        general = [p for p in phrases if p.move != "reflect" and _safe(p)]
        return cls([*general, *_naming()])

    def move(self, name: str) -> tuple[Phrase, ...]:
        """All phrases of one move, e.g. "validate"."""
        return self._by_move.get(name, ())

    def fitting(self, name: str, incidents: Likely, emotions: Likely) -> list[tuple[Phrase, float]]:
        """The phrases of one move that fit, in their order, with how well (`Phrase.fit`)."""
        found: list[tuple[int, Phrase, float]] = []
        for alike in self._alike.get(name, ()):  # thousands of phrases, a hundred sets of labels
            fit = alike[0][1].fit(incidents, emotions)
            if fit > 0:
                found += [(place, phrase, fit) for place, phrase in alike]
        return [(phrase, fit) for _, phrase, fit in sorted(found, key=itemgetter(0))]

    def recognise(self, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Which moves and phrases an earlier answer was made of, from its words alone: (moves, ids).

        What is in no phrase was said back from the person's story: *reflect*.
        """
        return self._recognised(text)

    def _found_in(self, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        found = [p for literal, p in self._literals if literal in text]
        rest = text
        for phrase in found:
            rest = rest.replace(_literal(phrase.text), " ")
        moves = list(dict.fromkeys(p.move for p in found))
        if len(rest.split()) > 6 and "reflect" not in moves:
            moves.append("reflect")
        if "?" in text and not {"ask", "offer"} & set(moves):
            moves.append("ask")
        return tuple(moves), tuple(p.id for p in found)

    @cached_property
    def _literals(self) -> list[tuple[str, Phrase]]:
        pairs = [(_literal(p.text), p) for p in self._phrases]
        return [(literal, phrase) for literal, phrase in pairs if len(literal) > 11]

    def __iter__(self) -> Iterator[Phrase]:
        return iter(self._phrases)

    def __len__(self) -> int:
        return len(self._phrases)

    @cached_property
    def _by_move(self) -> dict[str, tuple[Phrase, ...]]:
        moves = sorted({p.move for p in self._phrases})
        return {m: tuple(p for p in self._phrases if p.move == m) for m in moves}

    @cached_property
    def _alike(self) -> dict[str, list[list[tuple[int, Phrase]]]]:
        """By move: phrases with the same labels together, each with its place among all."""
        out: dict[str, list[list[tuple[int, Phrase]]]] = {}
        for move, phrases in self._by_move.items():
            groups: dict[Any, list[tuple[int, Phrase]]] = {}
            for place, p in enumerate(phrases):
                groups.setdefault((p.incidents, p.emotions, bool(p.spot)), []).append((place, p))
            out[move] = list(groups.values())
        return out


def _naming() -> Iterator[Phrase]:
    """The lines that name a bind."""
    for bind in binds():
        for number, text in enumerate(bind.lines, 1):
            yield Phrase(f"{bind.id}-{number}", bind.move, text, spot=bind.id)


def _literal(text: str) -> str:
    """The longest stretch of a phrase without a slot."""
    return max(_SLOT.sub("\0", text).split("\0"), key=len).strip()


def _safe(phrase: Phrase) -> bool:
    """Whether the slots can be filled without claiming how things hang together: a deed in praise, a
    clause in a judgement or a question; the story itself is told by `retell`."""
    allowed = {"affirm": {"did", "deed"}, "validate": {"clause", "state"}, "ask": {"clause", "matter"},
               "normalize": {"clause", "state"}, "offer": {"offer"}, "protect": {"clause"},
               "celebrate": {"clause", "amount", "thing"}}  # fmt: skip
    return set(phrase.slots) <= allowed.get(phrase.move, set())


def _phrase(entry: Mapping[str, Any]) -> Phrase:
    text = str(entry["text"])
    slots = tuple(name.lower() for name in _SLOT.findall(text) if name not in _PRONOUNS)
    unknown = set(slots) - set(SLOTS)
    if unknown:
        raise ValueError(f"phrase {entry['id']} has unknown slots: {sorted(unknown)}")
    low, high = entry.get("intensity") or (0, 3)
    return Phrase(
        id=str(entry["id"]), move=str(entry["move"]), text=text,
        incidents=tuple(entry.get("incidents") or ()),
        emotions=tuple(entry.get("emotions") or ()),
        intensity=(int(low), int(high)), later=bool(entry.get("later", False)), slots=slots,
        asserts=_asserted(text),
    )  # fmt: skip


def _asserted(text: str) -> frozenset[str]:
    """The feelings that a sentence says somebody has: "Of course you're mad." """
    table: Mapping[str, list[str]] = prompts.read("phrases/asserted.yaml")
    found = (set(table[p]) for p in table if re.search(p, text, re.I))
    return frozenset().union(*found)


_PRONOUNS = ("they", "them", "their", "They", "Them", "Their")
