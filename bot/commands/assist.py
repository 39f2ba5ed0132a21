"""/assist: four small cards to what a client wrote. The text itself is held in memory only."""

from __future__ import annotations

from bot.assist import catalog
from bot.assist.talk import CardSet
from bot.commands import cards as view
from bot.commands.context import CommandSpec, Context
from bot.commands.words import count, words
from bot.messages import Answer, Choice, Field, Form, Text
from bot.outcome import Outcome
from bot.shift import load, play
from bot.shift.pasted import lines_of
from bot.shift.rows import means
from bot.shift.run import Rated
from memory.clock import to_ms
from memory.database import Tx
from memory.ratings import CardRating

PASTED = "p"  # ratings of a pasted text's cards; those of an exercise carry its id


async def run(context: Context) -> Outcome:
    """With words: the cards to them. Without: a form. "ratings": what they thought of cards so far."""
    if not context.args:
        return Outcome(Answer((_form(),)))
    if context.args.lower() == "ratings":
        return await ratings(context)
    return await _help(context, context.args, "", "")


async def read(context: Context) -> Outcome:
    """The submitted form."""
    told = context.values
    domain, category = told.get("domain", ""), told.get("category", "")
    return await _help(
        context,
        told.get("text", ""),
        domain if domain in catalog.domains() else "",
        category if category in catalog.categories() else "",
    )


async def _help(context: Context, pasted: str, domain: str, category: str) -> Outcome:
    text, person, at = words("assist"), context.person, to_ms(context.now)
    clean = await context.clean(pasted)
    lines = lines_of(clean)
    if not lines:
        return Outcome.text(text["empty"])
    assistance, store = context.services.assistance, context.services.store
    found = await assistance.cards(lines, domain, category, person=person)
    assistance.pasted.hold(person.id, clean)

    async def met(tx: Tx) -> None:
        signs = load.met(load.load(await store.loads.get(tx, person.id)), found.uncivil, at)
        await store.loads.put(tx, person.id, load.dump(signs), at)

    ref = f"{PASTED}:{context.fresh_id[:16]}"
    foot = Text(text["foot"], (Choice("assist_word", text["word"]), _talk(found)))
    return Outcome(Answer((*view.replies(found, ref), foot)), (met,))


def _talk(found: CardSet) -> Choice:
    return Choice(
        "assist_talk", words("assist")["talk"], style="primary" if found.uncivil else "plain"
    )


async def word(context: Context) -> Outcome:
    """The coworker's message to what was pasted last."""
    pasted = context.services.assistance.pasted.take(context.person.id)
    if not (lines := lines_of(pasted)):
        return Outcome.text(words("assist")["gone"])
    found = await context.services.assistance.cards(lines, person=context.person)
    return Outcome.text(found.message, _talk(found))


async def talk(context: Context) -> Outcome:
    """What was pasted becomes the start of a conversation, and only now part of what is kept."""
    pasted = context.services.assistance.pasted.take(context.person.id)
    said = " ".join(line.text for line in lines_of(pasted) if line.role == "client")
    if not said:
        return Outcome.text(words("assist")["gone"])
    return await context.support(words("assist")["about"].format(text=said), "")


async def rate(context: Context) -> Outcome:
    """One tap on one card: "<where>:<what>:<kind>:<value>"."""
    where, what, kind, value = (context.args.split(":") + [""] * 4)[:4]
    n = next((n for n in view.VALUES if str(n) == value), None)
    if n is None or kind not in play.KINDS:
        return Outcome.text(words("assist")["no_ratings"])
    store, person = context.services.store, context.person
    said = words("assist")["noted"].format(n=f"{n:+d}" if n else "0")
    if where == PASTED:
        id = store.vault.mark("card", person.id, what, kind)
        rating = CardRating(id, to_ms(context.now), kind, n)
        return Outcome.text(said, effects=(lambda tx: store.ratings.put(tx, person.id, rating),))
    from bot.commands.simulate import rated

    return Outcome.text(said, effects=(rated(context, where, what, kind, n),))


async def ratings(context: Context) -> Outcome:
    """The means of their own ratings, by kind of card."""
    text, store, person = words("assist"), context.services.store, context.person
    async with store.database.read() as tx:
        told = await store.ratings.all(tx, person.id)
    found = means(Rated(0, one.kind, one.value) for one in told)
    if not found:
        return Outcome.text(text["no_ratings"])
    named = view.exercise_words()["cards"]
    lines = [
        count(text["rating"], n, what=named[kind], mean=f"{mean:+.1f}")
        for kind, (mean, n) in found.items()
    ]
    return Outcome.text("\n".join([text["ratings"], *lines]))


def _form() -> Form:
    text = words("assist")["form"]
    fields = (
        Field("text", text["text"], "text"),
        Field("domain", text["domain"], "pick", tuple(catalog.domains().items()), True),
        Field("category", text["category"], "pick", tuple(catalog.categories().items()), True),
    )
    return Form("assist_read", text["title"], fields, text["submit"])


SPEC = CommandSpec(
    "assist", words("assist")["summary"], words("assist")["usage"], run,
    (
        ("assist", run),
        ("assist_read", read),
        ("assist_word", word),
        ("assist_talk", talk),
        ("card_rate", rate),
    ),
    form=_form,
)  # fmt: skip
