"""What the page sends, read with care: JSON objects of plain strings, cleaned of invisible control."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from aiohttp import web

MOST_CHARS = 20_000
MOST_BYTES = 256 * 1024
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NAME = re.compile(r"[\w.\-:]{1,64}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
_MOST_VALUES = 20


class Refused(Exception):
    """Not taken; `words` names the sentence in `prompts/page.yaml`."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.words = words


@dataclass(frozen=True, slots=True)
class Body:
    """A JSON object and the ways to take things out of it. All raise Refused."""

    fields: dict[str, Any]

    @property
    def id(self) -> str:
        """The id that the page made; it stays the same when the page sends again."""
        id = self.fields.get("id")
        if not isinstance(id, str) or not _UUID.fullmatch(id.lower()):
            raise Refused(400, "not_json")
        return id.lower()

    def name(self, key: str, otherwise: str | None = None) -> str:
        """A short identifier."""
        value = self.fields.get(key, otherwise)
        if otherwise is not None and value == otherwise:
            return otherwise
        if not isinstance(value, str) or not _NAME.fullmatch(value):
            raise Refused(400, "not_json")
        return value

    def text(self, key: str, *, needed: bool = False) -> str:
        """Words: cleaned, not longer than can be read, not blank when `needed`."""
        value = self.fields.get(key, "")
        if not isinstance(value, str):
            raise Refused(400, "not_json")
        if len(value) > MOST_CHARS:
            raise Refused(413, "too_long")
        value = cleaned(value)
        if needed and not _visible(value):
            raise Refused(400, "empty")
        return value

    def values(self) -> tuple[tuple[str, str], ...]:
        """A submitted form."""
        given = self.fields.get("values", {})
        if not isinstance(given, dict) or len(given) > _MOST_VALUES:
            raise Refused(400, "not_json")
        form = Body(given)
        if sum(len(v) for v in given.values() if isinstance(v, str)) > MOST_CHARS:
            raise Refused(413, "too_long")
        pairs = []
        for key in given:
            if not _NAME.fullmatch(key):
                raise Refused(400, "not_json")
            pairs.append((key, form.text(key)))
        return tuple(pairs)


async def read_body(request: web.Request) -> Body:
    """The request's JSON object. Raises Refused."""
    if request.content_type != "application/json":
        raise Refused(415, "not_json")
    try:
        raw = await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise Refused(413, "too_long") from None
    try:
        fields = json.loads(raw)
    except (ValueError, RecursionError):
        raise Refused(400, "not_json") from None
    if not isinstance(fields, dict):
        raise Refused(400, "not_json")
    return Body(fields)


def cleaned(text: str) -> str:
    """Without NUL, control characters and broken surrogates; line ends as newlines."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _visible(text: str) -> bool:
    return any(c.isprintable() and not c.isspace() and c not in "\u200b\u2060\u00ad" for c in text)
