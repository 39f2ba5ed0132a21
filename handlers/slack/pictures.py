"""Pictures and files into Slack: upload, share, and take back."""

from __future__ import annotations

from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.messages import Chart, File
from handlers.slack.api import Refused, Unclear, asked
from handlers.slack.mrkdwn import pieces

_ALT = 1000


class Files:
    """`session` carries the bytes: they go to an address of their own, not to the Web API."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def picture(self, client: AsyncWebClient, chart: Chart, name: str) -> str:
        """Upload a picture that nobody sees until a block shows it; its id."""
        alt = pieces(chart.alt, _ALT)[0]
        id = await self._upload(client, f"{name}.png", chart.png, alt_txt=alt)
        await asked(client.files_completeUploadExternal(files=[{"id": id, "title": chart.title}]))
        return id

    async def share(
        self, client: AsyncWebClient, file: File, name: str, channel: str, thread: str
    ) -> str:
        """Upload a file into a direct message; its id."""
        id = await self._upload(client, name, file.content)
        await asked(
            client.files_completeUploadExternal(
                files=[{"id": id, "title": file.name}],
                channel_id=channel,
                thread_ts=thread or None,
            )
        )
        return id

    async def _upload(self, client: AsyncWebClient, name: str, content: bytes, **more: Any) -> str:
        given = await asked(
            client.files_getUploadURLExternal(filename=name, length=len(content), **more)
        )
        try:
            async with self._session.post(given["upload_url"], data=content) as response:
                if response.status >= 400:
                    raise Refused(f"upload_{response.status}")
        except (aiohttp.ClientError, TimeoutError) as error:
            raise Unclear() from error
        return str(given["file_id"])
