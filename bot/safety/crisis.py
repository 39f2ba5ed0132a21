"""Danger, at the door: reads every sentence of a message, without a model call, before anything else happens.

In: what a person typed (and, if wanted, their last few messages). Out: a `Danger`. Pure and deterministic.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib.resources.abc import Traversable

from bot.reading.remembered import Remembered
from bot.safety.asked import asked
from bot.safety.by_name import by_name
from bot.safety.everyday import quarrel, wild
from bot.safety.lexicon import LEVELS, Language, Lexicon, Rule, load_lexicon
from bot.safety.matching import Hit, hits_in, negated, works_here
from bot.safety.plaintext import Token, sentences
from bot.safety.settled import (
    broods,
    calm,
    denies,
    dose,
    dreads,
    harmful,
    hearsay,
    homeward,
    of_job,
    quits,
    settled,
    wills,
)
from bot.safety.thread import goes_on
from bot.safety.told import CHARACTERS, Told, adds, told_in

LIMIT = 100_000
_BRIEF = 200  # characters
_REMARK = 12  # words
_GOES_ON = 4  # words
_RECENT = 4  # messages: the last three, and the one that the talk is about
_THREAD = 8  # messages
_NEXT_TO_NOTHING = 5  # words
_FEW = 16  # words
_BEGINNING = 40  # sentences
_MEDICAL = "medical"
_DRIVING = "driving"
INSIDE = (_MEDICAL, _DRIVING)  # nothing outside the bot is told of these kinds
_BY_SOMEBODY = ("violence_threat", "violence_assault", "sexual_harassment")
_BY_CALLER = ("violence_threat", "client")
_VIOLENCE = frozenset(("violence_threat", "violence_assault"))
_AT_WORK = _VIOLENCE.union(
    ("none", "sexual_harassment", "workplace_harassment", "online_harassment")
)
_DEATHS = ("self_harm_self", "self_harm_other")
_SHE_HAS = re.compile(r"\b(?:s?he|they)['’]?\w{0,3}(?: [a-z]+){0,6} $", re.I)
_FIXED = ".own_swallowed"  # a rule that is always of the person themselves
_THIRD, _FIRST = (
    frozenset(("he", "she", "they")),
    frozenset("i im ive id ill me my myself mine we our us".split()),
)
_OF_OTHERS = ("self_harm_other", "abuse_or_violence_other")
_GRAVEST = (*_DEATHS, "violence_assault")
# Being told to die, from whom it is more than an insult.
_TOLD_BY = {
    "coworker": ("workplace_harassment", "coworker"),
    "other": ("abuse_or_violence_other", "self"),
}
_ORDER = (
    "self_harm_self",
    "self_harm_other",
    "violence_assault",
    "violence_threat",
    "sexual_harassment",
    "abuse_or_violence_other",
    "online_harassment",
    "workplace_harassment",
    "medical",
    "driving",
)


@dataclass(frozen=True, slots=True)
class Danger:
    """What the screen found. `cues` are spans of the original text; `kind` is "none" when the text is safe."""

    kind: str = "none"
    level: str = "none"
    who: str = "none"
    cues: tuple[tuple[int, int], ...] = ()

    @property
    def preempts(self) -> bool:
        """True when a fixed text must go out at once, ahead of everything else."""
        return self.level in ("elevated", "imminent")


SAFE = Danger()


@dataclass(frozen=True, slots=True)
class Opinion:
    """What another reader makes of a text: `sure` that it is `danger`, or that it may well be
    (`possible`). Neither: it sees none. `unlikely`: it is as good as sure that there is none."""

    danger: Danger = SAFE
    sure: bool = False
    possible: bool = False
    unlikely: bool = False


SecondOpinion = Callable[[Sequence[str]], "Opinion | None"]


@dataclass(frozen=True, slots=True)
class _Heard:
    """What the lexicon hears in a text."""

    hits: tuple[Hit, ...]
    told: Told
    works_here: bool


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
        # Read at the door, by the turn, and by the turns after it as part of the talk.
        self._heard = Remembered(self._wordings)

    @classmethod
    def load(
        cls, folder: Traversable | None = None, second_opinion: SecondOpinion | None = None
    ) -> DangerScreen:
        """In: a lexicon folder (default: the one that ships). Out: a screen; nothing is read after this."""
        return cls(load_lexicon(folder), second_opinion)

    def screen(self, text: str, context: Sequence[str] = ()) -> Danger:
        """In: a message, and the person's messages before it, oldest first. Out: the gravest danger in the message."""
        same = self._same_emergency(text, context)
        if same is not None:
            return same
        found = self.harm(text, context)
        if (found.kind, found.who) == _BY_CALLER and self._third(text[:LIMIT]):
            found = replace(found, kind="abuse_or_violence_other")
        urgent = [h for h in self._heard(text[:LIMIT]).hits if h.kind == _MEDICAL]
        if not urgent:
            return self._of_driving(found, text)
        # An assault or a suicide with an emergency in it has a text of its own for what is now. What only the
        # second reader finds is the emergency, taken for something that it knows; one's own suicide is not.
        if (
            found.kind in _GRAVEST
            and not _same(found, urgent)
            and (found.cues or (_own(found) and found.who == "self" and not _foreign(urgent, text)))
        ):
            return replace(found, level="imminent")
        return self._of_before(_gravest(urgent), text, context)

    def _of_driving(self, found: Danger, text: str) -> Danger:
        """What was found, or somebody who must not drive now. Harm that wordings tell of comes first."""
        drives = [h for h in self._heard(text[:LIMIT]).hits if h.kind == _DRIVING]
        if not drives or (found.preempts and found.cues):
            return found
        return _gravest(drives) if not _own(found) or not harmful(text) else found

    def harm(self, text: str, context: Sequence[str] = ()) -> Danger:
        """In and out: as for `screen`, but without what nobody did harm in: a heart attack, driving drunk."""
        same = self._same_emergency(text, context)
        if same is not None:
            return SAFE if same.kind in INSIDE else same
        if len(text) <= _BRIEF and dose(text) and not self._despairs(context):
            return SAFE
        if self._denied(text):
            return SAFE
        found = self._theirs(text, self._harm(text, context), context)
        return SAFE if self._same_thread(text, found, context) else found

    def _harm(self, text: str, context: Sequence[str]) -> Danger:
        opinion = None if self._settled(text, context) else self._asked(text[:LIMIT], context)
        if self._everyday(text, opinion, context):
            opinion = Opinion()
        found = self._lexical(text, opinion)
        if context and not found.level == "imminent":
            found = self._carried(text, found, context)
        heard = self._heard(text[:LIMIT])
        told = heard.told
        if told.apart and opinion is not None and not _still(opinion, told):
            opinion = self._asked(told.without(text), context)
        if opinion is None or not opinion.sure or (_own(found) and not _own(opinion.danger)):
            return found
        if not harmful(text) and any(hit.kind == _DRIVING for hit in heard.hits):
            return found  # who must not drive is taken by it for whoever wants to die, or to hurt somebody
        seen = opinion.danger
        if seen.who == "client" and seen.kind in _BY_SOMEBODY and heard.works_here:
            seen = replace(seen, who="coworker")
        if seen.kind in _BY_SOMEBODY and seen.who == "self" and not wills(text):
            seen = replace(seen, who=self._threatens(found, context) or seen.who)
        return seen if LEVELS.index(seen.level) > LEVELS.index(found.level) else found

    def _same_thread(self, text: str, found: Danger, context: Sequence[str]) -> bool:
        """Whether what only the second reader finds goes on with a danger told before: the thread keeps its
        subject, and what is asked then gets an answer instead of another card."""
        if not (context and found.preempts) or len(text) > _BRIEF or self._lexical(text).preempts:
            return False
        how = goes_on(text)
        subject = self._subject(context) if how else SAFE
        if not subject.preempts:
            return False
        if how == "ends":
            return subject.who != "self" and found.kind in _OF_OTHERS
        return how in ("practical", "doubts") or not _own(found)

    def _subject(self, context: Sequence[str]) -> Danger:
        """The latest danger of the talk before, without what only goes on with one."""
        subject = SAFE
        for earlier in context[-_THREAD:]:
            before = self.screen(earlier)
            new = self._lexical(earlier).preempts or not goes_on(earlier)
            if before.preempts and (new or not subject.preempts):
                subject = before
        return subject

    def _theirs(self, text: str, found: Danger, context: Sequence[str]) -> Danger:
        """Somebody else's suicide, of whom the talk was about, where no caller is named."""
        if not context or len(text) > _BRIEF or found.kind not in _DEATHS:
            return found
        words = {t.word for part in sentences(text, self._lexicon.spelling) for t in part}
        client = self._lexicon.languages["en"].people.get("client", frozenset())
        # "he swallowed all the pills", without a word about themselves
        theirs = not words.isdisjoint(_THIRD) and words.isdisjoint(_FIRST)
        if not words.isdisjoint(client) or not (found.who == "client" or theirs):
            return found
        subject = self._subject(context)
        if subject.kind != "self_harm_other" or subject.who not in ("coworker", "other"):
            return found
        return replace(found, kind=subject.kind, who=subject.who)

    def _settled(self, text: str, context: Sequence[str]) -> bool:
        """Whether it is an everyday answer, so that only wordings count."""
        if len(text) > _BRIEF:
            return False
        if settled(text):
            return True
        recent = context[-_RECENT:]
        home, brood = homeward(text), broods(text)
        everyday = calm(text) or hearsay(text) or (quits(text) and any(of_job(x) for x in recent))
        if not (home or everyday or brood):
            return False  # before anything is read once more: somebody waits at the door
        before = [self.screen(earlier) for earlier in recent]
        if brood:  # whoever was in danger then was a caller
            return all(found.kind != "self_harm_self" for found in before)
        if any(found.kind in _DEATHS for found in before):
            return False
        if any(found.preempts for found in before):
            return home and bool(self._threatens(SAFE, context))
        return everyday

    def _same_emergency(self, text: str, context: Sequence[str]) -> Danger | None:
        """What somebody only asks about, or what others make of it, once an emergency was told: "will i die" after a
        chest pain is no wish to die, and "my friend says it's fine" ends none. None for anything else."""
        if not context or len(text) > _BRIEF:
            return None
        reassured, mine, theirs = hearsay(text), dreads(text, own=True), dreads(text, own=False)
        if not (reassured or mine or theirs):
            return None
        for earlier in reversed(context[-_RECENT:]):
            before = self.screen(earlier)
            own = before.who == "self"
            if before.kind == _MEDICAL and (reassured or (mine if own else theirs)):
                return replace(before, cues=((0, len(text)),))
            if _own(before) and before.level == "imminent" and (reassured or mine):
                return replace(before, cues=((0, len(text)),))
            if before.kind != "none":
                break
        return None

    def _of_before(self, found: Danger, text: str, context: Sequence[str]) -> Danger:
        """Of an emergency told with "he" or "she" only: whoever was told of before, here or on the line."""
        client = self._lexicon.languages["en"].people.get("client", frozenset())
        if found.who != "client" or not client.isdisjoint(" ".join(self._lines(text)).split()):
            return found
        for earlier in reversed(context[-_RECENT:]):
            before = self.screen(earlier)
            if before.kind in (_MEDICAL, "self_harm_other") and before.who != "self":
                return replace(found, who=before.who)
        return found

    def _despairs(self, context: Sequence[str]) -> bool:
        """Whether anything said before tells of a wish to die, or of harm, to either reader."""
        for earlier in context:
            opinion = self._asked(earlier[:LIMIT], ())
            hinted = opinion is not None and opinion.possible and opinion.danger.kind in _DEATHS
            if hinted or harmful(earlier) or self.screen(earlier).kind in _DEATHS:
                return True
        return False

    def _denied(self, text: str) -> bool:
        """Whether nothing is said but that it did not happen. One's own death is heard all the same."""
        if len(text) > _BRIEF or not denies(text):
            return False
        return not any(hit.kind in _DEATHS for hit in self._heard(text).hits)

    def _everyday(self, text: str, opinion: Opinion | None, context: Sequence[str]) -> bool:
        """Whether it is ordinary trouble at work, which the second reader takes for danger, and none is near it."""
        seen = SAFE if opinion is None else opinion.danger
        kinds = {hit.kind for hit in self._heard(text[:LIMIT]).hits}
        if not kinds.union((seen.kind,)) <= _AT_WORK:
            return False
        # Where a wording says so as well, two readers agree; a wild word is what the wordings are about.
        if not ((not kinds and quarrel(text)) or (kinds <= _VIOLENCE and wild(text))):
            return False
        return not any(self._lexical(earlier).preempts for earlier in context[-_RECENT:])

    def _asked(self, text: str, context: Sequence[str]) -> Opinion | None:
        if self._second is None:
            return None
        try:
            return self._second((*context, text))
        except Exception:  # noqa: BLE001 - whatever is wrong with it, the first opinion stands
            return None

    def _lexical(self, text: str, opinion: Opinion | None = None) -> Danger:
        heard = self._heard(text[:LIMIT])
        return _gravest(
            [
                hit
                for hit in heard.hits
                if hit.kind not in INSIDE and (opinion is None or _believed(hit, opinion))
            ]
        )

    def _wordings(self, text: str) -> _Heard:
        found = sentences(text, self._lexicon.spelling)
        short = len(text) <= CHARACTERS
        told = told_in(found, self._lexicon) if short else Told()
        here = works_here(found[:_BEGINNING], self._lexicon)
        people = self._lexicon.languages["en"].people
        hits = _apart(_of_others(hits_in(found, self._lexicon), text), told)
        if short and len(found) > 1:
            whole = hits_in([_together(found)], self._lexicon)
            hits = (*hits, *(hit for hit in whole if hit.whole))
        hits = asked(found, hits, people)
        named = self._of_the_named(text, found) if short else ()
        mistaken = [h for h in hits if h.kind == _MEDICAL and h.who == "self" and _meets(h, named)]
        return _Heard((*(h for h in hits if h not in mistaken), *named), told, here)

    def _of_the_named(self, text: str, found: Sequence[list[Token]]) -> tuple[Hit, ...]:
        """Emergencies of whoever is told of by name only."""
        told = self._lexicon.languages["en"].cues.get("named_down", ())
        lines = ("".join(f"{token.word} " for token in sentence) for sentence in found)
        if not any(p.regex.search(line) for line in lines for p in told):
            return ()
        named = [by_name(text, sentence) or sentence for sentence in found]
        if named == list(found):
            return ()
        hits = hits_in(named, self._lexicon)
        return tuple(hit for hit in hits if hit.kind == _MEDICAL and hit.who != "self")

    def _carried(self, text: str, found: Danger, context: Sequence[str]) -> Danger:
        """ "I'll do it tonight" means what the message before it meant, and "maybe he's right" that it is
        one's own wish."""
        if settled(text):
            return found
        spans = self._takes_up(text, context[-1])
        if spans and not _own(found):
            return Danger("self_harm_self", "elevated", "self", spans)
        for earlier in reversed(context[-_RECENT:]):
            before = self._lexical(earlier)
            if not before.preempts:
                continue
            spans = self._goes_on(text)
            if not spans and _own(before) and self._did(text):
                spans = ((0, len(text)),)
            if spans and before.kind.startswith("self_harm"):
                return Danger(before.kind, "imminent", before.who, spans)
            break
        return found

    def _third(self, text: str) -> bool:
        """Whether a caller's threat is to somebody with them ("shoot his wife"): whoever answers is safe, and needs
        to know what to do for that person."""
        lines = self._lines(text)
        theirs = self._says(lines, "third_person") and not self._says(lines, "third_not")
        return theirs or self._says(lines, "third_quoted")

    def _lines(self, text: str) -> list[str]:
        found = sentences(text, self._lexicon.spelling)
        return ["".join(f"{token.word} " for token in sentence) for sentence in found]

    def _says(self, lines: Sequence[str], cue: str) -> bool:
        languages = self._lexicon.languages.values()
        patterns = [p for language in languages for p in language.cues.get(cue, ())]
        return any(p.regex.search(line) for p in patterns for line in lines)

    def _threatens(self, found: Danger, context: Sequence[str]) -> str:
        """Who else it was that threatened, here or in the last messages; "" for nobody: whoever was threatened is
        never taken for the one who threatens."""
        for seen in (found, *(self._lexical(text) for text in reversed(context[-_RECENT:]))):
            if seen.kind in _BY_SOMEBODY and seen.who not in ("self", "none"):
                return seen.who
        return ""

    def _takes_up(self, text: str, before: str) -> tuple[tuple[int, int], ...]:
        if not self._heard(before[:LIMIT]).told.apart or len(text.split()) > _REMARK:
            return ()
        for sentence in sentences(text, self._lexicon.spelling):
            if adds([t.word for t in sentence], self._lexicon):
                return ((sentence[0].start, sentence[-1].end),)
        return ()

    def _did(self, text: str) -> bool:
        """Whether next to nothing is said but that it is done."""
        return len(text.split()) <= _NEXT_TO_NOTHING and self._says(self._lines(text), "did_it")

    def _goes_on(self, text: str) -> tuple[tuple[int, int], ...]:
        for sentence in sentences(text[:LIMIT], self._lexicon.spelling):
            words = [t.word for t in sentence]
            line = "".join(f"{word} " for word in words)
            for language in self._lexicon.languages.values():
                for pattern in language.cues.get("goes_on", ()):
                    for match in pattern.regex.finditer(line):
                        at = len(line[: match.start()].split())
                        # "I'm not going to do it", "I didn't mean it"; "not joking" is no denial
                        meant = language.negation.isdisjoint(match.group().split())
                        asks_not = not language.negation.isdisjoint(pattern.source.split())
                        if asks_not or (meant and not negated(words, at, language)):
                            return ((sentence[0].start, sentence[-1].end),)
        return ()


