"""The rules of an exercise: who speaks, what a rating or an answer changes. Pure.

Every function takes a run and gives the run that it becomes. What does not fit the stage (a second tap,
a line for a client who has left) changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot.assist.talk import ClientLine, Line, Setting
from bot.shift.run import Answers, Encounter, Rated, Run

LONGEST = 2_000  # characters of one line of the rep
MOST_LINES = 30  # of the rep with one client, whatever the client does
KINDS = ("label", "reframe", "cues", "guide")
EMOTIONAL = ("label", "reframe")

# Question → lowest and highest answer (the paper's scales, its section on measures).
SCALES: Mapping[str, tuple[int, int]] = {
    "politeness": (-3, 3),
    "demands": (1, 5),
    "resources": (1, 5),
    "valence": (-2, 2),
    "arousal": (-2, 2),
    "helpfulness": (-2, 2),
}
BEFORE = ("politeness", "demands", "resources", "valence", "arousal")
AFTER = (*BEFORE, "helpfulness")

Speaks = Callable[[Setting, Sequence[Line]], ClientLine]


def waits(run: Run) -> Encounter | None:
    """The client who is at the counter now, None when it is nobody's turn."""
    return run.encounters[run.current] if run.stage == "chat" else None


def opened(run: Run, speaks: Speaks) -> Run:
    """The client whose turn it is says the first line."""
    one = waits(run)
    return run if one is None or one.lines else _heard(run, one.lines, speaks)


def said(run: Run, words: str, speaks: Speaks) -> Run:
    """The rep's line, and what the client says to it."""
    one = waits(run)
    if one is None or not one.lines or one.lines[-1].role != "client" or not words.strip():
        return run
    lines = (*one.lines, Line("rep", words.strip()[:LONGEST]))
    return _heard(run, lines, speaks)


def rated(run: Run, client: int, line: int, kind: str, value: int) -> Run:
    """A card got its tap; the last tap on a card counts."""
    if not 0 <= client < len(run.encounters) or kind not in KINDS or not -2 <= value <= 2:
        return run
    one = run.encounters[client]
    if not 0 < line <= len(one.lines) or (kind in EMOTIONAL and not one.emotional):
        return run
    others = [r for r in one.rated if (r.line, r.kind) != (line, kind)]
    return run.changed(client, rated=(*others, Rated(line, kind, value)))


def answered(run: Run, values: Mapping[str, int]) -> Run:
    """The questionnaire whose turn it is; answers that were left out stay out."""
    if run.stage == "before":
        return replace(run, before=_fitting(values, BEFORE))
    if run.stage == "after":
        return run.changed(run.current, after=_fitting(values, AFTER))
    return run


def left(run: Run) -> Run:
    """The rep ends the talk with this client; a questionnaire only follows when there was a talk."""
    one = waits(run)
    return run if one is None else run.changed(run.current, ended="left")


def stopped(run: Run) -> Run:
    """No more clients."""
    if run.over:
        return run
    parts = tuple(e if e.ended or not e.lines else replace(e, ended="left") for e in run.encounters)
    return replace(run, stopped=True, encounters=parts)


def _heard(run: Run, lines: tuple[Line, ...], speaks: Speaks) -> Run:
    setting = run.encounters[run.current].setting
    reps = sum(line.role == "rep" for line in lines)
    answer = speaks(setting, lines)
    done = answer.done or reps >= MOST_LINES
    return run.changed(
        run.current,
        lines=(*lines, Line("client", answer.text)),
        said=reps,
        ended="done" if done else "",
        stars=answer.stars,
    )


def _fitting(values: Mapping[str, int], asked: Sequence[str]) -> Answers:
    found = {}
    for name in asked:
        low, high = SCALES[name]
        if name in values and low <= values[name] <= high:
            found[name] = values[name]
    return found
