"""Text as Slack takes it: nothing in it can mention, link or format, and it fits."""

from __future__ import annotations

import re

SECTION = 2900  # characters of one section, under Slack's 3000
_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+")
_LINE = re.compile(r"\n+")
_WORD = re.compile(r"\s+")
_MARK = re.compile(r"<([^<>\s][^<>]*)>")


def escaped(text: str) -> str:
    """For fields that Slack reads as markup: after this, `<@U1>` is five characters and nobody's name."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def as_markdown(text: str) -> str:
    """For fields that Slack reads as Markdown: every mark is a plain character."""
    return re.sub(r"([\\`*_~\[\]()#|!])", r"\\\1", escaped(text))


def unescaped(text: str) -> str:
    """What a person typed, from what Slack made of it: mentions and links in words again."""
    text = _MARK.sub(_words_of, text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def pieces(text: str, most: int = SECTION) -> list[str]:
    """The text in parts of at most `most` characters, cut between paragraphs, else sentences, else
    words, and inside a word only when one is longer than that."""
    found = []
    rest = text.strip()
    while len(rest) > most:
        cut = next((at for at in map(lambda rule: _last(rule, rest, most), _RULES) if at), most)
        found.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*found, rest] if rest or not found else found


def short(text: str, most: int) -> str:
    """For labels: cut at a word, with a mark that there was more."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    start = text[:most]
    cut = start.rsplit(" ", 1)[0] if " " in start else start[:-1]
    return f"{cut}…"


_RULES = (re.compile(r"\n\s*\n"), _SENTENCE, _LINE, _WORD)


def _last(rule: re.Pattern[str], text: str, most: int) -> int:
    """Where the last match that lies within `most` ends, 0 when none lies in the second half: a
    piece should not be a scrap."""
    ends = [match.end() for match in rule.finditer(text[: most + 1]) if match.start() <= most]
    return ends[-1] if ends and ends[-1] > most // 2 else 0


def _words_of(match: re.Match[str]) -> str:
    """`<url|label>`, `<@U1>`, `<#C1|room>`, `<!here>` in words. Who was mentioned stays with Slack."""
    target, _, label = match[1].partition("|")
    if target.startswith("@"):
        return f"@{label.lstrip('@') or 'someone'}"
    if target.startswith("#"):
        return f"#{label or 'channel'}"
    if target.startswith("!"):
        return label or f"@{target[1:].partition('^')[0]}"
    return label or target.removeprefix("mailto:").removeprefix("tel:")
