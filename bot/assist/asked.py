"""A client's own short question, so that the cards can hold it instead of "what they asked"; and questions that want no
answer ("do you know what that's like?")."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.assist.points import Point
from bot.assist.sentences import sentences
from bot.assist.signs import kinds_in
from bot.support.retelling.harsh import is_harsh

_FEWEST, _MOST = 2, 7  # words: with what stands around them, under ten
_BEGINS = re.compile(
    r"(?:and|so|but|ok|okay|well|then)?,? ?(?:from |to |for |by |on |in )?(?:which|whose|who|what|where|when|how|can|could|should|is|are|will|does|do)\b", re.I
)  # fmt: skip
_FILLER = re.compile(r"^(?:(?:well|ok|okay|so|and|then|but|um|uh|hm+)\b,? )+", re.I)
_NAMED = re.compile(r"\d|[@\"“”]|(?<=\w )(?!I\b|I'|TV\b|OK\b)[A-Z]")
_RHETORICAL = re.compile(
    r"\b(?:should (?:i|we) have|did (?:i|we) (?:ask|order|agree|sign up)|do (?:you|u) (?:even |really )?know (?:what|how)|what (?:it'?s|its|it is) like|"
    r"who (?:gets|got) (?:out|off)|am i (?:\w+ )?(?:alive|dead|invisible|a joke|talking|supposed to laugh)|what did (?:i|we) (?:get|pay)|"
    r"(?:are|r) (?:you|u) (?:really|seriously) (?:going|gonna)|do i (?:send|pay|give) (?:it|that|them) to|or to (?:the|my|a)|light a candle|"
    r"how would (?:you|u) (?:feel|like)|what(?:'s| is) the point|since when|what else is new|wanna see|want to see|guess what|imagine that|"
    r"who does that|who would|why would (?:i|we)|what next|what is this|what kind of|as if|right\?|ok\?|okay\?)", re.I
)  # fmt: skip
_OPEN = frozenset({"question", "ask_allowed"})  # what the wordings know nothing more of


def with_own_words(points: tuple[Point, ...], last: str) -> tuple[Point, ...]:
    """In: the points of a client's last message. Out: the same, the question put in their words where it is short,
    and left out where it wants no answer."""
    plain = last.replace("’", "'").replace("‘", "'")
    if not any(p.id in _OPEN for p in points):
        return points
    asked = [s.strip() for s in sentences(plain) if s.strip().endswith("?")]
    if asked and all(_RHETORICAL.search(s) for s in asked):
        return tuple(p for p in points if p.id not in _OPEN)
    parts = [part for s in reversed(asked) for part in (s, s.rsplit(", ", 1)[-1])]
    own = next(filter(None, map(_own, parts)), "")
    if not own:
        return points
    find, answer = f'Find the answer to "{own}"', f'Answer "{own}" first'
    return tuple(
        p if p.id not in _OPEN
        else replace(p, look=find, steps=(answer,) if p.id == "question" else p.steps)
        for p in points
    )  # fmt: skip


def _own(sentence: str) -> str:
    """The question, lower case at the start; "" where it is long, rude, or names somebody."""
    said = _FILLER.sub("", sentence.rstrip("?! ").strip())
    words = said.split()
    fits = (
        _FEWEST <= len(words) <= _MOST and _BEGINS.match(said) and not _RHETORICAL.search(sentence)
    )
    if not fits or _NAMED.search(said) or kinds_in(said) or is_harsh(said):
        return ""
    return f"{said[:1].lower()}{said[1:]}?"
