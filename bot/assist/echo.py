"""A plain yes or no in the words of the question: "Did they call?" is answered by "No, they didn't."."""

from __future__ import annotations

import re

_AUX = r"(?:do|does|did|is|are|was|were|have|has|can|could|will|would)"
_ECHO = re.compile(
    r"\b(do|does|did|is|are|was|were|have|has|can|could|will|would) (you|it|they|he|she|that|this|there|any(?:one|body)|(?:the|your) (\w+))\b",
    re.I,
)
_WH = re.compile(r"\b(?:what|which|who|where|when|why|how)\b", re.I)
# "Do you remember which day it was?" wants the day.
_HIDDEN = re.compile(
    r"\b(?:remember|know|recall|say|tell)\b[^?]{0,12}\b(?:what|which|who|where|when|why|how)\b",
    re.I,
)
_HE = frozenset(
    {"son", "father", "dad", "husband", "brother", "boy", "driver", "technician", "plumber"}
)
_SHE = frozenset({"daughter", "mother", "mom", "wife", "sister", "girl"})
_NOT = {v: f"{v}n't" for v in _AUX[3:-1].split("|")} | {"can": "can't", "will": "won't"}


def echo(sentence: str, *, yes: bool) -> str:
    """ "Yes, I did." or "No, it wasn't."; "" where the question is none of that kind."""
    clause = re.split(r",\s*(?:and |or |but )?", sentence)[-1]
    hit = _ECHO.search(clause) or _ECHO.search(sentence)
    if hit is None:
        plain = re.match(rf"\W*{_AUX}\b", sentence, re.I)
        return "" if not plain else "Yes, I think so." if yes else "Not that I know of."
    if _WH.search(hit.string[: hit.start()]) or _HIDDEN.search(clause):
        return ""
    return _said(hit[1].lower(), hit[2].lower(), (hit[3] or "").lower(), yes=yes)


def _said(verb: str, who: str, noun: str, *, yes: bool) -> str:
    if verb in ("can", "could") and who in ("it", "that", "this"):
        return "It could be, I can't tell."
    if who.startswith("any"):
        return "Yes, I think so." if yes else "No, nobody."
    if who == "you":
        verb, who = {"are": "am", "were": "was"}.get(verb, verb), "I"
    elif noun in _HE or noun in _SHE:
        who = "he" if noun in _HE else "she"
    elif noun or who in ("that", "this"):
        many = noun.endswith("s") and not noun.endswith("ss")
        who = "they" if many else "it"
    if yes:
        return f"Yes, {who} {verb}."
    if verb == "am":
        return "No, I'm not."
    return f"No, {who} {_NOT[verb]}."
