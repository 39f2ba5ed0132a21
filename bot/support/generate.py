"""Words with a model: streamed, checked sentence by sentence, and whole whatever happens (design §5).

Nothing is said before the first sentence passed the guard. Once something was, the answer is never begun
again: what breaks off is closed with one composed sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

import prompts
from bot.model.engine import Engine, Line, ModelError
from bot.model.hostile import hostile
from bot.model.parts import facts
from bot.safety.veil import Veiled
from bot.support.budget import Budget
from bot.support.guard import faults
from bot.support.prompt import prompt
from bot.support.sentences import Sentences
from bot.voice import Interrupted, Voice

if TYPE_CHECKING:
    from bot.support.ground import Ground

_TOKENS = 260  # for at most a hundred words, and some of them long
_ENOUGH = 0.6  # of the shortest answer: with that much said, nobody misses an end


@dataclass(frozen=True, slots=True)
class Brief:
    """One answer's prompt, and what its words are measured against."""

    ground: Ground
    veil: Veiled
    lines: Sequence[Line]
    propose: bool = False


@dataclass(frozen=True, slots=True)
class Generated:
    """`text` is what was shown, `kept` the same without other people's data; `fact` is one to ask about."""

    text: str
    kept: str
    moves: tuple[str, ...]
    fact: str = ""


class Generator:
    """One per process; `speak` once for each answer."""

    def __init__(self) -> None:
        self._closings: list[str] = prompts.read("phrases/lines.yaml")["closings"]

    def brief(self, ground: Ground, veil: Veiled, propose: bool = False) -> Brief:
        """What the model will be told; with `propose` it may name a fact to remember. Milliseconds of
        computing: in a thread. Raises ModelError for a text that no model may read."""
        if any(hostile(text) for text in veil.faces()):
            raise ModelError("refused")  # no model reads orders; composing can't take any
        lines = prompt(ground, veil.text, ground.orders[0], propose=propose)
        return Brief(ground, veil, lines, propose)

    async def speak(self, engine: Engine, brief: Brief, greeting: str, voice: Voice) -> Generated:
        """The model's answer, `greeting` in front, shown through `voice` as it comes. Raises ModelError
        only if nothing was shown."""
        ground, veil, moves = brief.ground, brief.veil, brief.ground.orders[0]
        openings = ground.request.profile.used_openings
        budget = Budget(brief.lines, veil, ground.text, openings, ground.words[1])
        out = _Out(voice, veil, greeting, brief.propose)
        whole = True
        try:
            whole = await self._hear(engine, budget, out)
        except Interrupted:
            if not out.shown:
                raise ModelError("unavailable") from None
            return self._done(out, budget, moves)  # what stands there is the answer
        except ModelError:
            if not budget.said:
                raise
            whole = bool(out.fact)  # which stands below a whole answer
        if not budget.said:
            raise ModelError("malformed")
        short = budget.words < _ENOUGH * ground.words[0] and not budget.said[-1].endswith("?")
        with suppress(Interrupted):
            if not whole or short:
                await self._close(budget, out, ground.rng)
            if ground.tail:
                await out.say(ground.tail)
        return self._done(out, budget, moves)

    # --- inside

    async def _hear(self, engine: Engine, budget: Budget, out: _Out) -> bool:
        """Say what may be said; false when the rest of the answer must not be."""
        sentences = Sentences()
        async with aclosing(engine.stream(budget.lines, tokens=_TOKENS)) as pieces:
            async for piece in pieces:
                out.voice.clear_throat()
                for sentence in sentences.more(piece):
                    if out.noted(sentence):
                        continue
                    verdict, text = budget.judge(sentence)
                    if verdict == "say":
                        await out.say(text)
                    elif verdict != "skip":
                        return verdict == "full"
        rest = sentences.rest()
        if out.noted(rest):
            return True
        verdict, text = budget.judge(rest)
        if verdict == "say":
            await out.say(text)
        return verdict != "stop"

    async def _close(self, budget: Budget, out: _Out, rng: Random) -> None:
        """One composed sentence that fits whatever was said before it."""
        for line in rng.sample(self._closings, len(self._closings)):
            if not faults(" ".join([*budget.said, line]), heard=budget.heard):
                await out.say(line)
                return

    def _done(self, out: _Out, budget: Budget, moves: Sequence[str]) -> Generated:
        asked = any("?" in text for text in budget.said)
        done = tuple(move for move in moves if asked or move != "ask")
        fact = facts.proposed(out.fact, budget.heard, budget.lines) if out.fact else ""
        return Generated(out.shown, out.kept, done, fact)


class _Out:
    """What has been shown, and how it is kept; and the line that is never shown, where one may come."""

    def __init__(self, voice: Voice, veil: Veiled, greeting: str, propose: bool = False) -> None:
        self.voice = voice
        self._veil = veil
        self._greeting = greeting
        self._propose = propose
        self.shown = ""
        self.kept = ""
        self.fact = ""

    def noted(self, sentence: str) -> bool:
        """Whether a sentence is a fact to ask about, which is noted and not said. The first one counts."""
        found = facts.marked(sentence) if self._propose else None
        if found is None:
            return False
        self.fact = self.fact or found
        return True

    async def say(self, text: str) -> None:
        """One more sentence. Raises Interrupted: then it was not shown."""
        if self._greeting:
            text, self._greeting = self._greeting + text, ""
        between = "" if not self.shown or text.startswith("\n") else " "
        words = between + self._veil.back(text)
        await self.voice.say(words)
        self.shown += words
        self.kept += between + self._veil.kept(text)
