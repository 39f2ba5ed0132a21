"""What was told of a crew stands until five people or more feel otherwise. Pure; see docs/anonymity.md.

Where nobody ever changes, a picture that is drawn anew each week tells who is away: the others are as they
were, so whatever moves is the one who is missing. So no absence, leaving or new lot moves a part of the
picture. Only changes do, of people who answered then and now, and of as many as must stand behind any
number: three, even without two who change what they say on purpose.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.crew.anonymity import (
    Mark,
    Part,
    Picture,
    Rules,
    Said,
    Scale,
    commonest,
    counted,
    names_loads,
    part,
    picks,
    picture,
)

FOR = 4  # weeks in which somebody's last answer is what they say
LASTS = 48  # weeks after which changes are counted from then on; fewer where check-ins don't last


def lasts(days: int) -> int:
    """In how many weeks somebody's answers of a week are surely still there, when check-ins are kept for so
    many days. 0 means that nothing once told ever changes."""
    return max(0, min(LASTS, days // 7 - FOR - 1))


Weeks = Mapping[int, Mapping[str, Said]]
"""What was said, by the number of the week and by person."""


@dataclass(frozen=True, slots=True)
class Stands:
    """The parts of a picture, each with the week from which changes are counted: when it was drawn, or
    later, since check-ins don't last. `loads`: how many picked a load, 0 when it is not to be named, and
    that week; any other load is as it was in `loads_at`. Kept, and never shown."""

    mood: Scale
    mood_at: int
    energy: Scale | None = None
    energy_at: int = 0
    loads: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    loads_at: int = 0

    @property
    def since(self) -> int:
        """The earliest week whose answers are needed to go on from here."""
        at = [self.mood_at, self.loads_at, *(when for _, when in self.loads.values())]
        return min([*at, self.energy_at] if self.energy else at) - FOR + 1


def told(
    cohort: frozenset[str],
    week: int,
    said: Weeks,
    before: Stands | None,
    rules: Rules,
    mark: Mark,
    lasts: int = LASTS,
) -> tuple[Picture, Stands] | None:
    """What may be told of a week, and what stands after it; None when nothing may be told.

    `before` is what stood, None when nothing did or newcomers were let in. `said` reaches back to
    `before.since`, `lasts` weeks at most; who is missing from it there is taken for somebody who did not change.
    """
    drawn = picture(cohort, said.get(week, {}), rules, mark)
    if drawn is None:
        return None
    there = sorted(counted(cohort, mark))
    answers = [said[week][person] for person in there if person in said[week]]
    now = picks(answers, len(there), rules)
    if before is None:
        picked = {load: (n, week) for load, n in now.items()}
        return drawn, Stands(drawn.mood, week, drawn.energy, week, picked, week)
    moved = _Moved(there, week, said, rules.people, lasts)
    stands = _moved_on(before, week, lasts)
    mood, energy = (stands.mood, stands.mood_at), (stands.energy, stands.energy_at)
    if moved(before.mood_at, _mood):
        mood = drawn.mood, week
    if drawn.energy and (before.energy is None or moved(before.energy_at, _energy)):
        energy = drawn.energy, week
    loads = dict(stands.loads)
    for load in {*loads, *(x for answer in answers for x in answer.loads)}:
        at = before.loads.get(load, (0, before.loads_at))[1]
        if moved(at, lambda one, load=load: load in one.loads):  # type: ignore[misc]
            loads[load] = now.get(load, 0), week
    named = {x: n for x, (n, _) in loads.items() if n and names_loads(len(there), rules)}
    shown = replace(
        drawn, mood=mood[0], energy=energy[0] if drawn.energy else None, loads=commonest(named)
    )
    return shown, Stands(*mood, *energy, loads, stands.loads_at)


def _moved_on(stands: Stands, week: int, lasts: int) -> Stands:
    """The same, with changes counted from this week where the other is too long ago. Nothing is drawn:
    that would be a second look at a crew in which nobody changes."""

    def on(at: int) -> int:
        return week if week - at >= lasts else at

    return Stands(
        stands.mood, on(stands.mood_at), stands.energy, on(stands.energy_at),
        {load: (n, on(at)) for load, (n, at) in stands.loads.items()}, on(stands.loads_at),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Moved:
    """Whether enough of those who are left in say otherwise than in a week before, or all are other people:
    a second look at nobody."""

    there: Sequence[str]
    week: int
    said: Weeks
    enough: int
    lasts: int

    def __call__(self, at: int, what: Callable[[Said], object]) -> bool:
        """`what` is the answer that is compared; None when somebody gave none."""
        pairs = [(self._last(p, at, what), self._last(p, self.week, what)) for p in self.there]
        both = [pair for pair in pairs if None not in pair]
        if not both:
            # later check-ins are gone, and it may be the same people
            return self.week - at < self.lasts
        return sum(then != now for then, now in both) >= self.enough

    def _last(self, person: str, week: int, what: Callable[[Said], object]) -> object:
        """What they said last, as of that week."""
        for n in range(week, week - FOR, -1):
            one = self.said.get(n, {}).get(person)
            if one is not None and (answer := what(one)) is not None:
                return answer
        return None


def _mood(one: Said) -> Part:
    return part(one.mood)


def _energy(one: Said) -> Part | None:
    return part(one.energy) if one.energy else None
