"""Turns what a person typed into plain word tokens that still know where they came from.

In: any text at all, however it was typed. Out: sentences of tokens; each token keeps its place in the original.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

WINDOW, OVERLAP = 60, 24
LAUGH = "haha"
_LAUGHS = frozenset("😂🤣💀😆😅😹😜😝😛")
_LOOKALIKE = str.maketrans("асеорхуікмтвнѕјԁαοερτκ", "aceopxyikmtbhsjdaoeptk")
_LEET = str.maketrans("013457@$", "oieastas")
_LEET_INSIDE = re.compile(r"(?<=[^\W\d_])[013457@$]{1,2}(?=[^\W\d_])")
_MASKED = re.compile(r"(?<![\w*])[a-z][a-z]{0,9}[*#!][a-z*#!]{0,10}")
_TOKEN = re.compile(
    r"(?P<word>[^\W_]+(?:['’`´ʼ][^\W_]+)*['’]?)|(?P<end>[.!?…。]+|\n[ \t]*\n\s*)|(?P<line>\n)"
    r"|(?P<quote>[\"“”„«»‹›])|(?P<pause>[,;:()\[\]–—/|]|-{2,})|(?P<laugh>[😂🤣💀😆😅😹😜😝😛])"
)
_UNFINISHED = frozenset(
    "to the a an my your his her and or of not want wanna wants wanted am i'm im going gonna will would about just really "
    "can't cant don't dont do never kill killing end ending hurt be being with at in on for feel like quiero voy de a en y "
    "que no ya veux vais pas plus me je et ne will möchte ich mich und nicht mehr zu quero vou nao não em gusto ko nang na "
    "ng sa ayoko nang main mujhe marna jeena nahi hai ka ki".split()
)
_ENDINGS = {"m": "am", "re": "are", "ve": "have", "ll": "will", "d": "would"}
_IS = frozenset("he she it that who what there here this everyone someone nobody".split())


@dataclass(frozen=True, slots=True)
class Token:
    """One plain word or mark, and the span of the original text it stands for."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Spelling:
    """How odd spellings are brought back: whole-token rewrites, key words, and near misses of key words."""

    rewrites: Mapping[str, tuple[str, ...]]
    vocabulary: frozenset[str]
    masked: tuple[str, ...] = ()
    near: Mapping[str, str] = field(default_factory=dict)

    def plain(self, raw: str) -> tuple[str, ...]:
        """In: one raw lower-case word. Out: the plain words it stands for (one or more)."""
        known = self.rewrites.get(raw)
        if known:
            return known
        word = (
            raw.replace("’", "'").replace("`", "'").replace("´", "'").replace("ʼ", "'").rstrip("'")
        )
        known = self.rewrites.get(word)
        if known:
            return known
        if "'" in word:
            return self._apostrophe(word)
        if word in self.vocabulary or len(word) < 4:
            return (word,)
        short = _unstretch(word, self.vocabulary)
        if short != word:
            return self.rewrites.get(short, (short,))
        if 6 <= len(word) <= 16:
            return (self._nearest(word),)
        return (word,)

    def _apostrophe(self, word: str) -> tuple[str, ...]:
        head, _, tail = word.rpartition("'")
        if word.endswith("n't"):
            stem = {"ca": "can", "wo": "will", "sha": "shall"}.get(word[:-3], word[:-3])
            return (stem, "not")
        if tail in _ENDINGS and "'" not in head:
            return (head, _ENDINGS[tail])
        if tail == "s":
            return (head, "is") if head in _IS else (head,)
        return tuple(part for part in word.split("'") if part)

    def _nearest(self, word: str) -> str:
        for piece in _deletions(word):
            target = self.near.get(piece)
            if target and target[0] == word[0] and abs(len(target) - len(word)) <= 1:
                return target
        return word

    def unmask(self, word: str) -> str | None:
        """In: a word with letters starred out. Out: the key word it hides, if it is one."""
        for key in self.masked:
            if len(key) == len(word) and all(
                a == b or a in "*#!" for a, b in zip(word, key, strict=True)
            ):
                return key
        return None


def near_misses(words: Iterable[str]) -> dict[str, str]:
    """In: key words. Out: every spelling with at most one letter missing, mapped to its key word."""
    return {piece: word for word in words for piece in _deletions(word)}


def sentences(text: str, spelling: Spelling) -> list[list[Token]]:
    """In: any text. Out: its sentences, none empty, none longer than a window (long ones overlap)."""
    whole: list[list[Token]] = [[]]
    for token in _tokens(text, spelling):
        if token.word == ".":
            if whole[-1]:
                whole.append([])
        else:
            whole[-1].append(token)
    return [window for sentence in _joined(whole) for window in _windows(sentence)]


