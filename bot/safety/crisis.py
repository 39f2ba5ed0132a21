"""Danger, at the door: reads every sentence of a message, without a model call, before anything else happens.

In: what a person typed (and, if wanted, their last few messages). Out: a `Danger`. Pure and deterministic.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from importlib.resources.abc import Traversable

from bot.safety.before import BRIEF, RECENT, TalkBefore
from bot.safety.danger import (
    BY_SOMEBODY,
    DEATHS,
    DRIVING,
    INSIDE,
    MEDICAL,
    SAFE,
    VIOLENCE,
    Danger,
    Opinion,
    SecondOpinion,
    gravest,
    is_own,
    of_client,
)
from bot.safety.everyday import quarrel, wild
from bot.safety.hearing import LIMIT, Hearing
from bot.safety.hit import Hit
from bot.safety.lexicon import LEVELS, Language, Lexicon, Rule, load_lexicon
from bot.safety.plaintext import Token
from bot.safety.settled import denies, dose, harmful, wills
from bot.safety.told import Told

_GOES_ON = 4  # words
_FEW = 16  # words
_BY_CALLER = ("violence_threat", "client")
_AT_WORK = VIOLENCE.union(
    ("none", "sexual_harassment", "workplace_harassment", "online_harassment")
)
_GRAVEST = (*DEATHS, "violence_assault")


class DangerScreen:
    """The lexical screen and, where it is given one, a second opinion from fitted weights.

    A wish to die stands, whatever the opinion: "kms" says too little for it. A *soft* rule, whose words have an
    innocent sense too ("he went for me"), stands when the opinion finds danger possible; any other,
    unless the opinion finds it unlikely; a low level, and everything where there
    is no opinion, always. Ordinary trouble at work (`bot/safety/everyday.py`) is neither soft wordings' nor the
    opinion's to raise. An opinion that is sure raises what was found, and never lowers it. None is asked
    for about a message that only says who is there now, or thanks (`bot/safety/settled.py`)."""

    def __init__(self, lexicon: Lexicon, second_opinion: SecondOpinion | None = None) -> None:
        self._lexicon = lexicon
        self._second = second_opinion
        self._hearing = Hearing(lexicon)
        self._before = TalkBefore(self._hearing, self.screen, self._asked)

    @classmethod
    def load(
        cls, folder: Traversable | None = None, second_opinion: SecondOpinion | None = None
    ) -> DangerScreen:
        """In: a lexicon folder (default: the one that ships). Out: a screen; nothing is read after this."""
        return cls(load_lexicon(folder), second_opinion)

    def screen(self, text: str, context: Sequence[str] = ()) -> Danger:
        """In: a message, and the person's messages before it, oldest first. Out: the gravest danger in the message."""
        same = self._before.same_emergency(text, context)
        if same is not None:
            return same
        found = self.harm(text, context)
        if (found.kind, found.who) == _BY_CALLER and self._hearing.third(text[:LIMIT]):
            found = replace(found, kind="abuse_or_violence_other")
        urgent = [h for h in self._hearing.of(text).hits if h.kind == MEDICAL]
        if not urgent:
            return self._of_driving(found, text)
        # An assault or a suicide with an emergency in it has a text of its own for what is now. What only the
        # second reader finds is the emergency, taken for something that it knows; one's own suicide is not.
        if (
            found.kind in _GRAVEST
            and not _same(found, urgent)
            and (
                found.cues or (is_own(found) and found.who == "self" and not _foreign(urgent, text))
            )
        ):
            return replace(found, level="imminent")
        return self._before.of_before(gravest(urgent), text, context)

    def harm(self, text: str, context: Sequence[str] = ()) -> Danger:
        """In and out: as for `screen`, but without what nobody did harm in: a heart attack, driving drunk."""
        same = self._before.same_emergency(text, context)
        if same is not None:
            return SAFE if same.kind in INSIDE else same
        if len(text) <= BRIEF and dose(text) and not self._before.despairs(context):
            return SAFE
        if self._denied(text):
            return SAFE
        found = self._before.theirs(text, self._harm(text, context), context)
        return SAFE if self._before.same_thread(text, found, context) else found

    # --- inside

    def _harm(self, text: str, context: Sequence[str]) -> Danger:
        opinion = (
            None if self._before.settled(text, context) else self._asked(text[:LIMIT], context)
        )
        if self._everyday(text, opinion, context):
            opinion = Opinion()
        found = self._hearing.lexical(text, opinion)
        if context and not found.level == "imminent":
            found = self._before.carried(text, found, context)
        heard = self._hearing.of(text)
        told = heard.told
        if told.apart and opinion is not None and not _still(opinion, told):
            opinion = self._asked(told.without(text), context)
        if opinion is None or not opinion.sure or (is_own(found) and not is_own(opinion.danger)):
            return found
        if not harmful(text) and any(hit.kind == DRIVING for hit in heard.hits):
            return found  # who must not drive is taken by it for whoever wants to die, or to hurt somebody
        seen = opinion.danger
        if seen.who == "client" and seen.kind in BY_SOMEBODY and heard.works_here:
            seen = replace(seen, who="coworker")
        if seen.kind in BY_SOMEBODY and seen.who == "self" and not wills(text):
            seen = replace(seen, who=self._before.threatens(found, context) or seen.who)
        return seen if LEVELS.index(seen.level) > LEVELS.index(found.level) else found

    def _of_driving(self, found: Danger, text: str) -> Danger:
        """What was found, or somebody who must not drive now. Harm that wordings tell of comes first."""
        drives = [h for h in self._hearing.of(text).hits if h.kind == DRIVING]
        if not drives or (found.preempts and found.cues):
            return found
        return gravest(drives) if not is_own(found) or not harmful(text) else found

    def _denied(self, text: str) -> bool:
        """Whether nothing is said but that it did not happen. One's own death is heard all the same."""
        if len(text) > BRIEF or not denies(text):
            return False
        return not any(hit.kind in DEATHS for hit in self._hearing.of(text).hits)

    def _everyday(self, text: str, opinion: Opinion | None, context: Sequence[str]) -> bool:
        """Whether it is ordinary trouble at work, which the second reader takes for danger, and none is near it."""
        seen = SAFE if opinion is None else opinion.danger
        kinds = {hit.kind for hit in self._hearing.of(text).hits}
        if not kinds.union((seen.kind,)) <= _AT_WORK:
            return False
        # Where a wording says so as well, two readers agree; a wild word is what the wordings are about.
        if not ((not kinds and quarrel(text)) or (kinds <= VIOLENCE and wild(text))):
            return False
        return not any(self._hearing.lexical(earlier).preempts for earlier in context[-RECENT:])

    def _asked(self, text: str, context: Sequence[str]) -> Opinion | None:
        if self._second is None:
            return None
        try:
            return self._second((*context, text))
        except Exception:  # noqa: BLE001 - whatever is wrong with it, the first opinion stands
            return None


def _still(opinion: Opinion, told: Told) -> bool:
    """Whether what the second reader finds holds, although words that were said to the person are in it: a threat,
    or a wish of their own where they go on for a while."""
    seen = opinion.danger
    return seen.kind.startswith("violence") or (
        opinion.sure and is_own(seen) and seen.who == "self" and told.more >= _GOES_ON
    )


def _same(found: Danger, urgent: Sequence[Hit]) -> bool:
    """Whether somebody else's death is read from nothing but the words that tell of the emergency: "not waking up"."""
    return found.kind == "self_harm_other" and all(
        any(a < hit.end and hit.start < b for hit in urgent) for a, b in found.cues
    )


def _foreign(urgent: Sequence[Hit], text: str) -> bool:
    """Whether a short text tells of an emergency in another language: the second reader knows none in these, and takes
    them for a wish to die."""
    return len(text.split()) <= _FEW and all(not hit.rule.startswith("en.") for hit in urgent)


__all__ = [
    "INSIDE",
    "LIMIT",
    "SAFE",
    "Danger",
    "DangerScreen",
    "Language",
    "Opinion",
    "Rule",
    "SecondOpinion",
    "Token",
    "of_client",
]
