"""/healthz and /metrics: enough for an operator, nothing about anyone."""

from __future__ import annotations

import io

import pytest

from bot.log import start_log
from bot.settings import Settings
from handlers.web import door
from handlers.web.server import PortTaken
from tests.handlers.web.conftest import Site


async def test_healthy(site: Site) -> None:
    async with site.tab() as tab:
        status, body = await tab.get("/healthz")
        assert status == 200
        assert body == {
            "status": "ok", "database": True, "platforms": ["web"], "waiting": 0, "unsent": 0,
            "given_up": 0, "lines": {},
        }  # fmt: skip


async def test_metrics_say_nothing_about_anyone(site: Site) -> None:
    async with site.tab() as tab:
        you = (await tab.get("/api/me"))[1]["you"]
        for text in ("hello", "DANGER"):
            await tab.post("messages", text=text)
        await tab.post("commands", name="privacy", args="")
        await site.house.settle()
        async with tab.session.get(tab.url("/metrics")) as response:
            text = await response.text()
    assert 'shoulder_page_requests_total{part="api",status="2xx"} 4.0' in text
    assert "shoulder_ready 1.0" in text
    lowered = text.lower()
    for word in (you, "danger", "emotion", "privacy", "command", "person", "user", "crisis"):
        assert word not in lowered


async def test_a_taken_port_is_said_plainly(site: Site) -> None:
    settings = site.app.settings.model_copy(update={"web_port": site.door.port})
    second = door(Settings(_env_file=None), start_log("ERROR", io.StringIO()))
    app = type("Same", (), {**{n: getattr(site.app, n) for n in site.app.__slots__}})()
    app.settings = settings
    with pytest.raises(PortTaken, match="SHOULDER_WEB_PORT"):
        await second.open(app)  # type: ignore[arg-type]
