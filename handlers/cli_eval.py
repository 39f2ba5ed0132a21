"""`shoulder eval`: measure Shoulder on your own data. Nothing is kept but the report you ask for."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar

import typer
from rich.console import Console
from rich.table import Table as Grid

from bot.evaluation.asking import asker
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.evaluation.data import Data, Row
    from bot.evaluation.judge import Scored
    from bot.evaluation.report import Report

T = TypeVar("T")

evaluating = typer.Typer(no_args_is_help=True, help="Measure Shoulder on your own data.")

Files = Annotated[list[Path], typer.Argument(help="JSON lines; several files count as one.")]
Out = Annotated[Path | None, typer.Option("--out", help="A folder for report and picture.")]


@evaluating.command("judge")
def judge(data: Files, out: Out = None) -> None:
    """Scores of practice talks beside people's. Lines: `turns`, and `ratings`, one set per rater."""
    from bot.evaluation.judge import fault, measure

    rows = _load(data, fault)
    criteria, settings = _criteria(), Settings()
    name, scores = asyncio.run(_judged(settings, rows.rows))
    report = measure(rows.rows, lambda turns: criteria.conversation(turns).values(), scores)
    _show(report, rows, _engine("local", name), out)


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
    from bot.evaluation.data import load, together
    from bot.evaluation.manner import table, talk_fault
    from bot.evaluation.replies import OURS, measure, read

    if bool(ratings) != bool(key):
        _stop("ratings")
    incidents, messages = _given(lambda: read(folder))
    read_blind = _given(lambda: blind.read(ratings, key)) if ratings and key else None
    talked = _given(lambda: load([talks], talk_fault)) if talks else None
    more = [read_blind.data] if read_blind else []
    data = together(incidents, messages, *more, *([talked] if talked else []))
    _named(data)
    if not incidents.rows or not messages.rows:
        _stop("empty", str(folder))
    settings = Settings()
    below = [table(talked.rows, _moves(), asker(settings, "reply"), OURS)] if talked else []
    report = measure(
        incidents.rows, messages.rows, asker(settings, "assist"), settings.seed or 0, read_blind,
        _tone(), below,
    )  # fmt: skip
    _show(report, data, _engine("composed"), out)


@evaluating.command("danger")
def danger(data: Files, out: Out = None) -> None:
    """What is found and what is a false alarm. Lines: `text`, `kind` (none if safe), `lang`."""
    from bot.evaluation.danger import fault, measure

    rows = _load(data, fault)
    _show(measure(rows.rows, asker(Settings(), "screen")), rows, _engine("screen"), out)


@evaluating.command("retrieval")
def retrieval(data: Files, out: Out = None) -> None:
    """A right passage among the first three? Lines: `text`, `right` (ids of passages)."""
    from bot.evaluation.retrieval import fault, measure

    rows = _load(data, fault)
    _show(measure(rows.rows, asker(Settings(), "search")), rows, _engine("search"), out)


@evaluating.command("understanding")
def understanding(data: Files, out: Out = None) -> None:
    """Is the top label a right one? Lines: `text`, `emotions`, `incidents`."""
    from bot.evaluation.understanding import fault, measure

    rows = _load(data, fault)
    _show(measure(rows.rows, asker(Settings(), "reply")), rows, _engine("composed"), out)


@evaluating.command("latency")
def latency(data: Files, out: Out = None) -> None:
    """How long a message takes, warm: p50, p95, p99. Lines: `text`."""
    from bot.evaluation.data import text_fault
    from bot.evaluation.latency import measure

    rows, settings = _load(data, text_fault), Settings()
    steps = {"screen": asker(settings, "screen"), "answer": asker(settings, "reply")}
    _show(measure(rows.rows, steps, time.perf_counter), rows, _engine("composed"), out)


