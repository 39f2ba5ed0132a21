"""The words for a complaint that is not known for sure: the client's own noun where there is one ("the trouble with the
deposit"), else what is true of any complaint of its category. No problem is named that may not be theirs."""

from __future__ import annotations

from dataclasses import replace

import prompts
from bot.assist.chat import Chat
from bot.assist.particulars import thing_in
from bot.assist.reading import Reading
from bot.assist.troubles import Trouble, plain_trouble


def vague_trouble(chat: Chat, seen: Reading) -> Trouble:
    """In: a chat and what was read from it. Out: such a complaint; what the rep may have asked for is still known."""
    table = prompts.read("assist/plain.yaml")["vague"]
    plain = plain_trouble(chat.domain, chat.category)
    plain = replace(plain, ask=seen.trouble.ask, also=())
    if thing := thing_in(chat.client[:1]):
        it, they = (str(table["thing"][part]).format(thing=thing) for part in ("it", "they"))
        return replace(plain, it=it, they=they)
    words = table[chat.category or "service_quality"]
    return replace(plain, it=words["it"], they=words["they"])


def speakable(chat: Chat, seen: Reading, about: Trouble | None, near: frozenset[str]) -> Reading:
    """What was read, with the complaint that may be named to the rep: what is known for sure, or what the wordings
    found and the encoder finds near as well; else words that name none. A wrong name is worse than no name."""
    if seen.matched and seen.trouble.id in near and (about is None or about.id == seen.trouble.id):
        return seen
    if about is not None:
        return replace(seen, trouble=about, matched=True)
    return replace(seen, trouble=vague_trouble(chat, seen), matched=False)
