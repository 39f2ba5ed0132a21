"""A drawing as a reply: a PNG for every platform, vectors for pages with colors of their own."""

from __future__ import annotations

import asyncio

from bot.messages import Chart
from bot.pictures.pen import Pen


async def charted(pen: Pen, alt: str, title: str) -> Chart:
    """`alt` says the same in words. The PNG is drawn in a thread: it takes tens of milliseconds."""
    return Chart(await asyncio.to_thread(pen.png), alt, title, pen.vectors())
