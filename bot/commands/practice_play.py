"""/practice, the playing: begin, answer the partner, stop."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace

from bot.commands.context import Context
from bot.commands.practice_words import hinted, keep, line, report, words
from bot.messages import Answer, Choice, Reply, Text
from bot.outcome import Outcome
from bot.practice.scenario import Scenario, scenario
from bot.practice.session import Session, active, begun, latest
from bot.practice.turns import Turn
from bot.recall import recall

MINE = "practice_me"  # answered by the turn, which has the cards


async def start(context: Context) -> Outcome:
    """Begin an exercise; a hard one says first what it is about. Not on a day with danger in it."""
    if await after_danger(context):
        return Outcome.text(words()["after_danger"])
    id, _, warned = context.args.partition(":")
    try:
        story = scenario(id)
    except KeyError:
        return Outcome.text(words()["unknown"], Choice("practice", words()["after"]["other"]))
    if story.hard and not warned:
        told = words()["warn"]
        go = Choice("practice_start", told["go"], f"{id}:go", "primary")
        return Outcome.text(story.warning, go, Choice("practice", told["other"]))
    session = begun(context.fresh_id, story, context.now).at(context.event.sender.channel)
    intro = words()["start"].format(who=story.who, scene=story.scene)
    replies = (Text(intro, tone="notice"), line(story, story.opener.tell))
    return Outcome(Answer(replies), (keep(context, session),))


async def say(context: Context, session: Session, typed: str) -> Outcome:
    """In: what the person wrote to the partner. Out: the partner's answer, perhaps a hint, perhaps the end."""
    story = session.story
    if story is None:
        return Outcome.text(words()["unknown"])
    mine = Turn("supporter", await cleaned(context, story, typed))
    studio = context.services.studio
    turns = [*session.turns, mine]
    said = await asyncio.to_thread(studio.reply, story, turns)
    said = await context.services.parts.partner(context.person, story, turns, said)
    loop = asyncio.get_running_loop()
    loop.run_in_executor(None, studio.listen, turns)  # nobody waits for it
    session = session.with_turns(mine, Turn("seeker", said.text), now=context.now)
    session = session.at(context.event.sender.channel)
    replies: list[Reply] = []
    if hinted(context):
        hint = studio.hint(said.act, session.answered)
        replies.append(Text(words()["hint"].format(text=hint), tone="notice"))
    spoken = line(story, said.text)
    if said.done:
        session = replace(session, run=replace(session.run, state="rating"))
        form, skip = report()
        replies += [replace(spoken, choices=()), Text(words()["end"], tone="notice"), form, skip]
    else:
        replies.append(spoken)
    return Outcome(Answer(tuple(replies)), (keep(context, session),))


async def stop(context: Context) -> Outcome:
    """Out of it at once; the feedback is offered."""
    session = await active(context.services.store, context.person.id, context.now)
    if session is None:
        return Outcome.text(words()["nothing_on"])
    stopped = replace(session, run=replace(session.run, state="stopped"))
    kept = (keep(context, stopped),)
    if not session.answered:
        return Outcome.text(words()["stopped_empty"], effects=kept)
    yes, no = (
        Choice("practice_coach", words()["coach"]),
        Choice("practice_none", words()["no_coach"]),
    )
    return Outcome.text(words()["stopped"], yes, no, effects=kept)


async def none(context: Context) -> Outcome:
    """No feedback: what was said goes."""
    session = await latest(context.services.store, context.person.id)
    if session is None or session.run.state != "stopped":
        return Outcome.text(words()["nothing_on"])
    bare = replace(session, run=replace(session.run, words=replace(session.run.words, turns=())))
    return Outcome.text(words()["fine"], effects=(keep(context, bare),), erases=True)


async def whose(context: Context, session: Session, typed: str) -> Outcome:
    """Something dangerous was said that may belong to the exercise: ask, and hold it until there is an answer."""
    told = words()["whose"]
    me = Choice(MINE, told["me"], style="danger")
    held = keep(context, session.holding(typed))
    return Outcome.text(
        told["text"], me, Choice("practice_played", told["exercise"]), effects=(held,)
    )


async def played(context: Context) -> Outcome:
    """It belonged to the exercise: go on with it."""
    session = await active(context.services.store, context.person.id, context.now)
    if session is None or not session.run.words.held:
        return Outcome.text(words()["nothing_on"])
    return await say(context, session, session.run.words.held)


async def after_danger(context: Context) -> bool:
    """Whether a danger card was shown today and not taken back."""
    services = context.services
    past = await recall(services.store, context.person, context.now, services.settings.timezone)
    return past.after_danger


async def cleaned(context: Context, story: Scenario, typed: str) -> str:
    """Without other people's data; the partner is made up and keeps the name."""
    parts = re.split(rf"(\b{re.escape(story.name)}\b)", typed)
    told = [p if p == story.name or not p.strip() else await context.clean(p) for p in parts]
    return "".join(told)
