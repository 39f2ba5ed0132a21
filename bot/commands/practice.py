"""/practice: learn to listen. A partner plays the trouble, a coach says how it came across."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.commands import practice_after, practice_play
from bot.commands.context import CommandSpec, Context
from bot.commands.practice_words import hinted, words
from bot.messages import Choice
from bot.outcome import Outcome
from bot.practice.scenario import Scenario, scenarios

_SUGGESTED = 3


async def run(context: Context) -> Outcome:
    """Bare: the menu. With a word: stop, coach, progress, hints, or the exercise's id."""
    asked = context.args.lower().rstrip(".!").replace("-", "_").replace(" ", "_")
    if asked in ("hints_on", "hints_off"):
        return await hints(context, asked.endswith("on"))
    ways: dict[str, Callable[[Context], Awaitable[Outcome]]] = {
        "": menu, "stop": practice_play.stop, "coach": practice_after.coach, "coach_me": practice_after.coach,
        "progress": practice_after.progress, "all": every, "hard": hard,
    }  # fmt: skip
    return await ways.get(asked, practice_play.start)(context)


async def menu(context: Context) -> Outcome:
    """Three to choose from, never a hard one, and the ways to the others."""
    if await practice_play.after_danger(context):
        return Outcome.text(words()["after_danger"])
    store, told = context.services.store, words()["menu"]
    async with store.database.read() as tx:
        runs = await store.practices.all(tx, context.person.id)
    played = [r.result.scenario for r in runs]
    easy = [s for s in scenarios() if not s.hard]
    offset = len(runs) * _SUGGESTED + int(context.person.id[:6], 16)
    turned = [easy[(offset + n) % len(easy)] for n in range(len(easy))]
    fresh = sorted(turned, key=lambda s: played.count(s.id))
    choices = [
        *map(_pick, fresh[:_SUGGESTED]),
        Choice("practice", told["all"], "all"), Choice("practice", told["hard"], "hard"),
    ]  # fmt: skip
    if any(r.result.scores for r in runs):
        choices.append(Choice("practice_progress", told["progress"]))
    on = hinted(context)
    choices.append(
        Choice(
            "practice", told["hints_off" if on else "hints_on"], f"hints {'off' if on else 'on'}"
        )
    )
    return Outcome.text(told["again" if runs else "text"], *choices)


async def every(context: Context) -> Outcome:
    """All that are not hard."""
    easy = (s for s in scenarios() if not s.hard)
    return Outcome.text(words()["menu"]["all_text"], *map(_pick, easy))


async def hard(context: Context) -> Outcome:
    """The hard ones: chosen, never drawn."""
    return Outcome.text(
        words()["menu"]["hard_text"], *map(_pick, (s for s in scenarios() if s.hard))
    )


async def hints(context: Context, on: bool) -> Outcome:
    """A word of the coach after each message, or not."""
    people, person = context.services.store.people, context.person
    return Outcome.text(
        words()["hints_set"][on],
        effects=(lambda tx: people.describe(tx, person.id, practice_hints="on" if on else ""),),
    )


def _pick(story: Scenario) -> Choice:
    return Choice("practice_start", story.title, story.id)


SPEC = CommandSpec(
    "practice", words()["summary"], words()["usage"], run,
    (
        ("practice", run),
        ("practice_start", practice_play.start),
        ("practice_stop", practice_play.stop),
        ("practice_none", practice_play.none),
        ("practice_played", practice_play.played),
        ("practice_coach", practice_after.coach),
        ("practice_rate", practice_after.rate),
        ("practice_skip", practice_after.rate),
        ("practice_ask", practice_after.question),
        ("practice_progress", practice_after.progress),
        ("practice_wipe", practice_after.wipe),
    ),
    takes=practice_after.typed,
)  # fmt: skip
