"""The danger card as an answer: which text, for whom, with which people to turn to."""

from __future__ import annotations

from collections.abc import Callable

from bot.messages import Answer, Choice, Text
from bot.safety.cards import Card, CrisisCards
from bot.safety.crisis import Danger
from bot.safety.resources import OrgResources
from bot.safety.written import written_in
from bot.settings import Settings

PREFIX = "crisis."
NOT_MEANT = "crisis.not_meant"
_LEVELS = ("none", "low", "elevated", "imminent")


class UrgentCards:
    """Fixed texts only. `language_of` says in which language somebody wrote."""

    def __init__(
        self,
        cards: CrisisCards,
        org: OrgResources,
        language_of: Callable[[str], str] = lambda text: "en",
    ) -> None:
        self._cards = cards
        self._org = org
        self._language_of = language_of

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
        return cls(CrisisCards.load(settings.crisis_dir), org, written_in)

    def card(self, danger: Danger, country: str, text: str, already_shown: bool = False) -> Answer:
        """What goes out at once, or the gentle line for a low level."""
        language = self._language_of(text)
        card = self._cards.card_for(
            danger, country or "international", self._org, language, already_shown
        )
        return Answer((_render(card, danger),))

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


def at_least(shown: str, level: str) -> bool:
    """Whether a card of level `shown` already said what one of `level` would say."""
    return _LEVELS.index(shown) >= _LEVELS.index(level)


def _render(card: Card, danger: Danger) -> Text:
    lines = [f"{r.name}: {r.contact}" + (f" ({r.note})" if r.note else "") for r in card.resources]
    text = "\n\n".join(part for part in (card.text, "\n".join(lines)) if part)
    value = f"{danger.kind}:{danger.level}:{danger.who}"
    return Text(text, tuple(Choice(id, label, value) for id, label in card.choices), tone="care")


def _danger(value: str) -> Danger:
    kind, _, rest = value.partition(":")
    level, _, who = rest.partition(":")
    if level not in _LEVELS:
        return Danger("self_harm_self", "elevated", "self")  # the card with the most help on it
    return Danger(kind, level, who or "none")
