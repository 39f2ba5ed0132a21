"""The words that names are recognised by: reads prompts/redact once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import prompts

# Of Korean given names, which are written with a hyphen and a small second half.
_SYLLABLES = frozenset(
    "bin dong eun hae hee hwa hwan hye hyo hyuk hyun jae ji jin jong joo joon jun kyu kyung min myung seo seok seon seung soo sook suk tae woo yeon yong yoo yoon yun".split()
)
_ENDINGS = ("ing", "ed", "ly", "tion", "ness", "ment", "less", "able", "ful")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Sets of folded words (see `redact_prepare.fold`)."""

    given: frozenset[str]
    surnames: frozenset[str]
    unsure: frozenset[str]  # names that are also words
    strict: frozenset[str]  # the same, and a capital proves nothing
    cities: frozenset[str]
    unsure_surnames: frozenset[str]
    common: frozenset[str]
    not_names: frozenset[str]  # brands, months, places, departments
    places: frozenset[str]
    nicknames: frozenset[str]
    sayings: Mapping[str, tuple[tuple[str, ...], ...]]  # by first word
    cues: Mapping[str, frozenset[str]]

    def is_sure(self, key: str) -> bool:
        """Whether the word is a name and nothing else, alone or in parts ("Marie-Claire", "Jin-woo")."""
        if (
            key in self.given
            or key in self.surnames
            or (key.startswith("o'") and len(key) > 4 and key != "o'clock")
        ):
            return True
        parts = key.split("-")
        return len(parts) > 1 and (
            all(self.is_sure(p) for p in parts) or all(p in _SYLLABLES for p in parts)
        )

    def is_name(self, key: str) -> bool:
        """Whether the word is in any list of names."""
        return (
            key in self.given or key in self.surnames or key in self.unsure
            or key in self.cities or key in self.unsure_surnames or key in self.strict
        )  # fmt: skip

    def is_word(self, key: str) -> bool:
        """Whether the word, in lower case, is everyday language rather than a name nobody listed."""
        return key in self.common or (len(key) > 5 and key.endswith(_ENDINGS))


@cache
def lexicon() -> Lexicon:
    """The lexicon that ships, read on first use (about 30 ms)."""
    unsure = _sets("unsure.yaml")
    given = frozenset().union(*_sets("given.yaml").values())
    surnames = _sets("surnames.yaml")["surnames"]
    other = _sets("not_names.yaml")
    words, strict, cities = unsure["words"], unsure["strict"], unsure["cities"]
    hidden = words | strict | cities
    blocked = (other["brands"] | other["calendar"] | other["places"] | other["things"]) - cities
    sayings: dict[str, list[tuple[str, ...]]] = {}
    for saying in prompts.read("redact/not_names.yaml")["sayings"]:
        parts = tuple(saying.replace(".", "").replace(",", "").split())
        sayings.setdefault(parts[0], []).append(parts)
    return Lexicon(
        given=given - hidden - blocked,
        surnames=surnames - hidden - unsure["surnames"] - blocked,
        unsure=words - strict - cities - blocked | (given & other["brands"]),
        strict=strict | (words & blocked),
        cities=cities,
        unsure_surnames=unsure["surnames"] | (surnames & blocked),
        common=_sets("common.yaml")["words"],
        not_names=blocked,
        places=other["places"] | cities,
        nicknames=other["nicknames"],
        sayings={first: tuple(found) for first, found in sayings.items()},
        cues=_sets("cues.yaml"),
    )


def _sets(name: str) -> dict[str, frozenset[str]]:
    data = prompts.read(f"redact/{name}")
    return {
        key: frozenset(str(value).split()) for key, value in data.items() if isinstance(value, str)
    }
