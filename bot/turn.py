"""One event's way through: danger → consent → route → answer → remember.

`Turn.take` decides; it writes nothing. What it wants written goes into the outcome's effects, which
`answering.py` runs in the transaction that closes the event.
"""

from __future__ import annotations

from dataclasses import replace

from bot.care import Care
from bot.commands import practice_play
from bot.commands.context import Context, Registry, Services
from bot.commands.spoken import spoken
from bot.crew.policy import Policy
from bot.listening import Listening
from bot.messages import Action, Answer, Command, Lifecycle, Message
from bot.notice import Notice, seen
from bot.outcome import Outcome
from bot.practice.own import yours_and_now
from bot.practice.session import Session, active
from bot.queue.breaths import Breath
from bot.reader import Reader
from bot.replies import Replies
from bot.urgent import NOT_MEANT, PREFIX


class Turn:
    """Knows no platform and no SQL."""

    def __init__(
        self, services: Services, registry: Registry, policy: Policy, reader: Reader, care: Care,
        listening: Listening, notice: Notice, replies: Replies,
    ) -> None:  # fmt: skip
        self._services = services
        self._registry = registry
        self._policy = policy
        self._reader = reader
        self._care = care
        self._listening = listening
        self._notice = notice
        self._replies = replies

    async def take(self, breath: Breath) -> Outcome:
        """The whole way, for one breath."""
        danger = await self._care.danger(breath)
        exercise = await self._exercise(breath)
        if danger.preempts and (exercise is None or yours_and_now(breath.text, danger)):
            goes_on = exercise is None and not self._commands(breath)
            if not (goes_on and await self._care.goes_on(breath, danger)):
                return await self._care.card(breath, danger)
        elif danger.preempts and exercise is not None:
            return await practice_play.whose(self._practice(breath), exercise, breath.text)
        if not await self._may_come_in(breath):
            country = breath.country(self._services.settings.country)
            refusal = self._policy.refusal(breath.events[0].sender, country)
            return Outcome(refusal, notice=False)
        breath = replace(breath, local=danger.level != "none")
        outcome = await self._route(breath, exercise)
        if danger.level == "low" and exercise is None:
            outcome = self._care.gentle(breath, danger, outcome)
        return self._notice.under(breath, outcome)

    def _commands(self, breath: Breath) -> bool:
        """Whether it is a command, by its own name or typed as words."""
        event = breath.events[0]
        return not isinstance(event, Message) or spoken(event.text, self._registry) is not None

    async def _exercise(self, breath: Breath) -> Session | None:
        """The exercise these messages are part of."""
        playing = self._services.practising.holds(breath.person.id)
        if not playing or not isinstance(breath.events[0], Message):
            return None
        found = await active(self._services.store, breath.person.id, breath.now)
        place = breath.events[0].sender.channel
        return found if found is not None and found.played_in(place) else None

    async def _may_come_in(self, breath: Breath) -> bool:
        """In some workspaces only members of crews do."""
        event = breath.events[0]
        if self._policy.open_to_all(event.sender) or self._policy.spares(event):
            return True
        return await self._policy.admits(event.sender)

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
        if event.name != "opened" or seen(breath.person):
            return Outcome(Answer())
        return Outcome(Answer((self._replies.hello(),)))

    async def _message(self, breath: Breath, event: Message) -> Outcome:
        typed = spoken(event.text, self._registry) if len(breath.events) == 1 else None
        if typed is None:
            words = Command(event.id, event.sender, "", breath.text, event.sent_at)
            taken = await self._registry.take(self._context(breath, words))
            return taken or await self._listening.hear(breath)
        return await self._handle(breath, Command(event.id, event.sender, *typed, event.sent_at))

    async def _handle(self, breath: Breath, event: Command | Action) -> Outcome:
        handler = self._registry.find(event)
        if handler is None and isinstance(event, Action):
            if event.name == NOT_MEANT:
                return await self._listening.corrected(breath)
            if event.name.startswith(PREFIX):
                return self._care.tapped(breath, event) or self._replies.unknown(event)
            if event.name == practice_play.MINE:
                return await self._care.mine(breath)
            if event.name in ("listen", "reframe", "step"):
                return await self._listening.answer(breath, wants=event.name)
            handler = self._replies.find(event.name)
        if handler is None:
            return self._replies.unknown(event)
        return await handler(self._context(breath, event))

    def _context(self, breath: Breath, event: Command | Action) -> Context:
        reader, listening = self._reader, self._listening
        return Context(
            event, breath.person, self._services, breath.now, breath.reply_id,
            clean=reader.clean, danger=reader.danger,
            support=lambda words, wants: listening.answer(breath, wants, words),
        )  # fmt: skip

    def _practice(self, breath: Breath) -> Context:
        """What is said in an exercise is handled as if it were typed after /practice."""
        event = breath.events[0]
        return self._context(breath, Command(event.id, event.sender, "practice", "", event.sent_at))
