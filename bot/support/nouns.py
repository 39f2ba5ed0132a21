"""Noun phrases worth saying back: amounts, things, times."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.support.found import Found, unfit
from bot.support.word_lists import listed, words

if TYPE_CHECKING:
    from spacy.tokens import Doc


def amounts(doc: Doc) -> Iterator[Found]:
    """Numbers with what they count: "31 calls since eight", "the third time"."""
    for chunk in doc.noun_chunks:
        tokens = [t for t in chunk if not t.is_space]
        while tokens and tokens[0].lower_ in ("like", "about", "only", "just", "so", "well"):
            tokens = tokens[1:]
        numbers = [
            t for t in tokens if t.like_num or t.tag_ == "CD" or listed(t.lower_, "ordinals")
        ]
        if len(tokens) < 2 or not numbers or chunk.root.tag_ in ("CD", "PRP"):
            continue
        if any(t.lower_ in ("one", "ones") for t in numbers) or unfit(tokens):
            continue
        load = listed(chunk.root.lower_, "loads")
        for child in chunk.root.rights:
            tail = [t for t in child.subtree]
            if child.dep_ == "prep" and len(tail) <= 4 and tail[0].i == tokens[-1].i + 1:
                tokens += tail
                break
        nxt = tokens[-1].i + 1
        while nxt < len(doc) and doc[nxt].lower_ in words("amount_tails") and len(tokens) < 8:
            tokens.append(doc[nxt])
            nxt += 1
        while tokens and tokens[-1].lower_ in words("danglers") | {"since", "before"}:
            tokens.pop()
        if 2 <= len(tokens) <= 8 and not unfit(tokens):
            yield Found(tuple(tokens), "amount", 2.5 if load else 0.9)


def things(doc: Doc) -> Iterator[Found]:
    """Things it was about: "a late fee", "the new script"."""
    for chunk in doc.noun_chunks:
        head = chunk.root
        if head.pos_ not in ("NOUN", "PROPN") or not 2 <= len(chunk) <= 5:
            continue
        word = head.lower_
        if any(listed(word, name) for name in ("people", "vague", "body_parts", "times")):
            continue
        tokens = tuple(t for t in chunk if not t.is_space)
        if unfit(tokens) or any(t.like_num for t in tokens) or tokens[0].tag_ in ("WP$", "WDT"):
            continue
        about = head.dep_ == "pobj" and head.head.lower_ in ("about", "over", "for", "because")
        if about or head.dep_ in ("dobj", "attr", "nsubj", "pobj", "nsubjpass"):
            rare = 0.1 * sum(t.pos_ in ("NOUN", "ADJ") and len(t) > 4 for t in tokens)
            yield Found(tokens, "thing", 1.8 if about else 1.0 + rare)


def whens(doc: Doc) -> Iterator[Found]:
    """Times with their preposition: "at 4:55"."""
    for token in doc:
        if token.dep_ != "prep" or token.lower_ not in ("at", "on", "before", "after", "since"):
            continue
        tail = tuple(t for t in token.subtree if not t.is_space)
        if 2 <= len(tail) <= 5 and not unfit(tail) and tail[0].i == token.i:
            time = any(listed(t.lower_, "times") for t in tail[1:])
            clock = len(tail) > 1 and ":" in tail[1].text
            if time or clock:
                yield Found(tail, "when", 1.3)
