"""Everyday words for what leaves the machine: `python -m training.ordinary --write`.

Out there a word in lower case that is not among them may be a name (`bot/safety/outgoing.py`). Taken are words that
stand in lower case in two or more of our own examples, in no list of names, and not mostly with a capital.
"""

from __future__ import annotations

import json
import re
import sys
import textwrap
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import prompts
from bot.safety.redaction.lexicon import lexicon

_EXAMPLES = Path(__file__).parent / "examples"
_OUT = Path(prompts.__file__).parent / "redact/ordinary.yaml"
_LOWER = re.compile(r"(?<![\w'’.@-])[a-z]{3,}(?:-[a-z]+)*(?![\w@])")
_CAPITAL = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}(?![\w@])")
_TEXTS = 2
_MOSTLY = 0.3  # written with a capital that often: rather a name
_HEAD = """# Everyday words beyond common.yaml: a word in neither may be a name when text leaves the machine. Made from our own
# examples by `python -m training.ordinary --write`.
words: >-
"""


def main() -> None:
    """Print how many there are; write them with --write."""
    found = sorted(_ordinary())
    print(len(found))
    if "--write" in sys.argv:
        body = textwrap.fill(" ".join(found), 118, initial_indent="  ", subsequent_indent="  ",
                             break_on_hyphens=False)  # fmt: skip
        _OUT.write_text(_HEAD + body + "\n", encoding="utf-8")


def _ordinary() -> Iterator[str]:
    lower: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for text in _texts():
        lower.update(set(_LOWER.findall(text)))
        capital.update({word.lower() for word in _CAPITAL.findall(text)})
    known = lexicon()
    for word, texts in lower.items():
        named = known.is_name(word) or capital[word] > _MOSTLY * (texts + capital[word])
        if texts >= _TEXTS and not named and word not in known.common:
            yield word


def _texts() -> Iterator[str]:
    for path in sorted(_EXAMPLES.glob("*.jsonl")):
        if not path.name.startswith(("vents_", "danger_")):
            continue
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            if row.get("lang", "en") == "en":
                yield row["text"]


if __name__ == "__main__":
    main()
