"""What a conversation is faulted for, with the place where it stands.

Misses follow the sentences of the coach of arXiv 2603.15245 (validating, elaboration, understanding;
discouraging advice, self-orientation, dismissiveness). The criteria weigh, the patterns of `cues.yaml` point.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.practice.judges import Scores
from bot.practice.quoting import quote
from bot.practice.reading import Reading, Sentence, read, stems
from bot.practice.tongue import foreign
from bot.practice.turns import Turn

_FAULTED = {"dismissing": "dismissing_emotions", "self": "self_oriented", "advice": "advice_giving"}
_KIND = frozenset(
    {"invite", "validating", "understanding", "sympathy", "affirming", "offer", "permission"}
)
# Marks of messages that are no example of a miss.
_NO_EXAMPLE = {
    "no_validation": frozenset({"invite", "validating", "understanding", "affirming"}),
    "no_reflection": frozenset({"invite", "understanding"}),
    "closed": frozenset[str](),
}
_CLEARLY = 3.0  # a criterion from which a message counts as doing it, where no pattern fired
_WEIGHT = {"dismissing": 1.15, "self": 1.1, "advice": 1.0}
_SEEN, _MOST_SEEN = 0.45, 3  # what each message adds that clearly does it, and how many count


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the supporter: its place, what it does, what was said before and after it; `heard` is all that
    the partner had said by then, line by line."""

    index: int
    reading: Reading
    scores: Scores
    before: str
    after: str
    heard: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """As it was written."""
        return self.reading.text


@dataclass(frozen=True, slots=True)
class Moment:
    """`kind` as in `feedback.yaml`; `quote` and `partner` stand word for word in the transcript ("" if they can't be
    quoted); `said` is the whole partner's line before it, `then` a quotation of the one after."""

    kind: str
    quote: str = ""
    partner: str = ""
    said: str = ""
    then: str = ""
    index: int = -1


def messages(turns: Sequence[Turn], score: Sequence[Scores]) -> list[Message]:
    """The supporter's messages with what stands around them; `score` has one for each."""
    out: list[Message] = []
    scores = iter(score)
    for index, turn in enumerate(turns):
        if turn.role != "supporter":
            continue
        heard = tuple(t.text for t in turns[:index] if t.role == "seeker")
        after = (
            turns[index + 1].text
            if index + 1 < len(turns) and turns[index + 1].role == "seeker"
            else ""
        )
        before = heard[-1] if heard else ""
        out.append(Message(index, read(turn.text), next(scores), before, after, heard))
    return out


def main_miss(found: Sequence[Message], whole: Scores) -> Moment:
    """The one thing to change first, at the place where it cost most."""
    strange = [m for m in found if foreign(m.text)]
    if len(strange) > len(found) / 2:
        return _at("language", max(strange, key=lambda m: len(quote(m.text))), None)
    insults = [m for m in found if "insult" in m.reading.marks]
    if insults:
        return _at("insult", insults[0], None)
    weights = {
        kind: _WEIGHT[kind] * (getattr(whole, criterion) - 1) + _seen(kind, found)
        for kind, criterion in _FAULTED.items()
        if _worst(kind, criterion, found) is not None
    }
    bare = [m for m in found if m.reading.bare or m.reading.mashed]
    odd = [m for m in bare if m.reading.mashed] + [m for m in found if "silly" in m.reading.marks]
    weights["silly"] = 4.0 * len(odd) / len(found)
    weights["short"] = 3.0 * len(bare) / len(found)
    invited = any("invite" in m.reading.marks for m in found)
    asked = any(m.reading.asks for m in found)
    gap = 3.6 - whole.encouraging_elaboration
    if not invited:
        only = sum({"closed"} <= m.reading.marks for m in found) / len(found)
        weights["closed" if asked else "no_question"] = 0.7 * gap + 1.2 * only
    weights["no_validation"] = 0.55 * (3.2 - whole.validating_emotions)
    met = sum(map(_met, found)) / len(found)
    weights["no_reflection"] = 0.5 * (3.2 - whole.demonstrating_understanding) - 1.5 * met
    weights["polish"] = 0.35
    kind = max(weights, key=lambda k: weights[k])
    return _place(kind, found, odd, bare)


