"""A small language for word patterns, so that the lexicon reads as grammar and always runs in bounded time.

`want|wants to die`   words and alternatives; `_` joins the words of one alternative: `want_to|about_to`
`harass*`             a stem                    `@want`    a named class of alternatives
`really?`             may be absent             `~3`       up to three words, never across a comma
`~~6`                 up to six words and commas

In: such a line. Out: a compiled pattern over "word word word " and the words it cannot match without.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_COMMON = frozenset(
    "i a to the my me is am are was be been do not it he she they him her them of in on at for and or if so that this "
    "you your we us our have has had will would can could get got going go with about want wants wanted he's who no "
    "said says say like just feel out up off from by as an all when what how there here now want_to think "
    "de la le el que en un une ein eine der die das ich sie er es zu je il elle j m a o e se si no yo me mi te "
    "ako ko ang ng sa na mo niya main mai mujhe mera hai ho hu hun ka ki ke ko se par ne "
    "eu ele ela um uma os as meu minha nao pas ne nicht".split()
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled line, and its anchors: some of these words or stems are in every text it matches."""

    source: str
    regex: re.Pattern[str]
    words: frozenset[str]
    stems: frozenset[str]
    needs: tuple[frozenset[str], ...] = ()

    def could(self, words: frozenset[str]) -> bool:
        """In: a text's words and their stems (see `stemmed`). Out: False when the pattern can not match it."""
        return not any(words.isdisjoint(need) for need in self.needs)


def compile_pattern(source: str, classes: Mapping[str, str]) -> Pattern:
    """In: a line of the pattern language and its classes. Out: the pattern. Raises ValueError on a bad line."""
    pieces: list[str] = []
    anchors: list[tuple[float, frozenset[str], frozenset[str]]] = []
    needs: list[frozenset[str]] = []
    for atom in source.split():
        gap = re.fullmatch(r"(~~?)(\d+)", atom)
        if gap:
            inner = r"[^\s,\"]+" if gap[1] == "~" else r"\S+"
            pieces.append(rf"(?:{inner} ){{0,{gap[2]}}}?")
            continue
        if atom.startswith("~"):
            raise ValueError(f"pattern {source!r} has a bad gap {atom!r}")
        optional = atom.endswith("?")
        options = list(_options(atom.rstrip("?"), classes))
        body = "|".join(sorted((_regex(o) for o in options), key=len, reverse=True))
        pieces.append(f"(?:(?:{body}) )" + ("?" if optional else ""))
        if not optional:
            anchors.append(_anchor(options))
            needs.append(frozenset(max(option.split("_"), key=_telling) for option in options))
    if not anchors:
        raise ValueError(f"pattern {source!r} has no word that must be there")
    _, words, stems = min(anchors, key=lambda a: a[0])
    return Pattern(
        source,
        re.compile(r"(?<!\S)" + "".join(pieces)),
        words,
        stems,
        tuple(sorted(needs, key=len)),
    )


def stemmed(words: Iterable[str], sizes: Iterable[int]) -> frozenset[str]:
    """In: words and stem lengths. Out: the words and, for each length, their beginnings marked with a star."""
    chosen, lengths = set(words), tuple(sizes)
    return frozenset(chosen | {f"{w[:n]}*" for w in chosen for n in lengths if n <= len(w)})


def vocabulary(lines: Iterable[str], classes: Mapping[str, str]) -> set[str]:
    """In: pattern lines. Out: every whole word they use."""
    found: set[str] = set()
    for line in lines:
        for atom in line.split():
            if not atom.startswith("~"):
                for option in _options(atom.rstrip("?"), classes):
                    found.update(w for w in option.split("_") if not w.endswith("*"))
    return found


def _options(atom: str, classes: Mapping[str, str]) -> Iterable[str]:
    for option in atom.split("|"):
        if not option.startswith("@"):
            yield option
        elif option[1:] in classes:
            for part in classes[option[1:]].split():
                yield from _options(part, classes)
        else:
            raise ValueError(f"no class named {option!r}")


def _regex(option: str) -> str:
    return " ".join(
        rf"{re.escape(w[:-1])}\w*" if w.endswith("*") else re.escape(w) for w in option.split("_")
    )


def stem_sizes(patterns: Iterable[Pattern]) -> tuple[int, ...]:
    """In: patterns. Out: the lengths of the stems that they need."""
    return tuple(
        sorted({len(w) - 1 for p in patterns for need in p.needs for w in need if w.endswith("*")})
    )


def _telling(word: str) -> tuple[bool, int]:
    return word not in _COMMON, len(word)


def _anchor(options: Iterable[str]) -> tuple[float, frozenset[str], frozenset[str]]:
    words: set[str] = set()
    stems: set[str] = set()
    cost = 0.0
    for option in options:
        rarest = min(option.split("_"), key=lambda w: (w in _COMMON, -len(w)))
        cost += 50.0 if rarest in _COMMON else 1.0 + 1.0 / len(rarest)
        if rarest.endswith("*"):
            stems.add(rarest[:-1])
        else:
            words.add(rarest)
    return cost, frozenset(words), frozenset(stems)
