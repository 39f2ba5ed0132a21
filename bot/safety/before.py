"""What the talk before makes of a message: who is meant, whether it goes on with what was told, and what it takes up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.safety.danger import BY_SOMEBODY, DEATHS, MEDICAL, SAFE, Danger, Opinion, is_own
from bot.safety.hearing import LIMIT, Hearing
from bot.safety.owners import FIRST, THIRD
from bot.safety.plaintext import sentences
from bot.safety.settled import (
    broods,
    calm,
    dreads,
    harmful,
    hearsay,
    homeward,
    of_job,
    quits,
    settled,
)
from bot.safety.thread import goes_on

BRIEF = 200  # characters: in more there is room for something new
RECENT = 4  # messages: the last three, and the one that the talk is about
_THREAD = 8  # messages
_OF_OTHERS = ("self_harm_other", "abuse_or_violence_other")


class TalkBefore:
    """`screen` reads an earlier message by itself, `opinion` is the second reader's. All methods take the person's
    messages before this one as `context`, oldest first."""

    def __init__(
        self, hearing: Hearing, screen: Callable[[str], Danger],
        opinion: Callable[[str, Sequence[str]], Opinion | None],
    ) -> None:  # fmt: skip
        self._hearing = hearing
        self._screen = screen
        self._opinion = opinion

    def same_emergency(self, text: str, context: Sequence[str]) -> Danger | None:
        """What somebody only asks about, or what others make of it, once an emergency was told: "will i die" after a
        chest pain is no wish to die, and "my friend says it's fine" ends none. None for anything else."""
        if not context or len(text) > BRIEF:
            return None
        reassured, mine, theirs = hearsay(text), dreads(text, own=True), dreads(text, own=False)
        if not (reassured or mine or theirs):
            return None
        for earlier in reversed(context[-RECENT:]):
            before = self._screen(earlier)
            own = before.who == "self"
            if before.kind == MEDICAL and (reassured or (mine if own else theirs)):
                return replace(before, cues=((0, len(text)),))
            if is_own(before) and before.level == "imminent" and (reassured or mine):
                return replace(before, cues=((0, len(text)),))
            if before.kind != "none":
                break
        return None

    def same_thread(self, text: str, found: Danger, context: Sequence[str]) -> bool:
        """Whether what only the second reader finds goes on with a danger told before: the thread keeps its
        subject, and what is asked then gets an answer instead of another card."""
        if (
            not (context and found.preempts)
            or len(text) > BRIEF
            or self._hearing.lexical(text).preempts
        ):
            return False
        how = goes_on(text)
        subject = self._subject(context) if how else SAFE
        if not subject.preempts:
            return False
        if how == "ends":
            return subject.who != "self" and found.kind in _OF_OTHERS
        return how in ("practical", "doubts") or not is_own(found)

    def theirs(self, text: str, found: Danger, context: Sequence[str]) -> Danger:
        """Somebody else's suicide, of whom the talk was about, where no caller is named."""
        if not context or len(text) > BRIEF or found.kind not in DEATHS:
            return found
        words = {t.word for part in sentences(text, self._hearing.lexicon.spelling) for t in part}
        client = self._hearing.lexicon.languages["en"].people.get("client", frozenset())
        # "he swallowed all the pills", without a word about themselves
        theirs = not words.isdisjoint(THIRD) and words.isdisjoint(FIRST)
        if not words.isdisjoint(client) or not (found.who == "client" or theirs):
            return found
        subject = self._subject(context)
        if subject.kind != "self_harm_other" or subject.who not in ("coworker", "other"):
            return found
        return replace(found, kind=subject.kind, who=subject.who)

    def settled(self, text: str, context: Sequence[str]) -> bool:
        """Whether it is an everyday answer, so that only wordings count."""
        if len(text) > BRIEF:
            return False
        if settled(text):
            return True
        recent = context[-RECENT:]
        home, brood = homeward(text), broods(text)
        everyday = calm(text) or hearsay(text) or (quits(text) and any(of_job(x) for x in recent))
        if not (home or everyday or brood):
            return False  # before anything is read once more: somebody waits at the door
        before = [self._screen(earlier) for earlier in recent]
        if brood:  # whoever was in danger then was a caller
            return all(found.kind != "self_harm_self" for found in before)
        if any(found.kind in DEATHS for found in before):
            return False
        if any(found.preempts for found in before):
            return home and bool(self.threatens(SAFE, context))
        return everyday

    def carried(self, text: str, found: Danger, context: Sequence[str]) -> Danger:
        """ "I'll do it tonight" means what the message before it meant, and "maybe he's right" that it is
        one's own wish."""
        if settled(text):
            return found
        spans = self._hearing.takes_up(text, context[-1])
        if spans and not is_own(found):
            return Danger("self_harm_self", "elevated", "self", spans)
        for earlier in reversed(context[-RECENT:]):
            before = self._hearing.lexical(earlier)
            if not before.preempts:
                continue
            spans = self._hearing.goes_on(text)
            if not spans and is_own(before) and self._hearing.did(text):
                spans = ((0, len(text)),)
            if spans and before.kind.startswith("self_harm"):
                return Danger(before.kind, "imminent", before.who, spans)
            break
        return found

    def of_before(self, found: Danger, text: str, context: Sequence[str]) -> Danger:
        """Of an emergency told with "he" or "she" only: whoever was told of before, here or on the line."""
        client = self._hearing.lexicon.languages["en"].people.get("client", frozenset())
        if found.who != "client" or not client.isdisjoint(
            " ".join(self._hearing.lines(text)).split()
        ):
            return found
        for earlier in reversed(context[-RECENT:]):
            before = self._screen(earlier)
            if before.kind in (MEDICAL, "self_harm_other") and before.who != "self":
                return replace(found, who=before.who)
        return found

    def despairs(self, context: Sequence[str]) -> bool:
        """Whether anything said before tells of a wish to die, or of harm, to either reader."""
        for earlier in context:
            opinion = self._opinion(earlier[:LIMIT], ())
            hinted = opinion is not None and opinion.possible and opinion.danger.kind in DEATHS
            if hinted or harmful(earlier) or self._screen(earlier).kind in DEATHS:
                return True
        return False

    def threatens(self, found: Danger, context: Sequence[str]) -> str:
        """Who else it was that threatened, here or in the last messages; "" for nobody: whoever was threatened is
        never taken for the one who threatens."""
        for seen in (found, *(self._hearing.lexical(text) for text in reversed(context[-RECENT:]))):
            if seen.kind in BY_SOMEBODY and seen.who not in ("self", "none"):
                return seen.who
        return ""

    # --- inside

    def _subject(self, context: Sequence[str]) -> Danger:
        """The latest danger of the talk before, without what only goes on with one."""
        subject = SAFE
        for earlier in context[-_THREAD:]:
            before = self._screen(earlier)
            new = self._hearing.lexical(earlier).preempts or not goes_on(earlier)
            if before.preempts and (new or not subject.preempts):
                subject = before
        return subject
