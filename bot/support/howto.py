""" "How do I sleep tonight?": what the library has for the very thing that is asked, by `prompts/phrases/acts/howto.yaml`,
rather than for the story it was asked about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from bot.messages import Choice
from bot.model.planted import sayable
from bot.support.acts import Act, Acts, clauses
from bot.support.novelty import pick
from bot.support.talk import Source, SupportAnswer, SupportRequest
from memory.library import Library
from memory.passages import Passage

_PREFIX = "howto_"
_LONGEST = 30  # words of a question


class HowTo:
    """`lines` are those of `prompts/phrases/lines.yaml`."""

    def __init__(self, acts: Acts, library: Library, lines: Mapping[str, Sequence[str]]) -> None:
        self._acts = acts
        self._library = library
        self._lines = lines

    def topic(self, text: str) -> Act | None:
        """What the question at the end of `text` is about; None where nothing is known for that."""
        parts = clauses(text)
        if not parts or len(parts[-1].split()) > _LONGEST:
            return None
        return self._acts.on(_PREFIX, parts[-1])

    def answer(self, request: SupportRequest, rng: Random) -> SupportAnswer | None:
        """One small thing for it, none that this talk has had; None where nothing is known."""
        act = self.topic(request.text)
        if act is None:
            return None
        seen = {s for u in request.history for s in u.sources} | {*request.profile.not_for_me}
        found = (self._library.get(name) for name in act.passages if name not in seen)
        passage = next((p for p in found if p is not None and p.steps and sayable(p)), None)
        if passage is not None:
            return handed(passage, pick(self._lines["step_lead"], request.history, rng))
        words = pick(act.replies, request.history, rng, request.profile.used_openings)
        return SupportAnswer(words, ("step",))


def handed(passage: Passage, lead: str) -> SupportAnswer:
    """A passage with its steps, after a line that leads to it."""
    steps = "\n".join(f"• {step}" for step in passage.steps)
    return SupportAnswer(
        text=f"{lead} {passage.words}\n\n{steps}",
        moves=("step",), sources=(Source(passage.id, passage.kind, 1.0),),
        choices=(Choice("helped", "That helped", passage.id),
                 Choice("not_for_me", "Not for me", passage.id)),
    )  # fmt: skip
