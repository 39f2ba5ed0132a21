"""Short comments that real people wrote about anything: GoEmotions (Apache-2.0), from `../shared/data`, only when it
is there. Our own examples are all about work; these teach the readers of danger what else people talk about."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from bot.safety.lexicon import load_lexicon
from bot.safety.matching import hits_in
from bot.safety.plaintext import sentences
from training.examples import HERE

GOEMOTIONS = HERE.parent.parent / "shared/data/goemotions.jsonl"


def comments(half: int | None = None, path: Path = GOEMOTIONS) -> Iterator[str]:
    """Those in which the lexicon hears no danger, in file order: all, or one `half` of them (0 or 1, fixed by the
    text), so that what is fitted on one can be judged on the other. Some hold danger all the same; they are few."""
    if not path.is_file():
        return
    lexicon = load_lexicon()
    for line in path.read_text(encoding="utf-8").splitlines():
        text = json.loads(line)["text"]
        if half is not None and hashlib.sha256(text.encode()).digest()[0] % 2 != half:
            continue
        hits = hits_in(sentences(text, lexicon.spelling), lexicon)
        if all(hit.soft for hit in hits):
            yield text
