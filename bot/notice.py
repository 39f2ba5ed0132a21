"""What the house asks under an answer: the notice first, then the question about a model. Each once."""

from __future__ import annotations

from dataclasses import replace

from bot.commands.context import Services
from bot.commands.deal import question
from bot.messages import Action, Message, Text
from bot.outcome import Effect, Outcome
from bot.queue.breaths import Breath
from bot.replies import NOTHING, REMEMBER, Replies
from memory.clock import to_ms
from memory.people import Person

_NOTICED = (REMEMBER, NOTHING)  # taps under the notice


class Notice:
    """Consent: the first answer comes at once, the notice stands under it."""

    def __init__(self, services: Services, replies: Replies) -> None:
        self._services = services
        self._replies = replies

    def under(self, breath: Breath, outcome: Outcome) -> Outcome:
        """The outcome with what there is to ask, if anything."""
        person = breath.person
        if not outcome.answer.replies or not outcome.notice:
            return outcome
        if seen(person):
            return self._deal(breath, outcome)
        platform = breath.events[0].sender.platform
        country = breath.country(self._services.settings.country)
        people, at = self._services.store.people, to_ms(breath.now)
        notice = self._replies.notice(platform, country)
        return _with(outcome, notice, lambda tx: people.noticed(tx, person.id, at))

    def _deal(self, breath: Breath, outcome: Outcome) -> Outcome:
        """Before a model is asked for the first time: the question, once, under an answer to what they
        wrote or to their yes or no about memory; nothing else is asked with it."""
        models, person, event = self._services.models, breath.person, breath.events[0]
        fits = isinstance(event, Message) or (isinstance(event, Action) and event.name in _NOTICED)
        if not fits or breath.local or len(outcome.answer.replies) > 1 or not outcome.may_ask:
            return outcome
        if not models.to_ask(person):
            return outcome
        people = self._services.store.people
        return _with(outcome, question(models), lambda tx: people.asked(tx, person.id, models.mark))


def seen(person: Person) -> bool:
    """Whether they know what is kept: the notice was shown, or they decided already."""
    return person.informed


def _with(outcome: Outcome, asked: Text, effect: Effect) -> Outcome:
    answer = replace(outcome.answer, replies=(*outcome.answer.replies, asked))
    return replace(outcome, answer=answer, effects=(*outcome.effects, effect))
