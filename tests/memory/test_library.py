"""The index of the shared library: built once, found again, mended when damaged."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from memory.embedder import Vectors
from memory.library import Library
from memory.passages import Passage, load, version


class LetterCounts:
    """An embedder for tests: counts triples of letters. Quick, and alike texts are alike."""

    name = "letters"
    dimensions = 512

    def embed(self, texts: Sequence[str]) -> Vectors:
        counts = np.full((len(texts), self.dimensions), 0.01, np.float32)
        for row, text in zip(counts, texts, strict=True):
            for at in range(len(text) - 2):
                row[zlib.crc32(text[at : at + 3].lower().encode()) % self.dimensions] += 1
        unit: Vectors = counts / np.linalg.norm(counts, axis=1, keepdims=True)
        return unit


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = Library(tmp_path_factory.mktemp("data") / "library", LetterCounts())
    library.build()
    return library


def test_a_trigger_finds_its_passage(library: Library) -> None:
    for passage in library.passages[::20]:
        assert library.search(passage.triggers[0], 3)[0].passage.id == passage.id


def test_a_kind_can_be_asked_for(library: Library) -> None:
    assert {h.passage.kind for h in library.search("he yelled at me", 5, "strategy")} == {
        "strategy"
    }


def test_what_was_looked_around_ahead_finds_the_same(library: Library) -> None:
    vectors = LetterCounts().embed(["he yelled at me", "and then he hung up"])
    found = library.nearest(vectors, 20)
    library._found.clear()
    library.foresee(vectors[1:])
    library.foresee(vectors[:1])
    assert library.nearest(vectors, 20) == found
    for number in range(100):
        library.foresee(LetterCounts().embed([f"call number {number}"]))
    assert len(library._found) == 64
    assert library.nearest(vectors, 20) == found


def test_what_the_index_holds_besides_is_passed_over(tmp_path: Path) -> None:
    library = Library(tmp_path / "library", LetterCounts())
    library.build()
    before = [h.passage.id for h in library.search("he yelled at me", 5)]
    library._collection.add(
        ids=["stranger#0"], embeddings=LetterCounts().embed(["he yelled at me"])
    )
    assert [h.passage.id for h in library.search("he yelled at me", 5)] == before


def test_scores_are_ordered_and_at_most_one(library: Library) -> None:
    scores = [h.score for h in library.search("she hung up on me", 8)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= s <= 1 for s in scores)


def test_before_there_is_an_index_nothing_is_found(tmp_path: Path) -> None:
    library = Library(tmp_path / "library", LetterCounts())
    assert not library.ready()
    assert library.search("anything") == []


def test_a_stopped_build_ends_soon_and_is_begun_again(tmp_path: Path) -> None:
    stopped = Library(tmp_path / "library", LetterCounts())
    stopped.stop()
    assert stopped.build() == 0
    assert not stopped.ready()
    assert Library(tmp_path / "library", LetterCounts()).build() > 1000


def test_a_damaged_index_is_made_again(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "chroma.sqlite3").write_bytes(b"this is no database")
    library = Library(folder, LetterCounts())
    assert library.build() > 1000
    assert library.search("she hung up on me")


def test_a_changed_trigger_makes_a_new_version() -> None:
    passages = load()
    first = passages[0]
    other = Passage(**{**{f: getattr(first, f) for f in first.__slots__}, "triggers": ("new",)})
    assert version(passages, "e") != version((other, *passages[1:]), "e")
    assert version(passages, "e") != version(passages, "f")
