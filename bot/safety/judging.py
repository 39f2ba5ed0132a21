"""What a wording that stands amounts to: whom it is about, which kind of danger it is, and how near."""

from __future__ import annotations

from collections.abc import Sequence

from bot.safety.hit import Hit
from bot.safety.lexicon import Language, Lexicon, Rule
from bot.safety.line import Line
from bot.safety.nearness import level
from bot.safety.people import explained, named, reported, subject

_THEIRS = frozenset("he she they his her him their coworker colleague baby".split())
_BEHIND = 4  # words
_NEWS = 8  # words
_MINE = frozenset(("me", "my", "myself", "i"))
_STATES = frozenset(("is", "has", "he", "she", "they"))
_REFLEXIVE = frozenset(("himself", "herself", "themselves", "hisself"))


def judged(r: int, a: int, b: int, at: int, lines: list[Line], lexicon: Lexicon) -> Hit | None:
    """In: rule number `r`, found in words `a` to `b` of `lines[at]`. Out: what it is; None for nothing that counts."""
    judge = _JUDGES.get(lexicon.rules[r].kind, _harm)
    return judge(r, a, b, at, lines, lexicon)


def _harm(r: int, a: int, b: int, at: int, lines: list[Line], lexicon: Lexicon) -> Hit | None:
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
    near = level(rule, kind, a, b, at, lines, language)
    start, end = line.tokens[a].start, line.tokens[b - 1].end
    return Hit(kind, near, who, start, end, rule.name, rule.soft, rule.whole)


def _emergency(r: int, a: int, b: int, at: int, lines: list[Line], lexicon: Lexicon) -> Hit | None:
    """An emergency that is now; None when help has come, or it was long ago."""
    rule, line = lexicon.rules[r], lines[at]
    language = lexicon.languages[rule.language]
    low = level(rule, rule.kind, a, b, at, lines, language) == "low"
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


def _driving(r: int, a: int, b: int, at: int, lines: list[Line], lexicon: Lexicon) -> Hit | None:
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


def _named(kind: str, a: int, at: int, lines: list[Line], language: Language) -> str:
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


def _over(line: Line, a: int, b: int, language: Language) -> bool:
    """Whether an emergency is told as something that was: "a man collapsed in the lobby, we had to ..."."""
    told, now = (language.cues.get(f"medical_{when}", ()) for when in ("told", "now"))
    afterwards = line.has(language.cues.get("medical_past", ()))
    return line.near(told, a, b, 2) and (afterwards or not line.near(now, a, b, 4))


def _brief(rule: Rule, line: Line, language: Language) -> bool:
    """Whether a short line in the past tense is news of a moment ago: "my desk neighbor passed out"."""
    before = (*language.cues.get("medical_before", ()), *language.cues.get("medical_past", ()))
    return rule.firm and len(line.words) <= _NEWS and not line.has(before)


def _client_in(lines: Sequence[Line], language: Language) -> bool:
    return any(_on_the_line(x.words, language) or "phone" in x.words for x in lines)


def _others_only(words: Sequence[str], language: Language) -> bool:
    """Whether nobody but others is in a sentence."""
    third = language.people.get("third", frozenset())
    return _MINE.isdisjoint(words) and not third.isdisjoint(words)


def _on_the_line(words: Sequence[str], language: Language) -> bool:
    return not language.people.get("client", frozenset()).isdisjoint(words) or "line" in words


def _own(rule: Rule, line: Line, a: int, b: int, lexicon: Lexicon) -> str:
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
