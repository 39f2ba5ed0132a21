"""From start to stop: what has to be there before the services, and the order in which all of it goes."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.app import App, build
from bot.doors import Door
from bot.log import Log
from bot.mind import Mind
from bot.practice.practising import IDLE
from bot.queue.delivery import Patience
from bot.settings import Settings
from memory.clock import Clock, SystemClock, to_ms
from memory.database import Database
from memory.keys import FILE_NAME as KEYS_FILE
from memory.keys import KeyStore
from memory.master import MasterKey
from memory.ownership import Ownership
from memory.store import Store
from memory.vault import Vault


@asynccontextmanager
async def running(
    settings: Settings,
    mind: Mind,
    log: Log,
    doors: tuple[Door, ...] = (),
    clock: Clock | None = None,
    patience: Patience | None = None,
) -> AsyncIterator[App]:
    """Start everything in order, stop it in reverse. Raises StorageError before touching anything."""
    clock = clock or SystemClock()
    async with contextlib.AsyncExitStack() as stack:
        stack.enter_context(Ownership(settings.data_dir))
        database = Database.at(settings.database_url.get_secret_value(), settings.data_dir)
        keys, master = _open_keys(settings, database)
        stack.callback(keys.close)
        vault = Vault.open_store(keys, master, clock)
        stack.push_async_callback(database.stop)
        await database.start()
        app, thinking = build(settings, mind, log, clock, database, keys, vault, patience, master)
        await app.store.recognise()
        stack.callback(thinking.shutdown, wait=False, cancel_futures=True)
        stack.callback(mind.stop)
        if app.endpoint is not None:
            stack.push_async_callback(app.endpoint.close)
        for door in doors:
            app.doors.add(door)
        forgotten = await app.eraser.replay()
        await _resume(app)
        await app.lanes.start()
        stack.push_async_callback(app.lanes.stop)
        for person_id in forgotten:
            await app.lanes.drop(person_id)
        stack.push_async_callback(app.alarm.close)
        stack.push_async_callback(app.intake.close)
        sweeping = asyncio.create_task(app.sweeper.run())
        stack.callback(sweeping.cancel)
        reminding = asyncio.create_task(app.reminders.run())
        stack.callback(reminding.cancel)
        log.info("ready", platforms=len(app.doors.platforms()))
        yield app


async def _resume(app: App) -> None:
    """Whoever was in the middle of an exercise still is; every crew's own help lines are at hand."""
    await app.own_lines.refresh()
    since = to_ms(app.services.clock.now() - IDLE)
    async with app.store.database.read() as tx:
        app.services.practising.restore(await app.store.practices.playing(tx, since))


@asynccontextmanager
async def opened(settings: Settings, clock: Clock | None = None) -> AsyncIterator[Store]:
    """Only what is kept: no doors, no lanes. Raises StorageError, DataDirBusy while a bot runs."""
    with contextlib.ExitStack() as stack:
        stack.enter_context(Ownership(settings.data_dir))
        database = Database.at(settings.database_url.get_secret_value(), settings.data_dir)
        keys, master = _open_keys(settings, database)
        stack.callback(keys.close)
        vault = Vault.open_store(keys, master, clock or SystemClock())
        try:
            await database.start()
            store = Store(database, vault)
            await store.recognise()
            yield store
        finally:
            await database.stop()


def _open_keys(settings: Settings, database: Database) -> tuple[KeyStore, MasterKey]:
    from memory.errors import KeysMissing

    path = settings.data_dir / KEYS_FILE
    if not path.exists() and database.path is not None and database.path.exists():
        raise KeysMissing(
            f"{database.path} is there, but its key store {path} is not. Bring the key store back from "
            "its own backup; without it nothing that was kept can be read. Nothing was changed."
        )
    fresh = not path.exists()
    configured = settings.master_key.get_secret_value()
    master = MasterKey.load(configured, settings.data_dir, create=fresh)
    return KeyStore(path), master
