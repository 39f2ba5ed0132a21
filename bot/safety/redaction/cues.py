"""What the words round a word say about it: that it names a person, or that it does not."""

from __future__ import annotations

from collections.abc import Sequence

from bot.safety.redaction.lexicon import Lexicon
from bot.safety.redaction.words import Word

_PLACE_BEFORE = frozenset(
    "in near outside around across visiting downtown north south east west upper lower into through".split()
)
_SPEAKING = frozenset(
    "spoke speak talked talk speaking talking dealing escalated reported chatted".split()
)
_SOFT = frozenset(
    "with met meet poor helped refunded sorry love ty thx thanks thank cheers bless dear ask sincerely regards".split()
)
_SITE = frozenset("office team store branch site airport county city university".split())
_FUNCTION = frozenset(
    "i he she we they you it so no do an a the my me us him her his its our your their to of in on at by as if is am are was were be or and "
    "but not go ok hi ho ha yo oh ah ai who what this that these those there here all any some shall must".split()
)
_JOINS = frozenset(
    "and but so then because cos coz cuz when that while after before until though although if since where once now meanwhile".split()
)
_STATES = frozenset(
    "out off on been got gone not always never just still back leaving here there crying being only".split()
)
_AWAY = frozenset("off out away sick late leaving crying here".split())
_BY_NAME = (
    ("name", "is"),
    ("name", "was"),
    ("goes", "by"),
    ("went", "by"),
    ("name", "of"),
    ("surname", "is"),
    ("name", "being"),
)


