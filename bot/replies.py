"""The house's own short answers: the notice, consent, facts, feedback, and what is unknown."""

from __future__ import annotations

from typing import Any

import prompts
from bot.commands.context import Context, Handler, Registry, Services
from bot.messages import Action, Choice, Command, Text
from bot.outcome import Outcome
from bot.safety.resources import directory
from memory.clock import to_ms
from memory.facts import Fact
from memory.feedback import Opinion

REMEMBER, NOTHING = "memory_yes", "memory_no"
FACT_YES, FACT_NO = "fact_yes", "fact_no"
HELPED, NOT_FOR_ME = "helped", "not_for_me"


class Replies:
    """Words come from `prompts/phrases/notices.yaml`."""

    def __init__(self, services: Services, registry: Registry) -> None:
        self._services = services
        self._registry = registry
        self._words: dict[str, Any] = prompts.read("phrases/notices.yaml")
        self._handlers: dict[str, Handler] = {
            REMEMBER: self._remember,
            NOTHING: self._keep_nothing,
            FACT_YES: self._keep_fact,
            FACT_NO: self._drop_fact,
            HELPED: self._opinion,
            NOT_FOR_ME: self._opinion,
        }

    def find(self, action: str) -> Handler | None:
        """The handler of one of the buttons made here."""
        return self._handlers.get(action)

    def notice(self, platform: str, country: str) -> Text:
        """What stands under the first answer, with what there is to say about this platform."""
        words, settings = self._words["notice"], self._services.settings
        text = words["text"].format(days=settings.keep_transcripts_days)
        if more := words["platforms"].get(platform):
            who = directory(country)
            text += "\n\n" + more.format(name=who.name, contact=who.contact)
        yes = Choice(REMEMBER, words["remember"], style="primary")
        return Text(text, (yes, Choice(NOTHING, words["nothing"])), tone="notice")

    def hello(self) -> Text:
        """For a conversation that was opened before anything was said."""
        return Text(self._words["notice"]["hello"])

    def unread(self) -> Text:
        """About files that nobody looked into."""
        return Text(self._words["unread"])

    def apology(self) -> Text:
        """When an answer could not be made or sent."""
        return Text(self._words["apology"], tone="error")

    def late(self) -> str:
        """The line that owns a delay."""
        return str(self._words["late"])

    def ask_fact(self, fact: Fact) -> Text:
        """Ask before remembering."""
        words = self._words["fact"]
        yes = Choice(FACT_YES, words["keep"], fact.id, "primary")
        return Text(
            words["ask"].format(fact=fact.text), (yes, Choice(FACT_NO, words["decline"], fact.id))
        )

    def unknown(self, event: Command | Action) -> Outcome:
        """A command or a button that nobody claims."""
        if isinstance(event, Action):
            return Outcome.text(self._words["unknown_action"])
        known = ", ".join(f"/{spec.name}" for spec in self._registry.offered(self._services.doors))
        return Outcome.text(self._words["unknown_command"].format(commands=known))

    async def _remember(self, context: Context) -> Outcome:
        store, person = self._services.store, context.person
        days = self._services.settings.keep_transcripts_days

        async def keep(tx: Any) -> None:
            await store.vault.keep(person.id)  # first: a yes must never sit on a key that expires
            await store.people.consent(tx, person.id, "memory", True, to_ms(context.now))

        return Outcome.text(self._words["consent"]["remembered"].format(days=days), effects=(keep,))

    async def _keep_nothing(self, context: Context) -> Outcome:
        people, person = self._services.store.people, context.person
        at = to_ms(context.now)
        return Outcome.text(
            self._words["consent"]["nothing"],
            effects=(lambda tx: people.consent(tx, person.id, "memory", False, at),),
        )

    async def _keep_fact(self, context: Context) -> Outcome:
        facts, person = self._services.store.facts, context.person
        return Outcome.text(
            self._words["fact"]["kept"],
            effects=(lambda tx: facts.confirm(tx, person.id, context.args),),
        )

    async def _drop_fact(self, context: Context) -> Outcome:
        facts, person = self._services.store.facts, context.person
        return Outcome.text(
            self._words["fact"]["dropped"],
            effects=(lambda tx: facts.remove(tx, person.id, context.args),),
        )

    async def _opinion(self, context: Context) -> Outcome:
        feedback, person = self._services.store.feedback, context.person
        verdict = context.event.name
        targets = tuple(part for part in context.args.replace(",", " ").split() if part)
        opinion = Opinion(context.fresh_id, verdict, targets, to_ms(context.now))
        return Outcome.text(
            self._words["feedback"][verdict],
            effects=(lambda tx: feedback.add(tx, person.id, opinion),),
        )
