"""Starting and stopping, also on a data directory that is not as it should be."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.doctor import examine
from bot.health import check
from bot.settings import Settings
from memory.errors import (
    DatabaseBroken,
    DataDirBusy,
    DataDirUnusable,
    KeysMissing,
    WrongMasterKey,
)
from tests.conftest import Opener


def snapshot(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


async def start(open_house: Opener, **settings: object) -> None:
    async with open_house(**settings):
        pass


async def test_starts_from_nothing_and_is_healthy(open_house: Opener, data_dir: Path) -> None:
    async with open_house() as house:
        health = await check(house.app)
        assert health.ready and health.platforms == ("fake",)
    assert data_dir.stat().st_mode & 0o077 == 0


async def test_second_process_is_refused_kindly(open_house: Opener) -> None:
    async with open_house():
        with pytest.raises(DataDirBusy, match="already running"):
            await start(open_house)


async def test_wrong_master_key_says_so_and_touches_nothing(
    open_house: Opener, data_dir: Path
) -> None:
    await start(open_house, master_key=Fernet.generate_key().decode())
    before = snapshot(data_dir)
    with pytest.raises(WrongMasterKey, match="SHOULDER_MASTER_KEY"):
        await start(open_house, master_key=Fernet.generate_key().decode())
    after = {k: v for k, v in snapshot(data_dir).items() if k in before}
    assert after == before


async def test_no_master_key_for_existing_data_makes_no_new_one(
    open_house: Opener, data_dir: Path
) -> None:
    await start(open_house, master_key=Fernet.generate_key().decode())
    with pytest.raises(WrongMasterKey):
        await start(open_house)
    assert not (data_dir / "master.key").exists()


async def test_missing_key_store_is_named_and_nothing_is_made(
    open_house: Opener, data_dir: Path
) -> None:
    await start(open_house)
    (data_dir / "keys.db").unlink()
    with pytest.raises(KeysMissing, match="key store"):
        await start(open_house)
    assert not (data_dir / "keys.db").exists()


@pytest.mark.parametrize("damage", [b"this is not a database at all " * 200, b""])
async def test_corrupt_database(open_house: Opener, data_dir: Path, damage: bytes) -> None:
    await start(open_house)
    (data_dir / "shoulder.db").write_bytes(damage)
    if damage:
        with pytest.raises(DatabaseBroken, match="damaged"):
            await start(open_house)
        assert (data_dir / "shoulder.db").read_bytes() == damage
    else:
        await start(open_house)  # an empty file is an empty database


async def test_somebody_elses_key_store(open_house: Opener, data_dir: Path, tmp_path: Path) -> None:
    await start(open_house, master_key=(key := Fernet.generate_key().decode()))
    await start(open_house, master_key=key, data_dir=tmp_path / "other")
    shutil.copy(tmp_path / "other" / "keys.db", data_dir / "keys.db")
    with pytest.raises(KeysMissing, match="another key store"):
        await start(open_house, master_key=key)


async def test_corrupt_key_store(open_house: Opener, data_dir: Path) -> None:
    await start(open_house)
    (data_dir / "keys.db").write_bytes(b"nonsense" * 500)
    with pytest.raises(DatabaseBroken, match="key store"):
        await start(open_house)


async def test_corrupt_lanes_are_rebuilt_and_nothing_is_lost(
    open_house: Opener, data_dir: Path
) -> None:
    async with open_house() as house:
        await house.say("hello")
    for path in data_dir.glob("lanes.db*"):
        path.write_bytes(b"nonsense" * 500)
    async with open_house() as house:
        assert (await house.say("still here?", "bob"))[0] == "re: still here?"


async def test_folder_that_is_a_file(open_house: Opener, data_dir: Path) -> None:
    data_dir.write_text("")
    with pytest.raises(DataDirUnusable):
        await start(open_house)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
async def test_unwritable_folder(open_house: Opener, data_dir: Path) -> None:
    data_dir.mkdir(mode=0o500)
    with pytest.raises(DataDirUnusable):
        await start(open_house)


async def test_doctor_finds_what_is_to_be_done(open_house: Opener, data_dir: Path) -> None:
    settings = Settings(_env_file=None, data_dir=data_dir)
    assert "does not exist yet" in (await examine(settings))[0].text
    await start(open_house)
    text = "\n".join(f.text for f in await examine(settings))
    assert "lies beside the data" in text and "healthy" in text
    other = Settings(_env_file=None, data_dir=data_dir, master_key=Fernet.generate_key().decode())
    assert any(f.level == "bad" for f in await examine(other))
    async with open_house():
        assert any("is running" in f.text for f in await examine(settings))
