"""The words people read, as data. `prompts.read` is the only logic: it finds and parses a file."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def read(name: str) -> Any:
    """The parsed YAML file `name` (path below `prompts/`, e.g. "labels.yaml").

    Raises FileNotFoundError if it does not ship, yaml.YAMLError if it is not YAML.
    The result is shared: treat it as read-only.
    """
    path = files(__name__).joinpath(name)
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - C safe loader


def names(folder: str, suffix: str = ".yaml") -> tuple[str, ...]:
    """The files with `suffix` directly in `folder`, as names for `read`, sorted."""
    root = files(__name__).joinpath(folder)
    return tuple(sorted(f"{folder}/{p.name}" for p in root.iterdir() if p.name.endswith(suffix)))


_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
