"""Trouble to order. `slack.faults.next("chat.postMessage", Busy(2), times=3)`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias


@dataclass(frozen=True)
class Busy:
    """429 with Retry-After."""

    retry_after: int = 1


@dataclass(frozen=True)
class Broken:
    """An HTTP error without a usable body. `after`: the call had its effect all the same."""

    status: int = 503
    after: bool = False


@dataclass(frozen=True)
class Reset:
    """The connection is reset, before or after the effect."""

    after: bool = False


@dataclass(frozen=True)
class Torn:
    """The call has its effect, and the connection is reset in the middle of the answer's body."""


@dataclass(frozen=True)
class Slow:
    """The answer (or with `before` the effect, too) comes later."""

    seconds: float
    before: bool = True


@dataclass(frozen=True)
class Refuse:
    """`ok: false` with this error, and status 200: also "ratelimited", which then has no Retry-After."""

    error: str = "internal_error"


@dataclass(frozen=True)
class Then:
    """Run something (a kill, say) before or after the effect. `drop`: no answer, and before: no effect."""

    do: Callable[[], Awaitable[None]]
    after: bool = True
    drop: bool = False


Fault: TypeAlias = Busy | Broken | Reset | Torn | Slow | Refuse | Then


@dataclass
class Order:
    method: str
    fault: Fault
    times: int
    when: Callable[[dict[str, Any]], bool] | None = None


@dataclass
class Faults:
    """Orders are used up in the order in which they were given."""

    orders: list[Order] = field(default_factory=list)
    met: list[tuple[str, Fault]] = field(default_factory=list)

    def next(
        self, method: str, fault: Fault, times: int = 1,
        when: Callable[[dict[str, Any]], bool] | None = None,
    ) -> None:  # fmt: skip
        """The next `times` calls of this method (`*` = any) meet the fault. `when` sees the arguments."""
        self.orders.append(Order(method, fault, times, when))

    def take(self, method: str, given: dict[str, Any]) -> Fault | None:
        for order in self.orders:
            fits = order.method in ("*", method) and (order.when is None or order.when(given))
            if order.times > 0 and fits:
                order.times -= 1
                self.met.append((method, order.fault))
                return order.fault
        return None

    def clear(self) -> None:
        self.orders.clear()
