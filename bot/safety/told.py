"""Words that were said to the person who writes: "a customer told me to go kill myself" is nobody's own wish.

In: the sentences of a message and the lexicon. Out: `Told`: which words those are, who said them, and whether
the person adds anything of their own ("maybe he's right"). Then the words count as theirs.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from bot.safety.lexicon import Language, Lexicon
from bot.safety.pattern import stemmed
from bot.safety.people import named
from bot.safety.plaintext import Token

CHARACTERS = 4_000  # a longer message is read as it stands
_TOLD, _END = "<told>", "<end>"
_REACH = 12  # words between whoever says it and the verb
_INSTEAD = "insulted me"  # what the fitted readers get instead: they don't see who wishes it
_PASSIVE = frozenset("got get gets getting been being was were am are".split())
_OTHERS = ("third", "client", "coworker", "other")
_TURNS = frozenset(("and", "but", "so", "because", "cause", "now", "then"))
_TURNED = (
    ["i"],
    ["maybe"],
    ["then"],
    ["now"],
    ["just"],
    ["really"],
    ["yeah"],
)  # else: "so bad i should"
_OPEN = frozenset(("my", "your", "a", "the"))  # what was said goes on after these
_REASONS = frozenset(("because", "over", "if", "when", "after", "before"))  # part of some wordings
_PAUSES = frozenset((",", '"', "and", "but", "so", "then", "now", _TOLD))
_IMPLIED = frozenset(
    "gonna going might may should will wanna want wanted been thinking thought started planning wish wishing hope "
    "looked looking tempted feel felt feeling considering tried trying decided".split()
)  # "gonna do it" is "I'm going to"
_ASKED = frozenset("ask asks asked asking wondered wonders".split())
_WHETHER = frozenset("if whether why what how when me".split())
_STRAYS = frozenset(("or", "otherwise", "else"))  # "or I will do it for you" is still theirs


@dataclass(frozen=True, slots=True)
class Told:
    """`spans` of the original text. `who` said it: client, coworker or other; "" when nobody did. `agreed`: the
    person adds something of their own."""

    spans: tuple[tuple[int, int], ...] = ()
    who: str = ""
    agreed: bool = False
    more: int = 0  # words after them

    @property
    def apart(self) -> bool:
        """Whether somebody else's words have to be told from the person's own."""
        return bool(self.spans) and not self.agreed

    def covers(self, start: int, end: int) -> bool:
        """Whether what was found at this place of the text ends in such words."""
        return any(a < end <= b and start < b for a, b in self.spans)

    def without(self, text: str) -> str:
        """The text with something harmless in their place."""
        for a, b in reversed(self.spans):
            text = f"{text[:a]}{_INSTEAD}{text[b:]}"
        return text


def told_in(found: Sequence[Sequence[Token]], lexicon: Lexicon) -> Told:
    """In: a text's sentences. Out: what was said to the person who writes."""
    spans: list[tuple[int, int]] = []
    rest: list[list[str]] = []
    who = ""
    earlier: list[list[str]] = []
    for at, sentence in enumerate(found):
        words = [t.word for t in sentence]
        taken: list[tuple[int, int]] = []
        bag = stemmed(words, lexicon.all_sizes)
        for name, language in lexicon.languages.items():
            for a, b, role in _said(words, bag, language, earlier):
                if name != "en" and not (at == len(found) - 1 and _ends(words[b:], language)):
                    continue  # what one adds oneself is known in English only
                who = who or role
                taken.append((a, b))
        taken = _joined(taken)
        spans += [(sentence[a].start, sentence[b - 1].end) for a, b in taken]
        rest.append(_without(words, taken))
        earlier.append(words)
    if not spans:
        return Told()
    agreed = any(adds(words, lexicon) for words in rest) or _own_part(rest, lexicon)
    after = [word for words in rest for word in (*words, _END)]
    last = max(i for i, word in enumerate(after) if word == _TOLD)
    return Told(
        tuple(_joined(spans)), who, agreed, len(after) - last - after[last:].count(_END) - 1
    )


