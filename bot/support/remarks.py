"""What a message in mid-talk says by itself: somebody died, it went well after all, they mean to call her back, or
it is about the dog. A fitted label tells what it says (`training/fit_remarks.py`), its words whether that holds.

The talk before it is asked only what it was about; its mood is not: good news in a bad hour is good news."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from importlib.resources import files

import numpy as np
import numpy.typing as npt

import prompts
from bot.support.mood import sour, worded
from bot.support.you_form import written_out
from memory.embedder import Vectors

NONE = "none"
NEAR = ("loss", "illness", "event")  # of the people around somebody
PLANS = ("plan_hopeful", "plan_wary")
ASIDES = ("off_topic", "off_question")
_MOST, _MOST_NEAR = 28, 45  # words: a longer message is a story
_FEWEST = 3
_GOOD, _BARE = ("good_turn", "joy"), 6  # words
_FEW = 14  # words
_BORNE_OUT = 0.26  # how likely where its words bear it out
_MEANT = 0.12  # where a plan is said by its name
_PART = 0.6  # of the end of a message that says more
_SURE = {
    "loss": 0.75, "illness": 0.75, "event": 0.5, "good_turn": 0.7, "joy": 0.45,
    "plan_hopeful": 0.5, "plan_wary": 0.5, "off_topic": 0.45, "off_question": 0.26,
}  # by the label alone  # fmt: skip
_ALSO = 0.05  # of a day at stake, where the talk says that it is
_LOOKED_AT = 3


_MINE = re.compile(r"\b(?:i|we|us)\b|^(?:wont|cant|couldnt|going to|missed|missing|will)\b")


class Remarks:
    """Reads one message at a time, from the vectors that the understanding has of it."""

    def __init__(self, arrays: Mapping[str, npt.NDArray[np.generic]]) -> None:
        self._names = tuple(str(name) for name in arrays["names"])
        self._weights = arrays["weights"].astype(np.float32)
        self._bias = arrays["bias"].astype(np.float32)

    @classmethod
    def load(cls) -> Remarks:
        """The weights that ship. Raises FileNotFoundError when they are missing."""
        path = files("bot.support").joinpath("weights/remarks.npz")
        with path.open("rb") as handle, np.load(handle, allow_pickle=False) as arrays:
            return cls({name: arrays[name] for name in arrays.files})

    def of(self, text: str, vectors: Vectors, earlier: Sequence[str], *, part: bool = False) -> str:
        """What `text` remarks on: a label of `phrases/remarks`, "" for none. `vectors` are those of its windows,
        `earlier` what they said before it in this talk. `part`: it is the end of a message that says more, so its
        words have to bear it out."""
        plain = flat(self.bare(text))
        words = len(plain.split())
        if not _FEWEST <= words <= _MOST_NEAR or self._has("never", plain):
            return ""
        if self._has("missed", plain) and self._at_stake(plain, earlier):
            return "event"
        chances = self.chances(vectors)
        if said := self._by_name(plain, text):
            return said
        for name in self._likely(plain, text, earlier, chances):
            if words > _MOST and name not in NEAR:
                continue
            held = self._held(name, plain, text, earlier)
            if held is None:
                continue
            if name in _GOOD and not held and words <= _BARE and "!" not in text:
                continue  # "i have a kid" after a shift was moved is no joy
            chance = self._weighed(name, chances)
            plain_plan = name in PLANS and self._has("means_to", plain)
            bar = _BORNE_OUT if held else max(_SURE[name], chances[NONE], _PART * part)
            if chance >= (_MEANT if plain_plan else bar):
                return self._uneasy(name, plain)
        return ""

    def chances(self, vectors: Vectors) -> dict[str, float]:
        """How likely each label is."""
        mean = vectors.mean(axis=0)
        logits = self._weights @ (mean / max(float(np.linalg.norm(mean)), 1e-9)) + self._bias
        odds = np.exp(logits - logits.max())
        return dict(zip(self._names, map(float, odds / odds.sum()), strict=True))

    def plans(self, plain: str) -> bool:
        """Whether a part of a message, `flat`, says what they mean to do."""
        return self._has("plans", plain) and "not going to" not in plain

    def names(self, remark: str, said: str) -> bool:
        """Whether a part of a message, as it is said back, names the loss or the illness."""
        return self._has("died" if remark == "loss" else "unwell", flat(said))

    def bare(self, part: str) -> str:
        """A part of a message without words around it that change nothing."""
        return self._words["trail"].sub("", self._words["lead"].sub("", part.strip())).strip()

    # --- inside

    def _by_name(self, plain: str, text: str) -> str:
        """What a short sentence says outright, whatever else it looks like."""
        if len(plain.split()) > _FEW:
            return ""
        if self._has("resolved", plain) and not self._has("plans_none", plain):
            return self._uneasy("plan_hopeful", plain)
        looked = self._has("will_look", plain) and not self._has("no_turn", plain)
        return "good_turn" if looked and not sour(text) and worded(text) != "down" else ""

    def _likely(
        self, plain: str, text: str, earlier: Sequence[str], chances: Mapping[str, float]
    ) -> list[str]:
        """The labels to be looked at, likeliest first. "It's my sister's wedding" alone is a joy; after a day off
        refused it is not."""
        likely = sorted(chances, key=lambda name: -self._weighed(name, chances))
        likely = [name for name in likely[:_LOOKED_AT] if name != NONE]
        stake = "!" not in text and not self._has("glad_words", plain)
        if stake and chances["event"] >= _ALSO and self._at_stake(plain, earlier):
            likely = ["event", *(name for name in likely if name != "event")]
        return likely

    def _weighed(self, name: str, chances: Mapping[str, float]) -> float:
        """An uneasy plan is one, too."""
        return sum(chances[p] for p in PLANS) if name in PLANS else chances[name]

    def _held(self, name: str, plain: str, text: str, earlier: Sequence[str]) -> bool | None:
        """Whether its words bear a label out; None where they speak against it."""
        if name in ("loss", "illness"):
            return self._near(name, plain, earlier)
        if name == "event":
            return self._at_stake(plain, earlier)
        if name in PLANS:
            return None if self._has("plans_none", plain) or not self._has("plans", plain) else True
        if name in ASIDES:
            asked = self._has("question", plain)
            if asked != (name == "off_question"):
                return None
            return None if self._has("work", self._words["just_when"].sub("", plain)) else False
        if (
            sour(text)
            or worded(text) == "down"
            or (self._has("no_turn", plain) and not self._has("glad_crying", plain))
        ):
            return None
        if self._has("told_by", plain) and not self._has("promised", plain):
            return None
        glad = self._has("glad_words", plain) or self._has("glad_crying", plain)
        return (
            worded(text) == "up"
            or "!" in text
            or glad
            or self._has("undone", plain)
            or self._has("will_look", plain)
        )

    def _near(self, name: str, plain: str, earlier: Sequence[str]) -> bool | None:
        """Of somebody of theirs, not of a caller's; what is said without a name goes on about who was named last."""
        if self._has("others", plain) and not self._has("own", plain):
            return None
        if self._has("own", plain):
            return None if self._has("told_by", plain) else self.names(name, plain)
        last = flat(earlier[-1]) if earlier else ""
        return False if self._has("own", last) and not self._has("others", last) else None

    def _at_stake(self, plain: str, earlier: Sequence[str]) -> bool | None:
        """A day of theirs that work stands in the way of, as it says or as the talk was about."""
        if (
            not self._has("events", plain)
            or self._has("told_by", plain)
            or self._has("others", plain)
        ):
            return None
        mine = self._has("own", plain) or bool(_MINE.search(plain))
        if self._has("in_the_way", plain):
            return True if mine else None
        asked = any(self._has("time_off", flat(said)) for said in earlier[-2:])
        return True if asked else None

    def _uneasy(self, name: str, plain: str) -> str:
        if name not in PLANS:
            return name
        return "plan_wary" if self._has("uneasy", plain) else "plan_hopeful"

    def _has(self, key: str, plain: str) -> bool:
        return bool(self._words[key].search(plain))

    @cached_property
    def _words(self) -> Mapping[str, re.Pattern[str]]:
        table: Mapping[str, str] = prompts.read("phrases/remarks/words.yaml")
        return {key: re.compile(pattern, re.I) for key, pattern in table.items()}


def flat(text: str) -> str:
    """Written out, lower case, without apostrophes: "i'm" is "i am", "she'll" "she will"."""
    said = written_out(text).lower()
    said = re.sub(r"\bi'm\b", "i am", said)
    said = re.sub(r"(?<=\w)'ll\b", " will", said)
    return re.sub(r"\s+", " ", said.replace("'", "")).strip()
