"""`python -m training.mean ONE TWO`: write the mean of two networks that `training.fit --keep` kept."""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from training.base import base_weights
from training.fit import write
from training.network import Network


def main() -> None:
    """Read, average, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("networks", type=Path, nargs=2)
    one, two = (torch.load(path) for path in parser.parse_args().networks)
    network = Network(base_weights())
    network.load_state_dict({name: (one[name] + two[name]) / 2 for name in one})
    write(network)


if __name__ == "__main__":
    main()
