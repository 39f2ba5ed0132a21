"""CI insists: what is missing is a failure there, and a skip elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HOOKS = "from tests.require_all import pytest_make_collect_report, pytest_runtest_makereport\n"
MISSING = "import pytest\ndef test_it(): pytest.skip('no browser')\n"
WHOLE_FILE = "import pytest\npytest.skip('no browser', allow_module_level=True)\n"
MARKED = "import pytest\n@pytest.mark.skipif(True, reason='root')\ndef test_it(): ...\n"
EXPECTED = "import pytest\n@pytest.mark.xfail\ndef test_it(): assert False\n"


def run(folder: Path, code: str, require: str) -> tuple[int, str]:
    (folder / "conftest.py").write_text(HOOKS)
    (folder / "test_sample.py").write_text(code)
    environment = {**os.environ, "SHOULDER_TEST_REQUIRE_ALL": require, "PYTHONPATH": str(ROOT)}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-c",
        "/dev/null",
        "--rootdir",
        str(folder),
        str(folder),
    ]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=folder)
    return done.returncode, done.stdout


@pytest.mark.parametrize("code", [MISSING, WHOLE_FILE])
def test_what_is_missing_fails_when_all_is_required(tmp_path: Path, code: str) -> None:
    status, output = run(tmp_path, code, "1")
    assert status not in (0, 5) and "may not be skipped: " in output and "no browser" in output


@pytest.mark.parametrize("code", [MISSING, WHOLE_FILE])
def test_elsewhere_it_is_a_skip(tmp_path: Path, code: str) -> None:
    status, output = run(tmp_path, code, "")
    assert status in (0, 5) and "1 skipped" in output


@pytest.mark.parametrize("code", [MARKED, EXPECTED])
def test_marks_are_believed(tmp_path: Path, code: str) -> None:
    assert run(tmp_path, code, "1")[0] == 0
