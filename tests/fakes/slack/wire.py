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
