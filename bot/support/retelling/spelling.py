"""Short forms written out before a message is parsed: "hes" → "he's", "abt" → "about", "its her" → "it's her".

The parser was trained on edited text; what it misreads here is lost for saying back. Offsets lead back into
the message as it was typed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

import prompts

_SMALL = re.compile(r"(?<![\w'.@/])i(?=[ ',])")


@dataclass(frozen=True, slots=True)
class Spelled:
    """`text` with short forms written out; `cuts` are (place in `text`, place in the typed text), ascending."""

    text: str
    cuts: tuple[tuple[int, int], ...]

    def typed(self, place: int) -> int:
        """Where a place in `text` is in the text as it was typed; inside a written-out form, its start or end."""
        at = bisect_right(self.cuts, (place, 1 << 60)) - 1
        here, there = self.cuts[at]
        after = self.cuts[at + 1][1] if at + 1 < len(self.cuts) else there + place - here
        return min(there + place - here, after)


def spelled(typed: str) -> Spelled:
    """`typed` as an editor would leave it, word by word; never raises."""
    cuts = [(0, 0)]
    parts: list[str] = []
    at = length = 0
    for match in _pattern().finditer(typed):
        form = _form(match)
        parts += [typed[at : match.start()], form]
        length += match.start() - at
        cuts += [(length, match.start()), (length + len(form), match.end())]
        length += len(form)
        at = match.end()
    return Spelled(_SMALL.sub("I", "".join((*parts, typed[at:]))), tuple(cuts))


def _form(match: re.Match[str]) -> str:
    word = match[0]
    form = _forms()[re.sub(r"\s+", " ", word.lower()).strip()]
    return form[:1].upper() + form[1:] if word[0].isupper() and not word.isupper() else form


@cache
def _forms() -> dict[str, str]:
    table: dict[str, str] = prompts.read("phrases/short_forms.yaml")["forms"]
    return {str(k): str(v) for k, v in table.items()}


@cache
def _pattern() -> re.Pattern[str]:
    table = prompts.read("phrases/short_forms.yaml")
    only = {str(k): str(v) for k, v in table["only_before"].items()}
    each = [
        rf"{re.escape(word)}(?= {only[word]})" if word in only else rf"{re.escape(word)}(?![\w'/])"
        for word in sorted(_forms(), key=len, reverse=True)
    ]
    return re.compile(rf"(?<![\w'/@.#-])(?:{'|'.join(each)})", re.I)
