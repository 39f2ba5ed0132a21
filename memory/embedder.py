"""The encoder: token states and sentence vectors from weights that ship with us. Nothing is downloaded."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from memory import pieces
from memory.graphs import Graphs, opened

Vectors = npt.NDArray[np.float32]

WINDOW = 254  # word pieces a window holds besides [CLS] and [SEP]: the model was trained up to 256
_BATCH = 32
_FOLDER = Path(__file__).parent / "weights"


class EmbedderError(Exception):
    """The weights are missing; the text says what to do."""


class Embedder(Protocol):
    """Turns texts into unit vectors whose dot product is their likeness."""

    name: str
    dimensions: int

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row of length `dimensions` and norm 1 for each text, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Shipped:
    """A fitted encoder that ships with us: its weights, how a text is cut into pieces, and the pieces
    that stand around it."""

    weights: Path
    tokenizer: Callable[[Path], Any]
    first: str
    last: str

    @property
    def mark(self) -> str:
        """Eight characters that change with the weights."""
        return _mark(self.weights)


@cache
def _mark(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:8]


ENGLISH = Shipped(_FOLDER / "encoder.npz", pieces.word_pieces, "[CLS]", "[SEP]")
TONGUES = Shipped(_FOLDER / "tongues.npz", pieces.unigrams, "<s>", "</s>")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the encoder makes of one window of text: one state a token (tokens × 384) and their
    unit mean (384)."""

    states: Vectors
    vector: Vectors


class Encoder:
    """A fitted encoder on onnxruntime, one thread; its graph is built from the weights that ship
    (`memory/graph.py`): those for English, or those for other languages (`TONGUES`).

    `folder` may hold another encoder of the same width as `model.onnx` and `tokenizer.json`
    (`SHOULDER_EMBEDDING_DIR`). Graphs that are built stay in `kept`, where it is given. Loads on first
    use; safe to call from several threads.
    """

    dimensions = 384

    def __init__(
        self, folder: Path | None = None, shipped: Shipped = ENGLISH, kept: Path | None = None
    ) -> None:
        self._folder = folder
        self._shipped = shipped
        self._graphs = Graphs(kept)
        self.name = f"shoulder-{shipped.mark}" if folder is None else f"custom:{folder.name}"
        self._recent = _Recent()

    def sibling(self, shipped: Shipped) -> Encoder:
        """Another encoder that ships, whose graph is kept in the same place."""
        other = Encoder(shipped=shipped)
        other._graphs = self._graphs
        return other

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), 384); a long text's is the mean over its windows."""
        out = np.zeros((len(texts), self.dimensions), np.float32)
        for row, readings in zip(out, self.read(texts), strict=True):
            for reading in readings:
                row += reading.vector * len(reading.states)
        unit: Vectors = out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)
        return unit

    def read(self, texts: Sequence[str]) -> list[list[Reading]]:
        """For each text its windows in order (at least one). Empty text reads as [CLS][SEP]."""
        known = {text: readings for text in texts if (readings := self._recent.get(text))}
        unread = [text for text in dict.fromkeys(texts) if text not in known]
        for text, readings in zip(unread, self._read(unread), strict=True):
            known[text] = readings
            self._recent.put(text, readings)
        return [known[text] for text in texts]

    def _read(self, texts: Sequence[str]) -> list[list[Reading]]:
        windows: list[list[int]] = []
        owner: list[int] = []
        for row, text in enumerate(texts):
            cut = self.tokenizer.encode(text, add_special_tokens=False).ids
            for start in range(0, max(len(cut), 1), WINDOW):
                windows.append([self._first, *cut[start : start + WINDOW], self._last])
                owner.append(row)
        readings: list[Reading | None] = [None] * len(windows)
        # Windows of like length together: padding is work for nothing.
        order = sorted(range(len(windows)), key=lambda i: len(windows[i]))
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            for i, reading in zip(batch, self._run([windows[i] for i in batch]), strict=True):
                readings[i] = reading
        out: list[list[Reading]] = [[] for _ in texts]
        for row, done in zip(owner, readings, strict=True):
            if done is not None:
                out[row].append(done)
        return out

    @cached_property
    def tokenizer(self) -> Any:
        """Cuts a text into pieces; never cuts one off and never pads."""
        if self._folder is None:
            return self._shipped.tokenizer(self._shipped.weights)
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._file("tokenizer.json")))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    def warm(self) -> None:
        """Load tokenizer and model now, so that the first message does not wait for them."""
        self.embed(["warm up"])

    @cached_property
    def _session(self) -> Any:
        if self._folder is not None:
            return opened(self._file("model.onnx"))
        return self._graphs.session(self._shipped.weights, self._shipped.mark)

    @cached_property
    def _inputs(self) -> frozenset[str]:
        return frozenset(i.name for i in self._session.get_inputs())

    @cached_property
    def _first(self) -> int:
        return int(self.tokenizer.token_to_id(self._shipped.first))

    @cached_property
    def _last(self) -> int:
        return int(self.tokenizer.token_to_id(self._shipped.last))

    def _run(self, windows: Sequence[Sequence[int]]) -> list[Reading]:
        width = max(len(window) for window in windows)
        ids = np.zeros((len(windows), width), np.int64)
        mask = np.zeros((len(windows), width), np.int64)
        for row, window in enumerate(windows):
            ids[row, : len(window)] = window
            mask[row, : len(window)] = 1
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        feed = {name: value for name, value in feed.items() if name in self._inputs}
        hidden = self._session.run(None, feed)[0]
        out: list[Reading] = []
        for row, window in enumerate(windows):
            states = hidden[row, : len(window)]
            mean = states.mean(axis=0)
            out.append(Reading(states, mean / max(float(np.linalg.norm(mean)), 1e-9)))
        return out

    def _file(self, name: str) -> Path:
        path = (self._folder or _FOLDER) / name
        if not path.is_file():
            raise EmbedderError(f"SHOULDER_EMBEDDING_DIR has no file {name}: {self._folder}")
        return path


class _Recent:
    """The readings of the last few texts: the danger screen and the understanding read the same one.
    Keeps no text, only its hash."""

    _MOST = 8

    def __init__(self) -> None:
        self._kept: OrderedDict[bytes, list[Reading]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, text: str) -> list[Reading] | None:
        with self._lock:
            return self._kept.get(self._key(text))

    def put(self, text: str, readings: list[Reading]) -> None:
        with self._lock:
            self._kept[self._key(text)] = readings
            while len(self._kept) > self._MOST:
                self._kept.popitem(last=False)

    @staticmethod
    def _key(text: str) -> bytes:
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
