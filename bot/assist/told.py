"""What a coworker can say about a chat: the trouble in words, the rep's deeds, the client's own phrase."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import prompts
from bot.assist.chat import Chat
from bot.assist.reading import Reading
from bot.assist.signs import kinds_in
from bot.support.harsh import is_harsh

_OFFERS = (
    ("move_room", "a new room"), ("replace", "a replacement"), ("rebook", "another flight"),
    ("credit", "something extra"), ("refund", "the refund"), ("repair", "a repair"),
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
    they: str
    verb: str  # "is" or "are", as `it` wants it
    did: tuple[tuple[str, ...], ...]
    asked: str = ""
    given: str = ""
    offer: str = ""
    wait: str = ""
    quote: str = ""


def told(chat: Chat, seen: Reading) -> Told:
    """In: a chat and what was read from it. Out: its parts in words."""
    it = _with_facts(seen.trouble.it, seen)
    asked = _asked(seen)
    return Told(
        it, _with_facts(seen.trouble.they, seen), "are" if _PLURAL.match(it) else "is",
        _deeds(seen, asked), asked, _given(chat, seen, asked),
        next((words for act, words in _OFFERS if act in seen.last_done), ""),
        seen.facts.get("rep_wait", "") if "refused_wait" in seen.jabs else "", quote(chat.last),
    )  # fmt: skip


def quote(text: str) -> str:
    """A short rude sentence of the client's, in quotation marks, that may be said back; "" if none."""
    for sentence in re.split(r"(?<=[.!?])\s+", text.replace("’", "'")):
        plain = sentence.strip(" .!").replace('"', "")
        kinds = kinds_in(sentence)
        if (
            2 <= len(plain.split()) <= 7
            and kinds
            and "profanity" not in kinds
            and not is_harsh(plain)
        ):
            if not re.search(r"\d|@", plain):
                return f'"{plain}"'
    return ""


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


def _asked(seen: Reading) -> str:
    table: Mapping[str, Mapping[str, str]] = prompts.read("assist/details.yaml")
    asked = [d for d in table if d in seen.asked]
    first = [d for d in seen.trouble.ask if d in asked]
    ranked = [
        d for d in dict.fromkeys((*first, *asked)) if d not in ("address", "dates", "version")
    ]
    if not ranked:
        return ""
    entry = table[ranked[0]]
    return entry.get("name", f"the {entry['ask']}")


def _given(chat: Chat, seen: Reading, asked: str) -> str:
    number = seen.facts.get("number", "")
    if not number or number not in chat.last:
        return ""
    return asked if asked.endswith("number") or asked.endswith("ID") else "the number you needed"


def _deeds(seen: Reading, asked: str) -> tuple[tuple[str, ...], ...]:
    if not seen.answered:
        return ()
    have = set(seen.done) | {"any"}
    if asked:
        have.add("asked")
    if seen.done & _TRIES:
        have.add("tries")
    last = set(seen.last_done)
    if seen.last_asked:
        last.add("asked")
    if seen.last_done & _TRIES:
        last.add("tries")
    entries: Sequence[Mapping[str, Any]] = prompts.read("assist/credit.yaml")
    found: list[tuple[bool, tuple[str, ...]]] = []
    for entry in entries:
        acts = str(entry["act"]).split("+")
        if set(acts) <= have:
            says = tuple(str(s).replace("{asked}", asked) for s in entry["say"])
            recent = any(a in last for a in acts)
            found.append((recent, says))
    return tuple(says for _, says in sorted(found, key=lambda f: not f[0]))


_TRIES = frozenset(
    "restart update settings reset reinstall cache scan pair background_apps diagnostic other_cable "
    "other_device sim spam neighbors breaker".split()
)
