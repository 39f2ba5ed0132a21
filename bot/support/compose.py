"""Words without a model: many drafts are built from phrases and the person's own specifics, and the
draft that reads best is kept. Deterministic under a seed."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from bot.support.answered_already import answered_already
from bot.support.brief import Brief
from bot.support.filling import fillable
from bot.support.guard import Sore, faults
from bot.support.novelty import repeats
from bot.support.phrasebook import Likely, Phrase, Phrasebook
from bot.support.policy import BRIGHT
from bot.support.reads_well import built_well, flaws
from bot.support.retelling.echo import Echo
from bot.support.retelling.retell import Retelling, retellings
from bot.support.stock import Stock
from memory import presumed

DRAFTS = 90
RETELLINGS = 30
# How much better a draft must be to win for sure: two people should not get one letter.
SPREAD = 1.2
_PART, _FEWEST = 0.3, 6  # of a move's lines that fit, this part is tried, and so many in any case
_KEEN = 3  # how much more often a line is drawn that fits better
_REACH = 0.7  # of the best fit: from there on a line fits as well as any
_LUCK = 0.8  # how much chance counts between lines that fit
_OWN = re.compile(r"\b(?:i|i'm|im|i've|ive|i'd|my|me|we|us|our)\b", re.I)
_PLAIN = 0.7  # from when on a feeling may be named as theirs


@dataclass(frozen=True, slots=True)
class Draft:
    """A text with what it is made of."""

    text: str
    moves: tuple[str, ...]
    phrases: tuple[str, ...]
    echoes: tuple[Echo, ...]
    score: float


class Composer:
    """Builds answers from a phrasebook."""

    def __init__(self, book: Phrasebook) -> None:
        self._book = book

    def compose(self, orders: Sequence[Sequence[str]], brief: Brief, rng: Random) -> Draft | None:
        """The best of many drafts for one of the move orders; None if none passes the guard."""
        sore = Sore.of(brief.heard)
        brief = replace(brief, echoes=tuple(e for e in brief.echoes if _passes(e, sore)))
        likely = Likely(brief.understood.incidents), Likely(brief.understood.emotions)
        moves = sorted({m for order in orders for m in order})
        if "stay" in moves:
            # After danger nothing is told as a wrong: "she made you tea, of all things".
            brief = replace(brief, echoes=tuple(replace(e, hostile=False) for e in brief.echoes))
        pools = {m: _some(self._pool(m, brief, *likely), rng) for m in moves}
        told = _varied(retellings(brief.echoes, brief.used, rng))
        stock = Stock(brief.echoes, pools, told, brief.pronoun)
        best: Draft | None = None
        for n in range(DRAFTS):
            least = best.score if best else -math.inf
            draft = _draft(orders[n % len(orders)], stock, brief, rng, least)
            if draft is None or draft.score <= least:
                continue
            if repeats(draft.text, brief.said):
                continue
            limit = max(brief.words[1] + 15, 30)
            if not faults(draft.text, heard=sore, openings=brief.openings, max_words=limit):
                best = draft
        return best

    def _pool(
        self, move: str, brief: Brief, incidents: Likely, emotions: Likely
    ) -> list[tuple[Phrase, float]]:
        """The phrases of a move that fit, with their fit."""
        level = brief.understood.intensity
        out: list[tuple[Phrase, float]] = []
        for phrase, fit in self._book.fitting(move, incidents, emotions):
            if phrase.id in brief.used or (phrase.later and not brief.later):
                continue
            if move == "ask" and answered_already(phrase.text, brief.heard):
                continue
            if phrase.spot and phrase.spot not in brief.spots:
                continue
            if not phrase.intensity[0] <= level <= phrase.intensity[1]:
                continue
            if not fillable(phrase, brief.echoes) or _presumes(phrase, brief):
                continue
            if phrase.asserts and not _plainly(phrase, brief):
                continue
            bright = bool(BRIGHT & set(phrase.emotions))
            if brief.glad and move != "celebrate" and not bright:
                continue
            if not brief.glad and phrase.emotions and BRIGHT >= set(phrase.emotions):
                continue
            out.append((phrase, fit))
        return out


def _draft(
    order: Sequence[str], stock: Stock, brief: Brief, rng: Random, least: float
) -> Draft | None:
    """One draft; None where it is too short, or can't be better than `least`: then it isn't
    written out."""
    parts: list[str] = []
    chosen: list[Phrase] = []
    ids: list[str] = []
    spent: list[Echo] = []
    moves: list[str] = []
    gone = 0
    fit = bonus = length = 0.0
    for move in order:
        if move in brief.extra:
            parts.append(brief.extra[move])
            moves.append(move)
            length += len(parts[-1].split())
            continue
        if move == "reflect":
            fresh = stock.stories(gone)
            if not parts:
                fresh = [one for one in fresh if not one[0].after]
            if fresh:
                story, uses = fresh[min(int(rng.expovariate(0.35)), len(fresh) - 1)]
                gone |= uses
                parts.append(story.text)
                ids.append(story.id)
                spent += story.echoes
                # One "so" tells a story.
                bonus += 0.35 * story.score - (move in moves and story.text.startswith("So "))
                moves.append(move)
                length += len(parts[-1].split())
            continue
        # A second one only for another spot that they are in.
        named = frozenset(p.spot for p in chosen) if move in moves else None
        options = stock.options(move, gone, named)
        if not options.lines:
            continue
        phrase, f = options.drawn(rng)
        text, took = stock.filled(phrase, gone, rng)
        gone |= stock.gone(took)
        parts.append(text)
        chosen.append(phrase)
        ids.append(phrase.id)
        spent += took
        moves.append(move)
        fit += f
        length += stock.weighed(move, text)
    if len(parts) < min(2, len(order)):
        return None
    score = rng.random() * SPREAD + bonus
    score += built_well(length, spent, fit / max(len(chosen), 1), brief)
    if score <= least:
        return None  # flaws only take off
    text = " ".join(parts)
    score -= flaws(text, parts, brief.openings)
    return Draft(text, tuple(dict.fromkeys(moves)), tuple(ids), tuple(spent), score)


def _plainly(phrase: Phrase, brief: Brief) -> bool:
    """Whether they have the feeling that a phrase says they have: nobody is told so on a guess, or for what
    somebody else felt."""
    felt = brief.understood.emotions
    return bool(_OWN.search(brief.heard)) and any(
        felt.get(e, 0.0) >= _PLAIN for e in phrase.asserts
    )


def _passes(echo: Echo, sore: Sore) -> bool:
    """Whether the guard lets the person's own words through: else every draft with them would fail."""
    return not faults(f"{echo.text[:1].upper()}{echo.text[1:]}.", heard=sore)


