"""The vector index of the shared library, in Chroma. Nothing personal ever enters it.

Passages are indexed by their trigger utterances and their words; a passage's score comes from its best
trigger, its best four and its words (design §5, "Retrieve"). One process owns the directory.
"""

from __future__ import annotations

import hashlib
import secrets
import shutil
import threading
from collections import OrderedDict, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from memory import passages as shipped
from memory.embedder import Embedder, Vectors
from memory.passages import Passage

_BATCH = 64  # a large add holds the interpreter for more than a second (stack.md, part 2 §5)
_NEAREST = 200  # entries asked for: enough that the best passages' triggers are among them
# How a passage's best trigger, the mean of its best four and its words count: the best of a few
# hundred mixes on the development vents (`training/examples/passages.jsonl`).
_BEST, _FOUR, _WORDS = 0.28, 0.6, 0.12
_REMEMBERED = 64  # places that were looked around: some 15 kB each
_Near: TypeAlias = dict[str, tuple[float, str, str]]  # entry → likeness, passage, part of it


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its likeness to the query, about 0–1."""

    passage: Passage
    score: float


class Library:
    """Finds passages by situation. `open` is cheap when the index is up to date."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        self._folder = folder
        self._embedder = embedder
        self.passages = shipped.load()
        self._by_id = {p.id: p for p in self.passages}
        # What an entry is, is known here: to ask Chroma for it doubles the time of a query.
        self._parts = {e: (meta["passage"], meta["part"]) for e, _, meta in _entries(self.passages)}
        self.version = shipped.version(self.passages, embedder.name)
        self._collection: Any = None
        self._lock = threading.Lock()
        self._found: OrderedDict[bytes, _Near] = OrderedDict()
        self._key = secrets.token_bytes(32)
        self._lately = threading.Lock()
        self._stopping = threading.Event()

    def ready(self) -> bool:
        """Whether `search` has an index to look in."""
        return self._collection is not None

    def build(self, *, again: bool = False) -> int:
        """Open the index, and make it when it is missing, stale, damaged or `again`; entries in it.

        Takes about a minute for a new index; meant for `make setup` and a background thread.
        """
        with self._lock:
            if again:
                shutil.rmtree(self._folder, ignore_errors=True)
            try:
                collection = self._open()
            except Exception:  # noqa: BLE001 - a damaged index is no loss: it is made from prompts/
                _forget_clients()
                shutil.rmtree(self._folder, ignore_errors=True)
                collection = self._open()
            if (collection.metadata or {}).get("complete") != self.version:
                collection = self._fill(collection)
            if not self._stopping.is_set():
                self._collection = collection
                with self._lately:
                    self._found.clear()
            return int(collection.count())

    def stop(self) -> None:
        """End a build under way after its current batch; the next start begins it again."""
        self._stopping.set()

    def get(self, passage_id: str) -> Passage | None:
        """A passage by its id."""
        return self._by_id.get(passage_id)

    def search(self, text: str, k: int = 5, kind: str = "") -> list[Hit]:
        """The `k` passages that fit `text` best, of one `kind` if given; [] while there is no index."""
        return self.nearest(self._embedder.embed([text]), k, kind)

    def nearest(self, vectors: Vectors, k: int = 5, kind: str = "") -> list[Hit]:
        """Like `search`, for one or several vectors of one message (the best one counts)."""
        if self._collection is None:
            return []
        near: _Near = {}  # the likeness to the window it fits best
        for vector in vectors:
            for entry, this in self._around(vector, kind).items():
                near[entry] = max(near.get(entry, this), this)
        # What was not among the nearest is at most as near as the farthest of them.
        floor = min((likeness for likeness, _, _ in near.values()), default=0.0)
        triggers: dict[str, list[float]] = defaultdict(list)
        words: dict[str, float] = {}
        for likeness, name, part in near.values():
            if part == "words":
                words[name] = likeness
            else:
                triggers[name].append(likeness)
        hits = [
            Hit(self._by_id[name], _mixed(near, words.get(name, floor), floor))
            for name, near in triggers.items()
        ]
        return sorted(hits, key=lambda hit: (-hit.score, hit.passage.id))[:k]

    def foresee(self, vectors: Vectors) -> None:
        """Look around these now: `nearest` will be asked for them soon."""
        if self._collection is not None:
            for vector in vectors:
                self._around(vector, "")

    def _around(self, vector: Vectors, kind: str) -> _Near:
        """What is nearest to one vector. The latest are remembered: a talk is asked about again each turn."""
        # A hash with a key that dies with the process: a vector tells what its text was about.
        key = hashlib.blake2b(
            vector.tobytes() + kind.encode(), key=self._key, digest_size=16
        ).digest()
        with self._lately:
            if key in self._found:
                self._found.move_to_end(key)
                return self._found[key]
        found = self._collection.query(
            query_embeddings=[vector], n_results=_NEAREST, include=["distances"],
            where={"kind": kind} if kind else None,
        )  # fmt: skip
        near: _Near = {}
        for entry, distance in zip(found["ids"][0], found["distances"][0], strict=True):
            if entry in self._parts:
                near[entry] = (1.0 - float(distance), *self._parts[entry])
        with self._lately:
            self._found[key] = near
            while len(self._found) > _REMEMBERED:
                self._found.popitem(last=False)
        return near

    def _open(self) -> Any:
        import chromadb
        from chromadb.config import Settings

        self._folder.mkdir(parents=True, exist_ok=True)
        client = chromadb.PersistentClient(str(self._folder), Settings(anonymized_telemetry=False))
        self._client = client
        return client.get_or_create_collection(
            "library", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )

    def _fill(self, collection: Any) -> Any:
        self._client.delete_collection("library")
        collection = self._client.create_collection(
            "library", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )
        entries = list(_entries(self.passages))
        for start in range(0, len(entries), _BATCH):
            if self._stopping.is_set():
                return collection
            batch = entries[start : start + _BATCH]
            collection.add(
                ids=[e[0] for e in batch],
                embeddings=self._embedder.embed([e[1] for e in batch]),
                metadatas=[e[2] for e in batch],
            )
        collection.modify(metadata={"complete": self.version})
        return collection


def _mixed(triggers: Sequence[float], words: float, floor: float) -> float:
    best = sorted([*triggers, *([floor] * 4)], reverse=True)[:4]
    return min(1.0, _BEST * best[0] + _FOUR * sum(best) / 4 + _WORDS * words)


def _forget_clients() -> None:
    """Chroma keeps one client a folder for the whole process, also a broken one."""
    from chromadb.api.shared_system_client import SharedSystemClient

    SharedSystemClient.clear_system_cache()


def _entries(passages: Sequence[Passage]) -> list[tuple[str, str, dict[str, str]]]:
    out: list[tuple[str, str, dict[str, str]]] = []
    for p in passages:
        for n, text in enumerate(p.triggers):
            meta = {"passage": p.id, "kind": p.kind, "part": "trigger"}
            out.append((f"{p.id}#{n}", text, meta))
        meta = {"passage": p.id, "kind": p.kind, "part": "words"}
        out.append((f"{p.id}#words", p.words, meta))
    return out
