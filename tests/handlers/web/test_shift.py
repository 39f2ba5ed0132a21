"""The page "On shift" over its own addresses: help with a client, the exercise, the load."""

from __future__ import annotations

import asyncio
import json
import uuid
from typing import Any

from tests.fakes.page import Page
from tests.handlers.web.conftest import Site
from tests.memory.test_erase import found_in

RUDE = "you people are useless, card 4111 1111 1111 1111"
SECRET = "xylophone"


async def into(tab: Page) -> dict[str, Any]:
    status, view = await tab.get("/api/shift")
    assert status == 200
    return dict(view)


async def send(tab: Page, path: str, **fields: Any) -> tuple[int, Any]:
    body = {"id": str(uuid.uuid4()), **fields}
    return await tab.raw(f"/api/{path}", json.dumps(body).encode())


async def do(tab: Page, path: str, **fields: Any) -> dict[str, Any]:
    status, view = await send(tab, path, **fields)
    assert status == 200, view
    return dict(view)


async def at_the_counter(tab: Page, **how: Any) -> dict[str, Any]:
    await into(tab)
    view = await do(tab, "exercise/start", domain="hotel", **how)
    assert view["run"]["stage"] == "before"
    return await do(tab, "exercise/answer", run=view["run"]["id"], values={"demands": "3"})


async def say(tab: Page, view: dict[str, Any], text: str, **more: Any) -> dict[str, Any]:
    run = view["run"]
    return await do(
        tab, "exercise/say", run=run["id"], text=text, **{"seen": len(run["lines"]), **more}
    )


async def test_four_cards_and_nothing_of_it_is_written(site: Site) -> None:
    async with site.tab() as tab:
        await into(tab)
        view = await do(tab, "assist", text=f"Client: hi\nMe: yes?\nClient: {RUDE} {SECRET}")
        cards = view["cards"]
        assert cards["label"] == "very_negative" and cards["uncivil"]
        assert cards["reframe"]["thought"] and len(cards["cues"]) == 3 and len(cards["steps"]) == 3
        assert view["care"] is None and view["run"] is None
        assert found_in(site.app.settings.data_dir, SECRET) == []
        assert await tab.get("/api/history") == (200, {"items": []})
        shift = await site.app.desk.of(site.house.address("x"))
        assert shift.runs == ()


async def test_harm_gets_a_limit_and_no_other_view(site: Site) -> None:
    async with site.tab() as tab:
        await into(tab)
        cards = (await do(tab, "assist", text="a slur at me"))["cards"]
        assert cards["reframe"] is None and len(cards["boundary"]) == 3


async def test_a_rating_is_one_tap_and_the_last_counts(site: Site) -> None:
    async with site.tab() as tab:
        await into(tab)
        shown = (await do(tab, "assist", text=RUDE))["shown"]
        await do(tab, "assist/rate", shown=shown, kind="cues", value=-1)
        view = await do(tab, "assist/rate", shown=shown, kind="cues", value=2)
        assert view["ratings"] == {"cues": [2.0, 1]}
        for wrong in ({"kind": "cues", "value": 3}, {"kind": "secret", "value": 1}):
            status, _ = await send(tab, "assist/rate", shown=shown, **wrong)
            assert status == 400


async def test_what_was_pasted_is_taken_into_the_chat_only_when_asked(site: Site) -> None:
    async with site.tab() as tab:
        await into(tab)
        await tab.open_stream()
        await do(tab, "assist", text=RUDE)
        await tab.post("actions", name="assist_talk", value="")
        await tab.wait("answer")
        said = site.supporter.requests[-1].text
        assert said == "A client wrote this to me: you people are useless, card [card]"


async def test_danger_goes_ahead_and_stands_in_the_chat_too(site: Site) -> None:
    async with site.tab() as tab:
        await into(tab)
        await tab.open_stream()
        view = await do(tab, "assist", text="DANGER")
        assert view["care"]["stops"] and view["care"]["replies"][0]["tone"] == "care"
        assert (await tab.wait("answer"))[0].data["replies"][0]["text"].startswith("CARD")
        view = await do(tab, "assist", text="LOW")
        assert view["care"]["stops"] is False


