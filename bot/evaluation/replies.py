"""Messages of people, of Care-Pilot and of Shoulder for the same incidents: the tables of arXiv 2411.02408 again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.evaluation import blind as reading
from bot.evaluation.asking import Ask
from bot.evaluation.blind import Blind
from bot.evaluation.data import Data, Row, load
from bot.evaluation.manner import Tone, spoken
from bot.evaluation.report import Bars, Report, Table
from bot.evaluation.statistics import wilson
from bot.evaluation.texts import OPENINGS, commonest, counts
from bot.evaluation.words import published, said

INCIDENTS, MESSAGES = "carepilot_incidents.jsonl", "carepilot_messages.jsonl"
OURS = "shoulder, now"
_FIRST = ("human", "care-pilot")
_ROLES = ("client", "rep")


def read(folder: Path) -> tuple[Data, Data]:
    """The incidents and the messages of a folder in the form of Care-Pilot's release. Raises NoData."""
    return load([folder / INCIDENTS], _incident), load([folder / MESSAGES], _message)


def measure(
    incidents: Sequence[Row],
    messages: Sequence[Row],
    assist: Ask,
    seed: int,
    blind: Blind | None = None,
    tone: Tone | None = None,
    more: Sequence[Table] = (),
) -> Report:
    """In: both sides, what writes a coworker's message for an incident (with `seed`, for the note), blind ratings
    if there are any, what reads a message's tone, and tables to stand below. Out: counts by author."""
    heard = {str(row["incident_id"]): _told(row) for row in incidents}
    theirs: dict[str, list[str]] = {}
    pairs: dict[str, list[tuple[str, str]]] = {}
    for row in messages:
        theirs.setdefault(row["author"], []).append(row["message"])
        about = heard.get(str(row["incident_id"]), "")
        pairs.setdefault(row["author"], []).append((row["message"], about))
    order = sorted(theirs, key=lambda a: (_FIRST.index(a) if a in _FIRST else len(_FIRST), a))
    texts = {author: theirs[author] for author in order}
    told = [(assist(_asked(row)), _told(row)) for row in incidents]
    own = [(str(t["message"]), about) for t, about in told if t and t["message"]]
    ours = [message for message, _ in own]
    if ours:
        texts[OURS], pairs[OURS] = ours, own
    manner = {author: spoken(pairs[author], tone) for author in texts}
    openings = {author: commonest(lines)[0] for author, lines in texts.items()}
    bars = Bars(
        said("bars_openings"),
        tuple((said(a), wilson(n, len(texts[a]))) for a, n in openings.items()),
    )
    notes = [said(
        "note_counts", source=published()["replies"]["counts_source"], seed=str(seed),
        n=str(len(ours)), least=f"{min(OPENINGS, len(ours)) / max(1, len(ours)):.2f}",
    )]  # fmt: skip
    tables = [_counts(texts, manner), _openings(texts), *more]
    notes.append(said("note_manner"))
    if blind is not None:
        tables += reading.tables(blind)
        notes.append(reading.note(blind))
    return Report("replies", tuple(tables), bars, tuple(notes))


# --- inside


def _asked(row: Row) -> Row:
    return {name: row[name] for name in ("domain", "category", "turns")}


def _told(row: Row) -> str:
    return "\n".join(turn["text"] for turn in row["turns"])


def _counts(texts: dict[str, list[str]], manner: dict[str, dict[str, str]]) -> Table:
    known = published()["replies"]["counts"]
    each = {author: counts(lines) | manner[author] for author, lines in texts.items()}
    rows = []
    for name in next(iter(each.values())):
        release = known.get(name, {})
        beside = f"{release.get('human', '–')} / {release.get('care-pilot', '–')}"
        rows.append((said(name), *(found[name] for found in each.values()), beside))
    head = (said("measure"), *map(said, each), said("release"))
    return Table(said("counts"), head, tuple(rows))


def _openings(texts: dict[str, list[str]]) -> Table:
    rows = tuple(
        (said(author), ", ".join(f'"{words}" ×{n}' for words, n in commonest(lines)[1]))
        for author, lines in texts.items()
    )
    return Table(said("openings"), (said("who_wrote"), said("openings")), rows)


def _incident(row: Row) -> str:
    good = all(isinstance(row[name], str) for name in ("domain", "category")) and row["turns"]
    good = good and all(t["role"] in _ROLES and isinstance(t["text"], str) for t in row["turns"])
    return "" if good and "incident_id" in row else "incident"


def _message(row: Row) -> str:
    good = all(isinstance(row[n], str) and row[n].strip() for n in ("author", "message"))
    return "" if good and "incident_id" in row else "message"
