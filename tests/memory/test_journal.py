"""What waits on disk while the database is away."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from memory.journal import FOLDER, Journal


class OpenVault:
    """A vault that seals nothing: what is tested here are the files."""

    def seal_journal(self, body: bytes) -> bytes:
        return body

    def open_journal(self, blob: bytes) -> bytes:
        return blob


async def test_a_start_drops_drafts_and_keeps_entries(tmp_path: Path) -> None:
    journal = Journal(tmp_path, cast(Any, OpenVault()))
    journal.drop_drafts()  # nothing there yet
    await journal.put("one", "waits")
    (tmp_path / FOLDER / ".two.0badcafe").write_bytes(b"half wr")
    journal.drop_drafts()
    assert await journal.entries() == [("one", "waits")]
    assert [path.name for path in (tmp_path / FOLDER).iterdir()] == ["one"]
