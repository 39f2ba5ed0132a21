"""The encoder's graph: the packaged all-MiniLM-L6-v2, with our fitted low-rank changes added to its
weights and its matrix products done in 8-bit integers.

The package's file keeps its weights as int8 but multiplies them out to float when it is loaded,
which costs 150 MB and half the speed. Here they stay small: embeddings are looked up as int8 rows,
products run as MatMulInteger with activations quantised on the fly (one scale a call).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

_EMBEDDINGS = (
    "inner.embeddings.word_embeddings.weight",
    "inner.embeddings.position_embeddings.weight",
)
_PARTS = {
    "attention.self.query": "q", "attention.self.key": "k", "attention.self.value": "v",
    "attention.output.dense": "o", "intermediate.dense": "f", "output.dense": "g",
}  # fmt: skip


def base_weights(path: Path) -> dict[str, Floats]:
    """The packaged weights as floats: "0.q" … "5.g" (input × output), biases "0.q.b", norms and
    embeddings under their names in the file without "inner."."""
    import onnx

    model = onnx.load(str(path))
    tensors = {t.name: onnx.numpy_helper.to_array(t) for t in model.graph.initializer}
    out: dict[str, Floats] = {}
    for name, key in _matrices(model.graph).items():
        out[key] = tensors[f"{name}_q"].astype(np.float32) * tensors[f"{name}_scale"]
    for name, value in tensors.items():
        if name.startswith("inner.") and not name.endswith(("_q", "_scale")):
            out[_short(name)] = value.astype(np.float32)
    for name in _EMBEDDINGS:
        scaled = tensors[f"{name}_q"].astype(np.float32) * tensors[f"{name}_scale"]
        out[name.removeprefix("inner.")] = scaled
    return out


def build(path: Path, changes: Mapping[str, Floats]) -> bytes:
    """The serialised graph with `changes` ("0.q.A" rank × input and "0.q.B" output × rank, or
    whole vectors such as "0.q.b") added. Input and output names are the packaged file's."""
    import onnx
    from onnx import numpy_helper

    model = onnx.load(str(path))
    graph = model.graph
    matrices = _matrices(graph)
    tensors = {t.name: numpy_helper.to_array(t) for t in graph.initializer}
    nodes = list(_nodes(graph, matrices))
    del graph.node[:]
    graph.node.extend(nodes)
    fresh = _tensors(tensors, matrices, changes)
    del graph.initializer[:]
    graph.initializer.extend(numpy_helper.from_array(value, name) for name, value in fresh.items())
    serialised: bytes = model.SerializeToString()
    return serialised


def _tensors(
    tensors: Mapping[str, Any], matrices: Mapping[str, str], changes: Mapping[str, Floats]
) -> dict[str, npt.NDArray[Any]]:
    """All weights of the new graph: changed, and the matrices as unsigned bytes with a scale a column."""
    fresh: dict[str, npt.NDArray[Any]] = {"zero_point_128": np.array(128, np.uint8)}
    for name, value in tensors.items():
        if not name.endswith(("_q", "_scale")):
            change = changes.get(_short(name))
            fresh[name] = value if change is None else value + change.astype(value.dtype)
    for name, key in matrices.items():
        weights = tensors[f"{name}_q"].astype(np.float32) * tensors[f"{name}_scale"]
        if f"{key}.A" in changes:
            weights = weights + (changes[f"{key}.B"] @ changes[f"{key}.A"]).T
        scale = np.maximum(np.abs(weights).max(axis=0), 1e-8) / 127.0
        # Unsigned with zero at 128: signed weights overflow on processors without VNNI.
        fresh[f"{name}_u8"] = (np.round(weights / scale) + 128).astype(np.uint8)
        fresh[f"{name}_scale"] = scale.astype(np.float32)
    for name in _EMBEDDINGS:
        fresh[f"{name}_q"], fresh[f"{name}_scale"] = tensors[f"{name}_q"], tensors[f"{name}_scale"]
    return fresh


def _nodes(graph: Any, matrices: Mapping[str, str]) -> Iterator[Any]:
    """The nodes of the new graph: integer products, byte look-ups, the rest as it was."""
    quantised: set[str] = set()
    for node in graph.node:
        first = node.input[0] if node.input else ""
        stored = first.removesuffix("_q").removesuffix("_f")
        if node.op_type in ("Cast", "Mul") and (stored in matrices or stored in _EMBEDDINGS):
            continue  # the packaged de-quantisation
        if node.op_type == "MatMul" and node.input[1] in matrices:
            yield from _product(first, node.input[1], node.output[0], first not in quantised)
            quantised.add(first)
        elif node.op_type == "Gather" and first in _EMBEDDINGS:
            yield from _look_up(first, node.input[1], node.output[0])
        else:
            yield node


def _product(left: str, right: str, out: str, quantise: bool) -> Iterator[Any]:
    from onnx import TensorProto
    from onnx.helper import make_node

    if quantise:
        yield make_node("DynamicQuantizeLinear", [left], [f"{left}_xq", f"{left}_xs", f"{left}_xz"])
    factors = [f"{left}_xq", f"{right}_u8", f"{left}_xz", "zero_point_128"]
    yield make_node("MatMulInteger", factors, [f"{out}_i"])
    yield make_node("Cast", [f"{out}_i"], [f"{out}_fl"], to=TensorProto.FLOAT)
    yield make_node("Mul", [f"{left}_xs", f"{right}_scale"], [f"{out}_sc"])
    yield make_node("Mul", [f"{out}_fl", f"{out}_sc"], [out])


def _look_up(table: str, rows: str, out: str) -> Iterator[Any]:
    from onnx import TensorProto
    from onnx.helper import make_node

    yield make_node("Gather", [f"{table}_q", rows], [f"{out}_i"], axis=0)
    yield make_node("Cast", [f"{out}_i"], [f"{out}_fl"], to=TensorProto.FLOAT)
    yield make_node("Gather", [f"{table}_scale", rows], [f"{out}_sc"], axis=0)
    yield make_node("Mul", [f"{out}_fl", f"{out}_sc"], [out])


def _matrices(graph: Any) -> dict[str, str]:
    """The weight tensors of the six layers, by name in the file: {"val_49": "0.q", …}."""
    biases: dict[str, str] = {}
    for node in graph.node:
        if node.op_type == "Add":
            for name in node.input:
                if name.endswith(".bias") and ".layer." in name:
                    biases.update({other: name for other in node.input if other != name})
    out: dict[str, str] = {}
    for node in graph.node:
        if node.op_type == "MatMul" and node.output[0] in biases:
            out[node.input[1]] = _short(biases[node.output[0]]).removesuffix(".b")
    return out


def _short(name: str) -> str:
    """ "inner.encoder.layer.0.attention.self.query.bias" → "0.q.b"; others lose "inner."."""
    plain = name.removeprefix("inner.")
    if not plain.startswith("encoder.layer."):
        return plain
    number, rest = plain.removeprefix("encoder.layer.").split(".", 1)
    part, kind = rest.rsplit(".", 1)
    if part in _PARTS:
        return f"{number}.{_PARTS[part]}.{kind[0]}"
    return f"{number}.{'n1' if part.startswith('attention') else 'n2'}.{kind[0]}"
