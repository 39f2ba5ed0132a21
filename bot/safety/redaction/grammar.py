"""Names that only the grammar of the sentence gives away: "hope told me", "then Zbyszek just left"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.safety.redaction.lexicon import lexicon
from bot.safety.redaction.prepare import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PERSON_ROLES = frozenset(
    (
        "nsubj",
        "nsubjpass",
        "dobj",
        "pobj",
        "dative",
        "poss",
        "appos",
        "conj",
        "npadvmod",
        "attr",
        "ROOT",
    )
)


def names(doc: Doc, text: str) -> Iterator[tuple[int, int]]:
    """In: the parse of (the beginning of) `text`, and `text` as typed. Out: where names stand."""
    if not _same(doc, text):
        return
    lex = lexicon()
    for token in doc:
        if token.tag_ not in ("NNP", "NNPS") or not token.is_alpha or len(token) < 2:
            continue
        typed = text[token.idx : token.idx + len(token)]
        key = fold(typed)
        if key in lex.not_names or key in lex.nicknames or token.dep_ not in _PERSON_ROLES:
            continue
        if token.i and (
            doc[token.i - 1].tag_ in ("DT", "PRP$") or doc[token.i - 1].dep_ in ("amod", "compound")
        ):
            continue
        capital = typed[0].isupper() and not (typed.isupper() and len(typed) < 5)
        listed = lex.is_name(key)
        if (
            lex.is_word(key)
            and token.is_sent_start
            and fold(token.head.text) not in lex.cues["said"]
        ):
            continue  # "Hope is not a strategy"
        if (
            capital
            and not listed
            and not lex.is_word(key)
            and token.ent_type_ in ("", "PERSON")
            and _acts(token)
        ):
            yield token.idx, token.idx + len(token)
            continue
        if (token.ent_type_ == "PERSON" and (listed or (capital and not lex.is_word(key)))) or (
            listed and _acts(token)
        ):
            yield token.idx, token.idx + len(token)


def _acts(token: Token) -> bool:
    """A subject that says or does something, in the past or to somebody."""
    return token.dep_ == "nsubj" and token.head.tag_ in ("VBD", "VBZ") and token.head.i > token.i and not any(
        child.tag_ in ("DT", "PRP$", "JJ") for child in token.children
    )  # fmt: skip


def _same(doc: Doc, text: str) -> bool:
    """Whether the parse is of this text: offsets of any other would point at the wrong words."""
    parsed = doc.text
    return (
        len(parsed) <= len(text)
        and parsed[:80].lower() == _even(text[: len(parsed)][:80])
        and _even(parsed[-80:]) == _even(text[: len(parsed)][-80:])
    )


def _even(text: str) -> str:
    return text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"').lower()
