"""One word of the person's, turned from I to you: "my" → "your", "was" → "were", "hrs" → "hours"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

TURNED = {
    "i": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself",
    "we": "you", "us": "you", "our": "your", "ours": "yours", "ourselves": "yourselves",
    "i'm": "you're", "i've": "you've", "i'd": "you'd", "i'll": "you'll", "im": "you're", "ive": "you've", "id": "you'd",
}  # fmt: skip
_WHOLE = {
    "nt": "n't", "n't": "n't", "ca": "ca", "wo": "wo", "u": "you", "ur": "your", "r": "are",
    "bc": "because", "cuz": "because", "cos": "because", "w": "with", "ppl": "people",
    "mins": "minutes", "min": "minutes", "hrs": "hours", "hr": "hour", "secs": "seconds",
    "tho": "though", "thru": "through", "abt": "about", "gonna": "going to", "wanna": "want to",
    "mgr": "manager", "sup": "supervisor", "cust": "customer", "custs": "customers",
    "convo": "conversation", "yday": "yesterday", "tmrw": "tomorrow", "rn": "right now",
    "vm": "voicemail", "acct": "account", "yrs": "years", "yr": "year", "tl": "team lead", "smth": "something",
    "msgd": "messaged", "w/o": "without", "teamlead": "team lead", "wk": "week", "wks": "weeks", "tues": "Tuesday", "appt": "appointment", "ref": "reference",
}  # fmt: skip
_SINGULAR = {"min": "minute", "hr": "hour", "yr": "year"}  # "a 40 min call"
_CONTRACTED = {"m": "'m", "s": "'s", "re": "'re", "ve": "'ve", "ll": "'ll", "d": "'d"}
KEEP_CASE = re.compile(r"^(?:[A-Z]{2,5}s?|[A-Z]\w*\d\w*)$")
_OWNED = ("NOUN", "ADJ", "PROPN", "NUM")
_NEVER_ACRONYMS = ("VERB", "AUX", "ADV", "PRON", "DET", "ADP", "CCONJ", "SCONJ", "PART", "NUM")


def in_you_form(token: Token, before: Token | None) -> str:
    """The word as it is said back; `before` is the one that is said in front of it."""
    low = token.lower_
    if low in ("is", "'s", "s") and before is not None and before.lower_ == "there":
        return str(token.lower_) if low != "s" else "'s"
    of_i = before is not None and before.lower_ == "i"  # "id ask" is read as "i d ask"
    if low in ("am", "'m", "m", "was") and (of_i or _of_i(token)):
        return {"am": "are", "was": "were"}.get(low, "'re")
    joined = before is not None and not before.whitespace_
    if low in ("'d", "'ve") and joined and owns(token):
        return " had" if low == "'d" else " have"
    if low in _CONTRACTED and joined and (of_i or token.pos_ in ("AUX", "VERB", "PART")):
        return _CONTRACTED[low]
    if low == "its" and token.i + 1 < len(token.doc) and token.nbor().pos_ not in _OWNED:
        return "it's"
    if low == "me" and _of_i(_verb_above(token)):
        return "yourself"  # "I'm cross at me"
    if low in TURNED and not (low == "id" and token.dep_ not in ("nsubj", "aux")):
        return TURNED[low]
    return _whole(token) or _cased(token)


def owns(token: Token) -> bool:
    """ "I'd a queue of people", "I've four kids": had and have, which most readers trip over when short."""
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    thing = after is not None and (
        after.tag_ in ("DT", "CD", "PRP$") or after.lower_ in ("no", "my", "to")
    )
    return thing and token.lower_ in ("'d", "'ve")


def _whole(token: Token) -> str:
    """An abbreviation written out, "" when it is none."""
    low = token.lower_
    if low == "hr":
        number = token.nbor(-1) if token.i else None
        if number is None or not number.like_num:
            return "HR"  # the department
        counted = token.i + 1 < len(token.doc) and token.nbor().pos_ == "NOUN"  # "9 hr shifts"
        return "hour" if counted or number.lower_ in ("1", "one", "half") else "hours"
    if low not in _WHOLE or (low in ("sup", "ref", "min") and token.text != low):
        return ""
    before_noun = token.i + 1 < len(token.doc) and token.nbor().pos_ == "NOUN"
    return _SINGULAR.get(low, _WHOLE[low]) if before_noun else _WHOLE[low]


def _cased(token: Token) -> str:
    if token.text.isupper() and token.pos_ in _NEVER_ACRONYMS:
        return str(token.lower_)
    inside = not token.is_sent_start and token.text[:1].isupper() and not token.text.isupper()
    if KEEP_CASE.match(token.text) or token.pos_ == "PROPN" or inside:
        return str(token.text)
    return str(token.lower_)


def _verb_above(token: Token) -> Token:
    at = token.head
    while at.dep_ in ("prep", "pobj", "dative", "acomp") and at.head.i != at.i:
        at = at.head
    return at


def _of_i(token: Token) -> bool:
    """Whether the person is the subject of an "am" or "was"; "and was told" shares the one before."""
    verb = token.head if token.dep_ in ("aux", "auxpass") else token
    while True:
        for child in verb.children:
            if child.dep_ in ("nsubj", "nsubjpass", "expl"):
                return child.lower_ in ("i", "im")
        if verb.dep_ != "conj" or verb.head.i == verb.i:
            return False
        verb = verb.head
