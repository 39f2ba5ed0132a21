"""What a pure function said to the latest few texts, so that the same words are not read twice.

A turn reads a message for danger and for orders, and so does the next turn, as part of the talk so far. Kept are
hashes, with a key that dies with the process, and what was found; never the words.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

R = TypeVar("R")

_MOST = 1024


class Remembered(Generic[R]):
    """`work` with a memory. Safe from several threads; what it raises is not remembered."""

    def __init__(self, work: Callable[[str], R], most: int = _MOST) -> None:
        self._work = work
        self._most = most
        self._key = secrets.token_bytes(32)
        self._lock = threading.Lock()
        self._found: OrderedDict[bytes, R] = OrderedDict()

    def __call__(self, text: str) -> R:
        """What `work` says to `text`."""
        body = text.encode("utf-8", "surrogatepass")
        mark = hashlib.blake2b(body, key=self._key, digest_size=16).digest()
        with self._lock:
            if mark in self._found:
                self._found.move_to_end(mark)
                return self._found[mark]
        found = self._work(text)
        with self._lock:
            self._found[mark] = found
            while len(self._found) > self._most:
                self._found.popitem(last=False)
        return found
