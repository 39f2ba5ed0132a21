"""What one message of a supporter does, sentence by sentence, by patterns that are right when they fire.

The scores of `criteria.py` say how well a conversation went; this says what to answer and what to quote.
Groups of patterns as in the rule tagger of arXiv 2603.15245 (its notebook), wordings in `prompts/coach/cues.yaml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import prompts
from bot.support.retelling.segment import sentences

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+")
_MASH = re.compile(r"([^\W\d_])\1{3,}|[bcdfghjklmnpqrstvwxz]{6,}", re.I)
_ASKS = re.compile(
    r"(?:(?:and|so|but|yeah|ok|okay|wait|oh|wow|man|hm+|ugh|ouch|lol|damn|dude|jeez|geez|well|sorry)[,. ]+)*(?:who|where|why|what(?! an?\b| the\b)|"
    r"when(?! i\b| you\b| my\b| he\b| she\b| they\b)|"
    r"how(?! (?:awful|terrible|horrible|sad|hard|unfair|cruel|rude|mean|frustrating|can they|could)\b)|"
    r"(?:did|do|does|are|is|have|has|was|were|can|could|would) (?:you|he|she|they|it|that|anyone|anybody)(?!'))\b"
    r"(?=.* )",
    re.I,
)
# As people type: patterns are written for the full spelling.
_TYPED = (
    (re.compile(r"\b(do|did|does|is|was|has|have|could|would|should|are|were|had)nt\b", re.I), r"\1n't"),
    (re.compile(r"\b(ca|wo)nt\b", re.I), r"\1n't"),
    (re.compile(r"\b(you|they)(re|ve)\b", re.I), r"\1'\2"),
    (re.compile(r"\b(that|what|he|she|there)s\b", re.I), r"\1's"),
    (re.compile(r"\bits(?= (?:a|an|ok|okay|so|not|just|normal|natural|really|hard|fine|all|only|the|been)\b)", re.I), "it's"),
    (re.compile(r"\bi(m|ve)\b", re.I), r"i'\1"),
    (re.compile(r"\bid(?= (?:be|feel|have|want|hate|love|say|try|go|ask|tell|call)\b)", re.I), "i'd"),
    (re.compile(r"\b(?:u|ya)\b", re.I), "you"),
    (re.compile(r"\bur(?= (?:a|an|so|not|just|really|being|the)\b)", re.I), "you're"),
    (re.compile(r"\bur\b", re.I), "your"),
    (re.compile(r"\br(?= you\b)", re.I), "are"),
    (re.compile(r"\bwanna\b", re.I), "want to"),
)  # fmt: skip
# At the end of something that is said and not asked: "you held on all day, didn't you?"
_TAG = re.compile(
    r",? (?:you know(?: that| what i mean)?|right|huh|eh|yeah|(?:is|are|was|were|do|does|did|have|has|had|would|could|can)n't "
    r"(?:it|you|he|she|they|that)|(?<=, )(?:is it|are you|do you|did you|have you|was it))\?+$", re.I,
)  # fmt: skip
_BLANK = frozenset(
    "and so really seriously huh what ok okay right oh wow well yeah hm hmm true no yes".split()
)
_PLAIN = str.maketrans("’‘“”", "''\"\"")
BAD = frozenset({"advice", "dismissing", "self", "insult"})
GOOD = frozenset({"invite", "validating", "understanding"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """A piece of the message (`text == message[start:end]`) and the groups of `cues.yaml` it falls under;
    also `question` when it asks, `closed` when it asks for a fact or a yes."""

    text: str
    start: int
    end: int
    marks: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """The whole message. `words`: lower case, in order."""

    text: str
    sentences: tuple[Sentence, ...]
    words: tuple[str, ...]

    @property
    def marks(self) -> frozenset[str]:
        """What any sentence does."""
        return (
            frozenset().union(*(s.marks for s in self.sentences)) if self.sentences else frozenset()
        )

    @property
    def asks(self) -> tuple[Sentence, ...]:
        """The sentences that want to know something."""
        return tuple(s for s in self.sentences if s.marks & {"invite", "question"})

    @property
    def bad(self) -> bool:
        """Whether it gives orders, makes light of it, talks of oneself or insults."""
        return bool(self.marks & BAD)

    @property
    def bare(self) -> bool:
        """Nothing, or a word or two that could answer anything ("Really?")."""
        if len(self.words) > 2:
            return False
        asks = {"question", "closed"} if _BLANK.issuperset(self.words) else set()
        return not self.marks - {"sympathy", "understanding"} - asks

    @property
    def mashed(self) -> bool:
        """Keys hit at random, or no words at all."""
        return bool(_MASH.search(self.text)) or (not self.words and bool(self.text.strip(" .…?!")))


def read(text: str) -> Reading:
    """In: what a supporter wrote. Out: what its sentences do."""
    even = text.translate(_PLAIN)
    found = tuple(
        Sentence(text[s.start : s.end], s.start, s.end, _marks(s.text)) for s in sentences(even)
    )
    return Reading(text, found, tuple(_WORD.findall(even.lower())))


def insulting(text: str) -> bool:
    """Whether any sentence of it goes for the person."""
    patterns = dict(_cues())
    return any(
        patterns["insult"].search(said) and not patterns["not_insult"].search(said)
        for said in (_spelled(s.text) for s in sentences(text.translate(_PLAIN)))
    )


def stems(text: str) -> frozenset[str]:
    """The content words of a text without their endings: two texts that share some speak of the same."""
    words = _WORD.findall(text.translate(_PLAIN).lower())
    return frozenset(_stem(w) for w in words if len(w) > 2 and w not in _common() and "'" not in w)


def _marks(sentence: str) -> frozenset[str]:
    sentence = _spelled(sentence)
    if len((said := _TAG.sub("", sentence)).split()) > 3:
        sentence = said
    question = sentence.rstrip("\"') ").endswith("?") or bool(_ASKS.match(sentence))
    if question and not sentence.endswith("?"):
        sentence += "?"  # people leave it out
    found = {name for name, pattern in _cues() if pattern.search(sentence)}
    if "off_topic" in found:
        return frozenset({"silly"})
    found = _settled(found, sentence)
    if question:
        found.add("question")
        if not found & {"invite", "permission", "advice", "offer", "greeting", "checking"}:
            found.add("closed")
    return frozenset(found)


def _settled(found: set[str], sentence: str) -> set[str]:
    """Where two groups fire on one sentence, the one that counts."""
    if "not_invite" in found:
        found -= {"invite", "not_invite"}
    if "greeting" in found:
        found -= {"invite"}
    if "not_insult" in found:
        found -= {"insult", "not_insult"}
    if "checking" in found:
        found = (found - {"invite"}) | {"understanding"}
    if {"offer", "invite"} <= found and _asks_besides(sentence):
        found -= {"offer"}
    if "not_advice" in found:
        found -= {"advice", "not_advice"}
    if "permission" in found:
        found -= {"advice", "invite", "offer"}
    if "advice" in found:
        found -= {"invite", "offer", "affirming"}
    if found & {"self", "dismissing"}:
        found -= {"understanding"}
    return {"insult"} if "insult" in found else found


def _asks_besides(sentence: str) -> bool:
    """ "I've got time, what's going on?": more is asked than what would help."""
    patterns = dict(_cues())
    rest = patterns["offer"].sub(" ", sentence).strip(" ,;.")
    return bool(patterns["invite"].search(rest)) and not patterns["not_invite"].search(rest)


def _spelled(sentence: str) -> str:
    for typed, spelled in _TYPED:
        sentence = typed.sub(spelled, sentence)
    return sentence


@cache
def _stem(word: str) -> str:
    for ending in ("ings", "ing", "edly", "ied", "ies", "ed", "es", "ly", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            base = word[: -len(ending)]
            return base[:-1] if len(base) > 3 and base[-1] == base[-2] else base
    return word


@cache
def _cues() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table: dict[str, list[str]] = prompts.read("coach/cues.yaml")
    return tuple(
        (name, re.compile("|".join(f"(?:{p})" for p in patterns), re.I))
        for name, patterns in table.items()
    )


@cache
def _common() -> frozenset[str]:
    return frozenset(prompts.read("coach/common.yaml")["words"].split())