class Cues:
    """Asks about the words of one text by their index."""

    def __init__(self, words: Sequence[Word], lexicon: Lexicon) -> None:
        self._words = words
        self._lex = lexicon

    def function(self, i: int) -> bool:
        """Whether the word only holds the sentence together ("so", "I've"): it begins no name in lower case."""
        w = self._words[i]
        tail = w.key.rpartition("'")[2]
        return w.key in _FUNCTION or ("'" in w.key and tail in ("m", "ve", "ll", "re", "d", "t"))

    def before(self, i: int) -> Word | None:
        """The word before, in the same sentence."""
        return self._words[i - 1] if i and not self._words[i].first else None

    def determined(self, i: int) -> bool:
        """An article, "my" or an adjective such as "total" stands before; "that Dean was" is no such thing."""
        before = self.before(i)
        return (
            before is not None
            and before.key in self._lex.cues["articles"]
            and not (before.key == "that" and self._words[i].capital)
        )

    def open_capital(self, i: int) -> bool:
        """Whether a capital in mid-sentence counts here: not "the May rush", "in Georgia", "Georgia office"."""
        w, before = self._words[i], self.before(i)
        if (
            before is None
            or self.determined(i)
            or (
                before.capital
                and not before.first
                and before.key not in self._lex.cues["said"] | {"i"}
            )
        ):
            return False
        if w.key not in self._lex.cities:
            return len(w.key) > 2 or not w.text.isupper()
        after = self._words[i + 1].key if i + 1 < len(self._words) else ""
        return (
            before.key not in _PLACE_BEFORE | {"from", "to", "the"}
            and after not in _SITE
            and before.key not in _SITE
        )

    def naming(self, i: int) -> bool:
        """named X; called X (of a person); name is X; goes by X."""
        w = self._words[i]
        if w.first and '"' not in w.gap:
            return False
        back = tuple(b.key for b in self._words[max(0, i - 5) : i])
        if not back:
            return False
        if (
            back[-1] == "named"
            or back[-2:] in _BY_NAME
            or back[-3:-1] in _BY_NAME
            and back[-1] in ("like", "actually", "really")
        ):
            return True
        if back[-1] == "name":
            return self._words[i - 1].owns
        if (
            len(back) > 1
            and back[-1] in ("is", "was")
            and w.capital
            and ("name" in back[-5:-1] or back[-2] == "this")
        ):
            return True  # the name on the account is X; this is X
        people = self._lex.cues["people"] | self._lex.cues["colleagues"]
        return back[-1] == "called" and any(b in people for b in back[-4:-1])

    def role(self, i: int) -> bool:
        """my manager X, the customer, X"""
        before = self.before(i)
        if before is None or before.owns or self._words[i].gap.strip(" ,"):
            return False
        return before.key in self._lex.cues["colleagues"] or before.key in self._lex.cues["people"]

    def told(self, i: int, firmly: bool = False) -> bool:
        """told X, spoke to X, hi X; firmly: not "with X" or "sorry X", which things follow as well."""
        before = self.before(i)
        if before is None or self._words[i].gap.strip(" ,"):
            return False
        if before.key in self._lex.cues["tell"] and not (firmly and before.key in _SOFT):
            return True
        return before.key in ("to", "with") and i > 1 and self._words[i - 2].key in _SPEAKING

    def opens(self, i: int) -> bool:
        """Whether a subject can begin here: the sentence does, or a word such as "then" stands before."""
        before = self.before(i)
        return (
            before is None
            or before.key in self._lex.cues["starts"]
            or self._words[i].gap.strip() in (",", "(")
        )

    def says(self, i: int) -> bool:
        """X said; X's account; X from billing"""
        return self._next(i, self._lex.cues["said"]) or self.owns(i) or self.from_team(i)

    def does(self, i: int) -> bool:
        """X was, X just, X wants: what persons do, but things too."""
        return self._next(i, self._lex.cues["does"])

    def acts(self, i: int) -> bool:
        """A clause with this word as what it is about: "when X left", "because X's out"."""
        before = self.before(i)
        if before is None or before.key not in _JOINS or self._words[i].gap.strip(", "):
            return False
        after = self._follows(i)
        return (
            self.does(i)
            or self.says(i)
            or bool(after and self._words[i].owns and after.key in _STATES)
        )

    def absent(self, i: int) -> bool:
        """X is on leave, X was off sick"""
        after = self._follows(i)
        if (
            after is None
            or after.gap.strip()
            or not (after.key in ("is", "was") or self._words[i].owns)
        ):
            return False
        further = [w.key for w in self._words[i + 1 + (not self._words[i].owns) :][:2]]
        return bool(further) and (
            further[0] in _AWAY
            or further[0] == "on"
            and further[-1] in ("leave", "holiday", "vacation", "pto", "break", "lunch", "shift")
        )

    def initial(self, i: int) -> bool:
        """J. X"""
        before = self._words[i - 1] if i else None
        return (
            before is not None
            and len(before.text) == 1
            and before.text.isupper()
            and self._words[i].gap in (". ", ".")
        )

    def who(self, i: int) -> bool:
        """X, who trained me"""
        after = self._follows(i)
        return (
            after is not None and after.key in ("who", "whose") and after.gap.strip() in ("", ",")
        )

    def aside(self, i: int) -> bool:
        """the agent before me, X, promised"""
        if (
            self._words[i].gap.strip() != ","
            or i + 1 >= len(self._words)
            or not self._words[i + 1].gap.startswith(",")
        ):
            return False
        people = self._lex.cues["people"] | self._lex.cues["colleagues"]
        return any(w.key in people for w in self._words[max(0, i - 6) : i])

    def owns(self, i: int) -> bool:
        """X's order, X's husband"""
        return (
            self._words[i].owns
            and self._follows(i) is not None
            and self._words[i + 1].key in self._lex.cues["belongings"]
        )

    def from_team(self, i: int) -> bool:
        """X from billing, X in accounts"""
        after = self._follows(i)
        if after is None or after.key not in ("from", "in") or i + 2 >= len(self._words):
            return False
        further = self._words[i + 2].key
        return (
            further in self._lex.cues["from"]
            or further == "the"
            and i + 3 < len(self._words)
            and self._words[i + 3].key in ("other", "late", "early", "night", "day", "next")
        )

    def ends(self, i: int) -> bool:
        """Whether the clause ends or turns behind the word: "told mark.", "told mark that"."""
        after = self._follows(i)
        return (
            after is None
            or after.key in self._lex.cues["starts"]
            or after.key in ("he", "she", "i", "we", "they", "off")
            or bool(after.gap.strip())
        )

    def _follows(self, i: int) -> Word | None:
        after = self._words[i + 1] if i + 1 < len(self._words) else None
        return None if after is None or after.first else after

    def _next(self, i: int, verbs: frozenset[str]) -> bool:
        after = self._follows(i)
        return (
            after is not None
            and not after.gap.strip()
            and after.key in verbs
            and not self._words[i].owns
        )
