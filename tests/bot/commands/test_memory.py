"""/memory, read as conversations; what was corrected or deleted is searched for on the disk."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from bot.messages import Form, Text
from memory import models
from memory.facts import Fact
from memory.feedback import Opinion
from tests.bot.commands.helpers import ask, choice, ids, met, only, tap, texts
from tests.conftest import House


async def remember(house: House, text: str, id: str = "f1", user: str = "ann") -> None:
    async with house.app.store.database.write() as tx:
        await house.app.store.facts.propose(tx, house.person(user), Fact(id, text, 1))
        await house.app.store.facts.confirm(tx, house.person(user), id)


async def helped(house: House, *targets: str, verdict: str = "helped", id: str = "o1") -> None:
    async with house.app.store.database.write() as tx:
        await house.app.store.feedback.add(tx, house.person(), Opinion(id, verdict, targets, 1))


async def left_open(house: House, words: str, loop: str) -> None:
    house.supporter.open_loop = loop
    await house.say(words)
    house.supporter.open_loop = ""
    house.clock.turn(seconds=10)


async def facts(house: House, user: str = "ann") -> list[str]:
    async with house.app.store.database.read() as tx:
        return [f.text for f in await house.app.store.facts.all(tx, house.person(user))]


async def sealed(house: House) -> dict[str, list[bytes]]:
    """What stands on the disk, table by table, still locked."""
    columns = {
        "facts": models.FactRow.sealed_text, "feedback": models.FeedbackRow.sealed_body,
        "said": models.UtteranceRow.sealed_body, "checkins": models.CheckinRow.sealed_body,
        "profile": models.PersonRow.sealed_profile,
    }  # fmt: skip
    async with house.app.store.database.read() as tx:
        return {
            name: [b for b in (await tx.execute(select(column))).scalars() if b]
            for name, column in columns.items()
        }


def on_disk(folder: Path, blobs: list[bytes]) -> int:
    # A blob may be cut where a page ends, so its first bytes stand for it.
    files = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    return sum(any(blob[:24] in content for content in files) for blob in blobs)


async def test_nothing_yet(house: House) -> None:
    await house.say("hello")
    await house.do(house.action("memory_yes"))
    async with house.app.store.database.write() as tx:
        await house.app.store.conversations.drop(tx, house.person())
    head, switches = texts(await ask(house, house.command("memory")))
    assert head.startswith("Nothing yet") and "Check-ins: not asked yet" in switches


async def test_everything_kept_each_with_its_buttons(house: House) -> None:
    await met(house)
    await left_open(house, "I have to call him back on Friday", "the call-back on Friday")
    await remember(house, "Tuesdays are your late shift")
    await helped(house, "strategy-long-exhale", "listen", "unheard-of")
    await helped(house, "reframe", verdict="not_for_me", id="o2")
    await house.do(house.action("name_yes", "Sam"))
    await house.do(house.command("checkin", "4"))
    answer = await ask(house, house.command("memory"))
    shown = [r for r in answer.replies if isinstance(r, Text)]
    assert [t.text for t in shown[1:-1]] == [
        "Your name: Sam",
        "You told me: Tuesdays are your late shift",
        "It helped you: A longer breath out",
        "It helped you: just listening",
        "It helped you: something I said",
        "Not for you: seeing it another way",
        "Still open: the call-back on Friday",
        "1 check-in",
    ]
    assert [ids(t) for t in shown[1:4]] == [
        ["name_change", "name_delete"], ["fact_change", "fact_delete"], ["opinion_delete"],
    ]  # fmt: skip
    rest = await tap(house, choice(answer, "memory_more"))
    assert texts(rest)[0] == "Our chats, with 2 messages of yours"
    assert "Chats and what you told me: yes\nCheck-ins: yes" in texts(rest)[1]


async def test_a_fact_is_corrected_and_the_old_words_leave_the_disk(
    house: House, data_dir: Path
) -> None:
    await met(house)
    await remember(house, "Tuesdays are your late shift")
    old = (await sealed(house))["facts"]
    assert on_disk(data_dir, old) == 1
    answer = await ask(house, house.command("memory"))
    (form,) = (await tap(house, choice(answer, "fact_change"))).replies
    assert isinstance(form, Form) and "Tuesdays are your late shift" in form.fields[0].label
    event = house.action(form.id, **{form.fields[0].id: "  Mondays\0 are\nmy late shift "})
    assert (await only(house, event)).text == "Changed. Now it says: Mondays are my late shift"
    assert await facts(house) == ["Mondays are my late shift"]
    assert on_disk(data_dir, old) == 0 and on_disk(data_dir, (await sealed(house))["facts"]) == 1


async def test_single_things_are_deleted_for_real(house: House, data_dir: Path) -> None:
    await met(house)
    await remember(house, "one", "f1")
    await remember(house, "two", "f2")
    await helped(house, "s-1", "s-2")
    old = await sealed(house)
    await only(house, house.action("fact_delete", "f1"))
    await only(house, house.action("opinion_delete", "s-1"))
    assert await facts(house) == ["two"]
    house.clock.turn(seconds=10)
    await house.say("so")
    assert house.supporter.requests[-1].profile.helped == ("s-2",)
    assert on_disk(data_dir, old["facts"]) == 1 and on_disk(data_dir, old["feedback"]) == 0
    await only(house, house.action("opinion_delete", "s-2"))
    assert (await sealed(house))["feedback"] == []


async def test_what_is_gone_is_gone_and_says_so(house: House) -> None:
    await met(house)
    for event in (
        house.action("fact_delete", "x"), house.action("fact_change", ""), house.action("loop_change", ""),
        house.action("fact_change_save", x="y"), house.action("fact_change_save"),
        house.action("opinion_delete", "x"), house.action("loop_delete", "x"), house.action("name_delete"),
    ):  # fmt: skip
        assert (await only(house, event)).text == "That one is gone already."


async def test_an_empty_correction_changes_nothing(house: House) -> None:
    await met(house)
    await remember(house, "one")
    assert (
        "Nothing was changed"
        in (await only(house, house.action("fact_change_save", f1="\0 "))).text
    )
    assert await facts(house) == ["one"]


async def test_a_correction_is_redacted_and_cut(house: House) -> None:
    await met(house)
    await remember(house, "one")
    await only(house, house.action("fact_change_save", f1="4111 1111 1111 1111 " + "x" * 100_000))
    (text,) = await facts(house)
    assert text.startswith("[card]") and len(text) <= 200


async def test_nobody_touches_what_is_anothers(house: House) -> None:
    await met(house)
    await met(house, "bob")
    await remember(house, "ann's own", "f1")
    await left_open(house, "ann calls back on Friday", "the call-back")
    loop = choice(await ask(house, house.command("memory")), "loop_change").value
    for event in (
        house.action("fact_change", "f1", "bob"), house.action("fact_delete", "f1", "bob"),
        house.action("fact_change_save", "", "bob", f1="mine now"),
        house.action("loop_change", loop, "bob"), house.action("loop_delete", loop, "bob"),
    ):  # fmt: skip
        assert (await only(house, event)).text == "That one is gone already."
    shown = repr(await ask(house, house.command("memory", user="bob")))
    assert "ann" not in shown.replace("fake", "") and "call-back" not in shown
    assert await facts(house) == ["ann's own"]
    assert choice(await ask(house, house.command("memory")), "loop_delete").value == loop


async def test_what_was_left_open_is_reworded_and_closed(house: House) -> None:
    await met(house)
    await left_open(house, "I call him back on Friday", "the call-back on Friday")
    answer = await ask(house, house.command("memory"))
    (form,) = (await tap(house, choice(answer, "loop_change"))).replies
    assert isinstance(form, Form)
    await only(house, house.action(form.id, **{form.fields[0].id: "the call-back on Monday"}))
    answer = await ask(house, house.command("memory"))
    assert "Still open: the call-back on Monday" in texts(answer)
    await tap(house, choice(answer, "loop_delete"))
    assert not any("Still open" in t for t in texts(await ask(house, house.command("memory"))))
    house.clock.turn(days=1)
    await house.say("morning")
    assert house.supporter.requests[-1].profile.open_loops == ()


async def test_all_chats_and_all_check_ins_go_with_one_tap(house: House, data_dir: Path) -> None:
    await met(house)
    await house.do(house.command("checkin", "4"))
    old = await sealed(house)
    answer = await ask(house, house.command("memory"))
    await tap(house, choice(answer, "chats_wipe"))
    await tap(house, choice(answer, "checkins_wipe"))
    assert on_disk(data_dir, old["said"] + old["checkins"]) == 0
    assert texts(await ask(house, house.command("memory")))[0].startswith("Nothing yet")
