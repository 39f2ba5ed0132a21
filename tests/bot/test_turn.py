"""One event's way through, read as conversations."""

from __future__ import annotations

from dataclasses import replace

from bot.commands import registry
from bot.replies import Replies
from tests.conftest import House, Opener


async def test_first_vent_is_answered_at_once_with_the_notice_under_it(house: House) -> None:
    answer, notice = await house.say("he shouted at me for ten minutes")
    assert answer == "re: he shouted at me for ten minutes"
    assert "bot" in notice and "30 days" in notice
    choices = house.door.delivered[0][2].replies[1].choices
    assert [c.label for c in choices] == ["Remember our chats", "Keep nothing"]


async def test_notice_is_shown_once(house: House) -> None:
    await house.say("first")
    house.clock.turn(seconds=10)
    assert await house.say("second") == ["re: second"]


async def test_yes_keeps_the_key_and_no_keeps_nothing(house: House) -> None:
    await house.say("hello")
    await house.do(house.action("memory_yes"))
    await house.say("hello", "bob")
    await house.do(house.action("memory_no", user="bob"))
    await house.settle()
    house.clock.turn(hours=23)
    assert await house.app.retention.sweep_oneoff() == 1
    vault = house.app.store.vault
    assert vault.has_key(house.person("ann")) and not vault.has_key(house.person("bob"))
    # Bob is not asked again: only his "no" was kept.
    assert await house.say("me again", "bob") == ["re: me again"]


async def test_redacted_before_anything_is_stored(house: House) -> None:
    await house.say("my card is 4111 1111 1111 1111")
    async with house.app.store.database.read() as tx:
        said = await house.app.store.conversations.recent(tx, house.person(), 0)
    assert said[0].text == "my card is [card]"
    assert house.supporter.requests[0].text == "my card is [card]"


async def test_history_and_openings_reach_the_supporter(house: House) -> None:
    await house.say("first")
    house.clock.turn(seconds=10)
    await house.say("second")
    request = house.supporter.requests[-1]
    assert [(u.role, u.text) for u in request.history] == [("user", "first"), ("bot", "re: first")]
    assert request.history[1].moves == ("validate",)
    assert request.profile.used_openings == ("re first",)
    assert not request.first_today


async def test_fact_is_kept_only_with_a_yes(house: House) -> None:
    await house.say("hello")
    await house.do(house.action("memory_yes"))
    house.clock.turn(seconds=10)
    house.supporter.remember = "Tuesdays are your late shift"
    answer = await house.say("tuesday again")
    assert "Tuesdays are your late shift" in answer[1]
    yes = house.door.delivered[-1][2].replies[1].choices[0]
    house.supporter.remember = ""
    house.clock.turn(seconds=10)
    await house.say("and?")
    assert house.supporter.requests[-1].profile.facts == ()
    await house.do(house.action(yes.id, yes.value))
    house.clock.turn(seconds=10)
    await house.say("so")
    assert house.supporter.requests[-1].profile.facts == ("Tuesdays are your late shift",)


async def test_open_loop_comes_back_on_a_later_day(house: House) -> None:
    await house.say("hello")
    await house.do(house.action("memory_yes"))
    house.clock.turn(seconds=10)
    house.supporter.open_loop = "the call-back on Friday"
    await house.say("I have to call him back on Friday")
    house.supporter.open_loop = ""
    house.clock.turn(days=1)
    await house.say("morning")
    request = house.supporter.requests[-1]
    assert request.first_today and request.profile.open_loops == ("the call-back on Friday",)
    assert request.history == ()
    house.clock.turn(seconds=10)
    await house.say("more")
    assert house.supporter.requests[-1].profile.open_loops == ()


async def test_feedback_reaches_the_next_answer_and_the_latest_counts(house: House) -> None:
    await house.say("hello")
    await house.do(house.action("helped", "s-1 s-2"))
    await house.do(house.action("not_for_me", "s-2"))
    house.clock.turn(seconds=10)
    await house.say("again")
    profile = house.supporter.requests[-1].profile
    assert (profile.helped, profile.not_for_me) == (("s-1",), ("s-2",))


async def test_a_tapped_wish_is_answered_about_the_last_words(house: House) -> None:
    await house.say("he shouted")
    assert await house.do(house.action("listen")) == ["re: he shouted"]
    assert house.supporter.requests[-1].profile.wants == "listen"
    house.clock.turn(seconds=10)
    await house.say("and then she shouted")
    assert house.supporter.requests[-1].profile.wants == ""  # a tap is about one answer


async def test_unknown_command_and_action_get_a_kind_answer(house: House) -> None:
    await house.say("hello")
    assert "/privacy" in (await house.do(house.command("nonsense")))[0]
    assert (await house.do(house.action("gone")))[0]


async def test_privacy_tells_the_settings_in_force(open_house: Opener) -> None:
    async with open_house(keep_transcripts_days=12) as house:
        await house.say("hello")
        await house.do(house.action("memory_yes"))
        assert "12 days" in (await house.do(house.command("privacy")))[0]