async def test_a_threat_that_was_pasted_is_not_put_in_the_reps_mouth(site: Site) -> None:
    async with site.tab() as tab:
        await into(tab)
        await tab.open_stream()
        view = await do(tab, "assist", text=f"THREAT {SECRET}")
        assert view["care"]["stops"] and view["cards"]
        assert (await tab.wait("answer"))[0].data["replies"][0]["text"].startswith("CARD")
        async with asyncio.timeout(10):  # the card is out before it is written down
            while not (await into(tab))["not_today"]:
                await asyncio.sleep(0.05)
        _, history = await tab.get("/api/history")
        assert "CARD" in str(history) and SECRET not in str(history)
        view = await do(tab, "assist", text=f"DANGER {SECRET}")  # this may be their own
        await site.house.settle()
        assert view["care"]["stops"]


async def test_what_the_client_says_last_is_there_beside_the_questions(site: Site) -> None:
    async with site.tab() as tab:
        view = await at_the_counter(tab)
        for text in ("one", "two", "three"):
            view = await say(tab, view, text)
        assert view["run"]["stage"] == "after" and view["run"]["lines"][-1]["role"] == "client"


async def test_a_made_up_clients_name_stays_and_a_real_one_goes(site: Site) -> None:
    async with site.tab() as tab:
        view = await at_the_counter(tab)
        name = view["run"]["clients"][0]["name"]
        view = await say(tab, view, f"Hi {name}, Dale told me about it")
        assert view["run"]["lines"][1]["text"] == f"Hi {name}, someone told me about it"


async def test_an_exercise_from_the_doorway_to_the_results(site: Site) -> None:
    async with site.tab() as tab:
        view = await at_the_counter(tab)
        assert [c["state"] for c in view["run"]["clients"]] == ["here", "waiting", "waiting"]
        for client in range(3):
            run = view["run"]
            assert run["stage"] == "chat" and run["current"] == client
            assert ("label" in run["cards"]) == run["emotional"]
            assert "condition" not in str(run["clients"])
            view = await do(
                tab, "exercise/rate", run=run["id"], client=client, line=1, kind="guide", value=1
            )
            assert view["run"]["rated"] == {"guide": 1}
            for text in ("one", "two", f"three {SECRET}"):
                view = await say(tab, view, text)
            assert view["run"]["stage"] == "after"
            view = await do(
                tab, "exercise/answer", run=run["id"], values={"valence": "-1", "helpfulness": "2"}
            )
        results = view["run"]["results"]
        assert [row["verdict"] for row in results["rows"]] == ["4 stars"] * 3
        assert results["vectors"].startswith('[["svg",')
        async with tab.session.get(tab.url("/api/shift/rows.csv")) as table:
            text = await table.text()
            assert table.headers["Content-Disposition"].startswith("attachment")
        assert len(text.splitlines()) == 4 and SECRET not in text
        assert found_in(site.app.settings.data_dir, SECRET) == []


async def test_a_line_that_comes_twice_counts_once_and_a_second_tab_sees_it(site: Site) -> None:
    async with site.tab() as tab, site.tab(tab) as other:
        view = await at_the_counter(tab)
        first = await say(tab, view, "hello")
        again = await say(other, view, "hello")
        assert len(first["run"]["lines"]) == len(again["run"]["lines"]) == 3


async def test_starting_again_ends_the_old_one_and_the_same_start_starts_once(site: Site) -> None:
    async with site.tab() as tab:
        view = await at_the_counter(tab)
        await say(tab, view, "hello")
        key = "0190d6a0-0000-7000-8000-000000000001"
        one = await do(tab, "exercise/start", id=key, domain="hotel")
        two = await do(tab, "exercise/start", id=key, domain="hotel")
        assert one["run"]["id"] == two["run"]["id"] != view["run"]["id"]
        assert one["past"] == 1


