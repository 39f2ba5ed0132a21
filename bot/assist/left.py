"""What is left to do in a chat: details to ask for, things to look up, steps to try, acts to offer, and acts that
were promised and want doing. Nothing here is done already."""

from __future__ import annotations

import re
from typing import Any

import prompts
from bot.assist.alike import already_said
from bot.assist.chat import Chat
from bot.assist.reading import Reading

_SHOWS = frozenset(  # what shows the fault; the rest a rep who tells them something knows already
    "model photo error_message version items when_it_happens serial meter".split()
)
_LATE = 2  # messages of the client
_SAME = frozenset({"refund", "waive"})  # either gives the money back
OFFERS = frozenset({"move_room", "replace", "rebook", "credit", "repair", "appointment"})
_ACTIVE = ("refund", "replace", "repair", "move_room", "technician", "rebook", "appointment", "freeze",
           "dispute", "trace", "waive", "escalate", "appeal", "cancel", "credit", "expedite", "callback",
           "timeline", "feedback", "explain", "clean")  # fmt: skip
FINDS = frozenset(  # any of these finds the file
    "order_number booking_number account_number member_id claim_number ticket_number email serial address zip_code".split()
)
_SETTLING = frozenset(
    "refund replace repair waive move_room technician rebook appointment freeze dispute trace cancel "
    "escalate appeal expedite clean".split()
)
_WANTED = {
    "refund": "refund",
    "waive": "refund",
    "replace": "replacement",
    "escalate": "supervisor",
    "cancel": "cancel",
}
_NO_MORE = re.compile(
    r"\bno more \w|don'?t want (?:a|an|another|any)\b|not (?:another|a new) ", re.I
)
_THING = r"(?:machine|computer|laptop|device|phone|tablet|pc|mac|tv|ipad|iphone|browser|desktop|handset|screen|console|watch)"
_SEVERAL = re.compile(
    rf"\b(?:both|two|three|four|five|all|several|multiple|every|each|other|another|different|second|\d)(?: of)?(?: (?:my|our|the|these))?"
    rf"(?: (?!one\b|single\b)\w+)?(?: \w+)? {_THING}e?s?\b|\b{_THING}s?,? (?:and|or|plus) (?:on )?(?:(?:my|our|the|his|her|another) )?(?:\w+'?s )?{_THING}s?\b|"
    rf"\b(?:everyone|everybody|all of us) (?:in|at|on|here)\b|\b(?:whole|entire) (?:office|team|family|household|floor|company|class)\b|"
    rf"\b(?:my|our) \w+'s {_THING}\b[^.?!\n]{{0,25}}\b(?:too|same|also|as well)\b",
    re.I,
)
_OF_ONE = frozenset({"restart", "cache", "other_device", "pair", "scan"})
_BEGINS = re.compile(r"(?:start|open|file|cancel|send (?:them )?proof|ask the doctor|book)\b", re.I)
_MEANS = {"refund": "refund", "replacement": "replace", "compensation": "credit", "waive": "waive",
          "supervisor": "escalate", "cancel": "cancel", "when": "timeline", "why": "explain",
          "appointment": "appointment"}  # fmt: skip


def ending(seen: Reading) -> Any:
    """The words for a client who is content, or who gives up and goes; None while the chat goes on."""
    how = (
        "solved" if seen.solved
        else "settled" if seen.settled
        else "leaving" if seen.leaving
        else "accepted" if seen.accepted
        else ""
    )  # fmt: skip
    return _follow()[how] if how else None


def under_way(seen: Reading) -> str:
    """The act that settles the matter and is promised or done already; "" when nothing is."""
    if seen.turned_down or "same_again" in seen.jabs:
        return ""
    if {"refund", "replacement", "supervisor", "cancel"} & set(seen.now) - {
        _WANTED.get(a, "") for a in seen.done
    }:
        return ""  # they want something else than what was promised
    return next((a for a in follow(seen) if a in _SETTLING), "")


