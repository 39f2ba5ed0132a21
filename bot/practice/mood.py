"""How the partner in an exercise is, and what a message did to them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.practice.reading import Reading, Sentence

_SORRY = frozenset({"sorry", "condolences", "condolence", "hugs", "hug"})
_TAKEN = frozenset({"validating", "understanding", "affirming"})
_RETOLD = re.compile(
    r"(?:oh,? |wow,? |wait,? |and |so )*(?:you|he|she|they|it)\b(?! (?:ok|okay|alright|sure|know|mean)\b)",
    re.I,
)
_STEPS = {
    "heard": 1.0, "asked": 0.8, "asked_closed": 0.1, "sorry": 0.2, "offered": 0.3, "permission": 0.2,
    "advised": -1.0, "dismissed": -1.3, "hijacked": -1.0, "insulted": -2.5, "silly": -0.7, "short": -0.4,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mood:
    """`level` from -4 to 4; `heard`: turns in which they were; `bad`: turns in which they were told what to do,
    made small, talked over or insulted; `idle`: empty turns in a row."""

    level: float = 0.0
    heard: int = 0
    bad: int = 0
    insults: int = 0
    idle: int = 0

    @property
    def content(self) -> bool:
        """Whether there is something to be glad of."""
        return self.level > 1 and self.bad <= 1 and not self.insults


def act_of(reading: Reading, on_topic: bool) -> str:
    """What the message is to the partner: one of the names of a scenario's lists, or heard, asked, asked_closed,
    leaving, or when no pattern knows it, `on_topic` if it speaks of something they told, else `other`."""
    marks = reading.marks
    for act, applies in (
        ("insulted", "insult" in marks),
        ("leaving", "leaving" in marks and len(reading.words) < 25),
        ("short", reading.bare and "closed" in marks),
        (
            "greeted",
            bool(reading.sentences) and all("greeting" in s.marks for s in reading.sentences),
        ),
        ("hijacked", "self" in marks),
        ("dismissed", "dismissing" in marks),
        ("advised", "advice" in marks and not _made_good(reading)),
        ("permission", "permission" in marks),
        ("offered", _offers(reading)),
        ("asked", "invite" in marks),
        ("heard", _retold(reading)),
        ("asked_closed", "closed" in marks),
        ("sorry", "sorry" in reading.words and reading.bare),
        ("short", reading.bare and not reading.mashed),
        ("silly", reading.mashed or ("silly" in marks and not on_topic and not marks & _TAKEN)),
        ("heard", bool(marks & {"validating", "understanding", "affirming"})),
        ("offered", "offer" in marks),
        ("sorry", "sympathy" in marks and bool(_SORRY & set(reading.words))),
        ("on_topic", on_topic),
    ):
        if applies:
            return act
    return "other"


def after(mood: Mood, reading: Reading, act: str) -> Mood:
    """The mood once the message was heard."""
    step = _STEPS.get(act, 0.0)
    kind = bool(reading.marks & {"validating", "understanding"})
    if act in ("asked", "asked_closed", "offered") and kind:
        step += 0.5
    if act in ("advised", "dismissed", "hijacked") and kind:
        step += 0.4
    bad = act in ("advised", "dismissed", "hijacked", "insulted")
    return replace(
        mood,
        level=max(-4.0, min(4.0, mood.level + step)),
        heard=mood.heard + (act in ("heard", "asked") or (kind and not bad)),
        bad=mood.bad + bad,
        insults=mood.insults + (act == "insulted"),
        idle=mood.idle + 1 if act in ("short", "silly") else 0,
    )


def _offers(reading: Reading) -> bool:
    """ "What would help?": an open question, and no question about what happened."""
    invites = [s for s in reading.sentences if "invite" in s.marks]
    return bool(invites) and all("offer" in s.marks for s in invites)


def _retold(reading: Reading) -> bool:
    """ "You ate her cake?": said back with a question mark, and nothing else asked."""
    asks = reading.asks
    return bool(asks) and all(_RETOLD.match(s.text) and "closed" in s.marks for s in asks)


def _made_good(reading: Reading) -> bool:
    """One order among kind words that ends in an open question: the question is what stays."""
    last: Sentence = reading.sentences[-1]
    orders = sum("advice" in s.marks for s in reading.sentences)
    return (
        orders == 1
        and "invite" in last.marks
        and bool(reading.marks & {"validating", "understanding"})
    )