def of_client(danger: Danger) -> Danger:
    """The same danger, where a client said "I": the words were theirs."""
    kind = "self_harm_other" if danger.kind == "self_harm_self" else danger.kind
    return replace(danger, kind=kind, who="client") if danger.who == "self" else danger


def _together(found: Sequence[Sequence[Token]]) -> list[Token]:
    """All sentences as one, with a comma between."""
    tokens: list[Token] = []
    for sentence in found:
        if tokens:
            tokens.append(Token(",", sentence[0].start, sentence[0].start))
        tokens += sentence
    return tokens


def _apart(hits: Sequence[Hit], told: Told) -> tuple[Hit, ...]:
    """What was found, with what was said to the person taken for what it is: an insult from a client, harassment
    from somebody at work, abuse from somebody close. Where they take it up, it is their own."""
    if not told.spans:
        return tuple(hits)
    start, end = told.spans[0]
    if told.agreed:
        own = Hit("self_harm_self", "elevated", "self", start, end, "told")
        return (*hits, own)
    kept = [h for h in hits if not (_wished(h) and told.covers(h.start, h.end))]
    if told.who in _TOLD_BY:
        kind, who = _TOLD_BY[told.who]
        kept.append(Hit(kind, "elevated", who, start, end, "told"))
    return tuple(kept)


