"""Questions of ours that a message has answered before they are asked: "can't sleep" wants no "How are you sleeping?".
Pure; wordings from `prompts/phrases/answered_already.yaml`."""

from __future__ import annotations

import re

import prompts


def answered_already(question: str, told: str) -> bool:
    """Whether `told` says what `question` asks for."""
    pairs: list[dict[str, str]] = prompts.read("phrases/answered_already.yaml")["pairs"]
    said = re.sub(r"['’]", "", told.lower())
    return any(
        re.search(pair["asks"], question, re.I) and re.search(pair["told"], said) for pair in pairs
    )
