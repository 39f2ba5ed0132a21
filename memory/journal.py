"""The local journal: where an event waits, sealed and on disk, while the database is away."""

from __future__ import annotations

import asyncio
import os
import secrets
from pathlib import Path

from memory.errors import DatabaseAway, KeyGone
from memory.vault import Vault

FOLDER = "journal"


class Journal:
    """One file per entry: written, flushed to the disk, then renamed into place."""

    def __init__(self, data_dir: Path, vault: Vault) -> None:
        self._folder = data_dir / FOLDER
        self._vault = vault

    def drop_drafts(self) -> None:
        """Remove what a crash left half written: it was never promised to anybody. Call it at start."""
        for draft in self._folder.glob(".*"):
            draft.unlink(missing_ok=True)

    async def put(self, name: str, body: str) -> None:
        """Keep an entry until `remove`; the same name twice is one entry. Raises DatabaseAway."""
        try:
            await asyncio.to_thread(self._write, name, self._vault.seal_journal(body.encode()))
        except OSError as error:
            raise DatabaseAway("The journal can't be written: is the disk full?") from error

    async def entries(self) -> list[tuple[str, str]]:
        """(name, body) of everything that waits, oldest first; damaged entries are left out."""
        return await asyncio.to_thread(self._read)

    async def remove(self, name: str) -> None:
        """The entry has reached the database."""
        await asyncio.to_thread((self._folder / name).unlink, missing_ok=True)

    def _write(self, name: str, blob: bytes) -> None:
        self._folder.mkdir(mode=0o700, exist_ok=True)
        draft = self._folder / f".{name}.{secrets.token_hex(4)}"
        fd = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(fd, "wb") as file:
            file.write(blob)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(self._folder / name)
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _read(self) -> list[tuple[str, str]]:
        if not self._folder.is_dir():
            return []
        files = [path for path in self._folder.iterdir() if not path.name.startswith(".")]
        found = []
        for path in sorted(files, key=lambda path: (path.stat().st_mtime_ns, path.name)):
            try:
                found.append((path.name, self._vault.open_journal(path.read_bytes()).decode()))
            except KeyGone:
                continue
        return found
