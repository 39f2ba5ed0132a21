"""Which moves this turn: listening first, help when it is wanted, never the same twice running.

Design §5 ("Policy"); people reuse a move on the next turn .27 of the time (papers.md §3.5).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal

from bot.support import orders
from bot.support.understanding import Understanding

MOVES = ("validate", "reflect", "normalize", "affirm", "ask", "story", "reframe", "offer", "step",
         "celebrate", "close", "answer", "stay")  # fmt: skip

# Where another way to see it would be an insult: boundary, report and debrief instead.
NEVER_REFRAME = frozenset({
    "threat_violence", "harassment_sexual", "discrimination", "manager_bullying",
    "grief_stricken_customer", "customer_in_crisis",
})  # fmt: skip

BRIGHT = frozenset({"joy_pride_gratitude", "relief", "amusement"})
# After a danger text: go on about what they say, and stay. Lines about work would miss: "she made me tea.
# i just feel stupid" is not about the load. By whether there is something to say back.
_GIVEN = ("offer", "story", "step", "reframe")
_CARE = {False: (("stay",),), True: (("reflect", "stay"), ("stay",))}

# Wrongs done to the person: nothing that was said is said back.
WRONGS = (
    "verbal_abuse", "threat_violence", "harassment_sexual", "discrimination", "manager_bullying",
)  # fmt: skip
# Where one of these happened, a good ending does not make it good news.
_HURTFUL = (*WRONGS, "threat_legal_or_job", "blame")
_STUNG = 0.5
_LEAD = 0.15  # how far good news must be ahead of everything else that is felt

Kind = Literal["listen", "glad", "step", "reframe", "protect", "smalltalk", "close", "quote", "answer",
               "care"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do this turn. `orders` are the move sequences that fit, best first when equal; those
    with "story" are for when the library has an example that fits."""

    kind: Kind
    orders: tuple[tuple[str, ...], ...]


def plan(
    understood: Understanding, previous: Sequence[Sequence[str]], wants: str, rng: Random, *,
    after_danger: bool = False, told: bool = False, sore: bool = False, named: bool = False,
    listen_only: bool = False, scant: bool = False,
) -> Plan:  # fmt: skip
    """The plan for one message.

    `previous` are the moves of the bot's answers in this conversation, oldest first; `wants` is
    what was tapped ("listen", "reframe", "step", ""); after a danger card there is no reframe.
    `told`: the message holds something new to say back, `sore`: and it hurts; `named`: there is a line for the
    very spot that it tells of. `listen_only`: they said that they want no advice,
    so nothing is offered. `scant`: what there is to say back is little.
    """
    ask = {"reframe": "reframe", "step": "advice", "listen": "vent"}.get(wants, understood.ask)
    if after_danger:
        return Plan("care", _CARE[told])
    if ask == "smalltalk":
        return Plan("smalltalk", ((),))
    if ask == "celebrate" or (ask == "vent" and glad(understood)):
        return Plan("glad", _fresh(orders.GLAD_TOLD if told else orders.GLAD, previous, rng))
    if ask == "reframe":
        if protected(understood.incidents):
            return Plan("protect", orders.PROTECT_TOLD if told else orders.PROTECT)
        return Plan("reframe", orders.REFRAME_TOLD if told else orders.REFRAME)
    if ask == "advice":
        return Plan("step", orders.STEP_TOLD if told else orders.STEP)
    turn = sum(bool(set(moves) & _HEARD) for moves in previous)  # greetings are no turn
    # Not all orders at once: the longest would win every time, and answers would share their bones.
    if turn == 0 and named:
        return Plan("listen", _mixed(orders.FIRST_NAMED, 5, rng))
    if turn == 0:
        return Plan("listen", _first(told, scant, rng))
    fitting = _named_or_sore(told, sore, named) or _later(turn, told, rng)
    if listen_only or turn < orders.ROOM:
        fitting = tuple(tuple(m for m in order if m != "offer") for order in fitting)
    return Plan("listen", _fresh(fitting, previous, rng))


def beside(
    understood: Understanding, previous: Sequence[Sequence[str]], rng: Random, *,
    told: bool = False, sore: bool = False, named: bool = False,
) -> Plan:  # fmt: skip
    """The plan for what is told after a danger text with no life at stake: an ordinary talk goes on, with
    nothing offered, nothing quoted and no other view."""
    turn = sum(bool(set(moves) & _HEARD) for moves in previous)
    kind: Kind = "care"
    fitting = _named_or_sore(told, sore, named) or _later(max(turn, 1), told, rng)
    if understood.ask == "celebrate" or (understood.ask == "vent" and glad(understood)):
        kind, fitting = "glad", orders.GLAD_TOLD if told else orders.GLAD
    kept = dict.fromkeys(tuple(m for m in order if m not in _GIVEN) for order in fitting)
    return Plan(kind, _fresh(tuple(filter(None, kept)), previous, rng))