def adds(words: Sequence[str], lexicon: Lexicon) -> bool:
    """In: a sentence that goes with such words. Out: whether it plainly takes them up as one's own."""
    line = "".join(f"{word} " for word in (*words, _END))
    return any(
        _STRAYS.isdisjoint(line[: m.start()].split()[-1:])
        for language in lexicon.languages.values()
        for pattern in language.cues.get("told_own", ())
        for m in pattern.regex.finditer(line)
    )


def _own_part(rest: Sequence[Sequence[str]], lexicon: Lexicon) -> bool:
    """Whether the person goes on about themselves with anything but what is known to be harmless: what such
    words do to somebody can be said in too many ways to list."""
    fine = [p for x in lexicon.languages.values() for p in x.cues.get("told_fine", ())]
    heard = False
    for words in rest:
        for index, word in enumerate(words):
            heard = heard or word == _TOLD
            begins = index == 0 or words[index - 1] in _PAUSES
            theirs = _still_theirs(words[:index])
            if not heard or theirs or not (word == "i" or (begins and word in _IMPLIED)):
                continue
            says = words[index:] if word == "i" else ("i", *words[index:])
            line = "".join(f"{w} " for w in (*says, _END))
            if not any(p.regex.match(line) for p in fine):
                return True
    return False


def _still_theirs(before: Sequence[str]) -> bool:
    """Whether they go on: "or I'll come and do it for you", "then asked if I was still there"."""
    last = before[-2:]
    return bool(last) and (last[-1] in _STRAYS or (last[0] in _ASKED and last[-1] in _WHETHER))


def _said(
    words: Sequence[str],
    bag: frozenset[str],
    language: Language,
    earlier: Sequence[Sequence[str]],
) -> Iterator[tuple[int, int, str]]:
    """What was said, and by whom."""
    places = [0, *accumulate(len(w) + 1 for w in words)]
    line = "".join(f"{word} " for word in words)
    for cue in ("told", "told_after"):
        for pattern in language.cues.get(cue, ()):
            if not pattern.could(bag):
                continue
            for match in pattern.regex.finditer(line):
                a, b = bisect_left(places, match.start()), bisect_left(places, match.end())
                if cue == "told_after" or (
                    _somebody(words, a, language) and not _goes_on(words[a:b])
                ):
                    while b < len(words) and (words[b - 1] in _OPEN or words[b] in _REASONS):
                        b += 1
                    yield a, b, named(words, b - 1, earlier, language, "violence_threat")


def _ends(after: Sequence[str], language: Language) -> bool:
    """Whether nothing comes after it, or only that they hung up."""
    rest = [word for word in after if word not in (",", '"')]
    line = "".join(f"{word} " for word in (*rest, _END))
    return not rest or any(p.regex.match(line) for p in language.cues.get("told_rest", ()))


def _goes_on(said: Sequence[str]) -> bool:
    """Whether the person speaks for themselves in the middle of it: "he said no and i should just die"."""
    mine = said.index("i") if "i" in said else 0
    turns = {
        word
        for at, word in enumerate(said[:mine])
        if word != "so" or said[at + 1 : at + 2] in _TURNED
    }
    return not _TURNS.isdisjoint(turns)


def _somebody(words: Sequence[str], at: int, language: Language) -> bool:
    """Whether somebody else says what begins at `at`, not the person, nor a voice in their head."""
    people = language.people
    others = frozenset[str]().union(*(people.get(role, frozenset()) for role in _OTHERS))
    if words[at] in _PASSIVE:
        return people.get("inner", frozenset()).isdisjoint(words)
    for word in reversed(words[max(0, at - _REACH) : at]):
        if word == "i" or word in people.get("inner", frozenset()):
            return False
        if word in others:
            return True
    return False


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """In order, those that meet made one."""
    out: list[tuple[int, int]] = []
    for a, b in sorted(spans):
        if out and a < out[-1][1]:
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        else:
            out.append((a, b))
    return out


def _without(words: Sequence[str], taken: Sequence[tuple[int, int]]) -> list[str]:
    out: list[str] = []
    at = 0
    for a, b in taken:
        out += [*words[at:a], _TOLD]
        at = b
    return [*out, *words[at:]]
