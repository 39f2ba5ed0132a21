"""Talking to it in this terminal: `chat` and `practice`."""

from __future__ import annotations

import typer

from bot.log import start_log
from bot.settings import Settings
from memory.errors import DataDirBusy


async def chat(settings: Settings, first: str = "") -> None:
    """Until they leave; `first` is said for them. Where it runs already, its page is joined."""
    from bot.lifetime import running
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
