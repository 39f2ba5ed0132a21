"""The danger card as an answer: which text, for whom, with which people to turn to."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import prompts
from bot.messages import Answer, Choice, Text
from bot.safety.cards import Card, CrisisCards
from bot.safety.crisis import Danger
from bot.safety.resources import OrgResources
from bot.safety.thread import hung_up
from bot.safety.written import written_in
from bot.settings import Settings
from bot.support.acts import Acts
from bot.support.aftermath import Aftermath
from bot.support.talk import ABOUT

PREFIX = "crisis."
NOT_MEANT = "crisis.not_meant"
_BOT = re.compile(r"\bbot\b", re.I)
_LEVELS = ("none", "low", "elevated", "imminent")


class UrgentCards:
    """Fixed texts only. `language_of` says in which language somebody wrote. `answer_to` has the line for what was asked
    in the very message that raised the card, from the message and what the card is about; "" for none."""

    def __init__(
        self,
        cards: CrisisCards,
        org: OrgResources,
        language_of: Callable[[str], str] = lambda text: "en",
        answer_to: Callable[[str, str], str] = lambda text, about: "",
    ) -> None:
        self._cards = cards
        self._org = org
        self._language_of = language_of
        self._answer_to = answer_to

    @classmethod
    def load(cls, settings: Settings) -> UrgentCards:
        """With what the organisation added in the settings."""
        org = OrgResources(
            eap_name=settings.eap_name,
            eap_contact=settings.eap_contact,
            crisis_procedure=settings.crisis_procedure,
            security_contact=settings.security_contact,
            outside_manager_route=settings.outside_manager_route,
            union_or_council=settings.union_or_council,
        )
        answer_to = Aftermath(Acts()).at_once
        answer_to("what do i do?", f"{ABOUT}medical:self")  # read now: at the door nothing is
        return cls(CrisisCards.load(settings.crisis_dir), org, written_in, answer_to)

    def card(
        self,
        danger: Danger,
        country: str,
        text: str,
        already_shown: bool = False,
        first: bool = False,
    ) -> Answer:
        """What goes out at once, or the gentle line for a low level. `first`: nobody told them yet that
        this is a bot; it stands last, after what may save a life."""
        language = self._language_of(text)
        card = self._cards.card_for(
            danger, country or "international", self._org, language, already_shown, hung_up(text)
        )
        shown = _render(card, danger, self._answered(card, danger, text, already_shown))
        if first and danger.preempts and not _BOT.search(shown.text):
            shown = replace(shown, text=f"{shown.text}\n\n{_introduction(language)}")
        return Answer((shown,))

    def tapped(self, choice: str, value: str, country: str) -> Answer | None:
        """The answer to a button under a card; None when it is no longer known."""
        danger = _danger(value)
        try:
            card = self._cards.answer(
                choice.removeprefix(PREFIX), danger, country or "international", self._org
            )
        except KeyError:
            return None
        return Answer((_render(card, danger),))

    def _answered(self, card: Card, danger: Danger, text: str, already_shown: bool) -> str:
        if card.language != "en" or not card.pre_empts:
            return ""
        try:
            answer = self._answer_to(text, f"{ABOUT}{danger.kind}:{danger.who}")
        except Exception:  # noqa: BLE001 - whatever is wrong with it, the card goes out
            return ""
        # These were written for after a card, with its list above them.
        return answer if already_shown else re.sub(r"\babove\b", "below", answer)


def at_least(shown: str, level: str) -> bool:
    """Whether a card of level `shown` already said what one of `level` would say."""
    return _LEVELS.index(shown) >= _LEVELS.index(level)


def _introduction(language: str) -> str:
    lines = prompts.read("crisis/introduction.yaml")
    return str(lines.get(language, lines["en"]))


def _render(card: Card, danger: Danger, answer: str = "") -> Text:
    words = "\n\n".join(_with(answer, card.text.split("\n\n"), danger.level == "imminent"))
    lines = [f"{r.name}: {r.contact}" + (f" ({r.note})" if r.note else "") for r in card.resources]
    text = "\n\n".join(part for part in (words, "\n".join(lines)) if part)
    value = f"{danger.kind}:{danger.level}:{danger.who}"
    return Text(text, tuple(Choice(id, label, value) for id, label in card.choices), tone="care")


def _with(answer: str, parts: list[str], imminent: bool) -> list[str]:
    """The card's paragraphs with the answer among them: behind what to do at once, and before a question that stands
    last. What only stays ("I'm still here") comes after it, unless a life hangs on that."""
    if not answer:
        return parts
    asks = parts[-1].endswith("?")
    at = (2 if imminent else 1) if len(parts) > 1 else int(imminent)
    at = min(at, len(parts) - 1) if asks and len(parts) > 1 else at
    return [*parts[:at], answer, *parts[at:]]


def _danger(value: str) -> Danger:
    kind, _, rest = value.partition(":")
    level, _, who = rest.partition(":")
    if level not in _LEVELS:
        return Danger("self_harm_self", "elevated", "self")  # the card with the most help on it
    return Danger(kind, level, who or "none")