@evaluating.command("coach")
def coach(data: Files, out: Out = None) -> None:
    """Feedback on practice talks: words, quotations, sentences that come again. Lines: `turns`."""
    from bot.evaluation.coach import fault, measure
    from bot.practice.coach import Coach

    rows = _load(data, fault)
    own = Coach(_criteria())
    report = measure(rows.rows, lambda turns: own.feedback(turns).text)
    _show(report, rows, _engine("composed"), out)


# --- inside


def _tone() -> Callable[[str], float]:
    from bot.assist.label import Labeller
    from memory.embedder import Encoder

    labeller = Labeller.load(Encoder())
    return lambda text: float(labeller.label(text).score)


def _moves() -> Callable[[str], frozenset[str]]:
    """The tactics of a response, by sentence."""
    from bot.practice.tactics import Tactics
    from bot.support.segment import sentences

    tactics = Tactics.load()

    def found(response: str) -> frozenset[str]:
        parts = [s.text for s in sentences(response)]
        rows = [tactics.sentence(part, response) for part in parts]
        return frozenset(name for row in rows for name, p in row.items() if p >= 0.5)

    return found


def _criteria() -> Any:
    from bot.practice.criteria import Criteria
    from bot.practice.once import Once
    from memory.embedder import Encoder

    return Criteria.load(Once(Encoder()))


async def _judged(
    settings: Settings, rows: Sequence[Row]
) -> tuple[str, list[Scored | None] | None]:
    """The configured model's name and scores; ("", None) without a model."""
    from bot.evaluation.judge import judged
    from bot.model.build import engine
    from bot.practice.judge import Judged, ModelJudge
    from bot.practice.turns import Turn
    from bot.safety.redact import Redactor

    model = engine(settings)
    if model is None:
        return "", None
    judge, redactor = ModelJudge(model), Redactor.load()

    def asked(turns: Sequence[Turn]) -> Awaitable[Judged]:
        """Only what is redacted leaves this machine, here too."""
        return judge.conversation([Turn(t.role, redactor.redact(t.text).text) for t in turns])

    try:
        return model.name, await judged(rows, asked)
    finally:
        await model.close()


def _engine(ours: str, model: str = "") -> str:
    from bot.evaluation.words import said

    return f"{said(ours)}, {model}" if model else said(ours)


def _load(paths: Sequence[Path], fault: Callable[[Row], str]) -> Data:
    """Rows without faults; the others are named. Ends with a kind error when there are none."""
    from bot.evaluation.data import load

    data = _given(lambda: load(paths, fault))
    _named(data)
    if not data.rows:
        _stop("empty", ", ".join(path.name for path in paths))
    return data


def _given(read: Callable[[], T]) -> T:
    """What `read` finds; a kind error when it finds nothing."""
    from bot.evaluation.data import NoData

    try:
        return read()
    except NoData as error:
        _stop(*error.args)


def _named(data: Data) -> None:
    """Say which lines were left out."""
    from bot.evaluation.report import faults

    for line in faults(data):
        typer.echo(line, err=True)


def _show(report: Report, data: Data, engine: str, out: Path | None) -> None:
    from datetime import UTC, datetime

    from bot.evaluation.source import Source, commit
    from bot.evaluation.words import said

    console = Console(highlight=False)
    source = Source(commit(), engine, f"{datetime.now(UTC):%Y-%m-%d}")
    console.print(f"[bold]{said(f'title_{report.kind}')}[/bold]")
    console.print(f"{said('engine')}: {engine}", markup=False)
    for table in report.tables:
        grid = Grid(*table.head, title=table.title, title_justify="left")
        for row in table.rows:
            grid.add_row(*row)
        console.print(grid)
    for note in report.notes:
        console.print(note, markup=False)
    if out is None:
        return
    try:
        path = report.write(out, data, source)
    except OSError:
        _stop("folder", str(out))
    console.print(said("written", path=str(path)), markup=False, soft_wrap=True)


def _stop(error: str, name: str = "") -> NoReturn:
    from bot.evaluation.words import said

    typer.echo(said(f"error_{error}", name=name), err=True)
    raise typer.Exit(2)
