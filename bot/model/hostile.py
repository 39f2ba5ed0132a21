"""Text that wants to give orders. Words from outside are data: nothing in them is an instruction.

Three fences, none of which is trusted alone. A text that gives orders to a model is not shown to one (`hostile`;
whoever asks then uses the house's own words). What is shown is without orders and marks of the frame
(`defused`). And what comes back is read as if the model had obeyed anybody (`obeyed`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import chain

from bot.model.disguises import even
from bot.model.engine import Line
from bot.model.suspicion import suspect
from bot.model.wordings import orders, taken
from bot.reading.remembered import Remembered
from bot.support.retelling.segment import sentences

_SHINGLE = 7  # words in a row of the instructions that no honest answer shares with them
_PARROT = 3  # words of a sentence that, said after somebody word for word, are no answer
_MOSTLY = 0.6
_QUOTED = re.compile(r'"([^"\n]{3,300})"|:[ ]*([^:\n]{3,300})(?=\n|$)')
_READ = 12_000  # characters: the turn reads no more of a breath either
_LINK = re.compile(r"\b(?:https?|ftp)://\S+|\bwww\.\S+|\b[\w-]+(?:\.[a-z]{2,})+/\S*", re.I)
_WORD = re.compile(r"[^\W_]+(?:'[^\W\d_]+)?")
_DATA, _ITEM = (
    re.compile(r"<data>(.*?)</data>", re.S),
    re.compile(r"\n[^:\n]{1,40}: | / "),
)  # `prompt`
_LOUD = re.compile(r"\b[A-Z]{5,}\b")
_MIDDLE = re.compile(r"(?<=[a-z,;] )([A-Z][a-z]+)\b")
_FOREIGN = re.compile(r"[^\W\d_a-zA-Z\u00c0-\u024f]")


def hostile(text: str) -> bool:
    """Whether `text` gives orders to whoever reads it as a model would, in the open or in disguise, or sounds
    as if it did."""
    return _seen()(text[:_READ])


def ordered(text: str) -> bool:
    """Whether it gives orders in so many words, in the open or in disguise: for short texts, which sound like
    much."""
    return orders().hide_in(text[:_READ])


def defused(text: str) -> str:
    """`text` without links; "" when there are orders in it: what leads up to them is theirs, too."""
    return "" if hostile(text) else _LINK.sub("[link]", text)


def obeyed(answer: str, lines: Sequence[Line], given: Sequence[str] = ()) -> bool:
    """Whether `answer` gives away the instructions in `lines`, follows orders of the data in them, or says what
    nobody here would say. `given` is what it was handed to say again. Errs on the side of yes."""
    allowed = " ".join(given)
    said = _shingles(answer) - _shingles(allowed)
    if any(said & _shingles(line.text) for line in lines if line.role == "system"):
        return True
    known = {w.lower() for w in _WORD.findall(allowed)}
    plain = even(answer)
    for pattern in chain.from_iterable(taken().values()):
        if any(not _known(m[0], allowed) for m in pattern.finditer(plain)):
            return True
    return (
        _odd(answer, allowed, known)
        or _names_somebody(answer, lines, known)
        or _parrots(answer, lines, allowed)
    )


# --- what goes in


@cache
def _seen() -> Remembered[bool]:
    return Remembered(
        lambda text: ordered(text) or suspect(_LINK.sub("", even(text).replace("[link]", "")))
    )


# --- what comes back


def _known(words: str, allowed: str) -> bool:
    return bool(allowed) and words.strip().lower() in even(allowed).lower()


def _odd(answer: str, allowed: str, known: set[str]) -> bool:
    """Shouting, other alphabets, or next to nothing."""
    loud = any(m[0].lower() not in known for m in _LOUD.finditer(answer))
    return loud or bool(_FOREIGN.search(answer)) or not _WORD.search(answer)


def _names_somebody(answer: str, lines: Sequence[Line], known: set[str]) -> bool:
    """A name that was in nothing it was given. Whoever wrote to it is called by no name but their own."""
    from bot.safety.redaction.lexicon import lexicon

    heard = {w.lower() for line in lines for w in _WORD.findall(line.text)}
    names = lexicon()
    middle = {m[1].lower() for m in _MIDDLE.finditer(answer)}
    for word in _WORD.findall(answer):
        low = word.lower()
        if low in known or low in heard or not word[:1].isupper():
            continue
        if names.is_sure(low) or (low in middle and not names.is_word(low)):
            return True
    return False


def _parrots(answer: str, lines: Sequence[Line], allowed: str) -> bool:
    """Whether it mostly says what the data says, or says a sentence that the data puts into its mouth: one in
    quotation marks or behind a colon. Single facts come back word for word in honest answers, too."""
    data = [line.text for line in lines if line.role == "user"]
    told = "\n".join(line.text for line in lines if line.role == "system")
    data += [part for block in _DATA.findall(told) for part in _ITEM.split(block)]
    texts, mouthed, handed = [_flat(t) for t in data], _mouthed(data), _flat(allowed)
    said = [w for w in (_flat(s.text) for s in sentences(answer)) if w.strip() and w not in handed]
    if any(len(w.split()) >= _PARROT and any(w in m for m in mouthed) for w in said):
        return True
    back = sum(len(w.split()) for w in said if any(w in t for t in texts))
    return back > _MOSTLY * len(_WORD.findall(answer))


def _mouthed(data: Sequence[str]) -> list[str]:
    return [_flat(m[1] or m[2]) for text in data for m in _QUOTED.finditer(even(text))]


def _flat(text: str) -> str:
    return f" {' '.join(_WORD.findall(even(text).lower()))} "


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[\w']+", text.lower())
    return {tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)}
