"""The documents say what is so: settings, commands, make targets, links."""

from __future__ import annotations

import re
import runpy
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.commands import registry
from bot.settings import Settings
from handlers.cli import Mode, cli

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def settings() -> set[str]:
    fields = Settings.model_fields.items()
    return {str(f.validation_alias or f.alias or f"SHOULDER_{n.upper()}") for n, f in fields}


def subcommands() -> set[str]:
    """Every `shoulder …` that the command line has."""
    groups = {f"{g.name} {c.name}" for g in cli.registered_groups
              for c in (g.typer_instance.registered_commands if g.typer_instance else ())}  # fmt: skip
    return groups | {c.name or c.callback.__name__ for c in cli.registered_commands if c.callback}


def targets() -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):(?!=)", read(ROOT / "Makefile"), re.M))


# --- settings


def test_the_configuration_page_is_current() -> None:
    made = runpy.run_path(str(ROOT / "docs/configuration.py"))["page"]()
    page = read(ROOT / "docs/configuration.md")
    assert page == made, "run `.venv/bin/python docs/configuration.py`"


@pytest.mark.parametrize("name", sorted(settings()))
@pytest.mark.parametrize("page", [".env.example", "docs/configuration.md"])
def test_every_setting_is_documented(name: str, page: str) -> None:
    assert re.search(rf"\b{name}\b", read(ROOT / page))


@pytest.mark.parametrize("page", [*PAGES, ROOT / ".env.example"], ids=lambda p: p.name)
def test_every_setting_that_is_named_exists(page: Path) -> None:
    named = set(re.findall(r"\bSHOULDER_[A-Z_]*[A-Z]\b", read(page)))
    assert named - {n for n in named if n.startswith("SHOULDER_TEST_")} <= settings()


# --- commands


@pytest.mark.parametrize("name", sorted(subcommands()))
def test_every_command_is_in_the_readme(name: str) -> None:
    assert f"shoulder {name}" in read(README)


@pytest.mark.parametrize("name", [f"/{spec.name}" for spec in registry().specs])
def test_every_slash_command_is_in_the_readme(name: str) -> None:
    assert re.search(rf"`{name}\b", read(README))


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_command_that_is_named_exists(page: Path) -> None:
    for words in re.findall(r"`shoulder ([a-z]+(?: [a-z]+)?)", read(page)):
        first, _, rest = words.partition(" ")
        assert words in subcommands() or first in subcommands(), f"shoulder {words} {rest}"


def test_help_names_every_command() -> None:
    shown = CliRunner().invoke(cli, ["--help"])
    assert shown.exit_code == 0
    assert all(name.split()[0] in shown.output for name in subcommands())


# --- make


def test_make_help_shows_every_target() -> None:
    shown = subprocess.run(
        ["make", "-s", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert set(re.findall(r"^\s+make (\S+)", shown.stdout, re.M)) == targets()


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_target_that_is_named_exists(page: Path) -> None:
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", read(page), re.M)) <= targets()


# --- links and layout


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_inside_the_project_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", read(page)) + re.findall(
        r'src(?:set)?="([^"]+)"', read(page)
    ):
        if not re.match(r"[a-z]+:", target):
            assert (page.parent / target).exists(), f"{page.name} → {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_files_that_are_named_exist(page: Path) -> None:
    """`bot/turn.py` in a document is a file of the checkout."""
    named = re.findall(
        r"`((?:bot|handlers|memory|prompts|tests|training|docs)/[\w./-]+\.(?:py|yaml|md|npz|jsonl))`",
        read(page),
    )
    missing = [name for name in named if not (ROOT / name).exists()]
    assert not missing


def test_every_decision_is_listed() -> None:
    index = read(ROOT / "docs/decisions/README.md")
    pages = sorted(p.name for p in (ROOT / "docs/decisions").glob("[0-9]*.md"))
    assert pages == re.findall(r"^\| \[\d+\]\(([^)]+)\)", index, re.M)
    assert [int(name[:4]) for name in pages] == list(range(1, len(pages) + 1))


def test_no_registry_address_is_in_the_locks() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        assert "://" not in read(lock)


def test_every_batch_mode_is_in_the_readme() -> None:
    rows = re.findall(r"^\| `(\w+)` \| `\w+`", read(README), re.M)
    assert rows == [mode.value for mode in Mode]
