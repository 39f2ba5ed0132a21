"""Takes other people's data out of what a person typed, and leaves the person's own words as they are.

Cards, phones, e-mails, bank and identity numbers, IP addresses, record numbers, street addresses, names. Everything is
rules and word lists: no model, nothing leaves the process. A parse, where there is one, finds more names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.safety.redaction import contacts as redact_contacts
from bot.safety.redaction import grammar as redact_grammar
from bot.safety.redaction.accounts import accounts
from bot.safety.redaction.cards import cards
from bot.safety.redaction.lexicon import lexicon
from bot.safety.redaction.names import Names
from bot.safety.redaction.numbers import known_shapes, other_numbers
from bot.safety.redaction.phones import extensions
from bot.safety.redaction.places import places
from bot.safety.redaction.prepare import RedactSpan, hide, join, plain
from bot.safety.redaction.render import replacements

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["RedactSpan", "Redaction", "Redactor"]

# What is found first is hidden from what looks later, so the surest and longest come first.
_FINDERS: tuple[Callable[[str], Iterable[RedactSpan]], ...] = (
    redact_contacts.emails, redact_contacts.ibans, redact_contacts.addresses, cards, places, known_shapes, accounts, other_numbers, extensions,
)  # fmt: skip
_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Redaction:
    """The readable text without other people's data, and what was taken out of the input, sorted."""

    text: str
    spans: tuple[RedactSpan, ...]


class Redactor:
    """Redacts English text; safe from several threads, keeps nothing."""

    @classmethod
    def load(cls) -> Redactor:
        """A redactor with its word lists read; phone rules are loaded when the first number comes."""
        lexicon()
        return cls()

    def redact(self, text: str, doc: Doc | None = None) -> Redaction:
        """In: any text, and its parse if there is one. Out: the redacted text and the spans; never raises.

        The output is stable: its own redaction changes nothing.
        """
        spans = _find(text, doc)
        if not spans and doc is None:
            return Redaction(text, ())  # looked at again, it would be the same
        for _ in range(_ROUNDS):
            # A placeholder changes what stands beside its neighbours: look again until nothing new turns up.
            output, pieces = _render(text, spans)
            more = _find(output, None)
            if not more:
                break
            spans = _together(text, join([*spans, *_back(more, pieces)]))
        return Redaction(_render(text, spans)[0], tuple(spans))


def _find(text: str, doc: Doc | None) -> list[RedactSpan]:
    work = plain(text)
    spans: list[RedactSpan] = []
    for finder in _FINDERS:
        found = join(finder(work))
        if found:
            work = hide(work, found)
            spans += found
    named = list(redact_grammar.names(doc, text)) if doc is not None else []
    spans += Names(work, named).find()
    return join(spans)


def _together(text: str, spans: Sequence[RedactSpan]) -> list[RedactSpan]:
    """Parts of one name that were found one after the other become one span."""
    result: list[RedactSpan] = []
    for span in spans:
        last = result[-1] if result else None
        if last and last.type == span.type == "person" and text[last.end : span.start] == " ":
            result[-1] = RedactSpan(last.start, span.end, "person")
        else:
            result.append(span)
    return result


def _render(text: str, spans: Sequence[RedactSpan]) -> tuple[str, list[tuple[int, int, int, bool]]]:
    """Out: the output, and its pieces as (start in output, end in output, start in input, replaced)."""
    parts: list[str] = []
    pieces: list[tuple[int, int, int, bool]] = []
    at = length = 0
    for span, new in zip(spans, replacements(plain(text), spans), strict=True):
        for start, words, replaced in ((at, text[at : span.start], False), (span.start, new, True)):
            pieces.append((length, length + len(words), start, replaced))
            parts.append(words)
            length += len(words)
        at = span.end
    pieces.append((length, length + len(text) - at, at, False))
    return "".join(parts) + text[at:], pieces


def _back(
    found: Iterable[RedactSpan], pieces: Sequence[tuple[int, int, int, bool]]
) -> Iterator[RedactSpan]:
    """Spans of the output as spans of the input; a replaced piece counts as a whole."""
    i = 0
    for span in found:
        while pieces[i][1] <= span.start:
            i += 1
        start = pieces[i][2] + (0 if pieces[i][3] else span.start - pieces[i][0])
        j = i
        while pieces[j][1] < span.end:
            j += 1
        if pieces[j][3]:
            end = pieces[j + 1][2]
        else:
            end = pieces[j][2] + span.end - pieces[j][0]
        yield RedactSpan(start, end, span.type)
