"""What the slash commands are called in this Slack: ours, or what the settings make of them."""

from __future__ import annotations

import re

from bot.commands import Registry


class Names:
    """`setting` is empty, a pattern such as "sh-*", or pairs such as "checkin=pulse,mood=my-mood"."""

    def __init__(self, registry: Registry, setting: str = "") -> None:
        pairs = dict(pair.split("=", 1) for pair in setting.split(",") if "=" in pair)
        pattern = setting if "*" in setting else "*"
        self._slack = {
            spec.name: pairs.get(spec.name, pattern.replace("*", spec.name))
            for spec in registry.specs
        }
        self._ours = {slack: name for name, slack in self._slack.items()}
        known = "|".join(map(re.escape, self._slack))
        self._typed = re.compile(rf"(?<![\w/])/({known})\b")

    def slack(self, name: str) -> str:
        """Our command's slash name here, e.g. "/sh-checkin"."""
        return f"/{self._slack[name]}"

    def ours(self, slash: str) -> str:
        """Our name of a slash command, "" when it is none of ours."""
        return self._ours.get(slash.removeprefix("/").lower(), "")

    def all(self) -> list[str]:
        """Every slash name here."""
        return [self.slack(name) for name in self._slack]

    def shown(self, text: str) -> str:
        """Words that name our commands, with the names that work here."""
        return self._typed.sub(lambda match: self.slack(match[1]), text)
