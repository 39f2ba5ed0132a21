"""E-mail addresses, IP addresses and bank accounts written as IBAN."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from bot.safety.redaction import checks as checks
from bot.safety.redaction.prepare import RedactSpan

_EMAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%'&-]{1,64}[ ]?@[ ]?(?:[\w-]{1,63}\.){1,6}[^\W\d_]{2,24}(?![\w-])|"
    r"(?<![\w.+%-])[\w+%'&-][\w.+%'&-]{0,63}@[\w-]{2,63}(?:\.[\w-]{2,63})*(?![\w@])"
)
_AT = r"(?:[ ]*[\[({<][ ]*at[ ]*[\])}>][ ]*|[ ]+at[ ]+|[ ]*@[ ]*)"
_DOT = r"(?:[ ]*[\[({<][ ]*dot[ ]*[\])}>][ ]*|[ ]+dot[ ]+|\.)"
_TLD = (
    r"(?:com|net|org|edu|gov|info|biz|io|co|uk|ie|au|nz|in|ph|za|ca|us|de|fr|es|it|nl|eu|me|mail)"
)
_LOCAL = r"[\w+'-]{1,40}(?:(?:[ ]+(?:dot|underscore|dash|hyphen)[ ]+|[ ]?[\[(](?:dot)[\])][ ]?|[._])[\w+'-]{1,40}){0,4}"
_SPOKEN = re.compile(
    rf"(?<![\w.]){_LOCAL}{_AT}[\w-]{{1,40}}(?:{_DOT}[\w-]{{1,20}}){{0,2}}{_DOT}{_TLD}\b",
    re.IGNORECASE,
)
_SPELLED = re.compile(r"[\[({<@]|[ ]dot[ ]", re.IGNORECASE)
_PROVIDER = re.compile(
    r"(?<![\w.+-])[\w.+-]{0,63}\w(?:[ ]+dot[ ]+\w+){0,3}[ ]+at[ ]+"
    r"(?:gmail|googlemail|hotmail|outlook|yahoo|icloud|aol|proton(?:mail)?|rediffmail|live|msn)\b(?:(?:\.|[ ]+dot[ ]+)\w{2,4}){0,2}", re.IGNORECASE
)  # fmt: skip
_IPV4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?:/\d{1,2}|:\d{2,5})?(?![\w]|\.\d)")
_DOTTED = re.compile(
    r"(?<![\w.])\d{1,3}(?:(?:[ ]?[\[(](?:\.|dot)[\])][ ]?|[ ]dot[ ])\d{1,3}){3}(?!\w)|(?<![\w.])(?:\d{1,3}(?:\.|\[\.\])){3}(?:\d{1,3}|x{1,3}|\*)(?=[^\w.]|$|\.\D)",
    re.IGNORECASE,
)  # "10[.]1[.]2[.]3", "10 dot 1 dot 2 dot 3", "10.1.2.x"
_VERSION = re.compile(
    r"(?:\bv|\bver|version|release|build|firmware|driver|update|patch)\.?[ :]*$", re.IGNORECASE
)
_IPV6 = re.compile(
    r"(?<![\w:.])(?:[0-9a-fA-F]{0,4}:){2,7}(?:(?:\d{1,3}\.){3}\d{1,3}|[0-9a-fA-F]{0,4})(?![\w:])"
)
_IBAN = re.compile(
    r"(?<![A-Za-z0-9])[A-Za-z]{2}[ -]?\d[ -]?\d(?:[ -]?[A-Za-z0-9]){11,30}(?![A-Za-z0-9])"
)
_IBAN_SPELLED = re.compile(
    r"\biban\b[^A-Za-z0-9\n]{0,3}(?:(?:number|is|was|no)\b[^A-Za-z0-9\n]{0,3}){0,2}([A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]{4}){2,7}(?:[ -]?\d{1,3})?)(?![A-Za-z0-9])",
    re.IGNORECASE,
)


def emails(text: str) -> Iterator[RedactSpan]:
    """In: prepared text. Out: e-mail addresses, also half finished or spelled with "at" and "dot"."""
    if "@" in text:
        for m in _EMAIL.finditer(text):
            if any(c.isalpha() for c in m[0]):
                yield RedactSpan(m.start(), m.start() + len(m[0].rstrip("'-")), "email")
    for m in _SPOKEN.finditer(text):
        if _SPELLED.search(m[0]):  # "looking at example.com" is a page, not an address
            yield _without_lead(m)
    for m in _PROVIDER.finditer(text):
        yield _without_lead(m)


def addresses(text: str) -> Iterator[RedactSpan]:
    """In: prepared text. Out: IPv4 and IPv6 addresses; four-part version numbers are left alone."""
    for m in _IPV4.finditer(text):
        quad = re.split("[/:]", m[0])[0]
        if all(int(n) < 256 for n in quad.split(".")) and not _VERSION.search(
            text[max(0, m.start() - 16) : m.start()]
        ):
            yield RedactSpan(m.start(), m.end(), "ip")
    for m in _DOTTED.finditer(text):
        if all(int(n) < 256 for n in re.findall(r"\d+", m[0])) and not _VERSION.search(
            text[max(0, m.start() - 16) : m.start()]
        ):
            yield RedactSpan(m.start(), m.end(), "ip")
    for m in _IPV6.finditer(text):
        try:
            ipaddress.IPv6Address(m[0])
        except ValueError:
            continue
        if sum(c in "0123456789abcdefABCDEF" for c in m[0]) > 2:
            yield RedactSpan(m.start(), m.end(), "ip")


def ibans(text: str) -> Iterator[RedactSpan]:
    """In: prepared text. Out: IBANs that pass mod 97, or that the word IBAN announces."""
    for m in _IBAN.finditer(text):
        end = _iban_end(m[0])
        if end:
            yield RedactSpan(m.start(), m.start() + end, "iban")
    for m in _IBAN_SPELLED.finditer(text):
        if not _iban_end(m[1]):
            yield RedactSpan(m.start(1), m.end(1), "iban")


def _iban_end(found: str) -> int:
    """The words after a spaced IBAN look like more of it: the longest beginning that passes is the IBAN."""
    places = [i for i, c in enumerate(found) if c.isalnum() and c.isascii()]
    code = "".join(found[i] for i in places).upper()
    for n in range(len(code), 14, -1):
        if checks.iban(code[:n]):
            return places[n - 1] + 1
    return 0


_LEADS = frozenset(
    "me at her him them is email mail to it and from the look looking im i'm you us stuff was reach write that her".split()
)


def _without_lead(m: re.Match[str]) -> RedactSpan:
    """'email me at dan at gmail dot com': the first "at" belongs to the sentence, not to the address."""
    start = m.start()
    found = re.match(r"([\w']+)[ ]+at[ ]+(?=\S+[ ]+(?:at|dot)\b|\S+@)", m[0], re.IGNORECASE)
    if found and found[1].lower() in _LEADS:
        start += found.end()
    return RedactSpan(start, m.end(), "email")
