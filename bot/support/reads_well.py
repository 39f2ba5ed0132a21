"""How well a draft reads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bot.support.brief import Brief
from bot.support.guard import opening
from bot.support.retelling.echo import Echo

_SOMEBODY = re.compile(
    r"\b(?:a|an|some) (?:man|woman|guy|lady|customer|caller|client|girl|boy|person|passenger|patient)\b",
    re.I,
)
_WORD = re.compile(r"[a-z']+")
_ENDS = re.compile(r"(?<=[.!?]) ")
_NEGATIVE = re.compile(r"\b(?:not|no|never|nobody|nothing|isn't|wasn't|don't|didn't|none)\b|n't\b")
_SOMEONE = re.compile(r"\bsomeone\b", re.I)
_STOP = frozenset(
    "a an the and or but so to of in on at for with from that this it is are was were be been you your "
    "you're i what when how not no one of all any as by they them their he she his her there here just "
    "don't didn't isn't wasn't do did does have has had can could would should will that's it's if "
    "after before while then than too very up out down over into about who which where why".split()
)


def built_well(words: float, spent: Sequence[Echo], fit: float, brief: Brief) -> float:
    """Higher is better: specific, fitting, as it was told and, with about so many `words`, of the right length.
    What `flaws` finds comes off."""
    low, high = brief.words
    carried = sum(2 if e.slot == "story" and len(e.text.split()) > 8 else 1 for e in spent)
    score = 2.2 * fit + sum((2.2, 3.0, 0.7)[i] for i in range(min(carried, 3)))
    score -= 0.9 * max(0, len(spent) - 4)  # the vent pasted back in bits
    score -= 0.32 * max(0, low - words) + 0.12 * max(0, words - high)
    subjects = {e.subject for e in spent if e.subject}
    score -= 1.5 * (len(subjects) - 1 if subjects else 0)
    lone = [e for e in spent if e.subject and e.subject != brief.pronoun]
    score -= 1.2 * len(lone)
    told = [e.start for e in spent]
    score -= 0.8 * sum(b < a for a, b in zip(told, told[1:], strict=False))  # as it was told
    places = sorted(told)
    return score - (0.004 * max(0, (places[-1] - places[0]) - 250) if places else 0.0)


def flaws(text: str, parts: Sequence[str], openings: Sequence[str]) -> float:
    """How much is wrong with the wording of `text`, 0 or more: repeated words and shapes, sentences that begin
    alike or as one of `openings`."""
    content = Counter(w for w in _WORD.findall(text.lower()) if w not in _STOP and len(w) > 3)
    found = 0.7 * sum(n - 1 for n in content.values())
    starts = Counter(p.split()[0].lower() for p in _ENDS.split(text) if p)
    found += 1.0 * sum(n - 1 for n in starts.values())
    found += 0.5 * max(0, len(_NEGATIVE.findall(text)) - 2)
    if openings:
        found += 0.8 * (opening(text, 2) in [opening(o, 2) for o in openings])
    found += 0.5 * sum(len(p.split()) < 4 for p in parts)
    somebody = Counter(who.lower() for who in _SOMEBODY.findall(text))
    found += 4.0 * sum(n - 1 for n in somebody.values())  # "a man screamed … that a man called you"
    return found + 0.8 * max(0, len(_SOMEONE.findall(text)) - 1)  # names were taken out
