"""A direct question that no act knows: it gets an honest line by its first words, never a line for a story. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

import prompts
from bot.support.acts import Act, Acts, Done, clauses

ADVICE, RHETORICAL = "advice", "rhetorical"
_LONGEST = 25  # words of a clause that can still be a question to us


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    pattern: re.Pattern[str]
    replies: tuple[str, ...]


class Wondering:
    """Reads the last clause of a message."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts

    def kind(self, text: str) -> str:
        """What sort of question `text` ends with; "" when it ends with none, or only sounds like one."""
        found = self._found(text)
        return found.name if found is not None and found.name != RHETORICAL else ""

    def asked(self, text: str) -> Done | None:
        """The question, with what else the message says; None for none, and for one that asks for a way to do
        something."""
        found = self._found(text)
        if found is None or not found.replies:
            return None
        act = Act(f"wonder_{found.name}", "question", found.replies)
        return Done(act, " ".join(clauses(text)[:-1]))

    def _found(self, text: str) -> _Kind | None:
        parts = clauses(text)
        if not parts:
            return None
        plain = self._acts.without_lead(self._acts.plain(parts[-1]))
        if not plain or len(plain.split()) > _LONGEST:
            return None
        marked = parts[-1].rstrip(")\"' ").endswith("?")
        for kind in self._kinds:
            # Without its mark only what plainly asks counts: "can i just say", "what a day".
            if kind.pattern.match(plain) and (marked or self._plainly(kind, plain)):
                return kind
        return None

    def _plainly(self, kind: _Kind, plain: str) -> bool:
        return kind.name != "fact" and not _TELLS.match(plain)

    @cached_property
    def _kinds(self) -> tuple[_Kind, ...]:
        return tuple(
            _Kind(e["wonders"], re.compile("|".join(f"(?:{p})" for p in e["patterns"])), tuple(e.get("replies", ())))
            for e in prompts.read("phrases/wondering.yaml")
        )  # fmt: skip


# Begins like a question and tells: "what a day", "how he talked to me", "can i just say", "why i even told her".
_TELLS = re.compile(
    r"(?:what|how|why|who|when|where) (?:a|an|i|he|she|they|it|we|you|my|the|that|happened|hurts|gets me|bothers me|kills me)\b|"
    r"(?:can|could|may) i (?:just )?(?:say|add|be honest|vent|tell)\b|do (?:it|that|this)\b|have (?:a|to)\b|is (?:a|the|what|how)\b"
)
