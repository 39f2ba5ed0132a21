"""Who may have the model: it is asked for nobody who has not said yes to exactly this deal."""

from __future__ import annotations

from bot.model.engine import Engine
from bot.model.limits import Limited, Limiter
from bot.model.served import Deal
from memory.people import Person


class Models:
    """One per process. Without an engine there is no model, and nobody is asked about one."""

    def __init__(
        self, engine: Engine | None = None, deal: Deal | None = None, hourly: int = 60
    ) -> None:
        self.engine = engine
        self.deal = deal if engine is not None else None
        self._limiter = Limiter(hourly)

    @property
    def mark(self) -> str:
        """The deal's, "" without one."""
        return self.deal.mark if self.deal else ""

    def for_person(self, person: Person) -> Engine | None:
        """The engine, with this person's own limit; None when they have not agreed to it."""
        if self.engine is None or self.answer_of(person) is not True:
            return None
        return Limited(self.engine, self._limiter, person.id)

    def answer_of(self, person: Person) -> bool | None:
        """Their yes or no to this very deal; None when it was never put to them, or another one was.
        A no that was given ahead of any question is a no to all of them."""
        said, about = person.consents.get("model"), person.abouts.get("model", "")
        if said is False and about in ("", self.mark):
            return False
        return said if said is not None and about == self.mark and self.deal else None

    def to_ask(self, person: Person) -> bool:
        """Whether the deal is still to be put to them. Once is enough: no tap means no."""
        return (
            self.deal is not None
            and self.answer_of(person) is None
            and person.deal != self.deal.mark
        )
