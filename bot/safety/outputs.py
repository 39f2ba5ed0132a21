"""What the networks for danger give, in order."""

from __future__ import annotations

KINDS = (
    "self_harm_self", "self_harm_other", "violence_threat", "violence_assault",
    "sexual_harassment", "workplace_harassment", "online_harassment", "abuse_or_violence_other",
)  # fmt: skip
LEVELS = ("low", "elevated", "imminent")
WHOS = ("self", "client", "coworker", "other")
OUTPUTS = ("any", *KINDS, *LEVELS, *WHOS)
KIND, LEVEL, WHO = 1, 1 + len(KINDS), 1 + len(KINDS) + len(LEVELS)  # where each begins
