"""How the readers decide together: what is weighed, and that the weights that ship make sense."""

from __future__ import annotations

import numpy as np
import pytest

from bot.safety.outputs import KINDS, OUTPUTS
from bot.safety.weighing import ELSEWHERE, ENGLISH, UNLIKELY, Readings, Weights, features, load


def readings(
    *any_danger: float, kind: str = "violence_threat", english: bool = True, words: int = 40
) -> Readings:
    """As if each stretch had the given logit for danger by every reader, and `kind` the highest."""
    logits = np.full((len(any_danger), len(OUTPUTS)), -5.0, np.float32)
    logits[:, 0] = any_danger
    logits[:, OUTPUTS.index(kind)] = 1.0
    ngrams = logits[:, : 1 + len(KINDS)]
    return Readings(logits if english else None, logits, ngrams, len(any_danger), words)


def test_the_worst_stretch_decides() -> None:
    read = readings(-3, 2, 0.5)
    assert read.worst()[0] == 1
    assert features(read)["tongues"] == features(read)["least"] == features(read)["most"] == 2
    assert features(readings(2))["english"] == features(read)["english"]


def test_the_readers_are_weighed_apart() -> None:
    calm, grave = readings(-1), readings(3)
    said = features(Readings(grave.english, calm.tongues, calm.ngrams, 1, 40))
    assert (said["english"], said["tongues"], said["least"], said["most"]) == (3, -1, -1, 3)


def test_what_a_text_is_like_is_weighed_too() -> None:
    assert features(readings(1, words=9))["short"] == 0 < features(readings(1, words=8))["short"]
    assert [features(readings(*[1] * n))["long"] for n in (1, 2, 9)] == [0, 1, 1]
    assert features(readings(1, kind="online_harassment"))["online_harassment"] == 1
    assert "english" not in features(readings(1, english=False))


def test_a_score_is_a_sum() -> None:
    weights = Weights({"tongues": 2.0, "violence_threat": -1.0, "never seen": 9.0}, 0.5, 1.0)
    assert weights.score(features(readings(3))) == pytest.approx(6 - 1 + 0.5)


def test_nothing_is_safer_for_its_length() -> None:
    weights = Weights({"tongues": 2.0, "short": -3.0, "long": -1.0}, 0.0, 1.0)
    for read in (readings(1, words=3), readings(1, 1, words=90)):
        assert weights.score(features(read)) < weights.leaning(features(read)) == pytest.approx(2)


def test_a_text_that_was_read_in_part_is_not_whole() -> None:
    read = readings(1, 1)
    assert read.whole
    assert not Readings(None, read.tongues, read.ngrams, 9, 600).whole


@pytest.mark.parametrize("language", [ENGLISH, ELSEWHERE])
def test_the_weights_that_ship(language: str) -> None:
    weights = load()[language]
    here = language == ENGLISH
    scores = [weights.score(features(readings(x, english=here))) for x in (-6.0, -1.0, 1.0, 4.0)]
    assert scores == sorted(scores) and scores[0] < UNLIKELY and scores[-1] > 0
    assert UNLIKELY < -weights.soft < 0
    assert set(weights.weights) <= {*features(readings(0)), *KINDS}
    alone = weights.score(features(readings(1, english=here, words=4)))
    assert alone < weights.score(features(readings(1, english=here, words=12)))


def test_one_of_three_readers_is_alone_in_a_short_text() -> None:
    calm, grave = readings(-1, words=10), readings(3, words=10)
    assert Readings(calm.english, grave.tongues, calm.ngrams, 1, 10).alone
    assert not Readings(grave.english, grave.tongues, calm.ngrams, 1, 10).alone
    assert not Readings(calm.english, grave.tongues, calm.ngrams, 1, 40).alone
    assert not Readings(None, grave.tongues, calm.ngrams, 1, 10).alone
