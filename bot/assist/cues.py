"""Info-Cue: three short hints for the next reply: something to ask, something to look into, something
to offer (§1.3). Hints only: the reply is the rep's own."""

from __future__ import annotations

from collections.abc import Sequence

import prompts
from bot.assist.alike import already_said
from bot.assist.chat import Chat
from bot.assist.guide import asking, with_amount
from bot.assist.left import ending, follow, open_checks, open_fixes, open_tries, under_way, unmet
from bot.assist.points import Point
from bot.assist.reading import Reading

MAX_WORDS = 12


def cues(chat: Chat, seen: Reading, points: Sequence[Point] = ()) -> tuple[str, str, str]:
    """In: a chat, what was read from it, the points of its last message. Out: ask, troubleshoot, offer."""
    if ended := ending(seen):
        ask, look, offer = ended["cues"]
        return ask, look, offer
    urgent = [p for p in points if p.first and chat.rep]
    return (
        first_of(urgent, "ask", chat) or _ask(seen),
        first_of(urgent, "look", chat) or _look(chat, seen),
        first_of(urgent, "offer", chat) or _offer(chat, seen),
    )


def first_of(points: Sequence[Point], slot: str, chat: Chat) -> str:
    """The first `ask`, `look` or `offer` that `points` have and the rep has not said; "" for none."""
    found = (getattr(p, slot) for p in points)
    return next((text for text in found if text and not already_said(text, chat.rep)), "")


def _ask(seen: Reading) -> str:
    table = prompts.read("assist/cues.yaml")
    number = seen.facts.get("number")
    if seen.turn > 1 and "asked_again" in seen.jabs:
        if number and not {"found", "check"} & seen.done:
            return str(table["confirm"]).format(number=number)
        return str(table["no_more"])
    if under_way(seen):
        return str(table["ask_done"].get(under_way(seen), table["ask_ok"]))
    for detail in unmet(seen):
        return asking(detail)
    if number and not any(n in seen.done for n in ("check", "found")):
        return str(table["confirm"]).format(number=number)
    for want in seen.wants:
        if want == "supervisor" and want not in seen.now:
            continue
        if want in table["ask_wants"] and not (want == "when" and "dates" in seen.given):
            return with_amount(str(table["ask_wants"][want]), seen)
    return str(table["ask_any"])


def _look(chat: Chat, seen: Reading) -> str:
    if act := under_way(seen):
        table: dict[str, str] = prompts.read("assist/cues.yaml")["look_done"]
        return table.get(act, table["any"])
    for act in open_tries(seen):
        return f"Troubleshoot: {_lower(seen.trouble.tries[act])}"
    number = seen.facts.get("number")
    checks = open_checks(chat, seen)
    if not checks:
        return str(prompts.read("assist/cues.yaml")["look_any"])
    if "check" in seen.done and len(checks) > 1:
        return with_amount(checks[1], seen)
    if number and checks[0].startswith(("Check", "Find", "Look", "See")):
        return with_amount(f"On {number}: {_lower(checks[0])}", seen)
    return with_amount(checks[0], seen)


def _offer(chat: Chat, seen: Reading) -> str:
    words = prompts.read("assist/follow.yaml")
    done = follow(seen)
    if seen.wants and seen.wants[0] == "amount":
        return str(words["wants"]["compensation"]["hint"])
    if done and done[0] in seen.last_done | {under_way(seen)}:
        return f"Offer a next step: {_lower(words[done[0]]['hint'])}"
    if "refused_wait" in seen.jabs:
        return str(words["faster"]["hint"])
    for act in open_fixes(seen):
        text = with_amount(seen.trouble.fix[act], seen)
        if not already_said(text, chat.rep):
            return as_offer(text)
    if done:
        return f"Offer a next step: {_lower(words[done[0]]['hint'])}"
    return "Offer a time for the next update"


def as_offer(fix: str) -> str:
    """A fix as the hint to offer it."""
    return fix if fix.startswith("Offer") else f"Offer to {_lower(fix)}"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
