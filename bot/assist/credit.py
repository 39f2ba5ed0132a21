"""What a coworker credits the rep with: asked, offered, explained, tried. The words are `prompts/assist/credit.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import prompts
from bot.assist.chat import Chat
from bot.assist.own_acts import own_acts
from bot.assist.reading import Reading


def asked_for(seen: Reading) -> str:
    """The detail that the rep asked for, the most useful one; "" if none."""
    table: Mapping[str, Mapping[str, str]] = prompts.read("assist/details.yaml")
    asked = [d for d in table if d in seen.asked]
    first = [d for d in seen.trouble.ask if d in asked]
    ranked = [d for d in dict.fromkeys((*first, *asked)) if d not in _VAGUE[:3]]
    if not ranked:
        return ""
    entry = table[ranked[0]]
    return entry.get("name", f"the {entry['ask']}")


def deeds(chat: Chat, seen: Reading) -> tuple[tuple[str, ...], ...]:
    """In: a chat and what was read from it. Out: what the rep did, as clauses that begin with "you", each
    in several wordings, best first and what is true of anybody last. Before all of them stands what
    was done in the first reply and then in the last, told together."""
    if not seen.answered:
        return ()
    asked = asked_for(seen)
    fills = {"asked": asked, "asks": _asks(seen) or asked, "amount": _shown_amount(chat, seen)}
    own = frozenset() if _OWN_CHECK.search(_plain("\n".join(chat.rep))) else frozenset({"check"})
    early = _acts(own_acts(chat.rep[:1]) - own, seen.first_asked)
    late = _acts(own_acts(chat.rep[-1:]) - own, seen.last_asked)
    have = _acts(own_acts(chat.rep) - own, seen.asked if asked else frozenset()) | {"any"}
    found: list[tuple[frozenset[str], tuple[str, ...]]] = []
    for entry in prompts.read("assist/credit.yaml"):
        acts = frozenset(entry["act"].split("+"))
        says = [say for say in entry["say"] if all(fills[n] for n in _SLOT.findall(say))]
        if acts <= have and says:
            found.append((acts, tuple(say.format(**fills) for say in says)))
    recent = sorted(found, key=lambda f: not f[0] & late)
    return tuple(filter(None, (_both(found, early, late), *(says for _, says in recent))))


def _both(
    found: Sequence[tuple[frozenset[str], tuple[str, ...]]], early: set[str], late: set[str]
) -> tuple[str, ...]:
    """ "you asked for the booking number, then took it up the line": the best of the first and of the last."""
    first = next((says for acts, says in found if acts <= early), ())
    last = next((says for acts, says in found if acts <= late - early), ())
    pairs = ((a, b) for a in first for b in last)
    return tuple(
        f"{a}, then {b.removeprefix('you ')}"
        for a, b in pairs
        if len(f"{a} {b}".split()) <= _BOTH and not {"and", "so"} & set(f"{a} {b}".split())
    )


def _acts(done: frozenset[str], asked: frozenset[str]) -> set[str]:
    return {*done, *(("asked",) if asked else ()), *(("tries",) if done & _TRIES else ())}


def _asks(seen: Reading) -> str:
    """Two details that were asked for, in one breath; "" if there was only one."""
    table: Mapping[str, Mapping[str, str]] = prompts.read("assist/details.yaml")
    names = [table[d].get("name", f"the {table[d]['ask']}") for d in seen.trouble.ask if d in seen.asked
             and d not in _VAGUE]  # fmt: skip
    return f"{names[0]} and {names[1]}" if len(names) > 1 else ""


def _shown_amount(chat: Chat, seen: Reading) -> str:
    """The client's amount, where the rep wrote it as well."""
    amount = seen.facts.get("amount", "")
    return amount if amount.startswith(("$", "€", "£")) and amount in " ".join(chat.rep) else ""


def _plain(text: str) -> str:
    return text.replace("’", "'")


# A check that the rep does: "I've booked a meter check" and "a nurse will review it" are somebody else's.
_OWN_CHECK = re.compile(
    r"\b(?:i|i'll|i'm|i've|i will|i am|i have|we're|we'll|we are|let me|let's|allow me to|while i|as i) "
    r"(?:(?:just|now|also|personally|already|quickly|going to|happy to|currently|gladly|be|can|do|will|have|right|take a (?:\w+ )?) ?){0,3}"
    r"(?:check\w*|review\w*|look\w*|investigat\w+|see|find out|verif\w+|pull\w*|found|confirm\w*)\b|"
    r"^\W*(?:checking|looking|reviewing)\b|(?<=[.!?] )(?:checking|looking|reviewing)\b|\bit (?:shows|appears|looks like)\b|\bi(?:'d| would) (?:like|want) to (?:check|look|review|see)\b", re.I | re.M
)  # fmt: skip
_BOTH = 17
_SLOT = re.compile(r"\{(\w+)\}")
_VAGUE = ("address", "dates", "version", "what_happened")
_TRIES = frozenset(
    "restart update settings reset reinstall cache scan pair background_apps diagnostic other_cable "
    "other_device sim spam neighbors breaker".split()
)
