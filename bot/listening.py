"""The coworker's answer to what somebody wrote, and what stays of it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.ahead import Ahead
from bot.care import Care
from bot.commands.context import Services
from bot.crew.nudging import is_hard, note
from bot.doors import place_of
from bot.messages import Answer, Command, Message, Reply, Text
from bot.model.parts.facts import lasting
from bot.outcome import Effect, Outcome
from bot.queue.breaths import Breath
from bot.reader import Reader, readable
from bot.recall import CLEARED_MOVE, Recalled, recall
from bot.replies import HELPED, Replies
from bot.safety.crisis import Danger
from bot.safety.veil import Veiled
from bot.support.coworker import Coworker
from bot.support.loops import fact_in
from bot.support.prompt import handed_on
from bot.support.quotes import stood_here
from bot.support.talk import SupportAnswer, SupportRequest
from bot.transcript import heard, kept_here
from bot.voice import Silent
from memory.clock import to_ms
from memory.conversations import Said
from memory.facts import Fact
from memory.feedback import Opinion
from memory.people import Person

if TYPE_CHECKING:
    from bot.support.understand import Heard


@dataclass(frozen=True, slots=True)
class _Read:
    """A message without other people's data (`text`), what was found in it, and as it may leave the machine."""

    text: str
    danger: Danger
    heard: Heard
    veil: Veiled | None


class Listening:
    """Listens first; a model writes the words only where the person and the text allow it."""

    def __init__(
        self, services: Services, reader: Reader, coworker: Coworker, replies: Replies, care: Care
    ) -> None:
        self._services = services
        self._reader = reader
        self._coworker = coworker
        self._replies = replies
        self._care = care
        self._ahead = Ahead(self._read)

    def foresee(self, person_id: str, words: str) -> None:
        """Begin to read a message that has just come in: its turn is some steps away."""
        words = readable(words)
        command = not words.strip() or words.lstrip().startswith("/")
        if not command and not self._services.practising.holds(person_id):
            self._ahead.begin(words)

    async def hear(self, breath: Breath) -> Outcome:
        """Answer the words, and own up to the files that nobody looked into."""
        if not any(event.unread for event in breath.events if isinstance(event, Message)):
            return await self.answer(breath)
        if not breath.text.strip():
            return Outcome(Answer((self._replies.unread(),)))
        outcome = await self.answer(breath)
        answer = replace(outcome.answer, replies=(*outcome.answer.replies, self._replies.unread()))
        return replace(outcome, answer=answer)

    async def corrected(self, breath: Breath) -> Outcome:
        """A danger text was not what they meant: own it, and answer what they had said."""
        outcome = kept_here(await self.answer(breath, corrected=True))
        said = tuple(replace(line, moves=(*line.moves, CLEARED_MOVE)) for line in outcome.said)
        return replace(outcome, said=said)

    async def answer(
        self, breath: Breath, wants: str = "", words: str | None = None, *, corrected: bool = False
    ) -> Outcome:
        """The coworker's answer to the breath, or to `words` that came with a command."""
        services = self._services
        text = readable(breath.text if words is None else words)
        may = services.models.for_person(breath.person)
        past, read, stories = await asyncio.gather(
            recall(services.store, breath.person, breath.now, services.settings.timezone),
            self._ahead.of(text),
            services.library.readable(breath.person, breath.now),
        )
        clean = read.text
        request = SupportRequest(
            text=clean or past.last_words if wants else clean,
            history=past.history,
            profile=replace(past.profile, wants=wants) if wants else past.profile,
            seed=self._seed(breath, past),
            first_today=past.first_today,
            after_danger=past.after_danger,
            corrected=corrected,
            place=place_of(breath.events[0].sender),
        )
        danger = read.danger
        if request.text != clean:
            danger = await self._reader.danger(request.text)
        if danger.level == "none":  # none of colleagues beside words that have any danger in them
            request = replace(request, stories=stories)
        theirs_stay = request.text != clean and past.last_stays
        # this answer is never told on
        stays = breath.local or danger.level != "none" or theirs_stay
        answer = await self._coworker.answer(
            request, None if stays or past.after_danger else may, read.veil,
            breath.voice if words is None else Silent(),
            heard=read.heard if request.text == clean else None,
            propose=_may_propose(breath.person, clean),
            withheld=lambda: self._told_danger(request),
        )  # fmt: skip
        outcome = self._remember(breath, answer, clean)
        if stays:
            outcome = kept_here(outcome)
        if danger.level == "low" and words and isinstance(breath.events[0], Command):
            outcome = self._care.gentle(breath, danger, outcome)  # a turn reads messages only
        # After a danger text, what the house has to say about itself waits for a calm moment.
        return replace(
            outcome, may_ask=not past.after_danger, notice=answer.calm or not past.after_danger,
            retakes=outcome.retakes and words is None and not (wants or corrected),
        )  # fmt: skip

    async def _read(self, text: str) -> _Read:
        """Everything about a message that nothing before it changes, all of it at once."""
        cleaned = await self._reader.redacted(text)
        model = self._services.models.engine
        hidden = self._reader.veiled(text, cleaned.spans) if model is not None else _nothing()
        danger, heard, told = await asyncio.gather(
            self._reader.danger(cleaned.text), self._coworker.hear(cleaned.text), hidden
        )
        return _Read(cleaned.text, danger, heard, told)

    async def _told_danger(self, request: SupportRequest) -> bool:
        """Whether what a model would be told of the person's earlier words has any danger in it."""

        def told() -> Iterator[str]:
            profile = request.profile
            yield from profile.open_loops
            earlier = handed_on(request.history, profile.name)
            yield from (said.text for said in earlier if said.role == "user")

        return await self._reader.any_danger(told)

    def _seed(self, breath: Breath, past: Recalled) -> int:
        fixed = self._services.settings.seed
        if fixed is not None:
            return fixed + len(past.history)
        return int(breath.reply_id[:12], 16)

    def _remember(self, breath: Breath, answer: SupportAnswer, words: str) -> Outcome:
        person, store = breath.person, self._services.store
        at = to_ms(breath.now)
        text = "\n\n".join(filter(None, (answer.text, answer.quoted)))
        words_kept = answer.kept or answer.text
        if answer.quoted:
            words_kept = f"{words_kept}\n\n{stood_here()}"
        kept = words_kept if answer.kept or answer.quoted else ""
        replies: list[Reply] = [Text(text, answer.choices, kept=kept)]
        effects: list[Effect] = []
        if person.allows("nudges") and is_hard(answer.understanding):
            effects.append(lambda tx: note(store, tx, person, breath.now, hard=True))
        if answer.helped:
            opinion = Opinion(breath.reply_id, HELPED, answer.helped, at)
            effects.append(lambda tx: store.feedback.add(tx, person.id, opinion))
        if answer.remember and person.allows("memory"):
            fact = Fact(breath.reply_id, answer.remember, at)
            effects.append(lambda tx: store.facts.propose(tx, person.id, fact))
            replies.append(self._replies.ask_fact(fact))
        sources = (*(source.id for source in answer.sources), *answer.phrases)
        said = [heard(breath, words, answer.open_loop)] if words else []
        said.append(Said("bot", words_kept, at, answer.moves, sources))
        retakes = not effects and answer.engine == "compose"
        return Outcome(Answer(tuple(replies)), tuple(effects), tuple(said), retakes=retakes)


async def _nothing() -> None:
    return None


def _may_propose(person: Person, words: str) -> bool:
    """Whether a model may see a fact to ask about in words where the local patterns see none."""
    return person.allows("memory") and lasting(words) and not fact_in(words)
