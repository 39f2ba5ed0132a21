"""What is never reframed: threats, sexual harassment, discrimination, danger. Then a limit, a hand-over
and a report stand where the other cards would."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Protocol

import prompts
from bot.assist.sentences import sentences
from bot.safety.crisis import SAFE, Danger

ATTACKS = ("threat", "sexual", "discrimination")
_REPORTED = "reported"  # what somebody else did to the client
_ELSEWHERE = ("workplace_harassment", "online_harassment", "driving")
_LEVELS = ("none", "low", "elevated", "imminent")
_KINDS = {
    "self_harm_self": "crisis", "self_harm_other": "crisis", "violence_threat": "threat",
    "violence_assault": "threat", "sexual_harassment": "sexual", "workplace_harassment": "sexual",
    "online_harassment": "threat", "abuse_or_violence_other": "danger",
}  # fmt: skip
_AS_DANGER = {
    "threat": Danger("violence_threat", "elevated", "client"),
    "sexual": Danger("sexual_harassment", "elevated", "client"),
    "crisis": Danger("self_harm_other", "elevated", "client"),
    _REPORTED: Danger("sexual_harassment", "elevated", "other"),
}


_TO_REP = re.compile(
    r"\b(?:you|u|ur|your|yours|you're|youre|baby|babe|honey|sweetie|sweetheart|darling|gorgeous|beautiful|cutie|sexy|love)\b(?! (?:people|guys|all|lot|company|hotel|app|site|store|driver|\w+'s)\b)",
    re.I,
)  # a word for whoever answers


class Screens(Protocol):
    """The danger screen."""

    def screen(self, text: str, context: Sequence[str] = ()) -> Danger:
        """What a message tells of."""
        ...


@dataclass(frozen=True, slots=True)
class Grave:
    """What must be met instead of reframed; `kind` is "" when nothing is."""

    kind: str
    danger: Danger

    def words(self, part: str) -> tuple[str, ...]:
        """`boundary`, `cues`, `steps` or `message` for this kind."""
        return tuple(_table()[self.kind][part])


def grave_in(
    texts: Sequence[str],
    screen: Screens | None,
    ordinary: Callable[[str], bool] | None = None,
    menacing: Callable[[str], bool] | None = None,
) -> Grave:
    """In: the client's messages, oldest first. Out: the gravest thing in them.

    The screen reads them as told by the client, so "self" in it is the client; what only the
    wordings of `prompts/assist/grave.yaml` find is added, and a threat that only `menacing` sees. `ordinary` says whether a message is what
    clients write about a late refund: see `believed`."""
    kind, worst = "", SAFE
    for text in texts:
        said = next((k for k in _table() if k != "believe" and _says(k, text)), "")
        if said in ("", _REPORTED) and menacing is not None and _menace(text, menacing):
            said = "threat"
        found = believed(screen.screen(text), text, ordinary) if screen else SAFE
        found = _of_client(found)
        if said in _AS_DANGER and not found.preempts:
            found = _AS_DANGER[said]
        if found.kind == _AS_DANGER[_REPORTED].kind and said not in ("", *ATTACKS):
            found = _AS_DANGER[_REPORTED]
        if said or found.preempts:
            kind = said or _KINDS.get(found.kind, "danger")
        if _LEVELS.index(found.level) > _LEVELS.index(worst.level):
            worst = found
    return Grave(kind, worst)


def believed(found: Danger, text: str, ordinary: Callable[[str], bool] | None) -> Danger:
    """What the screen found, if it is so of a client. What harassed a client elsewhere is no attack on the rep.
    The screen's fitted opinion knows what staff write and takes a PIN that somebody won't give for despair; so what only
    the opinion found (there are no spans then) is kept where a word bears it out, or where a hint does and the
    message is unlike what clients write."""
    if found == SAFE or found.kind in _ELSEWHERE:
        return SAFE
    plain = text.replace("’", "'")
    if found.kind.startswith("violence") and _signs()["no_attack"].search(plain):
        return SAFE
    if found.kind == "sexual_harassment" and not _of_harm(plain):
        return SAFE
    if found.kind == "medical" and _bygone(plain):
        return SAFE
    if found.kind.startswith("self_harm") and _no_despair(plain):
        return SAFE
    if found.cues:
        return found
    kind = "self_harm" if found.kind.startswith("self_harm") else "violence"
    kind = "abuse" if found.kind == "abuse_or_violence_other" else kind
    if found.kind.endswith("harassment"):
        return SAFE
    if _signs()[kind].search(plain):
        return found
    hinted = kind == "self_harm" and _signs()["self_harm_hint"].search(plain)
    return found if hinted and ordinary is not None and not ordinary(text) else SAFE


def _of_harm(plain: str) -> bool:
    """Whether what sounds like harassment is turned to the rep, or told of as done to the client. A phone that gets
    hot in bed and a naked man on a screen are neither."""
    if _says(_REPORTED, plain):
        return True
    return not _signs()["no_harassment"].search(plain) and bool(_TO_REP.search(plain))


def _bygone(plain: str) -> bool:
    """Whether an emergency is one of the past, told about a bill."""
    return bool(_signs()["past_health"].search(plain)) and not _signs()["now_health"].search(plain)


def _no_despair(plain: str) -> bool:
    """Whether what sounds like despair is a record that takes them for dead, or a thing they no longer need."""
    rest, found = _signs()["no_self_harm"].subn(" ", plain)
    return bool(found) and not _signs()["self_harm"].search(rest)


def _of_client(found: Danger) -> Danger:
    kind = "self_harm_other" if found.kind == "self_harm_self" else found.kind
    who = "client" if found.who == "self" else found.who
    return replace(found, kind=kind, who=who)


def _table() -> Mapping[str, Mapping[str, Sequence[str]]]:
    table: Mapping[str, Mapping[str, Sequence[str]]] = prompts.read("assist/grave.yaml")
    return table


@cache
def _signs() -> dict[str, re.Pattern[str]]:
    table: Mapping[str, str] = prompts.read("assist/grave.yaml")["believe"]
    return {kind: re.compile(pattern, re.I) for kind, pattern in table.items()}


def _says(kind: str, text: str) -> bool:
    """Whether a client's message is of that kind by its wordings. "I know where your office is" counts unless
    something peaceful is said with it ("so I'll drop the router off")."""
    plain = text.replace("’", "'").replace("‘", "'")
    if any(p.search(plain) for p in _patterns(kind, "say")):
        return True
    for said in sentences(plain) if _patterns(kind, "aimed") else ():
        if _TO_REP.search(said) and any(p.search(said) for p in _patterns(kind, "aimed")):
            return not _says(_REPORTED, plain)
    return any(p.search(plain) for p in _patterns(kind, "veiled")) and not any(
        p.search(plain) for p in _patterns(kind, "peaceful")
    )


def _menace(text: str, menacing: Callable[[str], bool]) -> bool:
    """Whether a sentence is a threat in words of its own: one with a hint and nothing peaceful in it, that reads
    like one."""
    return any(
        menacing(said)
        for said in sentences(text.replace("’", "'"))
        if all(p.search(said) for p in _patterns("threat", "hint"))
        and not any(p.search(said) for p in _patterns("threat", "peaceful"))
    )


@cache
def _patterns(kind: str, part: str) -> tuple[re.Pattern[str], ...]:
    words = _table()[kind].get(part, ())
    return tuple(re.compile(p, re.I) for p in ([words] if isinstance(words, str) else words))