def _place(
    kind: str, found: Sequence[Message], odd: Sequence[Message], bare: Sequence[Message]
) -> Moment:
    if kind in _FAULTED:
        worst = _worst(kind, _FAULTED[kind], found)
        if worst is not None:
            return _at(kind, *worst)
    if kind in ("silly", "short"):
        return _at(kind, (odd if kind == "silly" else bare)[0], None)
    if kind == "closed":
        asks = [(m, s) for m in found for s in m.reading.asks if "closed" in s.marks]
        if asks:
            return _at(kind, *max(asks, key=lambda pair: len(pair[0].before)))
    thin = _thinnest(kind, found)
    worse = [(k, s) for s in thin.reading.sentences for k in _FAULTED if k in s.marks]
    if worse:  # what stands there does more harm than what is missing
        return _at(worse[0][0], thin, worse[0][1])
    told = [s for s in thin.reading.sentences if "question" not in s.marks and len(s.text) > 9]
    general = kind == "no_reflection" and bool(told)
    return _at(kind, thin, max(told, key=lambda s: len(s.text)) if general else None)


def _worst(
    kind: str, criterion: str, found: Sequence[Message]
) -> tuple[Message, Sentence | None] | None:
    """The message that does it most, and the sentence; None when no message does it."""
    seen = [
        (m, s) for m in found for s in m.reading.sentences if kind in s.marks and quote(m.text, s)
    ]
    if seen:
        return max(seen, key=lambda pair: (getattr(pair[0].scores, criterion), -pair[0].index))
    for message in sorted(found, key=lambda m: -float(getattr(m.scores, criterion))):
        if getattr(message.scores, criterion) < _CLEARLY:
            return None
        unkind = [s for s in message.reading.sentences if not s.marks & _KIND]
        blamed = [s for s in unkind if quote(message.text, s)]
        if blamed:
            return message, max(blamed, key=lambda s: len(s.text))
    return None


def _thinnest(kind: str, found: Sequence[Message]) -> Message:
    """The message that answered much with little."""

    def gap(message: Message) -> float:
        scores = message.scores
        given = {"no_validation": max(scores.validating_emotions, scores.demonstrating_understanding), "no_reflection": scores.demonstrating_understanding,
                 "no_question": scores.encouraging_elaboration, "closed": scores.encouraging_elaboration}  # fmt: skip
        warm = (
            scores.validating_emotions
            + scores.demonstrating_understanding
            + scores.encouraging_elaboration
        )
        told = min(len(message.before.split()), 30) / 10
        met = _met(message) if kind in ("no_reflection", "polish") else 0
        asks = len(message.reading.marks & _NO_EXAMPLE.get(kind, frozenset({"invite"})))
        return told - given.get(kind, warm / 3) - 2 * (not quote(message.text)) - 2 * met - 2 * asks

    return max(found, key=gap)


def _at(kind: str, message: Message, sentence: Sentence | None) -> Moment:
    harsh = kind == "insult"
    words = "" if harsh else quote(message.text, sentence)
    return Moment(kind, words, quote(message.before), message.before, index=message.index)


def _seen(kind: str, found: Sequence[Message]) -> float:
    return _SEEN * min(_MOST_SEEN, sum(kind in m.reading.marks for m in found))


def _met(message: Message) -> bool:
    """Whether it says back something that was told."""
    return any(said_back(s, message) for s in message.reading.sentences)


def said_back(sentence: Sentence, message: Message) -> bool:
    """Whether this sentence of the message has words of one of the partner's lines in it."""
    words = stems(sentence.text)
    return any(len(words & stems(line)) >= 2 for line in message.heard)
