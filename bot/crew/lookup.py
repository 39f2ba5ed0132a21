"""Asking a platform who is meant: its own picker's ids, e-mail addresses, groups."""

from __future__ import annotations

import asyncio

from bot.commands.context import Context
from bot.crew.standing import Account
from bot.doors import About, DeliveryFailed, Found
from bot.messages import Address

_SECONDS = 90.0  # Slack answers some fifty look-ups a minute
_NAME_SECONDS = 5.0


class Away(Exception):
    """The platform can't be asked right now, or never can from here."""


async def people(context: Context, who: Account) -> Found:
    """The people that a submitted form names, in the fields `people` and `typed`. Raises Away."""
    picked = [value for name, value in context.pairs if name == "people"]
    typed = context.values.get("typed", "")
    if not picked and not typed.strip():
        return Found()
    directory = context.services.doors.directory(who.address.platform)
    if directory is None:
        raise Away
    try:
        async with asyncio.timeout(_SECONDS):
            return await directory.look_up(who.address, picked, typed)
    except (DeliveryFailed, TimeoutError) as error:
        raise Away from error


async def about(context: Context, address: Address) -> About:
    """What the platform says about somebody; nothing while it can't be asked."""
    directory = context.services.doors.directory(address.platform)
    if directory is None:
        return About()
    try:
        async with asyncio.timeout(_NAME_SECONDS):
            return await directory.about(address)
    except (DeliveryFailed, TimeoutError):
        return About()
