"""`shoulder batch`: one JSON object in, one out. Lines are strangers to each other; nothing is kept."""

from __future__ import annotations

import json
import shutil
import tempfile
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.assist.batch import cards_of, line_of
from bot.assist.client import SimulatedClient
from bot.batch_reply import reply, turns_of
from bot.batch_shape import SHAPES, explained
from bot.mind import Mind
from bot.settings import Settings
from bot.shelf import FOLDER, index_folder

if TYPE_CHECKING:
    from bot.practice.coach import Coach
    from bot.practice.criteria import Criteria
    from bot.practice.seeker import Seeker
    from bot.practice.tactics import Tactics
    from bot.support.supporter import Supporter

_SEED = 0


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
        seed = _SEED if self._settings.seed is None else self._settings.seed
        return reply(turns_of(item), self._mind, self._settings.country, seed)

    def _screen(self, item: dict[str, Any]) -> dict[str, Any]:
        danger = self._mind.screen.harm(str(item["text"]))
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
        return cards_of(item, self._mind.assist, self._settings.seed or _SEED)

    def _client(self, item: dict[str, Any]) -> dict[str, Any]:
        return line_of(item, self._clients, self._settings.seed or _SEED)


def _dump(body: dict[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=True)
