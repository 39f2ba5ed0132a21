"""The four cards and the coworker's message for a chat: the assist's one entrance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Protocol

from bot.assist.asked import with_own_words
from bot.assist.careful import careful_cues, careful_steps
from bot.assist.chat import Chat, category_slug, domain_slug
from bot.assist.circumstance import Circumstance, circumstance_in, with_care
from bot.assist.coworker import message
from bot.assist.cues import cues
from bot.assist.emergency import NOW, afterward, emergency_in, shaken
from bot.assist.grave import ATTACKS, Grave, Screens, believed, grave_in
from bot.assist.guide import steps
from bot.assist.hazard import Hazard, hazard_in
from bot.assist.label import Label, Labeller
from bot.assist.left import OFFERS
from bot.assist.likely import Likely
from bot.assist.pleased import done, pleased, thanked
from bot.assist.points import Point, points_in
from bot.assist.reading import Reading, read
from bot.assist.reframe import reframe
from bot.assist.sarcasm import sarcastic, taken
from bot.assist.short import in_short
from bot.assist.signs import kinds_in
from bot.assist.spared import scornful, spared
from bot.assist.talk import LABELS, CardSet, Line
from bot.assist.told import told
from bot.assist.troubles import Trouble, plain_trouble
from bot.assist.vague import speakable
from bot.safety.crisis import Danger
from memory.embedder import Encoder

_PRESSING = frozenset({"running", "hold", "deadline"})  # points that nothing stands before
_MILD = frozenset({"disabled"})  # what calls for care and can wait a minute where something presses
_SNAPPED = 0.9  # how sure the label must be that a rep's own line was rude
_NOT_SHARP = {
    "refusal",
    "demand",
    "impatience",
}  # wordings that a rep's steps hold as well ("forget this device")


class HasEncoder(Protocol):
    """Whoever holds the process's one encoder."""

    def get(self) -> Encoder:
        """The encoder."""
        ...


class Cards:
    """Cards for the client's last line. Synchronous, some tens of milliseconds, no model call; share one."""

    def __init__(
        self, labeller: Labeller, screen: Screens | None, likely: Likely | None = None
    ) -> None:
        self._labeller = labeller
        self._likely = likely
        self._screen = screen

    @classmethod
    def load(cls, encoder: HasEncoder | None = None, screen: Screens | None = None) -> Cards:
        """With the process's encoder and danger screen, or with an encoder of its own and no screen."""
        own = encoder.get() if encoder else Encoder()
        return cls(Labeller.load(own), screen, Likely.load(own))

    def of(self, domain: str, category: str, turns: Sequence[Line], seed: int = 0) -> CardSet:
        """In: a chat, its domain and category ("" when not known). Out: label, reframe, cues, steps, message.

        Raises ValueError when the client has not written anything."""
        chat = Chat(tuple(turns), domain_slug(domain), category_slug(category))
        if not chat.client:
            raise ValueError("no client turn")
        label = self._labeller.label(chat.last)
        label = spared(chat.last, label)
        mocked = sarcastic(chat.last)
        label = taken(label) if mocked else label
        grave = grave_in(
            chat.client, self._screen, self._labeller.ordinary, self._labeller.menacing
        )
        seen = read(chat)
        if grave.kind in ("", "danger") and (urgent := emergency_in(chat, seed)):
            danger = grave.danger if grave.danger.level == NOW.level else NOW
            return _hazardous(replace(label, uncivil=False), replace(grave, danger=danger), urgent)
        if grave.kind:
            return _grave(chat, seen, label, grave, seed)
        afraid = shaken(chat)
        label = replace(label, uncivil=False) if afraid else label
        glad, over = pleased(chat, label), done(chat, label)
        if not over and (hazard := hazard_in(chat, seed)):
            return _hazardous(label, grave, hazard)
        seen = replace(
            seen,
            settled=(seen.settled or glad) and not mocked,
            solved=over or (seen.solved and not glad and not mocked),
        )
        about, near = self._about(chat, seen)
        if not chat.domain and about is None:
            # Of ten lines of work the wordings may have found the wrong one: no dinner for a late parcel.
            seen = replace(seen, trouble=plain_trouble("", chat.category), matched=False)
        if short := in_short(chat, seen, label, seed):
            return CardSet(
                label.level, label.score, label.uncivil, grave.danger, None, (),
                short.cues, short.steps, short.message,
            )  # fmt: skip
        points = with_own_words(points_in(chat), chat.last)
        presses = bool(points) and points[0].id in _PRESSING
        found = None if seen.settled else circumstance_in(chat)
        if presses and found is not None and found.kind in _MILD:
            found = None
        hints, guide = _help(chat, seen, points, about, found)
        spoken = speakable(chat, seen, about, near)
        known = told(chat, spoken, guide if presses or not spoken.matched else ())
        rude = label.uncivil and (mocked or scornful(chat.last, label))
        view = reframe(chat, spoken, known, label, seed) if rude and not afraid else None
        return CardSet(
            label.level, label.score, label.uncivil, grave.danger, view, (), hints, guide,
            thanked(chat, seed) if glad
            else afterward(chat, seed) if afraid
            else found.message(chat, seed) if found and not found.met and not label.uncivil
            else message(
                chat, spoken, known, label, seed, snapped=self._snapped(chat), rude=rude,
                tender=found is not None,
            ),
        )  # fmt: skip

    def heard(self, danger: Danger, text: str) -> Danger:
        """In: what the screen found in a text. Out: what of it holds where a client wrote the text."""
        return believed(danger, text, self._labeller.ordinary)

    def _about(self, chat: Chat, seen: Reading) -> tuple[Trouble | None, frozenset[str]]:
        """What the chat is about, where that is known for sure, and the ids of what it may be about."""
        if self._likely is None:
            return (seen.trouble if seen.matched else None), frozenset({seen.trouble.id})
        return self._likely.view(chat)

    def _snapped(self, chat: Chat) -> bool:
        last = chat.rep[-1] if chat.rep else ""
        rude = kinds_in(last).keys() - _NOT_SHARP
        return bool(rude) and self._labeller.label(last).chance > _SNAPPED


