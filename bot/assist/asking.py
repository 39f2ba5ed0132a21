"""What a rep's line asks of the client: a choice, a picture, a yes, a fact."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.assist import times

_AUX = r"(?:do|does|did|is|are|was|were|have|has|had|can|could|will|would|should|shall|may)"
_BEGINS = re.compile(
    rf"^\W*(?:(?:and|so|but|okay|ok|also|great|good|thanks|hi|hello|first|then|now|just)[,.]? )*"
    rf"(?:{_AUX}(?:n't)? (?:you|i|we|it|they|he|she|that|this|there|the|your|any\w*|some\w*)|what(?! an?\b)|which|who|where|when|why|how)\b",
    re.I,
)
# "Three times?" only says back what was heard.
_ABOUT = re.compile(
    rf"\b(?:{_AUX}(?:n't)?|you|your (?:name|number|address|e-?mail|order|account)|what(?! an?\b)|which|who|where|when|why|how|any\w*|or|okay|ok|right|please|good|fine|better)\b",
    re.I,
)
_REQUEST = re.compile(
    r"\b(?:please (?:send|share|give|tell|provide|upload|confirm|take)|(?:could|can|would|will) you (?:please )?(?:send|share|give|tell|provide|upload|confirm|take|show)|"
    r"(?:send|show|give|tell) me|i(?:'ll)? need (?:your|the|a))\b",
    re.I,
)
_SHOWN = re.compile(
    r"\b(photos?|pictures?|pics?|screenshots?|images?|video|receipt|proof|in writing|documents?|invoice|statement|tracking slip)\b",
    re.I,
)
_LEADS = re.compile(
    rf"^\W*(?:(?:and|so|then|okay|ok|well)[,.]? )?(?:{_AUX} (?:you|i|we|it|they|that|this|he|she)|i(?:'ll| can| could| will)|we(?:'ll| can| could)|you can|(?:the|a|your) \w+ (?:can|could|will))?"
    r"(?: (?:either|rather|like|prefer|want|need|like me to|want me to|me to|to have|come|be|still|put you|get you|take))*\s*",
    re.I,
)
_SERVED = re.compile(
    r"\b(?:me to|i(?:'ll| can| could| will)|we(?:'ll| can| could)|shall i|should i|shall we|should we|can we|could we|may i)\b",
    re.I,
)
_NO_SIDE = re.compile(
    r"(?:not|no|so|some\w*|any\w*|what\w*|more|less|two|three|(?:do|does|did|is|are|was|were|has|can|could|will|would|should|shall|may)(?:n't)? (?:you(?! (?:want|like) me)(?<!will you)(?<!would you)|it|they|he|she|that|this|there|the|your|any\w*))\b",
    re.I,
)
_EASIER = re.compile(
    r"^(?:is|would|does|will) | (?:be )?(?:easier|better|good|fine|okay|ok|work|suit|best)\b.*$",
    re.I,
)
_TAKES = re.compile(r"(?:will|would) you (?:rather |like to |prefer to )?", re.I)
_SERVES = re.compile(
    r"(?:(?:shall|should|can|could|may) (?:i|we)|(?:do you want|would you like) me to) ", re.I
)
_TAIL = re.compile(r"[?.!,;:].*$|\b(?:as well|instead|for you|, please)\s*$", re.I | re.S)


@dataclass(frozen=True, slots=True)
class Options:
    """The two sides of "A or B?". `served`: the rep would do it, the client would not."""

    first: str
    second: str
    served: bool


def questions(plain: str) -> list[str]:
    """The sentences that want an answer, with or without a question mark."""
    return [
        s
        for s in re.split(r"(?<=[.!?;])\s+", plain)
        if ("?" in s and _ABOUT.search(s)) or _BEGINS.match(s) or _REQUEST.search(s)
    ]


def options(plain: str) -> Options | None:
    """The two things to choose from, None where there is no choice."""
    for sentence in re.split(r"(?<=[.!?;])\s+", plain):
        left, found, right = sentence.partition(" or ")
        right = _TAIL.sub("", right).strip()
        if found and times.best(left) and times.best(right):
            right = _EASIER.sub("", right)
        if not right or _NO_SIDE.match(right):
            continue
        if re.match(r"\d", right) and re.search(r"\d\s*$", left):
            continue  # "2 or 3 days"
        serves = _SERVES.match(right)
        served = bool(serves or _SERVED.search(left))
        begins = serves or _TAKES.match(right)
        right = right[begins.end() :] if begins else right
        first = _LEADS.sub("", left.rstrip(" ,")).strip()
        return Options(
            first,
            re.sub(r"^(?:you can|i can|we can|i could|we could|to) ", "", right, flags=re.I),
            served,
        )
    return None


def shown(sentence: str) -> str:
    """What a rep wants to see: "photo", "receipt"…; "" for nothing."""
    found = _SHOWN.search(sentence)
    return found[1].lower() if found else ""


def to_be_taken(sentence: str) -> bool:
    """Whether they can still make it: "could you take a photo of it?"."""
    return bool(re.search(r"\b(?:take|send|upload|share|attach|make|snap|show)\b", sentence, re.I))


def said_short(option: str) -> str:
    """An option as the client says it back, "" where it is too long for that."""
    words = re.sub(r"\byour\b", "my", re.sub(r"\byou\b", "me", option, flags=re.I), flags=re.I)
    words = re.sub(r"\bI\b", "you", words)
    return (
        words
        if 0 < len(words.split()) <= 8 and not times.best(option).startswith(("in ", "by "))
        else ""
    )


_PERMIT = re.compile(
    r"\b(?:(?:shall|should|may|can|could) (?:i|we)|(?:do you want|would you like|want) (?:me|us) to|is it (?:ok|okay|all right) if (?:i|we))\b",
    re.I,
)


def permits(sentence: str) -> bool:
    """Whether the rep asks if they may."""
    return bool(_PERMIT.search(sentence))


def same_verb(sentence: str) -> bool:
    """Whether it is "did you A or did you B?": a yes would say nothing."""
    return bool(re.search(rf"\b({_AUX}) (you|it|they|he|she)\b[^?]*\bor \1 \2\b", sentence, re.I))
