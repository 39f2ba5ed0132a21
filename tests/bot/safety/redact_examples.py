"""Reads the marked sentences and fills in valid made-up numbers; measures what the redactor finds in them."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bot.safety.redact import Redaction
from bot.safety.redaction import checks as checks

FILE = Path(__file__).parents[3] / "training/examples/redact_dev.jsonl"
_MARK = re.compile(r"\{(\w+)(?::([^}]*))?\}")
_SSN = {"ssn": "ssn", "nino": "ssn", "sin": "ssn", "tfn": "ssn", "aadhaar": "ssn"}


@dataclass(frozen=True)
class Example:
    text: str
    marks: tuple[tuple[int, int, str], ...]
    half: str


@dataclass
class Score:
    """Found: at least 80 % of the mark is covered. Wrong words: outside every mark, and taken out."""

    marks: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    words: int = 0
    wrong: int = 0
    faults: list[str] = field(default_factory=list)

    def recall(self, *types: str) -> float:
        return sum(self.found[t] for t in types) / max(1, sum(self.marks[t] for t in types))


def load(file: Path = FILE) -> list[Example]:
    rng = random.Random(11)
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return [_fill(row["text"], row["half"], rng) for row in rows]


def measure(examples: list[Example], redact: Callable[[str], Redaction]) -> Score:
    score = Score()
    for example in examples:
        spans = redact(example.text).spans
        taken = {i for s in spans for i in range(s.start, s.end)}
        for start, end, kind in example.marks:
            score.marks[kind] += 1
            if len(taken & set(range(start, end))) >= 0.8 * (end - start):
                score.found[kind] += 1
            else:
                score.faults.append(
                    f"missed {kind} {example.text[start:end]!r} in {example.text!r}"
                )
        marked = {i for start, end, _ in example.marks for i in range(start, end)}
        for m in re.finditer(r"\S+", example.text):
            at = set(range(*m.span()))
            score.words += 1
            if at & taken and not at & marked:
                score.wrong += 1
                score.faults.append(f"wrongly took {m[0]!r} in {example.text!r}")
    return score


def _fill(text: str, half: str, rng: random.Random) -> Example:
    out, marks, at = "", [], 0
    for m in _MARK.finditer(text):
        out += text[at : m.start()]
        value = m[2] if m[2] is not None else GENERATORS[m[1]](rng)
        marks.append((len(out), len(out) + len(value), _SSN.get(m[1], m[1])))
        out += value
        at = m.end()
    return Example(out + text[at:], tuple(marks), half)


def _digits(rng: random.Random, n: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(n))


def _with_check(start: str, n: int, ok: Callable[[str], bool], rng: random.Random) -> str:
    while True:
        number = start + _digits(rng, n - len(start))
        if ok(number):
            return number


def _grouped(number: str, sizes: tuple[int, ...], sep: str) -> str:
    parts, at = [], 0
    for size in sizes:
        parts.append(number[at : at + size])
        at += size
    return sep.join(p for p in [*parts, number[at:]] if p)


def card(rng: random.Random) -> str:
    start, n = rng.choice(
        (
            ("4", 16),
            ("51", 16),
            ("37", 15),
            ("6011", 16),
            ("4", 13),
            ("4", 19),
            ("2221", 16),
            ("36", 14),
        )
    )
    number = _with_check(start, n, checks.luhn, rng)
    return rng.choice(
        (
            number,
            _grouped(number, (4, 4, 4, 4), " "),
            _grouped(number, (4, 4, 4, 4), "-"),
            _grouped(number, (4, 6, 5), " "),
            _grouped(number, (4, 4, 4, 4), "."),
        )
    )


def phone(rng: random.Random) -> str:
    d = lambda n: _digits(rng, n)  # noqa: E731
    area = rng.choice("23456789") + d(2)
    return rng.choice((
        f"({area}) 555-0{d(3)}", f"{area}-555-{d(4)}", f"{area}.555.{d(4)}", f"1-{area}-555-{d(4)}", f"+1 {area} 555 {d(4)}", f"555-{d(4)}",
        f"07700 900{d(3)}", f"020 7946 0{d(3)}", f"+44 7700 900{d(3)}", f"0117 496 0{d(3)}", f"087 {rng.choice('123456789')}{d(2)} {d(4)}",
        f"+353 86 {d(3)} {d(4)}", f"04{d(2)} {d(3)} {d(3)}", f"+61 4{d(2)} {d(3)} {d(3)}", f"(02) 9{d(3)} {d(4)}", f"021 {d(3)} {d(4)}",
        f"+64 21 {d(3)} {d(4)}", f"9{d(4)} {d(5)}", f"+91 98{d(3)} {d(5)}", f"+91-98{d(8)}", f"0917 {d(3)} {d(4)}", f"+63 917 {d(3)} {d(4)}",
        f"082 {d(3)} {d(4)}", f"+27 82 {d(3)} {d(4)}", f"{area}555{d(4)}", f"98{d(8)}", f"{area}-555-{d(4)} ext {d(3)}", f"+49 30 {d(8)}",
    ))  # fmt: skip


def iban(rng: random.Random) -> str:
    country, n, letters = rng.choice(
        (("GB", 22, "BUKB"), ("IE", 22, "AIBK"), ("DE", 22, ""), ("FR", 27, ""), ("NL", 18, "ABNA"))
    )
    body = letters + _digits(rng, n - 4 - len(letters))
    number = next(
        f"{country}{i:02}{body}" for i in range(2, 99) if checks.iban(f"{country}{i:02}{body}")
    )
    return rng.choice((number, _grouped(number, (4,) * 6, " "), number.lower()))


GENERATORS: dict[str, Callable[[random.Random], str]] = {
    "card": card,
    "phone": phone,
    "iban": iban,
    "ssn": lambda rng: f"{rng.randint(100, 665)}-{rng.randint(10, 99)}-{rng.randint(1000, 9999)}",
    "nino": lambda rng: (
        rng.choice(("AB", "JG", "PW", "SE"))
        + rng.choice(
            (f"{_digits(rng, 6)}C", f" {_digits(rng, 2)} {_digits(rng, 2)} {_digits(rng, 2)} B")
        )
    ),
    "sin": lambda rng: _grouped(_with_check("5", 9, checks.luhn, rng), (3, 3, 3), rng.choice(" -")),
    "tfn": lambda rng: _grouped(_with_check("8", 9, checks.tfn, rng), (3, 3, 3), " "),
    "aadhaar": lambda rng: _grouped(
        _with_check("7", 12, checks.verhoeff, rng), (4, 4, 4), rng.choice((" ", "-", ""))
    ),
}
