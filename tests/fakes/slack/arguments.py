"""A Web API call's arguments, from JSON, a form or the query."""

from __future__ import annotations

import json
from typing import Any

from tests.fakes.slack.errors import SlackError


class Args:
    """What was given, with Slack's complaints about what was not."""

    def __init__(self, given: dict[str, Any]) -> None:
        self._given = {k: v for k, v in given.items() if v is not None}

    def __contains__(self, name: str) -> bool:
        return name in self._given

    def need(self, name: str) -> str:
        """A required string."""
        value = self.text(name)
        if not value:
            raise SlackError("invalid_arguments", f"missing required field: {name}")
        return value

    def text(self, name: str, default: str = "") -> str:
        value = self._given.get(name, default)
        if isinstance(value, (dict, list)):
            raise SlackError("invalid_arguments", f"must be a string [json-pointer:/{name}]")
        return str(value)

    def number(self, name: str, default: int) -> int:
        try:
            return int(self._given.get(name, default))
        except (TypeError, ValueError):
            raise SlackError("invalid_arguments", f"must be a number: {name}") from None

    def flag(self, name: str) -> bool:
        return self._given.get(name) in (True, "true", "True", "1", 1)

    def json(self, name: str, error: str = "invalid_arguments") -> Any:
        """A list or object, which a form carries as a JSON string."""
        value = self._given.get(name)
        if isinstance(value, str):
            try:
                return json.loads(value) if value else None
            except ValueError:
                raise SlackError(error) from None
        return value
