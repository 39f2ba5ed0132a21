"""Names of people, from word lists and the words round them; no model. The grammar part is `redact_grammar`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.safety.redact_lexicon import Lexicon, lexicon
from bot.safety.redact_prepare import RedactSpan
from bot.safety.redact_words import Word, words

_PARTICLES = frozenset("de la del da dos das di van von der den bin bint binti al el ibn ter st o mac mc dela delos".split())
_NEVER_LOWER = frozenset("an do so he no my in to go can may will long such new young ai bo as at am us it is or on of ho hai".split())
_PLACE_BEFORE = frozenset("in near outside around across visiting downtown north south east west upper lower".split())
_NAMING = frozenset(("named", "name's", "names"))
_GLUE = frozenset(("and", "&", "or"))


class Names:
    """Finds the persons in one text."""

    def __init__(self, text: str, extra: Iterable[tuple[int, int]] = ()) -> None:
        """In: prepared text, and names that grammar found elsewhere (start, end)."""
        self._words: Sequence[Word] = words(text)
        self._lex: Lexicon = lexicon()
        self._said = self._lex.cues["said"]
        self._extra = frozenset(i for i, w in enumerate(self._words) if any(s <= w.start < e for s, e in extra)) if extra else frozenset()
        self._seen: set[str] = set()
        self._kept = self._sayings()

    def find(self) -> list[RedactSpan]:
        """Out: the names, titles included, possessive endings left out."""
        spans = self._pass()
        if self._seen:  # a name that a cue gave away is the same name elsewhere
            spans += self._pass(known=frozenset(self._seen))
        return spans

    def _pass(self, known: frozenset[str] = frozenset()) -> list[RedactSpan]:
        spans: list[RedactSpan] = []
        i = 0
        while i < len(self._words):
            titles = self._titles(i)
            start = i + titles
            if start < len(self._words) and start not in self._kept and (
                self._titled(start) if titles else self._is_name(start) or self._known(start, known)
            ):  # fmt: skip
                end = self._last(start)
                first = self._initials(i, start)
                spans.append(RedactSpan(self._words[first].start, self._words[end].end, "person"))
                if not self._sure(self._words[start].key):
                    self._seen.add(self._words[start].key)
                if end > start and not self._lex.is_word(self._words[end].key):
                    self._seen.add(self._words[end].key)
                i = end + 1
            else:
                i = start + 1 if titles else i + 1
        return spans

    def _sure(self, key: str) -> bool:
        if key in self._lex.given or key in self._lex.surnames:
            return True
        return "-" in key and all(p in self._lex.given or p in self._lex.surnames for p in key.split("-"))

    def _known(self, i: int, known: frozenset[str]) -> bool:
        w = self._words[i]
        if w.key not in known:
            return False
        return (w.capital and (not w.first or not self._lex.is_word(w.key))) or (not self._lex.is_word(w.key) and not self._lex.is_name(w.key))

    def _is_name(self, i: int) -> bool:
        w = self._words[i]
        before = self._words[i - 1] if i and not w.first else None
        if self._sure(w.key) or self._plural_owner(i):
            return before is None or before.key not in ("a", "an", "such", "total", "proper", "typical") or self._surname_next(i)
        if len(w.key) < 2 or not w.text.isascii() and not w.text[0].isalpha():
            return False
        if i in self._extra:
            return True
        listed = self._lex.is_name(w.key)
        if listed and w.capital and w.key not in self._lex.unsure_surnames | self._lex.strict and not w.first and self._free(i, before):
            return True
        if self._cued(i, before, listed):
            return True
        given = w.key in self._lex.unsure or w.key in self._lex.strict or w.key in self._lex.cities
        return given and self._surname_next(i) and not (before and before.key in self._lex.cues["articles"])

    def _free(self, i: int, before: Word | None) -> bool:
        """A capital in mid-sentence counts, unless the word is a place or a thing there."""
        w = self._words[i]
        if before and (before.key in self._lex.cues["articles"] or before.capital and not before.first and before.key not in self._said):
            return False
        if w.key in self._lex.unsure:
            return len(w.key) > 2 or not w.text.isupper()
        after = self._words[i + 1] if i + 1 < len(self._words) else None
        return not (before and before.key in _PLACE_BEFORE | {"from", "to", "the"}) and not (after and after.key in ("office", "team", "store", "branch", "site"))

    def _cued(self, i: int, before: Word | None, listed: bool) -> bool:
        """Whether the words round word `i` say that it is a person, `listed` among names or not."""
        w = self._words[i]
        if w.key in self._lex.not_names or w.key in self._lex.nicknames:
            return self._naming(i) and w.capital and listed
        if w.key in _NEVER_LOWER and not w.capital:
            return False
        unknown = not listed
        if unknown and (self._lex.is_word(w.key) or (w.text.isupper() and len(w.text) < 5) or "'" in w.text[2:]):
            return False
        if self._naming(i):
            return True
        if unknown and not w.capital:
            return False
        free = before is None or before.key in self._lex.cues["starts"] or (w.capital and before.key not in self._lex.cues["articles"])
        if before is not None and w.gap.strip() in ("", ",") and before.key in (self._lex.cues["colleagues"] | self._lex.cues["people"]):
            if w.capital or self._after(i, said=True) or (i + 1 == len(self._words)):
                return True
        if before is not None and w.gap.strip(" ,") == "" and self._told(i):
            return w.capital or self._lex.is_name(w.key) and self._after_lower(i)
        if before is not None and before.key == "from" and w.capital and listed:
            return True
        return free and (self._after(i, said=True) or self._after(i, said=False))

    def _naming(self, i: int) -> bool:
        """named X, called X (of a person), name is X, goes by X, by the name of X."""
        if self._words[i].first and '"' not in self._words[i].gap:
            return False
        back = [w.key for w in self._words[max(0, i - 5) : i]]
        if not back:
            return False
        if back[-1] == "named" or back[-2:] in (["name", "is"], ["name", "was"], ["goes", "by"], ["went", "by"], ["name", "of"], ["surname", "is"]):
            return True
        if back[-1] in _NAMING or (back[-1] == "name" and self._words[i - 1].owns):
            return self._words[i - 1].owns or self._words[i - 1].text.endswith("'s")
        return back[-1] == "called" and any(b in self._lex.cues["people"] or b in self._lex.cues["colleagues"] for b in back[-4:-1])

    def _told(self, i: int) -> bool:
        before = self._words[i - 1].key
        if before in self._lex.cues["tell"]:
            return True
        return before in ("to", "with") and i > 1 and self._words[i - 2].key in ("spoke", "speak", "talked", "talk", "speaking", "talking", "dealing", "escalated", "reported")

    def _after_lower(self, i: int) -> bool:
        after = self._words[i + 1].key if i + 1 < len(self._words) else "and"
        return after in self._lex.cues["starts"] or after in ("he", "she", "i", "we", "they", "not", "about", "off")

    def _after(self, i: int, said: bool) -> bool:
        """A verb that people do behind the word, or a department, or what they own."""
        w = self._words[i]
        if i + 1 >= len(self._words) or self._words[i + 1].first:
            return False
        after = self._words[i + 1]
        if w.owns:
            if w.first and not self._lex.is_name(w.key) and self._lex.is_word(w.key):
                return False
            return after.key in self._lex.cues["belongings"]
        if said and after.gap.strip() == "" and after.key in self._said:
            return True
        further = self._words[i + 2].key if i + 2 < len(self._words) else ""
        return after.key in ("from", "in") and after.gap == " " and further in self._lex.cues["from"]

    def _surname_next(self, i: int) -> bool:
        if i + 1 >= len(self._words) or self._words[i].owns:
            return False
        after = self._words[i + 1]
        if after.gap.strip() or after.key in self._lex.not_names:
            return False
        return after.key in self._lex.surnames or (after.capital and after.key in self._lex.unsure_surnames and self._words[i].capital)

    def _plural_owner(self, i: int) -> bool:
        """'daves account', the apostrophe left out."""
        w = self._words[i]
        return (
            w.key.endswith("s") and w.key[:-1] in self._lex.given and not self._lex.is_word(w.key) and w.key not in self._lex.not_names
            and i + 1 < len(self._words) and self._words[i + 1].key in self._lex.cues["belongings"]
        )  # fmt: skip

    def _titles(self, i: int) -> int:
        """How many words from `i` are titles ("Mr and Mrs")."""
        n = 0
        while i + n < len(self._words) and self._words[i + n].key in self._lex.cues["titles"]:
            n += 1
            if i + n + 1 < len(self._words) and self._words[i + n].key in _GLUE and self._words[i + n + 1].key in self._lex.cues["titles"]:
                n += 1
        return n

    def _titled(self, i: int) -> bool:
        w, title = self._words[i], self._words[i - 1]
        if w.gap.strip(" .") or len(w.key) < 2 or w.key in self._lex.nicknames:
            return False
        if title.key in ("miss", "sir", "officer", "judge", "captain", "madam", "doctor", "professor"):
            return w.key not in self._lex.not_names and (self._sure(w.key) or (w.capital and title.text[0].isupper() and not self._lex.is_word(w.key)))
        if w.capital:
            return not self._lex.is_word(w.key) or self._lex.is_name(w.key)
        return self._sure(w.key) or (self._lex.is_name(w.key) and w.key not in _NEVER_LOWER) or not self._lex.is_word(w.key)

    def _initials(self, i: int, start: int) -> int:
        """The word the span begins with: a title, or initials ("J. Smith"), or the name itself."""
        while i and len(self._words[i - 1].text) == 1 and self._words[i - 1].text.isupper() and self._words[i - 1].key not in ("i", "a") and self._words[i].gap in (". ", " ", "."):
            i -= 1
        return min(i, start)

    def _last(self, i: int) -> int:
        """The last word of the name that begins with word `i`."""
        end, particles = i, 0
        for j in range(i + 1, min(i + 5, len(self._words))):
            w = self._words[j]
            if self._words[j - 1].owns or w.gap.strip(" .") or len(w.gap) > 2 or j in self._kept:
                break
            if "." in w.gap and len(self._words[j - 1].text) > 1:
                break
            if w.key in _PARTICLES and j + 1 < len(self._words) and self._words[j + 1].gap == " ":
                particles += 1
                continue
            if not self._part(j, i, particles):
                break
            end, particles = j, 0
        return end

    def _part(self, j: int, i: int, particles: int) -> bool:
        w = self._words[j]
        if len(w.text) == 1:
            return w.text.isupper() and w.key not in ("i", "a")
        if self._sure(w.key):
            return w.capital or not self._words[i].capital or particles > 0 or w.key in self._lex.surnames
        if w.key in self._lex.not_names and w.key not in self._lex.unsure_surnames:
            return False
        if w.capital and self._words[i].capital:
            return self._lex.is_name(w.key) or not self._lex.is_word(w.key) and not (w.text.isupper() and len(w.text) < 5)
        if w.key in ("jr", "sr", "ji", "iii"):
            return True
        owner_or_verb = w.owns or self._after(j, said=True)
        if self._lex.is_name(w.key):
            return owner_or_verb and w.key not in _NEVER_LOWER and (w.key in self._lex.unsure_surnames) and w.key not in self._said
        return not w.capital and owner_or_verb and not self._lex.is_word(w.key) and len(w.key) > 3 and w.key not in self._said

    def _sayings(self) -> frozenset[int]:
        """Words that belong to a figure of speech or a brand ("Mother Teresa", "a Karen")."""
        kept: set[int] = set()
        for i, w in enumerate(self._words):
            for saying in self._lex.sayings.get(w.key, ()) + self._lex.sayings.get(w.key + "'s", ()):
                found = self._words[i : i + len(saying)]
                if len(found) == len(saying) and all(s in (f.key, f.key + ("'s" if f.owns else "")) for s, f in zip(saying, found, strict=True)):
                    if saying == ("karen",) and not self._slang(i):
                        continue
                    if saying[-1].endswith("'s") and not found[-1].owns:
                        continue
                    kept.update(range(i, i + len(saying)))
        return frozenset(kept)

    def _slang(self, i: int) -> bool:
        before = self._words[i - 1].key if i and not self._words[i].first else ""
        return before in self._lex.cues["articles"] or before in ("of", "kind", "karen") or before.endswith("y")
