"""Where a figure comes from: which code, which engine, which day."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_HERE = Path(__file__)


@dataclass(frozen=True, slots=True)
class Source:
    """`commit` is a commit, or the package's version where there is none."""

    commit: str
    engine: str
    day: str


def commit() -> str:
    """The commit of this code, "+ changes" when files differ from it; else the package's version."""
    # A virtual environment may lie inside somebody else's repository: only ours knows this file.
    if _git("ls-files", "--error-unmatch", _HERE.name) is None:
        return _version()
    head = _git("rev-parse", "HEAD")
    changed = _git("status", "--porcelain", "--untracked-files=no", ":/")
    return (head or _version()) + (" + changes" if changed else "")


def _git(*args: str) -> str | None:
    git = shutil.which("git")
    if git is None:
        return None
    done = subprocess.run(  # noqa: S603 - our own words
        [git, "-C", str(_HERE.parent), *args], capture_output=True, text=True, check=False
    )
    return done.stdout.strip() if done.returncode == 0 else None


def _version() -> str:
    try:
        return f"shoulder {version('shoulder')}"
    except PackageNotFoundError:
        return "unknown"
