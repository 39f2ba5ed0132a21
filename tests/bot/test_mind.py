"""What loading the mind leaves behind in the process."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot.safety.redact import Redactor
from bot.safety.redaction import parts as redact_parts
from tests.fakes.mind import fake_mind


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="counts threads in /proc")
def test_numpy_starts_no_threads_of_its_own() -> None:
    code = (
        "import bot, os, numpy as np; a = np.ones((400, 400), np.float32); a @ a; "
        "print(len(os.listdir('/proc/self/task')), os.environ['OPENBLAS_NUM_THREADS'])"
    )
    env = {k: v for k, v in os.environ.items() if not k.endswith("_NUM_THREADS")}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True)
    assert done.stdout.split() == ["1", "1"], done.stderr


def test_how_many_threads_is_left_to_who_says_so() -> None:
    code = "import bot, os; print(os.environ['OPENBLAS_NUM_THREADS'])"
    env = {**os.environ, "OPENBLAS_NUM_THREADS": "3"}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True)
    assert done.stdout.split() == ["3"], done.stderr


def test_what_the_redactor_reads_late_is_read_before_the_first_message() -> None:
    redact_parts._parts.cache_clear()
    try:
        replace(fake_mind(), redactor=Redactor.load()).warm()
        assert redact_parts._parts.cache_info().currsize == 1
    finally:
        gc.unfreeze()


def test_the_collector_leaves_what_is_loaded_alone() -> None:
    class Loads:
        def __init__(self) -> None:
            self.loaded: list[object] = []

        def warm(self) -> None:
            self.loaded = [[self] for _ in range(1000)]

    supporter = Loads()
    mind = replace(fake_mind(), supporter=supporter)  # type: ignore[arg-type]
    gc.unfreeze()
    mind.warm()
    try:
        looked_at = {id(one) for one in gc.get_objects()}
        assert gc.get_freeze_count() > 1000
        assert not any(id(one) in looked_at for one in supporter.loaded)
    finally:
        gc.unfreeze()
