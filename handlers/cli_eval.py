"""`shoulder eval`: measure Shoulder on your own data. Nothing is kept but the report you ask for."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Annotated

import typer

from bot.evaluation.asking import asker
from bot.evaluation.readers import criteria, judged, moves, tone
from bot.settings import Settings
from handlers.cli_report import engine_name, given, load, name_faults, show, stop

evaluating = typer.Typer(no_args_is_help=True, help="Measure Shoulder on your own data.")

Files = Annotated[list[Path], typer.Argument(help="JSON lines; several files count as one.")]
Out = Annotated[Path | None, typer.Option("--out", help="A folder for report and picture.")]


@evaluating.command("judge")
def judge(data: Files, out: Out = None) -> None:
    """Scores of practice talks beside people's. Lines: `turns`, and `ratings`, one set per rater."""
    from bot.evaluation.judge import fault, measure

    rows = load(data, fault)
    local, settings = criteria(), Settings()
    name, scores = asyncio.run(judged(settings, rows.rows))
    report = measure(rows.rows, lambda turns: local.conversation(turns).values(), scores)
    show(report, rows, engine_name("local", name), out)


@evaluating.command("replies")
def replies(
    folder: Annotated[
        Path, typer.Argument(help="Incidents and messages, as Care-Pilot's release.")
    ],
    ratings: Annotated[
        list[Path] | None, typer.Option(help="Blind ratings, a file per rater.")
    ] = None,
    key: Annotated[Path | None, typer.Option(help="Who wrote which of the rated messages.")] = None,
    talks: Annotated[
        Path | None, typer.Option(help="Talks, for moves that come again: `author`, `turns`.")
    ] = None,
    out: Out = None,
) -> None:
    """Messages of people, Care-Pilot and Shoulder for the same incidents; blind ratings of them."""
    from bot.evaluation import blind
    from bot.evaluation import data as files
    from bot.evaluation.manner import table, talk_fault
    from bot.evaluation.replies import OURS, measure, read

    if bool(ratings) != bool(key):
        stop("ratings")
    incidents, messages = given(lambda: read(folder))
    read_blind = given(lambda: blind.read(ratings, key)) if ratings and key else None
    talked = given(lambda: files.load([talks], talk_fault)) if talks else None
    more = [read_blind.data] if read_blind else []
    data = files.together(incidents, messages, *more, *([talked] if talked else []))
    name_faults(data)
    if not incidents.rows or not messages.rows:
        stop("empty", str(folder))
    settings = Settings()
    below = [table(talked.rows, moves(), asker(settings, "reply"), OURS)] if talked else []
    report = measure(
        incidents.rows, messages.rows, asker(settings, "assist"), settings.seed or 0, read_blind,
        tone(), below,
    )  # fmt: skip
    show(report, data, engine_name("composed"), out)


@evaluating.command("danger")
def danger(data: Files, out: Out = None) -> None:
    """What is found and what is a false alarm. Lines: `text`, `kind` (none if safe), `lang`."""
    from bot.evaluation.danger import fault, measure

    rows = load(data, fault)
    show(measure(rows.rows, asker(Settings(), "screen")), rows, engine_name("screen"), out)


@evaluating.command("retrieval")
def retrieval(data: Files, out: Out = None) -> None:
    """A right passage among the first three? Lines: `text`, `right` (ids of passages)."""
    from bot.evaluation.retrieval import fault, measure

    rows = load(data, fault)
    show(measure(rows.rows, asker(Settings(), "search")), rows, engine_name("search"), out)


@evaluating.command("understanding")
def understanding(data: Files, out: Out = None) -> None:
    """Is the top label a right one? Lines: `text`, `emotions`, `incidents`."""
    from bot.evaluation.understanding import fault, measure

    rows = load(data, fault)
    show(measure(rows.rows, asker(Settings(), "reply")), rows, engine_name("composed"), out)


@evaluating.command("latency")
def latency(data: Files, out: Out = None) -> None:
    """How long a message takes, warm: p50, p95, p99. Lines: `text`."""
    from bot.evaluation.data import text_fault
    from bot.evaluation.latency import measure

    rows, settings = load(data, text_fault), Settings()
    steps = {"screen": asker(settings, "screen"), "answer": asker(settings, "reply")}
    show(measure(rows.rows, steps, time.perf_counter), rows, engine_name("composed"), out)


@evaluating.command("coach")
def coach(data: Files, out: Out = None) -> None:
    """Feedback on practice talks: words, quotations, sentences that come again. Lines: `turns`."""
    from bot.evaluation.coach import fault, measure
    from bot.practice.coach import Coach

    rows = load(data, fault)
    own = Coach(criteria())
    report = measure(rows.rows, lambda turns: own.feedback(turns).text)
    show(report, rows, engine_name("composed"), out)
