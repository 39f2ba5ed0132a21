"""A frame turned from I to you, and tidied."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.support.retelling.found import Found
from bot.support.retelling.harsh import without_swearing
from bot.support.retelling.topics import named
from bot.support.retelling.word_lists import listed, words
from bot.support.retelling.wording import KEEP_CASE, TURNED, in_you_form

if TYPE_CHECKING:
    from spacy.tokens import Token

_BARE = re.compile(
    r"(?:customer|caller|client|guest|man|woman|lady|guy|passenger|patient|lead|supervisor|manager|boss|"
    r"coworker|colleague|trainer|member|driver|tenant|buyer|shopper|qa|hr|management)\b(?!s\b)", re.I
)  # fmt: skip
_CALLED = re.compile(
    r"((?:[a-z']+ ){1,3}(?:called|calls|kept calling|keeps calling)) you\b(?! (?:about|back|to|at|in)\b)"
)
# What is about the telling: "I just mean he went on", "it's just the code doesn't work".
_ABOUT_WORDS = re.compile(
    r"^(?:you (?:just |only )?(?:mean|meant)|it(?:'s| is| was) just)(?: that)? (?=\w+ \w+ )", re.I
)
_OFTEN = re.compile(r"\b(?:twice|(?:two|three|four|five|six|ten|\d+) times)\b")
_LEADS = frozenset(
    "a an the my our your his her their this that some one no every each another".split()
)
_HANGING = re.compile(r"\b(?:to|in|into|of|for|with|like|an?|the|your|my|his|her|their)$", re.I)
# Swearing that can go without a loss: "the fucking printer", "it literally died"; not "he can go to hell".
_FILLS = re.compile(
    r"lol|lmao|lmfao|omg|wtf|ffs|smh|tbh|ngl|idk|literally|actually|basically", re.I
)
_COLORS = re.compile(
    r"(?:mother)?f+u+c+k+(?:in|ing|en)g?|effing|freakin|freaking|frigg?ing?|frickin?g?|bloody|(?:god)?damn(?:ed)?|dang|"
    r"(?:bull)?shitty|crappy", re.I
)  # fmt: skip
_BESIDE = ("amod", "advmod", "compound", "nmod", "intj")


def softened(frame: Found, text: str) -> str:
    """What was done, without its wording: "he called you … four times" → "he called you names four
    times"; "" when that can't be said."""
    found = _CALLED.match(text)
    if found is None or frame.kind != "deed_to" or any(t.pos_ == "PROPN" for t in frame.tokens):
        return ""
    often = _OFTEN.search(text)
    who = f"the {found[1]}" if _BARE.match(found[1]) else found[1]
    return f"{who} you names{f' {often[0]}' if often else ''}"


def turned(frame: Found) -> str:
    """The frame's words with I turned to you: "i told him my name" → "you told him your name"; "" where what is left
    without the swearing breaks off."""
    first = frame.tokens[0]
    if frame.kind == "called":
        often = _OFTEN.search(frame.tokens[0].sent.text.lower())
        was = {"am": "were", "was": "were", "being": "were"}.get(first.lower_)
        how = was or first.lower_
        how = "have been" if how == "been" else how
        return f"you {how} called names{f' {often[0]}' if often else ''}"
    said = _in_order(frame).strip(" ,.;:-!?…")
    text = without_swearing(said).strip(" ,.;:-!?…")
    if text != said and (_HANGING.search(text) or _torn(frame)):
        return ""  # "you'd have told him to go to", where the last word was a swear word
    text = f"{text} said something cruel to you" if frame.kind == "cruel" else text
    text = re.sub(r"\s+([,.])", r"\1", text)
    text = re.sub(r",? at least$", "", text)
    text = _ABOUT_WORDS.sub("", text)
    text = re.sub(r"\bproud of you$", "proud of your team", text) if frame.kind != "event" else text
    text = re.sub(r"^you was\b", "you were", re.sub(r'[.,!]+"$', '"', text))
    kept = {"now"} if frame.kind == "story" else set()  # "you used to go outside. now you eat"
    while text.split(" ", 1)[0].lower() in words("turns") - kept and " " in text:
        text = text.split(" ", 1)[1].lstrip(", ")
    if frame.kind in ("topic", "matter"):
        return named(text.lower() if first.pos_ != "NOUN" else text)
    if frame.kind == "note" and listed(first.lower_, "people") and first.tag_ == "NN":
        text = f"{'an' if text[:1] in 'aeiou' else 'a'} {text}"
    bare = _BARE.match(text) or (frame.subject and _bare_group(frame.subject))
    if frame.subject and bare and text.split(" ", 1)[0].lower() not in _LEADS:
        return f"the {_lower_first(text)}"
    if frame.kind in ("deed_to", "event", "story", "cruel") and not frame.subject:
        if _BARE.match(text) or _lacks_article(frame.tokens):
            text = f"the {_lower_first(text)}"
    return text if first.pos_ == "PROPN" and not frame.subject else _lower_first(text)


