"""The encoder's graph, built in memory from the fitted weights: a twelve-layer BERT (Devlin et al.
2019, §3) whose matrix products run on 8-bit integers.

Weights stay as small as they are stored: the word table is looked up as int8 rows, products run as
MatMulInteger with activations quantised on the fly (one scale a call).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Arrays = Mapping[str, npt.NDArray[Any]]

LAYERS, HEADS = 12, 12
_OPSET = 20


def load(weights: Path, *, signed: bool = False) -> bytes:
    """The serialised graph of an .npz that `training/body.py` wrote."""
    with np.load(weights, allow_pickle=False) as arrays:
        names = [name for name in arrays.files if name not in ("pieces", "scores")]
        return build({name: arrays[name] for name in names}, signed=signed)


def build(arrays: Arrays, *, signed: bool = False) -> bytes:
    """The serialised ONNX graph.

    In: what `training/body.py` writes: "words" (words × width, int8) with "words.scale" (one a
    word), "positions", "norm.w" and "norm.b"; for each layer n the matrices "n.q" "n.k" "n.v" "n.o"
    "n.f" "n.g" (input × output, int8) with ".scale" (one an output) and ".b", and the norms "n.n1.w"
    … "n.n2.b". The graph takes `input_ids` and `attention_mask` (batch × length, int64) and gives
    `last_hidden_state` (batch × length × width).

    With `signed` the weights stay signed: on processors with VNNI (x86) or dot products (ARM) more than
    twice as fast, on others pairs of products overflow 16 bits (`memory/graphs.py` finds out).
    """
    from onnx import TensorProto, helper

    graph = _Graph(arrays, signed)
    x = graph.embedded()
    mask = graph.masked()
    for number in range(LAYERS):
        x = graph.layer(x, mask, str(number))
    graph.add("Identity", [x], "last_hidden_state")
    sizes = ["batch", "length"]
    made = helper.make_graph(
        graph.nodes, "encoder",
        [helper.make_tensor_value_info(name, TensorProto.INT64, sizes)
         for name in ("input_ids", "attention_mask")],
        [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, [*sizes, None])],
        graph.tensors,
    )  # fmt: skip
    return _serialised(made)


def probe() -> bytes:
    """A serialised graph of one product, `x` (64 × 64, uint8) times weights that are all 127."""
    from onnx import TensorProto, helper, numpy_helper

    made = helper.make_graph(
        [helper.make_node("MatMulInteger", ["x", "w"], ["y"])], "probe",
        [helper.make_tensor_value_info("x", TensorProto.UINT8, [64, 64])],
        [helper.make_tensor_value_info("y", TensorProto.INT32, [64, 64])],
        [numpy_helper.from_array(np.full((64, 64), 127, np.int8), "w")],
    )  # fmt: skip
    return _serialised(made)


def _serialised(made: Any) -> bytes:
    from onnx import helper

    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=10)
    serialised: bytes = model.SerializeToString()
    return serialised


class _Graph:
    """Nodes and tensors, added one by one; each method returns the name of what it made."""

    def __init__(self, arrays: Arrays, signed: bool) -> None:
        self._arrays = arrays
        self._signed = signed
        self._width = int(arrays["positions"].shape[1])
        self.nodes: list[Any] = []
        self.tensors: list[Any] = []
        self._known: set[str] = set()

    def add(self, kind: str, inputs: list[str], out: str, **attributes: Any) -> str:
        from onnx.helper import make_node

        self.nodes.append(make_node(kind, inputs, [out], **attributes))
        return out

    def tensor(self, name: str, value: npt.NDArray[Any]) -> str:
        from onnx.numpy_helper import from_array

        if name not in self._known:
            self._known.add(name)
            self.tensors.append(from_array(np.ascontiguousarray(value), name))
        return name

    def stored(self, name: str) -> str:
        return self.tensor(name, self._arrays[name])

    def embedded(self) -> str:
        """Words and places, normed."""
        from onnx import TensorProto

        rows = self.add("Gather", [self.stored("words"), "input_ids"], "rows")
        scale = self._arrays["words.scale"][:, None]
        scales = self.add("Gather", [self.tensor("words.scale", scale), "input_ids"], "row_scales")
        floats = self.add("Cast", [rows], "row_floats", to=TensorProto.FLOAT)
        words = self.add("Mul", [floats, scales], "word_vectors")
        length = self.add("Shape", ["input_ids"], "length", start=1, end=2)
        zero = self.tensor("zero", np.array([0], np.int64))
        places = self.add("Slice", [self.stored("positions"), zero, length, zero], "places")
        return self.normed(self.add("Add", [words, places], "placed"), "norm")

    def masked(self) -> str:
        """What is added to the attention's scores: nothing for tokens, very little for padding."""
        from onnx import TensorProto

        mask = self.add("Cast", ["attention_mask"], "mask_floats", to=TensorProto.FLOAT)
        less = self.add("Sub", [mask, self.tensor("one", np.array([1], np.float32))], "mask_less")
        much = self.add(
            "Mul", [less, self.tensor("much", np.array([1e4], np.float32))], "mask_much"
        )
        axes = self.tensor("mask_axes", np.array([1, 2], np.int64))
        return self.add("Unsqueeze", [much, axes], "mask")

    def layer(self, x: str, mask: str, n: str) -> str:
        """Attention and the two products after it, each added to what came in and normed."""
        mixed = self.attention(x, mask, n)
        x = self.normed(self.add("Add", [x, self.product(mixed, n, "o")], f"{n}.a1"), f"{n}.n1")
        wide = self.add("Gelu", [self.product(x, n, "f")], f"{n}.gelu")
        return self.normed(self.add("Add", [x, self.product(wide, n, "g")], f"{n}.a2"), f"{n}.n2")

    def attention(self, x: str, mask: str, n: str) -> str:
        shape = self.tensor("by_head", np.array([0, 0, HEADS, self._width // HEADS], np.int64))
        parts = {}
        for part, order in (("q", [0, 2, 1, 3]), ("k", [0, 2, 3, 1]), ("v", [0, 2, 1, 3])):
            split = self.add("Reshape", [self.product(x, n, part), shape], f"{n}.{part}.split")
            parts[part] = self.add("Transpose", [split], f"{n}.{part}.heads", perm=order)
        scale = self.tensor("root", np.array([(self._width // HEADS) ** -0.5], np.float32))
        query = self.add("Mul", [parts["q"], scale], f"{n}.query")
        scores = self.add("MatMul", [query, parts["k"]], f"{n}.scores")
        shares = self.add("Softmax", [self.add("Add", [scores, mask], f"{n}.m")], f"{n}.shares")
        seen = self.add("MatMul", [shares, parts["v"]], f"{n}.seen")
        back = self.add("Transpose", [seen], f"{n}.back", perm=[0, 2, 1, 3])
        flat = self.tensor("flat", np.array([0, 0, self._width], np.int64))
        return self.add("Reshape", [back, flat], f"{n}.mixed")

    def product(self, x: str, n: str, part: str) -> str:
        """x · weights + bias, on integers; x is quantised once however often it is used."""
        from onnx import TensorProto
        from onnx.helper import make_node

        name, whole = f"{n}.{part}", [f"{x}.q", f"{x}.scale", f"{x}.zero"]
        if x not in self._known:
            self._known.add(x)
            self.nodes.append(make_node("DynamicQuantizeLinear", [x], whole))
        weights, zero = self._arrays[name], np.array(0, np.int8)
        if not self._signed:
            weights, zero = (
                (weights.astype(np.int16) + 128).astype(np.uint8),
                np.array(128, np.uint8),
            )
        middle = self.tensor("middle", zero)
        factors = [whole[0], self.tensor(name, weights), whole[2], middle]
        whole_numbers = self.add("MatMulInteger", factors, f"{name}.int")
        floats = self.add("Cast", [whole_numbers], f"{name}.float", to=TensorProto.FLOAT)
        scale = self.add("Mul", [whole[1], self.stored(f"{name}.scale")], f"{name}.step")
        scaled = self.add("Mul", [floats, scale], f"{name}.scaled")
        return self.add("Add", [scaled, self.stored(f"{name}.b")], f"{name}.out")

    def normed(self, x: str, name: str) -> str:
        weights = [self.stored(f"{name}.w"), self.stored(f"{name}.b")]
        return self.add("LayerNormalization", [x, *weights], f"{name}.out", epsilon=1e-12)