def _grave(chat: Chat, seen: Reading, label: Label, grave: Grave, seed: int) -> CardSet:
    """Label and words where nothing is reframed; an attack on the rep is never less than the worst level."""
    texts = grave.words("message")
    said = Random(f"{seed}:{chat.mark}").choice(texts)  # noqa: S311 - words, not secrets
    it = told(chat, seen).it if seen.matched else "their complaint"
    if grave.kind in ATTACKS:
        label = Label(LABELS[0], -3, True, label.kinds, label.chance)
    elif grave.kind in ("crisis", "reported"):
        label = replace(label, uncivil=False)  # whoever despairs, or was hurt, is not called rude
    return CardSet(
        label.level, label.score, label.uncivil, grave.danger, None, grave.words("boundary"),
        grave.words("cues")[:3], grave.words("steps"), said.replace("{it}", it),
        safety=grave.kind not in ATTACKS,
    )  # fmt: skip


def _help(
    chat: Chat,
    seen: Reading,
    points: Sequence[Point],
    about: Trouble | None,
    found: Circumstance | None,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Cues and steps: of the complaint where it is known for sure and by its wordings; with what fits it where it is
    likely; else plain ones."""
    worded = about is not None and (about.id, about.category) == (seen.trouble.id, chat.category)
    if about is not None:
        seen = _put_right(replace(seen, trouble=about, matched=True), points)
    if worded:
        hints, guide = cues(chat, seen, points), steps(chat, seen, points)
    else:
        likely = about is not None
        hints = careful_cues(chat, seen, points, likely=likely)
        guide = careful_steps(chat, seen, points, likely=likely)
    if found is None:
        return hints, guide
    asked = bool(chat.rep) and any(p.first for p in points)
    return with_care(found, chat, hints, guide, asked=asked)


def _put_right(seen: Reading, points: Sequence[Point]) -> Reading:
    """What was read, without what the rep just offered if the client turned it down."""
    found = {p.id for p in points}
    if "our_side" in found:
        seen = replace(seen, jabs=("refused_steps", *seen.jabs))
    if "refused_offer" in found:
        return replace(
            seen, turned_down=True, done=seen.done - OFFERS, last_done=seen.last_done - OFFERS
        )
    if "refused_wait" in found:
        return replace(seen, jabs=("refused_wait", *seen.jabs))
    return seen


def _hazardous(label: Label, grave: Grave, hazard: Hazard) -> CardSet:
    return CardSet(
        label.level, label.score, label.uncivil, grave.danger, None, hazard.boundary,
        hazard.cues, hazard.steps, hazard.message, safety=True,
    )  # fmt: skip
