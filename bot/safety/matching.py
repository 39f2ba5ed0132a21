"""Finds the dangerous wordings in a text's sentences and decides, for each, whom it is about and how near it is.

In: sentences of tokens and the lexicon. Out: hits that survived negation, figures of speech and fiction.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from bot.safety.lexicon import Language, Lexicon, Rule
from bot.safety.pattern import Pattern, stemmed
from bot.safety.people import explained, named, reported, subject
from bot.safety.plaintext import LAUGH, Token

GROUP = {"self_harm_self": "self", "self_harm_other": "client", "violence_threat": "violence"}
ENOUGH, REPEATS = 6, 3
EDGE, EFFORT = 110, 16_000
_THEIRS = frozenset("he she they his her him their coworker colleague baby".split())
_BEHIND = 4  # words
_NEWS = 8  # words
_DOUBT = frozenset(
    (
        "if",
        "whether",
        "hope",
        "hoping",
        "hopefully",
        "not",
        "never",
        "until",
        "wish",
        "unless",
        "pray",
    )
)
_MINE = frozenset(("me", "my", "myself", "i"))
_STATES = frozenset(("is", "has", "he", "she", "they"))
_REFLEXIVE = frozenset(("himself", "herself", "themselves", "hisself"))
_STARTS = frozenset(("i", "je", "j", "ich", "yo", "eu"))
_PASSABLE_BEFORE_I = frozenset(
    ("saying", "say", "think", "that", "mean", "disant", "dass", "que", "meine")
)


@dataclass(frozen=True, slots=True)
class Hit:
    """One dangerous wording that stands."""

    kind: str
    level: str
    who: str
    start: int
    end: int
    rule: str
    soft: bool = False
    whole: bool = False


@dataclass(slots=True)
class _Line:
    """A sentence as words, as one searchable line, and as places in that line."""

    tokens: list[Token]
    words: list[str]
    text: str
    places: list[int]
    bag: frozenset[str]
    known: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    @classmethod
    def of(cls, tokens: list[Token], sizes: Sequence[int]) -> _Line:
        words = [t.word for t in tokens]
        places = [0, *accumulate(len(w) + 1 for w in words)]
        return cls(tokens, words, " ".join(words) + " ", places, stemmed(words, sizes))

    def spans(self, pattern: Pattern) -> list[tuple[int, int]]:
        if not pattern.could(self.bag):
            return []
        found = self.known.get(id(pattern))
        if found is None:
            found = self.known[id(pattern)] = [
                (bisect_left(self.places, m.start()), bisect_left(self.places, m.end()))
                for m in pattern.regex.finditer(self.text)
            ]
        return found

    def has(self, patterns: Sequence[Pattern]) -> bool:
        return any(self.spans(p) for p in patterns)

    def near(
        self, patterns: Sequence[Pattern], a: int, b: int, reach: int, clause: bool = False
    ) -> bool:
        """True when one of the patterns occurs within `reach` words of words a to b (in the same clause, if asked)."""
        first, last = max(0, a - reach), min(len(self.words), b + reach)
        if clause:
            while "," in self.words[first:a]:
                first = self.words.index(",", first) + 1
            if "," in self.words[b:last]:
                last = self.words.index(",", b)
        low, high = self.places[first], self.places[last]
        return any(self.spans(p) and p.regex.search(self.text, low, high) for p in patterns)

    def tells(self, patterns: Sequence[Pattern]) -> bool:
        """True when one of the patterns is said as a fact, not as a hope or a doubt ("if she is ok")."""
        spans = (span for p in patterns for span in self.spans(p))
        return any(_DOUBT.isdisjoint(self.words[max(0, a - 3) : a]) for a, _ in spans)


def hits_in(found: list[list[Token]], lexicon: Lexicon) -> list[Hit]:
    """In: a text's sentences. Out: every hit, in the order of the text."""
    lines = [_Line.of(tokens, lexicon.all_sizes) for tokens in found]
    known: dict[str, list[tuple[int, int, int]]] = {}
    told: Counter[str] = Counter()
    hits: list[Hit] = []
    tried = 0
    for at in _outside_in(lines):
        line = lines[at]
        told[line.text] += 1
        if told[line.text] > REPEATS:
            continue
        raw = known.get(line.text)
        if raw is None:
            raw, cost = _raw(line, lexicon, own_only=tried > EFFORT)
            known[line.text] = raw
            tried += cost
        for r, a, b in raw:
            judge = _JUDGES.get(lexicon.rules[r].kind, _judged)
            hit = judge(r, a, b, at, lines, lexicon)
            if hit is None:
                continue
            scenes = lexicon.languages[lexicon.rules[r].language].scenes
            if hit.kind == "self_harm_self" or not line.near(scenes, a, b, 10):
                hits.append(hit)
    return hits


