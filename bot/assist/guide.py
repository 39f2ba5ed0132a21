"""Info-Guide: what is left to do about the complaint, three to seven steps under ten words each.

Care-Pilot's rules (§1.3): specific actions only; nothing already done; apologies and assurances are
no steps. The material is `prompts/assist/troubles/`, `follow.yaml` and `details.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import prompts
from bot.assist.chat import Chat
from bot.assist.reading import Reading

MAX_WORDS, FEWEST, MOST, USUAL = 9, 3, 7, 5
_UNASKED = 1  # details asked for at once: a client who repeats things is not asked for three
_FEE = re.compile(
    r"\bthe ((?:late checkout |early check-in |data |seat |parking |late |exit |extra |bag |change )?)(fee|charge|refund)\b"
)
_NOTHING = frozenset(
    "the a an to it them they their for of and or on in at by is are was what which who when your you with "
    "this that from one any all has so can if as be not no its if's how".split()
)
_SAME = frozenset({"refund", "waive"})  # either gives the money back
OFFERS = frozenset({"move_room", "replace", "rebook", "credit", "repair", "appointment"})
_ACTIVE = ("refund", "replace", "repair", "move_room", "technician", "rebook", "appointment", "freeze",
           "dispute", "trace", "waive", "escalate", "appeal", "cancel", "credit", "expedite", "callback",
           "timeline", "feedback", "explain", "clean")  # fmt: skip
_MEANS = {"refund": "refund", "replacement": "replace", "compensation": "credit", "waive": "waive",
          "supervisor": "escalate", "cancel": "cancel", "when": "timeline", "why": "explain",
          "appointment": "appointment"}  # fmt: skip


def steps(chat: Chat, seen: Reading) -> tuple[str, ...]:
    """In: a chat and what was read from it. Out: three to seven steps, in the order to take them."""
    if seen.settled:
        return tuple(_follow()["settled"]["steps"])
    out: list[str] = []
    for step in (*_details(seen), *_checks(seen), *_tries(seen), *_fixes(seen)):
        step = with_amount(step, seen)
        if len(step.split()) <= MAX_WORDS and step not in out and not already_said(step, chat.rep):
            out.append(step)
    out = _trimmed(out)
    for step in (_follow()["wants"].get(w, {}).get("step", "") for w in seen.wants):
        if step and len(out) < FEWEST and step not in out:
            out.append(step)
    for step in _follow()["close"]:
        if len(out) < FEWEST + 1:
            out.append(step)
    return tuple(out[:MOST])


def unmet(seen: Reading) -> tuple[str, ...]:
    """Details worth asking for: neither asked nor given, most useful first."""
    number = "number" in seen.facts
    if seen.turn > 1 and "asked_again" in seen.jabs:
        return ()
    return tuple(
        d for d in seen.trouble.ask
        if d not in seen.asked and d not in seen.given and not (number and d.endswith("_number"))
        and not (d == "photo" and "refused_steps" in seen.jabs) and not (d == "what_happened" and seen.matched)
    )  # fmt: skip


def asking(detail: str) -> str:
    """The hint to ask for a detail."""
    entry = prompts.read("assist/details.yaml")[detail]
    return str(entry.get("cue", f"Ask for the {entry['ask']}"))


def open_fixes(seen: Reading) -> tuple[str, ...]:
    """Acts still to offer, what the client wants first."""
    wanted = [_MEANS[w] for w in seen.wants if w in _MEANS]
    done = seen.done | _SAME if seen.done & _SAME else seen.done
    left = [a for a in seen.trouble.fix if a not in done]
    return tuple(sorted(left, key=lambda a: wanted.index(a) if a in wanted else len(wanted)))


def open_tries(seen: Reading) -> tuple[str, ...]:
    """Steps for the client's own hands that nobody tried; none for one who is done with them."""
    if (
        "refused_steps" in seen.jabs
        or {"technician", "escalate"} & seen.done
        or {"refund", "replacement", "supervisor", "appointment"} & set(seen.wants[:2])
    ):
        return ()
    return tuple(a for a in seen.trouble.tries if a not in seen.done and a not in seen.tried)


def follow(seen: Reading) -> tuple[str, ...]:
    """Acts that were offered or promised and now want doing, the latest first."""
    kept = {*seen.trouble.fix, *seen.last_done, *_SAME}
    done = [a for a in _ACTIVE if a in seen.done and a in kept]
    done = [a for a in done if a not in ("explain", "callback") or a in seen.last_done]
    if seen.turned_down:
        done = [a for a in done if a not in OFFERS]  # turned down: nothing to follow up on
    if re.search(r"minute|hour", seen.facts.get("rep_wait", "")):
        done = [a for a in done if a != "timeline"]  # too soon for a date
    return tuple(sorted(done, key=lambda a: a not in seen.last_done))


def with_amount(text: str, seen: Reading) -> str:
    """`text` with the client's own amount: "Reverse the $50 late checkout fee"."""
    text = text.replace("their ZIP", seen.facts.get("zip", "their ZIP"))
    amount = seen.facts.get("amount")
    if not amount or not amount.startswith(("$", "€", "£")):
        return text
    return _FEE.sub(lambda m: f"the {amount} {m[1]}{m[2]}", text, count=1)


def _details(seen: Reading) -> Iterator[str]:
    table, words = prompts.read("assist/details.yaml"), _follow()
    number = seen.facts.get("number")
    waiting = [d for d in seen.trouble.ask if d in seen.asked and d not in seen.given]
    if number and "check" not in seen.done:
        yield words["given"][0].format(detail=number)
    elif waiting and not number:
        yield words["why_needed"].format(ask=table[waiting[0]]["ask"])
        if "asked_again" in seen.jabs:
            yield words["held_back"]
    for detail in unmet(seen)[:_UNASKED]:
        yield asking(detail)


def _checks(seen: Reading) -> Iterator[str]:
    yield from seen.trouble.check[:2]
    if "check" in seen.last_done:
        yield _follow()["check"]["step"]


def _tries(seen: Reading) -> Iterator[str]:
    for act in open_tries(seen)[:2]:
        yield seen.trouble.tries[act]


def _fixes(seen: Reading) -> Iterator[str]:
    words = _follow()
    for act in follow(seen)[:2]:
        yield words[act]["step"]
    if (
        seen.wants
        and seen.wants[0] in ("amount", "supervisor", "why")
        or (seen.wants[:1] == ("appointment",) and "appointment" not in seen.done)
    ):
        yield words["wants"].get("compensation" if seen.wants[0] == "amount" else seen.wants[0])[
            "step"
        ]
    for act in open_fixes(seen)[:2]:
        yield seen.trouble.fix[act]


def _trimmed(found: list[str]) -> list[str]:
    """The steps that count when there are too many: one check is enough then."""
    return found if len(found) <= USUAL + 1 else [*found[:3], *found[-(USUAL - 2) :]]


def already_said(step: str, rep: Iterable[str]) -> bool:
    """Whether one sentence of the rep's lines already says as much as `step`."""
    words, verb = _stems(step), _stems(step.split(" ", 1)[0])
    said = [_stems(s) for text in rep for s in re.split(r"[.!?;]\s+", text)]
    return any(
        len(words) > 1 and len(words & s) >= (0.5 if verb & s else 0.66) * len(words) for s in said
    )


def _stems(text: str) -> frozenset[str]:
    words = re.findall(r"[a-z']+|\d+", text.lower())
    return frozenset(w[:6].rstrip("seding") or w for w in words if w not in _NOTHING and len(w) > 2)


def _follow() -> Any:
    return prompts.read("assist/follow.yaml")
