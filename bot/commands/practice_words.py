"""What the parts of /practice share: words, buttons, forms."""

from __future__ import annotations

from typing import Any

import prompts
from bot.commands.context import Context
from bot.messages import Choice, Field, Form, Text
from bot.outcome import Effect
from bot.practice.gap import ITEMS
from bot.practice.scenario import Scenario
from bot.practice.session import Session
from memory.database import Tx


def words() -> dict[str, Any]:
    """The words around an exercise."""
    read: dict[str, Any] = prompts.read("coach/session.yaml")
    return read


def line(story: Scenario, text: str) -> Text:
    """What the partner says, under their name, with the two ways out."""
    text = words()["line"].format(name=story.name, text=text)
    return Text(
        text, (Choice("practice_stop", words()["stop"]), Choice("practice_coach", words()["coach"]))
    )


def report() -> tuple[Form, Text]:
    """The four questions, and the way around them."""
    told = words()["report"]
    scale = tuple((str(n), f"{n} {word}") for n, word in told["scale"].items())
    fields = tuple(Field(item, told["items"][item], "scale", scale) for item in ITEMS)
    form = Form("practice_rate", told["title"], fields, told["submit"])
    return form, Text(words()["end_skip"], (Choice("practice_skip", told["skip"]),))


def ask() -> Form:
    """The question box."""
    told = words()["ask"]
    return Form(
        "practice_ask", told["title"], (Field("question", told["label"], "text"),), told["submit"]
    )


def after(session: Session) -> tuple[Choice, ...]:
    """Where to go from the feedback."""
    told = words()["after"]
    return (
        Choice("practice_start", told["again"], f"{session.run.result.scenario}:go"),
        Choice("practice", told["other"]),
        Choice("practice_progress", told["progress"]),
    )


def keep(context: Context, session: Session) -> Effect:
    """Write it down, and let the door know whether it is still played."""
    store, person, practising = context.services.store, context.person, context.services.practising

    async def save(tx: Tx) -> None:
        if session.run.state == "playing":
            await store.practices.stop(tx, person.id)
        await store.practices.save(tx, person.id, session.run)
        if session.run.state == "playing":
            practising.begin(person.id, session.run.words.place)
        else:
            practising.end(person.id)

    return save


def hinted(context: Context) -> bool:
    """Whether hints are on."""
    return context.person.profile.get("practice_hints") == "on"
