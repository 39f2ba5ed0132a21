"""/export: everything kept about one person, as one JSON file that a person can read."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from bot.commands.checkin_words import load_names
from bot.commands.context import CommandSpec, Context
from bot.commands.crew_export import CrewKept, crew_exported, crew_kept
from bot.commands.memory_items import EVERYTHING, title
from bot.commands.peers_export import PeersKept, peers_exported, peers_kept
from bot.commands.practice_export import exported
from bot.commands.shift_export import ShiftKept, shift_exported, shift_kept
from bot.commands.words import local, long_time, words, zone
from bot.messages import Answer, Choice, File
from bot.outcome import Outcome
from memory.checkins import Checkin
from memory.clock import to_ms
from memory.conversations import Said
from memory.facts import Fact
from memory.feedback import Opinion
from memory.practices import Practice


@dataclass(frozen=True, slots=True)
class _Kept:
    said: list[Said]
    facts: list[Fact]
    proposals: list[Fact]
    opinions: list[Opinion]
    checkins: list[Checkin]
    practices: list[Practice]
    shift: ShiftKept
    crews: CrewKept
    peers: PeersKept


async def run(context: Context) -> Outcome:
    """The file; where an app would hold on to it, first the page that hands it out, and a warning."""
    warn = words("export")["warn"].get(context.event.sender.platform)
    if warn is None:
        return await file(context)
    settings, anyway = context.services.settings, Choice("export_file", warn["anyway"])
    if not settings.web_name:
        return Outcome.text(warn["file"], anyway)
    token = context.services.links.make(context.event.sender, context.now)
    page = Choice(
        "export_page",
        warn["open"],
        style="primary",
        url=f"https://{settings.web_name}/export/{token}",
    )
    return Outcome.text(f"{warn['page']}\n\n{warn['file']}", page, anyway)


async def file(context: Context) -> Outcome:
    """The person's own rows only, read in one view of the database."""
    store, person = context.services.store, context.person
    async with store.database.read() as tx:
        kept = _Kept(
            await store.conversations.recent(tx, person.id, 0, EVERYTHING),
            await store.facts.all(tx, person.id),
            await store.facts.all(tx, person.id, confirmed=False),
            await store.feedback.all(tx, person.id, EVERYTHING),
            await store.checkins.since(tx, person.id, 0),
            await store.practices.all(tx, person.id),
            await shift_kept(context, tx),
            await crew_kept(context, tx),
            await peers_kept(context, tx),
        )
    content = await asyncio.to_thread(lambda: _written(_Export(context, kept).whole()))
    today = local(context, to_ms(context.now)).date()
    name = words("export")["file"].format(date=today.isoformat())
    return Outcome(Answer((File(name, "application/json", content),)))


class _Export:
    """Plain keys, dates in words, empty parts left out."""

    def __init__(self, context: Context, kept: _Kept) -> None:
        self._context = context
        self._kept = kept
        self._text: dict[str, Any] = words("export")
        self._key: dict[str, str] = self._text["keys"]

    def whole(self) -> dict[str, Any]:
        """Top to bottom as a person would want to read it."""
        key, person, kept = self._key, self._context.person, self._kept
        parts = {
            key["about"]: self._about(),
            key["name"]: person.profile.get("name"),
            key["settings"]: self._settings(),
            key["consents"]: self._consents(),
            key["how_long"]: self._how_long(),
            key["facts"]: [self._fact(fact) for fact in kept.facts],
            key["proposals"]: [self._fact(fact) for fact in kept.proposals],
            key["feedback"]: [self._opinion(o) for o in reversed(kept.opinions)],
            key["checkins"]: [self._checkin(c) for c in kept.checkins],
            **shift_exported(kept.shift, key, self._context.now, self._when),
            key["conversations"]: self._conversations(),
            key["practice"]: [exported(run, key, self._when) for run in kept.practices],
            **crew_exported(kept.crews, self._when),
            **peers_exported(kept.peers, self._when),
        }
        return {name: part for name, part in parts.items() if part}

    def _about(self) -> str:
        now = self._when(to_ms(self._context.now))
        return str(self._text["about"].format(now=now, zone=str(zone(self._context))))

    def _settings(self) -> dict[str, str]:
        named: dict[str, str] = self._text["settings"]
        told = {k: v for k, v in self._context.person.profile.items() if k != "name"}
        return {named.get(k, k): v for k, v in told.items()}

    def _consents(self) -> dict[str, str]:
        switches = words("memory")["switches"]
        said = self._context.person.consents
        states = {None: switches["unasked"], True: switches["yes"], False: switches["no"]}
        return {what: states[said.get(p)] for p, what in switches["what"].items()}

    def _how_long(self) -> dict[str, str]:
        text, settings = self._text["how_long"], self._context.services.settings
        lasting = self._context.person.allows("memory")
        chats = text["conversations"].format(n=settings.keep_transcripts_days)
        checkins = text["checkins"].format(n=settings.keep_checkins_days)
        return {
            self._key["conversations"]: chats if lasting else text["oneoff"],
            self._key["checkins"]: checkins if lasting else text["oneoff"],
        }

    def _fact(self, fact: Fact) -> dict[str, str]:
        return {self._key["what"]: fact.text, self._key["when"]: self._when(fact.at_ms)}

    def _opinion(self, opinion: Opinion) -> dict[str, Any]:
        return {
            self._key["when"]: self._when(opinion.at_ms),
            self._key["what"]: [title(target) for target in opinion.targets],
            self._key["verdict"]: self._text["verdicts"].get(opinion.verdict, opinion.verdict),
        }

    def _checkin(self, checkin: Checkin) -> dict[str, str]:
        said = words("checkin")
        told = {
            "when": self._when(checkin.at_ms),
            "mood": _scale(checkin.mood, said["mood_words"]),
            "energy": _scale(checkin.energy, said["energy_words"]),
            "words": checkin.tag.replace(",", ", "),
            "loads": load_names(checkin.loads),
            "note": checkin.note,
        }
        return {self._key[k]: v for k, v in told.items() if v}

    def _conversations(self) -> list[dict[str, Any]]:
        out = []
        for _, group in groupby(self._kept.said, key=lambda item: item.conversation):
            said = list(group)
            messages = [self._message(item) for item in said]
            started = self._when(said[0].at_ms)
            out.append({self._key["started"]: started, self._key["messages"]: messages})
        return out

    def _message(self, item: Said) -> dict[str, Any]:
        told: dict[str, Any] = {
            "when": self._when(item.at_ms),
            "who": self._text["me" if item.role == "user" else "bot"],
            "text": item.text,
            "open": item.open_loop,
            "based_on": [title(source) for source in item.sources],
        }
        return {self._key[k]: v for k, v in told.items() if v}

    def _when(self, at_ms: int) -> str:
        return long_time(local(self._context, at_ms))


def _scale(number: int, named: dict[int, str]) -> str:
    return f"{number} of 5, {named[number]}" if number else ""


def _written(whole: dict[str, Any]) -> bytes:
    text = json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
    return text.encode("utf-8", "replace")


SPEC = CommandSpec(
    "export",
    words("export")["summary"],
    words("export")["usage"],
    run,
    (("export", run), ("export_file", file)),
)
