"""The SQL database: SQLite in the data directory by default, PostgreSQL by URL."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from memory import migrations
from memory.errors import DatabaseAway, DatabaseBroken, DataDirBusy

FILE_NAME = "shoulder.db"
_CHECKPOINTS = 100
_CLAIM, _CLAIMS = 5_400_331, 50  # an advisory lock's number, and how often to ask for it
_BUSY_SECONDS = 2.0  # our own writers queue up in `write`; this is for other programs
Tx = AsyncConnection


class Database:
    """Transactions on one engine. `write` blocks hold the write lock: keep them short, never nest."""

    def __init__(self, engine: AsyncEngine, path: Path | None) -> None:
        self.engine = engine
        self.path = path  # of the SQLite file, None on a server
        self._claimed: AsyncConnection | None = None
        self._one_writer = asyncio.Lock() if path is not None else None

    @classmethod
    def at(cls, url: str, data_dir: Path) -> Database:
        """The database at `url`, or the SQLite file in `data_dir` when `url` is empty."""
        if url:
            return cls(_server_engine(make_url(url)), None)
        path = data_dir / FILE_NAME
        return cls(_file_engine(path), path)

    async def start(self) -> None:
        """Check the database and bring its tables up to date. Raises DatabaseBroken or DatabaseAway."""
        await self.verify()
        await self._claim()
        try:
            async with self.engine.begin() as connection:
                await connection.run_sync(migrations.upgrade)
        except SQLAlchemyError as error:
            raise self._explain(error) from error

    async def _claim(self) -> None:
        """One Shoulder per server database; a file is covered by the data directory's lock."""
        if self.path is not None:
            return
        try:
            connection = await self.engine.connect()
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            for _ in range(_CLAIMS):  # the server takes a moment to notice that an owner was killed
                if (
                    await connection.execute(text(f"SELECT pg_try_advisory_lock({_CLAIM})"))
                ).scalar():
                    self._claimed = connection
                    return
                await asyncio.sleep(0.1)
        except SQLAlchemyError as error:
            raise self._explain(error) from error
        await connection.close()
        raise DataDirBusy("Another Shoulder is already running on this database. Stop it first.")

    async def verify(self) -> None:
        """See whether it can be reached and is whole. Raises DatabaseBroken or DatabaseAway."""
        try:
            async with self.engine.connect() as connection:
                if self.path is None:
                    await connection.execute(text("SELECT 1"))
                    return
                verdict = (await connection.execute(text("PRAGMA quick_check(1)"))).scalar()
        except SQLAlchemyError as error:
            raise self._explain(error) from error
        if verdict != "ok":
            raise DatabaseBroken(_BROKEN.format(where=self.path))

    async def stop(self) -> None:
        """Close every connection."""
        if self._claimed is not None:
            await self._claimed.close()
        await self.engine.dispose()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Tx]:
        """A transaction that may change things: all of it happens or none. Raises DatabaseAway."""
        async with AsyncExitStack() as stack:
            if self._one_writer is not None:
                await stack.enter_async_context(self._one_writer)
            try:
                async with self.engine.begin() as connection:
                    yield connection
            except (DBAPIError, OSError) as error:
                raise self._explain(error) from error

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Tx]:
        """A consistent view that changes nothing. Raises DatabaseAway."""
        try:
            async with self.engine.connect() as connection:
                await connection.execution_options(shoulder_read=True)
                yield connection
        except (DBAPIError, OSError) as error:
            raise self._explain(error) from error

    async def compact(self) -> None:
        """Give deleted space back and empty the log, so that nothing deleted stays on disk."""
        async with AsyncExitStack() as stack:
            if self._one_writer is not None:
                await stack.enter_async_context(self._one_writer)
            try:
                if self.path is not None:
                    await asyncio.to_thread(compact_file, self.path)
                    return
                async with self.engine.connect() as connection:
                    bare = await connection.execution_options(isolation_level="AUTOCOMMIT")
                    await bare.execute(text("VACUUM"))
            except (DBAPIError, OSError, sqlite3.DatabaseError) as error:
                raise self._explain(error) from error

    async def scrub(self) -> None:
        """Empty the log only: what was just deleted is overwritten in the file (`secure_delete`)."""
        if self.path is None:
            return
        async with AsyncExitStack() as stack:
            if self._one_writer is not None:
                await stack.enter_async_context(self._one_writer)
            try:
                await asyncio.to_thread(_empty_log, self.path)
            except sqlite3.DatabaseError as error:
                raise self._explain(error) from error

    def _explain(self, error: Exception) -> DatabaseAway | DatabaseBroken:
        words = str(getattr(error, "orig", "")).lower()
        if "malformed" in words or "not a database" in words:
            return DatabaseBroken(_BROKEN.format(where=self.path))
        return DatabaseAway("The database can't be reached or written right now.")


_BROKEN = (
    "The database {where} is damaged. Restore it from a backup, or move it away to start afresh. "
    "Nothing was changed."
)


def _file_engine(path: Path) -> AsyncEngine:
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(path)),
        connect_args={"timeout": _BUSY_SECONDS},
        hide_parameters=True,
        pool_size=5,
        max_overflow=10,
    )
    event.listen(engine.sync_engine, "connect", prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _server_engine(url: URL) -> AsyncEngine:
    return create_async_engine(
        url.set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        pool_pre_ping=True,
        connect_args={"connect_timeout": 3},
    )


def prepare_sqlite(dbapi: Any, _record: object) -> None:
    """Settings of every SQLite connection: durable, readable while written, deletes overwrite."""
    dbapi.isolation_level = None  # transactions are ours: see `_begin`
    cursor = dbapi.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def compact_file(path: Path) -> None:
    """Rewrite a SQLite file without its deleted pages and empty its log. Blocks."""
    with closing(sqlite3.connect(path, isolation_level=None, timeout=30)) as bare:
        bare.execute("PRAGMA secure_delete=ON")
        bare.execute("VACUUM")
    _empty_log(path)


def _empty_log(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None, timeout=30)) as bare:
        bare.execute("PRAGMA secure_delete=ON")
        for _ in range(_CHECKPOINTS):
            busy = bare.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            if not busy:
                return
            time.sleep(0.05)  # somebody is reading: the log can be emptied when they are done
        raise sqlite3.OperationalError("the log could not be emptied")


def is_whole(path: Path) -> bool:
    """Whether a SQLite file is a healthy database."""
    try:
        with closing(sqlite3.connect(path, timeout=30)) as bare:
            return bool(bare.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except sqlite3.DatabaseError:
        return False


def _begin(connection: Connection) -> None:
    # BEGIN IMMEDIATE, or else two read-modify-write transactions lose one of the updates.
    reading = connection.get_execution_options().get("shoulder_read")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
