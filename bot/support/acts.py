"""What somebody does with a message, where it wants an answer of its own: asks outright, says that it helped,
puts a false alarm right, turns to the bot itself. Read from wordings in `prompts/phrases/acts`; pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import prompts

Kind = Literal[
    "question",
    "say",
    "about_bot",
    "eased",
    "corrected",
    "care",
    "safe",
    "line",
    "told",
    "answered",
    "denied",
]

_ASKING = (
    "question",
    "say",
)  # may come at the end of a story; the others are the whole of a message
POOLS = ("replies", "slip", "wrong", "grave", "glad")
_SHORT = 25  # words: a longer message is a story, whatever it holds
_ANSWER = 30  # words: a longer one is a story
_LAST = 2  # clauses of a story in which a question still asks us
_LONGEST = 60  # words of a clause that are read
_PEOPLE = (
    "mom|mother|mommy|dad|father|sister|brother|parents?|wife|husband|partner|boyfriend|girlfriend|fiance|fiancee|"
    "spouse|roommate|flatmate|housemate|friend|friends|best friend|bestie|neighbor|neighbour|aunt|uncle|cousin|"
    "grandma|grandpa|family|son|daughter|kids|coworker|colleague|team|lead|boss|manager|supervisor|therapist|"
    "counselor|doctor|nurse|somebody|someone|ex|people|dog|cat"
)


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that people do. `replies` fit any time; `slip` where they told of a mistake of their own,
    `wrong` where a wrong was done to them, `grave` where a client is in a bad way, if there are any. `glad` after
    good news. `asked` is the question of ours that it answers, `about` what the talk or the question has to be about."""

    name: str
    kind: Kind
    replies: tuple[str, ...]
    slip: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    grave: tuple[str, ...] = ()
    glad: tuple[str, ...] = ()
    asked: str = ""
    about: str = ""
    passages: tuple[str, ...] = ()  # library ids, for acts that ask for a way to do something


@dataclass(frozen=True, slots=True)
class Done:
    """An act as it was done; `rest` is what else the message says."""

    act: Act
    rest: str


