"""Messages for the same incidents, counted by hand; blind ratings of a few."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.evaluation import blind, replies, texts
from bot.evaluation.data import NoData
from handlers import cli_eval
from handlers.cli import cli

TURNS = [{"role": "client", "text": "Where is my order?"}]
INCIDENT = {"incident_id": 1, "category": "Policy", "domain": "hotel", "turns": TURNS}
HUMAN = "Hey, I know it hurts. You've got this!"


def test_counts_by_hand() -> None:
    # 8 words, 2 sentences, 27 letters: 5.88·27/8 - 29.6·2/8 - 15.8
    assert len(texts.words(HUMAN)) == 8 and texts.sentences(HUMAN) == 2
    assert texts.grade(HUMAN) == pytest.approx(5.88 * 27 / 8 - 7.4 - 15.8)
    assert texts.sentences("one. two") == 2 and texts.sentences("1.5 hours?!") == 1
    assert texts.sentences("") == 0 and texts.grade("…") == 0 and texts.types("") == 0
    assert texts.types("The dog saw the dog.") == pytest.approx(0.6)
    found = texts.counts([HUMAN, "Remember, we understand it. OK?"])
    assert found["words"] == "6.5 (1.5)" and found["sentences"] == "2.00"
    assert found["self"] == "7.7 %" and found["we"] == "7.7 %" and found["questions"] == "50.0"
    assert [found[n] for n in ("remember", "got_this", "feelings", "stay_calm")] == ["50 %", "50 %", "50 %", "0 %"]  # fmt: skip
    assert texts.commonest(["Hey you two.", "hey, YOU two!", "No."])[1][0] == ("hey you two", 2)


def folder(path: Path) -> Path:
    messages = [{"incident_id": 1, "author": a, "message": m} for a, m in (("human", HUMAN), ("care-pilot", "Hey, remember. "))]  # fmt: skip
    lines = {"incidents": [INCIDENT, {}], "messages": [*messages, {"author": "human"}]}
    for name, rows in lines.items():
        (path / f"carepilot_{name}.jsonl").write_text("\n".join(map(json.dumps, rows)))
    return path


def rated(path: Path, **who: str) -> tuple[list[Path], Path]:
    key = path / "key.json"
    key.write_text(json.dumps(who))
    found = []
    for reader in (0, 1):
        file = path / f"r{reader}.jsonl"
        rows: list[dict[str, Any]] = [
            {"id": i, **dict.fromkeys(blind.SCALES, n + reader - 1)} for n, i in enumerate(who)
        ]
        rows.append({"id": "nobody's", **dict.fromkeys(blind.SCALES, 0)})
        file.write_text("\n".join(map(json.dumps, rows)))
        found.append(file)
    return found, key


def test_ratings_by_author(tmp_path: Path) -> None:
    read = blind.read(*rated(tmp_path, a="human", b="shoulder", c="human"))
    scales, pairs = blind.tables(read)
    assert scales.rows[0][0] == "sincere"
    # readers give a -1 0, b 0 1, c 1 2: human 0.5 on average, shoulder 0.5
    assert scales.rows[0][1].startswith("0.50 (-0.50 to 1.50)") and scales.rows[0][3] == "1.00"
    assert pairs.rows[0][0] == "human > Shoulder" and pairs.rows[0][1].startswith("0.50")
    assert [fault.why for fault in read.data.faults] == ["author", "author"]
    (tmp_path / "key.json").write_text("[]")
    with pytest.raises(NoData):
        blind.read([tmp_path / "r0.jsonl"], tmp_path / "key.json")


def test_the_folder_from_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def assist(row: Any) -> Any:
        asked.append(row)
        return {"message": "They waited. You told them why."}

    monkeypatch.setattr(cli_eval, "asker", lambda _, mode: assist)
    ratings, key = rated(tmp_path, a="human", b="care-pilot")
    given = [v for file in ratings for v in ("--ratings", str(file))]
    args = ["eval", "replies", str(folder(tmp_path)), "--out", str(tmp_path / "out")]
    done = CliRunner().invoke(cli, [*args, *given, "--key", str(key)])
    assert done.exit_code == 0, done.output
    assert asked == [{"domain": "hotel", "category": "Policy", "turns": TURNS}]
    text = (tmp_path / "out" / "eval-replies.md").read_text()
    assert "| words (SD) | 8.0 (0.0) | 2.0 (0.0) | 6.0 (0.0) |" in text
    assert "carepilot_messages.jsonl, line 3" in text and "| human > Care-Pilot |" not in text
    assert "Care-Pilot > human" in text and text.count("sha256 of") == 5
    alone = CliRunner().invoke(cli, [*args, "--key", str(key)])
    assert alone.exit_code == 2 and "--ratings" in alone.output
    assert replies.read(tmp_path)[1].faults[0].why == "shape"