def _of_others(hits: Sequence[Hit], text: str) -> tuple[Hit, ...]:
    """Whose it is, where nobody stands in a wording that counts as one's own: "the caller swallowed all the pills", "she's
    got pills and is going to swallow them"."""
    nobody = _FIRST.isdisjoint(re.findall(r"[a-z]+", text.lower()))

    def theirs(hit: Hit) -> bool:
        return any(
            other.kind == "self_harm_other"
            and other.start < hit.start
            and hit.end <= other.end
            and _FIRST.isdisjoint(text[other.start : hit.start].lower().split())
            for other in hits
        )

    kept = [h for h in hits if not (h.rule.endswith(_FIXED) and theirs(h))]
    return tuple(
        replace(h, kind="self_harm_other", who="client")
        if nobody
        and h.rule.endswith(_FIXED)
        and _SHE_HAS.search(text[max(0, h.start - 80) : h.start])
        else h
        for h in kept
    )


def _wished(hit: Hit) -> bool:
    """Whether it is a death, or the same word taken for a threat, as other languages have it ("umbringen")."""
    return hit.kind in _DEATHS or (hit.kind == "violence_threat" and not hit.rule.startswith("en."))


def _still(opinion: Opinion, told: Told) -> bool:
    """Whether what the second reader finds holds, although words that were said to the person are in it: a threat,
    or a wish of their own where they go on for a while."""
    seen = opinion.danger
    return seen.kind.startswith("violence") or (
        opinion.sure and _own(seen) and seen.who == "self" and told.more >= _GOES_ON
    )


