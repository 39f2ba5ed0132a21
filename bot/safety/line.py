"""One sentence as the screen reads it: as words, as one searchable line, and as places in that line."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from bot.safety.pattern import Pattern, stemmed
from bot.safety.plaintext import Token

_DOUBT = frozenset("if whether hope hoping hopefully not never until wish unless pray".split())


@dataclass(slots=True)
class Line:
    """Made with `of`. Places are word numbers; patterns are searched once and kept."""

    tokens: list[Token]
    words: list[str]
    text: str
    places: list[int]
    bag: frozenset[str]
    known: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    @classmethod
    def of(cls, tokens: list[Token], sizes: Sequence[int]) -> Line:
        """In: the tokens of a sentence, and the stem lengths of the lexicon's patterns."""
        words = [t.word for t in tokens]
        places = [0, *accumulate(len(w) + 1 for w in words)]
        return cls(tokens, words, " ".join(words) + " ", places, stemmed(words, sizes))

    def spans(self, pattern: Pattern) -> list[tuple[int, int]]:
        """Where `pattern` stands: from which word to before which."""
        if not pattern.could(self.bag):
            return []
        found = self.known.get(id(pattern))
        if found is None:
            found = self.known[id(pattern)] = [
                (bisect_left(self.places, m.start()), bisect_left(self.places, m.end()))
                for m in pattern.regex.finditer(self.text)
            ]
        return found

    def has(self, patterns: Sequence[Pattern]) -> bool:
        """Whether one of the patterns stands in it."""
        return any(self.spans(p) for p in patterns)

    def near(
        self, patterns: Sequence[Pattern], a: int, b: int, reach: int, clause: bool = False
    ) -> bool:
        """True when one of the patterns occurs within `reach` words of words a to b (in the same clause, if asked)."""
        first, last = max(0, a - reach), min(len(self.words), b + reach)
        if clause:
            while "," in self.words[first:a]:
                first = self.words.index(",", first) + 1
            if "," in self.words[b:last]:
                last = self.words.index(",", b)
        low, high = self.places[first], self.places[last]
        return any(self.spans(p) and p.regex.search(self.text, low, high) for p in patterns)

    def tells(self, patterns: Sequence[Pattern]) -> bool:
        """True when one of the patterns is said as a fact, not as a hope or a doubt ("if she is ok")."""
        spans = (span for p in patterns for span in self.spans(p))
        return any(_DOUBT.isdisjoint(self.words[max(0, a - 3) : a]) for a, _ in spans)