def _outside_in(lines: Sequence[_Line]) -> list[int]:
    """The order of reading: the beginning and the end of a very long text first, then what lies between."""
    end = len(lines) - EDGE
    return [*range(min(EDGE, len(lines))), *range(max(EDGE, end), len(lines)), *range(EDGE, end)]


def _raw(line: _Line, lexicon: Lexicon, own_only: bool) -> tuple[list[tuple[int, int, int]], int]:
    """The hits in a line that stand, and how many patterns it took to find them."""
    found: list[tuple[int, int, int]] = []
    counts: Counter[int] = Counter()
    tried = 0
    for r, p in lexicon.candidates(set(line.words)):
        if counts[r] >= ENOUGH:
            continue
        rule = lexicon.rules[r]
        if own_only and not rule.kind.startswith("self_harm"):
            continue
        tried += 1
        language = lexicon.languages[rule.language]
        for a, b in line.spans(rule.patterns[p])[:ENOUGH]:
            if _stands(rule, language, line, a, b):
                found.append((r, a, b))
                counts[r] += 1
    return found, tried


def _stands(rule: Rule, language: Language, line: _Line, a: int, b: int) -> bool:
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


def _meets(line: _Line, pattern: Pattern, a: int, b: int) -> bool:
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


def _judged(r: int, a: int, b: int, at: int, lines: list[_Line], lexicon: Lexicon) -> Hit | None:
    rule, line = lexicon.rules[r], lines[at]
    language = lexicon.languages[rule.language]
    who, kind = rule.who, rule.kind
    if who in ("subject", "self_only"):
        found = _own(rule, line, a, b, lexicon)
        if found != "self" and who == "self_only":
            return None
        who = found
    if who == "said":
        who = "third" if reported(line.words, a, language) else "self"
    if who == "self" and rule.who != "self" and not _REFLEXIVE.isdisjoint(line.words[a:b]):
        who = "third"
    if kind == "self_harm":
        kind = "self_harm_self" if who == "self" else "self_harm_other"
    if who == "third":
        who = _named(kind, a, at, lines, language)
    if who == "other" and kind in ("violence_assault", "violence_threat"):
        kind, who = "abuse_or_violence_other", "self"
    if kind == "workplace_harassment":
        earlier = [x.words for x in lines[max(0, at - 2) : at]]
        if named(line.words, a, earlier, language, kind) == "client":
            return None
    level = _level(rule, kind, a, b, at, lines, language)
    start, end = line.tokens[a].start, line.tokens[b - 1].end
    return Hit(kind, level, who, start, end, rule.name, rule.soft, rule.whole)


def _emergency(r: int, a: int, b: int, at: int, lines: list[_Line], lexicon: Lexicon) -> Hit | None:
    """An emergency that is now; None when help has come, or it was long ago."""
    rule, line = lexicon.rules[r], lines[at]
    language = lexicon.languages[rule.language]
    low = _level(rule, rule.kind, a, b, at, lines, language) == "low"
    if rule.whole:  # these come with words for what is now
        over = line.has(language.cues.get("medical_past", ()))
    else:
        over = _over(line, a, b, language) and not _brief(rule, line, language)
    if low or over:
        return None
    nearby = rule.who == "nearby"
    who = "third" if nearby or rule.who == "third" else _own(rule, line, a, b, lexicon)
    at_work = line.has(language.cues.get("at_work", ()))
    # "I think he's having a stroke", "we need an ambulance for my coworker"
    theirs = not _THEIRS.isdisjoint(line.words[a : b + _BEHIND])
    if who == "third" or at_work or theirs or _others_only(line.words, language):
        who = _named(rule.kind, a, at, lines, language)
    if line.has(language.cues.get("in_person", ())):
        who = "other" if who == "client" else who  # a customer at the counter
    elif who == "other" and _on_the_line(line.words, language):
        who = "client"  # "a customer says his wife isn't waking up"
    elif nearby and who == "client" and not _client_in(lines[max(0, at - 4) : at + 1], language):
        who = "other"  # "she's on the floor" says of nobody that they are on a line
    start, end = line.tokens[a].start, line.tokens[b - 1].end
    return Hit(rule.kind, rule.level, who, start, end, rule.name, rule.soft, rule.whole)


def _driving(r: int, a: int, b: int, at: int, lines: list[_Line], lexicon: Lexicon) -> Hit | None:
    """Somebody who is about to drive and must not; None when it was long ago."""
    rule, line = lexicon.rules[r], lines[at]
    language = lexicon.languages[rule.language]
    if line.near(language.cues.get("past", ()), a, b, 14):
        return None
    words = line.words
    # "jim is drunk": nobody but a name is told of
    told = _MINE.isdisjoint(words) and not _STATES.isdisjoint(words)
    theirs = not _THEIRS.isdisjoint(words[max(0, a - 2) : b + _BEHIND])
    third = told or theirs or _own(rule, line, a, b, lexicon) == "third"
    who = _named(rule.kind, a, at, lines, language) if third else "self"
    if who == "client" and not _client_in(lines[max(0, at - 4) : at + 1], language):
        who = "other"
    start, end = line.tokens[a].start, line.tokens[b - 1].end
    return Hit(rule.kind, rule.level, who, start, end, rule.name, rule.soft, rule.whole)


