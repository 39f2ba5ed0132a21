"""Info-Cue: three short hints for the next reply: something to ask, something to look into, something
to offer (§1.3). Hints only: the reply is the rep's own."""

from __future__ import annotations

import prompts
from bot.assist.guide import asking, follow, open_fixes, open_tries, unmet, with_amount
from bot.assist.reading import Reading

MAX_WORDS = 12


def cues(seen: Reading) -> tuple[str, str, str]:
    """In: what was read from a chat. Out: ask, troubleshoot, offer."""
    if seen.settled:
        ask, look, offer = prompts.read("assist/follow.yaml")["settled"]["cues"]
        return ask, look, offer
    return _ask(seen), _look(seen), _offer(seen)


def _ask(seen: Reading) -> str:
    table = prompts.read("assist/cues.yaml")
    number = seen.facts.get("number")
    if seen.turn > 1 and "asked_again" in seen.jabs:
        return str(table["confirm"]).format(number=number) if number else str(table["no_more"])
    for detail in unmet(seen):
        return asking(detail)
    if number and not any(n in seen.last_done for n in ("check", "thank")):
        return str(table["confirm"]).format(number=number)
    for want in seen.wants:
        if want in table["ask_wants"]:
            return with_amount(str(table["ask_wants"][want]), seen)
    return str(table["ask_any"])


def _look(seen: Reading) -> str:
    for act in open_tries(seen):
        return f"Troubleshoot: {_lower(seen.trouble.tries[act])}"
    number = seen.facts.get("number")
    checks = seen.trouble.check
    if "check" in seen.done and len(checks) > 1:
        return with_amount(checks[1], seen)
    if number and checks[0].startswith(("Check", "Find", "Look", "See")):
        return with_amount(f"On {number}: {_lower(checks[0])}", seen)
    return with_amount(checks[0], seen)


def _offer(seen: Reading) -> str:
    words = prompts.read("assist/follow.yaml")
    done = follow(seen)
    if seen.wants and seen.wants[0] == "amount":
        return str(words["wants"]["compensation"]["hint"])
    if done and done[0] in seen.last_done:
        return f"Offer a next step: {_lower(words[done[0]]['hint'])}"
    for act in open_fixes(seen):
        text = with_amount(seen.trouble.fix[act], seen)
        return text if text.startswith("Offer") else f"Offer to {_lower(text)}"
    if done:
        return f"Offer a next step: {_lower(words[done[0]]['hint'])}"
    return "Offer a time for the next update"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
