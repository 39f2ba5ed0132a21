"""The network that is fitted: all-MiniLM-L6-v2, frozen, with low-rank changes, and one attention
and one weight vector per label on top of its token states."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from bot.safety.opinion import OUTPUTS
from training.examples import ASKS, EMOTIONS, INCIDENTS

RANK = 24
SPOKEN = len(EMOTIONS) + len(INCIDENTS)
LABELS = SPOKEN + len(OUTPUTS)


class Changed(nn.Module):
    """A frozen linear layer plus a low-rank change (LoRA, Hu et al. 2021, §4.1)."""

    def __init__(self, weight: Tensor, bias: Tensor) -> None:
        super().__init__()
        self.register_buffer("weight", weight)  # input × output
        self.bias0 = nn.Buffer(bias)
        self.A = nn.Parameter(torch.randn(RANK, weight.shape[0]) * 0.02)
        self.B = nn.Parameter(torch.zeros(weight.shape[1], RANK))
        self.bias = nn.Parameter(torch.zeros_like(bias))

    def forward(self, x: Tensor) -> Tensor:
        return x @ self.weight + (x @ self.A.T) @ self.B.T + self.bias0 + self.bias


class Layer(nn.Module):
    def __init__(self, base: dict[str, np.ndarray], number: int) -> None:
        super().__init__()
        get = lambda key: torch.tensor(base[f"{number}.{key}"])  # noqa: E731
        for part in "qkvofg":
            setattr(self, part, Changed(get(part), get(f"{part}.b")))
        for norm in ("n1", "n2"):
            layer = nn.LayerNorm(384, eps=1e-12)
            layer.weight.data, layer.bias.data = get(f"{norm}.w"), get(f"{norm}.b")
            layer.requires_grad_(False)
            setattr(self, norm, layer)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, width = x.shape
        split = lambda y: y.view(batch, length, 12, 32).transpose(1, 2)  # noqa: E731
        mixed = F.scaled_dot_product_attention(
            split(self.q(x)), split(self.k(x)), split(self.v(x)), attn_mask=mask
        )
        x = self.n1(x + self.drop(self.o(mixed.transpose(1, 2).reshape(batch, length, width))))
        return self.n2(x + self.drop(self.g(F.gelu(self.f(x)))))


class Network(nn.Module):
    """`forward` gives label logits (emotions, incidents, then dangers), ask and intensity logits, and
    the unit mean vector that retrieval uses."""

    def __init__(self, base: dict[str, np.ndarray]) -> None:
        super().__init__()
        tensor = {k: torch.tensor(v) for k, v in base.items() if not k[0].isdigit()}
        self.words = nn.Buffer(tensor["embeddings.word_embeddings.weight"])
        self.positions = nn.Buffer(tensor["embeddings.position_embeddings.weight"])
        self.types = nn.Buffer(tensor["embeddings.token_type_embeddings.weight"])
        self.norm = nn.LayerNorm(384, eps=1e-12)
        self.norm.weight.data = tensor["embeddings.LayerNorm.weight"]
        self.norm.bias.data = tensor["embeddings.LayerNorm.bias"]
        self.norm.requires_grad_(False)
        self.layers = nn.ModuleList(Layer(base, n) for n in range(6))
        self.attend = nn.Linear(384, LABELS, bias=False)
        self.label = nn.Linear(384, LABELS)
        self.ask = nn.Linear(384, len(ASKS))
        self.level = nn.Linear(384, 4)
        self.drop = nn.Dropout(0.1)
        self.lost = nn.Dropout(0.25)

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        x = self.drop(self.norm(self.words[ids] + self.positions[: ids.shape[1]] + self.types[0]))
        wide = mask[:, None, None, :].bool()
        for layer in self.layers:
            x = layer(x, wide)
        mean = (x * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
        weights = (self.attend(x) + ((mask - 1) * 1e4)[:, :, None]).softmax(1)
        seen = torch.einsum("btl,bth->blh", weights, x) + mean[:, None]
        logits = (self.lost(seen) * self.label.weight).sum(-1) + self.label.bias
        dropped = self.lost(mean)
        return logits, self.ask(dropped), self.level(dropped), F.normalize(mean, dim=1)

    def changes(self) -> dict[str, np.ndarray]:
        """The fitted encoder changes, as `memory.graph.build` takes them (float16)."""
        out: dict[str, np.ndarray] = {}
        for number, layer in enumerate(self.layers):
            for part in "qkvofg":
                changed = getattr(layer, part)
                for key, value in ((".A", changed.A), (".B", changed.B), (".b", changed.bias)):
                    out[f"{number}.{part}{key}"] = value.detach().numpy().astype(np.float16)
        return out

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


def _plain(arrays: dict[str, Tensor]) -> dict[str, np.ndarray]:
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
    before, after = rng.randrange(5), rng.randrange(5)
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
