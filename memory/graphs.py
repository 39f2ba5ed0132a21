"""Encoders' graphs, built once and kept: a start that finds them needs neither the second that building
takes nor the memory."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from memory import graph

_ON = ["CPUExecutionProvider"]


class Graphs:
    """Sessions of onnxruntime, one thread each, over graphs that are kept in `folder`, which may be
    deleted any time; without one, or where it cannot be made (its own folder is never made), they are
    built anew each time."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    def session(self, weights: Path, mark: str) -> Any:
        """A session for `weights` (`memory/graph.py`), whose contents `mark` stands for."""
        signed = self._signed
        name = f"{weights.stem}-{mark}-{'signed' if signed else 'unsigned'}.onnx"
        return self._opened(name, lambda: graph.load(weights, signed=signed))

    @cached_property
    def _signed(self) -> bool:
        """Whether this processor multiplies signed weights exactly."""
        made = self._opened("probe.onnx", graph.probe)
        product = made.run(None, {"x": np.full((64, 64), 255, np.uint8)})[0]
        return bool((product == 64 * 255 * 127).all())

    def _opened(self, name: str, build: Callable[[], bytes]) -> Any:
        if self._folder is not None:
            with contextlib.suppress(OSError):
                return self._kept(self._folder / name, build)
        # By way of a file: a session made from bytes keeps them, 34 MB, for as long as it lives.
        with tempfile.TemporaryDirectory() as folder:
            return self._kept(Path(folder) / name, build)

    def _kept(self, path: Path, build: Callable[[], bytes]) -> Any:
        if path.is_file():
            # A damaged one is as good as none. onnxruntime says so with classes of its own.
            with contextlib.suppress(Exception):
                return opened(path)
        path.parent.mkdir(exist_ok=True)
        for old in path.parent.glob(f"{path.name.split('-')[0]}-*.onnx"):
            old.unlink(missing_ok=True)
        part = path.with_suffix(f".{os.getpid()}")
        try:
            part.write_bytes(build())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        return opened(path)


def opened(path: Path) -> Any:
    """A session for a model file. Raises what onnxruntime raises for one that is none."""
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # a 2,000-word rant must not stay resident for ever
    return ort.InferenceSession(str(path), options, providers=_ON)
