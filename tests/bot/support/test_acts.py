"""What somebody does with a message: asks outright, is eased, puts a false alarm right, turns to the bot, goes."""

from __future__ import annotations

import re
from time import perf_counter

import pytest

from bot.support.acts import POOLS, Act, Acts, entries
from bot.support.guard import opening
from bot.support.parting import Partings

ALL = ("question", "say", "about_bot", "eased", "corrected", "care")
ACTS = Acts()


def name(text: str, *kinds: str) -> str:
    done = ACTS.of(text, kinds or ALL)
    return done.act.name if done else ""


# Those that the wordings were written with.
@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("better now", "better"),
        ("feeling a bit better", "better"),
        ("ok im good", "okay"),
        ("thanks, that helps", "helped"),
        ("that actually helped lol", "helped"),
        ("am i just bad at this job?", "bad_at_job"),
        ("what should i have said?", "should_have_said"),
        ("was that my fault?", "my_fault"),
        ("is it normal to cry at work?", "normal_cry"),
        ("how do you deal with this?", "how_deal"),
        ("should i quit?", "should_quit"),
        ("youre just a bot", "just_a_bot"),
        ("you dont actually care", "dont_care"),
        ("are you even real", "are_you_real"),
        ("who reads this?", "who_reads"),
        ("will my boss see this", "boss_see"),
        ("That's not what I meant", "corrected"),
        ("i was just joking lol", "corrected"),
        ("not what i meant, it was a figure of speech", "corrected"),
        ("my sister is here with me now", "company"),
        ("i think ill ask to go home early", "plan"),
    ],
)
def test_plain_wordings(text: str, act: str) -> None:
    assert name(text) == act


# Written apart, and looked at once. Missed then, and mended as a kind: "am i a terrible rep", "do you think i
# should quit".
APART = [
    ("Feeling much better now, thank you", "better"),
    ("hands stopped shaking", "better"),
    ("ngl i feel calmer", "better"),
    ("im alright now", "okay"),
    ("ok heading back to the phones", "okay"),
    ("that really helped me", "helped"),
    ("glad i told you", "helped"),
    ("honestly typing it out helped", "helped"),
    ("you made me laugh", "helped"),
    ("gonna grab a coffee", "rest"),
    ("do i suck at this", "bad_at_job"),
    ("maybe im just not cut out for this", "bad_at_job"),
    ("am i a terrible rep", "bad_at_job"),
    ("whats wrong with me", "wrong_with_me"),
    ("did i do something wrong?", "my_fault"),
    ("he screamed for ten minutes about a box. is it my fault", "my_fault"),
    ("was i wrong?", "my_fault"),
    ("what was i supposed to say to that?", "should_have_said"),
    ("how should i have answered", "should_have_said"),
    ("what do i say to someone like that?", "should_have_said"),
    ("ok what do i say if he calls back tomorrow", "should_have_said"),
    ("is it weird that i cried in the bathroom", "normal_cry"),
    ("does anyone else cry after calls", "normal_cry"),
    ("is it normal to dread mondays this much", "normal_feel"),
    ("how does anyone survive this job", "how_deal"),
    ("how do people do this for years", "how_deal"),
    ("do you think i should quit", "should_quit"),
    ("is it time to find something else", "should_quit"),
    ("why are people so mean", "why_people"),
    ("does it ever get easier", "better_ever"),
    ("am i being too sensitive", "overreacting"),
    ("can they fire me for that", "can_they"),
    ("ur a robot", "just_a_bot"),
    ("im venting to a machine lol", "just_a_bot"),
    ("do you even care", "dont_care"),
    ("you say that to everyone", "dont_care"),
    ("is there a real person there", "are_you_real"),
    ("can anyone else read this?", "who_reads"),
    ("is this private", "who_reads"),
    ("can my manager read our chats", "boss_see"),
    ("are you gonna tell my supervisor", "boss_see"),
    ("omg no i didnt mean it like that", "corrected"),
    ("it was a figure of speech", "corrected"),
    ("im not suicidal", "corrected"),
    ("you took that wrong", "corrected"),
    ("im with my husband", "company"),
    ("i called my mom", "company"),
    ("gonna lie down for a while", "rest"),
]


@pytest.mark.parametrize(("text", "act"), APART)
def test_wordings_that_were_kept_apart(text: str, act: str) -> None:
    assert name(text, *(k for k in ALL if (k == "care") == (act == "company"))) == act


@pytest.mark.parametrize(
    "text",
    [
        "he asked was that my fault",
        "my lead said you dont care about customers",
        "not feeling better at all",
        "that didnt help",
        "no better",
        "im so over it",
        "he told me he was just joking and then he hung up",
        "she said she feels better when she yells",
        "i dont feel safe here",
        "im not good",
        "a bot answered him first and he was furious when he got me",
        "thanks for nothing",
        "the customer asked who reads this",
        "my boss can be so mean",
        "he knows where i live and hes coming with his friends",
    ],
)
def test_what_only_looks_like_one(text: str) -> None:
    assert name(text) == ""


