"""`shoulder batch`: one JSON object in, one out. Lines are strangers to each other; nothing is kept."""

from __future__ import annotations

import json
import shutil
import tempfile
import time
import zlib
from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from bot.assist.chat import category_slug, domain_slug, lines_from
from bot.assist.client import SimulatedClient
from bot.assist.talk import Setting
from bot.batch_shape import SHAPES, explained
from bot.messages import Answer, Text
from bot.mind import Mind
from bot.recall import DANGER_MOVE
from bot.settings import Settings
from bot.shelf import FOLDER, index_folder
from bot.support.talk import SupportRequest, Utterance

if TYPE_CHECKING:
    from bot.practice.coach import Coach
    from bot.practice.criteria import Criteria
    from bot.practice.seeker import Seeker
    from bot.practice.tactics import Tactics
    from bot.support.supporter import Supporter

_SEED = 0
_ROLES = {"user": "user", "bot": "bot", "assistant": "bot"}  # as others call it


class Batch:
    """One mode for the whole run; weights are loaded once, at the first line that needs them."""

    def __init__(self, settings: Settings, mode: str) -> None:
        self._settings = settings
        self._work = {
            "reply": self._reply,
            "screen": self._screen,
            "redact": self._redact,
            "search": self._search,
            "score": self._score,
            "tag": self._tag,
            "coach": self._coach,
            "seek": self._seek,
            "assist": self._assist,
            "client": self._client,
        }[mode]
        self._mode = mode
        self._scratch = tempfile.TemporaryDirectory(prefix="shoulder-batch-")

    def line(self, line: str) -> str:
        """The answer to one line; a line that cannot be read gets an `error`."""
        try:
            item = json.loads(line)
            if not isinstance(item, dict):
                raise ValueError("not an object")
        except ValueError:
            return _dump({"id": None, "error": f"not a JSON object; expected {SHAPES[self._mode]}"})
        try:
            return _dump({"id": item.get("id"), **self._work(item)})
        except (AttributeError, KeyError, TypeError, ValueError):
            why = explained(self._mode, item)
            return _dump({"id": item.get("id"), "error": f"bad input: {why}"})

    @cached_property
    def _mind(self) -> Mind:
        talks = self._mode == "reply"
        mind = Mind.load(self._settings, self._copied_index() if talks else None)
        if talks:
            mind.warm()
        elif self._mode in ("screen", "assist"):
            mind.warm_screen()
        return mind

    @cached_property
    def _supporter(self) -> Supporter:
        from bot.support.supporter import Supporter

        supporter = Supporter.load(self._copied_index(), self._settings.embedding_dir)
        supporter.warm()
        return supporter

    @cached_property
    def _clients(self) -> SimulatedClient:
        return SimulatedClient.load()

    @cached_property
    def _criteria(self) -> Criteria:
        from bot.practice.criteria import Criteria
        from bot.practice.once import Once
        from memory.embedder import Encoder

        return Criteria.load(Once(Encoder()))

    @cached_property
    def _tactics(self) -> Tactics:
        from bot.practice.tactics import Tactics

        return Tactics.load()

    @cached_property
    def _coached(self) -> Coach:
        from bot.practice.coach import Coach

        return Coach(self._criteria)

    @cached_property
    def _partner(self) -> Seeker:
        from bot.practice.opinion import opinion_of
        from bot.practice.seeker import Seeker

        return Seeker(partial(opinion_of, self._criteria))

    def _copied_index(self) -> Path:
        """The library's index belongs to the running bot: batch works on a copy of it."""
        source, own = index_folder(self._settings), Path(self._scratch.name)
        if source.is_dir():
            shutil.copytree(source, own / FOLDER, dirs_exist_ok=True)
        return own

    def _reply(self, item: dict[str, Any]) -> dict[str, Any]:
        turns = item.get("turns") or [{"role": "user", "text": item["text"]}]
        if turns[-1]["role"] != "user" or any(turn["role"] not in _ROLES for turn in turns):
            raise ValueError("turns")
        text = str(turns[-1]["text"])
        mind = self._mind
        began = time.perf_counter()
        danger = mind.screen.screen(
            text, tuple(t["text"] for t in turns[:-1] if t["role"] == "user")
        )
        clean = mind.redactor.redact(text).text
        history = self._history(turns[:-1])
        seed = _SEED if self._settings.seed is None else self._settings.seed
        answer = mind.supporter.answer(
            SupportRequest(
                clean,
                history,
                seed=seed + len(history),
                first_today=not history,
                after_danger=any(DANGER_MOVE in said.moves for said in history),
            )  # fmt: skip
        )
        spoken, moves = answer.text, answer.moves
        if danger.level != "none":
            card = _spoken(mind.cards.card(danger, self._settings.country, text))
            spoken = card if danger.preempts else f"{spoken}\n\n{card}"
            moves = ("danger",) if danger.preempts else moves
        took = (time.perf_counter() - began) * 1000
        felt = answer.understanding
        return {
            "reply": spoken,
            "emotions": {name: round(float(p), 4) for name, p in felt.emotions.items()},
            "incidents": {name: round(float(p), 4) for name, p in felt.incidents.items()},
            "intensity": felt.intensity,
            "ask": felt.ask,
            "frames": _frames(text, clean, felt.frames),
            "moves": list(moves),
            "danger": {"kind": danger.kind, "level": danger.level},
            "sources": []
            if danger.preempts
            else [
                {"id": s.id, "kind": s.kind, "score": round(float(s.score), 4)}
                for s in answer.sources
            ],
            "engine": answer.engine,
            "ms": round(took, 2),
        }

    def _history(self, turns: Sequence[Mapping[str, Any]]) -> tuple[Utterance, ...]:
        """The turns so far; what answered danger is marked, as a transcript would have it."""
        mind = self._mind
        said: list[Utterance] = []
        mine: list[str] = []
        preempted = False
        for turn in turns:
            text, role = str(turn["text"]), _ROLES[turn["role"]]
            clean = mind.redactor.redact(text).text
            if role == "user":
                preempted = mind.screen.screen(text, tuple(mine[-3:])).preempts
                mine.append(text)
            moves = (DANGER_MOVE,) if role == "bot" and preempted else ()
            said.append(Utterance(cast(Any, role), clean, moves))
        return tuple(said)

    def _screen(self, item: dict[str, Any]) -> dict[str, Any]:
        danger = self._mind.screen.screen(str(item["text"]))
        return {"kind": danger.kind, "level": danger.level, "who": danger.who}

    def _redact(self, item: dict[str, Any]) -> dict[str, Any]:
        done: Any = self._mind.redactor.redact(str(item["text"]))
        spans = [{"start": s.start, "end": s.end, "type": s.type} for s in done.spans]
        return {"text": done.text, "spans": spans}

    def _score(self, item: dict[str, Any]) -> dict[str, Any]:
        from bot.practice.rated import score

        return score(item, self._criteria)

    def _tag(self, item: dict[str, Any]) -> dict[str, Any]:
        from bot.practice.rated import tag

        return tag(item, self._tactics)

    def _coach(self, item: dict[str, Any]) -> dict[str, Any]:
        from bot.practice.batch import coach

        return coach(item, self._coached)

    def _seek(self, item: dict[str, Any]) -> dict[str, Any]:
        from bot.practice.batch import seek

        return seek(item, self._partner)

    def _search(self, item: dict[str, Any]) -> dict[str, Any]:
        hits = self._supporter.search(str(item["text"]), int(item.get("k", 5)))
        return {
            "hits": [
                {"id": h.passage.id, "kind": h.passage.kind, "title": h.passage.title,
                 "score": round(min(float(h.score), 1.0), 4)}
                for h in hits
            ]
        }  # fmt: skip

    def _assist(self, item: dict[str, Any]) -> dict[str, Any]:
        lines = lines_from(item["turns"])
        domain, category = str(item.get("domain") or ""), str(item.get("category") or "")
        cards = self._mind.assist.of(domain, category, lines, self._settings.seed or _SEED)
        view = cards.reframe
        return {
            "label": cards.label, "score": cards.score, "uncivil": cards.uncivil,
            "danger": {"kind": cards.danger.kind, "level": cards.danger.level, "who": cards.danger.who},
            "reframe": {"thought": view.thought, "reframe": view.reframe} if view else None,
            "cues": list(cards.cues), "steps": list(cards.steps), "message": cards.message,
        }  # fmt: skip

    def _client(self, item: dict[str, Any]) -> dict[str, Any]:
        domain, category = domain_slug(item["domain"]), category_slug(item["category"])
        if not domain or not category:
            raise ValueError("domain or category")
        traits = item.get("traits") or {}
        grateful, ranting, expressive = (
            bool(traits.get(name)) for name in ("grateful", "ranting", "expressive")
        )
        # The same setting under another id is another run.
        seed = zlib.crc32(f"{self._settings.seed or _SEED}:{item.get('id')}".encode())
        setting = Setting(
            domain, category, bool(item["civil"]), grateful, ranting, expressive,
            bool(item.get("harder")), seed,
        )  # fmt: skip
        line = self._clients.next(setting, lines_from(item.get("turns") or []))
        return {"text": line.text, "done": line.done, "stars": line.stars}


def _frames(text: str, clean: str, frames: Any) -> list[dict[str, Any]]:
    """Frames point into the input. What was understood is the redacted text, so find them again."""
    found, start = [], 0
    for frame in frames:
        at = frame.start if text == clean else text.find(frame.text, start)
        if at < 0:
            at = text.find(frame.text)
        if at >= 0:
            found.append({"text": frame.text, "start": at, "end": at + len(frame.text)})
            start = at
    return found


def _spoken(answer: Answer) -> str:
    return "\n\n".join(reply.text for reply in answer.replies if isinstance(reply, Text))


def _dump(body: dict[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=True)
