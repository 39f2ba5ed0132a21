"""Danger inside a turn: the fixed texts, and what was tapped under them.

The door has screened each message and answered at once (`alarm.py`); here the breath is one text.
"""

from __future__ import annotations

from dataclasses import replace

from bot.commands.context import Services
from bot.crew.own_lines import OwnLines
from bot.lately import Lately
from bot.messages import Action, Message
from bot.outcome import Outcome
from bot.ports import Cards
from bot.practice.session import active
from bot.queue.breaths import Breath
from bot.reader import Reader
from bot.recall import DANGER_MOVE, danger_moves, recall
from bot.safety.crisis import Danger
from bot.transcript import heard, kept_here, shown


class Care:
    """Asks for no consent and no model."""

    def __init__(
        self, services: Services, cards: Cards, reader: Reader, own_lines: OwnLines, lately: Lately
    ) -> None:
        self._services = services
        self._cards = cards
        self._reader = reader
        self._own_lines = own_lines
        self._lately = lately

    async def danger(self, breath: Breath) -> Danger:
        """What the screen says to a breath, with what was said before it, as at the door."""
        words = [event.text for event in breath.events if isinstance(event, Message)]
        before = self._lately.written(breath.person.id).before(breath.now, words)
        return await self._reader.danger(breath.text, before)

    async def goes_on(self, breath: Breath, danger: Danger) -> bool:
        """Whether they had the card for it, at least as grave, and did not put it right: then what they say now is
        answered."""
        if not self._lately.saw(breath.person.id, danger, breath.now):
            return False
        services = self._services
        zone = services.settings.timezone
        return (await recall(services.store, breath.person, breath.now, zone)).after_danger

    async def card(self, breath: Breath, danger: Danger, text: str = "") -> Outcome:
        """The card for the breath, or for `text` of theirs that waited; an exercise stops."""
        words = text or breath.text
        card = self._cards.card(
            danger, self._country(breath), words, first=not breath.person.informed
        )
        card = self._own_lines.beside(breath.person.id, danger, card)
        self._lately.shown(breath.person.id, danger, breath.now)
        said = (
            heard(breath, await self._reader.clean(words)),
            shown(breath, card, danger_moves(danger)),
        )
        person, services = breath.person.id, self._services
        answer = services.practising.stepping_out(person, card)
        stop = (lambda tx: services.store.practices.stop(tx, person),)
        return Outcome(answer, stop, said, notice=False)

    async def mine(self, breath: Breath) -> Outcome:
        """What was said in an exercise was the person's own: the card that waited."""
        session = await active(self._services.store, breath.person.id, breath.now)
        held = session.run.words.held if session else ""
        danger = await self._reader.danger(held)
        if not danger.preempts:
            danger = Danger("self_harm_self", "elevated", "self")  # they say so: the most help
        return await self.card(breath, danger, held)

    def gentle(self, breath: Breath, danger: Danger, outcome: Outcome) -> Outcome:
        """The line for what is past or handled, under the answer."""
        line = self._cards.card(danger, self._country(breath), breath.text).replies
        answer = replace(outcome.answer, replies=(*outcome.answer.replies, *line))
        return kept_here(replace(outcome, answer=answer))

    def tapped(self, breath: Breath, event: Action) -> Outcome | None:
        """The answer to a button under a card, None when it is no longer known."""
        answer = self._cards.tapped(event.name, event.value, self._country(breath))
        if answer is None:
            return None
        return Outcome(answer, said=(shown(breath, answer, (DANGER_MOVE,)),), notice=False)

    def _country(self, breath: Breath) -> str:
        return breath.country(self._services.settings.country)
