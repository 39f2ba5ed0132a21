"""Files that came with a message: what is plain text is read, everything else is only counted."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from handlers.slack.workspaces import Workspace

_MOST_BYTES = 48_000
_SECONDS = 1.2  # the event itself waits for its acknowledgement meanwhile


async def read_files(space: Workspace, files: object) -> tuple[str, int]:
    """(what the text files say, how many files were not read). `files` is what the event says they are."""
    listed = files if isinstance(files, list) else []
    found = await asyncio.gather(*(_read(space, file) for file in listed))
    said = [text for text in found if text]
    return "\n\n".join(said), len(found) - len(said)


async def _read(space: Workspace, file: Any) -> str:
    if not isinstance(file, dict) or not _is_text(file):
        return ""
    where = str(file.get("url_private_download") or file.get("url_private") or "")
    if not _is_slack(space, where):
        return ""
    session = space.client.session
    if session is None:
        return ""
    headers = {"Authorization": f"Bearer {space.client.token}"}
    timeout = aiohttp.ClientTimeout(total=_SECONDS)
    try:
        async with session.get(where, headers=headers, timeout=timeout) as response:
            if response.status != 200 or response.content_type == "text/html":
                return ""
            said = bytearray()
            async for piece in response.content.iter_any():  # one `read` may give the first only
                said += piece
                if len(said) > _MOST_BYTES:
                    return ""
            return said.decode("utf-8", "replace").strip()
    except (aiohttp.ClientError, TimeoutError):
        return ""


def _is_text(file: dict[str, Any]) -> bool:
    kind, size = str(file.get("mimetype") or ""), file.get("size") or 0
    fits = isinstance(size, int) and size <= _MOST_BYTES
    return kind.startswith("text/") and kind != "text/html" and fits


def _is_slack(space: Workspace, address: str) -> bool:
    """The token goes to Slack only, or to where the settings say Slack is."""
    try:
        url = urlsplit(address)
    except ValueError:
        return False
    ours, host = urlsplit(space.client.base_url), url.hostname or ""
    return url.netloc == ours.netloc or (
        url.scheme == "https" and (host == "slack.com" or host.endswith(".slack.com"))
    )
