"""What every request passes: the right host, the right origin, safe headers, kind errors."""

from __future__ import annotations

import ipaddress
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

import prompts
from bot.log import Log
from bot.queue.intake import NotTaken
from handlers.web.body import Refused
from memory.errors import StorageError

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_LOOPBACK = frozenset(("localhost", "127.0.0.1", "::1"))
_CSP = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' blob:",
    "connect-src 'self'", "manifest-src 'self'", "base-uri 'none'", "form-action 'none'",
    "frame-ancestors 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'",
))  # fmt: skip
_HEADERS = {
    "Content-Security-Policy": _CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
}


def say(words: str) -> str:
    """A sentence from `prompts/page.yaml`."""
    return str(prompts.read("page.yaml")[words])


def refuse(status: int, words: str) -> web.Response:
    """A kind sentence, as JSON."""
    headers = {"Retry-After": "2"} if status == 503 else None
    return web.json_response({"error": words, "text": say(words)}, status=status, headers=headers)


async def safe_headers(request: web.Request, response: web.StreamResponse) -> None:
    """On every response, streams included."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers["Server"] = "Shoulder"


class Gate:
    """`host` is what the server listens on, `public` the name under which a proxy reaches it."""

    def __init__(self, host: str, public: str, log: Log) -> None:
        self._names = _LOOPBACK | {host.lower(), public.lower()} - {""}
        self._any_address = host.lower() not in _LOOPBACK
        self._log = log

    @web.middleware
    async def errors(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """No exception text ever leaves; our own sentence does."""
        try:
            return await handler(request)
        except Refused as refused:
            return refuse(refused.status, refused.words)
        except (NotTaken, StorageError):
            return refuse(503, "not_taken")
        except web.HTTPNotFound:
            return refuse(404, "nothing_here")
        except web.HTTPMethodNotAllowed as error:
            response = refuse(405, "not_that_way")
            response.headers["Allow"] = ", ".join(sorted(error.allowed_methods))
            return response
        except web.HTTPException as error:
            return refuse(error.status, "not_json" if error.status < 500 else "broken")
        except ConnectionError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the page gets a sentence
            self._log.error("page request failed", failure=error)
            return refuse(500, "broken")

    @web.middleware
    async def same_site(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Against DNS rebinding and requests that another site makes in the person's name."""
        if not self._ours(request.headers.get("Host", "")):
            raise Refused(421, "wrong_host")
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc.lower() != request.host.lower():
            raise Refused(403, "wrong_origin")
        site = request.headers.get("Sec-Fetch-Site", "none")
        if request.path.startswith("/api/") and site not in ("same-origin", "none"):
            raise Refused(403, "wrong_origin")
        return await handler(request)

    def _ours(self, host: str) -> bool:
        try:
            name = (urlsplit(f"//{host}").hostname or "").lower()
        except ValueError:
            return False
        return name in self._names or (self._any_address and _is_address(name))


def _is_address(name: str) -> bool:
    """An address in digits can't be rebound: only names can."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
