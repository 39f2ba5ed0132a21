"""What has happened in a chat so far: what the rep asked, offered and explained, what the client gave,
tried and wants, and how the client met it. Read from wordings in `prompts/assist/`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import prompts
from bot.assist.chat import Chat
from bot.assist.facts import facts_in
from bot.assist.informed import informed
from bot.assist.troubles import Trouble, trouble_in


@dataclass(frozen=True, slots=True)
class Reading:
    """`asked` and `given` are ids of `details.yaml`; `done` and `tried` acts of `acts.yaml`; `last_done`
    what the rep did in the last turn; `wants` and `jabs` ids of `moves.yaml`, likeliest first;
    `facts` the client's own numbers by kind."""

    trouble: Trouble
    matched: bool
    asked: frozenset[str]
    given: frozenset[str]
    done: frozenset[str]
    last_done: frozenset[str]
    tried: frozenset[str]
    wants: tuple[str, ...]
    jabs: tuple[str, ...]
    facts: Mapping[str, str]
    now: tuple[str, ...]  # what the last message wants
    last_asked: frozenset[str]
    answered: bool  # whether the rep wrote anything
    turn: int  # how many messages the client wrote
    sorries: int  # how often the rep apologized
    first_done: frozenset[str]  # as `last_done` and `last_asked`, in the rep's first reply
    first_asked: frozenset[str]
    turned_down: bool  # whether the client waved off an offer, in any message
    settled: bool  # whether the client is content and asks for nothing more
    accepted: bool  # whether the client just said yes to an offer
    named: frozenset[str]  # acts that the last message speaks of
    last: str  # the client's last message
    opener: str  # and their first
    leaving: bool  # whether the client gives up and goes
    own: frozenset[str]  # acts that the client says they did themselves ("I filed the appeal")
    solved: bool  # whether the client solved it themselves
    informed: bool  # whether the rep told them anything about the matter

    @property
    def identified(self) -> bool:
        """Whether there is something to find the client's file by."""
        return bool({"number", "email", "phone", "signed_in"} & self.facts.keys())


def read(chat: Chat) -> Reading:
    """In: a chat with at least one message of the client. Out: what happened in it."""
    trouble, matched = trouble_in(chat)
    said, rep = " \n ".join(chat.client), " \n ".join(chat.rep)
    first_rep, last_rep = (chat.rep[0], chat.rep[-1]) if chat.rep else ("", "")
    acts = all_acts()
    tries = {a for a, (_, by_client) in acts.items() if by_client}
    tried = {a for a in tries if acts[a][0].search(said) and _TRIED.search(said)}
    asked = {d for d, (by_rep, _) in _details().items() if any(_asks(by_rep, t) for t in chat.rep)}
    given = {d for d, (_, by_client) in _details().items() if by_client.search(said)}
    last_asked = frozenset(d for d, (p, _) in _details().items() if _asks(p, last_rep))
    return Reading(
        trouble, matched, frozenset(asked), frozenset(given),
        acts_in(rep), acts_in(last_rep),
        frozenset(tried), _moves("wants", chat), _moves("jabs", chat), facts_in(chat.client, chat.rep),
        _moves("wants", chat, last=True),
        last_asked,
        bool(chat.rep), len(chat.client), sum(bool(acts["apologize"][0].search(t)) for t in chat.rep),
        acts_in(first_rep),
        frozenset(d for d, (by_rep, _) in _details().items() if _asks(by_rep, first_rep)),
        any(_refusing().search(_plain(t)) for t in chat.client[1:]),
        (bool(chat.rep) and not last_asked and _ends("content", chat.last)) or _ends("solved", chat.last),
        bool(_OFFERING.search(last_rep)) and bool(_compiled(prompts.read("assist/moves.yaml")["ends"]["accepted"]).search(_plain(chat.last))),
        frozenset(a for a, (p, _) in acts.items() if p.search(chat.last)), chat.last,
        chat.client[0],
        bool(chat.rep) and _ends("leaving", chat.last),
        frozenset(a for a, p in _own_acts().items() if p.search(said)),
        _ends("solved", chat.last), informed(chat.rep),
    )  # fmt: skip


