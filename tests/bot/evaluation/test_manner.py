"""Tone, echo and stickiness, counted by hand."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.evaluation import manner
from bot.evaluation.data import load
from bot.practice.reading import stems
from handlers import cli_eval
from handlers.cli import cli
from tests.bot.evaluation.test_replies import folder

HEARD = "Where is my parcel? You lost the parcel and the refund."


def test_echo_is_what_comes_back_of_their_words() -> None:
    theirs = stems(HEARD)
    assert manner.echo("They want their parcels.", HEARD) == pytest.approx(1 / len(theirs))
    assert manner.echo(HEARD, HEARD) == 1 and manner.echo("Rough day.", HEARD) == 0
    assert math.isnan(manner.echo("Rough day.", "and so?"))
    pairs = [("They want their parcels.", HEARD), ("Rough.", "")]
    found = manner.spoken(pairs, lambda text: len(text) - 10.0)
    assert found == {"echo": f"{1 / len(theirs):.3f}", "sentiment": "5.00"}
    assert "sentiment" not in manner.spoken(pairs, None)


def test_stickiness_is_moves_used_again_in_the_next_answer() -> None:
    a, b, c = (frozenset(names) for names in ("vq", "va", "r"))
    # v comes again of v, q; nothing of v, a
    assert manner.stickiness([[a, b, c]]).value == pytest.approx(1 / 4)
    assert manner.stickiness([[a, a]]).value == 1
    assert math.isnan(manner.stickiness([[a]]).value)


def test_talks_of_others_and_our_own() -> None:
    def turn(role: str, text: str) -> dict[str, str]:
        return {"role": role, "text": text}

    row = {"author": "human", "turns": [turn("seeker", "one"), turn("supporter", "x y"),
                                        turn("seeker", "two"), turn("supporter", "y z")]}  # fmt: skip
    asked: list[Any] = []

    def reply(item: Any) -> Any:
        asked.append([t["text"] for t in item["turns"]])
        return {"reply": f"r{len(item['turns'])}"}

    found = manner.table([row], lambda text: frozenset(text.split()), reply, "shoulder, now")
    assert [r[0] for r in found.rows[:2]] == ["human", "Shoulder, now"]
    assert found.rows[0][1] == "1" and found.rows[0][2].startswith("0.500")
    assert found.rows[1][2].startswith("0.000")
    assert asked == [["one"], ["one", "r1", "two"]]
    assert "0.27" in found.rows[2][2]
    assert manner.talk_fault(row) == ""
    assert manner.talk_fault({"turns": row["turns"]}) == "talk"
    assert manner.talk_fault({"author": "human", "turns": "no"}) == "turns"


def test_from_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    turns = [{"role": "seeker", "text": "one"}, {"role": "supporter", "text": "That's rough."}] * 2
    talks = tmp_path / "talks.jsonl"
    talks.write_text(json.dumps({"author": "human", "turns": turns}))
    assert load([talks], manner.talk_fault).rows
    monkeypatch.setattr(cli_eval, "asker", lambda _, mode: lambda row: {"message": "They waited for an order.", "reply": "so"})  # fmt: skip
    monkeypatch.setattr(cli_eval, "tone", lambda: lambda text: 1.0)
    monkeypatch.setattr(cli_eval, "moves", lambda: lambda text: frozenset({"v"}))
    args = ["eval", "replies", str(folder(tmp_path)), "--talks", str(talks), "--out", str(tmp_path / "out")]  # fmt: skip
    done = CliRunner().invoke(cli, args)
    assert done.exit_code == 0, done.output
    text = (tmp_path / "out" / "eval-replies.md").read_text()
    assert "| tone, -3 to 3 | 1.00 | 1.00 | 1.00 |" in text
    assert "| human | 1 | 1.000" in text and "| of the chat's words" in text
