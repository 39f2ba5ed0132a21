"""Finds the dangerous wordings in a text's sentences.

In: sentences of tokens and the lexicon. Out: hits that survived negation, figures of speech and fiction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.safety.hit import Hit
from bot.safety.judging import judged
from bot.safety.lexicon import Language, Lexicon, Rule
from bot.safety.line import Line
from bot.safety.pattern import Pattern
from bot.safety.plaintext import Token

_ENOUGH, _REPEATS = 6, 3
_EDGE, _EFFORT = 110, 16_000
_STARTS = frozenset(("i", "je", "j", "ich", "yo", "eu"))
_PASSABLE_BEFORE_I = frozenset(
    ("saying", "say", "think", "that", "mean", "disant", "dass", "que", "meine")
)


def hits_in(found: list[list[Token]], lexicon: Lexicon) -> list[Hit]:
    """In: a text's sentences. Out: every hit, in the order of the text."""
    lines = [Line.of(tokens, lexicon.all_sizes) for tokens in found]
    known: dict[str, list[tuple[int, int, int]]] = {}
    told: Counter[str] = Counter()
    hits: list[Hit] = []
    tried = 0
    for at in _outside_in(lines):
        line = lines[at]
        told[line.text] += 1
        if told[line.text] > _REPEATS:
            continue
        raw = known.get(line.text)
        if raw is None:
            raw, cost = _raw(line, lexicon, own_only=tried > _EFFORT)
            known[line.text] = raw
            tried += cost
        for r, a, b in raw:
            hit = judged(r, a, b, at, lines, lexicon)
            if hit is None:
                continue
            scenes = lexicon.languages[lexicon.rules[r].language].scenes
            if hit.kind == "self_harm_self" or not line.near(scenes, a, b, 10):
                hits.append(hit)
    return hits


def _outside_in(lines: Sequence[Line]) -> list[int]:
    """The order of reading: the beginning and the end of a very long text first, then what lies between."""
    end = len(lines) - _EDGE
    return [*range(min(_EDGE, len(lines))), *range(max(_EDGE, end), len(lines)), *range(_EDGE, end)]


def _raw(line: Line, lexicon: Lexicon, own_only: bool) -> tuple[list[tuple[int, int, int]], int]:
    """The hits in a line that stand, and how many patterns it took to find them."""
    found: list[tuple[int, int, int]] = []
    counts: Counter[int] = Counter()
    tried = 0
    for r, p in lexicon.candidates(set(line.words)):
        if counts[r] >= _ENOUGH:
            continue
        rule = lexicon.rules[r]
        if own_only and not rule.kind.startswith("self_harm"):
            continue
        tried += 1
        language = lexicon.languages[rule.language]
        for a, b in line.spans(rule.patterns[p])[:_ENOUGH]:
            if _stands(rule, language, line, a, b):
                found.append((r, a, b))
                counts[r] += 1
    return found, tried


def _stands(rule: Rule, language: Language, line: Line, a: int, b: int) -> bool:
    if rule.needs and not line.has(rule.needs):
        return False
    if rule.tight:
        inside = any(_meets(line, p, a, b) for p in rule.unless)
    else:
        own = rule.kind.startswith("self_harm")
        inside = line.near(rule.unless, a, b, 3 if own else 5, own)
    if inside or negated(line.words, a, language):
        return False
    kinds = {rule.kind, rule.name.rpartition(".")[2]}
    kinds |= (
        set() if rule.tight else {"all"}
    )  # what cancels any danger is too wide for a tight rule
    return not any(
        kinds & vetoed and _meets(line, pattern, a, b) for vetoed, pattern in language.vetoes
    )


def _meets(line: Line, pattern: Pattern, a: int, b: int) -> bool:
    """True when the pattern and words a to b share a word."""
    return any(x < b and a < y for x, y in line.spans(pattern))


def negated(words: Sequence[str], at: int, language: Language) -> bool:
    """In: a sentence and where a hit starts. Out: True for "not (going to) ...", not for "can't stop ..."."""
    mine = language.people.get("me", frozenset())
    for index in range(at - 1, max(-1, at - 8), -1):
        word = words[index]
        if word in language.negation:
            return True
        if word in _STARTS and index > 0 and words[index - 1] not in _PASSABLE_BEFORE_I:
            return False
        if word in language.carriers:
            continue
        if word in mine and index > 0 and words[index - 1] in _PASSABLE_BEFORE_I:
            continue
        return False
    return False


def works_here(found: list[list[Token]], lexicon: Lexicon) -> bool:
    """In: a text's sentences. Out: whether they tell of somebody at work without a word for it ("sits next to me"),
    and of no client."""
    lines = [Line.of(tokens, lexicon.all_sizes) for tokens in found]
    for language in lexicon.languages.values():
        clients = language.people.get("client", frozenset())
        if any(not clients.isdisjoint(line.words) for line in lines):
            return False
    cues = [c for x in lexicon.languages.values() for c in x.cues.get("at_work", ())]
    return any(line.has(cues) for line in lines)
