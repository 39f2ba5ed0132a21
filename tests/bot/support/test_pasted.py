"""A client's message that was pasted is told from what a rep says."""

from __future__ import annotations

import pytest

from bot.support.pasted import Letters

LETTERS = Letters()


@pytest.mark.parametrize(
    "text",
    [
        "Dear Support, I have been waiting three weeks for my refund. Your company is a disgrace. Regards, Tom",
        'he sent this: "Your so called agent is a liar and I want her fired. Fix this today or I go to the press."',
        "[9:02 AM] Client: hello??? anybody there? [9:05 AM] Client: worst company ever, i want my money back",
        "he wrote: you are the most useless person i ever dealt with, do you even have a school diploma",
        "Hello, I ordered a lamp two weeks ago and it still has not arrived. Please send it. Thanks in advance, Maria",
        "To whom it may concern: I am writing to complain about the treatment I got at your store. I expect an apology.",
        "Your company stole 40 dollars from my account. I want it back now or my lawyer will write to you.",
        "Hi team, my booking was cancelled without notice. I demand a full refund. Best, J. Hart",
        'look at this email: "I have never been treated so badly in my life, I hope you lose your job over it"',
        "> I called three times and nobody helped me. You people are a joke. Cancel my contract now.",
        "Customer: why is my package still in Ohio\nMe: let me check\nCustomer: you said that yesterday",
        "Hi, my order 44321 was due on Tuesday. This is the third time I am writing. Your support is useless. Greg",
    ],
)
def test_letters_chats_and_quotes(text: str) -> None:
    assert LETTERS.pasted(text)


@pytest.mark.parametrize(
    "text",
    [
        "he said your company is a joke and hung up on me",
        "dear god what a day, 56 calls and no lunch at all",
        "hi, i had the worst day ever, my boss wrote me up for being 2 minutes late",
        "hello, i feel like crap today, i think i need a break. thanks for listening",
        "customer told me he has been waiting three weeks for a refund and its my fault",
        "she emailed my boss saying i was rude and now i have a meeting",
        'she said "some of us manage to be quick AND nice at the same time"',
        'i told her "please stay calm, maam, i am trying to help you" and she lost it',
        "client: rude. me: tired. boss: absent. what else is new",
        "he asked for my supervisor, then said your products are all garbage, then hung up",
        "i have been waiting for a raise for two years and my manager says the budget is tight",
    ],
)
def test_what_a_rep_tells(text: str) -> None:
    assert not LETTERS.pasted(text)


def test_a_harsh_one_is_told_from_a_plain_one() -> None:
    assert LETTERS.harsh("Your company is a disgrace.") and LETTERS.harsh("you're useless")
    assert not LETTERS.harsh("I was charged twice. Please fix this. Kind regards, Anna")


@pytest.mark.parametrize(
    "text",
    [
        "hi, i have been a customer service rep for ten years and i am so tired of being yelled at",
        "this message is a mess sorry: my husband left me last night and i had to come in anyway",
        "caller: kept screaming at me for an hour and i cried in the bathroom after",
        "ticket 4432 made me cry today and i dont know why it hit me so hard",
    ],
)
def test_what_only_a_rep_would_write_is_no_letter(text: str) -> None:
    assert not Letters().pasted(text)