def test_the_rest_is_what_else_was_said() -> None:
    done = ACTS.of("no i was joking lol, he just went on for half an hour", ("corrected",))
    assert done is None or "half an hour" in done.rest
    asked = ACTS.of("She yelled about her bill for an hour. Was that my fault?", ("question",))
    assert asked is not None and asked.rest.startswith("She yelled about her bill")


def test_yes_and_no_count_only_where_safety_was_asked_for() -> None:
    assert name("no", "safe") == "unsafe" and name("no", "care") == ""
    assert name("yeah i think so", "safe") == "safe_yes"


def test_mistakes_are_heard_in_the_past_tense_of_the_person() -> None:
    assert ACTS.slipped("i messed up his order") and ACTS.slipped("ok so I totally forgot the note")
    assert not ACTS.slipped("he messed up his own order and blamed me")


def test_mocking_thanks_are_none() -> None:
    assert ACTS.mocking("gee thanks that helps") and not ACTS.mocking("thanks that helps")


# Kinds that one act can be asked or told of many times, in any words: the pool must last.
OFTEN = ("question", "about_bot", "told", "eased")


def pools(act: Act) -> list[tuple[str, tuple[str, ...]]]:
    return [(name, getattr(act, name)) for name in POOLS if getattr(act, name)]


@pytest.mark.parametrize("act", [a for a, _ in entries()], ids=lambda act: act.name)
def test_every_act_has_enough_lines(act: Act) -> None:
    for name, lines in pools(act):
        if act.kind in OFTEN:
            assert len(lines) >= (7 if name == "replies" else 5), name
        elif act.name.startswith(("decide_", "open_")):
            assert len(lines) >= 3


@pytest.mark.parametrize(
    "act", [a for a, _ in entries() if a.kind in OFTEN], ids=lambda act: act.name
)
def test_the_lines_of_an_act_begin_apart_and_half_of_them_ask_nothing(act: Act) -> None:
    for name, lines in pools(act):
        assert len({opening(line) for line in lines}) == len(lines), name
        assert sum("?" in line for line in lines) <= (len(lines) + 1) // 2, name
        assert all(line.count("?") <= 1 for line in lines), name


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        ("what_if", "question"),
        ("what_meant", "question"),
        ("misread_you", "question"),
        ("normal_to", "question"),
        ("will_i", "question"),
        ("face", "question"),
        ("not_listening", "told"),
        ("nobody_home", "told"),
        ("nothing_changes", "told"),
        ("dont_know", "told"),
        ("stayed_home", "told"),
        ("told_off", "told"),
        ("end_of_me", "told"),
        ("tired_of", "about_bot"),
    ],
)
def test_acts_that_have_no_wordings_have_lines(act: str, kind: str) -> None:
    assert ACTS.named(act).kind == kind
    assert not any(patterns for a, patterns in entries() if a.name == act)


@pytest.mark.parametrize("act", ["not_listening", "tired_of"])
def test_who_corrects_us_or_has_had_enough_of_questions_is_asked_nothing(act: str) -> None:
    assert not any("?" in line for line in ACTS.named(act).replies)


@pytest.mark.parametrize(
    "act", ["should_quit", "decide", "will_i", "can_they", "hang_up", "have_to"]
)
def test_what_only_they_or_others_can_decide_gets_no_yes_and_no_no(act: str) -> None:
    for line in ACTS.named(act).replies:
        assert not re.match(
            r"(?:yes|no|you should|you can|you must)\b(?! (?:pick|guess|verdict))", line, re.I
        )


def test_a_call_is_taken_for_granted_only_where_the_act_is_about_one() -> None:
    for act in ("overreacting", "my_fault", "what_think", "wrong_with_me", "always_me", "face"):
        for line in ACTS.named(act).replies:
            assert not any(word in line.lower() for word in ("that call", "yell", "they said"))


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("got a joke for me", "joke"),
        ("please make me laugh before my next one", "joke"),
        ("cheer me up", "something_nice"),
        ("he wanted me to tell him a joke", ""),
        ("his refund was a joke", ""),
    ],
)
def test_who_wants_a_joke_gets_one(text: str, act: str) -> None:
    assert name(text) == act


PARTINGS = Partings(ACTS)

