"""/practice, what comes after: the four questions, the feedback, the question box, the progress."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from random import Random

from bot.commands.context import Context
from bot.commands.practice_words import after, ask, keep, report, words
from bot.messages import Answer, Chart, Choice, Reply, Text
from bot.outcome import Outcome
from bot.pictures.charted import charted
from bot.pictures.practice import bars_picture, progress_picture
from bot.practice import progress as way
from bot.practice.answers import is_question
from bot.practice.coach import BARS, Feedback
from bot.practice.gap import ITEMS, gap
from bot.practice.judges import SIX
from bot.practice.session import AVOIDED, latest

_QUESTION = 500  # characters of a question that are read


async def coach(context: Context) -> Outcome:
    """Feedback is wanted, now: the four questions first."""
    session = await latest(context.services.store, context.person.id)
    if session is None:
        return Outcome.text(words()["nothing_on"])
    if not session.answered:
        name = session.story.name if session.story else ""
        return Outcome.text(words()["too_early"].format(name=name))
    rating = replace(session, run=replace(session.run, state="rating"))
    form, skip = report()
    replies = (Text(words()["early"], tone="notice"), form, skip)
    return Outcome(Answer(replies), (keep(context, rating),))


async def rate(context: Context) -> Outcome:
    """The four answers (or none): the feedback."""
    own = {
        item: int(n)
        for item in ITEMS
        if (n := context.values.get(item, "")) in ("1", "2", "3", "4", "5")
    }
    session = await latest(context.services.store, context.person.id)
    if session is None or not session.answered:
        return Outcome.text(words()["nothing_on"])
    store, person = context.services.store, context.person
    async with store.database.read() as tx:
        runs = await store.practices.all(tx, person.id)
    avoid = [
        used for run in runs[-AVOIDED - 1 :] if run.id != session.run.id for used in run.words.used
    ]
    try:
        feedback = await asyncio.to_thread(context.services.studio.feedback, session.turns, avoid)
    except ValueError:
        return Outcome.text(words()["failed"])
    parts = context.services.parts
    feedback = await parts.feedback(person, session.story, session.turns, feedback)
    done = session.rated(own, feedback.scores, feedback.text, feedback.used)
    rng = Random(int(session.run.id[:8], 16))  # noqa: S311 - a choice of words
    told = gap(own, feedback.scores, rng)
    replies: list[Reply] = [Text(feedback.text), await asyncio.to_thread(bars, feedback)]
    replies += [Text(told)] if told else []
    replies += [ask(), Text(words()["after"]["text"], after(done))]
    return Outcome(Answer(tuple(replies)), (keep(context, done),))


async def question(context: Context) -> Outcome:
    """Something about the feedback, asked in the box."""
    session = await latest(context.services.store, context.person.id)
    asked = (context.values.get("question") or context.args)[:_QUESTION].strip()
    if session is None or session.run.state != "done" or not asked:
        return Outcome.text(words()["ask_gone"])
    before = [answer for _, answer in session.run.words.asked]
    told = await asyncio.to_thread(context.services.studio.answer, asked, session.turns, before)
    clean, parts = await context.clean(asked), context.services.parts
    shown = session.run.words.feedback
    told = await parts.answer(context.person, clean, session.turns, shown, told)
    said = replace(session.run.words, asked=(*session.run.words.asked, (clean, told)))
    kept = replace(session, run=replace(session.run, words=said))
    return Outcome(Answer((Text(told), ask())), (keep(context, kept),))


async def typed(context: Context) -> Outcome | None:
    """A question that is typed in the exercise's own thread, once there is feedback."""
    thread, asked = context.event.sender.thread, context.args
    if not thread or not is_question(asked):
        return None
    session = await latest(context.services.store, context.person.id)
    if session is None or session.run.state != "done" or session.run.words.place != thread:
        return None
    return await question(context)


async def progress(context: Context) -> Outcome:
    """All exercises with feedback, as a picture and in words."""
    store, person, told = context.services.store, context.person, words()["progress"]
    async with store.database.read() as tx:
        runs = way.finished(await store.practices.all(tx, person.id))
    if not runs:
        return Outcome.text(told["none"], Choice("practice", words()["after"]["other"]))
    overall = [run.result.overall for run in runs]
    six = {told["six"][name]: [run.result.scores.get(name, 1.0) for run in runs] for name in SIX}
    days = context.services.settings.keep_checkins_days
    kept = told["kept"].format(days=days) if person.allows("memory") else told["not_kept"]
    text = f"{way.verdict(runs)}\n\n{kept}"
    buttons = (
        Choice("practice", words()["after"]["other"]),
        Choice("practice_wipe", told["wipe"], style="danger"),
    )
    drawn = progress_picture(overall, six, told)
    chart = await charted(drawn, way.in_words(runs), told["title"])
    return Outcome(Answer((chart, Text(text, buttons))))


async def wipe(context: Context) -> Outcome:
    """All exercises and results of this person."""
    store, person = context.services.store, context.person
    context.services.practising.end(person.id)
    return Outcome.text(
        words()["progress"]["wiped"],
        effects=(lambda tx: store.practices.remove(tx, person.id),),
        erases=True,
    )


def bars(feedback: Feedback) -> Chart:
    """The three bars as a picture."""
    told = words()["bars"]
    drawn = bars_picture([(told[name], feedback.bars[name]) for name in BARS], told["title"])
    return Chart(drawn.png(), told["alt"].format(**feedback.bars), told["title"], drawn.vectors())
