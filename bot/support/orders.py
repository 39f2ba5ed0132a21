"""In which order an answer's moves may stand, by where in a talk it is: data for `policy.py`."""

from __future__ import annotations

FIRST = (
    ("reflect", "validate", "ask"),
    ("validate", "reflect", "ask"),
    ("reflect", "validate", "normalize"),
    ("reflect", "normalize", "ask"),
    ("validate", "reflect", "normalize"),
    ("reflect", "validate", "normalize", "ask"),
    ("reflect", "validate", "reflect", "ask"),
    ("validate", "reflect", "reflect", "ask"),
    ("reflect", "normalize", "reflect"),
)
# With the one sentence of a peer-support example that fits what happened.
FIRST_FITTING = (
    ("reflect", "story", "normalize", "ask"),
    ("reflect", "story", "reflect", "ask"),
    ("story", "reflect", "validate", "ask"),
    ("reflect", "validate", "story", "ask"),
    ("story", "reflect", "normalize", "ask"),
    ("validate", "reflect", "story"),
    ("reflect", "validate", "story", "normalize"),
)
# Where the message tells of a spot that has a line of its own, that line is said; two where it tells of two.
FIRST_NAMED = (
    ("reflect", "validate", "ask"),
    ("validate", "reflect", "ask"),
    ("reflect", "validate", "validate"),
    ("reflect", "validate", "normalize"),
    ("validate", "reflect", "validate", "ask"),
    ("reflect", "validate", "validate", "ask"),
    ("reflect", "validate", "reflect"),
    ("reflect", "validate", "reflect", "ask"),
    ("reflect", "validate", "normalize", "ask"),
)
SECOND = (
    ("affirm", "story", "normalize"),
    ("normalize", "affirm", "offer"),
    ("affirm", "normalize", "offer"),
    ("story", "affirm", "offer"),
)
# When there was something new in what they told: it is said back, and not every time.
SECOND_TOLD = (
    ("reflect", "affirm"),
    ("reflect", "affirm", "normalize"),
    ("reflect", "story", "normalize"),
)
OFTEN_TOLD = 0.5
# When what is new hurts: it is met before anything else, every time. No praise, and nothing to try.
SORE = (
    ("reflect", "normalize"),
    ("reflect", "validate"),
    ("reflect", "story"),
    ("reflect", "ask"),
    ("validate", "reflect"),
)
NAMED = (
    ("validate",),
    ("validate", "ask"),
    ("validate", "normalize"),
    ("validate", "story"),
    ("reflect", "validate"),
    ("reflect", "validate", "ask"),
)
ROOM = 3  # answers before something to try is offered unasked
THIRD = (
    ("reflect", "validate", "ask"),
    ("validate", "reflect", "ask"),
    ("reflect", "validate"),
    ("reflect", "ask"),
)
GLAD = (
    ("celebrate", "affirm", "ask"),
    ("celebrate", "reflect", "affirm"),
    ("reflect", "celebrate", "ask"),
)
