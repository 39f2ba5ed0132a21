"""Hello, thanks, "ugh", "are you real?": short messages that want a line or two, not an answer to a vent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cached_property

import numpy as np

import prompts
from bot.messages import Place
from memory.embedder import Embedder

_SHORT = 14  # words; longer messages are never small talk by likeness
_NOD = 3  # words; in mid-talk, so few that mean nothing else are a nod
_ALIKE = 0.66  # asked only when the asks head already says small talk or a question to the bot
_TO_US = re.compile(r"\b(?:you|your|you're|youre|u|ur|bot|app|shoulder)\b")
_ALIKE_LATER = 0.8  # in mid-talk a line is more likely part of the story
_TELL_NOTHING = frozenset(
    "a am an and are be can could did do does for get going gonna have how i i'm if im in is it it's just lol me my "
    "no not of on or really should so some that that's the thats think this to too u was we what what's will with "
    "would you you're your".split()
)
# "since monday" is no nod: it tells something.
_NODS = _TELL_NOTHING | set(
    "yeah yea yes ok okay hm hmm mhm mm mmm ah oh right sure true fair well maybe guess same".split()
)
_SAD = "😭😢😞😔🥺☹🙁😩😫💔😣😖🤕🤢😰😥😓🥲😡🤬😤😠"
_GLAD = "😀😃😄😁😊🙂🥳🎉❤👍🙌✨😍🤩💪🔥"


class Smalltalk:
    """Recognises an intent of `prompts/phrases/smalltalk.yaml` and picks a reply."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._intents = {entry["intent"]: entry for entry in prompts.read("phrases/smalltalk.yaml")}

    def intent(self, text: str, ask: str = "", *, begun: bool = False) -> str:
        """The intent of a short message, "" when it is none.

        `ask` is what the asks head thinks; in a talk that has `begun`, only what is plainly small
        talk counts: a short line there is part of the story.
        """
        plain = _plain(text)
        words = plain.split()
        if not words:
            return self._wordless(text)
        if len(words) > _SHORT:
            return ""
        number = re.search(r"\d", text)  # "it was 14k" is no "it was ok"
        if found := self._exact.get(plain) or ("" if number else self._nearly(plain, len(words))):
            return found
        if len(words) == 1 and not re.search(r"[aeiouy]", plain) and len(plain) > 4:
            return "cannot_read"
        if begun and ask == "smalltalk" and len(words) <= _NOD and _NODS.issuperset(words):
            return "nod"
        if number:
            return ""  # "62 tickets" tells something
        if ask not in ("smalltalk", "other") or (begun and not _TO_US.search(plain)):
            return ""
        likeness = self._vectors @ self._embedder.embed([text])[0]
        best = int(likeness.argmax())
        alike = float(likeness[best]) >= (_ALIKE_LATER if begun else _ALIKE)
        if alike and (not begun or self._shares(words, best)):
            return self._owners[best]
        return ("off_topic" if ask == "other" else "chat") if not begun else ""

    def _shares(self, words: Sequence[str], best: int) -> bool:
        """Whether a trigger has a telling word of the message: by likeness alone, "you think i should?" passed for
        "am i the problem", and got a no."""
        return bool((set(words) & set(self._triggers[best].split())) - _TELL_NOTHING)

    def _nearly(self, plain: str, words: int) -> str:
        """The intent whose trigger differs by a slip of the finger."""
        if words > 3 or len(plain) < 4:
            return ""
        for trigger, intent in self._exact.items():
            # "no break" is no slip of "on break".
            like = trigger[:1] == plain[:1] and trigger.count(" ") == plain.count(" ")
            close = like and abs(len(trigger) - len(plain)) <= 2
            if close and SequenceMatcher(None, trigger, plain).ratio() > 0.86:
                return intent
        return ""

    def plainly(self, text: str) -> bool:
        """Whether `text` is small talk word for word."""
        return _plain(text) in self._exact

    def replies(self, intent: str, *, begun: bool = False, place: Place = "chat") -> Sequence[str]:
        """The intent's texts: those for this kind of place or, in a talk that has `begun`, those made for that,
        if there are any."""
        entry = self._intents[intent]
        pool: Sequence[str] | None = entry.get("on_screen") if place == "screen" else None
        return pool or (entry.get("later") if begun else None) or list(entry["replies"])

    def warm(self) -> None:
        """Embed the triggers now, so that the first greeting does not wait for it."""
        _ = self._vectors

    def _wordless(self, text: str) -> str:
        sad, glad = sum(c in _SAD for c in text), sum(c in _GLAD for c in text)
        if sad or glad:
            return "emoji_sad" if sad >= glad else "emoji_happy"
        return "laugh" if any(c in "😂🤣😆😅💀" for c in text) else "silence"

    @cached_property
    def _exact(self) -> dict[str, str]:
        return {_plain(t): name for name, entry in self._intents.items() for t in entry["triggers"]}

    @cached_property
    def _triggers(self) -> list[str]:
        return [_plain(t) for entry in self._intents.values() for t in entry["triggers"]]

    @cached_property
    def _owners(self) -> list[str]:
        return [name for name, entry in self._intents.items() for _ in entry["triggers"]]

    @cached_property
    def _vectors(self) -> np.ndarray:
        return self._embedder.embed([t for e in self._intents.values() for t in e["triggers"]])


def _plain(text: str) -> str:
    """Lower case, letters and spaces only, long repeats cut: "Heyyyy!!" → "heyy"."""
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", text.lower().replace("’", "'"))
    return re.sub(r"(\w)\1{2,}", r"\1\1", " ".join(words))
