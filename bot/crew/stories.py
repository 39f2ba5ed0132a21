"""What helped a colleague: whether it can be passed on, what might tell who wrote it, how it is quoted. Pure.

Whatever is in a story, it is only ever shown between quotation marks, under a line that says where it
came from. It is never an instruction to anybody, and it never enters a prompt. One that gives orders is
not taken, not passed on by a colleague's yes, and not shown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import prompts
from bot.model.planted import planted, voiced
from bot.support.guard import faults as guarded
from bot.support.retelling.harsh import harsh_spans

LONGEST = 60  # words of what helped: it stands in the answer to somebody who is tired
LONGEST_WHEN = 40
LONGEST_LETTERS = 600
_FEWEST = 4
_READ = 4000  # characters that are looked at

_LINK = re.compile(
    r"://|\bwww\.|\]\(|\bmailto:|@\w|\w@|<[^>]*>|"
    r"\b[\w-]+\.(?:com|net|org|info|biz|io|app|dev|link|site|page|online|shop|xyz|me|tv|cc|ly|gg|co|us|uk|ca|au|de|in|ph)\b(?![a-z])",
    re.IGNORECASE,
)
_ODD = re.compile(r"[`*_~|{}\\<>#=]+")
_SPOKEN = {"retaliates": "retaliates", "clinical": "clinical", "promises": "promises"}


@dataclass(frozen=True, slots=True)
class Story:
    """`when` is what was going on, to find it by and to be understood; `helped` is what is passed on."""

    when: str
    helped: str

    def dump(self) -> str:
        """As JSON, for sealing."""
        return json.dumps({"when": self.when, "helped": self.helped}, ensure_ascii=False)

    @classmethod
    def load(cls, text: str) -> Story:
        """What `dump` wrote."""
        return cls(**json.loads(text))


def tidy(typed: str) -> str:
    """Typed words as one plain paragraph: nothing invisible, no marks that some app could format, and
    no quotation mark that could end the quote they will stand in."""
    text = "".join(c if c.isprintable() else " " for c in typed[:_READ])
    text = _ODD.sub(" ", text).replace("“", "‘").replace("”", "’").replace('"', "'")
    return " ".join(text.split())


def faults(story: Story) -> list[str]:
    """Why it can't be passed on like this, as codes of `prompts/crew/stories.yaml`; [] when it can."""
    found: list[str] = []
    whole = f"{story.when}\n{story.helped}"
    if len(story.helped.split()) < _FEWEST:
        found.append("short")
    if len(story.helped.split()) > LONGEST or len(story.helped) > LONGEST_LETTERS:
        found.append("long")
    if len(story.when.split()) > LONGEST_WHEN or len(story.when) > LONGEST_LETTERS:
        found.append("long_when")
    if _LINK.search(whole):
        found.append("link")
    if harsh_spans(whole, wary=False):  # "a bad day" is no insult: only clear ones
        found.append("harsh")
    if orders(story):
        found.append("orders")
    found += [_SPOKEN[code] for code in guarded(whole) if code in _SPOKEN]
    return found


def orders(story: Story) -> bool:
    """Whether it tells its reader, or a program, what to do for somebody else: read when it is left, before a
    colleague says yes to it, and each time it could be shown."""
    return planted(story.when) or planted(story.helped) or voiced(story.helped)


def quoted(story: Story) -> str:
    """What helped, between quotation marks."""
    return f"“{tidy(story.helped)}”"


@dataclass(frozen=True, slots=True)
class Sign:
    """Words of a story that might tell who wrote it; `group` is one of `signs/story.yaml`."""

    group: str
    words: str


def signs(story: Story) -> tuple[Sign, ...]:
    """What might identify the author, in the order of the groups. A hint, and never complete."""
    text = f"{story.when} \n{story.helped}"
    found = [Sign(group, m[0].strip()) for group, p in _patterns() for m in p.finditer(text)]
    found += [Sign("name", name) for name in _names(text)]
    return tuple(dict.fromkeys(found))


def warning(story: Story) -> str:
    """The signs in a sentence or two, for the author's eyes."""
    text: Any = prompts.read("crew/stories.yaml")["signs"]
    found: dict[str, list[str]] = {}
    for sign in signs(story):
        found.setdefault(sign.group, []).append(sign.words)
    if not found:
        return str(text["none"])
    said = [
        text["groups"][group].format(bits=", ".join(f"“{bit}”" for bit in bits[:3]))
        for group, bits in found.items()
    ]
    return str(text["some"].format(found=", ".join(said)))


def _names(text: str) -> Iterator[str]:
    """Words with a capital that no sentence begins with."""
    known = _table()["not_names"]
    for sentence in re.split(r"(?<=[.!?…])\s+|\n", text):
        for word in sentence.split()[1:]:
            bare = word.strip(".,;:!?()'’‘\"…")
            if bare[:1].isupper() and bare.lower().removesuffix("'s") not in known:
                yield bare


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    groups: dict[str, list[str]] = _table()["groups"]
    return tuple(
        (name, re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE))
        for name, patterns in groups.items()
        if patterns
    )


def _table() -> Any:
    return prompts.read("crew/signs/story.yaml")
