"""The network as it ships, read back from the committed weights: fitting can go on from there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from training.body import Arrays
from training.network import SPOKEN, Network
from training.tongues_base import Tongues

ROOT = Path(__file__).parent.parent
ENCODER = ROOT / "memory/weights/encoder.npz"
HEADS = ROOT / "bot/support/weights/heads.npz"
DANGER = ROOT / "bot/safety/weights/danger.npz"
TONGUES = ROOT / "memory/weights/tongues.npz"
TONGUES_HEADS = ROOT / "bot/safety/weights/tongues.npz"


def shipped_network() -> Network:
    """The encoder and the heads. What rounding to 8 bits took is gone; the rest is as it was written."""
    network = Network(_encoder(ENCODER))
    with np.load(HEADS) as heads, np.load(DANGER) as danger:
        for name in ("attend", "label"):
            getattr(network, name).weight.data = _both(heads[name], danger[name])
        network.label.bias.data = _both(heads["label_bias"], danger["label_bias"])
        for name in ("ask", "level"):
            getattr(network, name).weight.data = torch.tensor(heads[name])
            getattr(network, name).bias.data = torch.tensor(heads[f"{name}_bias"])
    return network


def shipped_tongues(frozen: int) -> Network:
    """The danger encoder of many languages, `frozen` of its layers to stay as they are; its heads for anything
    but danger have learned nothing yet."""
    network = Network(_encoder(TONGUES), frozen)
    with np.load(TONGUES_HEADS) as danger:
        for name in ("attend", "label"):
            getattr(network, name).weight.data[SPOKEN:] = torch.tensor(danger[name])
        network.label.bias.data[SPOKEN:] = torch.tensor(danger["label_bias"])
    return network


def shipped_tongues_base() -> Tongues:
    """The danger encoder of many languages and its pieces, to fit danger alone on."""
    with np.load(TONGUES) as stored:
        names = stored["pieces"].tobytes().decode().split("\n")
        pieces = list(zip(names, stored["scores"].tolist(), strict=True))
    return Tongues(dict(_encoder(TONGUES)), pieces)


def _encoder(path: Path) -> Arrays:
    with np.load(path) as stored:
        names = [name for name in stored.files if name not in ("pieces", "scores")]
        out = {name: stored[name] for name in names if not name.endswith(".scale")}
        for name in names:
            if name.endswith(".scale") and name != "words.scale":
                part = name.removesuffix(".scale")
                out[part] = out[part].astype(np.float32) * stored[name]
        out["words"] = out["words"].astype(np.float32) * stored["words.scale"][:, None]
    out["type"] = np.zeros_like(out["positions"][0])  # was added to the positions when written
    return out


def _both(spoken: np.ndarray, danger: np.ndarray) -> torch.Tensor:
    assert len(spoken) == SPOKEN
    return torch.tensor(np.concatenate([spoken, danger]))
