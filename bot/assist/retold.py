"""The client's own sentence about the trouble, told about them: "My phone keeps shutting off" → "their
phone keeps shutting off". By rule, and only sentences in which nothing can go wrong: short, calm, about
nobody else, without a name or a number that could tell who somebody is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.assist.signs import kinds_in
from bot.support.retelling.harsh import is_harsh

FEWEST, MOST = 4, 16
_HANDLE = re.compile(
    r"^(?:[\w&-]+ +){1,5}?(?=(?:My|Your|The|the shower|I (?!am|was|just)) )"
)  # "ShopHelp My lamp …"
_FOUND_OUT = re.compile(
    r"^.{0,60}?\b(?:(?:just |only )?(?:noticed|found out|saw|learned)(?: that)?|(?:disappointed|frustrated|upset|angry|mad) that) (?=i |my |the |our |we )",
    re.I,
)
_GREETING = re.compile(
    r"^(?:(?:hello|hi|hey|ok(?:ay)?|so|well|and|but|also|now|look|listen|good (?:morning|afternoon|evening)|"
    r"excuse me|hi there|hey there|folks|please|yes|no|finally|sorry)[,! ]+)+", re.I
)  # fmt: skip
_BEGINS = re.compile(
    r"(?:i|we|i'm|i've|i'd|we're|we've|my|our|the|there|there's|nobody|no one|half|each|every|someone|"
    r"somebody|one|two|three|your|it says)\b", re.I
)  # fmt: skip
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|isn't|aren't|wasn't|weren't|haven't|hasn't|won't|can't|couldn't|"
    r"didn't|don't|doesn't|keeps?|goes|runs?|says?|shows?|drops?|dies|stops|costs?|came|went|got|gets|took|"
    r"gave|put|sent|lost|broke|paid|pay|need|wait|never|\w{3,}ed)\b|(?:'s|'ve|'re|'m|'d)\b", re.I
)  # fmt: skip
_OTHERS = re.compile(
    r"\b(?:you|u|you're|you've|you'd|you'll|yours|they\w*|they'\w+|them|their|he|she|he's|she's|him|his|her|"
    r"here|this|these|that's|who|please|thanks|thank|sorry|hope|wondering|question|problem|want|wanted|expect|"
    r"demand|disappointed|frustrated|upset|angry|furious|unhappy|dissatisfied|beyond|tired of|sick of|fed up|"
    r"can't believe|unacceptable|ridiculous|already|told|said|account number|number is|zip|email|"
    r"lawyer|die[sd]? in|died|dead|funeral|cancer|hospital|pregnant|diabetic|disabled)\b", re.I
)  # fmt: skip
_NAME = re.compile(r"(?<=\w )(?!I\b|I'|TV\b|ID\b|ATM\b|SIM\b|Wi|iP|[A-Z][a-z]+day\b)[A-Z]\w+")
_TROUBLE = re.compile(  # half a sentence must still say what is wrong
    r"n't\b|\b(?:no|not|never|nobody|fail\w*|crack\w*|dead|drop\w*|filthy|dirty|broken?|charged?|went up|fees?|"
    r"ignored|lost|missed|transferred|denied|twice|times|shut\w*|have to pay|closed|flu|out|messed|fine until|"
    r"late|past|short|wiped|waiting|waited|over|not up to|rude|smelled|stained|cancell?ed|cold|wrong|missing|rejected|declined|blocked|locked|delay\w*|freez\w+|slow)\b", re.I
)  # fmt: skip
_LONG_NUMBER = re.compile(r"\d{4,}|[@#/\\:<>\"“”]")
_SWAPS = (
    (r"\bI am\b|\bI'?m\b|\bwe're\b", "they're"), (r"\b(?:I|we) been\b", "they've been"), (r"\bI was\b", "they were"), (r"\bI wasn't\b", "they weren't"),
    (r"\b(?:I|we)('ve|'d|'ll)\b", r"they\1"), (r"\b(?:I|we)\b", "they"), (r"\b(?:my|our)\b", "their"),
    (r"\b(?:me|us)\b", "them"), (r"\b(?:mine|ours)\b", "theirs"), (r"\b(?:myself|ourselves)\b", "themselves"),
    (r"\byour\b", "the"), (r"\b(?:so|very|really|extremely|literally|just|even|actually) (?!though)(?=\w)", ""),
)  # fmt: skip


_CHARGED = re.compile(r"^you(?:'ve| guys| people)? (?:charged|billed) (?:me|us)\b", re.I)
_RUN_ON = re.compile(
    r"(?<=[a-z]) (?=I am (?:extremely|very|so|really)|This is|Un\w+able|Not |Absolutely|Completely)"
)
_DANGLING = re.compile(
    r"^(?:i|we)\b(?:(?!\b(?:my|our|the|an?|your|one|two)\b).)*(?<!though )(?<!and )(?<!because )(?<!but )\bit\b",
    re.I,
)
_SPLITS = re.compile(
    r",? (?:and|but|so|because|since|while|when|even though|despite|This is|Un\w+|Not) |[;—–]| - |, "
)


def retold(texts: Sequence[str], about: Sequence[re.Pattern[str]]) -> tuple[str, int]:
    """In: what the client wrote, oldest first, and wordings of troubles, the likeliest first. Out: one
    sentence about one of them, lower case at the start, and which; "" and -1 when none can be told so."""
    found = [part for text in texts for part in _parts(text)]
    hits = ((_turned(part), n) for n, p in enumerate(about) for part in found if p.search(part))
    return next(hits, ("", -1))


def _parts(text: str) -> Iterator[str]:
    for sentence in re.split(r"(?<=[.!?])\s+", re.sub(r"\s+", " ", text.replace("’", "'"))):
        sentence = _RUN_ON.split(sentence)[0]
        sentence = _CHARGED.sub("I was charged", sentence.strip())
        plain = _FOUND_OUT.sub("", _HANDLE.sub("", _GREETING.sub("", sentence).strip()))
        if plain.endswith("?"):
            continue
        ends = [len(plain), *reversed([m.start() for m in _SPLITS.finditer(plain)])]
        halves = (plain[:end].strip(" .!,") for end in ends)  # the longest that can be told
        fitting = (h for n, h in enumerate(halves) if _fits(h) and (not n or _TROUBLE.search(h)))
        if told := next(fitting, ""):
            yield told


def _fits(part: str) -> bool:
    return (
        FEWEST <= len(part.split()) <= MOST
        and bool(_BEGINS.match(part))
        and bool(_VERB.search(part.split(",")[0]))
        and not (
            _DANGLING.search(part)
            or _OTHERS.search(part)
            or _NAME.search(part)
            or _LONG_NUMBER.search(part)
        )
        and not kinds_in(part)
        and not is_harsh(part, wary=False)
        and part != part.upper()
    )


def _turned(part: str) -> str:
    for pattern, swap in _SWAPS:
        part = re.sub(pattern, swap, part, flags=re.I)
    if ", " in part and " and " not in part:
        part = " and ".join(part.rsplit(", ", 1))
    if part.lower().startswith("they"):
        part = re.sub(r"\band (then )?was(n't)?\b", r"and \1were\2", part)
    return part[:1].lower() + part[1:]
