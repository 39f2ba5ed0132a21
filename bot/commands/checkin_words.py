"""What the words of a check-in mean: number, tags, note. Pure; no one is asked and nothing is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import prompts
from bot.commands.words import plain, words

NOTE = 500  # characters of a private note
_READ = 4_000  # characters of the arguments that are looked at
_TAGS = 3
_SPELLED = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_NUMBER = re.compile(r"[+-]?\d[\d.,]*(?:/\S+)?")
_ENERGY = re.compile(r"\benergy[ :=]*([1-5])\b[,.;]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """`mood` and `energy` are 0 when not given; `wrong` when a number was given that can't be one."""

    mood: int = 0
    energy: int = 0
    tags: tuple[str, ...] = ()
    note: str = ""
    wrong: bool = False
    loads: tuple[str, ...] = ()


def parse(args: str) -> Told:
    """ "2 tired of this queue" → mood 2, tag tired, note "tired of this queue"."""
    args = plain(args, _READ)
    first, _, rest = args.partition(" ")
    mood = scale(first)
    if not mood:
        return Told(wrong=bool(args), note=args if not _NUMBER.fullmatch(first) else rest)
    energy = 0
    if found := _ENERGY.search(rest):
        energy, rest = int(found[1]), f"{rest[: found.start()]} {rest[found.end() :]}"
    tags, note = split(rest)
    return Told(mood, energy, tags, note)


def scale(token: str) -> int:
    """1 to 5 from a typed token ("2", "2/5", "two", in any script's digits), 0 when it is none."""
    token = token.strip(" ,.;:!").lower()
    token = token.removesuffix("/5")
    if token in _SPELLED:
        return _SPELLED[token]
    if len(token) != 1 or not token.isdecimal():
        return 0
    return int(token) if 1 <= int(token) <= 5 else 0


def split(text: str) -> tuple[tuple[str, ...], str]:
    """Tags and note of free words. Tag words at the beginning are taken off when what follows can
    stand alone."""
    typed = plain(text, _READ).split()
    tags: list[str] = []
    taken = 0
    for index, word in enumerate(typed):
        bare = _bare(word)
        if tag := _meanings().get(bare):
            tags.append(tag)
            taken = index + 1
        elif bare and bare not in words("checkin")["fillers"]:
            break
    rest = typed[taken:]
    if not tags or (rest and not _stands_alone(typed[taken - 1], rest[0])):
        rest = typed
    if all(not _bare(word) or _bare(word) in words("checkin")["fillers"] for word in rest):
        rest = rest if not tags else []
    return known(tags), " ".join(rest)[:NOTE]


def known(tags: Iterable[str]) -> tuple[str, ...]:
    """The tags that are on the list, each once, three at most."""
    found = dict.fromkeys(_meanings().get(_bare(tag), "") for tag in tags)
    return tuple(tag for tag in found if tag)[:_TAGS]


def load_choices() -> tuple[tuple[str, str], ...]:
    """What may be ticked for the crew's picture: (id, label)."""
    return tuple((id, load["label"]) for id, load in prompts.read("crew/loads.yaml").items())


def load_names(loads: str) -> str:
    """Loads as they are kept → as the form has them."""
    names = dict(load_choices())
    return ", ".join(names.get(id, id) for id in loads.split(",") if id)


def _stands_alone(before: str, word: str) -> bool:
    return before[-1] in ".,;:!" or _bare(word) in words("checkin")["starters"]


def _bare(word: str) -> str:
    return word.lower().replace("’", "'").strip(".,;:!?()\"'…-#")


@cache
def _meanings() -> dict[str, str]:
    return {word: tag for tag, said in words("checkin")["tags"].items() for word in (tag, *said)}
