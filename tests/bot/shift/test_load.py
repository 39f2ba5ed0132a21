"""The load: what was told weighs most, rude clients raise it, a break lowers it, time wears it off."""

from __future__ import annotations

import pytest

from bot.shift.load import Signs, dump, load, load_of, met, rest, tell

MINUTE = 60_000
NOW = 1_790_000_000_000


def after(*steps: tuple[int, str]) -> Signs:
    """Signs as they came: (minutes ago, what)."""
    signs = Signs()
    for minutes, what in steps:
        at = NOW - minutes * MINUTE
        if what in ("rude", "fair"):
            signs = met(signs, what == "rude", at)
        else:
            signs = rest(signs, at) if what == "break" else tell(signs, what, at)
    return signs


@pytest.mark.parametrize(
    ("steps", "state", "because"),
    [
        ((), "calm", ()),
        (((5, "stressed"),), "stressed", ("told",)),
        (((130, "stressed"),), "calm", ()),
        (((5, "rude"),), "calm", ()),
        (((9, "rude"), (5, "rude")), "tense", ("uncivil",)),
        (((9, "rude"), (7, "rude"), (6, "rude"), (5, "rude")), "stressed", ("uncivil",)),
        (((9, "rude"), (7, "rude"), (6, "fair"), (5, "rude")), "calm", ()),
        (((300, "rude"), (290, "rude")), "calm", ()),
        (((30, "calm"), (9, "rude"), (5, "rude")), "tense", ("told", "uncivil")),
        (((30, "tense"), (9, "rude"), (5, "rude")), "stressed", ("told", "uncivil")),
        (((20, "rude"), (15, "rude"), (5, "break")), "calm", ("break",)),
        (((20, "stressed"), (5, "break")), "tense", ("told", "break")),
        (((20, "break"), (5, "stressed")), "stressed", ("told",)),
        (((20, "rude"), (15, "rude"), (5, "calm")), "calm", ("told",)),
        (((60, "break"), (5, "stressed")), "stressed", ("told",)),
    ],
)  # fmt: skip
def test_states(steps: tuple[tuple[int, str], ...], state: str, because: tuple[str, ...]) -> None:
    found = load_of(after(*steps), NOW)
    assert (found.state, found.because) == (state, because)


def test_kept_and_read_again() -> None:
    signs = after((9, "rude"), (5, "tense"), (2, "break"))
    assert load(dump(signs)) == signs
    assert load("") == Signs()
    assert tell(signs, "furious", NOW) == signs
