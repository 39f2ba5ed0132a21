"""How a text is cut into the pieces that an encoder has vectors for."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np


def word_pieces(weights: Path) -> Any:
    """The tokenizer of BERT (Devlin et al. 2019, §3), lower case, with the word list that stands beside
    `weights`."""
    from tokenizers.implementations import BertWordPieceTokenizer

    return BertWordPieceTokenizer(str(weights.with_name("vocabulary.txt")), lowercase=True)


def unigrams(weights: Path) -> Unigrams:
    """The pieces that stand in `weights` as "pieces" (UTF-8, one a line) and "scores"."""
    with np.load(weights, allow_pickle=False) as arrays:
        names = arrays["pieces"].tobytes().decode().split("\n")
        return Unigrams(list(zip(names, arrays["scores"].tolist(), strict=True)))


@dataclass(frozen=True, slots=True)
class Cut:
    """A text in pieces, by number."""

    ids: list[int]


class Unigrams:
    """The likeliest cut by a unigram model (Kudo 2018, arXiv 1804.10959): pieces and their
    log-probabilities, the first four being "<s>", "<pad>", "</s>" and "<unk>", which no text is cut into.

    Sentencepiece, with the face of `tokenizers.Tokenizer`, which needs three times its memory for this.
    """

    def __init__(self, vocabulary: Sequence[tuple[str, float]]) -> None:
        from sentencepiece import SentencePieceProcessor

        self._model: Any = SentencePieceProcessor(model_proto=_proto(vocabulary))

    def encode(self, text: str, add_special_tokens: bool = False) -> Cut:  # noqa: ARG002
        """The pieces of `text`; special ones are never added."""
        plain = unicodedata.normalize("NFKC", text).encode("utf-8", "replace").decode()
        return Cut(self._model.encode(" ".join(plain.split())))

    def token_to_id(self, piece: str) -> int | None:
        """The number of a piece; None when it is not one."""
        number = int(self._model.piece_to_id(piece))
        return number if self._model.id_to_piece(number) == piece else None

    def get_vocab_size(self) -> int:
        """How many pieces there are."""
        return int(self._model.get_piece_size())


def _proto(vocabulary: Sequence[tuple[str, float]]) -> bytes:
    from sentencepiece import sentencepiece_model_pb2 as proto

    kinds = proto.ModelProto.SentencePiece
    model = proto.ModelProto()
    for number, (piece, score) in enumerate(vocabulary):
        kind = kinds.CONTROL if number < 3 else kinds.UNKNOWN if number == 3 else kinds.NORMAL
        model.pieces.add(piece=piece, score=score, type=kind)
    training, spelling = model.trainer_spec, model.normalizer_spec
    training.model_type = proto.TrainerSpec.UNIGRAM
    training.bos_id, training.pad_id, training.eos_id, training.unk_id = 0, 1, 2, 3
    spelling.name = "identity"  # done before, in Python
    spelling.add_dummy_prefix = spelling.escape_whitespaces = True
    serialised: bytes = model.SerializeToString()
    return serialised
