"""Noun phrases worth saying back: amounts, things, scraps, times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot.support.retelling.found import Found, unfit
from bot.support.retelling.word_lists import listed, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def amounts(doc: Doc) -> Iterator[Found]:
    """Numbers with what they count: "31 calls since eight", "the third time"."""
    for chunk in doc.noun_chunks:
        tokens = [t for t in chunk if not t.is_space]
        while tokens and tokens[0].lower_ in ("like", "about", "only", "just", "so", "well"):
            tokens = tokens[1:]
        numbers = [
            t for t in tokens if t.like_num or t.tag_ == "CD" or listed(t.lower_, "ordinals")
        ]
        clock = chunk.root.lower_ in ("am", "pm")  # "before 10am": no number of anything
        if len(tokens) < 2 or not numbers or clock or chunk.root.tag_ in ("CD", "PRP"):
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
        if 2 <= len(tokens) <= 8 and not unfit(tokens) and not _only_times(tokens):
            ordinal = any(listed(t.lower_, "ordinals") for t in tokens)
            yield Found(tuple(tokens), "amount", 0.9 if not load else 1.4 if ordinal else 2.5)


def things(doc: Doc) -> Iterator[Found]:
    """Things it was about, with what belongs to them: "a late fee", "a banner over the empty chairs".

    The more a noun phrase says, the better it scores; bare and vague ones stay low."""
    for chunk in doc.noun_chunks:
        head = chunk.root
        if head.pos_ not in ("NOUN", "PROPN") or not 1 < len(chunk) <= 6:
            continue
        if any(listed(head.lower_, name) for name in ("vague", "body_parts", "times", "tender")):
            continue
        tokens = [t for t in chunk if not t.is_space]
        tail = _tail(head, tokens[-1].i)
        bare_person = listed(head.lower_, "people") and len(tokens) < 3 and not tail
        if bare_person or any(t.tag_ in ("WP$", "WDT") for t in tokens):
            continue
        whole = (*tokens, *tail)
        if unfit(whole) or len(whole) > 9:
            continue
        about = head.dep_ == "pobj" and head.head.lower_ in ("about", "over", "for", "because")
        says = sum(t.pos_ in ("NOUN", "ADJ", "NUM", "PROPN") and len(t) > 2 for t in whole)
        if about or head.dep_ in (
            "dobj",
            "attr",
            "nsubj",
            "pobj",
            "nsubjpass",
            "ROOT",
            "conj",
            "appos",
        ):
            yield Found(whole, "thing", min(1.0 + 0.25 * (says - 1) + 0.4 * about, 2.0))


def scraps(doc: Doc) -> Iterator[Found]:
    """Noun phrases that say enough to stand in a list by themselves: "31 calls since 8am", "no lunch",
    "insulin in the hold". Bare ones ("the phone") do not."""
    for chunk in doc.noun_chunks:
        head = chunk.root
        tokens = [t for t in chunk if not t.is_space]
        while tokens and (tokens[0].lower_ in words("fillers") or tokens[0].is_punct):
            tokens = tokens[1:]
        if not tokens or head.pos_ not in ("NOUN", "PROPN") or _named(head):
            continue
        whole = [*tokens, *_after(tokens[-1])]
        number = any(
            t.like_num and t.lower_ not in ("one", "ones") and not listed(t.lower_, "ordinals")
            for t in whole
        )  # "the second tab" says nothing by itself
        none = tokens[0].lower_ == "no" and len(tokens) > 1 and head.lower_ != "one"
        says = sum(t.pos_ in ("NOUN", "ADJ", "NUM", "PROPN") and len(t) > 2 for t in whole)
        vague = listed(head.lower_, "vague") and not number and not none
        if vague or listed(head.lower_, "tender") or unfit(whole) or not 2 <= len(whole) <= 8:
            continue
        again = tokens[0].lower_ == "another" and says > 1
        # "two minutes" of what? "nine times" what?
        bare_time = listed(head.lower_, "durations") and len(whole) < 4 or _only_times(whole)
        if (number or none or again) and not (bare_time and not none):
            score = 0.5 + 0.7 * number + 0.7 * (none or again) + 0.3 * min(says, 3)
            score -= 0.4 * (tokens[0].lower_ in ("the", "that", "this"))
            if score > 1.0 + 0.3 * (len(whole) < 3 and not none):
                yield Found(tuple(whole), "scrap", score)


def _only_times(tokens: Sequence[Token]) -> bool:
    return len(tokens) == 2 and tokens[-1].lower_ == "times"


def _named(head: Token) -> bool:
    """Whether the phrase says what somebody or something is, or was called: a verdict, not a fact."""
    called = head.dep_ in ("dobj", "appos") and listed(head.head.lower_, "say_verbs")
    return called or head.dep_ in ("attr", "oprd")


def _after(last: Token) -> list[Token]:
    """What belongs to a phrase and follows it at once: "since 8am", "on the tarmac"."""
    doc, start = last.doc, last.i + 1
    if start >= len(doc) or doc[start].dep_ != "prep" or doc[start].lower_ in ("because", "like"):
        return []
    tail = [t for t in doc[start].subtree if not t.is_space]
    fits = tail[0].i == start and len(tail) <= 5 and not any(t.is_punct for t in tail)
    fits = fits and not any(t.pos_ in ("VERB", "PRON") or t.dep_ == "relcl" for t in tail)
    return tail if fits else []


def _tail(head: Token, last: int) -> list[Token]:
    """A short "with …", "in …" that belongs to the noun and follows it directly."""
    for child in head.rights:
        tail = [t for t in child.subtree if not t.is_space]
        if (
            child.dep_ == "prep"
            and child.lower_ not in ("since", "because")
            and tail[0].i == last + 1
        ):
            return tail if 2 <= len(tail) <= 5 and not tail[-1].is_punct else []
    return []


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
