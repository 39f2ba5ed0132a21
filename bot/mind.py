"""What thinks: the screen, the cards, the redactor and the supporter, loaded together."""

from __future__ import annotations

from dataclasses import dataclass

from bot.ports import Cards, Redacts, Screen, Supports
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Mind:
    """Replaceable as a whole in tests."""

    screen: Screen
    cards: Cards
    redactor: Redacts
    supporter: Supports

    @classmethod
    def load(cls, settings: Settings) -> Mind:
        """The real ones. Takes a second or two: weights and word lists are read."""
        from bot.safety.crisis import DangerScreen
        from bot.safety.redact import Redactor
        from bot.support.supporter import Supporter
        from bot.urgent import UrgentCards

        return cls(DangerScreen.load(), UrgentCards.load(settings), Redactor.load(), Supporter.load(settings.data_dir, settings.embedding_dir))
