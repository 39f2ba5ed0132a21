"""Names of people, from word lists and the words round them; no model. The grammar part is `redact_grammar`."""

from __future__ import annotations

from collections.abc import Sequence

from bot.safety.redaction.cues import Cues
from bot.safety.redaction.extent import Extent
from bot.safety.redaction.lexicon import lexicon
from bot.safety.redaction.prepare import RedactSpan
from bot.safety.redaction.words import Word, words

_TYPES = frozenset("a an such total proper typical".split())  # "such a Karen"
_MONTHS = frozenset(("april", "may", "june", "august"))
_INNER = ("mc", "mac", "o'", "d'", "de", "la", "le", "di", "van", "fitz")


class Names:
    """Finds the persons in one text."""

    def __init__(self, text: str, extra: Sequence[tuple[int, int]] = ()) -> None:
        """In: prepared text, and where grammar found names (start, end)."""
        self._words: Sequence[Word] = words(text)
        self._lex = lexicon()
        self._cues = Cues(self._words, self._lex)
        starts = {start for start, _ in extra}
        self._extra = frozenset(i for i, w in enumerate(self._words) if w.start in starts)
        self._seen: set[str] = set()
        self._kept = self._sayings()
        self._extent = Extent(self._words, self._lex, self._cues, self._kept)

    def find(self) -> list[RedactSpan]:
        """Out: the names, titles included, possessive endings left out."""
        spans = self._pass(frozenset())
        if self._seen:  # a name that a cue gave away is the same name elsewhere
            spans += self._pass(frozenset(self._seen))
        return spans

    def _pass(self, known: frozenset[str]) -> list[RedactSpan]:
        spans: list[RedactSpan] = []
        i = 0
        while i < len(self._words):
            titles = self._extent.titles(i)
            start = i + titles
            if start < len(self._words) and start not in self._kept and (
                (titles > 0 and self._extent.titled(start)) or self._is_name(start) or self._known(start, known)
            ):  # fmt: skip
                end = self._extent.last(start)
                first = i if titles and self._extent.titled(start) else self._extent.first(start)
                spans.append(RedactSpan(self._words[first].start, self._words[end].end, "person"))
                self._seen.update(
                    w.key
                    for w in self._words[start : end + 1]
                    if not self._lex.is_sure(w.key) and not self._lex.is_word(w.key)
                )
                if self._words[start].capital:
                    self._seen.add(self._words[start].key)
                i = end + 1
            else:
                i = start + 1 if titles else i + 1
        return spans

    def _known(self, i: int, known: frozenset[str]) -> bool:
        w = self._words[i]
        if w.key not in known or self._cues.function(i):
            return False
        if w.capital:
            return not self._lex.is_word(w.key) or not (w.first or self._cues.determined(i))
        return not self._lex.is_word(w.key) and not self._lex.is_name(w.key)

    def _is_name(self, i: int) -> bool:
        w, cues, lex = self._words[i], self._cues, self._lex
        before = cues.before(i)
        if not (w.capital or w.text.isascii()):
            return False  # lower case with accents is another language
        if self._lex.is_sure(w.key) or self._plural_owner(i):
            return before is None or before.key not in _TYPES or self._surname_next(i)
        if len(w.key) < 2 or cues.function(i) or w.key in lex.nicknames:
            return False
        given = w.key in lex.unsure or w.key in lex.cities
        strict = w.key in lex.strict
        if given and w.capital and cues.open_capital(i):
            return True
        if (
            (given or strict)
            and not cues.determined(i)
            and (self._surname_next(i) or i in self._extra and (given or w.capital))
        ):
            return True
        if w.key in _MONTHS:
            return (
                w.capital
                and not cues.determined(i)
                and (cues.naming(i) or cues.role(i) or (cues.opens(i) and cues.says(i)))
            )
        if w.key in lex.not_names and not given:
            return w.capital and strict and cues.naming(i)
        if given or strict:
            return self._unsure(i, strict)
        return self._unknown(i)

    def _unsure(self, i: int, strict: bool) -> bool:
        """A name that is also a word: what stands round it has to say that it is a name here."""
        w, cues = self._words[i], self._cues
        if cues.naming(i):
            return True
        if cues.opens(i) and not cues.determined(i) and cues.says(i):
            return w.capital or not strict
        if strict:
            return w.capital and (cues.role(i) or cues.told(i))
        if cues.role(i):
            return (
                w.capital
                or cues.says(i)
                or cues.ends(i)
                and self._words[i - 1].key in self._lex.cues["colleagues"]
            )
        if cues.told(i):
            return w.capital or cues.ends(i) and cues.told(i, firmly=True)
        return (
            w.capital
            and w.first
            and len(w.key) > 2
            and (cues.absent(i) or cues.does(i) and not self._lex.is_word(w.key))
        )

    def _unknown(self, i: int) -> bool:
        """A word in no list of names, or a surname that is also a word."""
        w, cues, lex = self._words[i], self._cues, self._lex
        surname = w.key in lex.unsure_surnames
        if (
            (lex.is_word(w.key) and not (surname and w.capital))
            or "'" in w.text[2:]
            or w.text.isupper()
        ):
            return False
        if (
            any(c.isupper() for c in w.text[1:])
            and not w.text.isupper()
            and "-" not in w.text
            and not w.key.startswith(_INNER)
        ):
            return False  # TripAdvisor
        if i in self._extra and w.capital and not surname:
            return True
        if cues.naming(i):
            return True
        if not w.capital or cues.determined(i):
            return False
        if cues.role(i) or cues.told(i, firmly=True) or cues.initial(i):
            return not (surname and w.first)
        if surname:
            return False
        return (
            cues.opens(i)
            and cues.says(i)
            or cues.acts(i)
            or cues.who(i)
            or cues.aside(i)
            or self._two(i)
        )

    def _two(self, i: int) -> bool:
        """Two words that nobody listed, and then a verb: "Babajide Oyewole threatened"."""
        if i + 1 >= len(self._words) or not self._cues.opens(i):
            return False
        after = self._words[i + 1]
        unlisted = (
            after.gap == " "
            and after.capital
            and not self._lex.is_word(after.key)
            and after.key not in self._lex.not_names
        )
        return unlisted and (self._cues.says(i + 1) or self._cues.does(i + 1))

    def _surname_next(self, i: int) -> bool:
        if i + 1 >= len(self._words) or self._words[i].owns:
            return False
        after = self._words[i + 1]
        if after.gap.strip() or after.first or after.key in self._lex.not_names:
            return False
        return after.key in self._lex.surnames or (
            after.capital and after.key in self._lex.unsure_surnames and self._words[i].capital
        )

    def _plural_owner(self, i: int) -> bool:
        """'daves account', the apostrophe left out."""
        key = self._words[i].key
        return (
            key.endswith("s") and key[:-1] in self._lex.given and not self._lex.is_word(key) and key not in self._lex.not_names
            and i + 1 < len(self._words) and self._words[i + 1].key in self._lex.cues["belongings"]
        )  # fmt: skip

    def _sayings(self) -> frozenset[int]:
        """Words that belong to a figure of speech or a brand ("Mother Teresa", "a Karen")."""
        kept: set[int] = set()
        for i, w in enumerate(self._words):
            for saying in self._lex.sayings.get(w.key, ()) + self._lex.sayings.get(
                w.key + "'s", ()
            ):
                found = self._words[i : i + len(saying)]
                keys = [(f.key, f.key + "'s") if f.owns else (f.key,) for f in found]
                if len(found) < len(saying) or any(
                    s not in k for s, k in zip(saying, keys, strict=True)
                ):
                    continue
                before = self._cues.before(i)
                if saying != ("karen",) or (
                    before
                    and (
                        self._cues.determined(i)
                        or before.key.endswith("y")
                        or before.key in ("of", "karen")
                    )
                ):
                    kept.update(range(i, i + len(saying)))
        return frozenset(kept)
