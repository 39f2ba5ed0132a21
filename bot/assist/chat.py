"""A chat between a client and a rep, and the slugs of its setting."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.assist.catalog import categories, domains
from bot.assist.talk import Line

_ALIASES = {
    "mobile": "mobile_device", "phone": "mobile_device", "mobile_devices": "mobile_device",
    "hotels": "hotel", "airlines": "airline", "bank": "banking", "insurance": "health_insurance",
    "utility": "utilities", "food": "food_delivery", "online_shop": "retail",
    "product": "product_issues", "pricing": "pricing_and_charges", "service": "service_quality",
    "pricing_charges": "pricing_and_charges", "policies": "policy",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chat:
    """`domain` and `category` are slugs of the catalog, or "" when not known."""

    lines: tuple[Line, ...]
    domain: str = ""
    category: str = ""

    @property
    def client(self) -> tuple[str, ...]:
        """What the client wrote, oldest first."""
        return tuple(line.text for line in self.lines if line.role == "client")

    @property
    def rep(self) -> tuple[str, ...]:
        """What the rep wrote, oldest first."""
        return tuple(line.text for line in self.lines if line.role == "rep")

    @property
    def last(self) -> str:
        """The client's last message; "" when there is none."""
        return self.client[-1] if self.client else ""

    @property
    def since_reply(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What the client wrote since the rep's last line (at least the last message), and before that."""
        roles = [line.role for line in self.lines]
        answered = roles[::-1].index("rep") if "rep" in roles else len(roles)
        n = max(1, roles[len(roles) - answered :].count("client"))
        return self.client[-n:], self.client[:-n]

    @property
    def mark(self) -> str:
        """A short digest of what was said: the same chat is answered in the same words."""
        said = "\n".join(re.sub(r"\s+", " ", line.text).strip() for line in self.lines)
        return hashlib.sha256(said.encode()).hexdigest()[:16]


def domain_slug(name: object) -> str:
    """The domain that `name` means ("mobile-device", "airlines"), or "" for none."""
    return _slug(name, domains())


def category_slug(name: object) -> str:
    """The category that `name` means ("Pricing and Charges"), or "" for none."""
    return _slug(name, categories())


def lines_from(turns: Sequence[Mapping[str, Any]]) -> tuple[Line, ...]:
    """In: objects with `role` and `text`. Raises ValueError on a role that is neither client nor rep."""
    if any(turn["role"] not in ("client", "rep") for turn in turns):
        raise ValueError("role")
    return tuple(Line(turn["role"], str(turn["text"])) for turn in turns)


def _slug(name: object, known: Mapping[str, str]) -> str:
    plain = re.sub(r"[^a-z]+", "_", str(name or "").lower()).strip("_")
    plain = _ALIASES.get(plain, plain)
    return plain if plain in known else ""
