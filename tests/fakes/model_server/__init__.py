"""An OpenAI-compatible server on loopback that does what a test tells it, good and bad."""

from __future__ import annotations

from tests.fakes.model_server.scripts import (
    Cut,
    Garbage,
    Hang,
    Refuse,
    Reply,
    Script,
    Status,
)
from tests.fakes.model_server.server import Asked, ModelServer

__all__ = [
    "Asked", "Cut", "Garbage", "Hang", "ModelServer", "Refuse", "Reply", "Script", "Status",
]  # fmt: skip