class Acts:
    """All of them. Cheap to build; wordings are compiled when they are first needed."""

    def of(self, text: str, kinds: Collection[str]) -> Done | None:
        """The act of one of `kinds` that `text` is, or ends with; the last one when there are several."""
        parts = clauses(text)
        if not parts:
            return None
        words = len(self.plain(text).split())
        near = parts if words <= _SHORT else parts[-_LAST:]
        single = [
            (part, "".join(p for p in parts if p is not part).strip()) for part in reversed(near)
        ]
        for said, rest in single:
            plain = self.plain(said)
            if not plain or len(plain.split()) > _LONGEST:
                continue
            for act, pattern in self._patterns:
                if act.kind not in kinds or (act.kind not in _ASKING and words > _SHORT):
                    continue
                found = pattern.search(plain)
                if found is None or self._reported(plain[: found.start("it")]):
                    continue
                if act.kind in ("eased", "corrected", "denied") and said.rstrip().endswith("?"):
                    continue  # "you think that helped?"
                before = plain[: found.start("it")].strip()
                return Done(act, " ".join(filter(None, (rest, before))))
        return None

    def answering(self, question: str, text: str) -> Act | None:
        """What `text` answers to a `question` of ours; None when it is no answer to it that we know."""
        asked, said = self.plain(question), self.plain(text)
        if not asked or not said or len(said.split()) > _ANSWER:
            return None
        fits = (
            act
            for act, pattern in self._patterns
            if act.kind == "answered" and re.search(act.asked, asked) and pattern.match(said)
        )
        return next(fits, None)

    def plain(self, text: str) -> str:
        """Lower case, no apostrophes or punctuation, long repeats cut, abbreviations written out."""
        said = re.sub(r"['’`]", "", text.lower())
        words = re.findall(r"\w+", re.sub(r"(\w)\1{2,}", r"\1", said))
        return " ".join(self._short.get(w, w) for w in words)

    def without_lead(self, plain: str) -> str:
        """`plain` without words in front that change nothing: "ok so can i" → "can i"."""
        return self._lead.sub("", plain)

    def named(self, name: str) -> Act:
        """The act of that name; KeyError for none."""
        return self._by_name[name]

    def get(self, name: str) -> Act | None:
        """The act of that name; None for none."""
        return self._by_name.get(name)

    def on(self, prefix: str, text: str) -> Act | None:
        """The act named with `prefix` that is about what `text` says; None for none."""
        plain = self.plain(text)
        fits = (a for a, _ in self._entries if a.name.startswith(prefix) and a.about)
        return next((a for a in fits if re.search(a.about, plain)), None)

    def slipped(self, text: str) -> bool:
        """Whether they tell of a mistake that they made."""
        return bool(self._slips.search(self.plain(text)))

    def sour(self, text: str) -> bool:
        """Whether something is still wrong in it: "thanks, but he's calling again"."""
        return bool(self._sour.search(self.plain(text)))

    def mocking(self, text: str) -> bool:
        """Whether thanks are no thanks."""
        return bool(self._mocking.search(text.lower()))

    # --- inside

    def _reported(self, before: str) -> bool:
        words = before.split()
        return bool(words) and words[-1] in self._words["reported"]

    @cached_property
    def _words(self) -> Mapping[str, Any]:
        return dict(prompts.read("phrases/acts/words.yaml"))

    @cached_property
    def _short(self) -> Mapping[str, str]:
        return dict(self._words["short"])

    @cached_property
    def _lead(self) -> re.Pattern[str]:
        return re.compile(f"^(?:(?:{_either(self._words['lead'])}) )*")

    @cached_property
    def _slips(self) -> re.Pattern[str]:
        return re.compile(self._words["slips"])

    @cached_property
    def _sour(self) -> re.Pattern[str]:
        return re.compile(self._words["sour"])

    @cached_property
    def _mocking(self) -> re.Pattern[str]:
        return re.compile(self._words["mocking"])

    @cached_property
    def _entries(self) -> tuple[tuple[Act, tuple[str, ...]], ...]:
        return tuple(entries())

    @cached_property
    def _by_name(self) -> Mapping[str, Act]:
        return {act.name: act for act, _ in self._entries}

    @cached_property
    def _patterns(self) -> tuple[tuple[Act, re.Pattern[str]], ...]:
        lead = f"(?:(?:{_either(self._words['lead'])}) )*"
        trail = f"(?: (?:{_either(self._words['trail'])}))*"
        out = []
        for act, patterns in self._entries:
            if not patterns:
                continue
            said = "|".join(f"(?:{p})" for p in patterns).replace("{person}", f"(?:{_PEOPLE})")
            if act.kind in ("corrected", "denied"):  # "not what I meant, it was a figure of speech"
                said = f"(?:{said})(?: (?:{said}))?"
            begin = r"(?:^|(?<= ))" if act.kind in _ASKING else f"^{lead}"
            out.append((act, re.compile(f"{begin}(?P<it>{said}){trail}$")))
        return tuple(out)


def entries() -> Iterator[tuple[Act, tuple[str, ...]]]:
    """The acts that ship, with their wordings."""
    for file in prompts.names("phrases/acts"):
        content = prompts.read(file)
        if not isinstance(content, list):
            continue
        for entry in content:
            groups = {g: tuple(entry.get(g, ())) for g in POOLS}
            asked, about = entry.get("asked", ""), entry.get("about", "")
            found = tuple(entry.get("passages", ()))
            act = Act(
                entry["act"], entry["kind"], **groups, asked=asked, about=about, passages=found
            )
            yield act, tuple(entry["patterns"])


def clauses(text: str) -> list[str]:
    """Clauses, each with the mark that ends it."""
    return [p.strip() for p in re.findall(r"[^.!?;\n…]+[.!?;\n…]*", text) if re.search(r"\w", p)]


def _either(words: Sequence[str]) -> str:
    plain = (re.sub(r"['’]", "", w) for w in words)
    return "|".join(re.escape(w) for w in sorted(plain, key=len, reverse=True))
