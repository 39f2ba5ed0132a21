"""Praise that means the opposite is negative, and nobody calls it friendly."""

from __future__ import annotations

import pytest

from bot.assist.cards import Cards
from bot.assist.sarcasm import sarcastic
from tests.bot.assist.chats import chat

MEANT_THE_OTHER_WAY = [
    "Five stars, really. Hair in the bed and nobody had cleaned.",
    "Great job as always. Third day in the same shirt.",
    "wow thanks for nothing",
    "Wonderful service, two hours on hold and then you hung up.",
    "Bravo. My order is missing again.",
    "10 out of 10, the food was cold and the driver got lost",
    "thank you so much for ruining my holiday",
    "Nice work guys, still no heat",
    "Well done, you sent the wrong size for the second time",
    "Love how nobody answers. Really world class support.",
    "Keep up the great work, my card is still blocked and it doesn't work",
    "thanks a lot for losing my bag",
    "What a fantastic experience. Roaches in the shower.",
    "big help you are",
    "Excellent communication! Five days and not one reply.",
    "So professional. Third agent, same problem.",
    "Congrats, you charged me twice",
    "You guys really outdid yourselves, the cake was upside down",
    "Oh perfect, another transfer",
    "Such a pleasure to be charged twice",
    "I'm so impressed that you lost it again",
    "Thanks, really helpful... not",
    "Great, just great",
]

MEANT = [
    "Five stars! The room was so clean, thank you.",
    "Great job as always, thanks!",
    "Great service, no complaints at all.",
    "Thanks for finding my bag",
    "You never let me down, great work.",
    "Excellent service, it was fixed in ten minutes.",
    "I'd give you five stars but the app crashes",
    "Good work, the bag was found after three days",
    "Thanks for waiting on hold with me",
    "Where is my five star hotel? I booked two nights",
    "I want a five-star room, mine is a three star and it's dirty",
    "The service was not good and the food was cold",
    "My wife did a great job packing but the box was crushed",
    "Thank you for the quick refund",
    "Nice work, I didn't expect it that fast",
    "Thanks for making me smile",
    "thanks for letting me know",
    "Congratulations on the new app, could I get help with it?",
    "It's a 4 star hotel and the towels were dirty",
    "so helpful, you called me back twice",
    "Such a pleasure to talk to you",
    "I'm so glad you called",
    "Great, just what I needed",
    "Perfect, another one please",
]


@pytest.mark.parametrize("text", MEANT_THE_OTHER_WAY)
def test_it_is_negative_and_uncivil(cards: Cards, text: str) -> None:
    assert sarcastic(text)
    for turns in (chat(text), chat("Where is it?", "I'm sorry. We're looking.", text)):
        made = cards.of("hotel", "", turns)
        assert made.score <= -2 and made.uncivil
        assert not any(
            w in made.message for w in ("friendly", "good manners", "easy one", "said it kindly")
        )
        assert "one more thing" not in made.steps[0]


@pytest.mark.parametrize("text", MEANT)
def test_real_praise_is_taken_at_its_word(text: str) -> None:
    assert not sarcastic(text)
