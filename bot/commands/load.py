"""/load: how loaded today is, as the person told it. Seen by them only, gone within a day."""

from __future__ import annotations

from typing import Any

from bot.commands.cards import exercise_words
from bot.commands.context import CommandSpec, Context
from bot.commands.words import words
from bot.messages import Choice
from bot.outcome import Outcome
from bot.shift import load
from bot.shift.load import STATES, Load, Signs
from memory.clock import to_ms
from memory.database import Tx


async def run(context: Context) -> Outcome:
    """What is known, with the taps that change it. "/load tense" tells it."""
    asked = context.args.lower().rstrip(".!")
    if asked in STATES:
        return _told(context, asked)
    if asked == "break":
        return await rest(context)
    if asked == "clear":
        return await clear(context)
    store = context.services.store
    async with store.database.read() as tx:
        kept = await store.loads.get(tx, context.person.id)
    text = exercise_words()["load"]
    now = load.load_of(load.load(kept), to_ms(context.now))
    said = shown(now) if kept else text["nothing"]
    choices = [Choice("load_tell", label, state) for state, label in text["tell"].items()]
    choices.append(Choice("load_break", text["rest"]))
    if kept:
        choices.append(Choice("load_clear", text["clear"]))
    return Outcome.text(f"{said} {text['only_you']}", *choices)


def shown(now: Load) -> str:
    """The state and its reasons, in words."""
    text: dict[str, Any] = exercise_words()["load"]
    why = [text["because"][reason].format(n=now.in_a_row) for reason in now.because]
    return " ".join([text["shown"].format(state=text["states"][now.state]), *why])


async def tell(context: Context) -> Outcome:
    """A tap on one of the three."""
    return _told(context, context.args if context.args in STATES else STATES[0])


async def rest(context: Context) -> Outcome:
    """They had a break."""
    at = to_ms(context.now)
    return _change(context, words("load")["rested"], lambda signs: load.rest(signs, at))


async def clear(context: Context) -> Outcome:
    """Nothing is known of today."""
    return _change(context, exercise_words()["load"]["cleared"], lambda _: Signs())


def _told(context: Context, state: str) -> Outcome:
    at = to_ms(context.now)
    name = exercise_words()["load"]["states"].get(state, state)
    said = words("load")["told"].format(state=name)
    return _change(context, said, lambda signs: load.tell(signs, state, at))


def _change(context: Context, said: str, change: Any) -> Outcome:
    store, person, at = context.services.store, context.person, to_ms(context.now)

    async def keep(tx: Tx) -> None:
        signs = change(load.load(await store.loads.get(tx, person.id)))
        await store.loads.put(tx, person.id, "" if signs == Signs() else load.dump(signs), at)

    return Outcome.text(said, effects=(keep,))


SPEC = CommandSpec(
    "load", words("load")["summary"], words("load")["usage"], run,
    (
        ("load", run),
        ("load_tell", tell),
        ("load_break", rest),
        ("load_clear", clear),
    ),
)  # fmt: skip
