"""A client's message that a rep pasted: the words are not the rep's own, so nobody is told "you have been waiting three
weeks". Wordings in `prompts/phrases/pasted.yaml`; pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import prompts

_FEWEST = 8  # words of a letter
_MARKS = {"greets": 1.0, "signs": 1.0, "to_company": 1.0, "says_hello": 0.5}
_QUOTED = 0.6  # of a message between quotation marks, from when on it is a quote
_QUOTE = re.compile(r"[\"“”]([^\"“”]{20,})[\"“”]")


class Letters:
    """Cheap to build; wordings are compiled when they are first needed."""

    def pasted(self, text: str) -> bool:
        """Whether most of `text` is something that a client wrote."""
        plain = re.sub(r"['’`]", "", text.lower()).strip()
        if len(plain.split()) < _FEWEST:
            return False
        if self._pattern("own").search(plain) and not self._in_quotes(text):
            return False
        if self._pattern("chat").search(plain) or self._pattern("forwarded").search(plain):
            return True
        if self._pattern("wrote").search(plain):
            return True
        marks = sum(w for n, w in _MARKS.items() if self._pattern(n).search(plain))
        told = self._pattern("telling").search(plain)  # "he said your company is a joke"
        if self._in_quotes(text) and not told and self._pattern("demands").search(plain):
            return True
        return marks > 1 or (
            marks == 1 and not told and bool(self._pattern("demands").search(plain))
        )

    def harsh(self, text: str) -> bool:
        """Whether what they wrote goes for a person or a company, beyond a complaint."""
        return bool(self._pattern("harsh").search(re.sub(r"['’`]", "", text.lower())))

    def lines(self, name: str) -> tuple[str, ...]:
        """What is said to it: "harsh", "plain", or "answering" to how to answer one."""
        return tuple(self._words[name])

    def line(self, name: str) -> str:
        """A single line: "assist", "button"."""
        return str(self._words[name])

    # --- inside

    def _in_quotes(self, text: str) -> bool:
        quoted = sum(len(part.split()) for part in _QUOTE.findall(text))
        return quoted >= _FEWEST and quoted > _QUOTED * len(text.split())

    def _pattern(self, name: str) -> re.Pattern[str]:
        return self._patterns[name]

    @cached_property
    def _words(self) -> Mapping[str, Any]:
        return dict(prompts.read("phrases/pasted.yaml"))

    @cached_property
    def _patterns(self) -> Mapping[str, re.Pattern[str]]:
        return {n: re.compile(p, re.M) for n, p in self._words["wordings"].items()}
