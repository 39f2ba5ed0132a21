"""The prompt of one answer, from what the composed answer would stand on, too (design §5, "generate")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import prompts
from bot.model.engine import Line
from bot.model.hostile import defused
from bot.model.instructions import instructions
from bot.model.parts import facts
from bot.recall import tellable
from bot.safety.outgoing import masked
from bot.support.talk import Utterance

if TYPE_CHECKING:
    from bot.support.ground import Ground

# Characters; a token is about four. The goal is 1,800 tokens for ten turns with memory.
_MESSAGE = 4_000
_HISTORY = 2_200
_EARLIER = 420  # of one earlier message
_DATA = 1_000
_SURE = 0.4  # how likely a label must be to be told
_FELT, _HAPPENED = 3, 2


def prompt(
    ground: Ground, message: str, moves: Sequence[str], *, propose: bool = False
) -> list[Line]:
    """Everything the model gets. `message` is what is answered, with placeholders (`bot.safety.veil`);
    `propose`: a fact to remember may stand below the answer (`bot.model.parts.facts`).

    Never in it: the person's name, anything of another person, what was said in danger.
    """
    words = prompts.read("system/moves.yaml")
    task = instructions("coworker_task").render(
        low=str(ground.words[0]), high=str(ground.words[1]),
        moves="; ".join(words["moves"][move] for move in moves if move in words["moves"]) + ".",
        understood=_understood(ground, words), notes="\n".join(_notes(ground, words, propose)),
        data=_data(ground, moves, words),
    )  # fmt: skip
    system = instructions("coworker").render(task="\n" + task)
    earlier = list(_earlier(ground.request.history, ground.request.profile.name))
    said = Line("user", defused(message)[:_MESSAGE])
    return [Line("system", system), *earlier, said]


def handed_on(history: Sequence[Utterance], name: str) -> list[Utterance]:
    """What of the talk so far goes into the prompt, as it was said; oldest first."""
    return [said for said, _ in _latest(history, name)]


def read_ahead(history: Sequence[Utterance], name: str) -> None:
    """Look at a talk as the next turn's prompt will: what hides in each text is remembered then, not found."""
    _latest(history, name)


# --- inside


def _understood(ground: Ground, words: Any) -> str:
    understood = ground.heard.understanding
    felt = _likely(understood.emotions, _FELT)
    happened = _likely(understood.incidents, _HAPPENED)
    parts = [", ".join(felt), ", ".join(happened), f"{words['intensity'][understood.intensity]}"]
    wants = words["asks"].get({"glad": "celebrate", "step": "advice", "reframe": "reframe"}
                              .get(ground.kind, "vent"), "")  # fmt: skip
    return "; ".join(part for part in parts if part) + f". {wants}".rstrip(".")


def _likely(chances: Any, most: int) -> list[str]:
    sure = sorted(((p, name) for name, p in chances.items() if p >= _SURE), reverse=True)
    return [name.replace("_", " ") for _, name in sure[:most]]


def _notes(ground: Ground, words: Any, propose: bool) -> Iterator[str]:
    notes, profile = words["notes"], ground.request.profile
    if profile.used_openings:
        openings = ", ".join(f'"{opening}"' for opening in profile.used_openings[:3])
        yield "- " + notes["openings"].format(openings=openings)
    last = next((u for u in reversed(ground.request.history) if u.role == "bot"), None)
    if last is not None and (done := [m for m in last.moves if m in words["moves"]]):
        yield "- " + notes["last"].format(moves=", ".join(done))
    if profile.wants == "listen":
        yield "- " + notes["listen"]
    if profile.load:
        yield "- " + notes["load"].format(load=profile.load)
    if propose:
        yield "- " + notes["fact"].format(mark=facts.MARK)


def _data(ground: Ground, moves: Sequence[str], words: Any) -> str:
    names, profile = words["data"], ground.request.profile
    used = [ground.extra[move] for move in moves if move in ground.extra]
    if "reframe" in moves or "protect" in moves or not used:
        used += [hit.passage.words for hit in ground.hits[:1]]
    parts = {
        names["details"]: list(dict.fromkeys(f.text for f in ground.heard.understanding.frames))[
            :4
        ],
        names["facts"]: profile.facts,
        names["loops"]: profile.open_loops,
    }
    ours = {
        names["library"]: [told for told in map(defused, dict.fromkeys(used)) if told],
        names["steps"]: [ground.tail] if ground.tail else (),
    }
    lines = [f"{name}: {_joined(items)}" for name, items in parts.items() if items]
    lines += [f"{name}: {' / '.join(items)}" for name, items in ours.items() if items]
    if not lines:
        return ""
    return "<data>\n" + "\n".join(lines)[:_DATA] + "\n</data>"


def _joined(items: Iterable[str]) -> str:
    return " / ".join(re.sub(r"\s+", " ", masked(defused(item))).strip() for item in items)


def _earlier(history: Sequence[Utterance], name: str) -> Iterator[Line]:
    for said, text in _latest(history, name):
        yield Line("user" if said.role == "user" else "assistant", text)


def _latest(history: Sequence[Utterance], name: str) -> list[tuple[Utterance, str]]:
    """The latest of the talk so far that fits, oldest first; a long message is told by its beginning."""
    left = _HISTORY
    told: list[tuple[Utterance, str]] = []
    for said in reversed(tellable(history)):
        text = said.text.removeprefix(f"Hi {name}. ") if name else said.text
        text = masked(defused(text))
        text = text if len(text) <= _EARLIER else text[: _EARLIER - 2] + " …"
        left -= len(text) + 20
        if left < 0:
            break
        told.append((said, text))
    while told and told[-1][0].role == "bot":  # a talk begins with the person
        told.pop()
    return told[::-1]
