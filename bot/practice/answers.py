"""The question box after the feedback. Kinds of questions as people asked that coach (arXiv 2603.15245: help, evaluation,
clarification, gratitude, low effort, other); answers are about this one conversation and say so when they can't be."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import prompts
from bot.practice.better import Better
from bot.practice.coach import Feedback
from bot.practice.judges import SIX
from bot.practice.quoting import quote
from bot.practice.reading import read, stems
from bot.practice.scenario import opened_with
from bot.practice.turns import Turn

_QUOTED = re.compile(r"[\"“']([^\"”]{3,200})[\"”']")
_NEEDS_QUOTE = ("why", "disagree")
_ORDER = (
    "insult", "dismissing", "self", "advice", "permission", "invite", "validating", "understanding", "affirming",
    "closed", "offer", "sympathy",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Coached:
    """The conversation and what was said about it."""

    turns: Sequence[Turn]
    feedback: Feedback


def is_question(text: str) -> bool:
    """Whether something that was typed asks for an answer of the coach."""
    starts = prompts.read("coach/answers.yaml")["asks"]
    return "?" in text or text.strip().lower().startswith(tuple(f"{word} " for word in starts))


class Answers:
    """Words from `prompts/coach/answers.yaml`."""

    def __init__(self, better: Better | None = None) -> None:
        self._better = better or Better()
        self._words: dict[str, Any] = prompts.read("coach/answers.yaml")

    def answer(self, question: str, coached: Coached, before: Sequence[str] = ()) -> str:
        """One short answer; the same for the same question, and none of those given `before` if that can be."""
        seed = zlib.crc32(f"{question}|{len(before)}".encode())
        rng = Random(seed)  # noqa: S311 - a choice of words
        about = self._about(question, coached.turns)
        if about:
            slots = {"q": about[0], "does": self._words["does"][about[1]]}
            return _filled(self._words["answers"]["about"][0], slots)
        kind = self._kind(question)
        if kind in _NEEDS_QUOTE and not coached.feedback.miss.quote:
            kind = f"{kind}_plain"
        tries = [_filled(t, self._slots(coached, rng)) for t in self._words["answers"][kind]]
        rng.shuffle(tries)
        return next((t for t in tries if t not in before), tries[0])

    def _kind(self, question: str) -> str:
        even = " ".join(question.lower().replace("’", "'").split())
        for kind, pattern in self._words["kinds"].items():
            if re.search(pattern, even):
                return str(kind)
        return "unclear"

    def _about(self, question: str, turns: Sequence[Turn]) -> tuple[str, str] | None:
        """One of the person's own messages, if the question is about it: its words and what it does."""
        mine = [t.text for t in turns if t.role == "supporter"]
        quoted = " ".join(_QUOTED.findall(question))
        asked = stems(quoted or question)
        for text in mine:
            for sentence in read(text).sentences:
                same = quoted and quoted.lower().strip(".!? ") in sentence.text.lower()
                close = len(asked & stems(sentence.text)) >= 3
                words = quote(text, sentence)
                if (same or close) and words:
                    kind = next((k for k in _ORDER if k in sentence.marks), "plain")
                    return words, kind
        return None

    def _slots(self, coached: Coached, rng: Random) -> dict[str, str]:
        feedback, turns = coached.feedback, coached.turns
        words = prompts.read("coach/feedback.yaml")
        story = opened_with(next((t.text for t in turns if t.role == "seeker"), ""))
        name = story.name if story else words["partner"]
        mine = [read(t.text) for t in turns if t.role == "supporter"]
        lines = self._better.lines(turns, feedback.miss.said, story, rng)
        fresh = [line for line in lines if line != feedback.line]
        why = [w for w in words["why"][feedback.miss.kind] if w not in feedback.used]
        scores = {criterion: f"{getattr(feedback.scores, criterion):.1f}" for criterion in SIX}
        named = {"name": name, "Name": name[:1].upper() + name[1:]}
        n = len(mine)
        return named | {
            "line": (fresh or lines)[0],
            "q": feedback.miss.quote,
            "why": _filled(rng.choice(why), named),
            "good": _first(feedback),
            "n": f"{n} message{'' if n == 1 else 's'}",
            "k": str(sum(bool(r.asks) for r in mine)),
            "need": story.need if story else _filled(self._words["need_any"], named),
            "scores": _filled(self._words["scores"]["line"], scores),
        }


def _first(feedback: Feedback) -> str:
    """The sentence with the strength: it ends where the next begins with a capital."""
    told = feedback.text.split("\n\n")[0]
    return re.split(r"(?<=\.) (?=[A-Z\"])", told)[0]


def _filled(template: str, slots: dict[str, str]) -> str:
    text = re.sub(r"\{(\w+)\}", lambda m: slots.get(m[1], ""), template)
    return text[:1].upper() + text[1:]
