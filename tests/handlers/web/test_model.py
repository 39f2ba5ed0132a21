"""An answer that grows on the page: words first, then the whole of it in the same place."""

from __future__ import annotations

from tests.fakes.model_server import ModelServer, Reply
from tests.fakes.model_server.scripts import WORDS
from tests.handlers.web.conftest import Sites

FIRST = "Ten minutes of shouting over a fee you didn't set."


async def test_the_words_come_before_the_answer_and_with_its_id(open_site: Sites) -> None:
    async with ModelServer(Reply(gap=0.01)) as server:
        async with (
            open_site(model_base_url=server.url, model_total_seconds=40) as site,
            site.tab() as tab,
        ):
            await tab.get("/api/me")
            await tab.open_stream()
            await tab.post("messages", text="hello")
            await tab.wait("answer")
            await tab.post("actions", name="deal_yes", value=site.app.services.models.mark)
            await tab.wait("answer", 2)
            site.house.clock.turn(minutes=1)
            await tab.post("messages", text="Dale shouted at me")
            answer = (await tab.wait("answer", 3, 40))[2].data
            assert answer["replies"][0]["text"] == WORDS and "kept" not in answer["replies"][0]
            grown = [h.data for h in tab.heard if h.name == "words"]
            assert {body["id"] for body in grown} == {answer["id"]}
            assert grown[0]["text"] == FIRST and grown[-1]["text"] == WORDS
            assert all(a["text"] < b["text"] for a, b in zip(grown, grown[1:], strict=False))
            names = [h.name for h in tab.heard if h.name in ("words", "answer")]
            assert names == ["answer", "answer", *["words"] * len(grown), "answer"]


async def test_what_is_kept_for_the_page_has_nobodys_name_in_it(open_site: Sites) -> None:
    async with ModelServer(
        Reply("[name-1] had no right to talk to you like that, over one fee.")
    ) as server:
        async with (
            open_site(model_base_url=server.url, model_total_seconds=40) as site,
            site.tab() as tab,
        ):
            await tab.get("/api/me")
            await tab.open_stream()
            await tab.post("messages", text="hello")
            await tab.wait("answer")
            await tab.post("actions", name="deal_yes", value=site.app.services.models.mark)
            await tab.wait("answer", 2)
            site.house.clock.turn(minutes=1)
            await tab.post("messages", text="Dale shouted at me")
            await tab.wait("answer", 3, 40)
            assert tab.answers()[2].startswith("Dale had no right")
            await site.house.settle()
            items = (await tab.get("/api/history"))[1]["items"]
            shown = [i["replies"][0]["text"] for i in items if i["kind"] == "answer"]
            assert shown[-1].startswith("Someone had no right") and "Dale" not in repr(items)


async def test_the_operator_sees_what_the_day_cost(open_site: Sites) -> None:
    async with ModelServer(Reply()) as server:
        given = {"model_base_url": server.url, "model_total_seconds": 40, "model_price_in": 1000.0}
        async with open_site(**given) as site, site.tab() as tab:
            await tab.get("/api/me")
            await tab.open_stream()
            await tab.post("messages", text="hello")
            await tab.wait("answer")
            await tab.post("actions", name="deal_yes", value=site.app.services.models.mark)
            await tab.wait("answer", 2)
            site.house.clock.turn(minutes=1)
            await tab.post("messages", text="he shouted at me")
            await tab.wait("answer", 3, 40)
            await site.house.settle()
            async with tab.session.get(tab.url("/metrics")) as response:
                shown = (await response.text()).splitlines()
    told = dict(line.rsplit(" ", 1) for line in shown if line.startswith("shoulder_model"))
    assert told["shoulder_model_calls_today"] == "1.0"
    tokens = float(told['shoulder_model_tokens_today{way="in"}'])
    assert tokens > 0 and float(told['shoulder_model_tokens_today{way="out"}']) > 0
    assert float(told["shoulder_model_cost_today"]) == tokens / 1000
