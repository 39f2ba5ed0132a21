"""The command line: `run`, `chat`, `practice`, `doctor`, `batch`, `eval`, `study`, `library`, `slack`."""

from __future__ import annotations

import asyncio
import sys
from enum import StrEnum
from typing import Any

import typer
from rich.console import Console

from bot.settings import Settings
from handlers import conversing, opening
from handlers.cli_eval import evaluating
from handlers.cli_library import library
from handlers.cli_slack import slack
from memory.errors import StorageError

cli = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
cli.add_typer(library, name="library")
cli.add_typer(evaluating, name="eval")
cli.add_typer(slack, name="slack")


class Mode(StrEnum):
    """What `batch` does with each line."""

    reply = "reply"
    screen = "screen"
    redact = "redact"
    search = "search"
    score = "score"
    tag = "tag"
    coach = "coach"
    seek = "seek"
    assist = "assist"
    client = "client"


@cli.command()
def run() -> None:
    """Start the bot: the page, and every platform whose tokens are set."""
    _guarded(opening.run)


@cli.command()
def chat() -> None:
    """Talk to it here, in this terminal."""
    _guarded(conversing.chat)


@cli.command()
def practice() -> None:
    """Practise listening here, in this terminal."""
    _guarded(lambda settings: conversing.chat(settings, "/practice"))


@cli.command()
def doctor(
    new_key: bool = typer.Option(False, "--new-key", help="Print a fresh master key and stop."),
) -> None:
    """Check the settings and what is kept, and say what to do."""
    if new_key:
        from cryptography.fernet import Fernet

        typer.echo(Fernet.generate_key().decode())
        return
    worst = 0
    for finding in _guarded(opening.findings):
        mark = {"ok": "[green]ok[/green]  ", "hint": "[yellow]hint[/yellow]"}.get(
            finding.level, "[red]bad[/red] "
        )
        Console(highlight=False).print(f"{mark}  {finding.text}", soft_wrap=True)
        worst = max(worst, int(finding.level == "bad"))
    raise typer.Exit(worst)


def _slugs() -> str:
    from bot.assist.catalog import categories, domains

    return f"Domains: {', '.join(domains())}. Categories: {', '.join(categories())}."


@cli.command(epilog=_slugs())
def batch(mode: Mode) -> None:
    """JSON lines in, JSON lines out. Opens no durable store.

    `assist` reads {"id", "domain", "category", "turns": [{"role": "client" or "rep", "text"}]},
    `client` {"id", "domain", "category", "traits", "civil", "turns"}."""
    from bot.batch import Batch

    worker = Batch(Settings(), mode.value)
    for line in sys.stdin:
        if line.strip():
            sys.stdout.write(worker.line(line) + "\n")
            sys.stdout.flush()


@cli.command()
def study() -> None:
    """Print the exercise numbers that people gave to a study, as CSV. Stop the bot first."""
    text = _guarded(_study)
    if text is None:
        typer.echo("Fewer than five people gave their numbers, so there is no table yet.", err=True)
        raise typer.Exit(1)
    typer.echo(text, nl=False)


def main() -> None:
    """The entry point."""
    cli()


# --- inside


async def _study(settings: Settings) -> str | None:
    import random

    from bot.lifetime import opened
    from bot.shift.study import gather, table

    async with opened(settings) as store:
        return table(await gather(store), random.SystemRandom())


def _guarded(work: Any) -> Any:
    """Run a coroutine function; a storage problem becomes its own sentence, not a traceback."""
    from pydantic import ValidationError

    try:
        return asyncio.run(work(Settings()))
    except StorageError as error:
        Console(stderr=True, highlight=False).print(
            f"[red]Shoulder can't start.[/red] {error}", soft_wrap=True
        )
        raise typer.Exit(2) from None
    except ValidationError as error:
        names = ", ".join(
            f"SHOULDER_{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors()
        )
        Console(stderr=True, highlight=False).print(
            f"[red]A setting is not right.[/red] {names}", soft_wrap=True
        )
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


if __name__ == "__main__":
    main()
