"""The command line: `run`, `chat`, `practice`, `doctor`, `batch`, `eval`, `study`, `library`, `slack`."""

from __future__ import annotations

import asyncio
import importlib
import signal
import sys
from enum import StrEnum
from typing import Any

import typer
from rich.console import Console

from bot.log import Log, start_log
from bot.settings import Settings
from handlers.cli_eval import evaluating
from memory.errors import DataDirBusy, StorageError

cli = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
library = typer.Typer(no_args_is_help=True, help="The shared library of strategies and examples.")
cli.add_typer(library, name="library")
cli.add_typer(evaluating, name="eval")
slack = typer.Typer(no_args_is_help=True, help="What Slack needs to know of the bot.")
cli.add_typer(slack, name="slack")

# Doors that start with `shoulder run`. Each module has `door(settings, log)`, which returns None when
# it is not configured, or a Door that also has `async open(app)` and `async close()`.
_DOORS = ("handlers.web", "handlers.slack")


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
    _guarded(_run)


@cli.command()
def chat() -> None:
    """Talk to it here, in this terminal."""
    _guarded(_chat)


@cli.command()
def practice() -> None:
    """Practise listening here, in this terminal."""
    _guarded(lambda settings: _chat(settings, "/practice"))


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
    for finding in _guarded(_examine):
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


@library.command("check")
def library_check() -> None:
    """Validate the library: schema, ids, duplicates, reading grade, coverage."""
    from bot.shelf import check

    problems = check()
    for problem in problems:
        typer.echo(problem)
    raise typer.Exit(1 if problems else 0)


@library.command("build")
def library_build(again: bool = typer.Option(False, help="Even if it is up to date.")) -> None:
    """Build the search index."""
    from bot.shelf import build

    typer.echo(f"{build(Settings(), again=again)} entries")


@slack.callback()
def slack_group() -> None:
    """What Slack needs to know of the bot."""


@slack.command("manifest")
def slack_manifest(
    url: str = typer.Option("", help="Where Slack reaches SHOULDER_EVENTS_PORT, without a path."),
    link: bool = typer.Option(False, "--link", help="A link that opens Slack's form, filled in."),
    org: bool = typer.Option(
        False, "--org", help="For all workspaces of an Enterprise organization."
    ),
) -> None:
    """Print the app's manifest, for "Create an app, from a manifest". Without --url: Socket Mode."""
    from bot.commands import registry
    from handlers.slack import manifest as made
    from handlers.slack.names import Names

    names = Names(registry(), Settings().slack_commands)
    body = made.manifest(names, url, org)
    typer.echo(made.link(body) if link else made.as_yaml(body), nl=link)


def main() -> None:
    """The entry point."""
    cli()


# --- inside


async def _examine(settings: Settings) -> list[Any]:
    from bot.doctor import examine, examine_model

    found: list[Any] = await examine(settings)
    found += await examine_model(settings)
    for name in _DOORS:
        look = getattr(importlib.import_module(name), "findings", None)
        found += await look(settings) if look is not None else []
    return found


async def _run(settings: Settings) -> None:
    from bot.app import running
    from bot.mind import Mind

    log = start_log(settings.log_level)
    mind = Mind.load(settings)
    doors = _doors(settings, log)
    async with running(settings, mind, log, tuple(doors)) as app:
        if app.master_in_data_dir:
            log.warning("master key lies in the data directory, see doctor")
        for door in doors:
            await door.open(app)
        app.warm()
        stop = asyncio.Event()
        for name in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(name, stop.set)
        await stop.wait()
        for door in reversed(doors):
            await door.close()


async def _chat(settings: Settings, first: str = "") -> None:
    from bot.app import running
    from bot.mind import Mind
    from handlers.screen import Screen
    from handlers.terminal import TerminalDoor

    log = start_log("ERROR")
    door = TerminalDoor(Screen(first=first))
    try:
        async with running(settings, Mind.load(settings), log, (door,)) as app:
            app.warm()
            await door.talk(app.intake)
    except DataDirBusy:
        await _join(settings, first)


async def _join(settings: Settings, first: str) -> None:
    """It runs already: be one more client of its page."""
    import getpass

    from handlers.guest import Guest, NotThere, page_of
    from handlers.screen import Screen

    page, screen = page_of(settings.web_host, settings.web_port), Screen(first=first)
    try:
        async with Guest(
            page, settings.data_dir / f"terminal-{getpass.getuser()}.cookie", screen
        ) as guest:
            await guest.talk()
    except NotThere:
        screen.note("running", page=page)
        raise typer.Exit(2) from None


async def _study(settings: Settings) -> str | None:
    import random

    from bot.app import opened
    from bot.shift.study import gather, table

    async with opened(settings) as store:
        return table(await gather(store), random.SystemRandom())


def _doors(settings: Settings, log: Log) -> list[Any]:
    found = []
    for name in _DOORS:
        try:
            module = importlib.import_module(name)
        except ModuleNotFoundError as error:
            if error.name != name:
                raise
            continue
        door = module.door(settings, log)
        if door is not None:
            found.append(door)
    return found


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
