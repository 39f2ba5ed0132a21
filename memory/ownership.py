"""One process owns the data directory; a second one is refused kindly."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from types import TracebackType

from memory.errors import DataDirBusy, DataDirUnusable


class Ownership:
    """A lock on the data directory, held until `release` or the end of the process."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self._fd: int | None = None

    def claim(self) -> None:
        """Create the directory if needed and take it. Raises DataDirUnusable or DataDirBusy."""
        try:
            self._data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
            fd = os.open(self._data_dir / "owner.lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise DataDirUnusable(
                f"The data directory {self._data_dir} can't be used ({error.strerror}). "
                "Point SHOULDER_DATA_DIR at a folder this account may write to."
            ) from error
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(fd)
            raise DataDirBusy(
                f"Another Shoulder is already running on {self._data_dir}. "
                "Stop it first, or give this one its own SHOULDER_DATA_DIR."
            ) from error
        self._fd = fd

    def release(self) -> None:
        """Let go; harmless when nothing is held."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None

    def __enter__(self) -> Ownership:
        self.claim()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()
