"""Whole sentences worth saying back: who did what, with when, why and how left in.

A listener who repeats a sentence of the story shows more of having heard than one who repeats scraps
of three. What is only thought, wished, asked or supposed is not a story; nor is a verdict on oneself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot.support.retelling.deeds import hostile
from bot.support.retelling.extent import supposed
from bot.support.retelling.found import FIRST, WE, Found, I, embedded
from bot.support.retelling.notes import THIN, note
from bot.support.retelling.parts import MOST, before_speech, parts, trimmed
from bot.support.retelling.telling import concrete, full, refused, told
from bot.support.retelling.unsaid import quotes_loosely, unsayable
from bot.support.retelling.word_lists import listed, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

LEAST = 2  # words
_FEWEST, _ONE_LINE = 2, 12  # words


def stories(doc: Doc) -> Iterator[Found]:
    """Every sentence, or coordinate half of one, that tells a part of the story by itself."""
    for sentence in doc.sents:
        if sentence.text.rstrip().endswith("?") and not _exclaimed(sentence):
            # "He paused it and said 'hear that?'": what he did is no question.
            if found := _story(trimmed(before_speech(list(sentence)))):
                yield found
            continue
        for tokens in parts(list(sentence)):
            if found := _story(tokens):
                yield found


def _exclaimed(sentence: Span) -> bool:
    """ "I won the raffle??": told in disbelief, not asked."""
    if not sentence.text.rstrip().endswith(("??", "?!", "!?")):
        return False
    subject = next((t for t in sentence.root.children if t.dep_ in ("nsubj", "nsubjpass")), None)
    asks = any(t.tag_ in ("WP", "WRB", "WDT") for t in sentence[:3])
    return subject is not None and subject.left_edge.i == sentence.start and not asks


def _story(tokens: tuple[Token, ...]) -> Found | None:
    spoken = [t for t in tokens if not t.is_punct]
    if not LEAST <= len(spoken) <= MOST or unsayable(tokens):
        return None
    brief = _all_there_is(spoken)
    after = tokens[-1].nbor() if tokens[-1].i + 1 < len(tokens[-1].doc) else tokens[-1]
    if len(spoken) <= THIN and (after.text == '"' or not (brief or _pithy(tokens))):
        return None  # "autocorrect turned", of "… turned 'claim' into 'clam'"
    inside = {t.i for t in tokens}
    verb = next((t for t in tokens if t.head.i not in inside or t.head.i == t.i), None)
    jotted = tokens[0].like_num and not any(t.pos_ in ("VERB", "AUX") for t in tokens)
    if verb is not None and (verb.pos_ in ("NOUN", "NUM") or jotted):
        return note(tokens, spoken)
    if verb is None or verb.pos_ not in ("VERB", "AUX"):
        return None
    left_out = tokens[0].pos_ == "AUX" and tokens[1].dep_ == "neg" and len(spoken) > THIN
    if not (concrete(tokens) or full(spoken) or left_out or len(spoken) <= THIN or brief) or (
        supposed(verb) and not refused(verb)
    ):
        return None
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "expl")), None)
    if subject is not None and subject.i not in inside:
        subject = None  # "ugh. spent 35 minutes …": what was trimmed is nobody
    if subject is None or _begins_with_had(tokens):
        lead = _left_out(tokens, verb, spoken)
        return Found(tokens, "story", _worth(tokens, None), lead) if lead else None
    headless = tokens[0].tag_ in ("VBD", "VBN", "VB") and tokens[0].i != verb.i
    if headless or subject.i > verb.i or not told(verb, subject):
        return None
    if embedded(verb) or quotes_loosely(tokens) or _in_the_air(verb, subject, spoken):
        return None
    bad = hostile(tokens, verb.lower_, any(t.lower_ in FIRST for t in tokens if t.i != subject.i))
    by_me = subject.lower_ in I or subject.lower_ in WE
    return Found(tokens, "story", _worth(tokens, subject) + bad, hostile=bad and not by_me)


def _in_the_air(verb: Token, subject: Token, spoken: Sequence[Token]) -> bool:
    """ "It's a button", "it's a tuesday": true, and by itself it says nothing to anybody."""
    what = subject.lower_ in ("it", "that", "this", "they") and verb.lower_ in words("copulas")
    owned = any(t.lower_ in FIRST or t.lower_ in WE or t.like_num for t in spoken)
    return what and len(spoken) < 6 and not owned


def _all_there_is(spoken: Sequence[Token]) -> bool:
    """Whether a sentence stands in a message of one line: "he believed her", "i couldn't speak". There it is
    the story, however little it says."""
    words_in_all = sum(not (t.is_punct or t.is_space) for t in spoken[0].doc)
    return len(spoken) > _FEWEST and words_in_all <= _ONE_LINE


def _pithy(tokens: Sequence[Token]) -> bool:
    """Whether two or three words say enough: "the customer cried", "he's suing me"."""
    to_me = any(t.lower_ == "me" for t in tokens[1:])
    return tokens[0].lower_ not in ("it", "this") and (to_me or concrete(tokens) > 0)


def _begins_with_had(tokens: Sequence[Token]) -> bool:
    """ "Had a caller refuse to talk to me", "got shouted at for five minutes": I did. "Had a phone that shuts
    itself off": as likely the client."""
    first, second = tokens[0].lower_, tokens[1].tag_
    if first == "got" and second == "VBN":
        return True
    what = next((t.lower_ for t in tokens[1:] if t.pos_ == "NOUN"), "")
    work = second == "TO" or listed(what, "people") or what in words("mine_had")
    meal = second in ("NN", "NNS") and tokens[1].lower_ in words("mine_had")  # "had lunch alone"
    return first in ("had", "got") and (
        meal or (second in ("DT", "CD", "PRP$", "JJ", "TO") and work)
    )


