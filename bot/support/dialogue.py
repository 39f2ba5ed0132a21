"""The answers to what is no story: a direct question, thanks that it helped, a
word about the bot itself, a line right after a danger text."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from random import Random

from bot.support.act_reader import ActReader
from bot.support.acts import Act, Acts, Done, clauses
from bot.support.asking import asks_advice
from bot.support.denial import DANGER
from bot.support.mood import worded
from bot.support.novelty import pick
from bot.support.pasted import Letters
from bot.support.policy import glad
from bot.support.sayable import sayable
from bot.support.talk import SupportAnswer, SupportRequest, Utterance
from bot.support.understand import Heard
from bot.support.understanding import Understanding
from bot.support.wondering import ADVICE, Wondering

_ALWAYS = ("about_bot", "question", "say")
_CALM = ("helped", "better", "okay", "rest", "care_eased", "care_thanks", "care_bye")
_SMALL = ("agrees", "small_no", "small_yes")  # may answer what we asked, which has better lines
_SURE = 0.4  # how likely something must be to have happened
_THEIRS = ("customer_in_crisis",)
_WRONGS = ("threat_violence", "harassment_sexual", "discrimination", "manager_bullying")
_TOPICS = {"decide": "decide_", "open_with": "open_", "should_have_said": "open_crying"}
_CALL = re.compile(
    r"\b(?:(?:customer|client|caller|guest|passenger|patient)s?|calls? (?:me )?back|refund|hung up)\b",
    re.I,
)  # no talk with a boss
_STORY = 14  # words from which on what stands before a question is a story
_BRIEF = 25  # words: a first message that is longer is a story
_GOING_ON = 14  # words beside "that helped" that make it more than that
_FEW = 4  # words beside what somebody says: more is a story, which is listened to
_PLAINLY_WRY = re.compile(r"\W*(?:oh|wow|yay|gee|another|yet|just|liv|lucky|what|how)\b", re.I)


class Dialogue:
    """Knows what was said so far from the request alone."""

    def __init__(self, acts: Acts | None = None, reader: ActReader | None = None) -> None:
        self._acts = acts or Acts()
        self._reader = reader
        self._wondering = Wondering(self._acts)
        self._letters = Letters()

    def settled(
        self, request: SupportRequest, heard: Heard, rng: Random,
        before: Callable[[], Heard | None] = lambda: None,
    ) -> SupportAnswer | None:  # fmt: skip
        """The answer to an act that has only one; None when it is none, or a question to be answered. `before`
        reads what was told before."""
        done = self._of(request, self._kinds(request))
        told = done is not None and done.act.kind == "told"
        if done is not None and told and done.act.name not in _SMALL:
            return self._told(done, request, heard, before(), rng)
        if answered := self._answered(request, heard, rng):
            return answered
        if done is not None and told:
            return self._told(done, request, heard, before(), rng)
        if done is None or done.act.kind in ("question", "say"):
            return None
        if done.act.kind == "eased":
            return self._eased(done, request, heard, rng)
        ask = "other" if done.act.kind == "about_bot" else "smalltalk"
        return self._said(done.act, request, heard, rng, ask)

    def let_go(
        self, name: str, request: SupportRequest, heard: Heard, rng: Random
    ) -> SupportAnswer:
        """The answer of the act `name` to who goes, or says thanks, after a danger text."""
        return self._said(self._acts.named(name), request, heard, rng, "smalltalk")

    def helped(self, request: SupportRequest) -> tuple[str, ...]:
        """What they just said helped; () when they said nothing of the kind."""
        done = self._acts.of(request.text, ("eased",))
        helped = done is not None and done.act.name == "helped"
        return _given(request.history) if helped else ()

    def safe(self, request: SupportRequest, heard: Heard, rng: Random) -> SupportAnswer | None:
        """To a whole message that only says they are safe, and where; None for anything else."""
        done = self._acts.of(request.text, ("care",))
        if done is None or done.act.name != "safe":
            return None
        if self._acts.without_lead(f"{self._acts.plain(done.rest)} ").strip():
            return None
        return self._said(done.act, request, heard, rng, "smalltalk")

    def asked(self, request: SupportRequest) -> Done | None:
        """The direct question in the message."""
        done = self._of(request, ("question", "say"))
        if done is not None and done.act.about:  # "how do i hide it": only of what was told
            told = self._acts.plain(" ".join([*_mine(request)[-2:], request.text]))
            return done if re.search(done.act.about, told) else None
        return done

    def wonders(self, request: SupportRequest) -> Done | None:
        """Any other direct question in mid-talk, or in a short message, to be met with an honest line."""
        return None if _is_story(request) else self._wondering.asked(request.text)

    def asks_advice(self, request: SupportRequest) -> bool:
        """Whether a message in mid-talk, or a short one, asks what to do or how, in whatever words."""
        if _is_story(request):
            return False
        reads = self._reader is not None and self._reader.asks_advice(request.text)
        return asks_advice(request.text) or reads or self._wondering.kind(request.text) == ADVICE

    def reply(
        self, done: Done, request: SupportRequest, understood: Understanding, rng: Random
    ) -> str:
        """The words that meet a direct question, by what was told so far."""
        mine = _mine(request)
        told = " . ".join([*mine, request.text])
        history = request.history
        if done.act.kind == "say" and any(self._letters.pasted(text) for text in mine):
            return pick(self._letters.lines("answering"), history, rng)
        call = done.act.name == "open_with" and _CALL.search(told)
        if not call and (topic := self._topic(done.act, request)):
            return pick(topic.replies, history, rng, request.profile.used_openings)
        if done.act.kind == "say" or call:
            return sayable(told, understood.incidents, history, rng)
        pool = self._fitting(done.act, request, understood)
        return pick(pool, history, rng, request.profile.used_openings)

    # --- inside

    def _of(self, request: SupportRequest, kinds: Collection[str]) -> Done | None:
        """The act of the message: by its wording, else as the fitted reader takes it."""
        done = self._acts.of(request.text, kinds)
        if done is not None or self._reader is None:
            return done
        return self._reader.of(request.text, kinds, begun=bool(request.history))

    def _fitting(
        self, act: Act, request: SupportRequest, understood: Understanding
    ) -> tuple[str, ...]:
        """The replies of an act, by what was told so far."""
        mine = _mine(request)
        if act.glad and _bright(understood):
            return act.glad
        if act.grave and _likely(understood, _THEIRS):
            return act.grave
        if act.wrong and _likely(understood, _WRONGS):
            return act.wrong
        if act.slip and any(self._acts.slipped(text) for text in (*mine, request.text)):
            return act.slip
        return act.replies

    def _topic(self, act: Act, request: SupportRequest) -> Act | None:
        """What a decision or a first sentence is about: as the question says it, or what was told last."""
        prefix = _TOPICS.get(act.name)
        if prefix is None:
            return None
        texts = [request.text, *reversed(_mine(request)[-2:])]
        found = (self._acts.on(prefix, text) for text in texts)
        return next((topic for topic in found if topic is not None), None)

    def _kinds(self, request: SupportRequest) -> tuple[str, ...]:
        last = _last_bot(request.history)
        kinds: tuple[str, ...] = _ALWAYS if request.after_danger else (*_ALWAYS, "told")
        if last is not None:
            kinds = ("eased", *kinds)
        if request.after_danger:
            asks_safe = last is not None and re.search(r"\bsafe\b[^.?!]*\?", last.text)
            kinds = ("safe", "care", *kinds) if asks_safe else ("care", *kinds)
        return kinds

    def _answered(self, request: SupportRequest, heard: Heard, rng: Random) -> SupportAnswer | None:
        """To an answer to what we asked last."""
        last = _last_bot(request.history)
        if last is None or request.after_danger or {"offer", "step"} & set(last.moves):
            return None
        question = [part for part in clauses(last.text) if "?" in part][-1:]
        act = self._acts.answering("".join(question) or "so", request.text)
        return self._met(act, request, heard, rng) if act is not None else None

    def _told(
        self, done: Done, request: SupportRequest, heard: Heard, before: Heard | None, rng: Random
    ) -> SupportAnswer | None:
        """To a line that wants one of its own; None where there is more to it, or it may be meant as it stands."""
        act, last = done.act, _last_bot(request.history)
        if len(done.rest.split()) > _FEW:
            return None
        if act.name == "wry" and (
            (before is not None and _bright(before.understanding))
            or worded(request.text) == "up"
            or not _may_be_wry(request.text, last)
        ):
            return None
        fitting = self._fitting(act, request, (before or heard).understanding)
        return self._met(replace(act, replies=fitting), request, heard, rng)

    def _met(self, act: Act, request: SupportRequest, heard: Heard, rng: Random) -> SupportAnswer:
        answer = self._said(act, request, heard, rng, "vent")
        return replace(
            answer, moves=("validate", "ask") if "?" in answer.text else ("validate",),
            understanding=replace(heard.understanding, ask="vent"),
        )  # fmt: skip

    def _eased(
        self, done: Done, request: SupportRequest, heard: Heard, rng: Random
    ) -> SupportAnswer | None:
        rest = done.rest
        if self._acts.mocking(request.text) or self._acts.sour(rest):
            return None
        if len(rest.split()) > _GOING_ON or rest.endswith("?"):
            return None
        act = self._acts.named("care_eased") if request.after_danger else done.act
        answer = self._said(act, request, heard, rng, "celebrate")
        return (
            replace(answer, helped=_given(request.history)) if done.act.name == "helped" else answer
        )

    def _said(
        self, act: Act, request: SupportRequest, heard: Heard, rng: Random, ask: str
    ) -> SupportAnswer:
        words = pick(act.replies, request.history, rng, request.profile.used_openings)
        light = replace(heard.understanding, ask=ask, intensity=0)
        moves = ("ask",) if "?" in words else ("close",)
        last = _last_bot(request.history)
        at_card = last is not None and DANGER in last.moves
        calm = not at_card and (act.kind == "about_bot" or act.name in _CALM)
        return SupportAnswer(words, moves, understanding=light, calm=calm)


def _is_story(request: SupportRequest) -> bool:
    """Whether it is a long first message: a story, whatever it asks at its end."""
    return not request.history and len(request.text.split()) > _BRIEF


def _may_be_wry(text: str, last: Utterance | None) -> bool:
    """Whether "best day ever" can be meant the other way round: not as the first words, nor after good news."""
    begun = last is not None and not {"celebrate", "step"} & set(last.moves)
    return begun or bool(_PLAINLY_WRY.match(text))


def _likely(understood: Understanding, incidents: Sequence[str]) -> bool:
    return any(understood.incidents.get(name, 0.0) >= _SURE for name in incidents)


def _bright(understood: Understanding) -> bool:
    return understood.ask == "celebrate" or glad(understood)


def _mine(request: SupportRequest) -> list[str]:
    return [u.text for u in request.history if u.role == "user"][-4:]


def _last_bot(history: Sequence[Utterance]) -> Utterance | None:
    return next((u for u in reversed(history) if u.role == "bot"), None)


def _given(history: Sequence[Utterance]) -> tuple[str, ...]:
    """What the latest answer that gave something was made of."""
    return next((u.sources for u in reversed(history) if u.role == "bot" and u.sources), ())


def tells_first(done: Done) -> bool:
    """Whether a story stands before the question."""
    return len(done.rest.split()) >= _STORY