def _first(told: bool, scant: bool, rng: Random) -> tuple[tuple[str, ...], ...]:
    """Some of the orders for a first answer, by how much there is to say back."""
    plain: tuple[tuple[str, ...], ...] = orders.FIRST
    fitting: tuple[tuple[str, ...], ...] = orders.FIRST_FITTING
    if told:
        plain = orders.FIRST_SCANT if scant else orders.FIRST_TOLD
        fitting = orders.FIRST_TOLD_FITTING
    return (*_mixed(plain, 4, rng), *_mixed(fitting, 3, rng))


def _mixed(fitting: Sequence[tuple[str, ...]], n: int, rng: Random) -> tuple[tuple[str, ...], ...]:
    """`n` of the orders, two of them such as say two things back, where there are any: one detail alone may
    be chance."""
    twice = [order for order in fitting if order.count("reflect") > 1]
    kept = rng.sample(twice, min(2, len(twice)))
    rest = [order for order in fitting if order not in kept]
    return (*kept, *rng.sample(rest, n - len(kept)))


def _named_or_sore(told: bool, sore: bool, named: bool) -> tuple[tuple[str, ...], ...]:
    """The orders for another message that names a spot or hurts anew; () for any other."""
    if named:
        return orders.NAMED
    if sore:
        return orders.SORE if told else orders.SORE_UNTOLD
    return ()


def _later(turn: int, told: bool, rng: Random) -> tuple[tuple[str, ...], ...]:
    """The orders for another message in a talk when nothing in it hurts anew."""
    if turn % 2 and told and rng.random() < orders.OFTEN_TOLD:
        return orders.SECOND_TOLD
    return orders.SECOND if turn % 2 else orders.THIRD


def quoting(plan: Plan, *, later: bool) -> Plan:
    """The plan with a colleague's own words at its end, in place of an example or a strategy: when
    something to do was asked for, or `later` in a conversation. Before there was room to talk, and where
    another kind of answer is due, it is the plan as it was."""
    if plan.kind == "step":
        return Plan("quote", (("reflect", "validate"), ("validate", "reflect"), ("reflect",)))
    told = [order for order in plan.orders if "story" in order or "offer" in order]
    if plan.kind != "listen" or not later or not told:
        return plan
    return Plan("quote", tuple(tuple(m for m in o if m not in ("story", "offer")) for o in told))


def answering(*, story: bool) -> Plan:
    """To a direct question: it is met, after the `story` that was told with it, if there was one."""
    return Plan("answer", (("reflect", "answer"), ("answer",)) if story else (("answer",),))


def following(moves: Sequence[str], *, back: bool) -> Plan:
    """To a little more in mid-talk: `moves` that fit whatever it tells, after it is said `back`."""
    order = tuple(moves)
    return Plan("listen", (("reflect", *order), order) if back else (order,))


def protected(incidents: Mapping[str, float]) -> bool:
    """Whether one of the incidents forbids offering another way to see it."""
    return any(p >= 0.4 and name in NEVER_REFRAME for name, p in incidents.items())


def glad(understood: Understanding, lead: float = _LEAD) -> bool:
    """Whether it is good news, a laugh or relief, by `lead` more than anything that hurts."""
    bright = max(understood.emotions.get(e, 0.0) for e in BRIGHT)
    worst = max(
        (p for e, p in understood.emotions.items() if e not in BRIGHT | {"compassion"}), default=0.0
    )
    good = max(understood.incidents.get(i, 0.0) for i in ("positive_event", "supportive_colleague"))
    hurt = max(understood.incidents.get(i, 0.0) for i in _HURTFUL)
    if any(understood.emotions.get(e, 0.0) >= _STUNG for e in ("shame_guilt", "hurt_humiliation")):
        return False  # "after 11 years a kid told me I was doing it wrong"
    # Cheering at somebody who is hurt is worse than listening to somebody who is glad.
    sure = bright > worst + lead and hurt < 0.25
    return sure and (good > 0.4 or understood.intensity <= 1)


def _fresh(
    fitting: Sequence[tuple[str, ...]], previous: Sequence[Sequence[str]], rng: Random
) -> tuple[tuple[str, ...], ...]:
    """Those of `fitting` that repeat least of the last answer's moves, shuffled among equals."""
    last = set(previous[-1]) if previous else set()
    keyed = [(sum(m in last for m in order), rng.random(), order) for order in fitting]
    fewest = min(k[0] for k in keyed)
    return tuple(order for n, _, order in sorted(keyed) if n <= fewest)


_HEARD = frozenset({"validate", "reflect", "affirm", "normalize", "celebrate", "story"})
