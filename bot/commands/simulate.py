"""/simulate: one made-up client in the chat itself. Messages go to the client until it is over.

What is said to a made-up client is kept with the exercise and marked in the transcript, so that no
later answer takes it for something that happened.
"""

from __future__ import annotations

import re
from datetime import timedelta

from bot.assist import catalog
from bot.commands import cards as view
from bot.commands.context import CommandSpec, Context
from bot.commands.stopping import says_stop
from bot.commands.words import words
from bot.messages import Answer, Choice, Field, Form, Reply, Text
from bot.outcome import Effect, Outcome
from bot.recall import EXERCISE_MOVE, recall
from bot.shift import plan, play
from bot.shift import run as runs
from bot.shift.names import cleaned
from bot.shift.results import stars
from bot.shift.run import Encounter, Run
from memory.clock import to_ms
from memory.conversations import Said
from memory.database import Tx

_WAITS_FOR = timedelta(hours=2)  # then a message is one to Shoulder again


async def run(context: Context) -> Outcome:
    """Without words: a form. "hotel policy rude": that client. "stop": no more."""
    asked = set(re.findall(r"[a-z_]+", context.args.lower()))
    spoken = words("simulate")["words"]
    if asked & {*spoken["stop"]}:
        return await stop(context)
    if not asked:
        return await _wary(context) or Outcome(Answer((*_where(context), _form())))
    domains, categories = catalog.domains(), catalog.categories()
    return await _begin(
        context,
        _meant(asked, domains),
        _meant(asked, categories),
        civil=bool(asked & {*spoken["civil"]}),
        harder=bool(asked & {*spoken["harder"]}),
    )


async def start(context: Context) -> Outcome:
    """The submitted form."""
    told = context.values
    return await _begin(
        context,
        told.get("domain", ""),
        told.get("category", ""),
        civil=told.get("client") != "rude",
        harder="harder" in told.get("harder", ""),
    )


async def _begin(
    context: Context, domain: str, category: str, *, civil: bool, harder: bool
) -> Outcome:
    if (refused := await _wary(context)) is not None:
        return refused
    dice = int(context.fresh_id[:8], 16)
    domain = domain if domain in catalog.domains() else _pick(catalog.domains(), dice)
    category = category if category in catalog.categories() else _pick(catalog.categories(), dice)
    person, store = context.person, context.services.store
    id = store.vault.mark("exercise", person.id, context.fresh_id)
    fresh = plan.one(id, to_ms(context.now), domain, category, civil=civil, harder=harder)
    opened = await context.services.assistance.play(fresh, play.opened)
    one = opened.encounters[0]
    intro = words("simulate")["intro"].format(name=one.name)
    old = await _playing(context)
    effects: tuple[Effect, ...] = (_put(context, opened),)
    if old is not None:
        effects = (_put(context, play.stopped(old)), *effects)
    return Outcome(Answer((Text(intro), _line(opened))), effects)


async def takes(context: Context) -> Outcome | None:
    """A plain message while a client is at the counter is the rep's line to that client."""
    playing = await _playing(context)
    if playing is None or await _wary(context) is not None:
        return None
    if says_stop(context.args):
        return await stop(context)
    clean = await cleaned(context.args, playing.encounters[0].name, context.clean)
    now = await context.services.assistance.play(
        playing, lambda r, speaks: play.said(r, clean, speaks), context.person
    )
    replies: list[Reply] = [_line(now)]
    if now.over:
        replies.append(_end(now))
    sender, event = context.event.sender, context.event
    id = context.services.store.vault.mark("event", sender.platform, event.id)
    at = to_ms(context.now)
    said = (Said("user", clean, at, (EXERCISE_MOVE,), event_id=id),)
    return Outcome(Answer(tuple(replies)), (_put(context, now),), said)


async def cards(context: Context) -> Outcome:
    """Help with what the made-up client said last."""
    playing = await _playing(context)
    if playing is None:
        return Outcome.text(words("simulate")["none"])
    one = playing.encounters[0]
    found = await context.services.assistance.cards_for(one, context.person)
    return Outcome(Answer(view.replies(found, f"{playing.id}:{len(one.lines)}")))


async def stop(context: Context) -> Outcome:
    """No more of this one."""
    playing = await _playing(context)
    if playing is None:
        return Outcome.text(words("simulate")["none"])
    ended = play.stopped(playing)
    said = words("simulate")["stopped"].format(name=ended.encounters[0].name)
    choices = _after(ended) if ended.encounters[0].said else ()
    return Outcome.text(said, *choices, effects=(_put(context, ended),))


