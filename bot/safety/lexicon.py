"""What danger sounds like in each language: reads prompts/crisis/lexicon once and makes it searchable.

In: the YAML files. Out: a `Lexicon`: rules, vetoes, cues, people words and spelling, ready for the screen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from bot.safety.pattern import Pattern, compile_pattern, stem_sizes, vocabulary
from bot.safety.plaintext import Spelling, near_misses

KINDS = (
    "self_harm_self",
    "self_harm_other",
    "violence_assault",
    "violence_threat",
    "sexual_harassment",
    "abuse_or_violence_other",
    "workplace_harassment",
    "online_harassment",
    "medical",
    "driving",
)
_OWN = ("self_harm", "self_harm_self")  # soft only where the lexicon says so
LEVELS = ("none", "low", "elevated", "imminent")
LANGUAGES = ("en", "es", "fr", "de", "pt", "tl", "hi")


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which danger is put into words. A tight one is cancelled only by words within it, never
    beside it. A soft one has innocent senses too: it is a hint where somebody can be asked. Rules about anything
    but one's own death are soft unless they say otherwise. A whole one is read over all sentences of a short text
    together, and says enough to be believed without being asked about."""

    name: str
    language: str
    kind: str
    level: str
    who: str
    patterns: tuple[Pattern, ...]
    unless: tuple[Pattern, ...] = ()
    needs: tuple[Pattern, ...] = ()
    firm: bool = False
    tight: bool = False
    soft: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Language:
    """What a language brings besides rules: people words, and cues that move a level or cancel a hit."""

    people: Mapping[str, frozenset[str]]
    say: frozenset[str]
    weak_say: frozenset[str]
    between: frozenset[str]
    negation: frozenset[str]
    carriers: frozenset[str]
    cues: Mapping[str, tuple[Pattern, ...]]
    vetoes: tuple[tuple[frozenset[str], Pattern], ...]
    scenes: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the screen matches with, indexed by the words that each pattern cannot do without."""

    rules: tuple[Rule, ...]
    languages: Mapping[str, Language]
    spelling: Spelling
    by_word: Mapping[str, tuple[tuple[int, int], ...]]
    by_stem: Mapping[str, tuple[tuple[int, int], ...]]
    stem_sizes: tuple[int, ...]
    all_sizes: tuple[int, ...]

    def candidates(self, words: Iterable[str]) -> list[tuple[int, int]]:
        """In: the words of a sentence. Out: (rule, pattern) pairs that could match it, in lexicon order."""
        found: set[tuple[int, int]] = set()
        for word in words:
            found.update(self.by_word.get(word, ()))
            for size in self.stem_sizes:
                if size > len(word):
                    break
                found.update(self.by_stem.get(word[:size], ()))
        return sorted(found)


@dataclass(slots=True)
class _Builder:
    rules: list[Rule] = field(default_factory=list)
    languages: dict[str, Language] = field(default_factory=dict)
    rewrites: dict[str, tuple[str, ...]] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    masked: list[str] = field(default_factory=list)
    near: list[str] = field(default_factory=list)
    patterns: list[Pattern] = field(default_factory=list)

    def add(self, name: str, data: Mapping[str, Any]) -> None:
        classes = {k: str(v) for k, v in (data.get("classes") or {}).items()}

        def compiled(lines: Sequence[str] | None) -> tuple[Pattern, ...]:
            chosen = [str(line) for line in lines or ()]
            self.words.update(vocabulary(chosen, classes))
            patterns = tuple(compile_pattern(line, classes) for line in chosen)
            self.patterns += patterns
            return patterns

        for key, rule in (data.get("rules") or {}).items():
            kind, level = str(rule["kind"]), str(rule.get("level", "elevated"))
            if kind not in (*KINDS, "self_harm") or level not in LEVELS:
                raise ValueError(f"lexicon {name}: rule {key!r} has an unknown kind or level")
            self.rules.append(
                Rule(
                    name=f"{name}.{key}",
                    language=name,
                    kind=kind,
                    level=level,
                    who=str(rule.get("who", "third")),
                    patterns=compiled(rule["any"]),
                    unless=compiled(rule.get("unless")),
                    needs=compiled(rule.get("needs")),
                    firm=bool(rule.get("firm", False)),
                    tight=bool(rule.get("tight", False)),
                    soft=bool(rule.get("soft", kind not in _OWN)),
                    whole=bool(rule.get("whole", False)),
                )
            )
        people = {k: frozenset(str(v).split()) for k, v in (data.get("people") or {}).items()}
        self.languages[name] = Language(
            people=people,
            say=frozenset(str(data.get("say", "")).split()),
            weak_say=frozenset(str(data.get("weak_say", "")).split()),
            between=frozenset(str(data.get("between", "")).split()),
            negation=frozenset(str(data.get("negation", "")).split()),
            carriers=frozenset(str(data.get("carriers", "")).split()),
            cues={k: compiled(v) for k, v in (data.get("cues") or {}).items()},
            vetoes=tuple(
                (frozenset(str(v["for"]).split()), pattern)
                for v in data.get("vetoes") or ()
                for pattern in compiled(v["any"])
            ),
            scenes=compiled(data.get("scenes")),
        )
        self.rewrites |= {
            str(k): tuple(str(v).split()) for k, v in (data.get("rewrites") or {}).items()
        }
        self.masked += str(data.get("masked", "")).split()
        self.near += str(data.get("near", "")).split()

    def build(self) -> Lexicon:
        by_word: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        by_stem: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for r, rule in enumerate(self.rules):
            for p, pattern in enumerate(rule.patterns):
                for word in pattern.words:
                    by_word[word].append((r, p))
                for stem in pattern.stems:
                    by_stem[stem].append((r, p))
        return Lexicon(
            rules=tuple(self.rules),
            languages=self.languages,
            spelling=Spelling(
                self.rewrites, frozenset(self.words), tuple(self.masked), near_misses(self.near)
            ),
            by_word={k: tuple(v) for k, v in by_word.items()},
            by_stem={k: tuple(v) for k, v in by_stem.items()},
            stem_sizes=tuple(sorted({len(s) for s in by_stem})),
            all_sizes=stem_sizes(self.patterns),
        )


def crisis_folder() -> Traversable:
    """The crisis texts that ship with Shoulder."""
    return files("prompts") / "crisis"


def load_lexicon(folder: Traversable | None = None) -> Lexicon:
    """In: a folder of <language>*.yaml files (default: ours). Out: the lexicon. Raises ValueError if one is broken."""
    source = folder if folder is not None else crisis_folder() / "lexicon"
    builder = _Builder()
    for name in LANGUAGES:
        merged: dict[str, Any] = {}
        parts = sorted(
            (f for f in source.iterdir() if f.name.split(".")[0] == name), key=lambda f: f.name
        )
        for part in parts:
            for key, value in (yaml.safe_load(part.read_text(encoding="utf-8")) or {}).items():
                if key not in merged:
                    merged[key] = value
                elif isinstance(value, dict):
                    merged[key] = {**merged[key], **value}
                elif isinstance(value, list):
                    merged[key] = merged[key] + value
                else:
                    merged[key] = f"{merged[key]} {value}"
        builder.add(name, merged)
    return builder.build()