def _own(danger: Danger) -> bool:
    """One's own suicide, unless it is low, comes before anything else that is reported."""
    return danger.kind == "self_harm_self" and danger.preempts


def _same(found: Danger, urgent: Sequence[Hit]) -> bool:
    """Whether somebody else's death is read from nothing but the words that tell of the emergency: "not waking up"."""
    return found.kind == "self_harm_other" and all(
        any(a < hit.end and hit.start < b for hit in urgent) for a, b in found.cues
    )


def _foreign(urgent: Sequence[Hit], text: str) -> bool:
    """Whether a short text tells of an emergency in another language: the second reader knows none in these, and takes
    them for a wish to die."""
    return len(text.split()) <= _FEW and all(not hit.rule.startswith("en.") for hit in urgent)


def _meets(hit: Hit, others: Sequence[Hit]) -> bool:
    return any(hit.start < other.end and other.start < hit.end for other in others)


def _believed(hit: Hit, opinion: Opinion) -> bool:
    """Whether a wording counts, beside what the other reader makes of the whole text."""
    if hit.whole:
        return True
    if hit.soft:
        return opinion.possible
    return hit.kind == "self_harm_self" or hit.level == "low" or not opinion.unlikely


def _gravest(found: Sequence[Hit]) -> Danger:
    if not found:
        return SAFE
    best = min(
        found,
        key=lambda h: (
            h.kind != "self_harm_self" or h.level == "low",
            -LEVELS.index(h.level),
            _ORDER.index(h.kind),
            h.who != "self",
            h.who == "client",
        ),
    )
    cues = sorted({(h.start, h.end) for h in found if h.kind == best.kind})
    return Danger(best.kind, best.level, best.who, tuple(cues))


__all__ = [
    "INSIDE",
    "LIMIT",
    "SAFE",
    "Danger",
    "DangerScreen",
    "Language",
    "Opinion",
    "Rule",
    "Token",
    "of_client",
]