# A goodbye with something beside it, and the entry that takes that up.
CLOSINGS = [
    ("my ride's outside, talk to you later", "bus"),
    ("ok the queue is blinking at me, have to run", "call"),
    ("gotta jump, somebody's on line 2", "call"),
    ("Right, that's my lunch gone. Thanks for the ear.", "break"),
    ("Well, back to the circus. Cheers.", "break"),
    ("Well, I think I'll turn in. Thank you for tonight.", "bed"),
    ("ty ty. sleepy now. nighty night", "night"),
    ("gn", "night"),
    ("i feel lighter. going home now. bye", "home"),
    ("done for the day woo, thx bye", "home"),
    ("dinner's ready so i'm off. thx", "away"),
    ("ttyl my kid just woke up", "away"),
    ("i gotta go walk the dog", "chore"),
    ("i'll bring it up with my lead on thursday. thanks", "plan"),
    ("tysm fr. i'm gonna try your thing w the notes. bye", "plan"),
    ("thanks, you're sweet for a robot lol. cya", "kind"),
    ("nah nothing else, just wanted to get that out. bye!", "kind"),
    ("here goes nothing. wish me luck with the callback", "luck"),
    ("ok cool, same time tomorrow?", "again"),
    ("that's about it for today. see you tomorrow", "again"),
    ("i'll let you go, ty", "done"),
    ("thanks anyway, bye", "missed"),
    ("she sent me a heart emoji lol. anyway gtg", "leaving"),
    ("she was a hundred lol ok bye", "bye"),
    ("haha fair. ok byeee", "bye"),
    ("thanks but i gotta go", "leaving"),
    ("aight ty", "thanks"),
    ("right i've moaned enough, cheers", "thanks"),
    ("shift starts in 5. wish me luck lol", "luck"),
    ("guess i'll go find a snack. thanks for hearing me out", "doing"),
    ("lol thx. feel better. bye", "better"),
]


@pytest.mark.parametrize(("text", "entry"), CLOSINGS)
def test_a_goodbye_is_heard_with_other_words_beside_it(text: str, entry: str) -> None:
    parting = PARTINGS.of(text)
    assert parting is not None and PARTINGS.chosen(parting).name == entry


@pytest.mark.parametrize(
    "text",
    [
        "he goes ok bye and slams the phone",
        "bye, he says, and hangs up",
        "anyway bye, she screams, and everyone laughs",
        'and then "goodbye" in that voice, every time',
        "i said thanks and she rolled her eyes",
        "i told him have a good night and he said go to hell",
        "the customer was like ok bye and then stayed on the line",
        "my lead said 'have a good one' like nothing happened",
        "see you in court, he says",
        "so he just leaves. no bye, no thanks",
        "thank god my lead was there",
        "thanks. my lead bought pizza",
        '"i hope you step on a plug." well that is new, thank you',
        "sixth time he said it today. fingers crossed",
        "he got his money back. thanks",
        "thanks to him i missed my bus",
        "thanks but that's not what i asked",
        "thank you but it still hurts",
        "thanks for nothing",
        "oh great thanks 🙄",
        "no thanks from anyone, not once in six years",
        "thanks for asking. it got worse after lunch, he came back",
        "i had the night shift again",
        "peace and quiet would be nice for once",
        "later he called again and asked for my boss",
        "i have to go to hr on monday",
        "they want me back on the phones after that",
        "my break's over and he is still yelling about it",
        "i just want to go home",
        "the bus is here every day at 5 and i still miss it because of them",
        "call coming from that number again, i feel sick",
        "ok thanks, but what should i say if she calls back?",
        "is it normal to dread the next shift? anyway night",
        "i'm done with this place",
        "i'm leaving. new job next month",
        "goodbye everyone you were kind to me",
        "thanks for everything. goodbye",
        "i took all of them. logging off now",
        "i need to get out of here",
        "that helped",  # eased, and no goodbye
        "nothing",
        "ok",
    ],
)
def test_what_only_looks_like_a_goodbye(text: str) -> None:
    assert PARTINGS.of(text) is None


def test_before_a_talk_only_a_plain_goodbye_is_one() -> None:
    assert PARTINGS.of("good night", begun=False) is not None
    for text in ("shift's over", "thanks", "back to it"):
        assert PARTINGS.of(text, begun=False) is None


def test_words_with_another_meaning_are_known_as_such() -> None:
    for text in ("night", "later", "ok peace", "im out"):
        parting = PARTINGS.of(text)
        assert parting is not None and parting.unsure and not parting.plain
    assert PARTINGS.would_answer("Was that in the morning or at night?")
    assert not PARTINGS.would_answer("Does it still have a hold on you?")


def test_a_goodbye_never_takes_long_to_read() -> None:
    PARTINGS.of("so i said that")  # wordings are compiled
    for text in (
        "going to " * 22 + "x",
        "see you later talk " * 11,
        '"' * 2000 + "bye",
        "x " * 5000,
    ):
        began = perf_counter()
        assert PARTINGS.of(text) is None
        assert perf_counter() - began < 0.5
