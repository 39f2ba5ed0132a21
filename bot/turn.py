"""One event's way through: danger → consent → route → answer → remember.

`Turn.take` decides; it writes nothing. What it wants written goes into the outcome's effects, which
`answering.py` runs in the transaction that closes the event.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from bot.commands import practice_play
from bot.commands.context import Context, Registry, Services
from bot.commands.deal import question
from bot.commands.spoken import spoken
from bot.crew.nudging import is_hard, note
from bot.crew.own_lines import OwnLines
from bot.crew.policy import Policy
from bot.messages import Action, Answer, Command, Event, Lifecycle, Message, Reply, Text
from bot.model.parts.facts import lasting
from bot.outcome import Effect, Outcome
from bot.ports import Cards, Redacts, Screen
from bot.practice.own import yours_and_now
from bot.practice.session import Session, active
from bot.recall import CLEARED_MOVE, DANGER_MOVE, HERE_MOVE, Recalled, recall
from bot.replies import NOTHING, REMEMBER, Replies
from bot.safety.crisis import Danger
from bot.safety.veil import veiled
from bot.support.coworker import Coworker
from bot.support.loops import fact_in
from bot.support.prompt import handed_on
from bot.support.quotes import stood_here
from bot.support.talk import SupportAnswer, SupportRequest
from bot.urgent import NOT_MEANT, PREFIX
from bot.voice import Silent, Voice
from memory.clock import to_ms
from memory.conversations import Said
from memory.facts import Fact
from memory.people import Person

MAX_WORDS_READ = 12_000  # characters of one breath that the supporter reads; danger reads them all

_NOTICED = (REMEMBER, NOTHING)  # taps under the notice

A = TypeVar("A")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Breath:
    """What one turn answers: one event, or the messages that were sent in one breath."""

    person: Person
    events: tuple[Event, ...]
    event_ids: tuple[str, ...]
    reply_id: str
    now: datetime
    voice: Voice = field(default_factory=Silent)
    local: bool = False  # danger, however low or past: no model reads it

    @property
    def text(self) -> str:
        """The words of all its messages."""
        return "\n".join(e.text for e in self.events if isinstance(e, Message))


class Turn:
    """Knows no platform and no SQL."""

    def __init__(
        self, services: Services, screen: Screen, cards: Cards, redactor: Redacts,
        coworker: Coworker, registry: Registry, thinking: Executor, policy: Policy,
        own_lines: OwnLines,
    ) -> None:  # fmt: skip
        self._services = services
        self._screen = screen
        self._cards = cards
        self._redactor = redactor
        self._coworker = coworker
        self._registry = registry
        self._thinking = thinking
        self._replies = Replies(services, registry)
        self._policy = policy
        self._own_lines = own_lines

    async def take(self, breath: Breath) -> Outcome:
        """The whole way, for one breath."""
        danger = await self._think(self._screen.screen, breath.text)
        exercise = await self._exercise(breath)
        if danger.preempts and (exercise is None or yours_and_now(breath.text, danger)):
            return await self._danger(breath, danger)
        if danger.preempts and exercise is not None:
            return await practice_play.whose(self._practice(breath), exercise, breath.text)
        if not await self._may_come_in(breath):
            refusal = self._policy.refusal(self._country(breath))
            return Outcome(refusal, notice=False)
        breath = replace(breath, local=danger.level != "none")
        outcome = await self._route(breath, exercise)
        if danger.level == "low" and exercise is None:
            outcome = self._gentle_line(breath, danger, outcome)
        return self._notice(breath, outcome)

    # --- danger: the door has screened each message and answered at once; here the breath is one text

    async def _danger(self, breath: Breath, danger: Danger, text: str = "") -> Outcome:
        card = self._cards.card(danger, self._country(breath), text or breath.text)
        card = self._own_lines.beside(breath.person.id, danger, card)
        said = await self._transcript(breath, card, (DANGER_MOVE,), text)
        person, services = breath.person.id, self._services
        answer = services.practising.stepping_out(person, card)
        return Outcome(answer, (lambda tx: services.store.practices.stop(tx, person),), said)

    async def _exercise(self, breath: Breath) -> Session | None:
        """The exercise these messages are part of."""
        playing = self._services.practising.holds(breath.person.id)
        if not playing or not isinstance(breath.events[0], Message):
            return None
        found = await active(self._services.store, breath.person.id, breath.now)
        place = breath.events[0].sender.channel
        return found if found is not None and found.played_in(place) else None

    async def _mine(self, breath: Breath) -> Outcome:
        """What was said in an exercise was the person's own: the card that waited."""
        session = await active(self._services.store, breath.person.id, breath.now)
        held = session.run.words.held if session else ""
        danger = await self._think(self._screen.screen, held)
        if not danger.preempts:
            danger = Danger("self_harm_self", "elevated", "self")  # they say so: the most help
        return await self._danger(breath, danger, held)

    def _gentle_line(self, breath: Breath, danger: Danger, outcome: Outcome) -> Outcome:
        line = self._cards.card(danger, self._country(breath), breath.text).replies
        answer = replace(outcome.answer, replies=(*outcome.answer.replies, *line))
        return _kept_here(replace(outcome, answer=answer))

    async def _tapped(self, breath: Breath, event: Action) -> Outcome:
        answer = self._cards.tapped(event.name, event.value, self._country(breath))
        if answer is None:
            return self._replies.unknown(event)
        moves = (CLEARED_MOVE,) if event.name == NOT_MEANT else (DANGER_MOVE,)
        return Outcome(answer, said=(Said("bot", _spoken(answer), to_ms(breath.now), moves),))

    def _country(self, breath: Breath) -> str:
        return breath.person.profile.get("country") or self._services.settings.country

    async def _may_come_in(self, breath: Breath) -> bool:
        """In some workspaces only members of crews do."""
        event = breath.events[0]
        if self._policy.open_to_all(event.sender) or self._policy.spares(event):
            return True
        return await self._policy.admits(event.sender)

    # --- consent: the first answer comes at once, the notice stands under it

    def _notice(self, breath: Breath, outcome: Outcome) -> Outcome:
        person = breath.person
        if not outcome.answer.replies or not outcome.notice:
            return outcome
        if person.noticed or "memory" in person.consents:
            return self._deal(breath, outcome)
        platform = breath.events[0].sender.platform
        notice = self._replies.notice(platform, self._country(breath))
        people, at = self._services.store.people, to_ms(breath.now)
        answer = replace(outcome.answer, replies=(*outcome.answer.replies, notice))
        effects = (*outcome.effects, lambda tx: people.noticed(tx, person.id, at))
        return replace(outcome, answer=answer, effects=effects)

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
        answer = replace(outcome.answer, replies=(*outcome.answer.replies, question(models)))
        effects = (*outcome.effects, lambda tx: people.asked(tx, person.id, models.mark))
        return replace(outcome, answer=answer, effects=effects)

    # --- route

    async def _route(self, breath: Breath, exercise: Session | None) -> Outcome:
        event = breath.events[0]
        match event:
            case Message():
                if exercise is not None and not event.text.lstrip().startswith("/"):
                    return await practice_play.say(self._practice(breath), exercise, breath.text)
                return await self._message(breath, event)
            case Lifecycle():
                return self._opened(breath, event)
            case Command() | Action():
                return await self._handle(breath, event)

    def _opened(self, breath: Breath, event: Lifecycle) -> Outcome:
        person = breath.person
        if event.name != "opened" or person.noticed or "memory" in person.consents:
            return Outcome(Answer())
        return Outcome(Answer((self._replies.hello(),)))

    async def _message(self, breath: Breath, event: Message) -> Outcome:
        typed = spoken(event.text, self._registry) if len(breath.events) == 1 else None
        if typed is None:
            words = Command(event.id, event.sender, "", breath.text, event.sent_at)
            taken = await self._registry.take(self._context(breath, words))
            return taken or await self._listen(breath)
        return await self._handle(breath, Command(event.id, event.sender, *typed, event.sent_at))

    async def _listen(self, breath: Breath) -> Outcome:
        """Answer the words, and own up to the files that nobody looked into."""
        if not any(event.unread for event in breath.events if isinstance(event, Message)):
            return await self._support(breath)
        if not breath.text.strip():
            return Outcome(Answer((self._replies.unread(),)))
        outcome = await self._support(breath)
        answer = replace(outcome.answer, replies=(*outcome.answer.replies, self._replies.unread()))
        return replace(outcome, answer=answer)

    async def _handle(self, breath: Breath, event: Command | Action) -> Outcome:
        context = self._context(breath, event)
        handler = self._registry.find(event)
        if handler is None and isinstance(event, Action):
            if event.name.startswith(PREFIX):
                return await self._tapped(breath, event)
            if event.name == practice_play.MINE:
                return await self._mine(breath)
            if event.name in ("listen", "reframe", "step"):
                return await self._support(breath, wants=event.name)
            handler = self._replies.find(event.name)
        if handler is None:
            return self._replies.unknown(event)
        return await handler(context)

    def _context(self, breath: Breath, event: Command | Action) -> Context:
        return Context(
            event, breath.person, self._services, breath.now, breath.reply_id,
            clean=self._clean, support=lambda words, wants: self._support(breath, wants, words),
            danger=lambda words: self._think(self._screen.screen, words),
        )  # fmt: skip

    def _practice(self, breath: Breath) -> Context:
        """What is said in an exercise is handled as if it were typed after /practice."""
        event = breath.events[0]
        return self._context(breath, Command(event.id, event.sender, "practice", "", event.sent_at))

    # --- answer

    async def _support(self, breath: Breath, wants: str = "", words: str | None = None) -> Outcome:
        """The coworker's answer to the breath, or to `words` that came with a command."""
        services = self._services
        text = _readable(breath.text if words is None else words)
        past, cleaned = await asyncio.gather(
            recall(services.store, breath.person, breath.now, services.settings.timezone),
            self._think(self._redactor.redact, text),
        )
        clean = cleaned.text
        request = SupportRequest(
            text=clean or past.last_words if wants else clean,
            history=past.history,
            profile=replace(past.profile, wants=wants) if wants else past.profile,
            seed=self._seed(breath, past),
            first_today=past.first_today,
            after_danger=past.after_danger,
        )
        danger, stories = await asyncio.gather(
            self._think(self._screen.screen, request.text),
            services.library.readable(breath.person, breath.now),
        )
        if danger.level == "none":  # none of colleagues beside words that have any danger in them
            request = replace(request, stories=stories)
        theirs_stay = request.text != clean and past.last_stays
        stays = (
            breath.local or danger.level != "none" or theirs_stay
        )  # this answer is never told on
        engine = None if stays or past.after_danger else services.models.for_person(breath.person)
        if engine is not None and await self._told_danger(request):
            engine = None
        veil = veiled(text, cleaned.spans) if engine is not None else None
        voice = breath.voice if words is None else Silent()
        propose = self._may_propose(breath.person, clean)
        answer = await self._coworker.answer(request, engine, veil, voice, propose=propose)
        outcome = self._remember(breath, answer, clean, wants)
        if stays:
            outcome = _kept_here(outcome)
        if danger.level == "low" and words and isinstance(breath.events[0], Command):
            outcome = self._gentle_line(breath, danger, outcome)  # `take` reads messages only
        return replace(outcome, may_ask=not past.after_danger)

    async def _told_danger(self, request: SupportRequest) -> bool:
        """Whether what a model would be told of the person's earlier words has any danger in it."""
        profile = request.profile
        earlier = handed_on(request.history, profile.name)
        told = [*profile.open_loops, *(said.text for said in earlier if said.role == "user")]

        def read(texts: list[str]) -> bool:
            return any(self._screen.screen(text).level != "none" for text in texts)

        return await self._think(read, told)

    def _may_propose(self, person: Person, words: str) -> bool:
        """Whether a model may see a fact to ask about in words where the local patterns see none."""
        return person.allows("memory") and lasting(words) and not fact_in(words)

    async def _clean(self, words: str) -> str:
        """The words without other people's data."""
        return (await self._think(self._redactor.redact, _readable(words))).text

    # --- remember

    def _remember(self, breath: Breath, answer: SupportAnswer, words: str, wants: str) -> Outcome:
        person, store = breath.person, self._services.store
        at = to_ms(breath.now)
        shown = "\n\n".join(filter(None, (answer.text, answer.quoted)))
        words_kept = answer.kept or answer.text
        if answer.quoted:
            words_kept = f"{words_kept}\n\n{stood_here()}"
        kept = words_kept if answer.kept or answer.quoted else ""
        replies: list[Reply] = [Text(shown, answer.choices, kept=kept)]
        effects: list[Effect] = []
        if person.allows("nudges") and is_hard(answer.understanding):
            effects.append(lambda tx: note(store, tx, person, breath.now, hard=True))
        if answer.remember and person.allows("memory"):
            fact = Fact(breath.reply_id, answer.remember, at)
            effects.append(lambda tx: store.facts.propose(tx, person.id, fact))
            replies.append(self._replies.ask_fact(fact))
        sources = (*(source.id for source in answer.sources), *answer.phrases)
        said = [*self._user_said(breath, words, answer.open_loop)] if words else []
        said.append(Said("bot", words_kept, at, answer.moves, sources))
        return Outcome(Answer(tuple(replies)), tuple(effects), tuple(said))

    async def _transcript(
        self, breath: Breath, answer: Answer, moves: tuple[str, ...], text: str = ""
    ) -> tuple[Said, ...]:
        """The breath (or `text`) and its answer, redacted, as they go into the transcript."""
        words = (
            await self._think(self._redactor.redact, (text or breath.text)[:MAX_WORDS_READ])
        ).text
        bot = Said("bot", _spoken(answer), to_ms(breath.now), moves)
        return (*self._user_said(breath, words, ""), bot)

    def _user_said(self, breath: Breath, words: str, open_loop: str) -> tuple[Said, ...]:
        at = to_ms(breath.now)
        said = Said("user", words, at, open_loop=open_loop, event_id=breath.event_ids[0])
        return (said,)

    def _seed(self, breath: Breath, past: Recalled) -> int:
        fixed = self._services.settings.seed
        if fixed is not None:
            return fixed + len(past.history)
        return int(breath.reply_id[:12], 16)

    async def _think(self, work: Callable[[A], R], argument: A) -> R:  # off the event loop
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thinking, work, argument)


def _kept_here(outcome: Outcome) -> Outcome:
    said = tuple(
        replace(s, moves=(*s.moves, HERE_MOVE))
        if s.role == "bot" and HERE_MOVE not in s.moves
        else s
        for s in outcome.said
    )
    return replace(outcome, said=said)


def _readable(words: str) -> str:
    return words.replace("\0", "")[:MAX_WORDS_READ]


def _spoken(answer: Answer) -> str:
    return "\n".join(reply.text for reply in answer.replies if isinstance(reply, Text))
