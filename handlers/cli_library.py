"""`shoulder library`: the shared library of strategies and examples."""

from __future__ import annotations

import typer

from bot.settings import Settings

library = typer.Typer(no_args_is_help=True, help="The shared library of strategies and examples.")


@library.command("check")
def check() -> None:
    """Validate the library: schema, ids, duplicates, reading grade, coverage."""
    from bot import shelf

    problems = shelf.check()
    for problem in problems:
        typer.echo(problem)
    raise typer.Exit(1 if problems else 0)


@library.command("build")
def build(again: bool = typer.Option(False, help="Even if it is up to date.")) -> None:
    """Build the search index."""
    from bot import shelf

    typer.echo(f"{shelf.build(Settings(), again=again)} entries")
