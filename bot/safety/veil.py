"""Other people's data behind placeholders that a model can speak of, and back again on this side.

"[name-1]" instead of "someone": two names stay two people, and what the answer says of them finds its
way back. What a placeholder hides exists only while one answer is made.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.safety.outgoing import stricter
from bot.safety.redaction.prepare import RedactSpan

_NAMES = {"person": "name"}
# A model may lose the brackets; what looks like one of ours without them is one of ours, too.
_MARK = re.compile(
    r"\[?\b(name|card|phone|email|iban|ip|ssn|account|address|code|number)-(\d{1,3})\b\]?", re.I
)
_START = re.compile(r"(?:^|[.!?\n]\s*)$")


@dataclass(frozen=True, slots=True)
class Veiled:
    """`text` may leave the machine. `hidden` is what stands behind each of its placeholders; the `soft`
    ones are only for the way out, since the transcript of what the person wrote has these words, too."""

    text: str
    hidden: Mapping[str, str] = field(default_factory=dict)
    soft: frozenset[str] = frozenset()

    def back(self, answer: str) -> str:
        """`answer` with what the person themselves wrote in the place of its placeholders."""
        return _MARK.sub(lambda mark: self.hidden.get(_key(mark), mark[0]), answer)

    def faces(self) -> tuple[str, str]:
        """The text as it would leave, and with what was taken for names as it was written: that may be half of a
        disguise. Other people's numbers look like code, and stay hidden."""
        names = {mark: words for mark, words in self.hidden.items() if mark.startswith("[name-")}
        return self.text, Veiled(self.text, names).back(self.text)

    def kept(self, answer: str) -> str:
        """`answer` as it goes into a transcript: "someone" instead of a name, "[card]" of a card."""

        def plain(mark: re.Match[str]) -> str:
            if _key(mark) not in self.hidden:
                return mark[0]
            if _key(mark) in self.soft:
                return self.hidden[_key(mark)]
            if mark[1].lower() != "name":
                return f"[{mark[1].lower()}]"
            return "Someone" if _START.search(answer[: mark.start()]) else "someone"

        return _MARK.sub(plain, answer)

    def strange(self, answer: str) -> bool:
        """Whether `answer` speaks of a placeholder that nobody gave it."""
        return any(_key(mark) not in self.hidden for mark in _MARK.finditer(answer))


def veiled(text: str, spans: Sequence[RedactSpan]) -> Veiled:
    """`text` with a placeholder for all that must not leave: what the redactor found (`spans`) and more
    (`bot.safety.outgoing`). The same words get the same one."""
    text = _defaced(text)
    sure: set[str] = set()
    marks: dict[tuple[str, str], str] = {}
    hidden: dict[str, str] = {}
    parts: list[str] = []
    at = 0
    for span in stricter(text, spans):
        words = text[span.start : span.end]
        kind = _NAMES.get(span.type, span.type)
        key = (kind, words.casefold())
        if key not in marks:
            number = sum(known == kind for known, _ in marks) + 1
            marks[key] = f"[{kind}-{number}]"
            hidden[marks[key]] = words
        if any(span.start < other.end and other.start < span.end for other in spans):
            sure.add(marks[key])
        parts += [text[at : span.start], marks[key]]
        at = span.end
    return Veiled("".join(parts) + text[at:], hidden, frozenset(hidden.keys() - sure))


def _defaced(text: str) -> str:
    """What the person typed in the shape of a placeholder is none; same length, so that spans fit."""
    return _MARK.sub(
        lambda mark: mark[0].replace("-", " ").replace("[", "(").replace("]", ")"), text
    )


def _key(mark: re.Match[str]) -> str:
    return f"[{mark[1].lower()}-{mark[2]}]"
