"""How messages sound beside what they answer: their tone, what they give back, and moves that come again."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from statistics import fmean

from bot.evaluation.asking import Ask
from bot.evaluation.data import Row
from bot.evaluation.report import Table, number, ranged
from bot.evaluation.statistics import Figure, bootstrap
from bot.evaluation.words import published, said
from bot.practice.batch import turns_of
from bot.practice.reading import stems

Tone = Callable[[str], float]  # of a message, -3 to 3
Moves = Callable[[str], frozenset[str]]  # of a response


def talk_fault(row: Row) -> str:
    """What is wrong with a talk of `author` and `turns`, "" when nothing is."""
    try:
        turns = turns_of(row)
    except (KeyError, TypeError, ValueError):
        return "turns"
    supporter = [t for t in turns if t.role == "supporter" and t.text.strip()]
    return "" if isinstance(row.get("author"), str) and len(supporter) > 1 else "talk"


def echo(message: str, heard: str) -> float:
    """The share of the words that carry meaning in `heard` which `message` gives back. NaN when there are none."""
    theirs = stems(heard)
    return len(theirs & stems(message)) / len(theirs) if theirs else math.nan


def spoken(pairs: Sequence[tuple[str, str]], tone: Tone | None) -> dict[str, str]:
    """In: messages, each with what it answers ("" if nobody knows). Out: how they are printed, by id."""
    shares = [share for message, heard in pairs if not math.isnan(share := echo(message, heard))]
    found = {"echo": number(fmean(shares), 3) if shares else number(math.nan)}
    if tone is not None:
        found["sentiment"] = number(fmean([tone(message) for message, _ in pairs]))
    return found


def stickiness(talks: Sequence[Sequence[frozenset[str]]]) -> Figure:
    """In: talks as the moves of each response. Out: the share of moves that come again in the next response, with an
    interval over whole talks. NaN without any."""
    counts = [_again(talk) for talk in talks]

    def measure(drawn: Sequence[int]) -> Sequence[float]:
        again, used = (sum(counts[n][side] for n in drawn) for side in (0, 1))
        return (again / used if used else math.nan,)

    return bootstrap(len(talks), measure)[0]


def table(rows: Sequence[Row], moves: Moves, reply: Ask, ours: str) -> Table:
    """Stickiness of each author of `rows`, and of Shoulder (`ours`) in answer to the same seekers."""
    talks: dict[str, list[list[frozenset[str]]]] = {}
    for row in rows:
        responses = [t.text for t in turns_of(row) if t.role == "supporter"]
        talks.setdefault(row["author"], []).append([moves(text) for text in responses])
    talks[ours] = [[moves(text) for text in _answered(row, reply)] for row in rows]
    known: Mapping[str, str] = published()["stickiness"]
    cells = [(said(a), str(len(t)), ranged(stickiness(t), 3)) for a, t in talks.items()]
    cells += [(said(f"published_{who}"), "", known[who]) for who in ("people", "models")]
    head = (said("who_wrote"), said("talks"), said("stickiness"))
    return Table(said("stickiness"), head, tuple(cells))


def _again(talk: Sequence[frozenset[str]]) -> tuple[int, int]:
    pairs = list(pairwise(talk))
    return sum(len(one & other) for one, other in pairs), sum(len(one) for one, _ in pairs)


def _answered(row: Row, reply: Ask) -> list[str]:
    """What Shoulder says to the seeker of a talk, turn by turn."""
    turns: list[dict[str, str]] = []
    for turn in turns_of(row):
        if turn.role != "seeker":
            continue
        turns.append({"role": "user", "text": turn.text})
        told = reply({"turns": turns})
        turns.append({"role": "bot", "text": str(told["reply"]) if told else ""})
    return [turn["text"] for turn in turns if turn["role"] == "bot" and turn["text"]]
