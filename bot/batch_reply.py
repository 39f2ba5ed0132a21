"""The batch task `reply`: one object in, one out."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from bot.messages import Answer, Text
from bot.mind import Mind
from bot.recall import DANGER_MOVE, danger_moves
from bot.safety.crisis import INSIDE, Danger
from bot.support.asking import agrees, declines
from bot.support.talk import SupportRequest, Utterance

_ROLES = {"user": "user", "bot": "bot", "assistant": "bot"}  # as others call it


def turns_of(item: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """In: `text`, or `turns` that end with the user's. Out: the turns. Raises KeyError, TypeError or ValueError
    if it is not such an object."""
    turns: Sequence[Mapping[str, Any]] = item.get("turns") or [
        {"role": "user", "text": item["text"]}
    ]
    if turns[-1]["role"] != "user" or any(turn["role"] not in _ROLES for turn in turns):
        raise ValueError("turns")
    return turns


def reply(
    turns: Sequence[Mapping[str, Any]], mind: Mind, country: str, seed: int
) -> dict[str, Any]:
    """The answer to the last of the turns, what was understood, and how long it took (`ms`)."""
    text = str(turns[-1]["text"])
    began = time.perf_counter()
    before = tuple(t["text"] for t in turns[:-1] if t["role"] == "user")
    danger = mind.screen.screen(text, before)
    harm = danger if danger.kind not in INSIDE else mind.screen.harm(text, before)
    request = _request(turns, mind, seed)
    answer = mind.supporter.answer(request)
    spoken, moves = answer.text, answer.moves
    if danger.level != "none":
        card = _spoken(mind.cards.card(danger, country, text))
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
        "frames": _frames(text, request.text, felt.frames),
        "moves": list(moves),
        "danger": {"kind": harm.kind, "level": harm.level},
        "sources": []
        if danger.preempts
        else [
            {"id": s.id, "kind": s.kind, "score": round(float(s.score), 4)} for s in answer.sources
        ],
        "engine": answer.engine,
        "ms": round(took, 2),
    }


def _request(turns: Sequence[Mapping[str, Any]], mind: Mind, seed: int) -> SupportRequest:
    """What is asked of the supporter for the last of the turns, which is the user's."""
    text, history = mind.redactor.redact(str(turns[-1]["text"])).text, _history(turns[:-1], mind)
    if history and (agrees(text) or declines(text)):
        history = (*history[:-1], _offered(history[-1], turns[:-1], mind, seed))
    return SupportRequest(
        text,
        history,
        seed=seed + len(history),
        first_today=not history,
        after_danger=any(DANGER_MOVE in said.moves for said in history),
    )


def _history(turns: Sequence[Mapping[str, Any]], mind: Mind) -> tuple[Utterance, ...]:
    """The turns so far; what answered danger is marked, as a transcript would have it."""
    said: list[Utterance] = []
    mine: list[str] = []
    danger = Danger()
    for turn in turns:
        text, role = str(turn["text"]), _ROLES[turn["role"]]
        clean = mind.redactor.redact(text).text
        if role == "user":
            danger = mind.screen.screen(text, tuple(mine))
            mine.append(text)
        moves = danger_moves(danger) if role == "bot" and danger.preempts else ()
        said.append(Utterance(cast(Any, role), clean, moves))
    return tuple(said)


def _offered(
    last: Utterance, turns: Sequence[Mapping[str, Any]], mind: Mind, seed: int
) -> Utterance:
    """The last turn, with what it offered. Nothing is kept between lines, so if it reads as our answer
    to the turns before it would, it is ours and did the same."""
    if last.role != "bot" or last.moves or len(turns) < 2 or turns[-2]["role"] != "user":
        return last
    answer = mind.supporter.answer(_request(turns[:-1], mind, seed))
    if not str(turns[-1]["text"]).startswith(answer.text):
        return last
    return replace(last, moves=answer.moves, sources=tuple(s.id for s in answer.sources))


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
