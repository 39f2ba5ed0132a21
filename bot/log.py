"""Logs: one JSON object a line, never a word of what anyone wrote, at any level.

Our own events are fixed phrases with short, plain values. What libraries say is reduced to who said
it, where and how badly, because their messages may quote bodies, parameters or addresses.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any, Protocol, TextIO

import structlog

_PLAIN = re.compile(r"[\w.:/+\-]{0,80}")
_OURS = "shoulder"
Bag = MutableMapping[str, Any]


class Log(Protocol):
    """What the house logs with. Values: numbers, booleans, short names; `failure` takes an exception."""

    def debug(self, event: str, **values: Any) -> Any:
        """For developers."""
        ...

    def info(self, event: str, **values: Any) -> Any:
        """Something normal and worth a line."""
        ...

    def warning(self, event: str, **values: Any) -> Any:
        """Something to look at if it keeps happening."""
        ...

    def error(self, event: str, **values: Any) -> Any:
        """Something to look at."""
        ...


def start_log(level: str = "INFO", stream: TextIO | None = None) -> Log:
    """Send all logging through here, libraries included."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_Lines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(
        logging.WARNING
    )  # reduced to a name and a line, libraries' small talk says nothing
    logging.getLogger(_OURS).setLevel(level)
    for name in (
        "dbos",
        "aiohttp.access",
        "alembic",
    ):  # these bring handlers or levels of their own
        library = logging.getLogger(name)
        library.handlers[:] = [logging.NullHandler()]
        library.propagate = True
        library.setLevel(logging.WARNING)
    structlog.configure(
        processors=[structlog.stdlib.add_log_level, _withhold, _hand_over],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    log: Log = structlog.get_logger(_OURS)
    return log


def _withhold(_logger: Any, _method: str, bag: Bag) -> Bag:
    """Replace every value that could be somebody's words."""
    failure = bag.pop("failure", None)
    bag.pop("exc_info", None)
    for name, value in bag.items():
        if name == "event" or isinstance(value, bool | int | float) or value is None:
            continue
        if not (isinstance(value, str) and _PLAIN.fullmatch(value)):
            bag[name] = "[withheld]"
    if isinstance(failure, BaseException):
        bag["error"] = type(failure).__name__
        frames = traceback.extract_tb(failure.__traceback__)[-6:]
        bag["at"] = [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in frames]
    return bag


def _hand_over(_logger: Any, _method: str, bag: Bag) -> tuple[tuple[str], dict[str, Any]]:
    return (str(bag.get("event", "")),), {"extra": {"bag": dict(bag)}}


class _Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S"),
            "level": record.levelname.lower(),
        }
        bag = getattr(record, "bag", None)
        if record.name == _OURS and isinstance(bag, dict):
            where = bag.pop("at", None)
            bag.pop("level", None)
            line |= bag
            if where:
                line["trace"] = where
        else:
            line |= {
                "event": "library",
                "logger": record.name,
                "line": f"{record.module}:{record.lineno}",
            }
            if record.exc_info and record.exc_info[0]:
                line["error"] = record.exc_info[0].__name__
        return json.dumps(line)
