"""The twelve layers that are fitted, and how they are stored."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

WIDTH = 384
Arrays = Mapping[str, np.ndarray]


class Layer(nn.Module):
    """One layer of the encoder; `names` are its weights in `training/base.py`."""

    def __init__(self, base: Arrays, number: int) -> None:
        super().__init__()
        for part in "qkvofg":
            weight = torch.tensor(base[f"{number}.{part}"])  # input × output
            linear = nn.Linear(*weight.shape)
            linear.weight.data = weight.T.contiguous()
            linear.bias.data = torch.tensor(base[f"{number}.{part}.b"])
            setattr(self, part, linear)
        for name in ("n1", "n2"):
            setattr(self, name, norm_of(base, f"{number}.{name}"))

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, width = x.shape
        split = lambda y: y.view(batch, length, 12, 32).transpose(1, 2)  # noqa: E731
        q, k, v = split(self.q(x)), split(self.k(x)), split(self.v(x))
        # By hand, without a detour over float32: torch's own attention is five times slower here
        # with a mask (torch 2.13, CPU).
        with torch.autocast("cpu", enabled=False):
            scores = (q * 32**-0.5) @ k.transpose(2, 3) + mask.to(q.dtype)
            mixed = scores.softmax(3) @ v
        x = self.n1(x + self.o(mixed.transpose(1, 2).reshape(batch, length, width)))
        return self.n2(x + self.g(F.gelu(self.f(x))))


class Body(nn.Module):
    """An encoder without heads. The lowest `frozen` layers and the word table stay as they are in
    `base` (see `training/base.py`): nothing lost that was measured, and a fifth faster."""

    def __init__(self, base: Arrays, frozen: int = 3) -> None:
        super().__init__()
        self._frozen = frozen
        # A word that no example holds must not drift away from its neighbors: the table stays.
        self.words = nn.Buffer(torch.tensor(base["words"]))
        self.places = nn.Buffer(torch.tensor(base["positions"]) + torch.tensor(base["type"]))
        self.norm = norm_of(base, "norm")
        self.layers = nn.ModuleList(Layer(base, n) for n in range(12))
        self.drop = nn.Dropout(0.1)

    def read(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Token states (texts × tokens × width) and their means (texts × width)."""
        x = self.drop(self.norm(self.words[ids] + self.places[: ids.shape[1]]))
        hidden = (mask[:, None, None, :] - 1) * 1e4
        # Half the time at no loss that was measured, on processors that multiply bfloat16.
        with torch.autocast("cpu", torch.bfloat16):
            for number, layer in enumerate(self.layers):
                with torch.set_grad_enabled(number >= self._frozen and torch.is_grad_enabled()):
                    x = layer(x, hidden)
        x = x.float()
        return x, (x * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)

    def encoder(self) -> dict[str, np.ndarray]:
        """The fitted encoder as `memory.graph.build` takes it: matrices and the word table as int8
        with a scale a column or row, the rest as float32."""
        out = {
            "positions": self.places, "norm.w": self.norm.weight, "norm.b": self.norm.bias,
        }  # fmt: skip
        quantised = {"words": self.words.T}  # a scale a word
        for number, layer in enumerate(self.layers):
            for part in "qkvofg":
                linear = getattr(layer, part)
                quantised[f"{number}.{part}"] = linear.weight.T
                out[f"{number}.{part}.b"] = linear.bias
            for name in ("n1", "n2"):
                norm = getattr(layer, name)
                out[f"{number}.{name}.w"], out[f"{number}.{name}.b"] = norm.weight, norm.bias
        arrays = plain(out)
        for name, value in plain(quantised).items():
            scale = np.maximum(np.abs(value).max(axis=0), 1e-8) / 127.0
            arrays[name] = np.round(value / scale).astype(np.int8)
            arrays[f"{name}.scale"] = scale.astype(np.float32)
        arrays["words"] = arrays["words"].T.copy()
        return arrays


def norm_of(base: Arrays, name: str) -> nn.LayerNorm:
    norm = nn.LayerNorm(WIDTH, eps=1e-12)
    norm.weight.data = torch.tensor(base[f"{name}.w"])
    norm.bias.data = torch.tensor(base[f"{name}.b"])
    return norm


def plain(arrays: Mapping[str, Tensor]) -> dict[str, np.ndarray]:
    return {name: value.detach().numpy().astype(np.float32) for name, value in arrays.items()}


def attended(
    attend: nn.Linear,
    label: nn.Linear,
    states: Tensor,
    mask: Tensor,
    mean: Tensor,
    lost: nn.Dropout,
) -> Tensor:
    """Logits of labels with one attention and one weight vector each over the token states."""
    weights = (attend(states) + ((mask - 1) * 1e4)[:, :, None]).softmax(1)
    seen = torch.einsum("btl,bth->blh", weights, states) + mean[:, None]
    logits: Tensor = (lost(seen) * label.weight).sum(-1) + label.bias
    return logits
