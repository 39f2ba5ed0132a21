"""The simulated client: opens with a complaint, reacts to what the rep does, ends by agreement or time.

Care-Pilot (§1.4) prompts a model with domain, category, three traits and a civil flag; here a small
state machine says it in the words of `prompts/clients/`. It is a plain function of the setting and the
chat: the state is read again from the turns each time."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

import prompts
from bot.assist.cases import Case, pick, told_in, with_numbers
from bot.assist.heard import Heard, hear
from bot.assist.talk import ClientLine, Line, Setting

SHORTEST, SPREAD = 10, 3  # the client gives up at its 10th to 12th message
_SLOT = re.compile(r"\{(\w+)\}")
_PATIENCE = 3  # rude lines of a rep before the client leaves
# Asked for one of these, the client gives the number it has: people mix them up.
_ANY_NUMBER = frozenset({"order_number", "booking_number", "account_number", "ticket_number"})
_NO_THANKS = ("snap", "silent", "offtopic", "stall", "apologize", "refuse", "bye")
_TRAITS = 0.45  # how often a trait adds its own sentence


@dataclass(slots=True)
class State:
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


class SimulatedClient:
    """One for everybody: it keeps nothing between calls."""

    def __init__(self, lines: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        self._lines = lines

    @classmethod
    def load(cls) -> SimulatedClient:
        """With the words that ship."""
        return cls(prompts.read("clients/lines.yaml"))

    def next(self, setting: Setting, turns: Sequence[Line]) -> ClientLine:
        """In: whom to play, and the chat so far. Out: the next line of the client.

        The same setting and turns give the same line; without turns it is the opener. Raises KeyError
        for a domain or category that is not in the catalog."""
        said = [t.text for t in turns if t.role == "client"]
        case = self._case(setting, said)
        if not said:
            return ClientLine(self._opener(setting, case, Random(f"open:{setting}")))  # noqa: S311
        random = Random(_mark(setting, turns))  # noqa: S311 - words, not secrets
        state, heard = _replay(case, turns)
        return _Answer(self._lines, setting, case, state, heard, said, random).line()

    def _case(self, setting: Setting, said: Sequence[str]) -> Case:
        known = told_in(setting.domain, setting.category, said[0]) if said else None
        case = known or pick(setting.domain, setting.category, Random(f"case:{setting}"))  # noqa: S311
        return with_numbers(case, setting.domain, Random(said[0] if said else ""))  # noqa: S311

    def _opener(self, setting: Setting, case: Case, random: Random) -> str:
        table: Mapping[str, Sequence[str]] = self._lines["opener"][_tone(setting)]  # type: ignore[assignment]
        slots = {"more": random.choice(case.more), "stake": case.stake}
        parts = [random.choice(table["lead"]), random.choice(case.open)]
        traits = [t for t in ("ranting", "expressive", "grateful") if getattr(setting, t)]
        for trait in random.sample(traits, min(1, len(traits))):
            parts.append(_fill(random.choice(table[trait]), slots))
        if len(parts) == 2:
            parts.append(random.choice(table["tail"]))
        if setting.harder:
            parts.append(random.choice(self._lines["opener"]["harder"]))
        return " ".join(p for p in parts if p)


@dataclass(slots=True)
class _Answer:
    """Finds the words for one answer."""

    lines: Mapping[str, Mapping[str, Sequence[str]]]
    setting: Setting
    case: Case
    state: State
    heard: Heard
    said: Sequence[str]
    random: Random

    def line(self) -> ClientLine:
        if self.state.snaps > _PATIENCE:
            return ClientLine(self._pick("walked", "limit"), True, 1)
        if self._agreed():
            text = self._pick("agree" if self._settled() else "settle_for", "agree")
            if not self.setting.civil and self.state.helped > 2 and self.random.random() < 0.35:
                text = self._fresh(self.lines["agree"]["settled"]) or text
            return ClientLine(text, True, self._stars(agreed=True))
        limit = SHORTEST + int(hashlib.sha256(self.said[0].encode()).hexdigest(), 16) % SPREAD
        if len(self.said) + 1 >= limit:
            return ClientLine(self._pick("limit"), True, self._stars(agreed=False))
        return ClientLine(self._with_traits(self._reaction()))

    def _agreed(self) -> bool:
        state = self.state
        enough = 0 if self.setting.civil else 1
        if self.heard.move in ("snap", "silent", "offtopic"):
            return False
        if state.works and self.heard.move not in ("try",):
            return True
        if len(self.said) <= 1 + enough:
            return False
        return self._settled() or self._makes_do()

    def _settled(self) -> bool:
        """Whether what they came for is settled: it works again, or it is promised and they know when."""
        state = self.state
        patience = 1 if self.setting.civil else 2
        return state.works or (state.offered and (state.timed or state.waited > patience))

    def _makes_do(self) -> bool:
        """Whether they take less: twice offered something else, by somebody who tried and said when."""
        state = self.state
        tried = state.helped > 2 + (not self.setting.civil) and not state.snaps
        return state.instead > 1 and state.timed_instead and tried

    def _stars(self, *, agreed: bool) -> int:
        """What the rep did, in stars; how rude the client is takes none away.

        5 when it is settled, 4 when they make do; unsettled 3 for somebody who offered something real,
        2 for one who at least asked or looked, else 1. Snapping costs most; the first wait is free."""
        state = self.state
        if agreed:
            top = 5.2 if self._settled() else 4.0
        else:
            top = 3.2 if state.offered or state.instead > 1 else 2.2 if state.helped > 1 else 1.4
        lost = (
            state.snaps * 1.5
            + max(0, state.stalls - 1) * 0.5
            + state.misses * 0.5
            + 0.2 * max(0, len(self.said) - 7)
            - 0.3 * state.sorry
        )
        return max(1, min(5, round(top - lost)))

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
        pool = self.lines["harder"] if trait == "harder" else self.lines[trait][_tone(self.setting)]
        extra = self._fresh(pool)  # type: ignore[arg-type]
        return f"{text} {extra}" if extra and extra not in text else text

    def _pick(self, *pools: str, fact: str = "") -> str:
        """A line of the first pool that has one left; the last pool's may come again in other words."""
        for pool in pools:
            if text := self._fresh(self.lines[pool][_tone(self.setting)], fact):
                return text
        for pool in ("more", "stall", "apologize", "explain"):
            if text := self._fresh(self.lines[pool][_tone(self.setting)], fact):
                return text
        return self.random.choice(self.case.more)

    def _fresh(self, pool: Sequence[str], fact: str = "") -> str:
        """A line whose words were not said yet in this chat; "" when all were."""
        before = " ".join(self.said)
        slots = {
            "fact": fact, "want": self.case.want, "stake": self.case.stake, "open": self._unsaid(self.case.open, before),
            "more": self._unsaid(self.case.more, before),
        }  # fmt: skip
        slots |= {"open_low": _lower(slots["open"]), "stake_low": _lower(slots["stake"])}
        for text in self.random.sample(list(pool), len(pool)):
            names = {n.lower() for n in _SLOT.findall(text)}
            if any(not slots[n] for n in names) or ("stake" in names and slots["stake"] in before):
                continue
            frame = max(_SLOT.sub("\0", text).split("\0"), key=len).strip(" .,")
            filled = _fill(text, slots)
            if filled not in before and not (len(frame) > 3 and frame in before):
                return filled
        return ""

    def _unsaid(self, options: Sequence[str], before: str) -> str:
        left = [o for o in options if o not in before and _lower(o) not in before]
        return self.random.choice(left) if left else ""


def _replay(case: Case, turns: Sequence[Line]) -> tuple[State, Heard]:
    """The state after all the rep's lines, and what the last one did."""
    state, heard, begun = State(), Heard("silent"), False
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


def _tone(setting: Setting) -> str:
    return "civil" if setting.civil else "uncivil"


def _fill(text: str, slots: Mapping[str, str]) -> str:
    def put(found: re.Match[str]) -> str:
        words = slots[found[1].lower()]
        return words[:1].upper() + words[1:] if found[1][0].isupper() else words

    return _SLOT.sub(put, text).replace("..", ".")


def _lower(text: str) -> str:
    return text if re.match(r"I\b|[A-Z]{2}", text) else text[:1].lower() + text[1:]


def _mark(setting: Setting, turns: Sequence[Line]) -> str:
    said = "\n".join(f"{t.role}:{t.text}" for t in turns)
    return hashlib.sha256(f"{setting}\n{said}".encode()).hexdigest()
