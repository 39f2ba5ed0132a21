"""The coworker's answer to one message: understand, choose moves, find words, check them.

This is the one entrance that `turn.py` and `shoulder batch reply` use.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from random import Random

import prompts
from bot.messages import Choice
from bot.reading.ngrams import Ngrams
from bot.support import policy, quotes
from bot.support.asking import asks_advice, no_advice
from bot.support.burden import BREAK, lighten, pause, room
from bot.support.colleagues import Colleagues
from bot.support.compose import Brief, Composer, Draft
from bot.support.context import in_context, listened_to, wants_no_advice
from bot.support.earlier import Earlier
from bot.support.ground import Ground
from bot.support.guard import faults
from bot.support.heads import Heads
from bot.support.loops import fact_in, loop_in
from bot.support.parse import Parser
from bot.support.phrasebook import Phrasebook
from bot.support.retrieve import Retriever
from bot.support.smalltalk import Smalltalk
from bot.support.talk import Profile, Source, SupportAnswer, SupportRequest, Utterance
from bot.support.understand import Heard, Understander
from memory.embedder import Encoder
from memory.library import Hit, Library

__all__ = ["Profile", "Source", "SupportAnswer", "SupportRequest", "Supporter", "Utterance"]

_YES = re.compile(
    r"\s*(?:yes|yeah|yea|yep|yup|ya|sure|ok(?:ay)?|please|go (?:on|ahead)|why not|i guess|alright|all right|"
    r"sounds good|that(?:'d| would) (?:be|help)|i'?d like that)\b[\w ,'!.]{0,24}$", re.I
)  # fmt: skip
_NO = re.compile(
    r"\s*(?:no|nope|nah|not (?:now|really|today|yet)|maybe later|i'?m (?:good|fine|ok))\b[\w ,'!.]{0,24}$",
    re.I,
)
_ASKED = {
    "ugh": "vent",
    "low": "vent",
    "emoji_sad": "vent",
    "emoji_happy": "celebrate",
}  # the rest: small talk
_FEW = 10  # words
_LIKELY = 0.4  # from when on an incident counts as what happened
_SURE = 0.9  # how well an example must fit before its line is said (development vents)


class Supporter:
    """Answers one message. `answer` is synchronous, CPU-bound (tens of milliseconds): callers on
    an event loop run it in a thread. Build it with `load`; it works before the library is ready."""

    def __init__(self, understander: Understander, library: Library, embedder: Encoder) -> None:
        self._understander = understander
        self._earlier = Earlier(understander)
        self._retriever = Retriever(library)
        self._book = Phrasebook.load()
        self._composer = Composer(self._book)
        self._smalltalk = Smalltalk(embedder)
        self._colleagues = Colleagues(understander, embedder)
        self._lines: dict[str, list[str]] = prompts.read("phrases/lines.yaml")
        self.library = library

    @classmethod
    def load(
        cls, data_dir: Path, embedding_dir: Path | None = None, encoder: Encoder | None = None
    ) -> Supporter:
        """The real one, with its index below `data_dir`. Call `warm` before the first message.

        `encoder` may be shared with others; `embedding_dir` changes only what finds passages.
        """
        encoder = encoder or Encoder()
        embedder = Encoder(embedding_dir) if embedding_dir else encoder
        library = Library(data_dir / "library", embedder)
        ngrams = Ngrams.load(files("bot.support") / "weights/ngrams.npz")
        return cls(Understander(encoder, Parser(), Heads.load(), ngrams), library, encoder)

    def warm(self) -> None:
        """Load models and open the index (seconds; a new index takes about half a minute)."""
        self._understander.warm()
        self._smalltalk.warm()
        self.library.build()

    def answer(self, request: SupportRequest) -> SupportAnswer:
        """The answer to `request.text`; when that is empty, to what was last said, as
        `request.profile.wants` asks. Deterministic for the same request."""
        ground = self.ground(request)
        return ground if isinstance(ground, SupportAnswer) else self.compose(ground)

    def ground(self, request: SupportRequest) -> Ground | SupportAnswer:
        """What an answer to `request` would stand on, for `compose` or for a model to find words to;
        or the answer itself where there is only one (small talk, a yes to an offer, another language)."""
        rng = Random(f"{request.seed}|{len(request.history)}|{request.text}")  # noqa: S311 - not secret
        text = request.text.strip() or _last_said(request.history)
        if not request.text.strip() and request.profile.wants == "listen":
            return SupportAnswer(rng.choice(self._lines["listen"]), ("ask",))
        if taken := self._taken_up(text, request, rng):
            return taken
        heard = self._understander.hear(text)
        if heard.understanding.language != "en" and not self._smalltalk.plainly(text):
            return self._foreign(heard)
        if not request.profile.wants and (small := self._small(text, heard, request, rng)):
            return small
        if request.history and asks_advice(text):  # of what was told before
            heard = replace(heard, understanding=replace(heard.understanding, ask="advice"))
        asked = heard.understanding.ask
        heard = in_context(listened_to(heard), text, self._earlier.of(request.history))
        previous = [
            u.moves or self._book.recognise(u.text)[0] for u in request.history if u.role == "bot"
        ]
        plan = policy.plan(
            heard.understanding, previous, request.profile.wants, rng,
            after_danger=request.after_danger, told=_tells(heard),
            listen_only=wants_no_advice(text, request.history),
        )  # fmt: skip
        load = "" if request.after_danger else request.profile.load
        plan = lighten(plan, previous, load)
        return self._ground(plan, previous, heard, text, request, asked, rng)

    def foresee(self, request: SupportRequest) -> None:
        """After an answer: read ahead what the next one will need of this talk."""
        self._earlier.of((*request.history, Utterance("user", request.text)))

    def compose(self, ground: Ground) -> SupportAnswer:
        """Words without a model. Once for one ground: its dice are thrown."""
        request, heard = ground.request, ground.heard
        said = [u for u in request.history if u.role == "bot"]
        brief = Brief(
            heard=ground.text, understood=heard.understanding, echoes=heard.echoes,
            pronoun=heard.pronoun, later=bool(said), used=ground.seen,
            openings=request.profile.used_openings, extra=ground.extra, words=ground.words,
            glad=ground.kind == "glad",
        )  # fmt: skip
        draft = self._composer.compose(ground.orders, brief, ground.rng)
        draft = draft or self._plain(brief, ground.rng, [u.text for u in said])
        body = self.greeting(ground) + draft.text + ground.tail
        answer = self.dress(ground, body, draft.moves, draft.phrases)
        load = "" if request.after_danger else request.profile.load
        id, line = pause(
            ground.plan, ground.previous, heard.understanding.incidents, load, body, ground.rng
        )
        if not line or answer.quoted:
            return answer
        return replace(
            answer, text=f"{answer.text} {line}", moves=(*answer.moves, BREAK),
            phrases=(*answer.phrases, id),
        )  # fmt: skip

    def dress(
        self, ground: Ground, text: str, moves: tuple[str, ...], phrases: tuple[str, ...] = ()
    ) -> SupportAnswer:
        """Words, composed or not, with everything that belongs to them."""
        understanding = replace(ground.heard.understanding, ask=ground.asked)
        answer = SupportAnswer(
            text=text, moves=moves,
            choices=_choices(ground.kind, ground.sources, ground.heard, self._lines),
            understanding=understanding, sources=ground.sources, phrases=phrases,
            remember=fact_in(ground.text), open_loop=loop_in(ground.text),
        )  # fmt: skip
        return quotes.told(answer, ground)

    def greeting(self, ground: Ground) -> str:
        """What stands in front of the answer on a new day; else nothing."""
        return self._greeting(ground.request, ground.rng)

    def search(self, text: str, k: int = 5) -> list[Hit]:
        """The library passages that fit `text`, best first, as an answer would rank them."""
        heard = self._understander.hear(text)
        return self._retriever.find(heard.vectors, heard.understanding, k)

    # --- the ways to answer

    def _ground(
        self, plan: policy.Plan, previous: Sequence[Sequence[str]], heard: Heard, text: str,
        request: SupportRequest, asked: str, rng: Random,
    ) -> Ground:  # fmt: skip
        profile = request.profile
        said = [u for u in request.history if u.role == "bot"]
        fits = self._colleagues.fitting(request, heard)
        plan = policy.quoting(plan, later=bool(said)) if fits else plan
        seen = {s for u in said for s in u.sources}
        seen |= {p for u in said for p in self._book.recognise(u.text)[1]}
        hits = self._retriever.find(
            heard.vectors, heard.understanding, 8, liked=profile.helped,
            disliked={*profile.not_for_me, *seen},
        )  # fmt: skip
        if plan.kind == "step" or any("offer" in order for order in plan.orders):
            hits += self._retriever.find(
                heard.vectors, heard.understanding, 2, "strategy", liked=profile.helped,
                disliked={*profile.not_for_me, *seen},
            )  # fmt: skip
        extra, sources, tail = self._material(plan, hits, heard, rng)
        orders = [o for o in plan.orders if ("story" in o) == ("story" in extra)] or plan.orders
        if plan.kind == "reframe" and "reframe" not in extra:
            orders = [("validate", "affirm"), ("reflect", "validate")]  # a lead alone says nothing
        return Ground(
            request, text, heard, asked, plan, tuple(previous), tuple(orders), tuple(hits), extra,
            sources, tail, frozenset(seen), room(_length(text, plan.kind), profile.load), rng, fits,
        )  # fmt: skip

    def _material(
        self, plan: policy.Plan, hits: Sequence[Hit], heard: Heard, rng: Random
    ) -> tuple[dict[str, str], tuple[Source, ...], str]:
        """Ready sentences for moves that come from the library, their sources, and steps below."""
        extra: dict[str, str] = {}
        used: list[Hit] = []
        tail = ""
        if plan.kind == "step":
            if found := _fitting(hits, heard):
                used.append(found)
                extra["step"] = f"{rng.choice(self._lines['step_lead'])} {found.passage.words}"
                tail = "\n\n" + "\n".join(f"• {step}" for step in found.passage.steps)
        elif plan.kind in ("reframe", "protect"):
            want = plan.kind == "reframe"
            found = next(
                (h for h in hits if h.passage.kind == "example" and h.passage.reframe == want), None
            )
            if found and want:
                used.append(found)
                leads = [p["text"] for p in prompts.read("phrases/reframe_lead.yaml")]
                lead = rng.choice([text for text in leads if "{" not in text])
                extra["reframe"] = f"{lead} {found.passage.words}"
        if any("offer" in order for order in plan.orders) and (found := _fitting(hits, heard)):
            offers = [
                p["text"] for p in prompts.read("phrases/offer.yaml") if "{offer}" in p["text"]
            ]
            extra["offer"] = rng.choice(offers).replace("{offer}", found.passage.offer)
            used.append(found)
        if any("story" in order for order in plan.orders):
            found = next((h for h in hits if h.passage.line and h.score > _SURE), None)
            if found:
                extra["story"] = found.passage.line
                used.append(found)
        sources = tuple(
            Source(h.passage.id, h.passage.kind, round(min(h.score, 1.0), 3)) for h in used
        )
        return extra, sources, tail

    def _taken_up(self, text: str, request: SupportRequest, rng: Random) -> SupportAnswer | None:
        """A yes or a no to what was just offered."""
        last = next((u for u in reversed(request.history) if u.role == "bot"), None)
        if last is None or "offer" not in last.moves:
            return None
        if _NO.match(text):
            return SupportAnswer(rng.choice(self._lines["no_thanks"]), ("close",))
        offered = [p for s in last.sources if (p := self.library.get(s)) and p.steps]
        if not offered or not _YES.match(text):
            return None
        passage = offered[0]
        steps = "\n".join(f"• {step}" for step in passage.steps)
        return SupportAnswer(
            text=f"{rng.choice(self._lines['here_it_is'])} {passage.words}\n\n{steps}",
            moves=("step",), sources=(Source(passage.id, passage.kind, 1.0),),
            choices=(Choice("helped", "That helped", passage.id),
                     Choice("not_for_me", "Not for me", passage.id)),
        )  # fmt: skip

    def _small(
        self, text: str, heard: Heard, request: SupportRequest, rng: Random
    ) -> SupportAnswer | None:
        ask = heard.understanding.ask
        begun = any(u.role == "user" for u in request.history)
        if begun and no_advice(text) and len(text.split()) <= _FEW:
            return SupportAnswer(rng.choice(self._lines["just_listening"]), ("ask",),
                                 understanding=replace(heard.understanding, ask="vent"))  # fmt: skip
        if begun and asks_advice(text):
            return None
        intent = self._smalltalk.intent(text, ask, begun=bool(request.history))
        if not intent or (intent == "ugh" and len(text.split()) > 4):
            return None
        earlier = [u.text for u in request.history if u.role == "bot"]
        words = self._greeting(request, rng) + self._smalltalk.reply(
            intent, earlier, rng, begun=bool(earlier), place=request.place
        )
        kind = "other" if intent in self._lines["about_bot"] else _ASKED.get(intent, "smalltalk")
        return SupportAnswer(
            text=words, moves=("close",) if intent in ("bye", "thanks") else ("ask",),
            understanding=replace(heard.understanding, ask=kind, intensity=0),
        )  # fmt: skip

    def _foreign(self, heard: Heard) -> SupportAnswer:
        texts = {entry["lang"]: entry["text"] for entry in prompts.read("phrases/languages.yaml")}
        words = texts.get(heard.understanding.language, texts["es"])
        return SupportAnswer(
            text=words, moves=("ask",), understanding=replace(heard.understanding, ask="other")
        )

    def _plain(self, brief: Brief, rng: Random, said: Sequence[str]) -> Draft:
        """When no draft passes: a short text that is always right, not one that was said before."""
        lines = self._lines["always_glad" if brief.glad else "always"]
        fresh = [line for line in lines if not any(line in text for text in said)] or lines
        for line in rng.sample(fresh, len(fresh)):
            if not faults(line, heard=brief.heard, openings=brief.openings):
                return Draft(line, ("validate", "ask"), (), (), 0.0)
        return Draft(fresh[0], ("validate", "ask"), (), (), 0.0)

    def _greeting(self, request: SupportRequest, rng: Random) -> str:
        """On a new day: the name, and what was left open; else nothing."""
        if not request.first_today:
            return ""
        name, loops = request.profile.name, request.profile.open_loops
        if loops:
            line = rng.choice(self._lines["welcome_back"]).format(loop=loops[0])
            return f"{'Hi ' + name + '. ' if name else ''}{line} "
        return f"Hi {name}. " if name else ""


def _tells(heard: Heard) -> bool:
    """Whether a message holds something that is worth saying back."""
    return any(e.slot in ("story", "clause", "deed", "state", "note") for e in heard.echoes)


def _last_said(history: Sequence[Utterance]) -> str:
    return next((u.text for u in reversed(history) if u.role == "user"), "")


def _fitting(hits: Sequence[Hit], heard: Heard) -> Hit | None:
    """The nearest strategy, one made for what happened if there is any."""
    likely = {name for name, p in heard.understanding.incidents.items() if p > _LIKELY}
    near = [h for h in hits if h.passage.kind == "strategy"]
    fits = [h for h in near if not h.passage.incidents or likely & set(h.passage.incidents)]
    return next(iter(fits or near), None)


def _length(text: str, kind: str) -> tuple[int, int]:
    """The words an answer should have: 45–85 for a vent, fewer for a line or two."""
    words = len(text.split())
    if kind in ("step", "reframe", "protect"):
        return 35, 85
    if kind == "quote":
        return 16, 40  # a colleague's words stand below
    if words < 8:
        return 16, 45
    return (42, 70) if words < 16 else (56, 82)


def _choices(
    kind: str, sources: Sequence[Source], heard: Heard, lines: dict[str, list[str]]
) -> tuple[Choice, ...]:
    """Listen, see it differently, something to do: as buttons; feedback after something was given."""
    if kind in ("step", "reframe", "protect"):
        about = sources[0].id if sources else kind
        return (Choice("helped", "That helped", about), Choice("not_for_me", "Not for me", about))
    if kind != "listen":
        return ()
    choices = [Choice("listen", "Just listen"), Choice("reframe", "See it differently"),
               Choice("step", "Something to do now", style="plain")]  # fmt: skip
    if policy.protected(heard.understanding.incidents):
        choices.pop(1)
    return tuple(choices)