def _left_out(tokens: Sequence[Token], verb: Token, spoken: Sequence[Token]) -> str:
    """Who is meant where the subject was left out; "" when that is anybody's guess."""
    first = tokens[0]
    if first.lower_ in ("need", "needed") and first.i == verb.i:
        return "you"
    if first.lower_ == "keep" and first.i == verb.i and tokens[1].tag_ == "VBG":
        return "you"
    if _begins_with_had(tokens) and not (tokens[1].tag_ == "VBN" and _after_others(first)):
        return "you"
    over = listed(verb.lower_, "mine_over") and any(c.dep_ == "dobj" for c in verb.children)
    to_them = any(t.lower_ in ("him", "her", "them") for t in verb.children)
    over = over and (to_them or not _after_somebody(first))
    gone = verb.lower_ == "left" and not any(c.dep_ in ("dobj", "dative") for c in verb.children)
    asks = verb.lower_ == "asked" and not any(t.lower_ in FIRST for t in tokens)
    asks = asks and any(c.dep_ == "prep" and c.lower_ == "for" for c in verb.children)
    mine = verb.i == first.i and (listed(verb.lower_, "mine") or over or gone or asks)
    theirs = any(t.lower_ in ("his", "hers", "theirs") for t in tokens)
    if _after_others(first) and (theirs or not mine) and not _not_theirs(tokens):
        return ""  # "My lead put her hand out. Didn't say a word."
    if first.lower_ == "been" and len(spoken) > THIN:
        return "you've"
    if first.pos_ == "AUX" and first.lower_ in words("mine_not") and tokens[1].dep_ == "neg":
        return "you"
    if verb.i != first.i or verb.tag_ not in ("VBD", "VBN"):
        return ""
    takes = any(c.dep_ in ("dobj", "dative") for c in verb.children)
    mine_too = ("me", "my") if takes else ("me",)  # "came back to a new name on my locker"
    of_me = any(t.lower_ in mine_too and not _kept(t) for t in verb.subtree)
    return "you" if mine and not of_me else ""


def _kept(word: Token) -> bool:
    """ "my own lunch", "my mother": nobody but me would leave the "I" out before that."""
    return word.lower_ == "my" and (
        word.nbor().lower_ == "own" or listed(word.head.lower_, "people")
    )


def _not_theirs(tokens: Sequence[Token]) -> bool:
    """ "She mailed me a photo. Don't know what to write back": what "do" begins is not about her."""
    first = tokens[0]
    verb = first.doc[first.sent.start - 1].sent.root if first.sent.start else first
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    alone = subject is not None and (subject.lower_ in ("he", "she") or subject.tag_ == "NN")
    return alone and first.lower_ in ("do", "have", "ca") and tokens[1].dep_ == "neg"


def _after_others(first: Token) -> bool:
    """Whether the sentence before tells of somebody else: then nobody knows who "didn't" is."""
    if not first.sent.start:
        return False
    root = first.doc[first.sent.start - 1].sent.root
    verbs = [root, *(t for t in root.children if t.dep_ == "conj")]
    subjects = [c.lower_ for v in verbs for c in v.children if c.dep_ in ("nsubj", "nsubjpass")]
    return bool(subjects) and subjects[-1] not in I


def _after_somebody(first: Token) -> bool:
    """Whether the sentence before tells what one other person did: "My customer named her goat after me. Sent a
    picture." """
    root = first.doc[first.sent.start - 1].sent.root if first.sent.start else first
    who = next((c for c in root.children if c.dep_ == "nsubj"), None)
    one = who is not None and (who.lower_ in ("he", "she") or listed(who.lower_, "people"))
    return root.i != first.i and one


def _worth(tokens: Sequence[Token], subject: Token | None) -> float:
    """How much a listener would pick it, about 1–4: concrete, about the person, neither long nor thin."""
    score = 1.6 + 0.35 * min(concrete(tokens), 4)
    score += 0.4 * any(t.lower_ in FIRST for t in tokens)
    score += 0.3 * any(t.like_num for t in tokens)
    score -= 0.12 * max(0, len(tokens) - 15)
    third = subject is not None and subject.lower_ in ("he", "she", "they")
    vague = any(
        t.lower_ in ("it", "that", "this", "one", "those") and t.pos_ == "PRON" for t in tokens
    )
    score -= 0.4 * third + 0.3 * (vague and concrete(tokens) < 2)
    return score - 0.4 * (subject is not None and subject.lower_ in ("there", "we", "it"))
