"""The examples of the practice measure, as text files that are pleasant to write and to read.

`dev_*.txt`, `test_*.txt`: conversations. A head line `@ id | scenario | V E U A S D` with the ratings
(1-5, in the order of `CRITERIA`; a second rater's after another bar), then `S:` seeker and `>` supporter lines. In the development half
every sentence of the supporter is followed by its marks in brackets and every message by its own six
ratings in braces. `answers*.txt`: longer answers to posts, a line a sentence, marks first. `lines.txt`: single lines.
`pairs.txt`: one seeker, two supporters (`+` the better, `-` the worse).

Marks: the ten tactics (`TACTICS`), and three that only the criteria need: `o` invites to say more,
`d` dismisses, `f` promises that it gets better.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from bot.practice.turns import Turn

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared" / "data" / "empathic_tactics.jsonl"
CRITERIA = (
    "validating_emotions", "encouraging_elaboration", "demonstrating_understanding",
    "advice_giving", "self_oriented", "dismissing_emotions",
)  # fmt: skip
TACTICS = {
    "A": "advice", "H": "assistance", "X": "emotional_expression", "E": "empowerment",
    "I": "information", "P": "paraphrasing", "Q": "questioning", "R": "reappraisal",
    "S": "self_disclosure", "V": "validation",
}  # fmt: skip
# Whose conversations a file holds; everything else here is by the first author.
OWN = "first"
AUTHORS = {"dev_d": "blind", "dev_e": "third"}
EXTRA = {"o": "elaboration", "d": "dismissing", "f": "future"}


@dataclass
class Sentence:
    """One sentence: who said it within what, and its marks (full names)."""

    text: str
    response: str
    marks: frozenset[str]
    group: str
    before: tuple[Turn, ...] = ()


@dataclass
class Talk:
    """One rated conversation. `second`: another rater's ratings, if any; `messages`: those of each
    supporter message, if any; `author`: who wrote it, one of `AUTHORS`."""

    id: str
    scenario: str
    turns: list[Turn] = field(default_factory=list)
    ratings: tuple[int, ...] = ()
    second: tuple[int, ...] = ()
    author: str = OWN
    messages: list[tuple[int, ...]] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)


def talks(half: str) -> list[Talk]:
    """The conversations of one half, `dev` or `test`."""
    out: list[Talk] = []
    for path in sorted(HERE.glob(f"{half}_*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("@"):
                head = [part.strip() for part in line[1:].split("|")]
                first, second = (tuple(map(int, part.split())) for part in (*head[2:], "")[:2])
                author = AUTHORS.get(path.stem, OWN)
                out.append(Talk(head[0], head[1], [], first, second, author))
            elif line.startswith("S: "):
                out[-1].turns.append(Turn("seeker", line[3:]))
            elif line.startswith("> "):
                _supporter(out[-1], line[2:])
    return out


def _supporter(talk: Talk, line: str) -> None:
    marked = re.fullmatch(r"(.+\]) \{(\d{6})\}", line)
    if not marked:
        talk.turns.append(Turn("supporter", line))
        return
    parts = re.findall(r"\s*(.+?)\[([A-Zodf]*)\]", marked[1])
    text = " ".join(sentence for sentence, _ in parts)
    talk.sentences += [
        Sentence(sentence, text, _names(marks), talk.id, tuple(talk.turns))
        for sentence, marks in parts
    ]
    talk.messages.append(tuple(map(int, marked[2])))
    talk.turns.append(Turn("supporter", text))


def author_of(group: str) -> str:
    """Who wrote a sentence's response, by `Sentence.group`; the shared file's are nobody's of us."""
    if group.startswith("shared"):
        return "shared"
    return _authors().get(group, OWN)


@cache
def _authors() -> dict[str, str]:
    return {talk.id: talk.author for talk in talks("dev")}


def run_ons() -> list[Sentence]:
    """Messages of the development half as many people type: no capitals, no full stops, all in one."""
    messages: dict[tuple[str, str], list[Sentence]] = {}
    for talk in talks("dev"):
        for sentence in talk.sentences:
            messages.setdefault((talk.id, sentence.response), []).append(sentence)
    out = []
    for (name, response), rows in messages.items():
        text = " ".join(re.sub(r"[.!?,]+", "", response.lower()).split())
        if text and text != response and len(text.split()) <= 25:
            marks = frozenset().union(*(row.marks for row in rows))
            out.append(Sentence(text, text, marks, name, rows[0].before))
    return out


def answers() -> list[Sentence]:
    """The sentences of our own longer answers."""
    groups: list[tuple[str, list[tuple[str, str]]]] = []
    for path in sorted(HERE.glob("answers*.txt")):
        for block in re.split(r"\n(?=[@\[])", path.read_text(encoding="utf-8").strip()):
            if block.startswith("@"):
                groups.append((block[1:].strip(), []))
            elif found := re.match(r"\[([A-Z]*)\] (.+)", block, re.DOTALL):
                groups[-1][1].append((found[2], found[1]))
    return [
        Sentence(sentence, " ".join(s for s, _ in rows), _names(marks), name)
        for name, rows in groups
        for sentence, marks in rows
    ]


def lines() -> list[Sentence]:
    """Short things supporters say, each by itself. Neighbours in the file are alike: grouped by ten."""
    rows = [
        re.fullmatch(r"\[([A-Zodf]*)\] (.+)", line)
        for line in (HERE / "lines.txt").read_text(encoding="utf-8").splitlines()
    ]
    return [
        Sentence(row[2], row[2], _names(row[1]), f"line{i // 10}")
        for i, row in enumerate(rows)
        if row
    ]


def shared() -> list[Sentence]:
    """The sentences of the shared file, grouped by response; empty where it is absent."""
    if not SHARED.is_file():
        return []
    rows = [json.loads(line) for line in SHARED.read_text(encoding="utf-8").splitlines()]
    groups = {r: f"shared{i}" for i, r in enumerate(dict.fromkeys(r["response"] for r in rows))}
    return [
        Sentence(
            r["sentence"],
            r["response"],
            frozenset(t for t in TACTICS.values() if r[t]),
            groups[r["response"]],
        )
        for r in rows
    ]


def pairs() -> list[tuple[str, list[Turn], list[Turn]]]:
    """(id, the better conversation, the worse one) of each pair."""
    out: list[tuple[str, list[Turn], list[Turn]]] = []
    for line in (HERE / "pairs.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            out.append((line[1:].split("|")[0].strip(), [], []))
        elif line.startswith("S: "):
            for turns in out[-1][1:]:
                turns.append(Turn("seeker", line[3:]))  # type: ignore[union-attr]
        elif line[:2] in ("+ ", "- "):
            out[-1][1 if line[0] == "+" else 2].append(Turn("supporter", line[2:]))
    return out


def _names(marks: str) -> frozenset[str]:
    return frozenset({**TACTICS, **EXTRA}[mark] for mark in marks)
