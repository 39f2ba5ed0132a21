"""What the page "On shift" shows, as data: the exercise, the cards, the load. Decides nothing."""

from __future__ import annotations

import json
from typing import Any

import prompts
from bot.assist import catalog
from bot.assist.talk import CardSet
from bot.commands.load import shown as load_words
from bot.messages import Address
from bot.queue.wire import dump_parcel
from bot.shift import play
from bot.shift.desk import Helped, Shift
from bot.shift.reception import Care
from bot.shift.results import results_of, stars
from bot.shift.rows import means
from bot.shift.run import Encounter, Rated, Run

View = dict[str, Any]


def words_view() -> View:
    """What stays the same for everybody: titles, questions and their scales."""
    text = prompts.read("exercise/words.yaml")
    return {
        "domains": catalog.domains(),
        "categories": catalog.categories(),
        "labels": catalog.labels(),
        "words": {k: text[k] for k in ("cards", "conditions", "survey", "results", "load")},
        "questions": {"before": play.BEFORE, "after": play.AFTER},
        "scales": {name: list(scale) for name, scale in play.SCALES.items()},
    }


def shift_view(shift: Shift, cards: CardSet | None) -> View:
    """What one person has here; `cards` are those to the client at the counter."""
    run = exercise_of(shift)
    return {
        "run": run_view(run, cards) if run else None,
        "past": sum(one.over and not one.single for one in shift.runs),
        "not_today": shift.wary,
        "ratings": means(Rated(0, r.kind, r.value) for r in shift.ratings),
        **load_view(shift),
    }


def exercise_of(shift: Shift) -> Run | None:
    """The latest exercise with three clients."""
    return next((one for one in reversed(shift.runs) if not one.single), None)


def load_view(shift: Shift) -> View:
    """The load in a word and in sentences; no word while nothing was told."""
    known = bool(shift.signs.told or shift.signs.break_ms or shift.signs.uncivil)
    text = prompts.read("exercise/words.yaml")["load"]
    said = load_words(shift.load) if known else text["nothing"]
    return {"load": {"state": shift.load.state if known else "", "text": said}}


def help_view(address: Address, shown: str, helped: Helped) -> View:
    """The cards to a pasted text; `shown` is what its ratings belong to."""
    cards = cards_view(helped.cards, emotional=True) if helped.cards else None
    return {"shown": shown, "cards": cards, "care": care_view(address, helped.care)}


def care_view(address: Address, care: Care | None) -> View | None:
    """A danger text as the conversation shows it."""
    if care is None:
        return None
    return {
        "stops": care.stops,
        "replies": json.loads(dump_parcel(address, care.answer))["replies"],
    }


def cards_view(cards: CardSet, *, emotional: bool) -> View:
    """The cards; without the emotional ones for a client who comes without them."""
    view: View = {"cues": cards.cues, "steps": cards.steps}
    if emotional:
        reframe = cards.reframe
        view |= {
            "label": cards.label,
            "score": cards.score,
            "uncivil": cards.uncivil,
            "reframe": reframe and {"thought": reframe.thought, "text": reframe.reframe},
            "boundary": cards.boundary,
            "safety": cards.safety,
            "message": cards.message,
        }
    return view


def run_view(run: Run, cards: CardSet | None) -> View:
    """An exercise. Who is polite and who is not shows only once it is over."""
    stage = run.stage
    one = run.encounters[run.current] if stage in ("chat", "after") else None
    lines = one.lines if one else ()
    view: View = {
        "id": run.id,
        "stage": stage,
        "current": run.current,
        "clients": [_client(run, index, e) for index, e in enumerate(run.encounters)],
        "lines": [{"role": line.role, "text": line.text} for line in lines],
        "emotional": bool(one and one.emotional),
        "cards": cards_view(cards, emotional=one.emotional) if cards and one else None,
        "rated": {r.kind: r.value for r in one.rated if r.line == len(lines)} if one else {},
        "donated": run.donated,
    }
    if stage == "results":
        view["results"] = _results(run)
    return view


def _client(run: Run, index: int, one: Encounter) -> View:
    here = index == run.current and not run.over
    state = "gone" if one.ended else "here" if here else "waiting"
    return {
        "name": one.name,
        "domain": catalog.domains().get(one.setting.domain, ""),
        "category": catalog.categories().get(one.setting.category, ""),
        "state": state,
        "stars": one.stars,
    }


def _results(run: Run) -> View:
    results = results_of(run)
    rows = [
        {
            "client": run.encounters.index(one), "name": one.name, "condition": one.condition,
            "stars": one.stars, "verdict": stars(one), "ratings": means(one.rated),
            "talk": bool(one.lines),
        }
        for one in results.clients
    ]  # fmt: skip
    drawn = bool(results.measures)
    vectors = results.picture().vectors() if drawn else ""
    return {"title": results.title, "alt": results.alt, "vectors": vectors, "rows": rows}
