"""Text as it reads once its disguises are off: look-alikes, invisible letters, digits for letters, rot13, mirrors."""

from __future__ import annotations

import codecs
import html
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

_LEET = re.compile(r"\b[a-z]+\d+[a-z]+\d*\b", re.I)  # w0rds like th1s
_LONGER = re.compile(r"[a-z]{4,}", re.I)
_ODD = 3
# Letters of other alphabets that look like ours, and digits that stand for letters.
_LOOKALIKES = str.maketrans("аеорсухіѕјԁһӏгкмтвнАЕОРСУХІЅЈКМТВНαορνιΑΕΟΡΙΚΜΤΝ’‘“”´`",
                            "aeopcyxisjdhlrkmtbhAEOPCYXISJKMTBHaopviAEOPIKMTN''\"\"''")  # fmt: skip
_DIGITS = str.maketrans("01345789$@", "oleastbgsa")


def leet(text: str) -> bool:
    """Whether digits stand for letters in three words or more."""
    return len(_LEET.findall(text)) >= 3


def turned(text: str) -> bool:
    """Whether three longer words are everyday language only when they are read from behind, or in rot13."""
    from bot.safety.outgoing_words import everyday

    known = everyday()
    odd = [word for word in _LONGER.findall(even(text).lower()) if not known.has(word)]
    return len(odd) >= _ODD and any(
        sum(known.has(turn(word)) for word in odd) >= _ODD
        for turn in (lambda word: word[::-1], lambda word: codecs.decode(word, "rot13"))
    )


def faces(text: str) -> Iterator[str]:
    """The text as it stands, and as it reads once the usual disguises are taken off."""
    plain = even(text)
    yield plain
    if "%" in text or "&" in text:
        yield even(html.unescape(unquote(text)))
    yield re.sub(r"\b(\w)[ .](?=\w\b)", r"\1", plain)
    if re.search(r"[a-z][01345789$@]|[01345789$@][a-z]", plain, re.I):
        yield plain.translate(_DIGITS)
        yield plain.replace("1", "i").translate(_DIGITS)
    yield codecs.decode(plain, "rot13")
    yield plain[::-1]


def even(text: str) -> str:
    """Plain letters: compatibility forms, look-alikes, invisible characters and marks are gone."""
    text = unicodedata.normalize("NFKC", text).translate(_LOOKALIKES)
    text = "".join(c for c in text if unicodedata.category(c) != "Cf")
    split = unicodedata.normalize("NFD", text)
    plain = "".join(c for c in split if not unicodedata.combining(c))
    return re.sub(r"[^\S\n]+", " ", re.sub(r"\s*\n\s*", "\n", plain))