async def test_danger_in_an_exercise_ends_practice_for_the_day(site: Site) -> None:
    async with site.tab() as tab:
        view = await at_the_counter(tab)
        view = await say(tab, view, "DANGER")
        assert view["care"]["stops"] and len(view["run"]["lines"]) == 1
        async with asyncio.timeout(10):  # the card is out before it is written down
            while not (await into(tab))["not_today"]:
                await asyncio.sleep(0.05)
        view = await say(tab, view, "hello")
        assert len(view["run"]["lines"]) == 1
        assert (await do(tab, "exercise/start", domain="hotel"))["not_today"]
        await tab.post("actions", name="crisis.not_meant", value="")
        await site.house.settle()
        assert not (await into(tab))["not_today"]


async def test_numbers_are_given_and_taken_back(site: Site) -> None:
    async with site.tab() as tab:
        view = await at_the_counter(tab)
        await say(tab, view, "hello")
        view = await do(tab, "exercise/stop", run=view["run"]["id"])
        assert view["run"]["stage"] == "results" and not view["run"]["donated"]
        view = await do(tab, "exercise/donate", run=view["run"]["id"], given="yes")
        assert view["run"]["donated"]
        view = await do(tab, "exercise/donate", run=view["run"]["id"], given="")
        assert not view["run"]["donated"]


async def test_the_load_is_told_and_cleared(site: Site) -> None:
    async with site.tab() as tab:
        assert (await into(tab))["load"]["state"] == ""
        assert (await do(tab, "load", state="stressed"))["load"]["state"] == "stressed"
        view = await do(tab, "load", state="break")
        assert view["load"]["state"] == "tense" and "break" in view["load"]["text"]
        assert (await do(tab, "load", state=""))["load"]["state"] == ""
        await do(tab, "assist", text=RUDE)
        assert (await do(tab, "assist", text=RUDE))["load"]["state"] == "tense"


async def test_nobody_reaches_anybody_elses(site: Site) -> None:
    async with site.tab() as tab, site.tab() as stranger:
        view = await at_the_counter(tab)
        await say(tab, view, "hello")
        run = view["run"]["id"]
        await do(tab, "exercise/stop", run=run)
        await into(stranger)
        theirs = await do(stranger, "exercise/donate", run=run, given="yes")
        assert theirs["run"] is None
        async with stranger.session.get(stranger.url("/api/shift/rows.csv")) as table:
            assert len((await table.text()).splitlines()) == 1
        assert not (await into(tab))["run"]["donated"]


async def test_without_a_cookie_and_with_nonsense(site: Site) -> None:
    async with site.tab() as tab:
        assert (await tab.post("assist", text="hello"))[0] == 401
        assert (await tab.get("/api/shift/rows.csv"))[0] == 401
        await into(tab)
        for path, fields in (
            ("assist", {"text": " "}), ("exercise/start", {"domain": "castle"}),
            ("exercise/say", {"run": "x", "text": "a", "seen": "1"}), ("load", {"state": "furious"}),
            ("exercise/rate", {"run": "x", "client": 0, "line": True, "kind": "cues", "value": 1}),
        ):  # fmt: skip
            assert (await send(tab, path, **fields))[0] == 400, path
        view = await do(tab, "exercise/say", run="nothere", text="hello", seen=0)
        assert view["run"] is None


async def test_another_site_cannot_do_it(site: Site) -> None:
    async with site.tab() as tab:
        await into(tab)
        status, _ = await tab.raw(
            "/api/exercise/start", b"{}", Origin="https://evil.example"
        )  # fmt: skip
        assert status == 403


async def test_forget_takes_exercises_ratings_and_load(site: Site) -> None:
    async with site.tab() as tab:
        view = await at_the_counter(tab)
        await say(tab, view, "hello")
        shown = (await do(tab, "assist", text=RUDE))["shown"]
        await do(tab, "assist/rate", shown=shown, kind="cues", value=1)
        await tab.open_stream()
        await tab.post("actions", name="forget_yes", value="")
        await tab.wait("answer")
        view = await into(tab)
        assert view["run"] is None and view["ratings"] == {} and view["load"]["state"] == ""
        from sqlalchemy import text

        async with site.app.store.database.read() as tx:
            for table in ("exercises", "card_ratings", "loads"):
                assert (await tx.execute(text(f"SELECT count(*) FROM {table}"))).scalar() == 0
