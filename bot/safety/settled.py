"""Messages that a fitted reader takes for danger and that are none: who is there now, thanks, "I'll try that", a dose
as on any day; and those that only go on with an emergency told before."""

from __future__ import annotations

import re

from bot.safety.wordings import pattern, plain

# In this order: some have others in them.
_WORDS = ("hearsay", "calmly", "mine", "usual", "daily", "still", "fear", "ok", "when", "people")

_WILLS = re.compile(
    r"\b(?:ill|id|i (?:will|would|want|wanna|swear|could|might|got|have(?! to)|am going|am gonna)|"
    r"(?:im|am) (?:going|gonna|about|ready|bringing|taking)|gonna|wanna|let (?:him|her|them)|if i)\b(?! not)"
)

_HOMEWARD = re.compile(
    r"\b(?:my car|the car|parking lot|get home|way home|walk (?:to|home|out)|door|exit|entrance|security|my shift ends|"
    r"pick me up|what if (?:s?hes?|they|theyre) (?:does|comes|isnt|means|shows|is))\b"
)
_HARM = re.compile(
    r"\b(?:suicid\w*|kill\w*|die|died|dying|dead|death|hurt\w*|harm\w*|myself|pills?|gun|knife|rope|goodbyes?|alive|"
    r"end (?:it|this|my)|train|bridge|roof|weapon|bat|wait for (?:him|her|them)|get (?:him|her|them)|fumes|exhaust|hose|engine|jump\w*|tired of|anymore)\b"
)


def settled(text: str) -> bool:
    """Whether the whole of `text` says who is there, that somebody is safe, or thanks: whatever came before."""
    return bool(_pattern("patterns").fullmatch(plain(text)))


def calm(text: str) -> bool:
    """Whether the whole of `text` is an everyday answer that tells of no danger unless what came before did."""
    return bool(_pattern("calm").fullmatch(plain(text)))


def quits(text: str) -> bool:
    """Whether the whole of `text` says how it is to think of leaving: a job, where the talk is of one (`of_job`)."""
    return bool(_pattern("quits").fullmatch(plain(text)))


def broods(text: str) -> bool:
    """Whether the whole of `text` says that somebody they had on the line goes round in their head."""
    return bool(_pattern("broods").fullmatch(plain(text)))


def dose(text: str) -> bool:
    """Whether the whole of `text` tells of a medicine taken as on any day. Not for whoever spoke of dying before."""
    return bool(_pattern("dose").fullmatch(plain(text)))


def hearsay(text: str) -> bool:
    """Whether the whole of `text` is what others make of it: "my friend says it's fine"."""
    return bool(_pattern("hearsay").fullmatch(plain(text)))


def dreads(text: str, own: bool) -> bool:
    """Whether the whole of `text` asks or fears whether somebody dies of what was told before: themselves, if `own`."""
    return bool(_pattern("dreads" if own else "dreads_for").fullmatch(plain(text)))


def harmful(text: str) -> bool:
    """Whether any word of dying, harm or giving up stands in `text`."""
    return bool(_HARM.search(plain(text)))


def of_job(text: str) -> bool:
    """Whether a message tells of leaving a job."""
    return bool(_pattern("of_job").search(plain(text)))


def denies(text: str) -> bool:
    """Whether the whole of `text` says that what was taken for danger did not happen: "nobody hit me"."""
    return bool(_pattern("denies").fullmatch(plain(text)))


def wills(text: str) -> bool:
    """Whether `text` says what they themselves will, want to or could do: "i'll wait for him with a knife"."""
    return bool(_WILLS.search(plain(text)))


def homeward(text: str) -> bool:
    """Whether somebody who was threatened speaks of the way out or home, or of whether it is meant, and of no harm."""
    said = plain(text)
    if _pattern("threatened").fullmatch(said):
        return True
    return bool(_HOMEWARD.search(said)) and not _HARM.search(said)


def _pattern(name: str) -> re.Pattern[str]:
    return pattern("settled", name, _WORDS)
