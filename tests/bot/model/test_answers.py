"""A house with a model: whole conversations, on good days and bad ones."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.messages import Text
from tests.bot.commands.helpers import ask, choice, met, only, tap, texts
from tests.bot.model.conftest import Modelled, agreed
from tests.bot.queue.test_stops import until_composed
from tests.conftest import House
from tests.fakes.door import busy
from tests.fakes.model_server import (
    Cut,
    Garbage,
    Hang,
    ModelServer,
    Refuse,
    Reply,
    Script,
    Status,
)
from tests.fakes.model_server.scripts import WORDS

# --- the deal


async def test_nobody_is_sent_anywhere_before_they_were_told_and_said_yes(
    with_model: Modelled, server: ModelServer
) -> None:
    async with with_model() as house:
        first = await ask(house, house.message("he shouted at me"))
        assert texts(first)[0] == "re: he shouted at me" and len(first.replies) == 2
        assert "language model" not in texts(first)[1]  # one question at a time
        second = await tap(house, choice(first, "memory_yes"))
        told = texts(second)[1]
        for word in ("same computer", "for a week", "danger", "Is it okay"):
            assert word in told
        house.clock.turn(seconds=10)
        assert texts(await ask(house, house.message("and again"))) == ["re: and again"]
        assert not server.asked  # no tap is no yes
        await tap(house, choice(second, "deal_yes"))
        house.clock.turn(seconds=10)
        assert texts(await ask(house, house.message("and again"))) == [WORDS]
        assert len(server.asked) == 1


@pytest.mark.parametrize("url", ["http://192.0.2.1/v1", "http://127.0.0.1:4000/v1"])
async def test_the_deal_names_provider_place_and_retention(with_model: Modelled, url: str) -> None:
    """The second is a gateway on this very machine: what is sent to it goes on to Acme."""
    named = {"model_provider": "Acme Models", "model_place": "Ireland"}
    async with with_model(model_base_url=url, **named) as house:
        await house.say("hello")
        told = (await house.do(house.action("memory_no")))[1]
        for word in ("Acme Models", "Ireland", "for a week", "outside of this server"):
            assert word in told
        assert "same computer" not in told


async def test_what_nobody_told_us_is_said_so(with_model: Modelled) -> None:
    empty = {"model_provider": "", "model_place": "", "model_retention": ""}
    async with with_model(model_base_url="http://models.example/v1", **empty) as house:
        await house.say("hello")
        told = (await house.do(house.action("memory_no")))[1]
        assert "models.example" in told and told.count("Nobody told me") == 2


async def test_a_no_means_composed_and_is_asked_once(
    with_model: Modelled, server: ModelServer
) -> None:
    async with with_model() as house:
        await met(house)
        shown = await ask(house, house.action("deal_show"))
        await tap(house, choice(shown, "deal_no"))
        for word in ("one", "two"):
            house.clock.turn(minutes=1)
            assert texts(await ask(house, house.message(word))) == [f"re: {word}"]
        privacy = await only(house, house.command("privacy"))
        assert "doesn't get to read you" in privacy.text and "server:test-model" in privacy.text
        assert not server.asked


async def test_another_provider_asks_again(with_model: Modelled, server: ModelServer) -> None:
    async with with_model() as house:
        await agreed(house)
        assert texts(await ask(house, house.message("one"))) == [WORDS]
    async with with_model(model_place="the United States") as house:
        house._count = 100  # its messages are new ones
        house.clock.turn(minutes=2)
        answer = await ask(house, house.message("two"))
        assert texts(answer)[0] == "re: two" and "Is it okay" in texts(answer)[1]
        assert len(server.asked) == 1
        house.clock.turn(minutes=1)
        old = house.action("deal_yes", "0123456789abcdef")  # a button from before
        assert "Is it okay" in (await only(house, old)).text
        assert texts(await ask(house, house.message("three"))) == ["re: three"]
        await tap(house, choice(answer, "deal_yes"))
        house.clock.turn(minutes=1)
        assert texts(await ask(house, house.message("four"))) == [WORDS]


async def test_a_yes_is_taken_back_in_one_tap(with_model: Modelled, server: ModelServer) -> None:
    async with with_model() as house:
        await agreed(house)
        privacy = await only(house, house.command("privacy"))
        assert "written by a language model (server:test-model)" in privacy.text
        more = await only(house, house.action("privacy_more"))
        assert "same computer" in more.text and "for a week" in more.text
        switches = (await ask(house, house.command("memory"))).replies[-1]
        assert isinstance(switches, Text) and "An outside language model: yes" in switches.text
        await tap(house, next(c for c in switches.choices if c.value == "model"))
        house.clock.turn(minutes=1)
        assert texts(await ask(house, house.message("one"))) == ["re: one"]
        assert not server.asked


async def test_a_no_ahead_of_any_question_holds_for_all_of_them(with_model: Modelled) -> None:
    async with with_model() as house:
        await house.say("hello")
        await house.do(house.action("consent_no", "model"))
        answer = await ask(house, house.action("memory_yes"))
        assert len(answer.replies) == 1


async def test_what_a_dropped_answer_asked_is_asked_again(
    with_model: Modelled, server: ModelServer
) -> None:
    async with with_model() as house:
        await house.say("hello")
        await house.do(house.action("memory_yes"))  # the question stood under this one
        store = house.app.store
        async with store.database.write() as tx:
            await store.people.asked(tx, house.person(), "")
        house.clock.turn(minutes=1)
        house.door.fail_next = [busy(retry_after=0.6)]
        await house.app.intake.accept(house.message("one"))
        await until_composed(house)
        await house.app.intake.accept(house.lifecycle("stopped"))
        await house.settle()
        await asyncio.sleep(1.0)
        house.clock.turn(minutes=1)
        (answer, question) = await house.say("two")
        assert answer == "re: two" and "Is it okay" in question


async def test_a_fact_that_a_dropped_answer_proposed_is_gone(house: House) -> None:
    await met(house)
    house.supporter.remember = "Tuesdays are your late shift"
    house.door.fail_next = [busy(retry_after=0.6)]
    await house.app.intake.accept(house.message("one"))
    await until_composed(house)
    store = house.app.store
    async with store.database.read() as tx:
        assert await store.facts.all(tx, house.person(), confirmed=False)
    await house.app.intake.accept(house.lifecycle("stopped"))
    await house.settle()
    async with store.database.read() as tx:
        assert not await store.facts.all(tx, house.person(), confirmed=False)


async def test_without_a_model_nobody_is_asked(house: House) -> None:
    await house.say("hello")
    assert len((await ask(house, house.action("memory_yes"))).replies) == 1
    assert "No language model reads you" in (await only(house, house.command("privacy"))).text
    assert "nothing to decide" in (await only(house, house.action("deal_yes", "x"))).text


# --- what is sent


async def test_danger_never_goes_to_a_model_not_even_later(
    with_model: Modelled, server: ModelServer
) -> None:
    async with with_model() as house:
        await agreed(house)
        await house.say("DANGER tonight")
        house.clock.turn(minutes=1)
        assert await house.say("still here") == ["re: still here"]
        await house.do(house.action("crisis.not_meant", "self_harm_self:imminent:self"))
        house.clock.turn(minutes=1)
        await house.say("LOW years ago")
        house.clock.turn(minutes=1)
        assert await house.say("the queue again") == [WORDS]
        (asked,) = server.asked
        assert "DANGER" not in asked.text and "CARD" not in asked.text and "LOW" not in asked.text
        assert "still here" in asked.text  # the rest of the talk is there


async def test_a_tap_after_danger_takes_none_of_it_to_a_model(
    with_model: Modelled, server: ModelServer
) -> None:
    async with with_model() as house:
        await agreed(house)
        await house.say("LOW years ago")
        for wants in ("listen", "reframe", "step"):
            house.clock.turn(minutes=1)
            assert await house.do(house.action(wants)) == ["re: LOW years ago"]
        assert await house.do(house.command("reframe")) == ["re: LOW years ago"]
        await house.say("DANGER tonight")
        await house.do(house.action("crisis.not_meant", "self_harm_self:imminent:self"))
        house.clock.turn(minutes=1)
        assert await house.do(house.action("reframe")) == ["re: DANGER tonight"]
        assert not server.asked
        house.clock.turn(minutes=1)
        assert await house.say("the queue again") == [WORDS]
        assert "LOW" not in server.asked[0].text and "DANGER" not in server.asked[0].text


async def test_after_midnight_the_same_talk_is_still_careful(
    with_model: Modelled, server: ModelServer
) -> None:
    async with with_model() as house:
        await agreed(house)
        midnight = house.clock.now().replace(hour=23, minute=50, second=0)
        house.clock.turn(seconds=(midnight - house.clock.now()).total_seconds() % 86_400)
        await house.say("DANGER")
        house.clock.turn(minutes=20)
        assert await house.do(house.action("listen")) == ["re: DANGER"]
        assert await house.say("still here") == ["re: still here"]
        assert house.supporter.requests[-1].after_danger and not server.asked


async def test_danger_that_comes_with_a_command_stays_here(
    with_model: Modelled, server: ModelServer
) -> None:
    async with with_model() as house:
        await agreed(house)
        said = await house.do(house.command("reframe", "LOW words"))
        assert said == ["re: LOW words", "CARD low"]
        house.clock.turn(minutes=1)
        said = await house.do(house.message("/reframe LOW again"))
        assert said == ["re: LOW again", "CARD low"]  # once
        house.app.services.assistance.pasted.hold(house.person(), "this is DANGER from a client")
        house.clock.turn(minutes=1)
        (talk,) = await house.do(house.action("assist_talk"))
        assert "DANGER" in talk and not server.asked
        house.clock.turn(minutes=1)
        assert await house.say("the queue again") == [WORDS]
        assert "LOW" not in server.asked[0].text and "DANGER" not in server.asked[0].text


async def test_earlier_words_that_turn_out_to_be_danger_are_not_handed_on(
    with_model: Modelled, server: ModelServer
) -> None:
    async with with_model() as house:
        await agreed(house)
        message = house.message("he shouted")
        assert await house.do(message) == [WORDS]
        await house.app.intake.accept(
            replace(house.lifecycle("edited", target=message.id), text="LOW he shouted")
        )
        house.clock.turn(minutes=1)
        assert await house.say("and again") == ["re: and again"] and len(server.asked) == 1


async def test_other_peoples_data_stays_here_and_comes_back_in_the_answer(
    with_model: Modelled, server: ModelServer
) -> None:
    def usual(asked: object) -> str:
        return (
            "[name-1] had no right to say that to you over one fee. What did you say to [name-1]?"
        )

    server.usual = usual
    async with with_model() as house:
        await agreed(house)
        await house.do(house.command("memory", "name Samira"))
        said = await house.say("Dale yelled about card 4111 1111 1111 1111")
        assert said == [
            "Dale had no right to say that to you over one fee. What did you say to Dale?"
        ]
        assert "Dale" not in server.asked[0].text and "4111" not in server.asked[0].text
        assert "[name-1] yelled about card [card-1]" in server.asked[0].last
        async with house.app.store.database.read() as tx:
            kept = await house.app.store.conversations.recent(tx, house.person(), 0)
        assert kept[-1].text.startswith("Someone had no right") and "Dale" not in repr(kept)
        house.clock.turn(minutes=1)
        await house.say("and again")
        assert "Dale" not in server.asked[1].text and "Samira" not in server.asked[1].text


async def test_a_placeholder_that_means_nothing_is_never_shown(
    with_model: Modelled, server: ModelServer
) -> None:
    server.usual = Reply("[name-7] was rude to you. That was not okay at all.")
    async with with_model() as house:
        await agreed(house)
        assert await house.say("he was rude") == ["re: he was rude"]


# --- bad days


BEFORE: tuple[Script, ...] = (
    Status(500), Status(401), Cut(0), Garbage("json"), Garbage("empty"), Garbage("html"),
    Refuse(), Refuse("filter"),
    Reply("As an AI language model, I have no feelings. Still, that was hard."),
    Reply("I understand how you feel. That was hard on you."),
    Reply("I've been there, too. It was awful for me."),
)  # fmt: skip
AFTER: tuple[Script, ...] = (
    Cut(30), Cut(30, politely=True), Garbage("json", 30), Garbage("error", 30),
    Reply("You stayed on the line for ten minutes. When I worked the phones, I hated it. Bye."),
    Reply("You stayed on the line for ten minutes. I can't help with that request. Bye."),
)  # fmt: skip


async def test_before_a_word_the_composed_answer_comes(
    with_model: Modelled, server: ModelServer
) -> None:
    async with with_model(model_person_hourly=1000) as house:
        await agreed(house)
        for number, script in enumerate(BEFORE):
            server.usual = script
            said = texts(await ask(house, house.message(f"shout {number}")))
            assert said == [f"re: shout {number}"], script
            await _well_again(house, server)


async def test_after_some_words_it_is_closed_and_never_begun_again(
    with_model: Modelled, server: ModelServer
) -> None:
    closings = _closings()
    async with with_model(model_person_hourly=1000) as house:
        await agreed(house)
        for script in AFTER:
            server.usual, calls = script, len(server.asked)
            (text,) = texts(await ask(house, house.message("he shouted")))
            assert any(text.endswith(" " + line) for line in closings), script
            begun = text.removesuffix(next(c for c in closings if text.endswith(c))).strip()
            assert begun.endswith(".")
            assert WORDS.startswith(begun) or begun.startswith("You stayed"), script
            assert len(server.asked) == calls + 1
            await _well_again(house, server)


async def test_one_that_hangs_is_waited_for_so_long(
    with_model: Modelled, server: ModelServer
) -> None:
    async with with_model(model_first_seconds=1.5) as house:
        await agreed(house)
        server.usual = Hang(0)
        assert await house.say("he shouted") == ["re: he shouted"]
        house.clock.turn(minutes=1)
        server.usual = Hang(30)
        (text,) = await house.say("she shouted")
        assert text.startswith("re:") or any(text.endswith(line) for line in _closings())


async def _well_again(house: House, server: ModelServer) -> None:
    """Another answer in between: the breaker is closed, and the next may begin as the last did."""
    server.usual = Reply("That one went by quickly, and you earned it. What comes next for you?")
    house.clock.turn(minutes=1)
    assert (await house.say("and then"))[0].startswith("That one went by")
    house.clock.turn(minutes=1)


async def test_length_questions_and_openings_are_kept_to(
    with_model: Modelled, server: ModelServer
) -> None:
    long = "Ten minutes of shouting over a fee is too much. What got to you the most? " + (
        "Was it the tone? **You** stayed on the line — all of it \U0001f600. " * 12
    )
    server.usual = Reply(long)
    async with with_model() as house:
        await agreed(house)
        (text,) = texts(await ask(house, house.message("he shouted")))
        assert text.count("?") == 1 and len(text.split()) <= 75
        assert "*" not in text and "—" not in text and "\U0001f600" not in text
        house.clock.turn(minutes=1)
        assert await house.say("more") == ["re: more"]  # it would begin as the last one did


async def test_too_often_means_composed(with_model: Modelled, server: ModelServer) -> None:
    async with with_model(model_person_hourly=3) as house:
        await agreed(house)
        await agreed(house, "bob")
        said = []
        for n in range(3):
            server.usual = Reply(f"Number {n} was a hard one for you to take. " + WORDS)
            house.clock.turn(minutes=1)
            said.append((await house.say(f"call {n}"))[0])
        assert said[0].startswith("Number 0") and said[1] == "re: call 1"  # one in a minute
        assert (await house.say("hi there", "bob"))[0].startswith("Number 2")


async def test_what_it_cost_is_written_down_without_anybody(with_model: Modelled) -> None:
    async with with_model(model_price_in=1, model_price_out=2) as house:
        await agreed(house)
        await house.say("he shouted")
        await house.settle()
        today = house.clock.now().date().isoformat()
        spent = await house.app.store.spending.day(today)
        assert spent.calls == 1 and spent.cost == spent.tokens_in + 2 * spent.tokens_out > 100


async def test_no_word_of_it_is_logged(with_model: Modelled, server: ModelServer) -> None:
    server.play(Status(500, body='{"error": {"message": "you said: he shouted"}}'), Status(500))
    async with with_model() as house:
        await agreed(house)
        await house.say("he shouted")
        await house.say("he shouted again")
        log = house.log.getvalue()
        assert "composed instead" in log and "unavailable" in log and "shouted" not in log


def _closings() -> list[str]:
    import prompts

    lines: list[str] = prompts.read("phrases/lines.yaml")["closings"]
    return lines
