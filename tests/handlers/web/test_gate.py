"""Hosts, origins, headers and errors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest

from tests.handlers.web.conftest import Site, Sites

PATHS = ["/", "/static/js/main.js", "/api/me", "/api/history", "/healthz", "/metrics", "/nowhere"]


async def test_safe_headers_everywhere(site: Site) -> None:
    async with site.tab() as tab:
        for path in PATHS:
            async with tab.session.get(tab.url(path)) as response:
                check_headers(path, response.headers)


def check_headers(path: str, headers: Mapping[str, str]) -> None:
    csp = headers["Content-Security-Policy"]
    assert "default-src 'none'" in csp and "unsafe" not in csp and "http" not in csp
    assert "frame-ancestors 'none'" in csp
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    kept = "no-cache" if path in ("/", "/static/js/main.js") else "no-store"
    assert headers["Cache-Control"] == kept
    assert "aiohttp" not in headers.get("Server", "")


async def test_the_stream_is_not_cached_either(site: Site) -> None:
    async with site.tab() as tab:
        await tab.get("/api/me")
        async with tab.session.get(tab.url("/api/stream")) as response:
            assert response.headers["Cache-Control"] == "no-store"
            assert response.headers["Content-Type"] == "text/event-stream"
            assert "default-src 'none'" in response.headers["Content-Security-Policy"]


HOSTS = ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "[", ""]


async def test_another_host_is_turned_away(site: Site) -> None:
    async with site.tab() as tab:
        for host in HOSTS:
            for path in ("/", "/api/me", "/healthz"):
                status, body = await tab.get(path, Host=host)
                assert status == 421 and body["text"].startswith("This page only answers")


async def test_every_loopback_name_is_fine(site: Site) -> None:
    async with site.tab() as tab:
        for host in ("localhost:{port}", "127.0.0.1:{port}", "[::1]:{port}", "LOCALHOST"):
            assert (await tab.get("/api/me", Host=host.format(port=tab.port)))[0] == 200


async def test_another_origin_is_turned_away(site: Site) -> None:
    async with site.tab() as tab:
        for origin in ("http://evil.example", "null", "http://127.0.0.1:1", "file://"):
            status, body = await tab.raw("/api/messages", b"{}", Origin=origin)
            assert status == 403 and body["error"] == "wrong_origin"
        status, _ = await tab.raw("/api/messages", b"{}", Origin=f"http://127.0.0.1:{tab.port}")
        assert status == 400  # ours, only empty


async def test_other_sites_cannot_even_read(site: Site) -> None:
    where = "cross-site"
    async with site.tab() as tab:
        async with tab.session.get(
            tab.url("/api/me"), headers={"Sec-Fetch-Site": where}
        ) as response:
            assert response.status == 403 and "Set-Cookie" not in response.headers
        async with tab.session.get(tab.url("/"), headers={"Sec-Fetch-Site": where}) as response:
            assert response.status == 200  # following a link to the page itself


async def test_behind_a_proxy_its_name_counts(open_site: Sites) -> None:
    async with open_site(web_name="shoulder.example.org") as site, site.tab() as tab:
        host = {"Host": "shoulder.example.org"}
        assert (await tab.get("/api/me", **host))[0] == 200
        good = await tab.raw("/api/messages", b"{}", Origin="https://shoulder.example.org", **host)
        assert good[0] == 400
        assert (await tab.get("/api/me", Host="other.example.org"))[0] == 421


async def test_bound_to_all_addresses_numbers_are_fine_but_names_are_not(open_site: Sites) -> None:
    async with open_site(web_host="0.0.0.0") as site, site.tab() as tab:
        assert (await tab.get("/healthz", Host="10.1.2.3:8080"))[0] == 200
        assert (await tab.get("/healthz", Host="evil.example"))[0] == 421


async def test_unknown_addresses_and_methods(site: Site) -> None:
    async with site.tab() as tab:
        status, body = await tab.get("/nowhere")
        assert (status, body["text"]) == (404, "There's nothing at this address.")
        assert (await tab.get("/static/../identity.py"))[0] == 404
        assert (await tab.get("/static/%2e%2e/identity.py"))[0] == 404
        assert (await tab.get("/api/messages"))[0] == 405
        assert (await tab.raw("/api/me", b"{}"))[0] == 405


async def test_a_bug_is_a_sentence_not_a_trace(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: object, **__: object) -> Any:
        raise ValueError("xyzzy")

    monkeypatch.setattr(type(site.app.intake), "accept", broken)
    async with site.tab() as tab:
        status, body = await tab.post("messages", text="hello")
        assert status == 500 and body["text"].startswith("Something broke on my side")
        assert "xyzzy" not in str(body)


async def test_the_page_is_self_contained(site: Site) -> None:
    async with site.tab() as tab:
        async with tab.session.get(tab.url("/")) as response:
            html = await response.text()
            etag = response.headers["ETag"]
        assert not re.search(r"\son\w+=|style=|javascript:|https?://", html)
        assert not re.search(r"<script(?![^>]*\ssrc=)", html) and "<style" not in html
        for path in re.findall(r'(?:src|href)="(/static/[^"]+)"', html):
            async with tab.session.get(tab.url(path)) as response:
                assert response.status == 200, path
                text = (await response.text()).replace("http://www.w3.org/2000/svg", "")
                assert "http://" not in text and "https://" not in text
                assert "innerHTML" not in text and "insertAdjacentHTML" not in text
        async with tab.session.get(tab.url("/"), headers={"If-None-Match": etag}) as response:
            assert response.status == 304