def _joined(whole: list[list[Token]]) -> Iterator[list[Token]]:
    """Puts one-word "sentences" in a row ("I. want. out.") back together."""
    run: list[list[Token]] = []
    for sentence in whole:
        if len(sentence) == 1:
            run.append(sentence)
            continue
        yield from _flat(run)
        run = []
        if sentence:
            yield sentence
    yield from _flat(run)


def _flat(run: list[list[Token]]) -> list[list[Token]]:
    return [[t for s in run for t in s]] if len(run) >= 3 else run


def _windows(sentence: list[Token]) -> Iterator[list[Token]]:
    yield sentence[:WINDOW]
    start = WINDOW - OVERLAP
    while start + OVERLAP < len(sentence):
        yield sentence[start : start + WINDOW]
        start += WINDOW - OVERLAP


def _tokens(text: str, spelling: Spelling) -> Iterator[Token]:
    plain, places = _fold(text)
    if any(ch in plain for ch in "013457@$"):
        plain = _LEET_INSIDE.sub(lambda m: m.group().translate(_LEET), plain)
    if any(ch in plain for ch in "*#!"):
        plain = _MASKED.sub(lambda m: spelling.unmask(m.group()) or m.group(), plain)
    letters: list[Token] = []
    for match in _TOKEN.finditer(plain):
        start, end = places[match.start()], places[match.end() - 1] + 1
        kind = match.lastgroup
        if kind == "word":
            raw = match.group()
            if len(raw) == 1:
                letters.append(Token(raw, start, end))
                continue
            yield from _spelled(letters, spelling)
            letters = []
            for word in spelling.plain(raw):
                yield Token(word, start, end)
            continue
        if (
            letters
            and kind in ("end", "pause")
            and len(letters[-1].word) == 1
            and match.group() in ".-–"
        ):
            if match.end() < len(plain) and plain[match.end()].isalnum():
                continue
        yield from _spelled(letters, spelling)
        letters = []
        word = {"end": ".", "line": ".", "quote": '"', "laugh": LAUGH}.get(kind or "", ",")
        if kind == "line" and _wrapped(plain, match.start()):
            continue
        yield Token(word, start, end)
    yield from _spelled(letters, spelling)


def _spelled(letters: list[Token], spelling: Spelling) -> Iterator[Token]:
    """Joins spelt-out words ("s u i c i d e"); leaves ordinary single letters alone."""
    if len(letters) >= 3:
        letters = [Token("".join(t.word for t in letters), letters[0].start, letters[-1].end)]
    for letter in letters:
        for word in spelling.plain(letter.word):
            yield Token(word, letter.start, letter.end)


def _wrapped(plain: str, newline: int) -> bool:
    """True when a line break is only where the line was full, or stands in the middle of a phrase."""
    line = plain[
        max(0, newline - 200, plain.rfind("\n", max(0, newline - 200), newline)) : newline
    ].strip()
    following = plain[newline + 1 : newline + 2]
    if not following.isalpha() or not line or not (line[-1].isalnum() or line[-1] in "'’"):
        return False
    return len(line) >= 55 or line.rpartition(" ")[2] in _UNFINISHED


def _fold(text: str) -> tuple[str, list[int] | range]:
    """Lower case, no accents, no invisible characters; with the original index of each kept character."""
    if text.isascii():
        return text.lower(), range(len(text))
    kept: list[str] = []
    places: list[int] = []
    for index, char in enumerate(text):
        for plain in _plain_char(char):
            kept.append(plain)
            places.append(index)
    return "".join(kept), places


@lru_cache(maxsize=4096)
def _plain_char(char: str) -> str:
    if char in _LAUGHS or char in "’“”„«»‹›…–—":
        return char
    if unicodedata.category(char) in ("Cf", "Mn") and char not in "\n\t":
        return ""
    lowered = (
        unicodedata.normalize("NFKD", char)
        .lower()
        .replace("ß", "ss")
        .replace("ø", "o")
        .replace("ł", "l")
    )
    return "".join(c for c in lowered if unicodedata.category(c) != "Mn").translate(_LOOKALIKE)


def _unstretch(word: str, vocabulary: frozenset[str]) -> str:
    if not any(a == b for a, b in pairwise(word)):
        return word
    double = re.sub(r"(.)\1{2,}", r"\1\1", word)
    if double in vocabulary:
        return double
    single = re.sub(r"(.)\1+", r"\1", word)
    if single in vocabulary and (double != word or single in vocabulary):
        return single
    return double


def _deletions(word: str) -> Iterator[str]:
    yield word
    for index in range(1, len(word)):
        yield word[:index] + word[index + 1 :]
