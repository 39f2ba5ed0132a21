"""The forms of a lead, and what was typed into them. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.commands.words import plain
from bot.crew.words import words
from bot.messages import Field, Form
from memory.crews import Crew

_NAME, _LINE = 60, 200
_ADDRESS = re.compile(r"://|www\.|\.\w{2,}/", re.IGNORECASE)


class Wrong(Exception):
    """What was typed can't be used; `words` names the sentence that says so."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True, slots=True)
class Filled:
    """A crew's form, read. `typed` names people as the lead typed them."""

    name: str
    day: int
    resources: dict[str, str]
    typed: str


def start(below: str = "", values: Mapping[str, str] | None = None) -> Form:
    """A new crew. `below` says what is good to know before; `values` are what they typed, when it has to be
    asked again."""
    text, values = words()["form"], values or {}
    fields = (
        *_crew_fields(values),
        Field("people", text["people"], "people", optional=True),
        Field("typed", text["typed"], "text", optional=True, value=values.get("typed", "")),
    )
    above = f"{text['text']} {below}".strip()
    return Form("crew_start", text["title"], fields, text["submit"], above)


def change(crew: Crew, values: Mapping[str, str] | None = None) -> Form:
    """The same fields, filled in, for a crew that there is."""
    now = {"name": crew.name, "day": str(crew.digest_day), **crew.resources}
    text = words()["form"]
    fields = _crew_fields(values or now)
    return Form(
        "crew_change_save", text["change_title"], fields, text["change_submit"], "", crew.id
    )


def ask(crew: Crew) -> Form:
    """More people for a crew."""
    text = words()
    fields = (
        Field("people", text["form"]["people"], "people", optional=True),
        Field("typed", text["form"]["typed"], "text", optional=True),
    )
    title, submit = text["ask_form"]["title"], text["ask_form"]["submit"]
    return Form("crew_ask", title, fields, submit, text["form"]["text"], crew.id)


def lead(crew: Crew) -> Form:
    """One more lead."""
    text = words()["lead_form"]
    fields = (
        Field("people", text["people"], "people", optional=True),
        Field("typed", text["typed"], "line", optional=True),
    )
    return Form("crew_lead_add", text["title"], fields, text["submit"], text["text"], crew.id)


def read(values: Mapping[str, str]) -> Filled:
    """What a lead typed. Raises Wrong, with what is wrong about it."""
    name = plain(values.get("name", ""), _NAME + 1)
    if not name or len(name) > _NAME or _ADDRESS.search(name):
        raise Wrong("bad_name")
    day = values.get("day", "0").strip()
    resources: dict[str, str] = {}
    for kind in ("eap", "contact"):
        line = plain(values.get(kind, ""), _LINE + 1)
        if len(line) > _LINE:
            raise Wrong("bad_resource")
        resources |= {kind: line} if line else {}
    return Filled(name, _day(day), resources, values.get("typed", ""))


def _day(given: str) -> int:
    """0 to 6, from a number or a day's name as somebody types it in a terminal."""
    if given.isdecimal() and int(given) < 7:
        return int(given)
    days = [day.lower() for day in words()["days"]]
    found = [n for n, day in enumerate(days) if given and day.startswith(given.lower()[:3])]
    return found[0] if found else 0


def _crew_fields(values: Mapping[str, str]) -> tuple[Field, ...]:
    text = words()["form"]
    days = tuple((str(n), day) for n, day in enumerate(words()["days"]))
    return (
        Field("name", text["name"], "line", value=values.get("name", "")),
        Field("day", text["day"], "pick", days, value=values.get("day", "0")),
        Field("eap", text["eap"], "line", optional=True, value=values.get("eap", "")),
        Field("contact", text["contact"], "line", optional=True, value=values.get("contact", "")),
    )