def _some(pool: list[tuple[Phrase, float]], rng: Random) -> list[tuple[Phrase, float]]:
    """A part of the lines, other ones each time, with how well they fit and some luck: else the one that reads
    best is in every second answer. One made for this is drawn more often than one made for anything
    (weighted sampling without replacement, Efraimidis and Spirakis 2006)."""
    by_spot: dict[str, list[tuple[Phrase, float]]] = {}
    for one in pool:
        if one[0].spot:
            by_spot.setdefault(one[0].spot, []).append(one)
    named = [rng.choice(lines) for lines in by_spot.values()]  # one line for a spot, any of them
    pool = [one for one in pool if not one[0].spot] + named
    size = max(_FEWEST, round(_PART * len(pool)))
    enough = _REACH * max((fit for phrase, fit in pool if not phrase.spot), default=0.0)
    even = [(phrase, fit if phrase.spot else min(fit, enough)) for phrase, fit in pool]
    drawn = sorted(even, key=lambda one: -(rng.random() ** (1 / max(one[1], 0.1) ** _KEEN)))
    return [(phrase, fit + _LUCK * rng.random()) for phrase, fit in drawn[:size]]


def _presumes(phrase: Phrase, brief: Brief) -> bool:
    """Whether a line takes for granted what nobody told: "that call", after a day at the counter."""
    return brief.facts is not None and not presumed.in_words(phrase.text) <= brief.facts


def _varied(ranked: Sequence[Retelling]) -> list[Retelling]:
    """The best retellings, at most three with the same echoes: a second one needs others."""
    kept: list[Retelling] = []
    seen: Counter[tuple[Echo, ...]] = Counter()
    for told in ranked:
        if seen[told.echoes] < 3:
            seen[told.echoes] += 1
            kept.append(told)
    return kept[:RETELLINGS]
