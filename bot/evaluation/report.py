"""What a measure found: tables and one picture, for the screen and as Markdown."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.evaluation.data import Data
from bot.evaluation.source import Source
from bot.evaluation.statistics import Figure
from bot.evaluation.words import said


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` have as many cells as `head`."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """The picture: one bar for each name, with its interval where there is one. `full` is the axis's end."""

    title: str
    bars: tuple[tuple[str, Figure], ...]
    full: float = 1.0
    digits: int = 2


@dataclass(frozen=True, slots=True)
class Report:
    """`kind` is the subcommand; `notes` are sentences on how to read it."""

    kind: str
    tables: tuple[Table, ...]
    bars: Bars
    notes: tuple[str, ...] = ()

    def markdown(self, data: Data, source: Source, picture: str = "") -> str:
        """The whole report; `picture` is the picture's file name."""
        facts = [f"- {said('commit')}: {source.commit}", f"- {said('engine')}: {source.engine}",
                 f"- {said('day')}: {source.day}"]  # fmt: skip
        facts += [f"- {said('sha')} `{name}`: `{sha}`" for name, sha in data.sums]
        facts.append(f"- {said('read', rows=str(len(data.rows)), left=str(len(data.faults)))}")
        facts += [f"  - {line}" for line in faults(data)]
        parts = [f"# {said(f'title_{self.kind}')}", "\n".join(facts)]
        if picture:
            parts.append(f"![{self.bars.title}]({picture})")
        parts += [f"## {t.title}\n\n{_table(t)}" for t in self.tables if t.rows]
        parts += self.notes
        return "\n\n".join(parts) + "\n"

    def write(self, folder: Path, data: Data, source: Source) -> Path:
        """Report and picture into `folder`, which is made when it is missing. Out: the report's path. Raises
        OSError."""
        from bot.evaluation.picture import picture

        folder.mkdir(parents=True, exist_ok=True)
        image = folder / f"eval-{self.kind}.png"
        image.write_bytes(picture(self.bars))
        path = folder / f"eval-{self.kind}.md"
        path.write_text(self.markdown(data, source, image.name), encoding="utf-8")
        return path


def faults(data: Data) -> list[str]:
    """One sentence for each line that was left out."""
    return [f"{fault.where}: {said(f'fault_{fault.why}')}" for fault in data.faults]


def number(value: float, digits: int = 2) -> str:
    """A figure as it is printed; a dash where nothing can be said."""
    return "–" if math.isnan(value) else f"{value:.{digits}f}"


def ranged(figure: Figure, digits: int = 2) -> str:
    """ "0.61 (0.50 to 0.70)"."""
    if math.isnan(figure.low):
        return number(figure.value, digits)
    return f"{number(figure.value, digits)} ({number(figure.low, digits)} to {number(figure.high, digits)})"


def share(hits: int, n: int, figure: Figure) -> str:
    """ "0.90 (9/10, 0.60 to 0.98)"; a dash without cases."""
    if not n:
        return "–"
    return f"{figure.value:.3f} ({hits}/{n}, {figure.low:.3f} to {figure.high:.3f})"


def _table(table: Table) -> str:
    rows: Sequence[Sequence[str]] = (table.head, ["---"] * len(table.head), *table.rows)
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows)
