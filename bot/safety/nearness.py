"""How near a danger is: long ago or dealt with, told now, or about to happen."""

from __future__ import annotations

from bot.safety.lexicon import Language, Rule
from bot.safety.line import Line
from bot.safety.plaintext import LAUGH

_GROUP = {"self_harm_self": "self", "self_harm_other": "client", "violence_threat": "violence"}


def level(
    rule: Rule, kind: str, a: int, b: int, at: int, lines: list[Line], language: Language
) -> str:
    """In: words `a` to `b` of the line `at`, where `rule` found a danger of `kind`. Out: "low", "elevated" or "imminent"."""
    line, cues = lines[at], language.cues
    near = lines[max(0, at - 1) : at + 2]
    group = _GROUP.get(kind, "slow")
    if rule.level == "low":
        return "low"
    if kind == "self_harm_self":
        before = set(line.words[max(0, a - 3) : b])
        was = bool(before & language.people.get("past_forms", frozenset())) and not line.has(
            cues.get("still", ())
        )
        over = line.near(cues.get("past", ()), a, b, 14) or any(
            x.tells(cues.get("better", ())) for x in lines[at : at + 2]
        )
        if was and over and not rule.firm:
            return "low"
        around = line.words[max(0, a - 3) : b + 3]
        earnest = any(x.has(cues.get("earnest", ())) for x in lines[at : at + 2])
        if not (rule.firm or earnest) and (
            LAUGH in around
            or line.near(cues.get("joke", ()), a, b, 3)
            or line.near(cues.get("trifle", ()), a, b, 12)
        ):
            return "low"
    elif not line.has(cues.get("still", ())):
        after = lines[at : at + 2]
        # In a whole rule something else may be long ago: "his wife died last year".
        past = not rule.whole and line.near(cues.get("past", ()), a, b, 14)
        if past or any(x.tells(cues.get("handled", ())) for x in after):
            return "low"
    if rule.level == "elevated" and any(x.has(cues.get(f"now_{group}", ())) for x in near):
        return "imminent"
    return rule.level
