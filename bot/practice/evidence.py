"""What a supporter's message gives to go by: which tactics, how surely, and how much of it is the seeker's.

Numbers only. What they count for in each of the six criteria is fitted (`bot/practice/criteria.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.practice import form
from bot.practice.tactics import HEADS, Tactics
from bot.practice.turns import Turn

Array = npt.NDArray[np.float32]

_COMMON = frozenset(
    "a an the and or but so if of to in on at for with from by as is are was were be been am do did does have has had "
    "i im ive id ill me my mine you your youre youve u ur we us our he she they it its that thats this those these them "
    "him her his their there here what who how why when where which not no dont didnt cant wont just really very too "
    "like get got go going know think feel feels feeling felt thing things something anything would could should will "
    "can may might must up out about all any some more one even still now then than lot oh yeah yes ok okay well "
    "sorry hear sounds sound tell want said say says make makes made because after before only much dont never let "
    "day time people work job way back over into again been being other ever".split()
)
_ASKED = re.compile(
    r"(?:what|how) (?:should|would|do|can|could|am|shall) i\b(?! (?:feel|believe))(?!n)|should i\b|any (?:advice|ideas|suggestions|tips|thoughts)|"
    r"what would you (?:do|say|suggest|recommend)|(?:need|want|like|love|take|use|for) (?:some |your |any )?(?:advice|suggestions)|"
    r"do you think i should|what do you think i|can you (?:help me (?:figure|decide|find)|advise|suggest)|how (?:do|would) you (?:deal|handle|cope|get over)|"
    r"did you (?:ever )?(?:go through|have)|what did you do\b"
)
_LEAVE = re.compile(
    r"\b(?:can|could|may|would it (?:be ok|help)|do you (?:want|mind)|would you (?:like|want|mind|be open)|is it ok|are you open|want)\b"
    r".*\b(?:advice|suggest\w*|ideas?|thoughts|offer|share (?:something|an idea|a thought)|think (?:it )?through|brainstorm)\b"
)  # fmt: skip
NAMES = (
    *HEADS,
    "own_words",
    "likeness",
    "retold",
    "asked",
    "leave",
    "length",
    "questions",
    "empty",
)
_AT = {name: i for i, name in enumerate(NAMES)}


@dataclass(frozen=True, slots=True)
class Message:
    """One supporter message. `heads`: a row a sentence. `facts`: one number for each of `NAMES`."""

    sentences: tuple[str, ...]
    heads: Array
    facts: Array

    @property
    def size(self) -> float:
        """Sentences, or tens of words where that is more: many people type without full stops."""
        return max(len(self.sentences), sum(len(s.split()) for s in self.sentences) / 10, 1.0)

    def __getitem__(self, name: str) -> float:
        return float(self.facts[_AT[name]])


def gather(tactics: Tactics, turns: Sequence[Turn], last: bool = False) -> list[Message]:
    """In: a conversation. Out: its supporter messages in order, or only the `last`; empty ones too.
    One pass of the encoder."""
    spoken = [
        (i, tuple(form.sentences(turn.text)))
        for i, turn in enumerate(turns)
        if turn.role == "supporter"
    ][-1 if last else 0 :]
    pairs = [(s, turns[i].text) for i, said in spoken for s in said]
    if not pairs:
        return []
    heard = [_last_seeker(turns, i) for i, _ in spoken]
    vectors = tactics.embedder.embed([form.repaired(s) for s in (*(s for s, _ in pairs), *heard)])
    heads = tactics.judge(pairs, vectors[: len(pairs)])
    out, at = [], 0
    for (i, said), theirs in zip(spoken, vectors[len(pairs) :], strict=True):
        rows = slice(at, at + len(said))
        at += len(said)
        facts = _facts(said, heads[rows], vectors[rows], theirs, turns[:i])
        out.append(Message(said, heads[rows], facts))
    return out


def _facts(
    said: Sequence[str], heads: Array, vectors: Array, theirs: Array, before: Sequence[Turn]
) -> Array:
    heard = _last_seeker(before, len(before))
    known = _content(heard) | {
        w for t in before[:-1] if t.role == "seeker" for w in _content(t.text)
    }
    any_of = 1 - np.prod(1 - heads, axis=0)
    paraphrase, advice = heads[:, _AT["paraphrasing"]], heads[:, _AT["advice"]]
    own = [_share(_content(s), known) for s in said]
    like = np.clip(vectors @ theirs, 0, 1) if heard else np.zeros(len(said))
    flat = form.plain(" ".join(said))
    facts = {
        "own_words": max(own),
        "likeness": float(like.max()),
        # Said back rather than asked about or told what to do: surely a paraphrase, or their own words.
        "retold": float(np.max(np.maximum(paraphrase, 0.6 * np.array(own)) * (1 - advice) * (0.4 + like))),
        "asked": bool(_ASKED.search(form.plain(heard))),
        "leave": bool(_LEAVE.search(flat)),
        "length": min(len(flat.split()) / 40, 1.5),
        "questions": sum(form.asks(s) for s in said),
        "empty": not re.search(r"[a-z]{2}", flat),
    }  # fmt: skip
    return np.array([*any_of, *(float(facts[n]) for n in NAMES[len(HEADS) :])], np.float32)


def _last_seeker(turns: Sequence[Turn], end: int) -> str:
    for turn in reversed(turns[:end]):
        if turn.role == "seeker":
            return turn.text
    return ""


def _content(text: str) -> frozenset[str]:
    return frozenset(
        _stem(w) for w in form.words(form.plain(text)) if w not in _COMMON and len(w) > 2
    )


def _share(words: frozenset[str], known: frozenset[str] | set[str]) -> float:
    """How many of the seeker's own content words come back; three are as good as it gets."""
    return min(len(words & known), 3) / 3


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
