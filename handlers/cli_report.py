"""What `shoulder eval` reads and prints: data without faulty lines, a report with its source, an error in plain words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

import typer
from rich.console import Console
from rich.table import Table as Grid

if TYPE_CHECKING:
    from bot.evaluation.data import Data, Row
    from bot.evaluation.report import Report

T = TypeVar("T")


def engine_name(ours: str, model: str = "") -> str:
    """Who did what is measured, in words."""
    from bot.evaluation.words import said

    return f"{said(ours)}, {model}" if model else said(ours)


def load(paths: Sequence[Path], fault: Callable[[Row], str]) -> Data:
    """Rows without faults; the others are named. Ends with a kind error when there are none."""
    from bot.evaluation import data as files

    data = given(lambda: files.load(paths, fault))
    name_faults(data)
    if not data.rows:
        stop("empty", ", ".join(path.name for path in paths))
    return data


def given(read: Callable[[], T]) -> T:
    """What `read` finds; a kind error when it finds nothing."""
    from bot.evaluation.data import NoData

    try:
        return read()
    except NoData as error:
        stop(*error.args)


def name_faults(data: Data) -> None:
    """Say which lines were left out."""
    from bot.evaluation.report import faults

    for line in faults(data):
        typer.echo(line, err=True)


def show(report: Report, data: Data, engine: str, out: Path | None) -> None:
    """Print a report; write it and its picture where a folder is given."""
    from datetime import UTC, datetime

    from bot.evaluation.source import Source, commit
    from bot.evaluation.words import said

    console = Console(highlight=False)
    source = Source(commit(), engine, f"{datetime.now(UTC):%Y-%m-%d}")
    console.print(f"[bold]{said(f'title_{report.kind}')}[/bold]")
    console.print(f"{said('engine')}: {engine}", markup=False)
    for table in filter(lambda table: table.rows, report.tables):
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
        stop("folder", str(out))
    console.print(said("written", path=str(path)), markup=False, soft_wrap=True)


def stop(error: str, name: str = "") -> NoReturn:
    """End with a kind error."""
    from bot.evaluation.words import said

    typer.echo(said(f"error_{error}", name=name), err=True)
    raise typer.Exit(2)
