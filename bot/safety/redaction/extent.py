"""How far a name reaches: titles and initials in front, family names and particles behind."""

from __future__ import annotations

from collections.abc import Sequence

from bot.safety.redaction.cues import Cues
from bot.safety.redaction.lexicon import Lexicon
from bot.safety.redaction.words import Word

_PARTICLES = frozenset(
    "de la le du del da dos das di van von der den bin bint binti al el ibn ter st dela delos".split()
)
_TITLES_ALSO_WORDS = frozenset(
    "miss sir officer judge captain madam doctor professor senator missus mister".split()
)


class Extent:
    """Answers for the words of one text, by their index."""

    def __init__(
        self, words: Sequence[Word], lexicon: Lexicon, cues: Cues, kept: frozenset[int]
    ) -> None:
        self._words = words
        self._lex = lexicon
        self._cues = cues
        self._kept = kept  # words of sayings and brands

    def titles(self, i: int) -> int:
        """How many words from `i` are titles ("Mr and Mrs")."""
        n, titles = 0, self._lex.cues["titles"]
        while i + n < len(self._words) and self._words[i + n].key in titles:
            n += 1
            if (
                i + n + 1 < len(self._words)
                and self._words[i + n].key in ("and", "or")
                and self._words[i + n + 1].key in titles
            ):
                n += 1
        return n

    def titled(self, i: int) -> bool:
        """Whether word `i`, behind a title, is a name ("Mr Patel", not "Mr Angry")."""
        title = self._words[i - 1]
        while (
            self._words[i].key in _PARTICLES
            and i + 1 < len(self._words)
            and self._words[i + 1].gap == " "
        ):
            i += 1  # "Mrs de la Cruz"
        w = self._words[i]
        if (
            w.gap.strip(" .")
            or len(w.key) < 2
            or w.key in self._lex.nicknames
            or self._cues.function(i)
        ):
            return False
        if title.key in _TITLES_ALSO_WORDS:
            return w.key not in self._lex.not_names and (
                self._lex.is_sure(w.key)
                and not self._missed(i, title)
                or (
                    w.capital
                    and title.capital
                    and (not self._lex.is_word(w.key) or self._lex.is_name(w.key))
                )
            )
        if w.capital or self._lex.is_sure(w.key):
            return not self._lex.is_word(w.key) or self._lex.is_name(w.key)
        return self._lex.is_name(w.key) or not self._lex.is_word(w.key)

    def first(self, start: int) -> int:
        """The word the name begins with: initials ("J. Smith"), a family name in front ("Li Wei"), or the given word."""
        i = start
        while (
            i
            and len(self._words[i - 1].text) == 1
            and self._words[i - 1].text.isupper()
            and self._words[i].gap in (". ", ".")
        ):
            i -= 1
        before = self._cues.before(i)
        if (
            before
            and before.capital
            and self._words[i].capital
            and self._words[i].gap == " "
            and i - 1 not in self._kept
        ):
            listed = self._lex.is_name(before.key) and not self._lex.is_word(before.key)
            i -= (
                listed
                and not before.owns
                and before.key not in self._lex.not_names
                and not self._cues.function(i - 1)
            )
        while (
            i
            and self._words[i - 1].key in _PARTICLES
            and self._words[i].gap == " "
            and self._words[start].capital
        ):
            i -= 1  # "van der Merwe"
        if (
            i
            and i < start
            and self._words[i - 1].key in self._lex.cues["titles"]
            and self._words[i].gap in (". ", " ")
        ):
            i -= 1  # "Mr. J. R. Smythe"
        return i

    def last(self, i: int) -> int:
        """The last word of the name that begins with word `i`."""
        end, particles = i, 0
        for j in range(i + 1, min(i + 8, len(self._words))):
            w = self._words[j]
            if self._words[j - 1].owns or w.gap.strip(" .") or len(w.gap) > 2 or j in self._kept:
                break
            if "." in w.gap and len(self._words[j - 1].text) > 1:
                break
            if w.key in _PARTICLES and j + 1 < len(self._words) and self._words[j + 1].gap == " ":
                particles += 1
                continue
            if self._cues.function(j) and not particles or not self._part(j, i, particles):
                break
            end, particles = j, 0
        return end

    def _part(self, j: int, i: int, particles: int) -> bool:
        w, lex = self._words[j], self._lex
        if len(w.text) == 1:
            return w.text.isupper()
        if self._lex.is_sure(w.key):
            return w.capital or not self._words[i].capital or particles > 0 or w.key in lex.surnames
        if (w.key in lex.not_names and w.key not in lex.unsure_surnames) or "'" in w.text[2:]:
            return False
        if w.capital and (self._words[i].capital or particles):
            return (
                lex.is_name(w.key)
                or not lex.is_word(w.key)
                and not (w.text.isupper() and len(w.text) < 5)
            )
        if (
            len(w.text) > 3
            and w.text.isupper()
            and self._words[i].text.isupper()
            and not self._words[i].capital
        ):
            return (
                not lex.is_word(w.key) and w.key not in lex.not_names
            )  # "ROSALIND FENWICK typed …"
        if w.key in ("jr", "sr", "ji", "iii"):
            return True
        if (
            w.capital
            or not (w.owns or self._cues.says(j) or (self._cues.naming(i) and self._cues.ends(j)))
            or w.key in lex.cues["said"]
        ):
            return False
        if lex.is_name(w.key):
            return w.key in lex.unsure_surnames
        return not lex.is_word(w.key) and len(w.key) > 3

    def _missed(self, i: int, title: Word) -> bool:
        """ "I miss marlon": no title."""
        before = self._cues.before(i - 1)
        return (
            title.text == "miss"
            and before is not None
            and before.key
            in (
                "i",
                "we",
                "you",
                "they",
                "to",
                "will",
                "really",
                "still",
                "also",
                "do",
                "gonna",
                "i'll",
                "we'll",
            )
        )
