"""A danger text that was not meant: owned, and what they had really said found again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from bot.support.acts import Acts
from bot.support.denial import CLEARED, DANGER, Denials
from bot.support.novelty import pick
from bot.support.talk import SupportAnswer, SupportRequest, Utterance

_BEGINS = re.compile(
    r"^(?:(?:i (?:just |only )?(?:mean|meant)|it'?s just|it was just|its just)(?: that)?|but|and|so)[ ,]+",
    re.I,
)
_ENOUGH = 4  # words: what else is said counts as something
_TELLS = 10  # words of a denial that tell what happened instead
_DIRE = re.compile(
    r"\b(?:die|dying|dead|kill\w*|shoot|murder|strangle|stab|hang myself|jump(?:ing)?|suicid\w*|alive|"
    r"end it|hurt (?:myself|him|her|them|some\w+|any\w+)|punch|choke|burn (?:it|this|the)|"
    r"pills?|overdos\w*|swallow\w*|paracetamol|meds)\b",
    re.I,
)  # fmt: skip
_BLOWS = re.compile(
    rf"{_DIRE.pattern}|\b(?:thr[eo]w\w*|hurl\w*|chuck\w*|flung|lobbed|hits?|slap\w*|kick\w*|shov\w*|push\w*|grab\w*|spat|spit)\b",
    re.I,
)  # what did not happen when nobody hit anybody


@dataclass(frozen=True, slots=True)
class Corrected:
    """A false alarm put right: the line that owns it, and what they had really said ("" when nothing). `clears`:
    the danger text counts no longer."""

    lead: str
    text: str
    clears: bool = False


class FalseAlarms:
    """Knows what was said so far from the talk alone."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts
        self._denials = Denials(acts)

    def corrected(self, request: SupportRequest, rng: Random) -> Corrected | None:
        """What to answer after a danger text that was not meant, by a tap or in words; None otherwise."""
        last = next((u for u in reversed(request.history) if u.role == "bot"), None)
        denied = self._denials.of(request.text, request.history) if request.after_danger else None
        at_card = last is not None and DANGER in last.moves
        done = denied or (self._acts.of(request.text, ("corrected",)) if at_card else None)
        if done is None and not (request.corrected and at_card):
            return None
        act = self._acts.named("corrected")
        lead = pick(act.replies, request.history, rng, request.profile.used_openings)
        rest = _BEGINS.sub("", done.rest) if done is not None else ""
        if len(rest.split()) < _ENOUGH:
            struck = denied is not None and denied.act.name == "denied_assault"
            rest = _really(request.history, _BLOWS if struck else _DIRE)
        if denied and not rest and len(request.text.split()) >= _TELLS:
            rest = (
                request.text
            )  # what was told before was the mistake: what they say now is all there is
        return Corrected(lead, rest, clears=self._denials.may_clear(request.history))

    def begun_anew(self, request: SupportRequest) -> tuple[Utterance, ...]:
        """The talk before a false alarm that `request` puts right, without what was taken for danger."""
        cleared = Utterance("bot", "", (CLEARED,))
        return self.without_alarms((*request.history, cleared))[:-1]

    def put_right(self, history: Sequence[Utterance]) -> bool:
        """Whether the latest danger text of the talk was a false alarm, as they said since."""
        return self._denials.past(history)

    def nothing_else(self, lead: str, request: SupportRequest, rng: Random) -> SupportAnswer:
        """The false alarm owned, when there is nothing else to answer."""
        line = pick(self._acts.named("corrected_nothing").replies, request.history, rng)
        return SupportAnswer(f"{lead} {line}", ("ask",))

    def without_alarms(self, history: Sequence[Utterance]) -> tuple[Utterance, ...]:
        """The talk without what was taken for danger and was none: it colours nothing that follows."""
        kept: list[Utterance] = []
        for n, said in enumerate(history):
            following = history[n + 1 : n + 3]
            before = history[: n + 1]
            if DANGER in said.moves and any(self._clears(u, before) for u in following):
                while kept and kept[-1].role == "user":
                    kept.pop()
                continue
            kept.append(said)
        return tuple(kept)

    # --- inside

    def _clears(self, said: Utterance, before: Sequence[Utterance]) -> bool:
        if said.role == "bot":
            return CLEARED in said.moves
        done = self._acts.of(said.text, ("corrected",)) or self._denials.of(said.text, before)
        return done is not None


def _really(history: Sequence[Utterance], misread: re.Pattern[str] = _DIRE) -> str:
    """What was told before a danger text and in the message that it misread, without what was `misread`."""
    at = max(n for n, u in enumerate(history) if u.role == "bot" and DANGER in u.moves)
    mine = [u.text for u in history[:at] if u.role == "user"][-2:]
    parts = [p.strip() for text in mine for p in re.findall(r"[^.!?\n,]+[.!?\n,]*", text)]
    kept = [p for p in parts if not misread.search(p)]
    text = " ".join(kept).strip(" ,")
    return text if len(text.split()) >= _ENOUGH else ""
