"""Whose a danger is that wordings found: said to the person, done by them, or told of somebody else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.safety.danger import DEATHS
from bot.safety.hit import Hit
from bot.safety.told import Told

_SHE_HAS = re.compile(r"\b(?:s?he|they)['’]?\w{0,3}(?: [a-z]+){0,6} $", re.I)
_FIXED = ".own_swallowed"  # a rule that is always of the person themselves
FIRST = frozenset("i im ive id ill me my myself mine we our us".split())
THIRD = frozenset(("he", "she", "they"))
# Being told to die, from whom it is more than an insult.
_TOLD_BY = {
    "coworker": ("workplace_harassment", "coworker"),
    "other": ("abuse_or_violence_other", "self"),
}


def apart(hits: Sequence[Hit], told: Told) -> tuple[Hit, ...]:
    """What was found, with what was said to the person taken for what it is: an insult from a client, harassment
    from somebody at work, abuse from somebody close. Where they take it up, it is their own."""
    if not told.spans:
        return tuple(hits)
    start, end = told.spans[0]
    if told.agreed:
        own = Hit("self_harm_self", "elevated", "self", start, end, "told")
        return (*hits, own)
    kept = [h for h in hits if not (_wished(h) and told.covers(h.start, h.end))]
    if told.who in _TOLD_BY:
        kind, who = _TOLD_BY[told.who]
        kept.append(Hit(kind, "elevated", who, start, end, "told"))
    return tuple(kept)


def of_others(hits: Sequence[Hit], text: str) -> tuple[Hit, ...]:
    """Whose it is, where nobody stands in a wording that counts as one's own: "the caller swallowed all the pills", "she's
    got pills and is going to swallow them"."""
    nobody = FIRST.isdisjoint(re.findall(r"[a-z]+", text.lower()))

    def theirs(hit: Hit) -> bool:
        return any(
            other.kind == "self_harm_other"
            and other.start < hit.start
            and hit.end <= other.end
            and FIRST.isdisjoint(text[other.start : hit.start].lower().split())
            for other in hits
        )

    kept = [h for h in hits if not (h.rule.endswith(_FIXED) and theirs(h))]
    return tuple(
        replace(h, kind="self_harm_other", who="client")
        if nobody
        and h.rule.endswith(_FIXED)
        and _SHE_HAS.search(text[max(0, h.start - 80) : h.start])
        else h
        for h in kept
    )


def _wished(hit: Hit) -> bool:
    """Whether it is a death, or the same word taken for a threat, as other languages have it ("umbringen")."""
    return hit.kind in DEATHS or (hit.kind == "violence_threat" and not hit.rule.startswith("en."))
