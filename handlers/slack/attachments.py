"""Files that came with a message: what is plain text is read, everything else is only counted."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from handlers.slack.workspaces import Workspace

_MOST_BYTES = 48_000
_SECONDS = 1.2  # the event itself waits for its acknowledgement meanwhile


async def read_files(space: Workspace, files: Sequence[dict[str, Any]]) -> tuple[str, int]:
    """(what the text files say, how many files were not read)."""
    found = await asyncio.gather(*(_read(space, file) for file in files))
    said = [text for text in found if text]
    return "\n\n".join(said), len(found) - len(said)


async def _read(space: Workspace, file: dict[str, Any]) -> str:
    where = file.get("url_private_download") or file.get("url_private") or ""
    if not (_is_text(file) and _is_slack(space, where)):
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
            return (await response.content.read(_MOST_BYTES)).decode("utf-8", "replace").strip()
    except (aiohttp.ClientError, TimeoutError):
        return ""


def _is_text(file: dict[str, Any]) -> bool:
    kind = str(file.get("mimetype", ""))
    return kind.startswith("text/") and kind != "text/html" and file.get("size", 0) <= _MOST_BYTES


def _is_slack(space: Workspace, address: str) -> bool:
    """The token goes to Slack only, or to where the settings say Slack is."""
    url, ours = urlsplit(address), urlsplit(space.client.base_url)
    host = url.hostname or ""
    return url.netloc == ours.netloc or (
        url.scheme == "https" and (host == "slack.com" or host.endswith(".slack.com"))
    )
