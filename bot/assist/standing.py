"""How a chat stands for the simulated client: what the rep has put on the table, how often they were put off, and
what that is worth in stars. Read again from the turns each time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.assist.cases import Case
from bot.assist.heard import Heard, hear
from bot.assist.talk import Line

_OPEN = ("snap", "silent", "offtopic", "limit", "choose", "question", "ask")
_HELPS = ("ask", "question", "choose", "try", "offer", "check", "explain")
_PUT_OFF = {"callback", "escalate", "feedback"}

_PHONE = re.compile(r"\b(?:call|phone|ring|reach)\w*\b", re.I)


@dataclass(slots=True)
class Standing:
    """How the chat stands after the rep's last line."""

    offered: bool = False  # something that settles it is on the table
    instead: int = 0  # how often something real was offered that is not what they came for
    timed: bool = False
    proposed: bool = False  # a time was named, if only as a question
    timed_instead: bool = False
    sorry: bool = False
    waited: int = 0  # answers since it is on the table
    works: bool = False
    snaps: int = 0
    stalls: int = 0
    misses: int = 0  # off topic, silent
    helped: int = 0
    warm: bool = False  # the rep felt with them
    by: set[str] = field(default_factory=set)  # acts that are to settle it
    by_phone: bool = False
    unreachable: bool = False  # a call was promised, and they never gave a number
    soft: bool = (
        False  # it is settled by a promise to call or to pass it on, and they came for more
    )

    def settled(self, *, civil: bool) -> bool:
        """Whether what they came for is settled: it works again, or it is promised and they know when."""
        patience = 1 if civil else 2
        if self.unreachable and not self.works:
            return False
        return self.works or (self.offered and (self.timed or self.waited > patience))

    def makes_do(self, *, civil: bool) -> bool:
        """Whether they take less: twice offered something else, by somebody who tried and said when."""
        tried = self.helped > 2 + (not civil) and not self.snaps
        return self.instead > 1 and self.timed_instead and tried

    def agreed(self, heard: Heard, said: int, *, civil: bool) -> bool:
        """Whether the client agrees after the rep's last line `heard`, having written `said` messages."""
        if heard.move in _OPEN or (heard.asked and not heard.offers):
            return False
        if self.works:
            return heard.move != "try"  # first they say that it works
        if said <= (1 if civil else 2):
            return False
        return self.settled(civil=civil) or self.makes_do(civil=civil)

    def stars(self, said: int, *, agreed: bool, civil: bool) -> int:
        """What the rep did, in stars; how rude the client is takes none away.

        5 when it is settled, 4 when they make do; unsettled 3 for somebody who offered something real,
        2 for one who at least asked or looked, else 1. Snapping costs most; the first wait is free."""
        if agreed:
            top = (
                4.0
                if not self.settled(civil=civil)
                else 4.4
                if self.soft and not self.works
                else 5.2
            )
        else:
            top = 3.2 if self.offered or self.instead > 1 else 2.2 if self.helped > 1 else 1.4
        lost = (
            self.snaps * 1.5
            + max(0, self.stalls - 1) * 0.5
            + self.misses * 0.5
            + 0.2 * max(0, said - 7)
            - 0.3 * (self.sorry or self.warm)
        )
        return max(1, min(5, round(top - lost)))


def replay(case: Case, turns: Sequence[Line]) -> tuple[Standing, Heard]:
    """The state after all the rep's lines, and what the last one did."""
    state, heard, begun = Standing(), Heard("silent"), False
    lines = list(turns)
    if lines and lines[-1].role == "client":
        lines.append(Line("rep", ""))
    for line in lines:
        if line.role == "client":
            begun = True
            continue
        if not begun:
            continue
        heard = hear(line.text, case)
        state.waited += state.offered
        meets = set(heard.offers) & set(case.ends) if not heard.partial else set()
        if heard.vague and state.instead and not state.offered:
            meets = set()  # it is about what they got instead
        offering = heard.move in ("offer", "choose", "ask")
        state.offered |= offering and bool(meets)
        state.by |= meets if offering else set()
        state.by_phone |= bool(_PHONE.search(heard.text)) and "callback" in heard.offers
        state.instead += heard.move == "offer" and not meets and not heard.vague
        state.proposed |= heard.proposed
        state.timed |= state.offered and (heard.timed or state.proposed)
        state.timed_instead |= state.instead > 0 and heard.timed
        state.sorry |= "apologize" in heard.acts
        state.works |= heard.move == "try" and bool(set(heard.tries) & set(case.works))
        state.snaps += heard.move == "snap"
        state.stalls += heard.move == "stall"
        state.misses += heard.move in ("silent", "offtopic")
        state.warm |= heard.warm and heard.move not in ("snap", "offtopic")
        state.helped += heard.move in _HELPS
    number = case.facts.get("contact", "")
    told = any(number in line.text for line in turns if line.role == "client") if number else True
    state.unreachable = state.by == {"callback"} and not told and state.by_phone
    state.soft = bool(state.by) and state.by <= _PUT_OFF and case.ends[0] not in state.by
    return state, heard
