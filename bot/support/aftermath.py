"""After a danger text: a question gets the plainest safe step for that kind of danger, and what is told gets a short
line that takes it up. Fixed texts from `prompts/phrases/after_danger`: no strategy, no reframe, no model. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Any

import prompts
from bot.support.acts import Acts, clauses
from bot.support.novelty import pick, repeats, said
from bot.support.question_in import question_in
from bot.support.talk import ABOUT, SupportRequest, Utterance

FOLDER = "phrases/after_danger"
_LONG = 30  # words: a longer message is a story, and no single line takes it up
_NOD = 2  # words
_DEATHS = ("self_harm_self", "self_harm_other")
_FEWEST = 3  # words of a question whose form alone shows that it is one
_CALL = re.compile(
    r"emergency number|\bcall (?:all|now)\b", re.I
)  # said no more once help is there
_SOON = 6  # of their messages since the card: so long the answers are about getting help, and nothing else
_ORDINARY = frozenset(("work", "online", "sexual", "sexual_work"))  # wrongs with no life at stake
URGENT = frozenset(("overdose", "medical", "medical_client", "medical_other"))
TOPICS = URGENT | frozenset(
    "self client friend intent threat threat_work assault assault_work sexual sexual_work work online home witness".split()
)
# Questions whose answer belongs on a card: what to do in the next minutes, and who hears of it. The rest can wait.
_ON_CARD = frozenset(
    "stay_on answer_them police doctor tell_work leave_shift line_name line_police line_cost line_text line_say whom you_act "
    "see_chat find_out trouble hang_up_now way_out body_stay_on body_take body_wait body_drive body_say body_you body_call "
    "body_cost body_how_many".split()
)
_TO_WORK = re.compile(
    r"\b(?:leads?|boss|manager|supervisor|hr|security|union|someone|somebody|anyone)\b"
)
_ASKS_ALL = re.compile(
    r"what (?:(?:do|should|can|could|must) )+(?:i|we) (?:even )?do(?: \w+)?"
)  # the card says it
_TAKEN = re.compile(  # "i took too many of my pills", "swallowed a whole pack of paracetamol"
    r"\b(?:overdos\w*|od(?:d|ed)|(?:took|taken|swallowed|ate|downed|popped)\b.{0,30}\b(?:too (?:many|much)|whole|all (?:of )?(?:my|the|his|her)|"
    r"entire|bunch|handful|pack|packet|bottle|box|pills?|tablets?|meds|medication|paracetamol|tylenol|ibuprofen|"
    r"aspirin|sleeping|bleach|\d+))\b",
    re.I,
)
_WITHOUT = {"threat_work": "threat", "assault_work": "assault", "sexual_work": "sexual",
            "friend": "client"}  # fmt: skip
_NOBODY = "a|any|all|anyone|anybody|hr|i|it|my|no one|nobody|people|police|security|she|someone|somebody|something|anything|that|the|there|these|they|this|those|we|work|you|your|he|988|cops|neighbors|neighbours"
_ASKS = re.compile(
    rf"(?:(?:do|does|did|can|could|should|shall|will|would|am|is|are|was|were|have|has|must|may|isnt|arent|wont|dont|"
    rf"doesnt|cant|shouldnt|wouldnt) (?:{_NOBODY})\b|(?:what|where|who|whom|how|when|why|which)(?:s\b|(?: (?!(?:he|she|they|i|it|we|you|my|his|her)\b)\w+)?(?: is| are| do|"
    r" does| did| can| could| should| will| would| am| was| if| happens| happened| about| now| next| then| else| to| long| much|"
    r" come| number| line)\b)|why\b|who \w+s\b|you think\b|what(?:s| now| then)?$|(?:(?:at|for|in|to|by) )?what (?!(?:he|she|they|i|it|we|you|my|her|his|their|happened|hurts|"
    r"bothers|gets|scares|makes|a|an|the)\b))"
)
_WONDERS = re.compile(
    r"\b(?:(?:dont|wouldnt|didnt) (?:even )?know|idk|not sure|unsure|wonder\w*|no idea|need to know|want to know|tell me|cant decide|i (?:just |only )?(?:asked|was asking|am asking)|im asking)\b.{0,12}\b(?:if|whether|who|how|what|where|when|should|about)\b"
)

_IF = re.compile(  # "if i text them do the cops come"
    r"^(?:and |but |so |ok )*if (?:\w+ ){1,8}?(?=(?:do|does|will|would|can|could|is|are|what|who|how) \w)"
)
_TAG = re.compile(  # "he'll just deny it, won't he"
    r" (?:yes or no|or not|right or wrong|or what)$| (?:wont|isnt|doesnt|dont|wouldnt|cant|arent|will|is|does|do|are|can) (?:i|you|he|she|they|it)$"
)


@dataclass(frozen=True, slots=True)
class Meant:
    """One thing that people ask or tell, with what is said to it: `about` by topic, else `replies`."""

    name: str
    asks: bool
    wordings: tuple[re.Pattern[str], ...]
    replies: tuple[str, ...]
    about: Mapping[str, tuple[str, ...]]
    meets: bool = False  # asked or told: met either way
    only: frozenset[str] = frozenset()  # the topics that it is for; all when there are none
    whole: bool = False  # its wordings may stand in several sentences together

    def belongs(self, topic: str) -> bool:
        """Whether it is for that topic. While a life may hang on it, only what was written for it is."""
        if topic in URGENT:
            return topic in self.only or topic in self.about
        return not self.only or topic in self.only

    def lines(self, topic: str) -> tuple[str, ...]:
        """What fits the topic."""
        return self.about.get(topic) or self.about.get(_WITHOUT.get(topic, "")) or self.replies

    def fits(self, plain: str) -> bool:
        """Whether one of its wordings stands in a text without capitals, apostrophes and punctuation."""
        return any(wording.search(plain) for wording in self.wordings)


class Aftermath:
    """Knows what happened from the talk alone."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts

    def asked(self, request: SupportRequest, rng: Random) -> str:
        """The answer to a question that people ask then; "" for none of these."""
        topic = topic_of(request.history)
        helped = topic in URGENT and self._helped(request)
        if helped and _latest(request.history)[0] == "self_harm_other":
            topic, helped = "friend", False
        fitting = [meant for meant in self._meant if meant.belongs(topic)]
        whole = self._acts.plain(request.text)
        for meant in fitting:
            if meant.whole and len(whole.split()) <= _LONG and meant.fits(whole):
                return pick(meant.lines(topic), request.history, rng)
        parts = clauses(request.text)
        for clause in reversed(parts):
            plain = self._acts.plain(clause)
            asks = self._asks(clause)
            for meant in fitting:
                if len(parts) > 1 and meant.name == "so_no":
                    continue  # "HR is his buddy. so no": the rest says what it is about
                if (meant.meets or (asks and meant.asks)) and meant.fits(plain):
                    lines = [x for x in meant.lines(topic) if not (helped and _CALL.search(x))]
                    if lines:
                        return pick(lines, request.history, rng)
        return ""

    def answers(self, text: str, before: Sequence[str] = ()) -> bool:
        """Whether `text` is answered after a danger text: it asks something, or somebody took too much, as `before` says."""
        if any(_TAKEN.search(earlier) for earlier in before):
            return True
        mark = "?" in text and len(text.split()) >= _FEWEST
        return mark or any(self._asks(clause) for clause in clauses(text))

    def at_once(self, text: str, about: str) -> str:
        """The one line on a card that answers what was asked in the very message that raised it; "" for none. `about`
        says what the card is about, as in the moves of a danger text."""
        question = question_in(text, self._acts)
        if not question or _ASKS_ALL.fullmatch(question):
            return ""
        topic = topic_of((Utterance("user", text), Utterance("bot", "", (about,))))
        for meant in self._meant:
            fits = meant.name in _ON_CARD and meant.belongs(topic) and meant.fits(question)
            if fits and (meant.name != "tell_work" or _TO_WORK.search(question)):
                return meant.lines(topic)[0]
        return ""

    def urgent(self, request: SupportRequest, rng: Random) -> str:
        """While a life may hang on it: the next step, whatever was said; "" when that is past."""
        topic = topic_of(request.history)
        if topic not in URGENT or self._helped(request):
            return ""
        return self.asked(request, rng) or pick(
            self._named("rest_body").lines(topic), request.history, rng
        )

    def took_something(self, request: SupportRequest) -> bool:
        """Whether they just said that they took too much: no word of a joke ends the asking for help."""
        return request.after_danger and topic_of(request.history) == "overdose"

    def ordinary(self, request: SupportRequest) -> bool:
        """Whether the talk may go on as any other: the danger text was about a wrong with no life at stake."""
        return topic_of(request.history) in _ORDINARY

    def unknown(self, request: SupportRequest, rng: Random) -> str:
        """To any other question: that we don't know, and who does; "" when nothing is asked."""
        parts = clauses(request.text)
        if not parts or not self._asks(parts[-1]):
            return ""
        topic, before = topic_of(request.history), said(request.history)
        lines = self._named("rest").lines(topic)
        if all(repeats(line, before) for line in lines):  # no wall: at least the next step
            lines = (*self._named("what_now").lines(topic), *lines)
        return pick(lines, request.history, rng)

    def told(self, request: SupportRequest, rng: Random) -> str:
        """A line that takes up what was told, one that this talk has not had; "" for none."""
        plain, topic = self._acts.plain(request.text), topic_of(request.history)
        words = len(plain.split())
        if not words or words > _LONG:
            return ""
        before = said(request.history)
        for meant in self._meant:
            nods = meant.name == "nod" and words <= _NOD
            if meant.asks or meant.meets or not (nods or meant.fits(plain)):
                continue
            fresh = [line for line in meant.lines(topic) if not repeats(line, before)]
            if fresh:
                return pick(fresh, request.history, rng, request.profile.used_openings)
        return ""

    def stay(self, request: SupportRequest, rng: Random) -> str:
        """A line that stays with them, whatever was told; those for what happened come first."""
        stay, before = self._named("stay"), said(request.history)
        lines = [*stay.lines(topic_of(request.history)), *stay.replies]
        fresh = [line for line in lines if not repeats(line, before)]
        fitting = [line for line in fresh if line not in stay.replies] or fresh or lines
        return pick(fitting, request.history, rng, request.profile.used_openings)

    # --- inside

    def _asks(self, clause: str) -> bool:
        """Whether anything is asked in it, behind a comma, too: "the police, do i call them or does the company"."""
        parts = [clause, *(part for part in clause.split(",")[1:] if len(part.split()) >= _FEWEST)]
        plains = [(part, _IF.sub("", self._acts.plain(part))) for part in parts]
        return any(self._is_question(c, p) or bool(_WONDERS.search(p)) for c, p in plains)

    def _helped(self, request: SupportRequest) -> bool:
        """Whether they said that help is there, or called."""
        helped = self._named("body_helped")
        mine = (u.text for u in request.history[-2 * _SOON :] if u.role == "user")
        return any(helped.fits(self._acts.plain(text)) for text in mine)

    def _is_question(self, clause: str, plain: str) -> bool:
        asks = _ASKS.match(plain) or _ASKS.match(self._acts.without_lead(plain))
        if asks or _TAG.search(plain):
            return True
        return clause.rstrip().endswith("?") and len(plain.split()) >= _FEWEST

    def _named(self, name: str) -> Meant:
        return next(meant for meant in self._meant if meant.name == name)

    @cached_property
    def _meant(self) -> tuple[Meant, ...]:
        return tuple(
            _meant(entry) for file in prompts.names(FOLDER) for entry in prompts.read(file)
        )


