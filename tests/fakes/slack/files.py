"""files.getUploadURLExternal, completeUploadExternal, delete, info."""

from __future__ import annotations

import mimetypes
import time
from typing import Any

from tests.fakes.slack.call import Call
from tests.fakes.slack.chat import show
from tests.fakes.slack.errors import SlackError
from tests.fakes.slack.shapes import file_shape
from tests.fakes.slack.world import File, Message, new_id


class Files:
    """The methods, by their name in Python. The bytes go to `/upload/…`, see api.py."""

    def files_getUploadURLExternal(self, call: Call) -> dict[str, Any]:  # noqa: N802
        name, length = call.args.need("filename"), call.args.number("length", 0)
        if length <= 0:
            raise SlackError("invalid_arguments", "missing required field: length")
        if len(call.args.text("alt_txt")) > 1000:
            raise SlackError("alt_txt_too_large")
        file = File(
            new_id("F"), call.space.id, call.space.bot.id, name, length,
            alt=call.args.text("alt_txt"),
            mimetype=mimetypes.guess_type(name)[0] or "application/octet-stream",
        )  # fmt: skip
        call.space.files[file.id] = file
        return {"file_id": file.id, "upload_url": f"{call.hub.base}/upload/v1/{file.id}"}

    def files_completeUploadExternal(self, call: Call) -> dict[str, Any]:  # noqa: N802
        given = call.args.json("files")
        if not isinstance(given, list) or not given:
            raise SlackError("invalid_arguments", "missing required field: files")
        files = []
        for entry in given:
            file = call.space.files.get(entry.get("id", ""))
            if file is None or file.content is None:
                raise SlackError("file_not_found")
            if file.complete:
                raise SlackError("file_update_failed")
            file.title = entry.get("title") or file.name
            files.append(file)
        where = call.args.text("channel_id") or call.args.text("channels").split(",")[0]
        for file in files:
            file.complete, file.completed = True, time.monotonic()
        if where:
            self._share(call, where, files)
        return {"files": [file_shape(f, call.hub.base) for f in files]}

    def _share(self, call: Call, where: str, files: list[File]) -> None:
        channel = call.space.channels.get(where)
        if channel is None or call.space.bot.id not in channel.members:
            for file in files:
                file.complete = False
            raise SlackError("channel_not_found" if channel is None else "not_in_channel")
        message = Message(
            channel.mint_ts(), channel.id, call.space.bot.id, call.args.text("initial_comment"),
            bot=True, subtype="file_share", files=files, thread_ts=call.thread(channel),
        )  # fmt: skip
        for file in files:
            file.channels.append(channel.id)
        show(call.hub, call.space, channel, message)

    def files_delete(self, call: Call) -> dict[str, Any]:
        file = call.space.files.get(call.args.need("file"))
        if file is None:
            raise SlackError("file_not_found")
        if file.owner != call.space.bot.id:
            raise SlackError("cant_delete_file")
        del call.space.files[file.id]
        for channel in call.space.channels.values():
            for message in channel.messages:
                if file in message.files:
                    message.files.remove(file)
                    message.deleted = not (message.files or message.text)
        return {}

    def files_info(self, call: Call) -> dict[str, Any]:
        file = call.space.files.get(call.args.need("file"))
        if file is None:
            raise SlackError("file_not_found")
        return {"file": file_shape(file, call.hub.base), "comments": []}
