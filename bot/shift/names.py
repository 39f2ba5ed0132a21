"""The made-up client's own first name in a rep's line: it is nobody's, so it stays where real names are taken out."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

_HELD = "[x]"


async def cleaned(text: str, name: str, clean: Callable[[str], Awaitable[str]]) -> str:
    """In: a rep's line, the client's name and what takes other people's data out of a text. Out: the text
    without it, but with the client's name as it was typed."""
    if not name or _HELD in text:
        return await clean(text)
    # With a second name behind it, it may be somebody real.
    known = re.compile(rf"\b{re.escape(name)}\b(?! +[A-Z][a-z])|\b{re.escape(name.lower())}\b")
    typed = iter(known.findall(text))
    held = await clean(known.sub(_HELD, text))
    return re.sub(re.escape(_HELD), lambda _: next(typed, name), held)
