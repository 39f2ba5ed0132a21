"""Finds what an answer may stand on: passages of the library, a colleague's story, how long it should be."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from bot.support import policy
from bot.support.burden import room
from bot.support.colleagues import Colleagues
from bot.support.ground import Ground
from bot.support.material import gather
from bot.support.phrasebook import Phrasebook
from bot.support.retrieve import Retriever
from bot.support.talk import SupportRequest, Utterance
from bot.support.understand import Heard
from memory import presumed


class Grounding:
    """`step_leads` are the lines that a step begins with."""

    def __init__(
        self,
        retriever: Retriever,
        colleagues: Colleagues,
        book: Phrasebook,
        step_leads: Sequence[str],
    ) -> None:
        self._retriever = retriever
        self._colleagues = colleagues
        self._book = book
        self._step_leads = step_leads

    def foresee(self, answer: Utterance) -> None:
        """Look now for what the next turn will ask of the answer."""
        self._book.recognise(answer.text)

    def of(
        self, plan: policy.Plan, previous: Sequence[Sequence[str]], heard: Heard, text: str,
        request: SupportRequest, asked: str, rng: Random,
    ) -> Ground:  # fmt: skip
        """What an answer to `text`, by `plan`, stands on; `asked` is what it asks for by itself, `previous` are the
        moves of the answers before."""
        profile = request.profile
        ours = [u for u in request.history if u.role == "bot"]
        fits = self._colleagues.fitting(request, heard)
        plan = policy.quoting(plan, later=bool(ours)) if fits else plan
        seen = {s for u in ours for s in u.sources}
        seen |= {p for u in ours for p in self._book.recognise(u.text)[1]}
        facts = presumed.told(_written(request, text))
        hits = self._retriever.find(
            heard.vectors, heard.understanding, 8, facts=facts, liked=profile.helped,
            disliked={*profile.not_for_me, *seen},
        )  # fmt: skip
        if plan.kind == "step" or any("offer" in order for order in plan.orders):
            hits += self._retriever.find(
                heard.vectors, heard.understanding, 2, "strategy", facts=facts, liked=profile.helped,
                disliked={*profile.not_for_me, *seen},
            )  # fmt: skip
        found = gather(plan, hits, heard, self._step_leads, rng)
        orders = [o for o in plan.orders if ("story" in o) == ("story" in found.extra)]
        # Without a story that fits, what was to stand beside it still does.
        orders = orders or [tuple(m for m in o if m != "story") for o in plan.orders]
        if plan.kind == "reframe" and "reframe" not in found.extra:
            orders = [("validate", "affirm"), ("reflect", "validate")]  # a lead alone says nothing
        return Ground(
            request, text, heard, asked, plan, tuple(previous), tuple(orders), tuple(hits), found.extra,
            found.sources, found.tail, frozenset(seen), room(_length(text, plan.kind, later=bool(ours)), profile.load), rng, facts, fits,
        )  # fmt: skip


def _written(request: SupportRequest, text: str) -> str:
    """All that the person wrote in this talk, `text` last."""
    return "\n".join([u.text for u in request.history if u.role == "user"] + [text])


def _length(text: str, kind: str, *, later: bool = False) -> tuple[int, int]:
    """The words an answer should have: 45–85 for a vent, fewer for a line or two, or `later` in a talk."""
    words = len(text.split())
    if kind in ("step", "reframe", "protect"):
        return 35, 85
    if kind == "quote":
        return 16, 40  # a colleague's words stand below
    if kind in ("answer", "care"):
        return 12, 60
    if words < 8:
        return (12, 40) if later else (16, 45)
    if later:
        return (18, 50) if words < 24 else (32, 70)
    return (42, 70) if words < 16 else (56, 82)
