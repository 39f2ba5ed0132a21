"""Who a dangerous sentence is about: the person writing, a client, a coworker, or somebody else.

In: the words before and around a hit. Out: one of "self", "client", "coworker", "other".
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.safety.lexicon import Language

DEFAULT = {
    "self_harm_other": "client",
    "self_harm": "client",
    "violence_threat": "client",
    "violence_assault": "client",
    "sexual_harassment": "client",
    "workplace_harassment": "coworker",
    "online_harassment": "client",
    "abuse_or_violence_other": "client",
    "medical": "client",
    "driving": "client",
}
_NAMED_LATER = ("workplace_harassment", "sexual_harassment", "online_harassment")
_IS = frozenset(("is", "was"))
_MEANS = frozenset(("mean", "meant"))
_ROLES = ("coworker", "client", "other")
_LINKERS = frozenset(
    ("that", '"', ",", "que", "qu", "dass", "ki", "na", "he", "she", "was", "is", "like", "so")
)


def subject(words: Sequence[str], start: int, languages: Sequence[Language]) -> str:
    """In: a sentence, where the hit starts, the languages to try. Out: "self", or "third" for somebody else."""
    for language in languages:
        found = _subject(words, start, language)
        if found:
            return found
    return "self"


def reported(words: Sequence[str], start: int, language: Language) -> bool:
    """True when the words from `start` on are what somebody else said ("she told me I want to ...")."""
    nouns = frozenset().union(*(language.people.get(role, frozenset()) for role in _ROLES))
    return _reported(words, start, language.people.get("third", frozenset()) | nouns, language)


def _subject(words: Sequence[str], start: int, language: Language) -> str:
    mine, third = language.people.get("me", frozenset()), language.people.get("third", frozenset())
    nouns = frozenset().union(*(language.people.get(role, frozenset()) for role in _ROLES))
    for index in range(start, max(-1, start - 8), -1):
        word = words[index] if index < len(words) else ""
        if word in mine:
            return "third" if _reported(words, index, third | nouns, language) else "self"
        if word in third or word in nouns:
            return "third"
    return "third" if _reported(words, start, third | nouns, language) else ""


def _reported(words: Sequence[str], index: int, others: frozenset[str], language: Language) -> bool:
    """True when words[index] is what somebody else said: <they> ... <say> ["that"] <here>.

    Where a language lists what may stand `between`, anything else there ends what was said: people
    who type without stops ("he told me no again i want to die") speak of themselves. Of a weak verb of
    saying ("how it went") nothing may be between."""
    back = index - 1
    while back >= 0 and words[back] in _LINKERS:
        back -= 1
    low = max(0, back - 4)
    for verb in range(back, low - 1, -1):
        between = frozenset(words[verb + 1 : index]) - _LINKERS
        if words[verb] in language.weak_say and between:
            continue
        if words[verb] in language.say:
            if language.between and not between <= language.between:
                return False
            before = words[max(0, verb - 5) : verb]
            me = language.people.get("me", frozenset())
            for word in reversed(before):
                if word in me:
                    return False
                if word in others:
                    return True
            return False
        if words[verb] in ("and", "but", "because", "cause", "so"):
            return False
    return False


def named(
    words: Sequence[str], at: int, earlier: Sequence[Sequence[str]], language: Language, kind: str
) -> str:
    """In: a sentence, where the hit is, the sentences before. Out: whom it names, nearest first; a default if no one."""
    table = {
        word: role for role in reversed(_ROLES) for word in language.people.get(role, frozenset())
    }
    if kind == "workplace_harassment":
        table |= dict.fromkeys(language.people.get("office", frozenset()), "coworker")
    third = language.people.get("third", frozenset())
    acted = False
    for index in range(min(at, len(words) - 1), -1, -1):
        if words[index] in table:
            return table[words[index]]
        acted = acted or words[index] in third
    if not acted or kind in _NAMED_LATER:
        for word in words[at + 1 :]:
            if word in table:
                return table[word]
    for sentence in reversed(earlier[-4:]):
        for word in reversed(sentence):
            if word in table:
                return table[word]
    return DEFAULT.get(kind, "other")


def explained(later: Sequence[Sequence[str]], language: Language) -> str:
    """Who somebody is, where it is said afterwards: "he's my supervisor", "my manager, i mean". "" where it isn't."""
    for words in later:
        for index, word in enumerate(words):
            role = next((r for r in _ROLES if word in language.people.get(r, frozenset())), "")
            before = words[max(0, index - 4) : index]
            if role and not (_MEANS.isdisjoint(words) and _IS.isdisjoint(before)):
                return role
    return ""
