"""The encoder: nothing downloaded, nothing cut off, changed weights really used."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from memory import graph
from memory.embedder import EmbedderError, MiniLM, packaged


@pytest.fixture(scope="module")
def encoder() -> MiniLM:
    return MiniLM()


def test_likeness_is_of_meaning(encoder: MiniLM) -> None:
    yelled, screamed, cats = encoder.embed(
        ["a customer yelled at me", "a client screamed at me on the phone", "my cat sleeps all day"]
    )
    assert yelled @ screamed > yelled @ cats + 0.2


def test_vectors_are_units_also_of_nothing(encoder: MiniLM) -> None:
    vectors = encoder.embed(["", "x", "word " * 900])
    assert vectors.shape == (3, encoder.dimensions)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)


def test_what_stands_late_in_a_long_text_still_counts(encoder: MiniLM) -> None:
    filler = "the queue was long and the day was long " * 30
    one, other = encoder.embed([filler + "and she thanked me", filler + "and he threatened me"])
    assert not np.allclose(one, other, atol=1e-3)
    assert len(encoder.read([filler * 3])[0]) > 1


def test_a_text_reads_the_same_alone_and_in_a_batch(encoder: MiniLM) -> None:
    text = "he hung up on me"
    alone = encoder.embed([text])[0]
    together = encoder.embed([text, "a much longer text that makes the batch wider than it was"])[0]
    # Activations share one scale a call, so a batch shifts them a little; it must stay little.
    assert float(alone @ together) > 0.98


def test_changes_change_the_weights() -> None:
    base = graph.base_weights(packaged("model.onnx"))
    rank, rows, columns = 2, *base["0.q"].shape
    changes = {
        "0.q.A": np.full((rank, rows), 0.5, np.float32),
        "0.q.B": np.full((columns, rank), 0.5, np.float32),
    }
    plain, changed = (graph.build(packaged("model.onnx"), c) for c in ({}, changes))
    assert plain != changed


def test_an_own_folder_without_a_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(EmbedderError, match="SHOULDER_EMBEDDING_DIR"):
        MiniLM(tmp_path).embed(["x"])
