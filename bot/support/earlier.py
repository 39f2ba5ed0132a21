"""What the end of a talk was about, read ahead: the next answer need not wait for it.

Reading the last three messages again takes longer than reading the new one. Kept are numbers only, by a
hash of the words, and only for the latest few talks.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace

from bot.support.talk import Utterance
from bot.support.understand import Heard, Understander

_LATEST = 3
_REMEMBERED = 256


class Earlier:
    """Safe from several threads. The same words give the same reading, remembered or not."""

    def __init__(self, understander: Understander) -> None:
        self._understander = understander
        self._lock = threading.Lock()
        self._read: OrderedDict[bytes, Heard] = OrderedDict()

    def of(self, history: Sequence[Utterance]) -> Heard | None:
        """What the person's latest messages were about, without any of their words; None before any."""
        words = " ".join([u.text for u in history if u.role == "user"][-_LATEST:])
        if not words:
            return None
        key = hashlib.blake2b(words.encode(errors="replace"), digest_size=16).digest()
        with self._lock:
            known = self._read.get(key)
        if known is None:
            heard = self._understander.hear(words)
            numbers = replace(heard.understanding, frames=())
            known = replace(heard, understanding=numbers, echoes=())
        with self._lock:
            self._read[key] = known
            self._read.move_to_end(key)
            while len(self._read) > _REMEMBERED:
                self._read.popitem(last=False)
        return known
