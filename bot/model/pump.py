"""A stream of somebody else's making, which ends cleanly whenever we hang up.

A provider's stream is ten generators deep. Closed from outside while they wait between two pieces, only the outermost
ends; the others are left to the collector, each to be closed by a task of its own, and where the loop ends meanwhile they
get into each other's way ("aclose(): asynchronous generator is already running"). So a task always waits at the bottom
for the next piece: cancelled there, all of them unwind from within.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from typing import TypeVar

T = TypeVar("T")

# One cancelling gets lost where a piece arrives at that very moment (`asyncio.wait_for` before Python 3.12, which
# LangChain waits with): it is said again until it is heard.
_AGAIN, _TRIES = 0.05, 100  # seconds, and how often


class _End:
    """Nothing more comes."""


async def pumped(source: AsyncIterator[T]) -> AsyncGenerator[T, None]:
    """What comes from `source`, and its error. Closing this ends `source` before it returns."""
    came: asyncio.Queue[T | _End] = asyncio.Queue()

    async def pump() -> None:
        try:
            async for piece in source:
                came.put_nowait(piece)
        finally:
            came.put_nowait(_End())

    pumping = asyncio.create_task(pump())
    try:
        while not isinstance(piece := await came.get(), _End):
            yield piece
        await pumping  # raises what ended it
    finally:
        for _ in range(_TRIES):
            if pumping.done():
                break
            pumping.cancel()
            await asyncio.wait({pumping}, timeout=_AGAIN)
        if pumping.done() and not pumping.cancelled():
            pumping.exception()  # whoever hung up doesn't want to hear it
