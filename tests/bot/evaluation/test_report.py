"""Data that is handed in, and the report that is handed out."""

from __future__ import annotations

import hashlib
import math
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner

from bot.evaluation import danger
from bot.evaluation.data import NoData, load
from bot.evaluation.picture import _least, picture
from bot.evaluation.report import Bars, Report, Table
from bot.evaluation.source import Source, commit
from bot.evaluation.statistics import Figure
from handlers import cli_eval
from handlers.cli import cli


def test_bad_lines_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "some.jsonl"
    path.write_bytes(b'{"text": "a"}\nnonsense\n\n[1]\n{"text": 3}\n{}\n\xff\n{"text": "b"}\n')
    data = load([path, path], danger.fault)
    assert [row["text"] for row in data.rows] == ["a", "b"] * 2
    assert [(f.where, f.why) for f in data.faults[:5]] == [
        ("some.jsonl, line 2", "json"), ("some.jsonl, line 4", "json"), ("some.jsonl, line 5", "text"),
        ("some.jsonl, line 6", "shape"), ("some.jsonl, line 7", "json"),
    ]  # fmt: skip
    assert data.sums[0] == ("some.jsonl", hashlib.sha256(path.read_bytes()).hexdigest())
    with pytest.raises(NoData):
        load([tmp_path / "none.jsonl"])


def test_a_report_says_where_it_comes_from(tmp_path: Path) -> None:
    path = tmp_path / "some.jsonl"
    path.write_text('{"text": "a"}\n{}\n')
    data = load([path], danger.fault)
    bars = Bars(
        "B", (("one", Figure(0.5, 0.2, 1.4)), ("none", Figure(math.nan, math.nan, math.nan)))
    )
    report = Report(
        "danger",
        (Table("T", ("a", "b"), (("x|y", "1"),)), Table("Bare", ("c",), ())),
        bars,
        ("N.",),
    )
    written = report.write(tmp_path / "new" / "er", data, Source("abc123", "a model", "2026-11-29"))
    text = written.read_text()
    for part in ("abc123", "a model", "2026-11-29", data.sums[0][1], "| x/y | 1 |", "line 2", "N."):
        assert part in text
    assert "](eval-danger.png)" in text and "Bare" not in text
    with Image.open(written.with_name("eval-danger.png")) as image:
        assert image.width == 1120


def test_what_is_worse_than_by_chance_is_drawn_below_zero() -> None:
    def drawn(*values: float) -> bytes:
        return picture(Bars("B", tuple(("n", Figure(v, v - 0.1, v + 0.1)) for v in values)))

    assert drawn(-0.3) != drawn(-0.6)
    assert _least(Bars("B", (("n", Figure(-0.3, -0.4, 0.1)),))) == -0.5
    assert _least(Bars("B", (("n", Figure(-0.9, -1.4, 0.1)),))) == -1.0
    nothing = Figure(math.nan, math.nan, math.nan)
    assert _least(Bars("B", (("n", Figure(0.3, 0.1, 0.4)), ("m", nothing)))) == 0


def test_the_commit_is_ours() -> None:
    assert len(commit().split()[0]) == 40 or commit().startswith(("shoulder ", "unknown"))


@pytest.mark.parametrize(("name", "says"), [("none.jsonl", "couldn't open"), ("empty.jsonl", "no line")])  # fmt: skip
def test_no_data_is_a_kind_error(tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / "empty.jsonl").write_text("oh\n")
    for command in ("danger", "judge", "retrieval", "understanding", "latency", "coach"):
        done = CliRunner().invoke(cli, ["eval", command, str(tmp_path / name)])
        assert done.exit_code == 2 and says in done.output and name in done.output


def test_danger_from_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The screen itself is run by tests/bot/test_app_cli.py; reading its weights takes seconds.
    found = {"kind": "self_harm_self", "level": "imminent", "who": "self"}
    told = {"I want to kill myself tonight": found}
    monkeypatch.setattr(cli_eval, "asker", lambda _, mode: lambda row: told.get(row["text"]))
    data, out = tmp_path / "d.jsonl", tmp_path / "out"
    data.write_text(
        '{"text": "I want to kill myself tonight", "kind": "self_harm_self", "lang": "en"}\n'
        '{"text": "Long queue today.", "lang": "en"}\n{"text": ""}\n'
    )
    done = CliRunner().invoke(cli, ["eval", "danger", str(data), "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert "d.jsonl, line 3" in done.output
    text = (out / "eval-danger.md").read_text()
    assert "| all | 1.000 (1/1, 0.207 to 1.000) | 0.000 (0/1, 0.000 to 0.793) |" in text


def test_starting_reads_nothing_heavy() -> None:
    code = "import sys, handlers.cli_eval; print(sorted({'PIL','numpy','spacy','langchain','onnxruntime'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
