"""The command line as people run it: in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

ROOT = Path(__file__).parents[2]


def environment(data_dir: Path, **more: str) -> dict[str, str]:
    return {**os.environ, "SHOULDER_DATA_DIR": str(data_dir), "PYTHONPATH": str(ROOT), **more}


def shoulder(
    data_dir: Path, *args: str, given: str = "", **more: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *args], input=given, text=True, capture_output=True,
        cwd=data_dir.parent, env=environment(data_dir, **more), timeout=60,
    )  # fmt: skip


def test_batch_screen(data_dir: Path) -> None:
    lines = (
        '{"id": 7, "text": "I want to kill myself tonight"}\n\n{"id": "x", "text": "long queue"}\n'
    )
    done = shoulder(data_dir, "batch", "screen", given=lines)
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert done.returncode == 0
    assert first == {"id": 7, "kind": "self_harm_self", "level": "imminent", "who": "self"}
    assert second == {"id": "x", "kind": "none", "level": "none", "who": "none"}
    assert not data_dir.exists()  # no durable store


def test_batch_redact_counts_code_points_of_the_input(data_dir: Path) -> None:
    text = "😀 card 4111 1111 1111 1111 ok"
    done = shoulder(data_dir, "batch", "redact", given=json.dumps({"id": None, "text": text}))
    out = json.loads(done.stdout)
    (span,) = out["spans"]
    assert text[span["start"] : span["end"]] == "4111 1111 1111 1111" and span["type"] == "card"


def test_batch_survives_bad_lines(data_dir: Path) -> None:
    done = shoulder(data_dir, "batch", "screen", given='nonsense\n[1]\n{"id": 1}\n')
    assert done.returncode == 0
    assert ["error" in json.loads(line) for line in done.stdout.splitlines()] == [True] * 3


def test_doctor_and_a_new_key(data_dir: Path) -> None:
    key = shoulder(data_dir, "doctor", "--new-key").stdout.strip()
    assert Fernet(key)
    assert "does not exist yet" in shoulder(data_dir, "doctor").stdout.replace("\n", " ")


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("SHOULDER_WEB_PORT", "99999", "SHOULDER_WEB_PORT"),
        ("SHOULDER_MASTER_KEY", "nonsense", "SHOULDER_MASTER_KEY"),
        ("SHOULDER_DATA_DIR", "/dev/null/x", "SHOULDER_DATA_DIR"),
    ],
)
def test_a_wrong_setting_is_one_sentence(data_dir: Path, name: str, value: str, says: str) -> None:
    done = shoulder(data_dir, "run", **{name: value})
    assert done.returncode == 2 and says in done.stderr and "Traceback" not in done.stderr


def test_run_serves_stops_cleanly_and_refuses_a_second(data_dir: Path) -> None:
    pytest.importorskip("handlers.web")
    port = "18481"
    began = time.monotonic()
    env = environment(data_dir, SHOULDER_WEB_PORT=port)
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "run"], env=env, cwd=ROOT, stderr=subprocess.PIPE, text=True
    ) as process:
        while True:
            assert process.poll() is None, process.communicate()[1][-500:]
            assert time.monotonic() - began < 30
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1) as page:
                    assert page.status == 200
                    break
            except OSError:
                time.sleep(0.1)
        print(f"healthy page after {time.monotonic() - began:.1f} s")
        second = shoulder(data_dir, "run", SHOULDER_WEB_PORT="18482")
        assert second.returncode == 2 and "already running" in second.stderr.replace("\n", " ")
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=20)
        assert process.returncode == 0 and "Traceback" not in log
