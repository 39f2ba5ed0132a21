"""`python -m training.fit_remarks`: fit `bot/support/weights/remarks.npz`, which `bot/support/remarks.py` reads with
what a message in mid-talk says by itself. Needs scikit-learn; a minute. Run it again whenever the encoder changes.

Learns from `examples/remarks.jsonl`, and that sentences of the vents are none of these. Prints how it does in five
folds; `--blind` prints without writing.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from memory.embedder import Encoder

ROOT = Path(__file__).parent.parent
OUT = ROOT / "bot/support/weights/remarks.npz"
EXAMPLES = ROOT / "training/examples"
STORY = 500  # sentences of vents
NONE = "none"
_BRIGHT = {"positive_event", "supportive_colleague", "personal_problem"}
_GLAD = {"joy_pride_gratitude", "relief"}


def main() -> None:
    """Fit, report, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--blind", action="store_true")
    args = parser.parse_args()
    rows = [json.loads(line) for line in (EXAMPLES / "remarks.jsonl").read_text().splitlines()]
    told = sorted(set(sentences()))
    rows += [{"text": text, "remark": NONE} for text in Random(1).sample(told, STORY)]  # noqa: S311
    x = Encoder().embed([row["text"] for row in rows])
    y = np.array([row["remark"] for row in rows])
    model = LogisticRegression(C=30, max_iter=4000)
    found = cross_val_predict(model, x, y, cv=5)
    told_apart = {str(k): round(float((found[y == k] == k).mean()), 2) for k in sorted(set(y))}
    print(f"five folds: {(found == y).mean():.3f} of {len(rows)}", told_apart)
    if not args.blind:
        model.fit(x, y)
        names = np.array([str(name) for name in model.classes_])
        weights = model.coef_.astype(np.float16)
        np.savez_compressed(
            OUT, names=names, weights=weights, bias=model.intercept_.astype(np.float32)
        )
        print(f"wrote {OUT}")


def sentences() -> Iterator[str]:
    """Those of the vents in which nothing good and nothing private is told."""
    for path in sorted(EXAMPLES.glob("vents_*.jsonl")):
        for line in path.read_text().splitlines():
            row = json.loads(line)
            if row["ask"] == "celebrate" or _BRIGHT & set(row["incidents"]):
                continue
            if _GLAD & set(row["emotions"]):
                continue
            for text in re.split(r"(?<=[.!?])\s+", row["text"]):
                if 4 <= len(text.split()) <= 18:
                    yield text


if __name__ == "__main__":
    main()