async def talk(context: Context) -> Outcome:
    """What a made-up client said becomes the start of a conversation: "<exercise>:<client>"."""
    text, store = words("simulate"), context.services.store
    id, _, number = context.args.partition(":")
    async with store.database.read() as tx:
        kept = await store.exercises.get(tx, context.person.id, id)
    one = runs.load(kept) if kept else None
    if one is None or not number.isdecimal() or int(number) >= len(one.encounters):
        return Outcome.text(text["gone"])
    said = [line.text for line in one.encounters[int(number)].lines if line.role == "client"]
    if not said:
        return Outcome.text(text["gone"])
    return await context.support(text["about"].format(text=" ".join(said[-2:])), "")


def rated(context: Context, id: str, line: str, kind: str, value: int) -> Effect:
    """A card of the chat's client got its tap."""
    store, person = context.services.store, context.person

    async def keep(tx: Tx) -> None:
        kept = await store.exercises.get(tx, person.id, id)
        if kept is not None and line.isdecimal():
            changed = play.rated(runs.load(kept), 0, int(line), kind, value)
            await store.exercises.put(tx, person.id, runs.dump(changed))

    return keep


# --- inside


async def _playing(context: Context) -> Run | None:
    store = context.services.store
    async with store.database.read() as tx:
        kept = await store.exercises.latest(tx, context.person.id)
    if kept is None or kept.at_ms < to_ms(context.now - _WAITS_FOR):
        return None
    found = runs.load(kept)
    return found if found.single and not found.over else None


async def _wary(context: Context) -> Outcome | None:
    past = await recall(context.services.store, context.person, context.now)
    return Outcome.text(words("simulate")["not_today"]) if past.after_danger else None


def _put(context: Context, run: Run) -> Effect:
    exercises, person = context.services.store.exercises, context.person
    return lambda tx: exercises.put(tx, person.id, runs.dump(run))


def _line(run: Run) -> Text:
    text, one = words("simulate"), run.encounters[0]
    choices = (Choice("simulate_cards", text["help"]), Choice("simulate_stop", text["stop"]))
    shown = text["line"].format(name=one.name, text=one.lines[-1].text)
    return Text(shown, () if run.over else choices)


def _end(run: Run) -> Text:
    text, one = words("simulate"), run.encounters[0]
    said = text["done_no_stars" if one.stars is None else "done"]
    return Text(said.format(name=one.name, stars=_stars(one)), _after(run))


def _stars(one: Encounter) -> str:
    return stars(one) if one.stars is not None else ""


def _after(run: Run) -> tuple[Choice, ...]:
    text = words("simulate")
    talk = Choice("simulate_talk", text["talk"], f"{run.id}:0", "primary")
    return (talk, Choice("simulate", text["again"]))


def _meant(asked: set[str], titles: dict[str, str]) -> str:
    """The slug that one of the typed words belongs to."""
    for slug, title in titles.items():
        parts = {slug, *slug.split("_"), *title.lower().split()} - {"and", "a", "how", "was"}
        if asked & parts:
            return slug
    return ""


def _pick(titles: dict[str, str], dice: int) -> str:
    return list(titles)[dice % len(titles)]


def _where(context: Context) -> tuple[Text, ...]:
    on_page = context.event.sender.platform == "web"
    return (Text(words("simulate")["page"]),) if on_page else ()


def _form() -> Form:
    text = words("simulate")["form"]
    fields = (
        Field("domain", text["domain"], "pick", tuple(catalog.domains().items()), True),
        Field("category", text["category"], "pick", tuple(catalog.categories().items()), True),
        Field("client", text["client"], "pick", (("civil", text["civil"]), ("rude", text["rude"]))),
        Field("harder", text["harder"], "tags", (("harder", text["harder_yes"]),), True),
    )
    return Form("simulate_start", text["title"], fields, text["submit"])


SPEC = CommandSpec(
    "simulate", words("simulate")["summary"], words("simulate")["usage"], run,
    (
        ("simulate", run),
        ("simulate_start", start),
        ("simulate_cards", cards),
        ("simulate_stop", stop),
        ("simulate_talk", talk),
    ),
    takes=takes,
    form=_form,
)  # fmt: skip
