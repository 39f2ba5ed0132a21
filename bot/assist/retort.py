"""What the simulated client says next: to a question, a step to try, an offer, an excuse, a rude word."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from bot.assist import asking, known, times
from bot.assist.answering import Answering
from bot.assist.cases import Case
from bot.assist.choosing import chosen
from bot.assist.heard import Heard
from bot.assist.pool import OF_MOVE, Pool
from bot.assist.standing import Standing
from bot.assist.talk import ClientLine, Setting

SHORTEST, SPREAD = 10, 3  # the client gives up at its 10th to 12th message
_PATIENCE = 3  # rude lines of a rep before the client leaves
_SAYS_WHEN = 0.5  # how often the time is repeated in a goodbye
_LEADS = 0.4  # how often warmth is answered before the question is
_SHORT = 4  # words
_DONT = re.compile(r"\b(?:don't|do not|stop|never)\b", re.I)
_NO_THANKS = ("snap", "silent", "offtopic", "stall", "apologize", "refuse", "bye", "limit")
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
            when = self.heard.when
            if (
                when
                and not times.long(when)
                and self.heard.move in ("offer", "timeline")
                and self.random.random() < _SAYS_WHEN
            ):
                text = self._fresh(self.lines["agree_time"][tone(self.setting)], when) or text
            elif not civil and self.state.helped > 2 and self.random.random() < 0.35:
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
        heard = self.heard
        match heard.move:
            case "ask" | "question":
                return self._answered()
            case "help" | "happened" if self._known():
                return self._answered()
            case "choose":
                return chosen(self.heard.text, self.case, self.random, self._pick)
            case "try":
                return self._tried()
            case "offer":
                return self._offered()
            case "stall" if self.state.stalls > 1:
                return self._pick("stall_more", "stall")
            case "confirm":
                return self._confirmed()
            case "confirm":
                return self._confirmed()
            case "told":
                return self._pick("told_not" if _DONT.search(heard.text) else "told", "more")
        return self._plainly()

    def _plainly(self) -> str:
        """To what wants no answer of its own kind."""
        heard = self.heard
        if heard.move == "told":
            return self._pick("told_not" if _DONT.search(heard.text) else "told", "more")
        if heard.move == "stall" and self.state.stalls > 1:
            return self._pick("stall_more", "stall")
        if heard.move == "timeline" and heard.when and not times.long(heard.when):
            return self._pick("time_ok", "timeline", "more", fact=heard.when)
        if heard.move == "refuse" and len(heard.text.split()) < _SHORT:
            return self._pick("refuse_cold", "refuse", "more")
        if self.state.offered and heard.move in ("apologize", "check", "explain"):
            return self._pick("more", "stall_more")
        return self._pick(*OF_MOVE.get(heard.move, ("more",)))

    def _known(self) -> list[str]:
        """What this very case has to say to the questions in the line."""
        domain, asked = self.setting.domain, asking.questions(self.heard.text)
        every = (known.answers(q, self.case, domain, self.said, self.random) for q in asked)
        return [a.text for answers in every for a in answers if a.sure]

    def _answered(self) -> str:
        text = Answering(
            self.case, self.setting.domain, self.heard, self.said, self.random, self._pick
        ).text()
        lead = self._fresh(self.lines["warm_lead"][tone(self.setting)])
        if self.heard.warm and lead and self.random.random() < _LEADS:
            return f"{lead} {text}"
        return text

    def _offered(self) -> str:
        heard, case = self.heard, self.case
        if not set(heard.offers) & set(case.ends):
            return self._pick(
                "store" if "voucher" in heard.offers else "offer_wrong", "offer_wrong", "more"
            )
        if heard.partial:
            return self._pick("partial", "offer_wrong", "more")
        number = case.facts.get("contact", "")
        if self.state.unreachable and number:
            return self._pick("number_first", "give", fact=number)
        asked = [case.facts[d] for d in heard.asked if d in case.facts]
        if asked and asked[0] not in " ".join(self.said):
            return self._pick("give_yes", "give", fact=asked[0])
        if not heard.timed:
            told = self._known()
            return self._pick("tell", fact=told[0]) if told else self._pick("offer_when", "more")
        return self._pick(
            "time_ok" if heard.when else "offer_ok", "offer_ok", "more", fact=heard.when
        )

    def _confirmed(self) -> str:
        if self.state.offered:
            return self._pick("offer_when", "more")
        last = self.case.works or self.case.tried
        if last and re.search(r"\b(?:work|open|run|load|start)\w*\b", self.heard.text, re.I):
            return self._pick("try_fail", "not_yet")
        return self._pick("not_yet", "more")

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
        if self.heard.warm:
            add = [
                t for t in add if t == "grateful"
            ]  # who feels with them is not shouted at for it
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
        for pool in ("more", "stall_more", "stall", "apologize", "explain"):
            if text := self._fresh(self.lines[pool][tone(self.setting)], fact):
                return text
        return self.random.choice(self.case.more)

    def _fresh(self, pool: Sequence[str], fact: str = "") -> str:
        return Pool(self.case, self.said, self.random).fresh(pool, fact)


def tone(setting: Setting) -> str:
    """Which of the words: "civil" or "uncivil"."""
    return "civil" if setting.civil else "uncivil"
