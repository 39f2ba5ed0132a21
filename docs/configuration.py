"""Writes docs/configuration.md: names, defaults and limits from `bot/settings.py`, words from
`.env.example`. Run `.venv/bin/python docs/configuration.py` after changing either; a test notices if you forget.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from pathlib import Path

import annotated_types as at
from pydantic import SecretStr
from pydantic.fields import FieldInfo

from bot.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/configuration.md"
_HEAD = """\
# Configuration

Nothing has to be set: Shoulder runs as it comes out of the box. To change something, copy
`.env.example` to `.env` beside the process and edit it there, or set environment variables; the
environment wins. An empty value means the default. `shoulder doctor` looks at the settings and what
is kept, and says what to do. A value that is not allowed stops the start with the setting's name.

How to add your own danger texts and numbers: [danger.md](danger.md). Who should
hold the master key: [responsible-use.md](responsible-use.md).

<!-- Written by `python docs/configuration.py`. Change bot/settings.py or .env.example instead. -->
"""


def page() -> str:
    """The whole page."""
    parts = [_HEAD]
    for words, names in _blocks():
        rows = "\n".join(_row(name, Settings.model_fields[_field(name)]) for name in names)
        parts.append(f"{words}\n\n| setting | default | allowed |\n|---|---|---|\n{rows}\n")
    return "\n".join(parts)


def _blocks() -> Iterator[tuple[str, list[str]]]:
    """The settings of `.env.example` with the comment that stands above them, in its order."""
    words: list[str] = []
    names: list[str] = []
    for line in (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()[1:]:
        if line.startswith("#"):
            if names:
                yield " ".join(words), names
                words, names = [], []
            words.append(line.lstrip("# "))
        elif "=" in line:
            names.append(line.split("=", 1)[0])
    yield " ".join(words), names


def _field(name: str) -> str:
    """SHOULDER_WEB_PORT → web_port; a field may have another name as its alias."""
    for field, info in Settings.model_fields.items():
        if info.validation_alias == name or info.alias == name:
            return field
    return name.removeprefix("SHOULDER_").lower()


def _row(name: str, info: FieldInfo) -> str:
    default = (
        info.default.get_secret_value() if isinstance(info.default, SecretStr) else info.default
    )
    shown = "empty" if default is None or default == "" else f"`{default}`"
    return f"| `{name}` | {shown} | {_allowed(info)} |"


def _allowed(info: FieldInfo) -> str:
    kinds = [info.annotation]
    if (
        isinstance(info.annotation, types.UnionType)
        or typing.get_origin(info.annotation) is typing.Union
    ):
        kinds = [kind for kind in typing.get_args(info.annotation) if kind is not type(None)]
    kind = kinds[0]
    if typing.get_origin(kind) is typing.Literal:
        return ", ".join(f"`{value}`" for value in typing.get_args(kind))
    words = {int: "a whole number", float: "a number", bool: "`true` or `false`", Path: "a path",
             SecretStr: "a secret text; never shown or logged"}.get(kind, "text")  # type: ignore[arg-type] # fmt: skip
    limits = "".join(f" {limit}" for limit in map(_limit, info.metadata) if limit)
    return f"{words}{limits}"


def _limit(rule: object) -> str:
    match rule:
        case at.Ge(ge=low):
            return f"from {low}"
        case at.Gt(gt=low):
            return f"above {low}"
        case at.Le(le=high):
            return f"to {high}"
        case at.Lt(lt=high):
            return f"below {high}"
        case at.MaxLen(max_length=most):
            return f"of at most {most} characters"
    return ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)}")
