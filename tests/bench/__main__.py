"""`python -m tests.bench [understanding danger redaction retrieval replies harsh stickiness speed assist
crew crew_attack crew_outsider injection faults outgoing planted model_speed crew_stories planted_stories]`."""

from __future__ import annotations

import importlib
import sys

NAMES = (
    "understanding",
    "danger",
    "redaction",
    "retrieval",
    "replies",
    "harsh",
    "stickiness",
    "practice",
    "practice_play",
    "speed",
    "assist",
    "crew",
    "crew_attack",
    "crew_outsider",
    "injection",
    "faults",
    "outgoing",
    "planted",
    "model_speed",
    "crew_stories",
    "planted_stories",
)


def main() -> None:
    """Run the named benchmarks, all of them without names."""
    for name in sys.argv[1:] or NAMES:
        print(f"\n## {name}", flush=True)
        for line in importlib.import_module(f"tests.bench.{name}").run():
            print(line, flush=True)


main()
