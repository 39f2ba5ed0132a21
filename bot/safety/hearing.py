"""What wordings say of one text, by itself: every sentence of it, matched and put right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.reading.remembered import Remembered
from bot.safety.asked import asked
from bot.safety.by_name import by_name
from bot.safety.danger import INSIDE, MEDICAL, Danger, Opinion, gravest
from bot.safety.hit import Hit
from bot.safety.lexicon import Lexicon
from bot.safety.matching import hits_in, negated, works_here
from bot.safety.owners import apart, of_others
from bot.safety.plaintext import Token, sentences
from bot.safety.told import CHARACTERS, Told, adds, told_in

LIMIT = 100_000
_REMARK = 12  # words
_NEXT_TO_NOTHING = 5  # words
_BEGINNING = 40  # sentences


@dataclass(frozen=True, slots=True)
class Heard:
    """What the lexicon hears in a text."""

    hits: tuple[Hit, ...]
    told: Told
    works_here: bool


class Hearing:
    """Reads with a lexicon; what was read is remembered: a text is read at the door, by the turn, and by the turns
    after it as part of the talk."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._remembered = Remembered(self._wordings)

    def of(self, text: str) -> Heard:
        """What is heard in the first `LIMIT` characters of `text`."""
        return self._remembered(text[:LIMIT])

    def lexical(self, text: str, opinion: Opinion | None = None) -> Danger:
        """The gravest of what wordings find in `text`, beside what the other reader makes of it. No emergency that nobody
        did anything for (`INSIDE`)."""
        heard = self.of(text)
        return gravest(
            [
                hit
                for hit in heard.hits
                if hit.kind not in INSIDE and (opinion is None or _believed(hit, opinion))
            ]
        )

    def third(self, text: str) -> bool:
        """Whether a caller's threat is to somebody with them ("shoot his wife"): whoever answers is safe, and needs
        to know what to do for that person."""
        lines = self.lines(text)
        theirs = self._says(lines, "third_person") and not self._says(lines, "third_not")
        return theirs or self._says(lines, "third_quoted")

    def lines(self, text: str) -> list[str]:
        """The words of each sentence, with a space after each."""
        found = sentences(text, self.lexicon.spelling)
        return ["".join(f"{token.word} " for token in sentence) for sentence in found]

    def takes_up(self, text: str, before: str) -> tuple[tuple[int, int], ...]:
        """Where `text` takes up, as their own wish, what they told `before` that somebody said to them; () for nowhere."""
        if not self.of(before).told.apart or len(text.split()) > _REMARK:
            return ()
        for sentence in sentences(text, self.lexicon.spelling):
            if adds([t.word for t in sentence], self.lexicon):
                return ((sentence[0].start, sentence[-1].end),)
        return ()

    def did(self, text: str) -> bool:
        """Whether next to nothing is said but that it is done."""
        return len(text.split()) <= _NEXT_TO_NOTHING and self._says(self.lines(text), "did_it")

    def goes_on(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where `text` says that they will do what was spoken of: "i'll do it tonight"; () for nowhere."""
        for sentence in sentences(text[:LIMIT], self.lexicon.spelling):
            words = [t.word for t in sentence]
            line = "".join(f"{word} " for word in words)
            for language in self.lexicon.languages.values():
                for pattern in language.cues.get("goes_on", ()):
                    for match in pattern.regex.finditer(line):
                        at = len(line[: match.start()].split())
                        # "I'm not going to do it", "I didn't mean it"; "not joking" is no denial
                        meant = language.negation.isdisjoint(match.group().split())
                        asks_not = not language.negation.isdisjoint(pattern.source.split())
                        if asks_not or (meant and not negated(words, at, language)):
                            return ((sentence[0].start, sentence[-1].end),)
        return ()

    # --- inside

    def _says(self, lines: Sequence[str], cue: str) -> bool:
        languages = self.lexicon.languages.values()
        patterns = [p for language in languages for p in language.cues.get(cue, ())]
        return any(p.regex.search(line) for p in patterns for line in lines)

    def _wordings(self, text: str) -> Heard:
        found = sentences(text, self.lexicon.spelling)
        short = len(text) <= CHARACTERS
        told = told_in(found, self.lexicon) if short else Told()
        here = works_here(found[:_BEGINNING], self.lexicon)
        people = self.lexicon.languages["en"].people
        hits = apart(of_others(hits_in(found, self.lexicon), text), told)
        if short and len(found) > 1:
            whole = hits_in([_together(found)], self.lexicon)
            hits = (*hits, *(hit for hit in whole if hit.whole))
        hits = asked(found, hits, people)
        named = self._of_the_named(text, found) if short else ()
        mistaken = [h for h in hits if h.kind == MEDICAL and h.who == "self" and _meets(h, named)]
        return Heard((*(h for h in hits if h not in mistaken), *named), told, here)

    def _of_the_named(self, text: str, found: Sequence[list[Token]]) -> tuple[Hit, ...]:
        """Emergencies of whoever is told of by name only."""
        told = self.lexicon.languages["en"].cues.get("named_down", ())
        lines = ("".join(f"{token.word} " for token in sentence) for sentence in found)
        if not any(p.regex.search(line) for line in lines for p in told):
            return ()
        named = [by_name(text, sentence) or sentence for sentence in found]
        if named == list(found):
            return ()
        hits = hits_in(named, self.lexicon)
        return tuple(hit for hit in hits if hit.kind == MEDICAL and hit.who != "self")


def _together(found: Sequence[Sequence[Token]]) -> list[Token]:
    """All sentences as one, with a comma between."""
    tokens: list[Token] = []
    for sentence in found:
        if tokens:
            tokens.append(Token(",", sentence[0].start, sentence[0].start))
        tokens += sentence
    return tokens


def _meets(hit: Hit, others: Sequence[Hit]) -> bool:
    return any(hit.start < other.end and other.start < hit.end for other in others)


def _believed(hit: Hit, opinion: Opinion) -> bool:
    """Whether a wording counts, beside what the other reader makes of the whole text."""
    if hit.whole:
        return True
    if hit.soft:
        return opinion.possible
    return hit.kind == "self_harm_self" or hit.level == "low" or not opinion.unlikely
