"""The weekly digest in words: three sentences and two things to do, from what may be told. Pure.

It sees nothing but pictures (`bot/crew/anonymity.py`), the ones that were told before as they were.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from bot.crew.anonymity import Picture, Rules, Scale
from bot.crew.held import Stands

WEEKS = 12  # in the chart
_HEIGHT = {"low": 0, "mixed": 1, "good": 2}


@dataclass(frozen=True, slots=True)
class Week:
    """A crew's week, by its Monday, and what was told of it, None when nothing was."""

    monday: date
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class Digest:
    """What a lead reads."""

    title: str
    sentences: tuple[str, ...]
    loads: str = ""
    things: tuple[str, ...] = ()

    def text(self, words: Mapping[str, Any]) -> str:
        """All of it, below the title."""
        parts = [" ".join(self.sentences), self.loads]
        if self.things:
            things = (f"{n}. {thing}" for n, thing in enumerate(self.things, 1))
            parts += ["\n".join((words["do"], *things)), words["about"]]
        return "\n\n".join(filter(None, parts))


def digest(
    crew: str,
    weeks: Sequence[Week],
    words: Mapping[str, Any],
    loads: Mapping[str, Any],
    rules: Rules,
) -> Digest:
    """The digest of the last of these weeks, which follow each other. `crew` is its name.

    `words` are `crew/digest.yaml`, `loads` are `crew/loads.yaml`.
    """
    last = weeks[-1]
    title = words["title"].format(crew=crew, day=day(last.monday))
    told = last.picture
    if told is None:
        return Digest(title, (words["nothing"].format(day=day(last.monday)),))
    before = weeks[-2].picture if len(weeks) > 1 else None
    sentences = (_who(told, words), _feel(told, words), _change(before, told, words))
    weighs = _weighs(told, words, loads, rules)
    return Digest(title, sentences, weighs, _things(told, words, loads, last.monday))


def day(monday: date) -> str:
    """ "Nov 3"."""
    return f"{monday:%b} {monday.day}"


def weeks_until(monday: date, told: Mapping[date, Picture | None]) -> list[Week]:
    """The weeks of a chart that ends with this one."""
    mondays = [monday - timedelta(weeks=n) for n in range(WEEKS - 1, -1, -1)]
    return [Week(m, told.get(m)) for m in mondays]


# --- as it is kept


def dump(told: Picture | None, stands: Stands | None = None) -> str:
    """As JSON: what was told, and what stands after it."""
    body = {"told": asdict(told) if told else None, "stands": asdict(stands) if stands else None}
    return json.dumps(body)


def load(text: str) -> Picture | None:
    """What `dump` was told."""
    body = _body(text)["told"]
    if body is None:
        return None
    return Picture(body["people"], body["half"], *_scales(body), tuple(body["loads"]))


def stands_of(text: str) -> Stands | None:
    """What stood after that week; None when nothing did."""
    body = _body(text)["stands"]
    if body is None:
        return None
    mood, energy = _scales(body)
    loads = {load: (n, at) for load, (n, at) in body["loads"].items()}
    return Stands(mood, body["mood_at"], energy, body["energy_at"], loads, body["loads_at"])


def _scales(body: dict[str, Any]) -> tuple[Scale, Scale | None]:
    return Scale(**body["mood"]), Scale(**body["energy"]) if body["energy"] else None


def _body(text: str) -> dict[str, Any]:
    """As it was before parts could stand, it is the picture alone."""
    body = json.loads(text)
    if body is None or "told" not in body:
        return {"told": body, "stands": None}
    return dict(body)


# --- the sentences


def _who(told: Picture, words: Mapping[str, Any]) -> str:
    half = ""
    if told.half is not None:
        half = words["half"]["more" if told.half else "less"]
    return str(words["took_part"].format(people=told.people, half=half))


def _feel(told: Picture, words: Mapping[str, Any]) -> str:
    mood = words["mood"][told.mood.level]
    if told.mood.low is not None:
        mood += words["low"][told.mood.low]
    if told.energy is None:
        return str(words["mood_alone"].format(mood=mood))
    return str(words["feel"].format(mood=mood, energy=words["energy"][told.energy.level]))


def _change(before: Picture | None, told: Picture, words: Mapping[str, Any]) -> str:
    change = words["change"]
    if before is None:
        return str(change["none"])
    mood = words["way"][_step(before.mood, told.mood)]
    if before.energy is None or told.energy is None:
        return str(change["mood"].format(mood=mood))
    energy = words["way"][_step(before.energy, told.energy)]
    return str(change["both"].format(mood=mood, energy=energy))


def _step(before: Scale, now: Scale) -> int:
    return _HEIGHT[now.level] - _HEIGHT[before.level]


def _weighs(told: Picture, words: Mapping[str, Any], loads: Mapping[str, Any], rules: Rules) -> str:
    named = words["and"].join(loads[load]["said"] for load in told.loads if load in loads)
    return str(words["loads"].format(picked=rules.picked, loads=named)) if named else ""


def _things(
    told: Picture, words: Mapping[str, Any], loads: Mapping[str, Any], monday: date
) -> tuple[str, ...]:
    """Two about the commonest load, another two each week; else two that fit how it was."""
    known = [load for load in told.loads if load in loads]
    options = loads[known[0]]["do"] if known else words["anyway"][told.mood.level]
    first = monday.toordinal() // 7 * 2
    return tuple(options[(first + n) % len(options)] for n in range(2))
