"""A danger text that was a false alarm, put right in words: "nobody hit me", "it's only work stuff".

In: the talk. Out: whether the very thing is denied. Never for somebody's own death, for what they might do to others, for
violence at home, or for an emergency of the body: there a denial is part of the trouble.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.support.acts import Acts, Done, clauses
from bot.support.aftermath import topic_of
from bot.support.talk import Utterance

DANGER, CLEARED = "danger", "danger_cleared"  # moves of danger texts, as the transcript has them
_ABOUT = {
    "assault": "assault", "assault_work": "assault", "threat": "threat", "threat_work": "threat",
    "sexual": "sexual", "sexual_work": "sexual", "online": "online", "work": "work",
    "client": "told", "friend": "told", "witness": "told",
}  # fmt: skip
_FICTION = frozenset(("client", "friend", "witness"))  # what was heard there is no work stuff
_ONLINE = re.compile(
    r"\b(?:online|internet|post(?:s|ed|ing)?|shar(?:e|es|ed|ing)|accounts?|profile|photos?|pics?|pictures?|videos?|"
    r"memes?|comments?|messages?|messag\w+|dms?|group|chat|facebook|insta\w*|tiktok|reddit|twitter|whatsapp|email\w*)\b",
    re.I,
)


class Denials:
    """Read from `prompts/phrases/acts/denied.yaml`; pure."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts

    def of(self, text: str, history: Sequence[Utterance]) -> Done | None:
        """How `text` denies what the latest danger text of `history` was about; None when it does not."""
        topic = topic_of(history)
        if topic not in _ABOUT:
            return None
        done = self._acts.of(text, ("denied",))
        if done is None or done.act.name.removeprefix("denied_") not in _fitting(topic, history):
            return None
        others = (p for p in clauses(text) if self._acts.of(p, ("denied", "corrected")) is None)
        return replace(done, rest=" ".join(others))

    def may_clear(self, history: Sequence[Utterance]) -> bool:
        """Whether words are enough to put the latest danger text right."""
        return topic_of(history) in _ABOUT

    def past(self, history: Sequence[Utterance]) -> bool:
        """Whether the latest danger text was put right since, by a tap or in words."""
        at = max((n for n, u in enumerate(history) if _alarm(u)), default=-1)
        if at < 0:
            return False
        since = history[at + 1 :]
        return any(CLEARED in u.moves for u in since) or any(
            u.role == "user" and self.rights(u.text, history[: at + 1 + n])
            for n, u in enumerate(since)
        )

    def rights(self, text: str, history: Sequence[Utterance]) -> bool:
        """Whether `text` puts the latest danger text of `history` right, so that it counts no longer."""
        if self.of(text, history) is not None:
            return True
        joking = bool(history) and _alarm(history[-1]) and self.may_clear(history)
        return joking and self._acts.of(text, ("corrected",)) is not None


def _fitting(topic: str, history: Sequence[Utterance]) -> frozenset[str]:
    if topic in _FICTION:
        return frozenset(("told",))
    told = " ".join(u.text for u in history if u.role == "user")
    stranger = {"stranger"} if topic == "online" and not _ONLINE.search(told) else set()
    return frozenset({_ABOUT[topic], "any", "told", *stranger})


def _alarm(said: Utterance) -> bool:
    return said.role == "bot" and DANGER in said.moves
