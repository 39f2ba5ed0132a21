"""`python -m training.mean ONE TWO`: write the mean of two networks that `training.fit --keep` kept, or of
what ships (`ships`) and one; `--share` is the second one's."""

from __future__ import annotations

import argparse

import torch
from torch import Tensor

from training.fit import write
from training.shipped import shipped_network


def main() -> None:
    """Read, average, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("networks", nargs=2)
    parser.add_argument("--share", type=float, default=0.5)
    args = parser.parse_args()
    one, two = (_state(name) for name in args.networks)
    network = shipped_network()
    network.load_state_dict(
        {name: (1 - args.share) * one[name] + args.share * two[name] for name in one}
    )
    write(network)


def _state(name: str) -> dict[str, Tensor]:
    if name == "ships":
        return dict(shipped_network().state_dict())
    kept: dict[str, Tensor] = torch.load(name)
    return kept


if __name__ == "__main__":
    main()
