"""How DBOS is set up: its own database, nothing personal in it, one constant application version."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from memory.database import compact_file, is_whole

FILE_NAME = "lanes.db"
_LISTENER_ROUND = 0.1  # seconds


class EngineDatabase:
    """A SQLite file beside the main one (two writers in one file starve each other), or the server."""

    def __init__(self, data_dir: Path, url: str) -> None:
        self._path = data_dir / FILE_NAME
        self._url = url
        self.engine = self._make()

    def set_damaged_aside(self) -> bool:
        """A damaged file is no loss: it holds no truth. The inbox and outbox fill a new one."""
        if self._url or not self._path.exists() or is_whole(self._path):
            return False
        self._path.replace(self._path.with_suffix(".damaged"))
        for tail in ("-wal", "-shm"):
            self._path.with_name(self._path.name + tail).unlink(missing_ok=True)
        return True

    def config(self) -> Any:
        """What DBOS is started with. A version that changed would leave old work lying."""
        from dbos import DBOSPortableJSONSerializer

        return {
            "name": "shoulder",
            "system_database_url": self._url or f"sqlite:///{self._path}",
            "system_database_engine": self.engine,
            "application_version": "1",
            "executor_id": "local",
            "log_level": "WARNING",
            "enable_otlp": False,
            "serializer": DBOSPortableJSONSerializer(),
            "scheduler_polling_interval_sec": 30.0,
            # Nothing here waits for the engine's notifications, so a round asks no database; but a
            # stop waits for its end.
            "notification_listener_polling_interval_sec": _LISTENER_ROUND,
            "max_executor_threads": 32,
        }

    def compact(self) -> None:
        """Take deleted work out of the file. Blocks."""
        if not self._url:
            compact_file(self._path)

    def _make(self) -> sa.Engine:
        if self._url:
            url = sa.make_url(self._url).set(drivername="postgresql+psycopg")
            patience = {"connect_timeout": 3}
            return sa.create_engine(
                url, hide_parameters=True, pool_pre_ping=True, pool_size=5, connect_args=patience
            )
        engine = sa.create_engine(
            f"sqlite:///{self._path}", hide_parameters=True, pool_size=1, max_overflow=0
        )
        event.listen(engine, "connect", _prepare)
        return engine


def _prepare(dbapi: Any, _record: object) -> None:
    dbapi.isolation_level = "IMMEDIATE"
    for pragma in (
        "busy_timeout=30000", "journal_mode=WAL", "synchronous=FULL", "secure_delete=ON",
        "foreign_keys=ON",
    ):  # fmt: skip
        dbapi.execute(f"PRAGMA {pragma}")
