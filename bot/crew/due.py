"""What becomes of a check-in time that has come: a reminder, or nothing, and when the next one is. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.crew.outreach import Sending
from bot.crew.schedule import Plan, is_quiet, next_after, zone_of
from memory.clock import from_ms, to_ms
from memory.people import Person

LATE = timedelta(seconds=60)  # later than this, and it is left out


@dataclass(frozen=True, slots=True)
class Step:
    """One person's plan moves on to `coming_ms` (None: it ends). `late` when only the delay kept a
    reminder from going out."""

    person_id: str
    due_ms: int
    coming_ms: int | None
    send: Sending | None = None
    late: bool = False


def step(
    plan: Plan, person: Person, due_ms: int, now: datetime, *, checked_in_ms: int, playing: bool
) -> Step:
    """In: a plan whose moment has come, the person's last check-in (0 for none), whether they are in the
    middle of an exercise. Out: what is to happen."""
    if not wanted(person):  # whatever else is kept, a no ends it
        return Step(person.id, due_ms, None)
    following = next_after(plan, now)
    coming = None if following is None else to_ms(following)
    if is_quiet(plan, now) or now < from_ms(plan.paused_until):
        return Step(person.id, due_ms, coming)
    if playing or checked_in_ms >= _midnight(plan, now):
        return Step(person.id, due_ms, coming)
    until = from_ms(due_ms) + LATE
    if now > until:
        return Step(person.id, due_ms, coming, late=True)
    name = (str(due_ms), "later") if due_ms == plan.snoozed_to else (_date(plan, due_ms),)
    return Step(person.id, due_ms, coming, Sending(person, ("reminder", *name), until))


def wanted(person: Person) -> bool:
    """The plan itself was asked for; a no to being remembered or to check-ins counts more."""
    return person.allows("memory") and person.consents.get("checkins") is not False


def _midnight(plan: Plan, now: datetime) -> int:
    """Whoever has checked in since then needs no reminder."""
    local = now.astimezone(zone_of(plan.zone) or UTC)
    return to_ms(local.replace(hour=0, minute=0, second=0, microsecond=0))


def _date(plan: Plan, due_ms: int) -> str:
    return from_ms(due_ms).astimezone(zone_of(plan.zone) or UTC).date().isoformat()