def topic_of(history: Sequence[Utterance]) -> str:
    """What the latest danger text of the talk was about; "" when nothing says so."""
    kind, who, since = _latest(history)
    if kind in ("medical", *_DEATHS) and since < _SOON and (body := _body(who, history, kind)):
        return body
    match kind, who:
        case "self_harm_self", _:
            return "self"
        case "self_harm_other", ("coworker" | "other"):
            return "friend"
        case "self_harm_other", _:
            return "client"
        case (("violence_threat" | "violence_assault"), "self"):
            return "intent"
        case "workplace_harassment", _:
            return "work"
        case "online_harassment", _:
            return "online"
        case "abuse_or_violence_other", _:
            return "home" if who == "self" else "witness"
    short = {
        "violence_threat": "threat",
        "violence_assault": "assault",
        "sexual_harassment": "sexual",
    }
    topic = short.get(kind, "")
    return f"{topic}_work" if topic and who == "coworker" else topic


def _latest(history: Sequence[Utterance]) -> tuple[str, str, int]:
    """Kind and who of the latest danger text, and how many messages of theirs came after it."""
    since = 0
    for turn in reversed(history):
        since += turn.role == "user"
        for move in turn.moves:
            if turn.role == "bot" and move.startswith(ABOUT):
                kind, _, who = move.removeprefix(ABOUT).partition(":")
                return kind, who, since
    return "", "", since


def _body(who: str, history: Sequence[Utterance], kind: str) -> str:
    """Which emergency of the body it is; "" for none."""
    if kind == "self_harm_other":  # of somebody close by, not of a voice on the phone
        return "medical_other" if who in ("coworker", "other") and _took(history) else ""
    if kind == "self_harm_self" or who == "self":
        return "overdose" if _took(history) else "medical" if kind == "medical" else ""
    return "medical_client" if who == "client" else "medical_other"


def _took(history: Sequence[Utterance]) -> bool:
    return any(u.role == "user" and _TAKEN.search(u.text) for u in history[-2 * _SOON - 2 :])


def _meant(entry: Mapping[str, Any]) -> Meant:
    return Meant(
        entry.get("asks") or entry.get("meets") or entry["tells"],
        "asks" in entry,
        tuple(re.compile(pattern) for pattern in entry["patterns"]),
        tuple(entry["replies"]),
        {topic: tuple(lines) for topic, lines in entry.get("about", {}).items()},
        "meets" in entry,
        frozenset(entry.get("only", ())),
        bool(entry.get("whole")),
    )
