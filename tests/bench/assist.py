"""On shift: label, cards, the coworker's message and the simulated client, against what issue 5 asks for.

Needs no shared data except for the messages' shape, which is left out where it is absent."""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.assist.alike import already_said
from bot.assist.cards import Cards
from bot.assist.catalog import categories, domains
from bot.assist.chat import Chat, category_slug, domain_slug
from bot.assist.client import SimulatedClient
from bot.assist.reading import read
from bot.assist.talk import Line, Setting
from bot.assist.told import told
from memory.grade import grade
from tests.bench.heldout import ask
from tests.bench.heldout import rows as heldout_rows
from tests.bench.reps import REPS, lines_of

SHARED = Path(__file__).parents[3] / "shared/data/carepilot_incidents.jsonl"


def run() -> Iterator[str]:
    """The figures."""
    yield from _label()
    yield from _messages()
    yield from _cards()
    yield from _clients()


def _label() -> Iterator[str]:
    import numpy as np

    from training.fit_assist import MORE, ROWS, fit, in_first_half, report, seen

    rows = [json.loads(line) for line in ROWS.read_text().splitlines()]
    x = seen([r["text"] for r in rows])
    first = np.array([in_first_half(r["text"]) for r in rows])
    more = [json.loads(line) for line in MORE.read_text().splitlines()]
    model = fit(
        np.vstack([x[first], seen([r["text"] for r in more])]),
        [*(r for r, f in zip(rows, first, strict=True) if f), *more],
    )
    yield "label, fitted on one half, blind half: " + report(
        model, x[~first], [r for r, f in zip(rows, first, strict=True) if not f]
    )

    apart = heldout_rows("assist_label")
    said = [ask("assist", {"turns": [{"role": "client", "text": r["text"]}]}) for r in apart]
    hits = sum(m["uncivil"] and r["uncivil"] for m, r in zip(said, apart, strict=True))
    marked = sum(m["uncivil"] for m in said) + sum(r["uncivil"] for r in apart)
    off = sum(abs(m["score"] - r["score"]) for m, r in zip(said, apart, strict=True))
    yield (
        f"label as it ships, {len(apart)} lines kept apart: uncivil F1 {2 * hits / marked:.3f}, "
        f"level error {off / len(apart):.2f}"
    )


def _messages() -> Iterator[str]:
    if not SHARED.exists():
        yield "messages: no shared incidents here"
        return
    rows = [json.loads(line) for line in SHARED.read_text().splitlines()]
    said = [ask("assist", {"id": r["incident_id"], **r})["message"] for r in rows]
    words = [len(m.split()) for m in said]
    yield f"messages: four commonest openings (3 words) {_four(said):.3f}"
    chats = [_chat(row) for row in rows]
    cards = Cards.load()
    many = [[_message(cards, chat, seed) for chat in chats] for seed in range(12)]
    fours = [_four(messages) for messages in many]
    yield f"messages: the same with 12 other seeds, mean {sum(fours) / 12:.3f}, {min(fours):.3f}–{max(fours):.3f}"
    found = [
        _specifics(chat, m) for messages in many for chat, m in zip(chats, messages, strict=True)
    ]
    yield (
        f"messages: say something of this incident {sum(map(any, found)) / len(found):.3f}, both of the "
        f"client's trouble and of what the rep did {sum(map(all, found)) / len(found):.3f}, n {len(found)}"
    )
    yield f"messages: n {len(said)}, words {min(words)}–{max(words)}, grade at most {max(map(grade, said)):.1f}, apart {len(set(said))}"


def _four(messages: list[str]) -> float:
    opened = Counter(" ".join(m.lower().split()[:3]) for m in messages)
    return sum(n for _, n in opened.most_common(4)) / len(messages)


def _chat(row: dict[str, Any]) -> Chat:
    turns = tuple(Line(turn["role"], turn["text"]) for turn in row["turns"])
    return Chat(turns, domain_slug(row.get("domain", "")), category_slug(row.get("category", "")))


def _message(cards: Cards, chat: Chat, seed: int) -> str:
    return cards.of(chat.domain, chat.category, chat.lines, seed).message