_JUDGES = {"medical": _emergency, "driving": _driving}


def _named(kind: str, a: int, at: int, lines: list[_Line], language: Language) -> str:
    """Who it is, of those that are named before, here, or right after ("he's my supervisor")."""
    line = lines[at]
    earlier = [x.words for x in lines[max(0, at - 4) : at]]
    who = named(line.words, a, earlier, language, kind)
    if who != "client" or kind == "self_harm_other":
        return who
    client = language.people.get("client", frozenset())
    if not all(client.isdisjoint(words) for words in (*earlier, line.words)):
        return who
    if any(x.has(language.cues.get("at_work", ())) for x in lines[at : at + 2]):
        return "coworker"
    return explained([x.words for x in lines[at + 1 : at + 3]], language) or who


def _over(line: _Line, a: int, b: int, language: Language) -> bool:
    """Whether an emergency is told as something that was: "a man collapsed in the lobby, we had to ..."."""
    told, now = (language.cues.get(f"medical_{when}", ()) for when in ("told", "now"))
    afterwards = line.has(language.cues.get("medical_past", ()))
    return line.near(told, a, b, 2) and (afterwards or not line.near(now, a, b, 4))


def _brief(rule: Rule, line: _Line, language: Language) -> bool:
    """Whether a short line in the past tense is news of a moment ago: "my desk neighbor passed out"."""
    before = (*language.cues.get("medical_before", ()), *language.cues.get("medical_past", ()))
    return rule.firm and len(line.words) <= _NEWS and not line.has(before)


def _client_in(lines: Sequence[_Line], language: Language) -> bool:
    return any(_on_the_line(x.words, language) or "phone" in x.words for x in lines)


def works_here(found: list[list[Token]], lexicon: Lexicon) -> bool:
    """In: a text's sentences. Out: whether they tell of somebody at work without a word for it ("sits next to me"),
    and of no client."""
    lines = [_Line.of(tokens, lexicon.all_sizes) for tokens in found]
    for language in lexicon.languages.values():
        clients = language.people.get("client", frozenset())
        if any(not clients.isdisjoint(line.words) for line in lines):
            return False
    cues = [c for x in lexicon.languages.values() for c in x.cues.get("at_work", ())]
    return any(line.has(cues) for line in lines)


def _others_only(words: Sequence[str], language: Language) -> bool:
    """Whether nobody but others is in a sentence."""
    third = language.people.get("third", frozenset())
    return _MINE.isdisjoint(words) and not third.isdisjoint(words)


def _on_the_line(words: Sequence[str], language: Language) -> bool:
    return not language.people.get("client", frozenset()).isdisjoint(words) or "line" in words


def _own(rule: Rule, line: _Line, a: int, b: int, lexicon: Lexicon) -> str:
    """Whose death or harm the hit is about: "self" or "third"."""
    language = lexicon.languages[rule.language]
    tried = [language, *lexicon.languages.values()] if rule.language == "en" else [language]
    found = subject(line.words, a, tried)
    mine = not _MINE.isdisjoint(line.words[a:b])
    if (
        found == "third"
        and mine
        and rule.kind == "self_harm"
        and not reported(line.words, a, language)
    ):
        return "self"
    return found


def _level(
    rule: Rule, kind: str, a: int, b: int, at: int, lines: list[_Line], language: Language
) -> str:
    line, cues = lines[at], language.cues
    near = lines[max(0, at - 1) : at + 2]
    group = GROUP.get(kind, "slow")
    if rule.level == "low":
        return "low"
    if kind == "self_harm_self":
        before = set(line.words[max(0, a - 3) : b])
        was = bool(before & language.people.get("past_forms", frozenset())) and not line.has(
            cues.get("still", ())
        )
        over = line.near(cues.get("past", ()), a, b, 14) or any(
            x.tells(cues.get("better", ())) for x in lines[at : at + 2]
        )
        if was and over and not rule.firm:
            return "low"
        around = line.words[max(0, a - 3) : b + 3]
        earnest = any(x.has(cues.get("earnest", ())) for x in lines[at : at + 2])
        if not (rule.firm or earnest) and (
            LAUGH in around
            or line.near(cues.get("joke", ()), a, b, 3)
            or line.near(cues.get("trifle", ()), a, b, 12)
        ):
            return "low"
    elif not line.has(cues.get("still", ())):
        after = lines[at : at + 2]
        # In a whole rule something else may be long ago: "his wife died last year".
        past = not rule.whole and line.near(cues.get("past", ()), a, b, 14)
        if past or any(x.tells(cues.get("handled", ())) for x in after):
            return "low"
    if rule.level == "elevated" and any(x.has(cues.get(f"now_{group}", ())) for x in near):
        return "imminent"
    return rule.level
