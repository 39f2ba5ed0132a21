"""The mood picture in words, for screen readers and terminals: it says what the picture shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from bot.pictures.month import DAYS, Day


def mood_words(days: Sequence[Day], today: date, words: Mapping[str, Any]) -> str:
    """`words` are `alt` of /mood; `mood_words` and `energy_words` stand in it, 1 to 5."""
    start = today - timedelta(days=DAYS - 1)
    shown = [d for d in days if start <= d.day <= today and d.moods]
    span = {"start": _day(start), "end": _day(today)}
    moods = [mood for day in shown for mood in day.moods]
    if not moods:
        return str(words["none"].format(**span))
    if len(moods) == 1:
        told = shown[0]
        return str(
            words["one"].format(
                **span, day=_day(told.day), n=moods[0], mood=words["mood_words"][moods[0]],
                energy=_energy(told, words),
            )
        )  # fmt: skip
    names = words["mood_words"]
    span_words = words["range" if min(moods) < max(moods) else "same"]
    return str(
        words["many"].format(
            **span,
            n=len(moods),
            days=_form(words["day"], len(shown)),
            range=span_words.format(low=names[min(moods)], high=names[max(moods)]),
            gaps=_form(words["gaps"], DAYS - len(shown)),
            list="; ".join(_entry(day, words) for day in shown),
        )
    )


def _entry(day: Day, words: Mapping[str, Any]) -> str:
    form = words["entry" if len(day.moods) == 1 else "several"]
    mood = f"{day.mood:.1f}".removesuffix(".0")
    said = form.format(day=_day(day.day), mood=mood, n=len(day.moods))
    return str(said + _energy(day, words))


def _energy(day: Day, words: Mapping[str, Any]) -> str:
    if not day.energy:
        return ""
    return str(words["energy"].format(energy=f"{day.energy:.1f}".removesuffix(".0")))


def _form(forms: Mapping[Any, str], n: int) -> str:
    return forms.get(n, forms["other"]).format(n=n)


def _day(day: date) -> str:
    return f"{day:%b} {day.day}"
