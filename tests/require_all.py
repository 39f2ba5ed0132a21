"""With SHOULDER_TEST_REQUIRE_ALL=1 a test may not skip because a browser or a database is missing.

A test marked `skip` or `skipif` says itself where it has no meaning; that stays a skip.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import Any

import pytest

_VARIABLE = "SHOULDER_TEST_REQUIRE_ALL"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    marked = any(item.get_closest_marker(name) for name in ("skip", "skipif"))
    if report.skipped and not hasattr(report, "wasxfail") and not marked:
        _insist(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if report.skipped:
        _insist(report)
    return report


def _insist(report: Any) -> None:
    if os.environ.get(_VARIABLE) == "1":
        reason = report.longrepr[-1] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{_VARIABLE} is set, so this may not be skipped: {reason}"
