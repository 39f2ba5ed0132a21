"""What the simulated client says next: to a question, a step to try, an offer, an excuse, a rude word."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from bot.assist.cases import Case
from bot.assist.heard import Heard
from bot.assist.pool import Pool
from bot.assist.standing import Standing
from bot.assist.talk import ClientLine, Setting

SHORTEST, SPREAD = 10, 3  # the client gives up at its 10th to 12th message
_PATIENCE = 3  # rude lines of a rep before the client leaves
# Asked for one of these, the client gives the number it has: people mix them up.
_ANY_NUMBER = frozenset({"order_number", "booking_number", "account_number", "ticket_number"})
_NO_THANKS = ("snap", "silent", "offtopic", "stall", "apologize", "refuse", "bye")
_TRAITS = 0.45  # how often a trait adds its own sentence


@dataclass(slots=True)
class Retort:
    """Finds the words for one answer."""

    lines: Mapping[str, Mapping[str, Sequence[str]]]
    setting: Setting
    case: Case
    state: Standing
    heard: Heard
    said: Sequence[str]
    random: Random

    def line(self) -> ClientLine:
        """The next line, with stars when it is the last."""
        if self.state.snaps > _PATIENCE:
            return ClientLine(self._pick("walked", "limit"), True, 1)
        civil = self.setting.civil
        if self.state.agreed(self.heard, len(self.said), civil=civil):
            text = self._pick("agree" if self.state.settled(civil=civil) else "settle_for", "agree")
            if not civil and self.state.helped > 2 and self.random.random() < 0.35:
                text = self._fresh(self.lines["agree"]["settled"]) or text
            return ClientLine(
                text, True, self.state.stars(len(self.said), agreed=True, civil=civil)
            )
        limit = SHORTEST + int(hashlib.sha256(self.said[0].encode()).hexdigest(), 16) % SPREAD
        if len(self.said) + 1 >= limit:
            return ClientLine(
                self._pick("limit"),
                True,
                self.state.stars(len(self.said), agreed=False, civil=civil),
            )
        return ClientLine(self._with_traits(self._reaction()))

    def _reaction(self) -> str:
        heard, case, state = self.heard, self.case, self.state
        if heard.move == "ask":
            return self._facts()
        if heard.move == "try":
            return self._tried()
        if heard.move == "offer":
            if set(heard.offers) & set(case.ends):
                return self._pick("offer_when" if not heard.timed else "more", "more")
            return self._pick("offer_wrong", "more")
        if heard.move == "happened":
            return self._pick("happened", "restate", "more")
        pools = {
            "help": ("restate", "more"), "prefer": ("prefer", "more"), "snap": ("snap",), "unknown": ("unknown",),
            "refuse": ("refuse", "more"), "bye": ("bye", "restate"), "silent": ("silent",), "stall": ("stall",), "explain": ("explain", "more"), "check": ("check", "more"),
            "apologize": ("apologize", "more"), "timeline": ("timeline", "more"), "offtopic": ("offtopic",),
        }  # fmt: skip
        if state.offered and heard.move in ("apologize", "check", "explain"):
            return self._pick("more", "stall")
        return self._pick(*pools.get(heard.move, ("more",)))

    def _facts(self) -> str:
        known = [d for d in self.heard.asked if d in self.case.facts]
        if not known and _ANY_NUMBER & set(self.heard.asked):
            known = [d for d in self.case.facts if d in _ANY_NUMBER | {"member_id"}][:1]
        if not known:
            return self._pick("unknown", "more")
        facts = [self.case.facts[d] for d in known[:2]]
        again = any(self.case.facts[d] in " ".join(self.said[1:]) for d in known[:2])
        return self._pick(
            "give_again" if again else "give", "give_again", "more", fact=" and ".join(facts)
        )

    def _tried(self) -> str:
        if not self.case.works and not self.case.tried:
            return self._pick("try_odd", "restate")  # nothing of theirs could be restarted
        if set(self.heard.tries) & set(self.case.works):
            return self._pick("try_works")
        if set(self.heard.tries) & set(self.case.tried):
            return self._pick("tried", "try_fail")
        return self._pick("try_fail", "tried")

    def _with_traits(self, text: str) -> str:
        """One more sentence for a trait, now and then; never more than three sentences."""
        add = [t for t in ("ranting", "expressive", "grateful") if getattr(self.setting, t)]
        if "grateful" in add and self.heard.move in _NO_THANKS:
            add.remove("grateful")
        if self.setting.harder:
            add = ["harder"]
        if (
            not add
            or len(re.findall(r"[.!?]+(?:\s|$)", text)) > 2
            or self.random.random() > _TRAITS
        ):
            return text
        trait = self.random.choice(add)
        pool = self.lines["harder"] if trait == "harder" else self.lines[trait][tone(self.setting)]
        extra = self._fresh(pool)  # type: ignore[arg-type]
        return f"{text} {extra}" if extra and extra not in text else text

    def _pick(self, *pools: str, fact: str = "") -> str:
        """A line of the first pool that has one left; the last pool's may come again in other words."""
        for pool in pools:
            if text := self._fresh(self.lines[pool][tone(self.setting)], fact):
                return text
        for pool in ("more", "stall", "apologize", "explain"):
            if text := self._fresh(self.lines[pool][tone(self.setting)], fact):
                return text
        return self.random.choice(self.case.more)

    def _fresh(self, pool: Sequence[str], fact: str = "") -> str:
        return Pool(self.case, self.said, self.random).fresh(pool, fact)


def tone(setting: Setting) -> str:
    """Which of the words: "civil" or "uncivil"."""
    return "civil" if setting.civil else "uncivil"
