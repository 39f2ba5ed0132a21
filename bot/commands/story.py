"""/story: leave what helped you for your crew, and see what you left. The buttons lead to the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.commands import story_own, story_read
from bot.commands.context import CommandSpec, Context
from bot.commands.words import day, local
from bot.crew.library import Circle
from bot.crew.reviewing import READS
from bot.crew.stories import Story, faults, quoted, tidy, warning
from bot.crew.words import words
from bot.messages import Answer, Choice, Field, Form, Reply, Text
from bot.outcome import Outcome
from memory.clock import to_ms
from memory.database import Tx
from memory.stories import CrewTold

_MOST = 20  # stories of one person
DRAFT_STAYS = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class _Mine:
    circles: list[Circle]
    leads: list[str]  # names of crews they are in and lead
    told: list[CrewTold]


async def run(context: Context) -> Outcome:
    """What they left so far, and a button for one more. Typed words go straight into the form."""
    mine, text = await _mine(context), words("stories")
    if context.args and mine.circles:
        return Outcome(Answer((form(mine.circles, Story("", tidy(context.args))),)))
    choices: list[Choice] = []
    if mine.circles:
        said = text["head"] if mine.told else f"{text['head']} {text['none_yet']}"
        choices.append(Choice("story_offer", text["offer"], style="primary"))
    elif mine.leads:
        said = text["lead_only"].format(crew=", ".join(mine.leads))
    else:
        said = text["no_crew" if context.coworkers else "no_chat"]
    if context.person.profile.get(READS) == "no":
        said = f"{said} {text['reads_off']}"
        choices.append(Choice("story_reads_on", text["reads_on"]))
    shown: list[Reply] = [Text(said, tuple(choices))]
    shown += [_own(context, mine, told) for told in mine.told]
    return Outcome(Answer(tuple(shown)))


async def offer(context: Context) -> Outcome:
    """The empty form."""
    mine = await _mine(context)
    if not mine.circles:
        return await run(context)
    return Outcome(Answer((form(mine.circles, Story("", "")),)))


async def change(context: Context) -> Outcome:
    """The form again, with their words in it."""
    mine = await _mine(context)
    told = next((told for told in mine.told if told.id == context.args), None)
    circles = [c for c in mine.circles if told and c.crew.id == told.crew_id]
    if told is None or not circles:
        return Outcome.text(words("stories")["gone"])
    return Outcome(Answer((form(circles, Story.load(told.body), told.id),)))


async def save(context: Context) -> Outcome:
    """What was typed, without other people's data, shown back as others would see it."""
    text, mine, values = words("stories"), await _mine(context), context.values
    crew_id = values.get("crew", mine.circles[0].crew.id if len(mine.circles) == 1 else "")
    circle = next((c for c in mine.circles if crew_id in (c.crew.id, c.crew.name)), None)
    old = next((told for told in mine.told if told.id == context.args), None)
    if old is not None:
        circle = next((c for c in mine.circles if c.crew.id == old.crew_id), None)
    if circle is None or (context.args and old is None):
        return Outcome.text(text["gone"] if context.args else text["no_crew"])
    typed = Story(tidy(values.get("when", "")), tidy(values.get("helped", "")))
    if old is None and len(mine.told) >= _MOST:
        return Outcome.text(text["many"])
    again = form(mine.circles if old is None else [circle], typed, context.args)
    if not typed.when or not typed.helped:
        return Outcome(Answer((Text(text["empty"]), again)))
    story = Story(tidy(await context.clean(typed.when)), tidy(await context.clean(typed.helped)))
    wrong = faults(story)
    if (await context.danger(f"{typed.when}\n{typed.helped}")).level != "none":
        wrong.append("danger")
    if wrong:
        why = "\n".join((text["faults_head"], *(text["faults"][code] for code in wrong)))
        if "long" in wrong or "long_when" in wrong:  # a form may be too small to bring it all back
            why = "\n\n".join((why, text["you_wrote"], typed.when, typed.helped))
        return Outcome(Answer((Text(why), again)))
    now = context.now
    told = CrewTold(
        old.id if old else f"story-{context.fresh_id}", circle.crew.id, circle.me, "draft",
        to_ms(now), to_ms(now + DRAFT_STAYS), story.dump(),
    )  # fmt: skip

    async def keep(tx: Tx) -> None:
        await context.services.store.stories.put(tx, told)
        await context.services.store.stories.unread(tx, told.id)

    said = text["back_to_you"].format(
        story=quoted(story), when=story.when, warning=warning(story), crew=circle.crew.name
    )
    return Outcome.text(said, *_taps(told), effects=(keep,), erases=old is not None)


def form(circles: list[Circle], story: Story, id: str = "") -> Form:
    """What was going on, what helped, and for which crew if there are several."""
    text = words("stories")["form"]
    crews = tuple((c.crew.id, c.crew.name) for c in circles)
    pick = (Field("crew", text["crew"], "pick", crews, value=crews[0][0]),)
    fields = (
        *(pick if len(crews) > 1 else ()),
        Field("when", text["when"], "text", value=story.when),
        Field("helped", text["helped"], "text", value=story.helped),
    )
    return Form("story_save", text["title"], fields, text["submit"], text["text"], id)


def _own(context: Context, mine: _Mine, told: CrewTold) -> Text:
    text = words("stories")
    circle = next((c for c in mine.circles if c.crew.id == told.crew_id), None)
    state = text["states"][told.state if circle else "resting"]
    end = local(context, told.expires_ms)
    until = f"{day(end)}, {end.year}"
    line = state.format(crew=circle.crew.name if circle else "", day=until)
    if circle is None:
        return Text(f"{line}\n{quoted(Story.load(told.body))}", (_back(told),))
    return Text(f"{line}\n{quoted(Story.load(told.body))}", _taps(told))


def _taps(told: CrewTold) -> tuple[Choice, ...]:
    text = words("stories")
    send = Choice("story_send", text["send"], told.id, "primary")
    edit = Choice("story_change", text["change"], told.id)
    return (*((send,) if told.state == "draft" else ()), edit, _back(told))


def _back(told: CrewTold) -> Choice:
    unsent = told.state == "draft"
    return Choice("story_back", words("stories")["drop" if unsent else "back"], told.id)


async def _mine(context: Context) -> _Mine:
    services = context.services
    store, library = services.store, services.library
    async with store.database.read() as tx:
        selves = await library.selves(tx, context.person.id)
        circles = await library.circles(tx, selves, context.now)
        joined = [crew for me in selves for crew in await store.crews.joined_by(tx, me)]
        told = [told for me in selves for told in await store.stories.by(tx, me)]
    known = {circle.crew.id for circle in circles}
    return _Mine(circles, [crew.name for crew in joined if crew.id not in known], told)


SPEC = CommandSpec(
    "story", words("stories")["summary"], words("stories")["usage"], run,
    (
        ("story", run),
        ("story_offer", offer),
        ("story_save", save),
        ("story_change", change),
        *story_own.ACTIONS,
        *story_read.ACTIONS,
    ),
    aliases=("stories",),
    together=True,
)  # fmt: skip