def _torn(frame: Found) -> bool:
    """Whether a swear word in it carries the sense: "they fucked up your schedule", "gave you shit for it"."""
    for before, token in zip((None, *frame.tokens), frame.tokens, strict=False):
        if (
            without_swearing(token.text)
            or not re.search(r"\w", token.text)
            or _FILLS.fullmatch(token.text)
        ):
            continue
        if before is not None and before.lower_ == "from" and token.lower_ == "hell":
            continue  # "a call from hell" is said back
        if not (_COLORS.fullmatch(token.text) and token.dep_ in _BESIDE):
            return True
    return False


def _in_order(frame: Found) -> str:
    """The frame's words one by one in you-form, with who did it in front where that stands elsewhere."""
    said: list[str] = []
    if frame.subject:
        said += [TURNED.get(w.lower(), w) + " " for w in frame.subject.split()]
    for index, token in enumerate(frame.tokens):
        if _last_of_a_list(token, frame.tokens):
            said.append(" and ")
            continue
        said.append(
            in_you_form(token, frame.tokens[index - 1] if index else None) + token.whitespace_
        )
    return "".join(said)


def _bare_group(subject: str) -> bool:
    """ "app team told no one": people at work, named as in notes."""
    said = subject.lower().split()
    lone = said[-1] not in words("without_article") and not said[-1].endswith("s")
    led = said[0] in _LEADS or not subject[:1].islower()
    return len(said) > 1 and lone and not led and listed(said[-1], "people")


def _last_of_a_list(comma: Token, tokens: Sequence[Token]) -> bool:
    """Whether a comma stands before the last of several things done: "she reached over, plugged it in"."""
    if comma.text != "," or comma.i >= tokens[-1].i:
        return False
    after = [t for t in tokens if t.i > comma.i]
    verb = next((t for t in after[:2] if t.pos_ == "VERB" and t.dep_ == "conj"), None)
    if verb is None or any(t.dep_ == "cc" or t.text == "," for t in after):
        return False
    return not any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)


def _lacks_article(tokens: Sequence[Token]) -> bool:
    """Whether it begins with a thing or person and no article, as in notes: "Guy's basement is …"."""
    head = next((t for t in tokens[:4] if t.dep_ in ("nsubj", "nsubjpass")), None)
    if head is None or head.tag_ != "NN" or head.left_edge.i != tokens[0].i:
        return False
    led = any(c.dep_ in ("det", "poss", "nummod", "predet") for c in head.children if c.i < head.i)
    led = led or head.left_edge.lower_ in _LEADS  # "my team lead", where "my" is read as the team's
    return not led and listed(head.lower_, "people") and head.lower_ not in words("without_article")


def _lower_first(text: str) -> str:
    first = text.split(" ", 1)[0]
    return text if KEEP_CASE.match(first) else text[:1].lower() + text[1:]