def _specifics(chat: Chat, message: str) -> tuple[bool, bool]:
    """Whether a message names the client's trouble or words, and what the rep asked, offered or did, as
    read from this chat. A trouble that only its category gives away does not count."""
    seen = read(chat)
    known, said = told(chat, seen), message.lower()
    own = known.own
    theirs = (
        (known.it, *known.they, own.thing, own.span, own.tried, own.nth) if seen.matched else ()
    )
    ours = (
        known.asked,
        known.given,
        known.gave,
        known.offer,
        known.wait,
        *(w for did in known.did for w in did),
    )

    def named(parts: Iterable[str]) -> bool:
        return any(part and part.lower() in said for part in parts)

    return named((*theirs, known.theirs, known.quote)), named(ours)


def _cards() -> Iterator[str]:
    """Cards along simulated chats: nothing done already, within length, how long they take."""
    took, checked, faulty = [], 0, Counter[str]()
    for n, (setting, turns) in enumerate(_chats()):
        item = {"id": n, "domain": setting.domain, "category": setting.category,
                "turns": [{"role": t.role, "text": t.text} for t in turns]}  # fmt: skip
        began = time.perf_counter()
        made = ask("assist", item)
        took.append((time.perf_counter() - began) * 1000)
        checked += 1
        faulty.update(faults_of(made, turns))
    took = sorted(took[5:])
    yield f"cards: n {checked}, with a fault {dict(faulty)}; p50 {took[len(took) // 2]:.0f} ms, p95 {took[int(len(took) * 0.95)]:.0f} ms"


def faults_of(made: dict[str, Any], turns: list[Line]) -> list[str]:
    """What is wrong with an answer's cues and steps, as short codes."""
    found = []
    rep = [t.text for t in turns if t.role == "rep"]
    if not 3 <= len(made["steps"]) <= 7 or len(made["cues"]) != 3:
        found.append("number")
    if any(len(s.split()) > 9 for s in made["steps"]) or any(
        len(c.split()) > 12 for c in made["cues"]
    ):
        found.append("length")
    if any(re.search(r"\b(?:sorry|apolog)", s, re.I) for s in made["steps"]):
        found.append("apology")
    if any(already_said(s, rep) for s in made["steps"]):
        found.append("done")
    if any(re.search(r"^(?:I|We|Thank|Hi|Dear)\b", c) for c in made["cues"]):
        found.append("reply")
    if len(set(made["steps"])) < len(made["steps"]):
        found.append("twice")
    return found


def _chats() -> Iterator[tuple[Setting, list[Line]]]:
    client = SimulatedClient.load()
    for n, (domain, category) in enumerate((d, c) for d in domains() for c in categories()):
        for civil in (True, False):
            setting = Setting(domain, category, civil, seed=n)
            turns: list[Line] = []
            opener = client.next(setting, ()).text
            for rep in lines_of("well-meaning", setting, opener, n)[: 1 + n % 4]:
                line = client.next(setting, turns)
                if line.done:
                    break
                turns += [
                    Line("client", line.text),
                    Line("rep", rep),
                ]
            yield setting, turns[:-1]


def _clients() -> Iterator[str]:
    """200 runs against scripted reps."""
    client = SimulatedClient.load()
    wrong, ends, stars = Counter[str](), Counter[int](), Counter[str]()
    settings = [Setting(d, c, civil, bool(n % 2), bool(n % 3 == 0), bool(n % 5 == 0), seed=n)
                for n, (d, c, civil) in enumerate((d, c, v) for d in domains() for c in categories() for v in (True, False))]  # fmt: skip
    runs = 0
    for n, setting in enumerate([*settings, *(replace(s, seed=s.seed + 500) for s in settings)]):
        kind = list(REPS)[n % len(REPS)]
        turns: list[Line] = []
        rep = lines_of(kind, setting, client.next(setting, ()).text, n)
        texts: list[str] = []
        while True:
            line = client.next(setting, turns)
            if line.text in texts:
                wrong["loop"] += 1
            texts.append(line.text)
            if (
                kind == "curious"
                and len(texts) > 1
                and re.search(r"\d{4}", line.text)
                and not re.search("555|[Ff]light", line.text)
            ):
                wrong["knew"] += 1
            if line.done or len(texts) > 12:
                break
            turns += [Line("client", line.text), Line("rep", rep[(len(texts) - 1) % len(rep)])]
        wrong["no end"] += not line.done
        runs += 1
        ends[len(texts)] += 1
        stars[f"{kind} {line.stars}"] += 1
    yield f"client: {runs} runs, wrong {dict(wrong)}, messages until the end {dict(sorted(ends.items()))}"
    yield f"client: stars {dict(sorted(stars.items()))}"
