"""The coworker's answer to one message: understand, choose moves, find words, check them.

This is the one entrance that `turn.py` and `shoulder batch reply` use.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from importlib.resources import files
from pathlib import Path
from random import Random

import prompts
from bot.model.planted import sayable
from bot.reading.ngrams import Ngrams
from bot.support import policy, quotes
from bot.support.act_reader import ActReader
from bot.support.acts import Acts, Done
from bot.support.added import Added
from bot.support.affinity import Affinity
from bot.support.aftermath import Aftermath
from bot.support.asking import asks_reframe
from bot.support.binds import named, spots
from bot.support.brief import Brief
from bot.support.burden import BREAK, lighten, pause
from bot.support.colleagues import Colleagues
from bot.support.compose import Composer, Draft
from bot.support.context import in_context, listened_to, wants_no_advice
from bot.support.denial import CLEARED
from bot.support.dialogue import Dialogue, tells_first
from bot.support.dressing import choices, greeting
from bot.support.earlier import Earlier
from bot.support.false_alarms import Corrected, FalseAlarms
from bot.support.ground import Ground
from bot.support.grounding import Grounding
from bot.support.heads import Heads
from bot.support.howto import HowTo
from bot.support.loops import fact_in, loop_in
from bot.support.mood import is_sore, sour, soured
from bot.support.novelty import not_told, pick, said
from bot.support.parting import Partings
from bot.support.phrasebook import Phrasebook
from bot.support.remark_replies import RemarkReplies
from bot.support.retelling.enough import scant, tells
from bot.support.retelling.parse import Parser
from bot.support.retrieve import Retriever
from bot.support.settled import Settled
from bot.support.smalltalk import Smalltalk
from bot.support.talk import Profile, Source, SupportAnswer, SupportRequest, Utterance
from bot.support.tongue import Tongue
from bot.support.understand import Heard, Understander
from memory import presumed
from memory.embedder import Encoder
from memory.library import Hit, Library

__all__ = ["Profile", "Source", "SupportAnswer", "SupportRequest", "Supporter", "Utterance"]


class Supporter:
    """Answers one message. `answer` is synchronous, CPU-bound (tens of milliseconds): callers on
    an event loop run it in a thread. Build it with `load`; it works before the library is ready."""

    def __init__(self, understander: Understander, library: Library, embedder: Encoder) -> None:
        self._understander = understander
        self._earlier = Earlier(understander)
        self._retriever = Retriever(library, Affinity.load())
        self._book = Phrasebook.load()
        self._composer = Composer(self._book)
        self._smalltalk = Smalltalk(embedder)
        self._lines: dict[str, list[str]] = prompts.read("phrases/lines.yaml")
        colleagues = Colleagues(understander, embedder)
        self._grounding = Grounding(
            self._retriever, colleagues, self._book, self._lines["step_lead"]
        )
        self.library = library
        acts = Acts()
        self._howto = HowTo(acts, library, self._lines)
        self._settled = Settled(self._smalltalk, library, self._lines, Partings(acts))
        self._dialogue = Dialogue(acts, ActReader(acts, embedder, self._smalltalk.plainly))
        self._false_alarms = FalseAlarms(acts)
        self._added = Added(lambda word: understander.vocabulary.reads(word))
        self._aftermath = Aftermath(acts)
        self._tongue = Tongue(understander)
        self._remarks = RemarkReplies(understander.knows, understander.hear)

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
        for passage in self.library.passages:
            sayable(passage)
        # Gone through once, or the first message would wait for every pattern that is compiled late.
        rehearsed = (
            "He called me stupid over a late fee and hung up. I was shaking. I feel useless."
        )
        for text in (rehearsed, "Okay, thanks. Bye."):
            self.answer(SupportRequest(text))

    def hear(self, text: str) -> Heard:
        """Understand a message, which needs nothing of the talk before it: for `ground`, ahead of it."""
        heard = self._understander.hear(text.strip())
        if heard.understanding.ask not in ("smalltalk", "other"):
            self._retriever.foresee(heard.vectors)
        return heard

    def answer(self, request: SupportRequest, heard: Heard | None = None) -> SupportAnswer:
        """The answer to `request.text`; when that is empty, to what was last said, as
        `request.profile.wants` asks. Deterministic for the same request."""
        ground = self.ground(request, heard)
        return ground if isinstance(ground, SupportAnswer) else self.compose(ground)

    def ground(self, request: SupportRequest, heard: Heard | None = None) -> Ground | SupportAnswer:
        """What an answer to `request` would stand on, for `compose` or for a model to find words to;
        or the answer itself where there is only one (small talk, a yes to an offer, another language).
        `heard` is what `hear` made of its text, where that was done already."""
        rng = Random(f"{request.seed}|{len(request.history)}|{request.text}")  # noqa: S311 - not secret
        text = request.text.strip() or _last_said(request.history)
        if request.after_danger and self._false_alarms.put_right(request.history):
            request = replace(request, after_danger=False)
        if not request.text.strip() and request.profile.wants == "listen":
            return SupportAnswer(pick(self._lines["listen"], request.history, rng), ("ask",))
        taken = not request.corrected and self._aftermath.took_something(request)
        if not taken and (back := self._false_alarms.corrected(request, rng)):
            return self._put_right(back, request, rng)
        if offered := self._settled.taken_up(text, request, rng):
            return offered
        heard = self._tongue.in_talk(heard or self.hear(text), text, request.history)
        if heard.understanding.language != "en" and not self._smalltalk.plainly(text):
            return self._settled.foreign(heard, request, rng)
        if not request.profile.wants:
            if request.after_danger:
                return self._after_danger(heard, text, request, rng)
            if met := self._met(heard, text, request, rng):
                return met
        return self._listen(heard, text, request, rng)

    def _met(
        self, heard: Heard, text: str, request: SupportRequest, rng: Random
    ) -> Ground | SupportAnswer | None:
        """The answer to what is no story: a pasted letter, an act, a question, small talk; None for a story."""
        if letter := self._settled.pasted(text, heard, request, rng):
            return letter
        if parted := self._settled.parted(text, heard, request, rng, self._understander.hear):
            return self._known(replace(parted, helped=self._dialogue.helped(request)))
        before = partial(self._before, request.history)
        if settled := self._dialogue.settled(request, heard, rng, before):
            return self._known(settled)
        done = self._dialogue.asked(request)
        advice = self._dialogue.asks_advice(request)
        # "should I quit?" has an answer of its own; "what do I do if he calls again?" asks for a way.
        open_ended = done is None or done.act.name == "what_if"
        if advice and open_ended and (given := self._howto.answer(request, rng)):
            return given
        if not self._smalltalk.plainly(text) and (
            met := self._remarks.meet(text, heard, request, rng)
        ):
            lead = greeting(request, self._lines, rng)
            return replace(
                met, text=lead + met.text, remember=fact_in(text), open_loop=loop_in(text)
            )
        if done:
            return self._answer(done, heard, text, request, rng)
        if advice:
            return None
        if small := self._settled.small(text, heard, request, rng):
            return small
        done = self._dialogue.wonders(request)
        return self._answer(done, heard, text, request, rng) if done else None

    def _known(self, answer: SupportAnswer) -> SupportAnswer:
        return replace(answer, helped=tuple(s for s in answer.helped if self.library.get(s)))

    def _after_danger(
        self, heard: Heard, text: str, request: SupportRequest, rng: Random
    ) -> Ground | SupportAnswer:
        """After a danger text: what is asked is answered and what is told is taken up, from fixed texts."""
        if next_step := self._aftermath.urgent(request, rng):
            return SupportAnswer(next_step, ("answer",), understanding=heard.understanding)
        if safe := self._dialogue.safe(request, heard, rng):
            return safe
        if answered := self._aftermath.asked(request, rng):
            return SupportAnswer(answered, ("answer",), understanding=heard.understanding)
        if settled := self._dialogue.settled(request, heard, rng):
            return settled
        if goes := self._settled.goes(text):
            return self._dialogue.let_go(goes, request, heard, rng)
        if self._aftermath.ordinary(request):
            return self._beside(heard, text, request, rng)
        if small := self._settled.small(text, heard, request, rng):
            return small
        if unknown := self._aftermath.unknown(request, rng):
            return SupportAnswer(unknown, ("answer",), understanding=heard.understanding)
        if line := self._aftermath.told(request, rng):
            return SupportAnswer(line, ("stay",), understanding=heard.understanding)
        return self._listen(heard, text, request, rng)

    def _beside(
        self, heard: Heard, text: str, request: SupportRequest, rng: Random
    ) -> Ground | SupportAnswer:
        """After a danger text with no life at stake, to what none of its fixed texts meets: an ordinary talk."""
        if done := self._dialogue.asked(request):
            return self._answer(done, heard, text, request, rng)
        if small := self._settled.small(text, heard, request, rng):
            return small
        if unknown := self._aftermath.unknown(request, rng):
            return SupportAnswer(unknown, ("answer",), understanding=heard.understanding)
        return self._listen(heard, text, request, rng, beside=True)

    def _put_right(
        self, back: Corrected, request: SupportRequest, rng: Random
    ) -> Ground | SupportAnswer:
        """After a false alarm: it is owned, and what they had really said is answered."""
        if not back.text:
            owned = self._false_alarms.nothing_else(back.lead, request, rng)
            return replace(owned, moves=(*owned.moves, CLEARED)) if back.clears else owned
        heard = self._understander.hear(back.text)
        if heard.understanding.language != "en":
            return self._settled.foreign(heard, request, rng)
        afresh = replace(request, text=back.text, corrected=False, after_danger=False)
        if back.clears:
            afresh = replace(afresh, history=self._false_alarms.begun_anew(request))
        ground = self._listen(heard, back.text, afresh, rng, back.lead)
        return replace(ground, cleared=back.clears)

    def _listen(
        self, heard: Heard, text: str, request: SupportRequest, rng: Random, lead: str = "",
        *, beside: bool = False,
    ) -> Ground:  # fmt: skip
        """To a story, or to what was tapped below one."""
        if request.history and self._dialogue.asks_advice(request):  # of what was told before
            heard = replace(heard, understanding=replace(heard.understanding, ask="advice"))
        elif request.history and heard.understanding.ask == "reframe" and not asks_reframe(text):
            # "is that supposed to be funny??" in mid-talk: another view unasked would be a slap.
            heard = replace(heard, understanding=replace(heard.understanding, ask="vent"))
        asked = heard.understanding.ask
        sore = is_sore(heard.understanding) or any(e.hostile for e in heard.echoes)
        alone = heard
        heard = self._in_talk(heard, text, request.history)
        told_of = spots(text, heard.understanding.incidents)
        previous = [] if lead else self._moves(request.history)  # begun anew
        told = tells(heard.echoes)
        plan = policy.beside(
            heard.understanding, previous, rng, told=told, sore=sore, named=named(told_of)
        ) if beside else policy.plan(
            heard.understanding, previous, request.profile.wants, rng,
            after_danger=request.after_danger, told=told, sore=sore, named=named(told_of),
            listen_only=wants_no_advice(text, request.history), scant=scant(heard.echoes),
        )  # fmt: skip
        follow: Mapping[str, str] = {}
        if plan.kind in ("listen", "glad") and previous and request.text and not (lead or told_of):
            before = self._before(request.history)
            told_before = before.understanding if before is not None else None
            follow, back = self._added.words(request, alone, told_before, rng)
            plan = policy.following(tuple(follow), back=back) if follow else plan
        load = "" if request.after_danger else request.profile.load
        plan = lighten(plan, previous, load)
        ground = self._grounding.of(plan, previous, heard, text, request, asked, rng)
        if follow:
            ground = replace(ground, extra={**ground.extra, **follow})
        if plan.kind == "care" and not beside:
            extra = {**ground.extra, "stay": self._aftermath.stay(request, rng)}
            ground = replace(ground, extra=extra)
        return replace(ground, lead=lead, spots=told_of)

    def _answer(
        self, done: Done, heard: Heard, text: str, request: SupportRequest, rng: Random
    ) -> Ground:
        """To a direct question."""
        asked = heard.understanding.ask
        heard = self._in_talk(heard, text, request.history)
        plan = policy.answering(story=tells_first(done) and tells(heard.echoes))
        words = self._dialogue.reply(done, request, heard.understanding, rng)
        previous = self._moves(request.history)
        ground = self._grounding.of(plan, previous, heard, text, request, asked, rng)
        return replace(ground, extra={"answer": words})

    def _in_talk(self, heard: Heard, text: str, history: Sequence[Utterance]) -> Heard:
        heard = in_context(listened_to(heard), text, self._before(history))
        if sour(text):
            heard = replace(heard, understanding=soured(heard.understanding))
        return replace(heard, echoes=not_told(heard.echoes, history))

    def _before(self, history: Sequence[Utterance]) -> Heard | None:
        return self._earlier.of(self._false_alarms.without_alarms(history))

    def _moves(self, history: Sequence[Utterance]) -> list[tuple[str, ...]]:
        return [u.moves or self._book.recognise(u.text)[0] for u in history if u.role == "bot"]

    def foresee(self, request: SupportRequest, answer: Utterance) -> None:
        """After an answer: read ahead what the next one will need of this talk."""
        self._grounding.foresee(answer)
        before = self._before((*request.history, Utterance("user", request.text)))
        if before is not None:
            self._retriever.foresee(before.vectors)

    def compose(self, ground: Ground) -> SupportAnswer:
        """Words without a model. Once for one ground: its dice are thrown."""
        request, heard = ground.request, ground.heard
        earlier = [u.text for u in request.history if u.role == "bot"]
        brief = Brief(
            heard=ground.text, understood=heard.understanding, echoes=heard.echoes,
            pronoun=heard.pronoun, later=bool(earlier), used=ground.seen, said=said(request.history),
            openings=request.profile.used_openings, extra=ground.extra, words=ground.words,
            glad=ground.kind == "glad", facts=ground.facts, spots=ground.spots,
        )  # fmt: skip
        draft = self._composer.compose(ground.orders, brief, ground.rng)
        draft = draft or self._plain(brief, ground, request.history)
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
            text=text, moves=(*moves, CLEARED) if ground.cleared else moves,
            choices=choices(ground.kind, ground.sources, ground.heard),
            understanding=understanding, sources=ground.sources, phrases=phrases,
            remember=fact_in(ground.text), open_loop=loop_in(ground.text),
        )  # fmt: skip
        return quotes.told(answer, ground)

    def greeting(self, ground: Ground) -> str:
        """What stands in front of the answer: on a new day, and where something has to be owned first."""
        lead = f"{ground.lead} " if ground.lead else ""
        return greeting(ground.request, self._lines, ground.rng) + lead

    def search(self, text: str, k: int = 5) -> list[Hit]:
        """The library passages that fit `text`, best first, as an answer would rank them."""
        heard = self._understander.hear(text)
        return self._retriever.find(
            heard.vectors, heard.understanding, k, facts=presumed.told(text)
        )

    # --- the ways to answer

    def _plain(self, brief: Brief, ground: Ground, history: Sequence[Utterance]) -> Draft:
        """When no draft passes: a short text that is always right, not one that was said before."""
        own = next((ground.extra[move] for move in ("answer", "stay") if move in ground.extra), "")
        lines = (
            self._added.later(glad=brief.glad)
            if brief.later
            else self._lines["always_glad" if brief.glad else "always"]
        )
        text = own or pick(lines, history, ground.rng, brief.openings)
        moves = ("validate", "ask") if "?" in text else ("validate",)
        return Draft(text, moves, (), (), 0.0)


def _last_said(history: Sequence[Utterance]) -> str:
    return next((u.text for u in reversed(history) if u.role == "user"), "")
