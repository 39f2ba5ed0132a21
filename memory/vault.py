"""Sealing and opening: one AES-256-GCM key per person, wrapped by workspace, wrapped by master key.

Every sealed text is bound to its person and column, so a row moved elsewhere does not open.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import os
from collections import OrderedDict

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from memory.clock import Clock, to_ms
from memory.errors import KeyGone
from memory.keys import KeyRow, KeyStore
from memory.master import MasterKey

_NONCE = 12
_CACHED = 4096


class Vault:
    """Knows every key and no text. Build it with `Vault.open_store`."""

    def __init__(self, store: KeyStore, master: MasterKey, clock: Clock, index: bytes) -> None:
        self._store = store
        self._master = master
        self._clock = clock
        self._index = index
        self._journal = AESGCM(hmac.digest(index, b"journal", hashlib.sha256))
        self._open_keys: OrderedDict[str, AESGCM] = OrderedDict()

    @classmethod
    def open_store(cls, store: KeyStore, master: MasterKey, clock: Clock) -> Vault:
        """Check the master key, re-wrap what an older one sealed. Raises WrongMasterKey untouched."""
        token = store.meta("index")
        if token is None:
            index = os.urandom(32)
            store.set_meta("index", master.wrap(index))
            return cls(store, master, clock, index)
        index = master.unwrap(token)
        if not master.is_current(token):
            for workspace, wrapped in store.workspaces().items():
                store.set_workspace(workspace, master.wrap(master.unwrap(wrapped)))
            store.set_meta("index", master.wrap(index))
        return cls(store, master, clock, index)

    # --- names that say nothing

    def mark(self, kind: str, *parts: str) -> str:
        """A keyed hash: stable for us, meaningless to anyone without the master key."""
        text = "\x1f".join((kind, *parts)).encode("utf-8", "surrogatepass")
        return hmac.digest(self._index, text, hashlib.sha256)[:20].hex()

    def person(self, platform: str, workspace: str, user: str) -> str:
        """The opaque id under which a person is kept."""
        return self.mark("person", platform, workspace, user)

    def workspace(self, platform: str, workspace: str) -> str:
        """The opaque id of a workspace."""
        return self.mark("workspace", platform, workspace)

    # --- keys

    async def ensure(self, person: str, workspace: str) -> None:
        """Make sure the person has a key; a new one is a one-off until they ask to be remembered."""
        if person not in self._open_keys and self._store.person(person) is None:
            await asyncio.to_thread(self._create, person, workspace)

    async def keep(self, person: str) -> None:
        """The person said yes: their key stays."""
        await asyncio.to_thread(self._store.keep_person, person)

    async def destroy(self, person: str) -> None:
        """Delete the key. What it sealed cannot be read again by anyone."""
        self._open_keys.pop(person, None)
        await asyncio.to_thread(self._store.destroy_person, person)
        self._open_keys.pop(person, None)

    def has_key(self, person: str) -> bool:
        """Whether the person's key still exists."""
        return self._store.person(person) is not None

    def oneoff_before(self, before_ms: int) -> list[str]:
        """The people whose one-off key is older than that."""
        return self._store.oneoff_before(before_ms)

    # --- texts

    def seal(self, person: str, column: str, text: str) -> bytes:
        """Seal `text` for this person and column. Raises KeyGone."""
        nonce = os.urandom(_NONCE)
        data = text.encode("utf-8", "surrogatepass")
        return nonce + self._key(person).encrypt(nonce, data, _bound(person, column))

    def open(self, person: str, column: str, blob: bytes) -> str:
        """Open what `seal` made. Raises KeyGone, also when the blob is another person's."""
        try:
            data = self._key(person).decrypt(blob[:_NONCE], blob[_NONCE:], _bound(person, column))
        except InvalidTag as error:
            raise KeyGone("A sealed text does not belong to this person and column.") from error
        return data.decode("utf-8", "surrogatepass")

    def seal_workspace(self, workspace: str, column: str, text: str) -> bytes:
        """Seal something of the workspace itself; its key is made when it is new."""
        nonce = os.urandom(_NONCE)
        key = AESGCM(self._workspace_key(workspace))
        return nonce + key.encrypt(nonce, text.encode(), _bound(workspace, column))

    def open_workspace(self, workspace: str, column: str, blob: bytes) -> str:
        """Open what `seal_workspace` made. Raises KeyGone."""
        if self._store.workspace(workspace) is None:
            raise KeyGone("The workspace's key does not exist.")
        key = AESGCM(self._workspace_key(workspace))
        try:
            data = key.decrypt(blob[:_NONCE], blob[_NONCE:], _bound(workspace, column))
        except InvalidTag as error:
            raise KeyGone("A sealed text does not belong to this workspace and column.") from error
        return data.decode()

    async def destroy_workspace(self, workspace: str) -> None:
        """Delete a workspace's key, and with it every key that it wraps."""
        for person in self._store.people_of(workspace):
            self._open_keys.pop(person, None)
        await asyncio.to_thread(self._store.destroy_workspace, workspace)

    def people_of(self, workspace: str) -> list[str]:
        """Everyone of a workspace who has a key."""
        return self._store.people_of(workspace)

    def seal_journal(self, data: bytes) -> bytes:
        """Seal an event for the local journal, under a key of the house."""
        nonce = os.urandom(_NONCE)
        return nonce + self._journal.encrypt(nonce, data, b"journal")

    def open_journal(self, blob: bytes) -> bytes:
        """Open a journal entry. Raises KeyGone when it is damaged."""
        try:
            return self._journal.decrypt(blob[:_NONCE], blob[_NONCE:], b"journal")
        except InvalidTag as error:
            raise KeyGone("A journal entry is damaged.") from error

    # --- inside

    def _create(self, person: str, workspace: str) -> None:
        dek = AESGCM.generate_key(256)
        nonce = os.urandom(_NONCE)
        wrapped = nonce + AESGCM(self._workspace_key(workspace)).encrypt(
            nonce, dek, person.encode()
        )
        created = to_ms(self._clock.now())
        self._store.add_person(KeyRow(person, workspace, wrapped, True, created))

    def _workspace_key(self, workspace: str) -> bytes:
        wrapped = self._store.workspace(workspace)
        if wrapped is None:
            self._store.add_workspace(workspace, self._master.wrap(AESGCM.generate_key(256)))
            wrapped = self._store.workspace(workspace)
        if wrapped is None:
            raise KeyGone("The workspace's key does not exist.")
        return self._master.unwrap(wrapped)

    def _key(self, person: str) -> AESGCM:
        key = self._open_keys.get(person)
        if key is None:
            row = self._store.person(person)
            if row is None:
                raise KeyGone("This person's key does not exist.")
            workspace_key = AESGCM(self._workspace_key(row.workspace))
            wrapped = row.wrapped
            dek = workspace_key.decrypt(wrapped[:_NONCE], wrapped[_NONCE:], person.encode())
            key = self._open_keys[person] = AESGCM(dek)
            if len(self._open_keys) > _CACHED:
                self._open_keys.popitem(last=False)
        return key


def _bound(person: str, column: str) -> bytes:
    return f"{person}|{column}".encode()
