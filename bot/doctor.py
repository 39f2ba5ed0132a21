"""What `shoulder doctor` looks at. It changes nothing; only a language model is asked a question."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.safety.resources import COUNTRIES, code_of
from bot.settings import Settings
from memory.database import Database
from memory.errors import DataDirBusy, StorageError
from memory.keys import FILE_NAME as KEYS_FILE
from memory.keys import KeyStore
from memory.master import FILE_NAME as MASTER_FILE
from memory.master import MasterKey
from memory.ownership import Ownership

_ROOM = 500 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Finding:
    """One line for the operator."""

    level: Literal["ok", "hint", "bad"]
    text: str


async def examine(settings: Settings) -> list[Finding]:
    """Everything that can be checked without touching anything."""
    if not settings.data_dir.exists():
        made = "It will be made at the first start."
        return [
            Finding("hint", f"The data directory {settings.data_dir} does not exist yet. {made}"),
            *contacts(settings),
        ]
    findings = [_room(settings), _key_place(settings), *contacts(settings)]
    owner = Ownership(settings.data_dir)
    try:
        owner.claim()
    except DataDirBusy:
        findings.append(Finding("ok", "Shoulder is running on this data directory."))
        return findings
    except StorageError as error:
        return [Finding("bad", str(error))]
    try:
        findings.append(_key(settings))
        findings.append(await _database(settings))
    finally:
        owner.release()
    return findings


async def examine_model(settings: Settings) -> list[Finding]:
    """Whether the language model answers, if there is one: asks it one question."""
    from bot.model.examine import examine as ask

    return [Finding(level, text) for level, text in await ask(settings)]


def contacts(settings: Settings) -> list[Finding]:
    """Who is missing among the people that somebody in danger is shown, and why that matters."""
    findings = [_country(settings)]
    findings += [Finding("hint", f"{name} is not set: {why}") for name, why in _missing(settings)]
    if all(finding.level == "ok" for finding in findings):
        known = "an assistance line, a security contact and your procedure for danger on a call"
        findings.append(Finding("ok", f"People in danger are shown {known}."))
    return findings


def _country(settings: Settings) -> Finding:
    country, code = settings.country, code_of(settings.country)
    ours = sorted(set(COUNTRIES) - {"international"})
    own = settings.crisis_dir and (settings.crisis_dir / "resources" / f"{code}.yaml").exists()
    shown = "somebody in danger is shown international directories, and no number near them to call"
    if not country:
        known = f"There are numbers for {', '.join(ours)}."
        return Finding("hint", f"SHOULDER_COUNTRY is not set: {shown}. {known}")
    if code not in ours and not own:
        known = f"There are numbers for {', '.join(ours)}; SHOULDER_CRISIS_DIR takes your own."
        return Finding(
            "hint", f"SHOULDER_COUNTRY={country} has no help lines here: {shown}. {known}"
        )
    return Finding("ok", f"Help lines for danger: {code}. Call them once to be sure.")


def _missing(settings: Settings) -> Iterator[tuple[str, str]]:
    if not settings.eap_contact:
        yield (
            "SHOULDER_EAP_CONTACT",
            "somebody who is low or in danger isn't shown your own assistance line, often the one that "
            "picks up first and knows your workplace.",
        )
    if not settings.security_contact:
        yield (
            "SHOULDER_SECURITY_CONTACT",
            "somebody who was threatened or attacked at work isn't told whom to reach in the building.",
        )
    if not settings.crisis_procedure:
        yield (
            "SHOULDER_CRISIS_PROCEDURE",
            "when a client is in danger on the line, the rep is pointed to your procedure without knowing "
            "where it is.",
        )


def _room(settings: Settings) -> Finding:
    free = shutil.disk_usage(settings.data_dir).free
    size = f"{free // 2**20} MB free for {settings.data_dir}."
    return Finding("ok" if free > _ROOM else "hint", size)


def _key_place(settings: Settings) -> Finding:
    if settings.master_key.get_secret_value():
        return Finding("ok", "The master key comes from SHOULDER_MASTER_KEY.")
    path = settings.data_dir / MASTER_FILE
    if not path.exists():
        return Finding("hint", "No master key yet; the first start makes one.")
    if os.stat(path).st_mode & 0o077:
        return Finding("bad", f"{path} can be read by others: chmod 600 {path}")
    return Finding(
        "hint",
        f"The master key lies beside the data ({path}). For real use put its content into "
        "SHOULDER_MASTER_KEY, from a place the data's backups don't reach, and delete the file.",
    )


def _key(settings: Settings) -> Finding:
    path = settings.data_dir / KEYS_FILE
    if not path.exists():
        return Finding("hint", "No key store yet.")
    try:
        master = MasterKey.load(
            settings.master_key.get_secret_value(), settings.data_dir, create=False
        )
        store = KeyStore(path)
        try:
            token = store.meta("index")
            if token is not None:
                master.unwrap(token)
        finally:
            store.close()
    except StorageError as error:
        return Finding("bad", str(error))
    return Finding("ok", "The master key opens the key store.")


async def _database(settings: Settings) -> Finding:
    database = Database.at(settings.database_url.get_secret_value(), settings.data_dir)
    if database.path is not None and not database.path.exists():
        return Finding("hint", "No database yet.")
    try:
        await database.verify()
    except StorageError as error:
        return Finding("bad", str(error))
    finally:
        await database.stop()
    return Finding("ok", "The database is healthy.")
