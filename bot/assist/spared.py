"""Messages that sound rude and are aimed at nobody: a joke at their own cost, a cry for help while it happens, despair,
"I'm not mad at you". The fitted label hears the heat and not whom it is for; a rep told that such a client is rude
would turn cold on the kindest ones. With a word of contempt for the rep or the company nothing is spared."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import prompts
from bot.assist.label import Label
from bot.assist.signs import kinds_in
from bot.assist.talk import LABELS

_UNSURE = 0.92  # how sure the label may be where only a joke or a cry for help speaks against it
_SURE = 0.7
_HARD = -2


def spared(text: str, label: Label) -> Label:
    """In: a client's message and its label. Out: the label, no longer uncivil where nobody is meant."""
    said = text.replace("’", "'").replace("‘", "'")
    if _scorns(said):
        return label
    if not label.uncivil:
        mild = label.score == _HARD and _is("merry").search(said) and not _despairs(said)
        return replace(label, level=LABELS[_HARD + 4], score=_HARD + 1) if mild else label
    kind = _unaimed(said)
    if not (kind or _despairs(said) or (label.chance < _UNSURE and _astray(said))):
        return label
    score = max(label.score, _HARD + kind)  # who says so kindly is not at the end of their rope
    return replace(label, level=LABELS[score + 3], score=score, uncivil=False, kinds=())


def scornful(text: str, label: Label) -> bool:
    """In: a message and its label. Out: whether it is rude beyond doubt: the label is sure, or scorn is in the words."""
    said = text.replace("’", "'").replace("‘", "'")
    return label.chance > _SURE or bool(_scorns(said) or kinds_in(said))


def _scorns(said: str) -> bool:
    return bool(_is("contempt").search(_is("self").sub(" ", said)))


def _unaimed(said: str) -> bool:
    return bool(_is("unaimed").search(said)) and not _is("unaimed_not").search(said)


def _despairs(said: str) -> bool:
    return bool(_is("despair").search(said)) and not _is("despair_not").search(said)


def _astray(said: str) -> bool:
    """Whether it is a joke, or a cry for help while something happens."""
    return bool(
        _is("merry").search(said) or (_is("panic").search(said) and _is("live").search(said))
    )


@cache
def _is(name: str) -> re.Pattern[str]:
    return re.compile(prompts.read("assist/spared.yaml")[name], re.I)
