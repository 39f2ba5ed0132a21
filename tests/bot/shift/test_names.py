from __future__ import annotations

import pytest

from bot.safety.redact import Redactor
from bot.shift.names import cleaned


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Hi Nell, so sorry about that.", "Hi Nell, so sorry about that."),
        ("hi nell, one moment", "hi nell, one moment"),
        ("Hi Nell, I'm Dana.", "Hi Nell, I'm [name]."),
        ("Dear Nell, ask Mr. Peterson.", "Dear Nell, ask someone."),
    ],
)
async def test_the_made_up_name_stays_and_others_go(text: str, kept: str) -> None:
    redactor = Redactor.load()

    async def clean(words: str) -> str:
        return redactor.redact(words).text

    assert await cleaned(text, "Nell", clean) == kept
    assert "Nell Harper" not in await cleaned("Nell Harper lives next door.", "Nell", clean)
