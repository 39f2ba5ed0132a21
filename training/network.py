"""The network that is fitted: a twelve-layer encoder, and one attention and one weight vector per
label on top of its token states."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from bot.safety.opinion import OUTPUTS
from training.examples import ASKS, EMOTIONS, INCIDENTS

WIDTH = 384
FROZEN = (
    3  # layers at the bottom that stay as they are: nothing lost that was measured, a fifth faster
)
SPOKEN = len(EMOTIONS) + len(INCIDENTS)
LABELS = SPOKEN + len(OUTPUTS)
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
            setattr(self, name, _norm(base, f"{number}.{name}"))

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


class Network(nn.Module):
    """`forward` gives label logits (emotions, incidents, then dangers), ask and intensity logits, and
    the unit mean vector that retrieval uses."""

    def __init__(self, base: Arrays) -> None:
        super().__init__()
        # A word that no example holds must not drift away from its neighbors: the table stays.
        self.words = nn.Buffer(torch.tensor(base["words"]))
        self.places = nn.Buffer(torch.tensor(base["positions"]) + torch.tensor(base["type"]))
        self.norm = _norm(base, "norm")
        self.layers = nn.ModuleList(Layer(base, n) for n in range(12))
        self.attend = nn.Linear(WIDTH, LABELS, bias=False)
        self.label = nn.Linear(WIDTH, LABELS)
        self.ask = nn.Linear(WIDTH, len(ASKS))
        self.level = nn.Linear(WIDTH, 4)
        self.drop = nn.Dropout(0.1)
        self.lost = nn.Dropout(0.25)

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        x, mean = self._read(ids, mask)
        weights = (self.attend(x) + ((mask - 1) * 1e4)[:, :, None]).softmax(1)
        seen = torch.einsum("btl,bth->blh", weights, x) + mean[:, None]
        logits = (self.lost(seen) * self.label.weight).sum(-1) + self.label.bias
        dropped = self.lost(mean)
        return logits, self.ask(dropped), self.level(dropped), F.normalize(mean, dim=1)

    def vectors(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Unit mean vectors only."""
        return F.normalize(self._read(ids, mask)[1], dim=1)

    def _read(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Token states and their mean."""
        x = self.drop(self.norm(self.words[ids] + self.places[: ids.shape[1]]))
        hidden = (mask[:, None, None, :] - 1) * 1e4
        # Half the time at no loss that was measured, on processors that multiply bfloat16.
        with torch.autocast("cpu", torch.bfloat16):
            for number, layer in enumerate(self.layers):
                with torch.set_grad_enabled(number >= FROZEN and torch.is_grad_enabled()):
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
        arrays = _plain(out)
        for name, value in _plain(quantised).items():
            scale = np.maximum(np.abs(value).max(axis=0), 1e-8) / 127.0
            arrays[name] = np.round(value / scale).astype(np.int8)
            arrays[f"{name}.scale"] = scale.astype(np.float32)
        arrays["words"] = arrays["words"].T.copy()
        return arrays

    def heads(self) -> dict[str, np.ndarray]:
        """The fitted label, ask and intensity weights (float32)."""
        arrays = {
            **self._labels(slice(0, SPOKEN)),
            "ask": self.ask.weight, "ask_bias": self.ask.bias,
            "level": self.level.weight, "level_bias": self.level.bias,
        }  # fmt: skip
        return _plain(arrays)

    def danger(self) -> dict[str, np.ndarray]:
        """The fitted danger weights (float32), one row for each of `OUTPUTS`."""
        return _plain(self._labels(slice(SPOKEN, LABELS)))

    def _labels(self, part: slice) -> dict[str, Tensor]:
        return {
            "attend": self.attend.weight[part], "label": self.label.weight[part],
            "label_bias": self.label.bias[part],
        }  # fmt: skip


def _norm(base: Arrays, name: str) -> nn.LayerNorm:
    norm = nn.LayerNorm(WIDTH, eps=1e-12)
    norm.weight.data = torch.tensor(base[f"{name}.w"])
    norm.bias.data = torch.tensor(base[f"{name}.b"])
    return norm


def _plain(arrays: Mapping[str, Tensor]) -> dict[str, np.ndarray]:
    return {name: value.detach().numpy().astype(np.float32) for name, value in arrays.items()}


def batch(tokenizer: object, texts: Sequence[str], longest: int = 256) -> tuple[Tensor, Tensor]:
    """Token ids and mask of a padded batch."""
    rows = [
        [101, *tokenizer.encode(t, add_special_tokens=False).ids[: longest - 2], 102]  # type: ignore[attr-defined]
        for t in texts
    ]
    width = max(map(len, rows))
    ids, mask = torch.zeros(len(rows), width, dtype=torch.long), torch.zeros(len(rows), width)
    for n, row in enumerate(rows):
        ids[n, : len(row)] = torch.tensor(row)
        mask[n, : len(row)] = 1
    return ids, mask


def bury(text: str, filler: Sequence[str], rng: random.Random) -> str:
    """A text somewhere inside other people's ordinary sentences: danger is often said in passing."""
    before, after = rng.randrange(4), rng.randrange(4)
    around = [rng.choice(filler) for _ in range(before + after)]
    return " ".join([*around[:before], text, *around[before:]])


def roughen(text: str, rng: random.Random) -> str:
    """A text as the same person might have typed it: lower case, fewer marks, a typo."""
    if rng.random() < 0.15:
        text = text.lower()
    if rng.random() < 0.1:
        text = text.replace("'", "")
    if rng.random() < 0.08:
        text = text.replace(".", "").replace(",", "")
    if rng.random() < 0.25 and len(text) > 20:
        at = rng.randrange(1, len(text) - 1)
        text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text
