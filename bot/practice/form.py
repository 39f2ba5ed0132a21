"""The form of a supporter's sentence: how it asks, whom it speaks of, how it is built. No meaning here."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

Row = npt.NDArray[np.float32]

_END = re.compile(r"(?<=[.!?…])[\"”')]*\s+(?=\S)|\n+")
_ABBREVIATIONS = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|vs|etc|e\.g|i\.e)\.$")
_MISREAD = {
    lead + tail: right
    for lead, tails in (("‚Ä", "ôòúùîìö"), ("â€", "™˜œ\x9d”“¦"))
    for tail, right in zip(tails, "''\"\"—–…", strict=True)
}
_LETTER = re.compile(r"[A-Za-z]")
_PUNCTUATION = re.compile(r"[^a-z0-9?!.,;:'*]+")

_ASKING = (
    "what whats how hows why who when where which whose do does did are is was were will would can could "
    "have has had should any anything dont didnt isnt arent wont cant couldnt wouldnt you"
).split()
_WH = frozenset(_ASKING[:10])
_AUXILIARY = frozenset(_ASKING[10:-1])
_ORDERS = frozenset(
    "try consider look start stop focus keep take make ask talk go get find give write tell call update apply send "
    "use put set do dont let be work save cut file check see speak join read reach contact document report avoid "
    "practice move treat learn plan pick schedule bring leave post network show offer visit engage allow limit seek "
    "surround build create stay sleep eat drink ignore forget switch quit request explore remember repeat remind "
    "enjoy listen watch hold tap sit just never always maybe perhaps please think hang".split()
)
_PATTERNS = tuple(
    re.compile(rf"\b(?:{pattern})\b")
    for pattern in (
        r"i|im|ive|id|ill",
        r"me|my|mine|myself",
        r"you|youre|youve|youd|youll|u|ur",
        r"your|yours|yourself",
        r"we|us|our|were all|weve",
        r"he|she|they|them|him|her|his|their|theyre|hes|shes",
        r"it|its|that|thats|this",
        r"should|must|ought|need to|have to|gotta|better",
        r"could|might|may|maybe|perhaps",
        r"can",
        r"will|ll|gonna|going to|youll|itll|ill",
        r"would|id|youd|wouldnt",
        r"was|were|had|did|been|got|went|felt|lost",
        r"not|no|dont|didnt|isnt|never|nothing|nobody|cant|wont|doesnt|arent|wasnt",
        r"but|however|though|although|while",
        r"if|when|once|until",
        r"so|such|really|very|truly|super",
        r"people|many|most|some|often|usually|tend|research|common|others|everyone|everybody|anyone|nobody|most",
        r"help|helps|helpful|important|worth|key|useful",
        r"feel|feels|feeling|feelings|felt|emotions|emotion|heart",
        r"today|now|right now|yet|still|tonight|tomorrow|week|weekend",
        r"deserve|proud|strong|strength|great|amazing|courage|brave|wonderful|impressive|good",
        r"lol|haha|hahaha|omg|lmao",
        r"because|since|which|who|whether",
    )
)
NAMES = (
    "question", "inner_question", "wh", "auxiliary", "no_mark_question", "words", "one_word", "short", "long", "exclaims",
    "order", "order_later", "opens_i", "opens_you", "opens_it", "opens_they", "opens_so", "gerund", "past", "number",
    "bold", "listed", "quoted", *(f"pattern{i}" for i in range(len(_PATTERNS))),
)  # fmt: skip


def sentences(text: str) -> list[str]:
    """The sentences of a message, in order; a message without letters gives itself."""
    parts: list[str] = []
    for piece in _END.split(text.strip()):
        piece = piece.strip()
        if not piece:
            continue
        # Emojis, list numbers and cut-off abbreviations belong to what stands beside them.
        if parts and (_ABBREVIATIONS.search(parts[-1]) or not _LETTER.search(piece)):
            parts[-1] = f"{parts[-1]} {piece}"
        else:
            parts.append(piece)
    return parts or [text.strip()]


def plain(text: str) -> str:
    """Small letters, no apostrophes, single spaces: "I'm" and "im" become the same word."""
    text = repaired(text).lower().replace("’", "'").replace("`", "'").replace("‘", "'")
    text = re.sub(r"(?<=[a-z])'(?=[a-z])", "", text)
    return " ".join(_PUNCTUATION.sub(" ", text).replace("'", " ").split())


def repaired(text: str) -> str:
    """Apostrophes, dashes and quotation marks that were read in the wrong encoding, set right."""
    for wrong, right in _MISREAD.items():
        text = text.replace(wrong, right)
    return text


def words(text: str) -> list[str]:
    """The words of a `plain` text."""
    return re.findall(r"[a-z0-9]+", text)


def asks(text: str) -> bool:
    """Is this sentence a question, with or without its mark?"""
    flat = plain(text)
    return flat.rstrip(" .!").endswith("?") or _bare_question(words(flat), flat)


def features(text: str) -> Row:
    """One number for each of `NAMES`."""
    flat = plain(text)
    found = words(flat)
    n = len(found)
    first = found[0] if found else ""
    second = found[1] if n > 1 else ""
    marked = flat.rstrip(" .!").endswith("?")
    head = re.split(r"[,;:]", flat)
    later = [words(part) for part in head[1:]]
    values = [
        marked,
        "?" in flat and not marked,
        first in _WH or second in _WH,
        first in _AUXILIARY,
        not marked and _bare_question(found, flat),
        min(np.log1p(n) / 3, 1.5),
        n <= 1,
        n <= 4,
        n >= 18,
        "!" in flat,
        first in _ORDERS or (first in ("so", "and", "then", "ok", "well") and second in _ORDERS),
        any(part and part[0] in _ORDERS for part in later),
        first in ("i", "im", "ive", "id", "my", "ill"),
        first in ("you", "your", "youre", "youve", "youll", "u"),
        first in ("it", "its", "that", "thats", "this"),
        first in ("they", "he", "she", "the", "these"),
        first in ("so", "and", "sounds"),
        len(first) > 5 and first.endswith("ing"),
        sum(len(w) > 4 and w.endswith("ed") for w in found) / max(n, 1) * 3,
        any(w.isdigit() for w in found),
        "**" in text,
        bool(re.match(r"\s*(?:\d+[.)]|[-*•])\s", text)),
        '"' in text or "“" in text,
    ]
    values += [bool(pattern.search(flat)) for pattern in _PATTERNS]
    return np.array(values, np.float32)


def _bare_question(found: list[str], flat: str) -> bool:
    """A question typed without its mark: "what happened", "how old is she", "do you like it"."""
    if len(found) < 2 or "." in flat.rstrip("."):
        return False
    start = found[1:] if found[0] in ("so", "and", "but", "wow", "ok", "oh", "well") else found
    if len(start) < 2:
        return False
    if start[0] in ("what", "how", "why", "who", "where", "which") and start[1] not in ("a", "an"):
        return not (
            start[0] == "how" and start[1] in ("awful", "terrible", "horrible", "sad", "cruel")
        )
    return start[0] in ("do", "did", "does", "are", "is", "was", "have", "can") and start[1] in (
        "you", "u", "he", "she", "they", "it", "there", "that", "your", "we"
    )  # fmt: skip
