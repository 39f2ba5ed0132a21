"""What a coworker can say about a chat: the trouble in words, the rep's deeds, the client's own phrase."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import prompts
from bot.assist.chat import Chat
from bot.assist.credit import asked_for, deeds
from bot.assist.particulars import Particulars, particulars
from bot.assist.quote import quote
from bot.assist.reading import Reading
from bot.assist.retold import retold
from bot.assist.troubles import Trouble, of_domain

_OFFERS = (
    ("move_room", "a new room"), ("replace", "a replacement"), ("rebook", "another flight"),
    ("credit", "something for the trouble"), ("refund", "the refund"), ("repair", "a repair"),
    ("appointment", "a visit"), ("technician", "a visit"),
)  # fmt: skip
_PLURAL = re.compile(
    r"^(?!a |an |all that|how |getting |being |having |asking |new customers|\w+ing )"
    r"(?:the |all those |letters|hours|days|bugs|basic |headphones|extra )?[\w$ -]*?\b\w+(?<!s)s\b(?! hours)(?= |$)"
)


@dataclass(frozen=True, slots=True)
class Told:
    """Ready for a sentence, lower case at the start. `did` holds the rep's deeds, best first, each in
    several wordings; "" where the chat does not show it."""

    it: str
    they: tuple[str, ...]  # the trouble as a clause, in several wordings
    verb: str  # "is" or "are", as `it` wants it
    did: tuple[tuple[str, ...], ...]
    asked: str = ""
    given: str = ""
    gave: str = ""
    offer: str = ""
    wait: str = ""
    quote: str = ""
    theirs: str = ""  # the client's own sentence as such a clause, where one can be told so
    next: str = ""  # one usable step for the trouble that was told of
    own: Particulars = Particulars()
    steps: tuple[
        str, ...
    ] = ()  # of the guide, where the trouble may not be named: then the next step is one of them


def told(chat: Chat, seen: Reading, steps: tuple[str, ...] = ()) -> Told:
    """In: a chat and what was read from it; `steps` as in `Told`. Out: its parts in words."""
    it = _with_facts(seen.trouble.it, seen)
    asked = asked_for(seen)
    theirs, own = _theirs(chat, seen)
    return Told(
        it, _they(seen), "are" if _PLURAL.match(it) else "is",
        deeds(chat, seen), asked, _given(chat, seen, asked), _gave(seen),
        _offer(chat, seen),
        seen.facts.get("rep_wait", "") if "refused_wait" in seen.jabs else "", quote(chat.last),
        theirs, own.next, particulars(chat, seen), steps,
    )  # fmt: skip


def _offer(chat: Chat, seen: Reading) -> str:
    """What the rep put on the table in the last reply, by its name where it has one."""
    if "credit" in seen.last_done and (named := _EXTRA.search(chat.rep[-1])):
        return f"a {named[0].lower()}"
    return next((words for act, words in _OFFERS if act in seen.last_done), "")


_EXTRA = re.compile(r"\b(?:credit|voucher|discount|coupon|gift card)\b", re.I)


def _they(seen: Reading) -> tuple[str, ...]:
    return tuple(_with_facts(they, seen) for they in (seen.trouble.they, *seen.trouble.also))


def _theirs(chat: Chat, seen: Reading) -> tuple[str, Trouble]:
    """The client's own sentence, and the trouble it tells of: not always the one they began with."""
    about = (seen.trouble, *of_domain(chat.domain))
    theirs, n = retold(chat.client, [t.match for t in about]) if seen.matched else ("", -1)
    return theirs, about[max(n, 0)]


def _with_facts(text: str, seen: Reading) -> str:
    amount = seen.facts.get("amount", "")
    an = "an" if re.match(r"[$€£]?(?:8|11\b|18\b)", amount) else "a"
    if "dollars" in amount or "bucks" in amount:
        amount = re.sub(r"^(\d+(?:\.\d\d)?) .*", r"$\1", amount)
    fills = {
        "amount": amount, "a_fee": f"{an} {amount} fee" if amount else "a fee",
        "fee": f"{an} {amount} fee they didn't see coming" if amount else "a fee they didn't see coming",
        "charge": f"{an} {amount} charge they don't agree with" if amount else "a charge they don't agree with",
        "thing": "their booking" if seen.trouble.domain in ("hotel", "airline", "general") else "their order",
    }  # fmt: skip
    done = re.sub(r"\{(\w+)\}", lambda m: fills[m[1]], text)
    done = re.sub(r"\s{2,}", " ", done).strip()
    return done


def _given(chat: Chat, seen: Reading, asked: str) -> str:
    """The number that the last message held, by its name."""
    number = seen.facts.get("number", "")
    if not number or number not in chat.last:
        return ""
    if named := _NUMBERED.search(chat.last):
        return f"the {named[1].lower()} number"
    return asked if asked.endswith(("number", "ID")) else "the number you needed"


def _gave(seen: Reading) -> str:
    """What the client handed over when asked, up to two things."""
    table: Mapping[str, Mapping[str, str]] = prompts.read("assist/details.yaml")
    both = [d for d in _HANDED if d in seen.asked and d in seen.given]
    return " and ".join(table[d].get("name", f"the {table[d]['ask']}") for d in both[:2])


_NUMBERED = re.compile(
    r"\b(account|order|booking|reservation|confirmation|claim|ticket|case|policy|member|tag|flight|reference)"
    r" (?:number|no\.?|id|code|#)", re.I
)  # fmt: skip
_HANDED = ("order_number", "booking_number", "account_number", "member_id", "claim_number", "ticket_number",
           "flight_number", "bag_tag", "zip_code", "model", "room", "serial", "meter", "email")  # fmt: skip
