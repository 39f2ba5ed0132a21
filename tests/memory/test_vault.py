"""Keys, sealing, rotation."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from memory.clock import SystemClock
from memory.errors import DatabaseBroken, DataDirBusy, DataDirUnusable, KeyGone, WrongMasterKey
from memory.keys import KeyStore
from memory.master import MasterKey
from memory.ownership import Ownership
from memory.vault import Vault


def vault_at(folder: Path, *keys: str) -> Vault:
    return Vault.open_store(KeyStore(folder / "keys.db"), MasterKey(list(keys)), SystemClock())


@pytest.fixture
def key() -> str:
    return Fernet.generate_key().decode()


async def test_seals_and_opens(tmp_path: Path, key: str) -> None:
    vault = vault_at(tmp_path, key)
    await vault.ensure("p", "w")
    blob = vault.seal("p", "facts.text", "späte Schicht \ud800")
    assert vault.open("p", "facts.text", blob) == "späte Schicht \ud800"
    assert vault.seal("p", "facts.text", "x") != vault.seal("p", "facts.text", "x")


async def test_bound_to_person_and_column(tmp_path: Path, key: str) -> None:
    vault = vault_at(tmp_path, key)
    await vault.ensure("p", "w")
    await vault.ensure("q", "w")
    blob = vault.seal("p", "facts.text", "secret")
    for person, column in (("q", "facts.text"), ("p", "feedback.body")):
        with pytest.raises(KeyGone):
            vault.open(person, column, blob)


async def test_destroyed_key_opens_nothing_and_leaves_no_byte(tmp_path: Path, key: str) -> None:
    vault = vault_at(tmp_path, key)
    await vault.ensure("person-one", "w")
    blob = vault.seal("person-one", "c", "secret")
    row = vault._store.person("person-one")
    assert row is not None
    await vault.destroy("person-one")
    with pytest.raises(KeyGone):
        vault.open("person-one", "c", blob)
    for path in tmp_path.iterdir():
        assert row.wrapped not in path.read_bytes() and b"person-one" not in path.read_bytes()


async def test_wrong_master_key_touches_nothing(tmp_path: Path, key: str) -> None:
    vault = vault_at(tmp_path, key)
    await vault.ensure("p", "w")
    vault._store.close()
    before = (tmp_path / "keys.db").read_bytes()
    store = KeyStore(tmp_path / "keys.db")
    with pytest.raises(WrongMasterKey, match="doesn't open"):
        Vault.open_store(store, MasterKey([Fernet.generate_key().decode()]), SystemClock())
    store.close()
    assert (tmp_path / "keys.db").read_bytes() == before


async def test_rotation(tmp_path: Path, key: str) -> None:
    vault = vault_at(tmp_path, key)
    await vault.ensure("p", "w")
    blob = vault.seal("p", "c", "kept")
    vault._store.close()
    new = Fernet.generate_key().decode()
    vault_at(tmp_path, new, key)._store.close()
    rotated = vault_at(tmp_path, new)  # the old key is not needed any more
    assert rotated.open("p", "c", blob) == "kept"
    assert rotated.mark("a", "b") == vault.mark("a", "b")


def test_key_file_is_private(tmp_path: Path) -> None:
    master = MasterKey.load("", tmp_path)
    assert master.in_data_dir
    assert (tmp_path / "master.key").stat().st_mode & 0o777 == 0o600
    assert MasterKey.load("", tmp_path).unwrap(master.wrap(b"x")) == b"x"


def test_nonsense_key_is_named() -> None:
    with pytest.raises(WrongMasterKey, match="not a valid key"):
        MasterKey.load("nonsense", Path("/nowhere"))


def test_damaged_key_store_is_named(tmp_path: Path) -> None:
    (tmp_path / "keys.db").write_bytes(b"not a database at all" * 100)
    with pytest.raises(DatabaseBroken, match="key store"):
        KeyStore(tmp_path / "keys.db")


def test_one_owner(tmp_path: Path) -> None:
    with Ownership(tmp_path / "d"), pytest.raises(DataDirBusy, match="already running"):
        Ownership(tmp_path / "d").claim()
    with Ownership(tmp_path / "d"):
        pass


def test_unusable_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DataDirUnusable, match="SHOULDER_DATA_DIR"):
        Ownership(tmp_path / "file" / "d").claim()


def test_marks_do_not_run_into_each_other(tmp_path: Path, key: str) -> None:
    vault = vault_at(tmp_path, key)
    marks = {vault.mark("a", "bc"), vault.mark("ab", "c"), vault.mark("a", "b", "c")}
    assert len(marks) == 3


async def test_migrations_match_the_models(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from memory.database import Database
    from memory.models import Base

    database = Database.at("", tmp_path)
    await database.start()
    async with database.engine.connect() as connection:
        difference = await connection.run_sync(
            lambda sync: compare_metadata(MigrationContext.configure(sync), Base.metadata)
        )
    await database.stop()
    assert difference == []
