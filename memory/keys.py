"""The key store: one small SQLite file of its own, outside ordinary backups.

It holds wrapped keys and the erasure ledger, nothing that anyone wrote. What is deleted here is
gone from the file: `secure_delete` overwrites pages and every delete truncates the write-ahead log.
"""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from memory.errors import DatabaseAway, DatabaseBroken

FILE_NAME = "keys.db"

_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS workspaces (id TEXT PRIMARY KEY, wrapped BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS people (
  id TEXT PRIMARY KEY, workspace TEXT NOT NULL, wrapped BLOB NOT NULL,
  oneoff INTEGER NOT NULL, created_ms INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS ledger (
  mark TEXT PRIMARY KEY, at_ms INTEGER NOT NULL, done INTEGER NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A person's wrapped key. `oneoff` keys live for one conversation, a day at most."""

    person: str
    workspace: str
    wrapped: bytes
    oneoff: bool
    created_ms: int


class KeyStore:
    """Synchronous and quick; calls that write wait for the disk, so run those in a thread."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        try:
            self._db = sqlite3.connect(
                path, check_same_thread=False, isolation_level=None, timeout=5
            )
            path.chmod(0o600)
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
                self._db.execute(f"PRAGMA {pragma}")
            self._db.executescript(_SCHEMA)
        except sqlite3.DatabaseError as error:
            raise DatabaseBroken(
                f"The key store {path} is damaged or can't be opened. Restore it from the key backup; "
                "without it nothing that was kept can be read. Nothing was changed."
            ) from error

    def close(self) -> None:
        """Fold the log into the file and close it."""
        with self._lock:
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._db.close()

    # --- the house's own secrets

    def meta(self, name: str) -> bytes | None:
        """The wrapped house secret `name`."""
        row = self._one("SELECT value FROM meta WHERE name=?", name)
        return None if row is None else bytes(row[0])

    def set_meta(self, name: str, value: bytes) -> None:
        """Store or replace a wrapped house secret."""
        self._write("INSERT OR REPLACE INTO meta VALUES (?,?)", name, value)

    # --- workspaces

    def workspace(self, workspace: str) -> bytes | None:
        """The wrapped key of a workspace."""
        row = self._one("SELECT wrapped FROM workspaces WHERE id=?", workspace)
        return None if row is None else bytes(row[0])

    def workspaces(self) -> dict[str, bytes]:
        """All wrapped workspace keys, for rotation."""
        with self._lock:
            return {
                r[0]: bytes(r[1]) for r in self._db.execute("SELECT id, wrapped FROM workspaces")
            }

    def add_workspace(self, workspace: str, wrapped: bytes) -> None:
        """Store a new workspace key; an existing one wins, so that two creations agree."""
        self._write("INSERT OR IGNORE INTO workspaces VALUES (?,?)", workspace, wrapped)

    def set_workspace(self, workspace: str, wrapped: bytes) -> None:
        """Replace a workspace's wrapped key, for rotation."""
        self._write("INSERT OR REPLACE INTO workspaces VALUES (?,?)", workspace, wrapped)

    # --- people

    def person(self, person: str) -> KeyRow | None:
        """The wrapped key of a person."""
        row = self._one(
            "SELECT id, workspace, wrapped, oneoff, created_ms FROM people WHERE id=?", person
        )
        return None if row is None else KeyRow(row[0], row[1], bytes(row[2]), bool(row[3]), row[4])

    def add_person(self, row: KeyRow) -> None:
        """Store a new key; an existing one wins, so that two creations agree."""
        self._write(
            "INSERT OR IGNORE INTO people VALUES (?,?,?,?,?)",
            row.person, row.workspace, row.wrapped, int(row.oneoff), row.created_ms,
        )  # fmt: skip

    def people(self) -> list[str]:
        """Everyone who has a key."""
        with self._lock:
            return [row[0] for row in self._run("SELECT id FROM people")]

    def keep_person(self, person: str) -> None:
        """Turn a one-off key into a lasting one."""
        self._write("UPDATE people SET oneoff=0 WHERE id=?", person)

    def oneoff_before(self, before_ms: int) -> list[str]:
        """The people whose one-off key was made before `before_ms`."""
        with self._lock:
            rows = self._db.execute(
                "SELECT id FROM people WHERE oneoff=1 AND created_ms<?", (before_ms,)
            )
            return [row[0] for row in rows]

    def destroy_person(self, person: str) -> None:
        """Delete a key so that no byte of it stays in the file or the log."""
        with self._lock:
            self._run("DELETE FROM people WHERE id=?", person)
            self._run("VACUUM")
            self._run("PRAGMA wal_checkpoint(TRUNCATE)")

    def people_of(self, workspace: str) -> list[str]:
        """Everyone of a workspace who has a key."""
        with self._lock:
            return [
                row[0] for row in self._run("SELECT id FROM people WHERE workspace=?", workspace)
            ]

    def destroy_workspace(self, workspace: str) -> None:
        """Delete a workspace's key and its people's, so that no byte of them stays."""
        with self._lock:
            self._run("DELETE FROM people WHERE workspace=?", workspace)
            self._run("DELETE FROM workspaces WHERE id=?", workspace)
            self._run("VACUUM")
            self._run("PRAGMA wal_checkpoint(TRUNCATE)")

    # --- erasure ledger

    def ledger_begin(self, mark: str, at_ms: int) -> None:
        """Note that an erasure has begun; `mark` is a keyed hash of the person."""
        self._write("INSERT OR REPLACE INTO ledger VALUES (?,?,0)", mark, at_ms)

    def ledger_done(self, mark: str) -> None:
        """Note that an erasure is complete."""
        self._write("UPDATE ledger SET done=1 WHERE mark=?", mark)

    def ledger(self) -> dict[str, tuple[int, bool]]:
        """Every erasure ever: mark → (when, complete)."""
        with self._lock:
            rows = self._db.execute("SELECT mark, at_ms, done FROM ledger")
            return {row[0]: (row[1], bool(row[2])) for row in rows}

    # --- plumbing

    def _one(self, sql: str, *args: object) -> tuple[Any, ...] | None:
        with self._lock:
            row: tuple[Any, ...] | None = self._run(sql, *args).fetchone()
            return row

    def _write(self, sql: str, *args: object) -> None:
        with self._lock:
            self._run(sql, *args)

    def _run(self, sql: str, *args: object) -> sqlite3.Cursor:
        try:
            return self._db.execute(sql, args)
        except sqlite3.DatabaseError as error:
            raise DatabaseAway("The key store can't be read or written right now.") from error
