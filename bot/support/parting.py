"""Goodbyes, thanks and going off, with whatever stands beside them. A message is read clause by clause; what is
left of it when all that belongs to a goodbye is taken away says whether somebody really goes. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import prompts
from bot.support.acts import Acts
from bot.support.asking import asks_advice, asks_reframe
from bot.support.mood import dampened
from bot.support.pieces import Piece, Pieces

_STRONG = frozenset(("bye", "leaves"))
_LONGEST = 45  # words of a message
_LIGHT = 14  # words that may be told beside a goodbye
_AFTER = 8  # the same, where they stand behind it
_NEAR = 4  # words before a goodbye in which somebody else may be quoted
_LOOSE = "doing"  # says what they will do, in words that are not known
_PLAIN = frozenset(("bye", "leaving", "thanks"))
_GOING = frozenset(  # what is met after a danger text, too
    "bye leaving thanks night bed tired home bus break call again away chore".split()
)
_EASED = {"helped": "kind", "better": "better", "okay": "better", "rest": "rest"}
_FACES = re.compile(r"(?:[:;=8xX][-'^]?[)(DPpOo3*|/\\](?!\w)|<3|\^\^|\bx[dD]\b)")
_QUOTED = re.compile(r"[\"“][^\"“”]*[\"”]|(?<!\w)'[^']*'(?!\w)")
_PART = re.compile(r"[^.!?;,:\n…()—–]+[.!?;,:\n…()—–]*")
_APART = re.compile(r"\b(gtg|g2g|ttyl|brb|bbl|cya)\b", re.I)  # clauses, with or without commas
_ABOUT_TO = re.compile(r"\b(?:ima|imma|i'ma|im'a)\b", re.I)


@dataclass(frozen=True, slots=True)
class Parting:
    """Somebody goes, or says thanks. `names` are the entries of `partings.yaml` found, `goes` whether there is more
    than thanks in it, `rest` what else was told (""), `unsure` whether it is a word that has other meanings."""

    names: frozenset[str]
    goes: bool
    rest: str = ""
    unsure: bool = False

    @property
    def plain(self) -> bool:
        """Whether nothing but going and thanks is in it, in words that have no other meaning."""
        return not (self.unsure or self.rest) and self.names <= _GOING


@dataclass(frozen=True, slots=True)
class _Read:
    """A clause: the entries in it, and the words that are none."""

    plain: str
    names: tuple[str, ...]
    rest: str
    asks: bool


class Partings:
    """Cheap to build; wordings are compiled when they are first needed."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts
        self._pieces = Pieces()

    def of(self, text: str, begun: bool = True) -> Parting | None:
        """How somebody takes their leave; None where they ask, tell something heavy, or only quote it. Before a
        talk has `begun` a plain goodbye counts, and nothing else."""
        if self._kept_here(text):
            return None
        reads = self._reads(text)
        roles = [{self._pieces.by_name[n].role for n in read.names} for read in reads]
        found = set().union(*roles)
        strong = bool(found & _STRONG)
        if not (strong or (begun and found & {"ends", "thanks"})):
            return None
        untold = [n for n, read in enumerate(reads) if read.rest]
        if any(read.asks for read in reads) or (untold and not self._own(reads, roles, untold)):
            return None
        names = frozenset(name for read in reads for name in read.names)
        rest = " ".join(told for read in reads if (told := _told(read)))
        bare = " ".join(self._bare(read.plain) for read in reads).strip()
        unsure = bool(re.search(self._words["unsure"], bare))
        return Parting(names, bool(found - {"thanks", "beside"}), rest, unsure)

    def would_answer(self, question: str) -> bool:
        """Whether "night" or "later" may as well answer a `question` of ours."""
        return bool(re.search(self._words["when"], question.lower()))

    def darkly(self, said: Iterable[str]) -> bool:
        """Whether something was `said` after which nobody is let go lightly."""
        return any(re.search(self._words["dark"], self._acts.plain(text)) for text in said)

    def of_others(self, told: str) -> bool:
        """Whether somebody else comes up in what was `told`."""
        return bool(re.search(self._words["others"], told))

    def chosen(self, parting: Parting, *, bright: bool = False) -> Piece:
        """The entry that is answered; `bright` when what was told beside a plain goodbye is good."""
        first = next(piece for piece in self._pieces.all if piece.name in parting.names)
        return self.named("bright") if bright and first.name in _PLAIN else first

    def named(self, name: str) -> Piece:
        """The entry of that name; KeyError for none."""
        return self._pieces.by_name[name]

    # --- inside

    def _kept_here(self, text: str) -> bool:
        """Whether something in it wants more than a goodbye."""
        plain = self._acts.plain(text)
        if not plain or len(plain.split()) > _LONGEST:
            return True
        if self._acts.mocking(text) or re.search(self._words["heavy"], plain):
            return True
        return asks_advice(text) or asks_reframe(text)

    def _own(
        self, reads: Sequence[_Read], roles: Sequence[set[str]], untold: Sequence[int]
    ) -> bool:
        """Whether the goodbye is theirs, and what they tell beside it is little."""
        strong = [n for n, found in enumerate(roles) if found & _STRONG or self._marked(reads[n])]
        told = " ".join(reads[n].rest for n in untold)
        words = len(told.split())
        if not strong:  # "i've moaned enough, cheers"
            light = words <= _AFTER and not self.of_others(told) and not dampened(told)
            return light and "thanks" in roles[-1] and not reads[-1].rest
        if strong[-1] >= untold[-1]:  # told first, then gone
            if words > _LIGHT:
                return False
            marked = self._begins(reads[strong[-1]].plain) or reads[strong[-1]].rest != ""
            return marked or not re.search(self._words["told"], told)
        first = strong[0]  # gone, and why: "gtg, my lead is looking for me"
        return (
            "leaves" in roles[first] and first == 0 and untold[0] > 0 and words <= _AFTER
            and not re.search(self._words["told"], told)
        )  # fmt: skip

    def _marked(self, read: _Read) -> bool:
        """Whether "ok back to work" ends a talk whatever stands before it."""
        ends = any(self._pieces.by_name[name].role == "ends" for name in read.names)
        return ends and not read.rest and self._begins(read.plain)

    def _begins(self, plain: str) -> bool:
        return any(f"{plain} ".startswith(f"{mark} ") for mark in self._words["marks"])

    def _reads(self, text: str) -> list[_Read]:
        said = _ABOUT_TO.sub("im going to", text.replace("’", "'"))
        said = _FACES.sub(".", _QUOTED.sub(" quoted ", said)).replace(" - ", ", ")
        said = _APART.sub(r", \1, ", said)
        parts = (p.strip() for p in _PART.findall(said))
        return [self._read(p, plain) for p in parts if (plain := self._acts.plain(p))]

    def _read(self, part: str, plain: str) -> _Read:
        asking = part.rstrip().endswith("?")
        if len(plain.split()) > _LONGEST or re.match(self._words["unsaid"], plain):
            return _Read(plain, (), plain, asking)
        whole = self._pieces.cover(plain)
        done = self._acts.of(part, ("eased",)) if whole is None or _LOOSE in whole else None
        if done is not None and not done.rest:
            return _Read(plain, (_EASED[done.act.name],), "", asking)
        if whole is not None:
            again = {"again"} & set(whole)  # "same time tomorrow?"
            return _Read(plain, whole, "", asking and not again and bool(whole))
        asks = asking or bool(re.search(self._words["asks"], plain))
        for start, names in self._ends(plain):
            return _Read(plain, names, plain[:start].strip(), asks)
        return _Read(plain, (), plain, asks)

    def _ends(self, plain: str) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The goodbye at the end of a clause without commas: "she was 84 lol ok bye"."""
        starts = [m.start() for m in re.finditer(r"(?<= )\w", plain)]
        for start in starts:
            tail, before = plain[start:], plain[:start].split()
            if not self._begins(tail) or before[-1] in self._words["joined"]:
                continue
            if re.search(self._words["told"], " ".join(before[-_NEAR:])):
                continue
            names = self._pieces.cover(tail)
            if names and _STRONG & {self._pieces.by_name[n].role for n in names}:
                yield start, names

    def _bare(self, plain: str) -> str:
        """`plain` without words that change nothing."""
        return " ".join(word for word in plain.split() if word not in self._words["fill"])

    @cached_property
    def _words(self) -> Mapping[str, Any]:
        return dict(prompts.read("phrases/parting_words.yaml"))


def _told(read: _Read) -> str:
    """What a clause tells: all of it, where it says what they will do in words that are not known."""
    return read.plain if _LOOSE in read.names else read.rest
