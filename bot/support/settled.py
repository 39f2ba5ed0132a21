"""Answers that are settled before anything is composed: to a yes or no to an offer, to small talk, to a
goodbye, to a language that we don't speak."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from random import Random

import prompts
from bot.messages import Choice
from bot.model.planted import sayable
from bot.support import novelty
from bot.support.acts import clauses
from bot.support.asking import agrees, asks_advice, declines, no_advice
from bot.support.dressing import greeting
from bot.support.howto import handed
from bot.support.mood import dampened, is_sore, neutral, shines, worded
from bot.support.novelty import pick
from bot.support.parting import Partings
from bot.support.pasted import Letters
from bot.support.smalltalk import Smalltalk
from bot.support.talk import SupportAnswer, SupportRequest, Utterance
from bot.support.understand import Heard
from memory.library import Library

_ASKED = {
    "ugh": "vent",
    "low": "vent",
    "emoji_sad": "vent",
    "emoji_happy": "celebrate",
}  # the rest: small talk
_FEW = 10  # words
_CURT = re.compile(r"\w+\.")  # "You're welcome. Okay. Go" would be one full stop too many
_WARM = ("thanks", "kind", "missed", "sorry")  # their answers say "you're welcome" already


class Settled:
    """`lines` are those of `prompts/phrases/lines.yaml`."""

    def __init__(
        self,
        smalltalk: Smalltalk,
        library: Library,
        lines: Mapping[str, Sequence[str]],
        partings: Partings,
    ) -> None:
        self._smalltalk = smalltalk
        self._library = library
        self._lines = lines
        self._partings = partings
        self._letters = Letters()

    def taken_up(self, text: str, request: SupportRequest, rng: Random) -> SupportAnswer | None:
        """A yes or a no to what was just offered."""
        last = next((u for u in reversed(request.history) if u.role == "bot"), None)
        if last is None or "offer" not in last.moves:
            return None
        if declines(text):
            return SupportAnswer(pick(self._lines["no_thanks"], request.history, rng), ("close",))
        offered = [
            p for s in last.sources if (p := self._library.get(s)) and p.steps and sayable(p)
        ]
        if not offered or not agrees(text):
            return None
        return handed(offered[0], rng.choice(self._lines["here_it_is"]))

    def pasted(
        self, text: str, heard: Heard, request: SupportRequest, rng: Random
    ) -> SupportAnswer | None:
        """To a client's message that was pasted: what it is like to get that, and where there is help to answer it."""
        if not self._letters.pasted(text):
            return None
        pool = self._letters.lines("harsh" if self._letters.harsh(text) else "plain")
        words = pick(pool, request.history, rng, request.profile.used_openings)
        told = novelty.told(request.history)
        offer = "" if "assist" in told else f" {self._letters.line('assist')}"
        felt = replace(heard.understanding, ask="vent", frames=())
        return SupportAnswer(
            text=f"{greeting(request, self._lines, rng)}{words}{offer}",
            moves=("validate", "ask") if "?" in words else ("validate",),
            choices=(Choice("assist", self._letters.line("button")),), understanding=felt,
        )  # fmt: skip

    def parted(
        self, text: str, heard: Heard, request: SupportRequest, rng: Random,
        hear: Callable[[str], Heard],
    ) -> SupportAnswer | None:  # fmt: skip
        """To a goodbye or thanks, by what stands beside it; None when they don't go, or tell something sore. `hear`
        reads what else was told."""
        history = request.history
        parting = self._partings.of(text, begun=bool(history))
        if parting is None or self._meant_otherwise(parting.unsure, history):
            return None
        bright = False
        if parting.rest:
            told = hear(parting.rest).understanding
            if told.language != "en":
                return None
            touchy = dampened(parting.rest) or self._partings.of_others(parting.rest)
            hurts = is_sore(told) and not neutral(told, parting.rest)
            if worded(parting.rest) == "down" or (touchy and hurts):
                return None
            bright = shines(told, parting.rest)
        piece = self._partings.chosen(parting, bright=bright)
        dark = self._partings.darkly(u.text for u in history if u.role == "user")
        if dark:
            piece = self._partings.named("gently")
        pool, welcome = piece.replies, ""
        if "thanks" in parting.names and piece.name not in _WARM and not dark:
            pool = tuple(line for line in pool if not _CURT.match(line)) or pool
            welcome = f"{pick(self._partings.named('welcome').replies, history, rng)} "
        words = welcome + pick(pool, history, rng, request.profile.used_openings)
        return SupportAnswer(
            text=words, moves=("close",),
            understanding=replace(heard.understanding, ask="smalltalk", intensity=0),
        )  # fmt: skip

    def goes(self, text: str) -> str:
        """The act of `acts/care.yaml` that answers a goodbye or thanks after a danger text; "" for neither."""
        parting = self._partings.of(text)
        if parting is None or not parting.plain:
            return ""
        return "care_bye" if parting.goes else "care_thanks"

    def _meant_otherwise(self, unsure: bool, history: Sequence[Utterance]) -> bool:
        """Whether "night" or "later" answers what we asked last."""
        last = next((u.text for u in reversed(history) if u.role == "bot"), "")
        asked = [part for part in clauses(last) if "?" in part][-1:]
        return unsure and bool(asked) and self._partings.would_answer(asked[0])

    def small(
        self, text: str, heard: Heard, request: SupportRequest, rng: Random
    ) -> SupportAnswer | None:
        """To small talk, or to being told that no advice is wanted; None when it is neither."""
        ask = heard.understanding.ask
        begun = any(u.role == "user" for u in request.history)
        if begun and no_advice(text) and len(text.split()) <= _FEW:
            return SupportAnswer(pick(self._lines["just_listening"], request.history, rng), ("ask",),
                                 understanding=replace(heard.understanding, ask="vent"))  # fmt: skip
        if begun and asks_advice(text):
            return None
        intent = self._smalltalk.intent(text, ask, begun=bool(request.history))
        if begun and not self._smalltalk.plainly(text):  # a yes or a no, and nothing was offered
            intent = "no" if declines(text) else "ok" if agrees(text) else intent
        if request.after_danger and not (
            intent in self._lines["about_bot"] and self._smalltalk.plainly(text)
        ):
            return None  # no small talk there: somebody stays, and hears what is said
        if not intent or (intent == "ugh" and len(text.split()) > 4):
            return None
        begun = any(u.role == "bot" for u in request.history)
        pool = self._smalltalk.replies(intent, begun=begun, place=request.place)
        words = greeting(request, self._lines, rng) + pick(pool, request.history, rng)
        kind = "other" if intent in self._lines["about_bot"] else _ASKED.get(intent, "smalltalk")
        return SupportAnswer(
            text=words, moves=("close",) if intent in ("bye", "thanks") else ("ask",),
            understanding=replace(heard.understanding, ask=kind, intensity=0),
        )  # fmt: skip

    def foreign(self, heard: Heard, request: SupportRequest, rng: Random) -> SupportAnswer:
        """In the person's language, that only English is spoken here; said once, then shorter."""
        known = {entry["lang"]: entry for entry in prompts.read("phrases/languages.yaml")}
        entry = known.get(heard.understanding.language, known["es"])
        begun = any(u.role == "bot" and entry["text"] in u.text for u in request.history)
        words = pick(entry["again"], request.history, rng) if begun else str(entry["text"])
        return SupportAnswer(
            text=words, moves=("ask",), understanding=replace(heard.understanding, ask="other")
        )
