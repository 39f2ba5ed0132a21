"""Folders of YAML laid over each other, text by text: ours below, an organisation's above."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources.abc import Traversable
from typing import Any

import yaml


def names(layers: list[Traversable], part: str) -> set[str]:
    """The files that any layer has in the folder `part`."""
    folders = [layer / part for layer in layers]
    return {
        f.name.removesuffix(".yaml")
        for d in folders
        if d.is_dir()
        for f in d.iterdir()
        if f.name.endswith(".yaml")
    }


def merged(layers: list[Traversable], part: str, name: str) -> dict[str, Any]:
    """One file of them all. Raises ValueError when one of them is not YAML."""
    found: dict[str, Any] = {}
    for layer in layers:
        file = layer / part / f"{name}.yaml"
        if file.is_file():
            try:
                read = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
            except yaml.YAMLError as error:
                raise ValueError(f"{file} is not valid YAML") from error
            found = _overlaid(found, read)
    return found


def _overlaid(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    result = dict(below)
    for key, value in above.items():
        old = result.get(key)
        result[key] = (
            _overlaid(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
        )
    return result
