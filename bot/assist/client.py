"""The simulated client: opens with a complaint, reacts to what the rep does, ends by agreement or time.

Care-Pilot (§1.4) prompts a model with domain, category, three traits and a civil flag; here a small
state machine says it in the words of `prompts/clients/`. It is a plain function of the setting and the
chat: the state is read again from the turns each time."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from random import Random

import prompts
from bot.assist.cases import Case, pick, told_in, with_numbers
from bot.assist.pool import filled_in
from bot.assist.retort import Retort, tone
from bot.assist.standing import replay
from bot.assist.talk import ClientLine, Line, Setting


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
        state, heard = replay(case, turns)
        return Retort(self._lines, setting, case, state, heard, said, random).line()

    def _case(self, setting: Setting, said: Sequence[str]) -> Case:
        known = told_in(setting.domain, setting.category, said[0]) if said else None
        case = known or pick(setting.domain, setting.category, Random(f"case:{setting}"))  # noqa: S311
        return with_numbers(case, setting.domain, Random(said[0] if said else ""))  # noqa: S311

    def _opener(self, setting: Setting, case: Case, random: Random) -> str:
        table: Mapping[str, Sequence[str]] = self._lines["opener"][tone(setting)]  # type: ignore[assignment]
        slots = {"more": random.choice(case.more), "stake": case.stake}
        parts = [random.choice(table["lead"]), random.choice(case.open)]
        traits = [t for t in ("ranting", "expressive", "grateful") if getattr(setting, t)]
        for trait in random.sample(traits, min(1, len(traits))):
            parts.append(filled_in(random.choice(table[trait]), slots))
        if len(parts) == 2:
            parts.append(random.choice(table["tail"]))
        if setting.harder:
            parts.append(random.choice(self._lines["opener"]["harder"]))
        return " ".join(p for p in parts if p)


def _mark(setting: Setting, turns: Sequence[Line]) -> str:
    said = "\n".join(f"{t.role}:{t.text}" for t in turns)
    return hashlib.sha256(f"{setting}\n{said}".encode()).hexdigest()
