"""The encoder: nothing downloaded, nothing cut off, changed weights really used."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from memory import graph
from memory.embedder import EmbedderError, Encoder
from memory.graphs import Graphs


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


def test_likeness_is_of_meaning(encoder: Encoder) -> None:
    yelled, screamed, cats = encoder.embed(
        ["a customer yelled at me", "a client screamed at me on the phone", "my cat sleeps all day"]
    )
    assert yelled @ screamed > yelled @ cats + 0.2


def test_vectors_are_units_also_of_nothing(encoder: Encoder) -> None:
    vectors = encoder.embed(["", "x", "word " * 900])
    assert vectors.shape == (3, encoder.dimensions)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)


def test_what_stands_late_in_a_long_text_still_counts(encoder: Encoder) -> None:
    filler = "the queue was long and the day was long " * 30
    one, other = encoder.embed([filler + "and she thanked me", filler + "and he threatened me"])
    assert not np.allclose(one, other, atol=1e-3)
    assert len(encoder.read([filler * 3])[0]) > 1


def test_a_text_reads_the_same_alone_and_in_a_batch(encoder: Encoder) -> None:
    text = "he hung up on me"
    alone = encoder.embed([text])[0]
    together = encoder.embed([text, "a much longer text that makes the batch wider than it was"])[0]
    # Activations share one scale a call, so a batch shifts them a little; it must stay little.
    assert float(alone @ together) > 0.98


def test_the_graph_computes_what_the_paper_says() -> None:
    """Against twelve layers in plain numpy, on small random weights."""
    rng = np.random.default_rng(0)
    arrays = _small_weights(rng)
    import onnxruntime

    session = onnxruntime.InferenceSession(graph.build(arrays), providers=["CPUExecutionProvider"])
    ids = rng.integers(0, 50, (2, 9))
    mask = np.ones_like(ids)
    mask[1, 6:] = 0
    got = session.run(None, {"input_ids": ids, "attention_mask": mask})[0]
    for row, length in enumerate((9, 6)):
        expected = _bert(arrays, ids[row, :length])
        # 8-bit activations: close, not equal.
        assert np.corrcoef(got[row, :length].ravel(), expected.ravel())[0, 1] > 0.98


def test_what_a_processor_without_signed_products_computes_is_the_same() -> None:
    import onnxruntime

    arrays = _small_weights(np.random.default_rng(1))
    feed = {"input_ids": np.arange(7)[None], "attention_mask": np.ones((1, 7), np.int64)}
    expected = _bert(arrays, np.arange(7))
    for signed in (False, True) if Graphs()._signed else (False,):
        made = graph.build(arrays, signed=signed)
        session = onnxruntime.InferenceSession(made, providers=["CPUExecutionProvider"])
        got = session.run(None, feed)[0][0]
        assert np.corrcoef(got.ravel(), expected.ravel())[0, 1] > 0.98, signed


def test_a_graph_is_built_once_and_a_damaged_one_again(tmp_path: Path) -> None:
    first = Encoder(kept=tmp_path).embed(["he hung up on me"])
    (kept,) = tmp_path.glob("encoder-*.onnx")
    written = kept.stat().st_mtime_ns
    assert np.array_equal(Encoder(kept=tmp_path).embed(["he hung up on me"]), first)
    assert kept.stat().st_mtime_ns == written
    kept.write_bytes(b"no graph")
    assert np.array_equal(Encoder(kept=tmp_path).embed(["he hung up on me"]), first)
    assert kept.stat().st_size > 10_000


def test_a_graph_of_older_weights_goes(tmp_path: Path) -> None:
    (tmp_path / "encoder-00000000-signed.onnx").write_bytes(b"old")
    Encoder(kept=tmp_path).warm()
    assert len(list(tmp_path.glob("encoder-*.onnx"))) == 1
    assert not list(tmp_path.glob("*.part*"))


def test_where_nothing_can_be_kept_it_works_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert Encoder(kept=tmp_path / "file" / "graphs").embed(["x"]).shape == (1, 384)


_WIDTH, _INNER = 24, 48
Arrays = dict[str, np.ndarray]


def _small_weights(rng: np.random.Generator) -> Arrays:
    ones, zeros = np.ones(_WIDTH, np.float32), np.zeros(_WIDTH, np.float32)
    out: Arrays = {
        "words": rng.integers(-127, 127, (50, _WIDTH)).astype(np.int8),
        "words.scale": np.full(50, 0.01, np.float32),
        "positions": rng.normal(size=(20, _WIDTH)).astype(np.float32) * 0.1,
        "norm.w": ones, "norm.b": zeros,
    }  # fmt: skip
    for n in range(graph.LAYERS):
        for part in "qkvofg":
            shape = {"f": (_WIDTH, _INNER), "g": (_INNER, _WIDTH)}.get(part, (_WIDTH, _WIDTH))
            out[f"{n}.{part}"] = rng.integers(-127, 127, shape).astype(np.int8)
            out[f"{n}.{part}.scale"] = np.full(shape[1], 0.002, np.float32)
            out[f"{n}.{part}.b"] = rng.normal(size=shape[1]).astype(np.float32) * 0.1
        for norm in ("n1", "n2"):
            out[f"{n}.{norm}.w"], out[f"{n}.{norm}.b"] = ones, zeros
    return out


def _bert(arrays: Arrays, ids: np.ndarray) -> np.ndarray:
    def normed(x: np.ndarray) -> np.ndarray:
        return (x - x.mean(1, keepdims=True)) / np.sqrt(x.var(1, keepdims=True) + 1e-12)

    def product(x: np.ndarray, name: str) -> np.ndarray:
        return x @ (arrays[name] * arrays[f"{name}.scale"]) + arrays[f"{name}.b"]

    x = normed(arrays["words"][ids] * 0.01 + arrays["positions"][: len(ids)])
    for n in range(graph.LAYERS):
        by_head = [product(x, f"{n}.{p}").reshape(len(ids), graph.HEADS, -1) for p in "qkv"]
        q, k, v = (part.transpose(1, 0, 2) for part in by_head)
        scores = np.exp(q @ k.transpose(0, 2, 1) / np.sqrt(q.shape[2]))
        mixed = (scores / scores.sum(2, keepdims=True)) @ v
        x = normed(x + product(mixed.transpose(1, 0, 2).reshape(len(ids), -1), f"{n}.o"))
        wide = product(x, f"{n}.f")
        erf = np.vectorize(math.erf)(wide / math.sqrt(2))
        x = normed(x + product(wide * (1 + erf) / 2, f"{n}.g"))
    return x


def test_an_own_folder_without_a_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(EmbedderError, match="SHOULDER_EMBEDDING_DIR"):
        Encoder(tmp_path).embed(["x"])
