"""How a chat stands for the simulated client: what the rep has put on the table, how often they were put off, and
what that is worth in stars. Read again from the turns each time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.assist.cases import Case
from bot.assist.heard import Heard, hear
from bot.assist.talk import Line


@dataclass(slots=True)
class Standing:
    """How the chat stands after the rep's last line."""

    offered: bool = False  # something that settles it is on the table
    instead: int = 0  # how often something real was offered that is not what they came for
    timed: bool = False
    timed_instead: bool = False
    sorry: bool = False
    waited: int = 0  # answers since it is on the table
    works: bool = False
    snaps: int = 0
    stalls: int = 0
    misses: int = 0  # off topic, silent
    helped: int = 0
    given: set[str] = field(default_factory=set)

    def settled(self, *, civil: bool) -> bool:
        """Whether what they came for is settled: it works again, or it is promised and they know when."""
        patience = 1 if civil else 2
        return self.works or (self.offered and (self.timed or self.waited > patience))

    def makes_do(self, *, civil: bool) -> bool:
        """Whether they take less: twice offered something else, by somebody who tried and said when."""
        tried = self.helped > 2 + (not civil) and not self.snaps
        return self.instead > 1 and self.timed_instead and tried

    def agreed(self, heard: Heard, said: int, *, civil: bool) -> bool:
        """Whether the client agrees after the rep's last line `heard`, having written `said` messages."""
        if heard.move in ("snap", "silent", "offtopic"):
            return False
        if self.works and heard.move != "try":
            return True
        if said <= (1 if civil else 2):
            return False
        return self.settled(civil=civil) or self.makes_do(civil=civil)

    def stars(self, said: int, *, agreed: bool, civil: bool) -> int:
        """What the rep did, in stars; how rude the client is takes none away.

        5 when it is settled, 4 when they make do; unsettled 3 for somebody who offered something real,
        2 for one who at least asked or looked, else 1. Snapping costs most; the first wait is free."""
        if agreed:
            top = 5.2 if self.settled(civil=civil) else 4.0
        else:
            top = 3.2 if self.offered or self.instead > 1 else 2.2 if self.helped > 1 else 1.4
        lost = (
            self.snaps * 1.5
            + max(0, self.stalls - 1) * 0.5
            + self.misses * 0.5
            + 0.2 * max(0, said - 7)
            - 0.3 * self.sorry
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
        state.offered |= heard.move == "offer" and bool(set(heard.offers) & set(case.ends))
        state.instead += heard.move == "offer" and not set(heard.offers) & set(case.ends)
        state.timed |= state.offered and heard.timed
        state.timed_instead |= state.instead > 0 and heard.timed
        state.sorry |= "apologize" in heard.acts
        state.works |= heard.move == "try" and bool(set(heard.tries) & set(case.works))
        state.snaps += heard.move == "snap"
        state.stalls += heard.move == "stall"
        state.misses += heard.move in ("silent", "offtopic")
        state.helped += heard.move in ("ask", "try", "offer", "check", "explain")
    return state, heard
