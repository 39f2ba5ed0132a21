"""The engine that the settings ask for."""

from __future__ import annotations

from bot.log import Log
from bot.model.breaker import Breaker
from bot.model.call import Patience
from bot.model.chat import ChatEngine
from bot.model.provider import Chat
from bot.model.served import served
from bot.model.spending import Ledger, NoLedger, Purse, Rates
from bot.settings import Settings
from memory.clock import Clock, SystemClock


def engine(
    settings: Settings, ledger: Ledger | None = None, clock: Clock | None = None,
    log: Log | None = None,
) -> ChatEngine | None:  # fmt: skip
    """The model of these settings, None when there is none. Imports no provider's package."""
    model = served(settings)
    if model is None:
        return None
    rates = Rates(
        settings.model_price_in, settings.model_price_out, settings.model_daily_cost,
        settings.model_daily_tokens,
    )  # fmt: skip
    patience = Patience(settings.model_first_seconds, settings.model_total_seconds)
    chat = Chat(model, settings.model_api_key, patience.total)
    purse = Purse(rates, ledger or NoLedger(), clock or SystemClock(), log)
    return ChatEngine(chat, patience, Breaker(), purse)