async def test_low_danger_adds_a_gentle_line(house: House) -> None:
    answer = await house.say("LOW years ago")
    assert answer[:2] == ["re: LOW years ago", "CARD low"]


async def test_after_a_card_the_day_stays_careful_until_cleared(house: House) -> None:
    await house.say("DANGER")
    house.clock.turn(seconds=10)
    await house.say("ok")
    assert house.supporter.requests[-1].after_danger
    # A question after it is answered by what it was about.
    moves = [m for said in house.supporter.requests[-1].history for m in said.moves]
    assert "danger:self_harm_self:self" in moves
    await house.do(house.action("crisis.not_meant", "self_harm_self:imminent:self"))
    house.clock.turn(seconds=10)
    await house.say("ok then")
    assert not house.supporter.requests[-1].after_danger


async def test_a_false_alarm_is_answered_for_what_was_said_before(house: House) -> None:
    await house.say("he shouted at me over a fee")
    house.clock.turn(seconds=10)
    await house.say("DANGER")
    await house.settle()
    (answer,) = await house.do(house.action("crisis.not_meant", "self_harm_self:imminent:self"))
    request = house.supporter.requests[-1]
    assert answer.startswith("re:") and request.corrected
    assert [u.text for u in request.history if u.role == "user"] == [
        "he shouted at me over a fee", "DANGER",
    ]  # fmt: skip


async def test_the_notice_waits_for_a_calm_answer_after_a_card(house: House) -> None:
    await house.say("DANGER")
    tapped = await house.do(house.action("crisis.stay", "self_harm_self:imminent:self"))
    assert tapped == ["TAPPED crisis.stay"]
    house.clock.turn(seconds=10)
    assert await house.say("she is with me now") == ["re: she is with me now"]
    house.supporter.calm = True
    house.clock.turn(seconds=10)
    answer, notice = await house.say("better now")
    assert answer == "re: better now" and "30 days" in notice


async def test_what_they_say_helped_is_kept_like_a_tap(house: House) -> None:
    await house.say("hello")
    house.supporter.helped = ("s-1",)
    house.clock.turn(seconds=10)
    await house.say("that helped")
    house.clock.turn(seconds=10)
    await house.say("next one")
    assert house.supporter.requests[-1].profile.helped == ("s-1",)


async def test_opened_says_hello_and_who_it_is(house: House) -> None:
    hello, notice = await house.do(house.lifecycle("opened"))
    assert "bot" in hello and "Keep nothing" not in hello and "bot" in notice
    await house.app.intake.accept(house.lifecycle("opened"))
    await house.settle()
    assert len(house.door.delivered) == 1  # greeted once


async def test_people_never_see_each_other(house: House) -> None:
    await house.say("ann's secret", "ann")
    await house.do(house.action("memory_yes", user="ann"))
    await house.say("bob here", "bob")
    request = house.supporter.requests[-1]
    assert "secret" not in repr(request)
    assert all(a.user == "ann" for a, _, r in house.door.delivered if "secret" in repr(r))


async def test_seed_makes_answers_repeatable(open_house: Opener) -> None:
    async with open_house(seed=7) as house:
        await house.say("hello")
        await house.say("hello", "bob")
        assert [r.seed for r in house.supporter.requests] == [7, 7]


async def test_bad_input_is_answered(house: House) -> None:
    for number, text in enumerate(
        ["", "   ", "a\0b", "\u202eevil", "<script>alert(1)</script>", "x" * 100_000, "\ud800"]
    ):
        answer = await house.say(text, f"user{number}")
        assert answer[0].startswith("re:")


async def test_a_file_that_nobody_looks_into_is_owned_up_to(house: House) -> None:
    first = await house.do(replace(house.message("look at that"), unread=1))
    assert first[0] == "re: look at that" and first[1].startswith("I can't look at pictures")
    house.clock.turn(minutes=5)
    (alone,) = await house.do(replace(house.message(""), unread=2))
    assert alone.startswith("I can't look at pictures")


async def test_the_notice_says_what_the_platform_adds(house: House) -> None:
    replies = Replies(house.app.services, registry())
    plain, more = replies.notice("web", "us"), replies.notice("slack", "us")
    assert more.text.startswith(plain.text) and "Find A Helpline" not in plain.text
    assert "may be able to export direct messages" in more.text
    assert "/forget" in more.text.removeprefix(plain.text)


async def test_a_colleagues_words_are_shown_and_not_kept(house: House) -> None:
    """They stay the author's to take back: a line stands where they stood."""
    house.supporter.quoted = "Someone on your crew wrote: “I went outside.”"
    assert (await house.say("hello"))[0] == f"re: hello\n\n{house.supporter.quoted}"
    async with house.app.store.database.read() as tx:
        said = await house.app.store.conversations.recent(tx, house.person(), 0)
    assert said[-1].text.startswith("re: hello") and "outside" not in said[-1].text
    assert "someone on your crew wrote" in said[-1].text
