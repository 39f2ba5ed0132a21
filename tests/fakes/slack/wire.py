"""Cutting a TCP connection so that the other side notices (RST), as a dying proxy does."""

from __future__ import annotations

import socket
import struct

from aiohttp import web


def cut(transport: object) -> None:
    """Reset this transport's connection."""
    if transport is None:
        return
    sock = transport.get_extra_info("socket")  # type: ignore[attr-defined]
    if sock is not None:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()  # type: ignore[attr-defined]


def abort(request: web.Request) -> web.Response:
    """Reset the request's connection; the response goes nowhere."""
    cut(request.transport)
    return web.Response(status=500)


async def tear(request: web.Request, body: bytes) -> web.StreamResponse:
    """Send the head and half of the body, then reset the connection."""
    torn = web.StreamResponse(headers={"Content-Type": "application/json"})
    torn.content_length = len(body)
    await torn.prepare(request)
    await torn.write(body[: len(body) // 2])
    cut(request.transport)
    return torn
