"""The master key: the one secret that opens everything else."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from memory.errors import DataDirUnusable, WrongMasterKey

FILE_NAME = "master.key"


class MasterKey:
    """Wraps the workspace keys. Several keys mean a rotation: the first one seals, all of them open."""

    def __init__(self, keys: list[str], *, in_data_dir: bool = False) -> None:
        try:
            fernets = [Fernet(key) for key in keys]
        except ValueError as error:
            raise WrongMasterKey(
                "SHOULDER_MASTER_KEY is not a valid key. Make one with `shoulder doctor --new-key`."
            ) from error
        self._first = fernets[0]
        self._all = MultiFernet(fernets)
        self.in_data_dir = in_data_dir

    @classmethod
    def load(cls, configured: str, data_dir: Path, *, create: bool = True) -> MasterKey:
        """From the setting (comma separated), else from the file in the data directory, else a new file."""
        keys = [key.strip() for key in configured.split(",") if key.strip()]
        if keys:
            return cls(keys)
        path = data_dir / FILE_NAME
        if path.exists():
            return cls(path.read_text(encoding="ascii").split(), in_data_dir=True)
        if not create:
            raise WrongMasterKey("There is no master key: set SHOULDER_MASTER_KEY.")
        key = Fernet.generate_key().decode()
        _write_private(path, key)
        return cls([key], in_data_dir=True)

    def wrap(self, secret: bytes) -> bytes:
        """Seal a key under the first master key."""
        return self._first.encrypt(secret)

    def unwrap(self, token: bytes) -> bytes:
        """Open what any of the master keys sealed. Raises WrongMasterKey."""
        try:
            return self._all.decrypt(token)
        except InvalidToken as error:
            raise WrongMasterKey(
                "The master key doesn't open this data directory. Set SHOULDER_MASTER_KEY to the key "
                "it was made with (while rotating: new key first, old key after a comma). "
                "Nothing was changed."
            ) from error

    def is_current(self, token: bytes) -> bool:
        """Whether the first key alone opens it; false means that rotation still has to re-wrap it."""
        try:
            self._first.decrypt(token)
        except InvalidToken:
            return False
        return True


def _write_private(path: Path, text: str) -> None:
    try:
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(fd, "w", encoding="ascii") as file:
            file.write(text + "\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise DataDirUnusable(
            f"The master key file {path} can't be written ({error.strerror})."
        ) from error
