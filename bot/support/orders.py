"""In which order an answer's moves may stand, by where in a talk it is: data for `policy.py`."""

from __future__ import annotations

# A first answer to a message that holds nothing to say back.
FIRST = (
    ("validate", "ask"),
    ("validate", "normalize"),
    ("validate", "normalize", "ask"),
    ("normalize", "ask"),
)
FIRST_FITTING = (
    ("story", "normalize", "ask"),
    ("validate", "story", "ask"),
    ("validate", "story", "normalize"),
)
# Where there is, it is said back; what holds for anybody ("most people …") is said seldom: readers take it for a form letter.
FIRST_TOLD = (
    ("reflect", "validate", "ask"),
    ("validate", "reflect", "ask"),
    ("reflect", "validate", "reflect"),
    ("validate", "reflect", "reflect"),
    ("reflect", "validate", "reflect", "ask"),
    ("reflect", "reflect", "validate"),
    ("reflect", "validate", "normalize"),
    ("reflect", "normalize", "reflect", "ask"),
    ("validate", "reflect", "reflect", "ask"),
    ("reflect", "validate", "reflect", "normalize", "ask"),
)
# Where it is only a little.
FIRST_SCANT = (
    ("reflect", "validate", "ask"),
    ("reflect", "validate", "normalize", "ask"),
    ("validate", "reflect", "normalize"),
    ("reflect", "validate", "normalize"),
    ("validate", "reflect", "normalize", "ask"),
    ("validate", "reflect", "reflect", "ask"),
    ("reflect", "validate", "reflect", "ask"),
    ("reflect", "validate", "reflect", "normalize", "ask"),
)
# With the one sentence of a peer-support example that fits what happened.
FIRST_TOLD_FITTING = (
    ("reflect", "story", "ask"),
    ("reflect", "story", "reflect"),
    ("reflect", "story", "reflect", "ask"),
    ("story", "reflect", "validate", "ask"),
    ("story", "reflect", "reflect"),
    ("reflect", "validate", "story", "ask"),
    ("validate", "reflect", "story"),
)
# Where the message tells of a spot that has a line of its own, that line is said; two where it tells of two.
FIRST_NAMED = (
    ("reflect", "validate", "ask"),
    ("validate", "reflect", "ask"),
    ("reflect", "validate", "validate"),
    ("validate", "reflect", "reflect"),
    ("validate", "reflect", "validate", "ask"),
    ("reflect", "validate", "validate", "ask"),
    ("reflect", "validate", "reflect"),
    ("reflect", "validate", "reflect", "ask"),
    ("reflect", "validate", "normalize"),
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
OFTEN_TOLD = 0.8
# When what is new hurts: it is met before anything else, every time. No praise, and nothing to try.
SORE = (
    ("reflect", "normalize"),
    ("reflect", "validate"),
    ("reflect", "story"),
    ("reflect", "ask"),
    ("validate", "reflect"),
)
# The same where nothing of it can be said back.
SORE_UNTOLD = (
    ("validate", "normalize"),
    ("validate", "ask"),
    ("validate", "story"),
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
    ("celebrate", "affirm"),
)
# Whoever asks for something is shown first that they were read.
GLAD_TOLD = (
    ("celebrate", "reflect", "affirm"),
    ("reflect", "celebrate", "ask"),
    ("reflect", "celebrate", "affirm"),
    ("celebrate", "reflect", "ask"),
    ("reflect", "celebrate", "reflect"),
)
STEP = (("validate", "step"),)
STEP_TOLD = (("reflect", "step"), ("reflect", "validate", "step"))
REFRAME = (("validate", "reframe"),)
REFRAME_TOLD = (("reflect", "reframe"), ("reflect", "validate", "reframe"))
PROTECT = (("validate", "protect", "offer"),)
PROTECT_TOLD = (("reflect", "validate", "protect", "offer"), ("reflect", "protect", "offer"))
