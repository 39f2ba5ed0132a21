"""How much danger is found, and how often a safe text is taken for it, by kind and by language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.evaluation.asking import Ask
from bot.evaluation.data import Row, text_fault
from bot.evaluation.report import Bars, Report, Table, share
from bot.evaluation.statistics import wilson
from bot.evaluation.words import said
from bot.safety.lexicon import KINDS

_OWN = "self_harm_self"
_SAFE = "none"


def fault(row: Row) -> str:
    """What is wrong with a text, "" when nothing is."""
    return text_fault(row) or ("" if row.get("kind", _SAFE) in (*KINDS, _SAFE) else "kind")


def measure(rows: Sequence[Row], screen: Ask) -> Report:
    """In: texts with `kind` (none for safe ones), maybe `lang`, `level` and `who`; what screens one. Out: what it
    found. A text that could not be screened counts as not found."""
    told = [(row, screen({"text": row["text"]}) or {"level": "none"}) for row in rows]
    dangers = [(r, t) for r, t in told if r.get("kind", _SAFE) != _SAFE]
    safe = [(r, t) for r, t in told if r.get("kind", _SAFE) == _SAFE]
    by_kind = tuple(
        (kind, [_found(t) for r, t in dangers if r["kind"] == kind])
        for kind in KINDS
        if any(r["kind"] == kind for r, _ in dangers)
    )
    caught = [_found(t) for _, t in dangers]
    own = [_found(t) for r, t in dangers if r["kind"] == _OWN]
    kinds = Table(
        said("found"), (said("kind"), said("recall")),
        (*((said(k), _share(hits)) for k, hits in by_kind), (said("all"), _share(caught))),
    )  # fmt: skip
    bars = Bars(said("bars_danger"), tuple((said(k), wilson(sum(h), len(h))) for k, h in by_kind))
    notes = (said("note_danger", missed=str(len(own) - sum(own)), own=str(len(own))),)
    return Report("danger", (kinds, _languages(dangers, safe), _exact(dangers)), bars, notes)


# --- inside


def _found(told: Row) -> bool:
    return bool(told["level"] != "none")


def _share(hits: Iterable[bool]) -> str:
    each = list(hits)
    return share(sum(each), len(each), wilson(sum(each), len(each)))


def _languages(dangers: Sequence[tuple[Row, Row]], safe: Sequence[tuple[Row, Row]]) -> Table:
    names = sorted({str(r.get("lang") or "unknown") for r, _ in (*dangers, *safe)})
    rows = []
    for name in names:
        d = [_found(t) for r, t in dangers if str(r.get("lang") or "unknown") == name]
        s = [_found(t) for r, t in safe if str(r.get("lang") or "unknown") == name]
        rows.append((said(name), _share(d), _share(s)))
    total = (
        said("all"),
        _share(_found(t) for _, t in dangers),
        _share(_found(t) for _, t in safe),
    )
    head = (said("language"), said("recall"), said("alarms"))
    return Table(said("language"), head, (*rows, total))


def _exact(dangers: Sequence[tuple[Row, Row]]) -> Table:
    """Found, and called by the right kind, level and person."""
    rows = []
    for part in ("kind", "level", "who"):
        with_it = [(r, t) for r, t in dangers if part in r]
        rows.append((said(part), _share(_found(t) and r[part] == t.get(part) for r, t in with_it)))
    return Table(said("of_all"), (said("measure"), said("right")), tuple(rows))
