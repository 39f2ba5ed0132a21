"""The batch tasks `assist` and `client`: one object in, one out."""

from __future__ import annotations

import zlib
from typing import Any

from bot.assist.chat import category_slug, domain_slug, lines_from
from bot.assist.talk import Setting
from bot.ports import Assists, Clients


def cards_of(item: dict[str, Any], cards: Assists, seed: int) -> dict[str, Any]:
    """In: `turns`, and `domain` and `category` if known. Out: the four cards. Raises KeyError or ValueError."""
    lines = lines_from(item["turns"])
    domain, category = str(item.get("domain") or ""), str(item.get("category") or "")
    made = cards.of(domain, category, lines, seed)
    view = made.reframe
    return {
        "label": made.label, "score": made.score, "uncivil": made.uncivil,
        "danger": {"kind": made.danger.kind, "level": made.danger.level, "who": made.danger.who},
        "reframe": {"thought": view.thought, "reframe": view.reframe} if view else None,
        "cues": list(made.cues), "steps": list(made.steps), "message": made.message,
    }  # fmt: skip


def line_of(item: dict[str, Any], clients: Clients, seed: int) -> dict[str, Any]:
    """In: `domain`, `category`, `civil`, and `traits`, `harder` and `turns` if any. Out: what the client says.
    Raises KeyError or ValueError."""
    domain, category = domain_slug(item["domain"]), category_slug(item["category"])
    if not domain or not category:
        raise ValueError("domain or category")
    traits = item.get("traits") or {}
    grateful, ranting, expressive = (
        bool(traits.get(name)) for name in ("grateful", "ranting", "expressive")
    )
    # The same setting under another id is another run.
    seed = zlib.crc32(f"{seed}:{item.get('id')}".encode())
    setting = Setting(
        domain, category, bool(item["civil"]), grateful, ranting, expressive,
        bool(item.get("harder")), seed,
    )  # fmt: skip
    line = clients.next(setting, lines_from(item.get("turns") or []))
    return {"text": line.text, "done": line.done, "stars": line.stars}