_TRIED = re.compile(
    r"\b(?:already|tried|did (?:that|all|it)|done (?:that|it|all)|restarted|rebooted|power[- ]cycled|turned (?:it|them|everything) off|"
    r"(?:after|since) (?:\w+ ){0,2}(?:re-?start|re-?boot)\w*|(?:re-?start|re-?boot)ing (?:it )?(?:didn't|doesn't|did|does|won't|hasn't|changes)|"
    r"updated|reset it|reinstalled|unplugged|checked|i (?:did|have|just) )", re.I
)  # fmt: skip
_SAID = frozenset(
    {"apologize", "understand", "thank", "check", "found", "explain"}
)  # with a "can't", too
_OFFERING = re.compile(
    r"\b(?:i can|i could|i'll|let me|would you like|shall i|want me to|we can)\b", re.I
)
_RULE = re.compile(  # what a rule says is no promise
    r"\b(?:policy|window|terms|eligible|orders? over|applies|returns? (?:are|is)|adjustments?|requires?|standard)\b",
    re.I,
)
_REFUSED = re.compile(
    r"\b(?:can't|can ?not|won't|unable|not able|not (?:possible|allowed|eligible|covered)|isn't|don't (?:offer|allow|cover|have)|"
    r"doesn't|no (?:refunds?|exceptions?|credits?))\b", re.I
)  # fmt: skip
_QUERY = re.compile(
    r"(?:^|(?<=[.!?,;\n]))\s*(?:and |so |or )?(?:has|have you|have they|do you (?:have|know|still)|is your|are you|did|does|was|were|what|which|when|who|where|why|how)\b[^.?!\n]*\?",
    re.I,
)
_ASKING = re.compile(
    r"\?|\b(?:please|could you|can you|may i|need|provide|share|send|confirm|let me know|tell me|what|which)\b", re.I
)  # fmt: skip


def acts_in(text: str) -> frozenset[str]:
    """The acts in what the rep wrote. "Has the doctor filed an appeal?" files none; "have you restarted it?"
    does ask for a step of the client's."""
    told = _QUERY.sub(" ", text)
    firm = " ".join(
        s for s in re.split(r"(?<=[.!?])\s+", told) if not (_REFUSED.search(s) or _RULE.search(s))
    )
    return frozenset(
        a for a, (p, by_client) in all_acts().items()
        if p.search(text if by_client else told if a in _SAID else firm)
    )  # fmt: skip


def _ends(how: str, text: str) -> bool:
    """Whether the client ends it that way, and nothing in the rest says that there is more to come."""
    table: dict[str, str] = prompts.read("assist/moves.yaml")["ends"]
    said, pattern = _plain(text), _compiled(table[how])
    rest = pattern.sub(" ", said) if how in ("leaving", "solved", "praised") else said
    return bool(pattern.search(said)) and not more_to_come(rest)


def thanks_for_it(text: str) -> bool:
    """Whether a client says thanks for what is done, and asks for nothing more."""
    return bool(_THANKS.search(text)) and _ends("fixed", text)


_THANKS = re.compile(
    r"\b(?:thanks?|thank (?:you|u)|thx|ty|cheers|bless you|appreciate\w*|grateful|lifesaver|you're (?:a|the) \w+|legend|hero)\b",
    re.I,
)


def praises(text: str) -> bool:
    """Whether a client ends in praise for the rep or for who helped, and asks for nothing more."""
    return _ends("praised", text)


def more_to_come(text: str) -> bool:
    """Whether a client who sounds content asks for something all the same, or says that it isn't here yet."""
    return bool(
        _compiled(prompts.read("assist/moves.yaml")["ends"]["not_yet"]).search(_plain(text))
    )


def _asks(pattern: re.Pattern[str], text: str) -> bool:
    """Whether one sentence of the rep asks for it."""
    return any(
        pattern.search(s) and _ASKING.search(s) and not re.match(r"\s*thank", s, re.I)
        for s in re.split(r"(?<=[.!?;])\s+|\u2014", text)
    )


def _moves(kind: str, chat: Chat, *, last: bool = False) -> tuple[str, ...]:
    """What the last message holds, then (for wants) what earlier ones do."""
    table: dict[str, str] = prompts.read("assist/moves.yaml")[kind]
    texts = [chat.last] if last or kind == "jabs" else [chat.last, *reversed(chat.client[:-1])]
    found = [name for t in texts for name in table if _compiled(table[name]).search(_plain(t))]
    return tuple(dict.fromkeys(found))


def _plain(text: str) -> str:
    return text.replace("’", "'").replace("‘", "'")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)


def _refusing() -> re.Pattern[str]:
    return _compiled(prompts.read("assist/moves.yaml")["jabs"]["refused_offer"])


@cache
def _own_acts() -> dict[str, re.Pattern[str]]:
    table: dict[str, str] = prompts.read("assist/moves.yaml")["own"]
    return {act: _compiled(pattern) for act, pattern in table.items()}


@cache
def _details() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    table = prompts.read("assist/details.yaml")
    return {k: (re.compile(v["rep"], re.I), re.compile(v["given"], re.I)) for k, v in table.items()}


@cache
def all_acts() -> dict[str, tuple[re.Pattern[str], bool]]:
    """By act: its wordings, and whether it is a step for the client's own hands."""
    table = prompts.read("assist/acts.yaml")
    return {k: (re.compile(v["rep"], re.I), bool(v.get("tried"))) for k, v in table.items()}
