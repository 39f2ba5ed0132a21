"""What goes into the supporter and what comes out: requests, answers, and what is known of a person."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from bot.messages import Choice, Place
from bot.support.understanding import Understanding

ABOUT = "danger:"  # begins the move of a danger text that says what it was about: "danger:violence_threat:client"


@dataclass(frozen=True, slots=True)
class Utterance:
    """One earlier message of this conversation, oldest first in any sequence."""

    role: Literal["user", "bot"]
    text: str
    moves: tuple[str, ...] = ()  # of bot utterances
    sources: tuple[str, ...] = ()  # library ids used by bot utterances


@dataclass(frozen=True, slots=True)
class Profile:
    """What this person let Shoulder remember, and nothing else. All fields may be empty."""

    name: str = ""
    facts: tuple[str, ...] = ()
    helped: tuple[str, ...] = ()  # library ids or moves that got "that helped"
    not_for_me: tuple[str, ...] = ()  # library ids or moves that got "not for me"
    open_loops: tuple[str, ...] = ()  # first sentences of what was left open on an earlier day
    used_openings: tuple[str, ...] = ()  # openings of recent answers, newest first
    wants: str = ""  # last tapped choice: "listen", "reframe", "step", or ""
    load: str = ""  # how today's shift is, from what they told: "calm", "tense", "stressed", or ""


@dataclass(frozen=True, slots=True)
class Source:
    """A library passage behind an answer; `score` 0–1."""

    id: str
    kind: Literal["strategy", "example", "story"]
    score: float


@dataclass(frozen=True, slots=True)
class CrewStory:
    """What helped somebody on the person's own crew, in that colleague's words: `when` it was, and what
    `helped`. Shown as a quote, and never part of any prompt."""

    id: str
    when: str
    helped: str


@dataclass(frozen=True, slots=True)
class SupportRequest:
    """`text` is already redacted. `first_today` is true when a new day's conversation begins.
    `after_danger` is true for the rest of a day, and of a talk, with an elevated danger card. `stories` are what this
    person may be shown of their own crews. `corrected`: they tapped that the last danger text was not what
    they meant. `place` is what kind of place they write in."""

    text: str
    history: tuple[Utterance, ...] = ()
    profile: Profile = Profile()
    seed: int = 0
    first_today: bool = False
    after_danger: bool = False
    stories: tuple[CrewStory, ...] = ()
    corrected: bool = False
    place: Place = "chat"


@dataclass(frozen=True, slots=True)
class SupportAnswer:
    """`remember` proposes one fact for the person to confirm ("" = none), e.g.
    "Tuesdays are your late shift"; `open_loop` names something still pending ("" = none). `kept` is the
    text without other people's data, where that is another one. `quoted` is a labelled story of a
    colleague that stands under `text`; no transcript keeps it, so that taking it back means something.
    `helped` are the library ids and phrases that they just said helped. `calm`: nothing heavy is going on,
    so the house may ask what it has to ask."""

    text: str
    moves: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    understanding: Understanding = field(default_factory=Understanding)
    sources: tuple[Source, ...] = ()
    engine: Literal["compose", "generate"] = "compose"
    phrases: tuple[str, ...] = ()
    remember: str = ""
    open_loop: str = ""
    kept: str = ""
    quoted: str = ""
    helped: tuple[str, ...] = ()
    calm: bool = False
