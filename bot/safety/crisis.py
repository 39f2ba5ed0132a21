"""Danger, at the door: reads every sentence of a message, without a model, before anything else happens.

In: what a person typed (and, if wanted, their last few messages). Out: a `Danger`. Pure and deterministic.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from bot.safety.lexicon import LEVELS, Language, Lexicon, Rule, load_lexicon
from bot.safety.matching import Hit, hits_in
from bot.safety.plaintext import Token, sentences

LIMIT = 100_000
_ORDER = (
    "self_harm_self",
    "self_harm_other",
    "violence_assault",
    "violence_threat",
    "sexual_harassment",
    "abuse_or_violence_other",
    "online_harassment",
    "workplace_harassment",
)
SecondOpinion = Callable[[Sequence[str]], "Danger | None"]


@dataclass(frozen=True, slots=True)
class Danger:
    """What the screen found. `cues` are spans of the original text; `kind` is "none" when the text is safe."""

    kind: str = "none"
    level: str = "none"
    who: str = "none"
    cues: tuple[tuple[int, int], ...] = ()

    @property
    def preempts(self) -> bool:
        """True when a fixed text must go out at once, ahead of everything else."""
        return self.level in ("elevated", "imminent")


SAFE = Danger()


class DangerScreen:
    """The lexical screen. A second opinion (such as embeddings) may raise what it says, never lower it."""

    def __init__(self, lexicon: Lexicon, second_opinion: SecondOpinion | None = None) -> None:
        self._lexicon = lexicon
        self._second = second_opinion

    @classmethod
    def load(
        cls, folder: Traversable | None = None, second_opinion: SecondOpinion | None = None
    ) -> DangerScreen:
        """In: a lexicon folder (default: the one that ships). Out: a screen; nothing is read after this."""
        return cls(load_lexicon(folder), second_opinion)

    def screen(self, text: str, context: Sequence[str] = ()) -> Danger:
        """In: a message, and the person's messages before it, oldest first. Out: the gravest danger in the message."""
        found = self._lexical(text)
        if context and not found.level == "imminent":
            found = self._carried(text, found, context)
        if self._second is not None:
            other = self._second((*context, text))
            if other is not None and LEVELS.index(other.level) > LEVELS.index(found.level):
                found = other
        return found

    def _lexical(self, text: str) -> Danger:
        found = hits_in(sentences(text[:LIMIT], self._lexicon.spelling), self._lexicon)
        return _gravest(found)

    def _carried(self, text: str, found: Danger, context: Sequence[str]) -> Danger:
        """ "I'll do it tonight" means what the message before it meant."""
        for earlier in reversed(context[-3:]):
            before = self._lexical(earlier)
            if not before.preempts:
                continue
            spans = self._goes_on(text)
            if spans and before.kind.startswith("self_harm"):
                return Danger(before.kind, "imminent", before.who, spans)
            break
        return found

    def _goes_on(self, text: str) -> tuple[tuple[int, int], ...]:
        for sentence in sentences(text[:LIMIT], self._lexicon.spelling):
            line = "".join(f"{t.word} " for t in sentence)
            for language in self._lexicon.languages.values():
                for pattern in language.cues.get("goes_on", ()):
                    if pattern.regex.search(line):
                        return ((sentence[0].start, sentence[-1].end),)
        return ()


def _gravest(found: Sequence[Hit]) -> Danger:
    if not found:
        return SAFE
    best = min(
        found,
        key=lambda h: (
            h.kind != "self_harm_self" or h.level == "low",
            -LEVELS.index(h.level),
            _ORDER.index(h.kind),
            h.who != "self",
            h.who == "client",
        ),
    )
    cues = sorted({(h.start, h.end) for h in found if h.kind == best.kind})
    return Danger(best.kind, best.level, best.who, tuple(cues))


__all__ = ["LIMIT", "SAFE", "Danger", "DangerScreen", "Language", "Rule", "Token"]
