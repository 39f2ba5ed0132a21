"""Lines with slots, of which one is picked whose words were not said yet in a chat."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from bot.assist.cases import Case

SLOT = re.compile(r"\{(\w+)\}")
_OFTEN = 2
# Which pools of `lines.yaml` answer a move that wants nothing of its own, the first that has a line left.
OF_MOVE: Mapping[str, tuple[str, ...]] = {
    "happened": ("happened", "restate", "more"), "help": ("restate", "more"), "prefer": ("prefer", "more"), "snap": ("snap",),
    "refuse": ("refuse", "more"), "bye": ("bye", "restate"), "silent": ("silent",), "stall": ("stall", "stall_more"),
    "explain": ("explain", "more"), "check": ("check", "more"), "apologize": ("apologize", "more"), "warm": ("warmed", "apologize", "more"),
    "timeline": ("timeline", "more"), "offtopic": ("offtopic",), "limit": ("limit_set", "more"),
}  # fmt: skip


@dataclass(slots=True)
class Pool:
    """Picks lines for one client: whose case it is, and what they said before."""

    case: Case
    said: Sequence[str]
    random: Random

    def fresh(self, pool: Sequence[str], fact: str = "") -> str:
        """A line of `pool` whose words were not said yet in this chat; "" when all were."""
        before = " ".join(self.said)
        slots = {
            "fact": fact, "want": self.case.want, "stake": self.case.stake, "open": self._unsaid(self.case.open, before),
            "more": self._unsaid(self.case.more, before),
        }  # fmt: skip
        slots |= {"open_low": lowered(slots["open"]), "stake_low": lowered(slots["stake"])}
        for text in self.random.sample(list(pool), len(pool)):
            names = {n.lower() for n in SLOT.findall(text)}
            if any(not slots[n] for n in names) or ("stake" in names and slots["stake"] in before):
                continue
            if "want" in names and before.lower().count(self.case.want.lower()) >= _OFTEN:
                continue  # they have heard it by now
            frame = max(SLOT.sub("\0", text).split("\0"), key=len).strip(" .,")
            filled = filled_in(text, slots)
            if filled not in before and not (len(frame) > 3 and frame in before):
                return filled
        return ""

    def _unsaid(self, options: Sequence[str], before: str) -> str:
        left = [o for o in options if o not in before and lowered(o) not in before]
        return self.random.choice(left) if left else ""


def filled_in(text: str, slots: Mapping[str, str]) -> str:
    """`text` with its slots filled; a slot with a capital begins with one."""

    def put(found: re.Match[str]) -> str:
        words = slots[found[1].lower()]
        return words[:1].upper() + words[1:] if found[1][0].isupper() else words

    return SLOT.sub(put, text).replace("..", ".")


def lowered(text: str) -> str:
    """`text` for the middle of a sentence."""
    return text if re.match(r"I\b|[A-Z]{2}", text) else text[:1].lower() + text[1:]
