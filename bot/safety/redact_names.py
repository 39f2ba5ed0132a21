"""Names of people, from word lists and the words round them; no model. The grammar part is `redact_grammar`."""

from __future__ import annotations

from collections.abc import Sequence

from bot.safety.redact_cues import Cues
from bot.safety.redact_lexicon import lexicon
from bot.safety.redact_prepare import RedactSpan
from bot.safety.redact_words import Word, words

_PARTICLES = frozenset("de la del da dos das di van von der den bin bint binti al el ibn ter st dela delos".split())
_TITLES_ALSO_WORDS = frozenset("miss sir officer judge captain madam doctor professor senator missus mister".split())
_TYPES = frozenset("a an such total proper typical".split())  # "such a Karen"
_MONTHS = frozenset(("april", "may", "june", "august"))
_SYLLABLES = frozenset("bin dong eun hae hee hwa hwan hye hyo hyuk hyun jae ji jin jong joo joon jun kyu kyung min myung seo seok seon seung soo sook suk tae woo yeon yong yoo yoon yun".split())
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
            titles = self._titles(i)
            start = i + titles
            if start < len(self._words) and start not in self._kept and (
                (titles > 0 and self._titled(start)) or self._is_name(start) or self._known(start, known)
            ):  # fmt: skip
                end = self._last(start)
                first = i if titles and self._titled(start) else self._initials(start)
                spans.append(RedactSpan(self._words[first].start, self._words[end].end, "person"))
                self._seen.update(w.key for w in self._words[start : end + 1] if not self._sure(w.key) and not self._lex.is_word(w.key))
                if self._words[start].capital:
                    self._seen.add(self._words[start].key)
                i = end + 1
            else:
                i = start + 1 if titles else i + 1
        return spans

    def _sure(self, key: str) -> bool:
        if key in self._lex.given or key in self._lex.surnames:
            return True
        parts = key.split("-")
        return len(parts) > 1 and (all(self._sure(p) for p in parts) or all(p in _SYLLABLES for p in parts))

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
        if self._sure(w.key) or self._plural_owner(i):
            return before is None or before.key not in _TYPES or self._surname_next(i)
        if len(w.key) < 2 or cues.function(i) or w.key in lex.nicknames:
            return False
        given = w.key in lex.unsure or w.key in lex.cities
        strict = w.key in lex.strict
        if given and w.capital and cues.open_capital(i):
            return True
        if (given or strict) and not cues.determined(i) and (self._surname_next(i) or i in self._extra and (given or w.capital)):
            return True
        if w.key in _MONTHS:
            return w.capital and not cues.determined(i) and (cues.naming(i) or cues.role(i) or (cues.opens(i) and cues.says(i)))
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
            return w.capital or cues.says(i) or cues.ends(i) and self._words[i - 1].key in self._lex.cues["colleagues"]
        if cues.told(i):
            return w.capital or cues.ends(i) and cues.told(i, firmly=True)
        return w.capital and w.first and len(w.key) > 2 and (cues.absent(i) or cues.does(i) and not self._lex.is_word(w.key))

    def _unknown(self, i: int) -> bool:
        """A word in no list of names, or a surname that is also a word."""
        w, cues, lex = self._words[i], self._cues, self._lex
        surname = w.key in lex.unsure_surnames
        if (lex.is_word(w.key) and not (surname and w.capital)) or "'" in w.text[2:] or w.text.isupper():
            return False
        if any(c.isupper() for c in w.text[1:]) and not w.text.isupper() and "-" not in w.text and not w.key.startswith(_INNER):
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
        return cues.opens(i) and cues.says(i) or cues.acts(i) or cues.who(i) or cues.aside(i) or self._two(i)

    def _two(self, i: int) -> bool:
        """Two words that nobody listed, and then a verb: "Babajide Oyewole threatened"."""
        if i + 1 >= len(self._words) or not self._cues.opens(i):
            return False
        after = self._words[i + 1]
        unlisted = after.gap == " " and after.capital and not self._lex.is_word(after.key) and after.key not in self._lex.not_names
        return unlisted and (self._cues.says(i + 1) or self._cues.does(i + 1))

    def _surname_next(self, i: int) -> bool:
        if i + 1 >= len(self._words) or self._words[i].owns:
            return False
        after = self._words[i + 1]
        if after.gap.strip() or after.first or after.key in self._lex.not_names:
            return False
        return after.key in self._lex.surnames or (after.capital and after.key in self._lex.unsure_surnames and self._words[i].capital)

    def _plural_owner(self, i: int) -> bool:
        """'daves account', the apostrophe left out."""
        key = self._words[i].key
        return (
            key.endswith("s") and key[:-1] in self._lex.given and not self._lex.is_word(key) and key not in self._lex.not_names
            and i + 1 < len(self._words) and self._words[i + 1].key in self._lex.cues["belongings"]
        )  # fmt: skip

    def _titles(self, i: int) -> int:
        """How many words from `i` are titles ("Mr and Mrs")."""
        n, titles = 0, self._lex.cues["titles"]
        while i + n < len(self._words) and self._words[i + n].key in titles:
            n += 1
            if i + n + 1 < len(self._words) and self._words[i + n].key in ("and", "or") and self._words[i + n + 1].key in titles:
                n += 1
        return n

    def _titled(self, i: int) -> bool:
        w, title = self._words[i], self._words[i - 1]
        if w.gap.strip(" .") or len(w.key) < 2 or w.key in self._lex.nicknames or self._cues.function(i):
            return False
        if title.key in _TITLES_ALSO_WORDS:
            return w.key not in self._lex.not_names and (self._sure(w.key) and not self._missed(i) or (w.capital and title.capital and (not self._lex.is_word(w.key) or self._lex.is_name(w.key))))
        if w.capital or self._sure(w.key):
            return not self._lex.is_word(w.key) or self._lex.is_name(w.key)
        return self._lex.is_name(w.key) or not self._lex.is_word(w.key)

    def _missed(self, i: int) -> bool:
        """"I miss marlon": no title."""
        before = self._cues.before(i - 1)
        return self._words[i - 1].text == "miss" and before is not None and before.key in ("i", "we", "you", "they", "to", "will", "really", "still", "also", "do", "gonna", "i'll", "we'll")

    def _initials(self, start: int) -> int:
        """The word the span begins with: initials before the name ("J. Smith"), or the name itself."""
        i = start
        while i and len(self._words[i - 1].text) == 1 and self._words[i - 1].text.isupper() and self._words[i].gap in (". ", "."):
            i -= 1
        return i

    def _last(self, i: int) -> int:
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
        if self._sure(w.key):
            return w.capital or not self._words[i].capital or particles > 0 or w.key in lex.surnames
        if (w.key in lex.not_names and w.key not in lex.unsure_surnames) or "'" in w.text[2:]:
            return False
        if w.capital and self._words[i].capital:
            return lex.is_name(w.key) or not lex.is_word(w.key) and not (w.text.isupper() and len(w.text) < 5)
        if len(w.text) > 3 and w.text.isupper() and self._words[i].text.isupper() and not self._words[i].capital:
            return not lex.is_word(w.key) and w.key not in lex.not_names  # "ROSALIND FENWICK typed …"
        if w.key in ("jr", "sr", "ji", "iii"):
            return True
        if w.capital or not (w.owns or self._cues.says(j) or (self._cues.naming(i) and self._cues.ends(j))) or w.key in lex.cues["said"]:
            return False
        if lex.is_name(w.key):
            return w.key in lex.unsure_surnames
        return not lex.is_word(w.key) and len(w.key) > 3

    def _sayings(self) -> frozenset[int]:
        """Words that belong to a figure of speech or a brand ("Mother Teresa", "a Karen")."""
        kept: set[int] = set()
        for i, w in enumerate(self._words):
            for saying in self._lex.sayings.get(w.key, ()) + self._lex.sayings.get(w.key + "'s", ()):
                found = self._words[i : i + len(saying)]
                keys = [(f.key, f.key + "'s") if f.owns else (f.key,) for f in found]
                if len(found) < len(saying) or any(s not in k for s, k in zip(saying, keys, strict=True)):
                    continue
                before = self._cues.before(i)
                if saying != ("karen",) or (before and (self._cues.determined(i) or before.key.endswith("y") or before.key in ("of", "karen"))):
                    kept.update(range(i, i + len(saying)))
        return frozenset(kept)
