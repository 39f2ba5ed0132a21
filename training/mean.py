"""`python -m training.mean ONE TWO`: write the mean of two networks that `training.fit --keep` kept, or of
what ships (`ships`) and one; `--share` is the second one's. `--tongues`: of the danger encoder of many languages, kept
by `training.fit_tongues --keep`."""

from __future__ import annotations

import argparse

import torch
from torch import Tensor

from training import fit, fit_tongues
from training.fit_tongues import DangerNetwork
from training.shipped import TONGUES_HEADS, shipped_network, shipped_tongues_base


def main() -> None:
    """Read, average, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("networks", nargs=2)
    parser.add_argument("--share", type=float, default=0.5)
    parser.add_argument("--tongues", action="store_true")
    args = parser.parse_args()
    if args.tongues:
        base = shipped_tongues_base()
        danger = DangerNetwork(base)
        danger.take_up(TONGUES_HEADS)
        danger.load_state_dict(_mean(danger.state_dict(), args.networks, args.share))
        fit_tongues.write(danger, base)
        return
    network = shipped_network()
    network.load_state_dict(_mean(network.state_dict(), args.networks, args.share))
    fit.write(network)


def _mean(ships: dict[str, Tensor], networks: list[str], share: float) -> dict[str, Tensor]:
    one, two = (ships if name == "ships" else torch.load(name) for name in networks)
    return {name: (1 - share) * one[name] + share * two[name] for name in one}


if __name__ == "__main__":
    main()