def open_checks(chat: Chat, seen: Reading) -> tuple[str, ...]:
    """What is still worth looking up: nothing that the rep has found out or did already."""
    checks = [c for c in seen.trouble.check if not already_said(c, chat.rep)]
    if "refund" in seen.now:
        checks = [c for c in checks if not re.search(r"\b(?:stock|swap)\b", c)]  # no more of them
    if "found" in seen.done and checks[:1] == list(seen.trouble.check[:1]):
        checks = checks[1:]
    return tuple(checks)


def unmet(seen: Reading) -> tuple[str, ...]:
    """Details worth asking for: neither asked nor given, most useful first."""
    if seen.turn > 1 and "asked_again" in seen.jabs or (seen.turn > _LATE and seen.answered):
        return ()  # whoever needed it has asked by now
    return tuple(
        d for d in seen.trouble.ask
        if d not in seen.asked and d not in seen.given
        and not (d in FINDS and (seen.identified or "zip" in seen.facts))
        and not (seen.informed and d not in _SHOWS)
        and not (d in FINDS and seen.trouble.domain == "hotel" and "room" in seen.given | seen.asked)
        and not (d == "dates" and seen.identified and seen.trouble.category != "service_quality")
        and not (d == "dates" and seen.trouble.category in ("pricing_and_charges", "policy"))
        and not (d in ("contact", "email") and {"phone", "email"} & seen.facts.keys())
        and not (d == "photo" and "refused_steps" in seen.jabs) and not (d == "what_happened" and seen.matched)
    )  # fmt: skip


def open_fixes(seen: Reading) -> tuple[str, ...]:
    """Acts still to offer, what the client wants first."""
    wanted = [_MEANS[w] for w in seen.wants if w in _MEANS]
    done = seen.done | _SAME if seen.done & _SAME else seen.done
    if _NO_MORE.search(seen.last):
        done = done | {"replace"}
    left = [
        a
        for a, text in seen.trouble.fix.items()
        if a not in done and not (a in seen.own and _BEGINS.match(text))
    ]
    return tuple(sorted(left, key=lambda a: wanted.index(a) if a in wanted else len(wanted)))


def open_tries(seen: Reading) -> tuple[str, ...]:
    """Steps for the client's own hands that nobody tried; none for one who is done with them."""
    if (
        "refused_steps" in seen.jabs
        or "technician" in seen.own
        or {"technician", "escalate"} & seen.done
        or {"refund", "replacement", "supervisor", "appointment"} & set(seen.wants[:2])
    ):
        return ()
    past = seen.done | seen.tried
    if seen.trouble.domain != "telecom" and _SEVERAL.search(f"{seen.opener}\n{seen.last}"):
        past |= _OF_ONE  # more than one does it, so it is in none of them
    if re.search(
        r"\b(?:since|after) (?:the|your|that|this|an?) (?:last |latest )?update\b",
        seen.opener,
        re.I,
    ):
        past |= {"update"}  # that is where it came from
    if past & {"reinstall", "reset"}:
        past |= {"update", "restart", "cache"}  # who did that much needs nothing smaller
    return tuple(a for a in seen.trouble.tries if a not in past)


def follow(seen: Reading) -> tuple[str, ...]:
    """Acts that were offered or promised and now want doing, the latest first."""
    kept = {*seen.trouble.fix, *seen.last_done, *_SAME}
    done = [a for a in _ACTIVE if a in seen.done and a in kept]
    done = [a for a in done if a not in ("explain", "callback") or a in seen.last_done]
    if seen.turned_down:
        done = [a for a in done if a not in OFFERS]  # turned down: nothing to follow up on
    if "refused_offer" in seen.jabs:
        done = [a for a in done if a != "refund"]
    if re.search(r"minute|hour", seen.facts.get("rep_wait", "")):
        done = [a for a in done if a != "timeline"]  # too soon for a date
    if "refused_wait" in seen.jabs:
        done = [a for a in done if a != "timeline"]  # that date is what they turned down
    chosen = [a for a in done if a in seen.named]
    if chosen and len(seen.last_done & _SETTLING) > 1:
        done = chosen  # offered one or the other, and they said which
    return tuple(sorted(done, key=lambda a: a not in seen.last_done))


def _follow() -> Any:
    return prompts.read("assist/follow.yaml")
