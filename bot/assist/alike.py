"""Whether two short texts say the same, so that nothing is told twice."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ALIKE = 0.75  # of the shorter one's words
_NOTHING = frozenset(
    "the a an to it them they their for of and or on in at by is are was what which who when your you with "
    "this that from one any all has so can if as be not no its if's how".split()
)


def already_said(step: str, rep: Iterable[str]) -> bool:
    """Whether one sentence of the rep's lines already says as much as `step`."""
    rep = tuple(rep)
    if _done_by(step, rep):
        return True
    words, verb = _stems(step), _stems(step.split(" ", 1)[0])
    said = [_stems(s) for text in rep for s in re.split(r"[.!?;]\s+", text)]
    return any(
        len(words) > 1 and len(words & s) >= (0.5 if verb & s else 0.66) * len(words) for s in said
    )


def _done_by(step: str, rep: Iterable[str]) -> bool:
    """Whether the rep says that it is done: "reopen the ticket" after "I've reopened it"."""
    verb, rest = step.split(" ", 1)[0].lower(), _stems(step)
    if verb in _ANY_TIME:
        return False
    for text in rep:
        for m in _DONE.finditer(text.replace("’", "'")):
            did, about = m["did"].lower(), m["about"]
            if did.startswith(verb[:5].rstrip("e")) or _PAST.get(verb) == did:
                if len(verb) > 2 and (_IT.match(about) or len(rest & _stems(about)) > 0):
                    return True
    return False


_DONE = re.compile(r"\b(?:i've|i have|we've|we have|i|i had)(?: just| already| now| also)? (?P<did>\w+(?:ed|nt|ut|ot|oze|ozen|ook|id|ve))\b(?P<about>[^.?!;]{0,50})", re.I)  # fmt: skip
_ANY_TIME = frozenset(  # done once, they may well be done again
    "check ask find look see say tell note thank set offer name give get read send point open".split()
)
_IT = re.compile(r" (?:it|that|this|them)\b", re.I)
_PAST = {"put": "put", "freeze": "frozen", "take": "taken", "lock": "blocked"}  # fmt: skip


def twin(step: str, others: Iterable[str]) -> bool:
    """Whether one of `others` says the same in other words."""
    words = _stems(step)
    return any(
        step == o or len(words & _stems(o)) >= _ALIKE * min(len(words), len(_stems(o)))
        for o in others
        if o.split(" ", 1)[0] == step.split(" ", 1)[0]
    )


def _stems(text: str) -> frozenset[str]:
    words = re.findall(r"[a-z']+|\d+", text.lower())
    return frozenset(w[:6].rstrip("seding") or w for w in words if w not in _NOTHING and len(w) > 2)
