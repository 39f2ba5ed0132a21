"""Who the simulated client is: one case of `prompts/clients/cases/`, with the numbers of this run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from random import Random
from typing import Any

import prompts

_NUMBERS = {
    "order_number": "order {n}", "booking_number": "booking {n}", "account_number": "account {n}",
    "member_id": "member ID QX{n}", "claim_number": "claim {n}", "ticket_number": "ticket {n}",
    "bag_tag": "tag {n}", "serial": "serial number F{n}K", "contact": "555-01{m}",
    "email": "{name}@example.com",
}  # fmt: skip
_OF_DOMAIN = {
    "mobile_device": ("account_number", "serial", "order_number"), "hotel": ("booking_number",),
    "airline": ("booking_number",), "retail": ("order_number",), "banking": ("account_number",),
    "health_insurance": ("member_id", "claim_number"), "utilities": ("account_number",),
    "software": ("account_number",), "telecom": ("account_number",), "food_delivery": ("order_number",),
}  # fmt: skip
_NAMES = (
    "jo.finch", "dana.whit", "m.alvarez", "r.kessler", "t.okafor", "lee.brandt", "s.moreau", "pat.holm",
    "a.lindgren", "kim.sato", "n.farrow", "v.costa",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """A complaint, and what this client knows. `facts` is by id of `details.yaml`."""

    id: str
    open: tuple[str, ...]
    more: tuple[str, ...]
    stake: str
    want: str
    ends: tuple[str, ...]
    facts: Mapping[str, str]
    works: tuple[str, ...]
    tried: tuple[str, ...]

    @property
    def words(self) -> str:
        """All that is told of it, in one text."""
        return " ".join((*self.open, *self.more, self.stake, self.want, *self.facts.values()))


def pick(domain: str, category: str, random: Random) -> Case:
    """One of the cases of a setting. Raises KeyError when there is no such setting."""
    fitting = [c for c in _cases(domain) if c["category"] == category]
    if not fitting:
        raise KeyError(category)
    return _case(random.choice(fitting))


def told_in(domain: str, category: str, opener: str) -> Case | None:
    """The case whose complaint stands in `opener`."""
    for entry in _cases(domain):
        if entry["category"] == category and any(o in opener for o in entry["open"]):
            return _case(entry)
    return None


def with_numbers(case: Case, domain: str, random: Random) -> Case:
    """The case with this run's own numbers: the same `random`, the same numbers."""
    facts = dict(case.facts)
    wanted = [k for k, v in facts.items() if v == "yes"]
    for kind in (*wanted, *_OF_DOMAIN.get(domain, ()), "email", "contact"):
        if facts.get(kind, "yes") == "yes" and kind in _NUMBERS:
            facts[kind] = _NUMBERS[kind].format(
                n=random.randint(20_000, 98_999),
                m=f"{random.randint(10, 99)}",
                name=random.choice(_NAMES),
            )
    return replace(case, facts=facts)


def _case(entry: Mapping[str, Any]) -> Case:
    return Case(
        entry["id"], tuple(entry["open"]), tuple(entry["more"]), entry["stake"], entry["want"],
        tuple(entry["ends"]), dict(entry["facts"]), tuple(entry.get("works") or ()),
        tuple(entry.get("tried") or ()),
    )  # fmt: skip


@cache
def _cases(domain: str) -> Sequence[Mapping[str, Any]]:
    entries: Sequence[Mapping[str, Any]] = prompts.read(f"clients/cases/{domain}.yaml")
    return entries
