"""A question put to somebody: "I wrote him, are you thinking of suicide" is about him, and so is his yes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import accumulate

from bot.safety.hit import Hit
from bot.safety.plaintext import Token

_DEATHS = ("self_harm_self", "self_harm_other")
_PUT = re.compile(
    r"(?:^|(?<= ))(?:i|we) (?:(?!he |she |they |me |myself |was |am |were |got |get |been |being )\S+ ){0,8}?"
    r"(?:asked|ask|wrote|texted|messaged|typed|said|told|dmed|pinged|replied) "
    r"(?:(?!me |myself |i |my )\S+ ){0,6}?(?:(?:are|do|did|have|will|would|were) you|(?:if|whether) (?:he|she|they)) "
    r"(?:\S+ ){0,4}?(?:suicid\w*|die|dying|dead|(?:your|him|her|them)sel\w+|(?:end|take) (?:it|your|his|her)|alive)(?= )"
)
_YES = re.compile(
    r"(?:^|(?<= ))(?:he|she|they|and|then)(?: is| has)? (?:(?!i )\S+ )?(?:says?|said|wrote|texted|answered|replied|typed|goes|nodded)"
    r"(?: back| me)? (?:\" )?(?:yes|yeah|yep|yup|ya|sort of|kind of|maybe|a bit|sometimes|he is|she is|i do|i am)(?= )"
    r"|(?:^|(?<= ))(?:he|she|they) (?:did not|does not|do not|would not|will not) (?:deny|say no)"
)


def asked(
    found: Sequence[Sequence[Token]], hits: Sequence[Hit], people: Mapping[str, frozenset[str]]
) -> tuple[Hit, ...]:
    """In: a text's sentences, what was found in them, and the words for people. Out: what was found, where what the
    person asks somebody about dying is somebody else's; at once where the answer was yes."""
    lines = ["".join(f"{token.word} " for token in sentence) for sentence in found]
    put = [
        (sentence, line, match)
        for sentence, line in zip(found, lines, strict=True)
        for match in _PUT.finditer(line)
    ]
    if not put:
        return tuple(hits)
    level = "imminent" if any(_YES.search(line) for line in lines) else "elevated"
    words = {token.word for sentence in found for token in sentence}
    who = next(
        (r for r in ("client", "coworker") if not words.isdisjoint(people.get(r, ()))), "other"
    )
    kept = list(hits)
    for sentence, _, match in put:
        places = [0, *accumulate(len(token.word) + 1 for token in sentence)]
        first, last = bisect_left(places, match.start()), bisect_left(places, match.end())
        start, end = sentence[first].start, sentence[min(last, len(sentence)) - 1].end
        kept = [h for h in kept if h.kind not in _DEATHS or not (h.start < end and start < h.end)]
        kept.append(Hit("self_harm_other", level, who, start, end, "asked"))
    return tuple(kept)
