"""What comes out of an exercise: the picture, the same in words, and the ratings of its cards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import prompts
from bot.pictures.pen import Pen
from bot.shift.picture import Client, Measure, picture_words, results_picture
from bot.shift.play import AFTER, SCALES
from bot.shift.rows import means
from bot.shift.run import Encounter, Run


@dataclass(frozen=True, slots=True)
class Results:
    """`ratings` maps a kind of card to its mean (-2..2) and count."""

    title: str
    alt: str
    ratings: dict[str, tuple[float, int]]
    measures: tuple[Measure, ...]
    clients: tuple[Encounter, ...]

    def picture(self) -> Pen:
        """The picture, to be drawn as the page wants it."""
        words = _words()
        names = [Client(one.name, words["conditions"][one.condition]) for one in self.clients]
        return results_picture(self.title, words["results"]["before"], names, self.measures)


def results_of(run: Run) -> Results:
    """Of the clients who were met; of the questions that got an answer."""
    words = _words()
    text = words["results"]
    met = tuple(one for one in run.encounters if one.said or one.ended)
    measures = tuple(m for name in AFTER if (m := _measure(name, run, met)) is not None)
    told = [(one.name, words["conditions"][one.condition], stars(one)) for one in met]
    alt = picture_words(text["alt"], text["before"], told, measures)
    rated = means(rating for one in met for rating in one.rated)
    return Results(text["title"], alt, rated, measures, met)


def stars(one: Encounter) -> str:
    """The client's verdict in words."""
    text = _words()["results"]
    if one.stars is None:
        return str(text["left" if one.ended == "left" else "no_stars"])
    return str(text["stars"].get(one.stars, text["stars"]["other"]).format(n=one.stars))


def _measure(name: str, run: Run, met: tuple[Encounter, ...]) -> Measure | None:
    question = _words()["survey"]["questions"][name]
    before = (run.before or {}).get(name)
    after = tuple((one.after or {}).get(name) for one in met)
    if before is None and all(value is None for value in after):
        return None
    low, high = question["low"], question["high"]
    return Measure(question["short"], low, high, SCALES[name], before, after)


def _words() -> Any:
    return prompts.read("exercise/words.yaml")
