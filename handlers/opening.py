"""Which doors there are, and opening them: `run` and `doctor`."""

from __future__ import annotations

import asyncio
import importlib
import signal
from typing import Any

from bot.log import Log, start_log
from bot.settings import Settings

# Doors that start with `shoulder run`. Each module has `door(settings, log)`, which returns None when
# it is not configured, or a Door that also has `async open(app)` and `async close()`.
_DOORS = ("handlers.web", "handlers.slack")


async def run(settings: Settings) -> None:
    """Every door that is configured, until the process is told to stop."""
    from bot.lifetime import running
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


async def findings(settings: Settings) -> list[Any]:
    """What the doctor finds: in the settings, of the model, and at each door."""
    from bot.doctor import examine, examine_model

    found: list[Any] = await examine(settings)
    found += await examine_model(settings)
    for name in _DOORS:
        look = getattr(importlib.import_module(name), "findings", None)
        found += await look(settings) if look is not None else []
    return found


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
