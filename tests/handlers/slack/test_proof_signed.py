"""Signed HTTP: forged, stale, unsigned, from elsewhere. Refused or ignored, and never quoted in a log."""

from __future__ import annotations

import gzip
import json
import time
from typing import Any

import aiohttp
import pytest

from tests.fakes.slack import FakeSlack, Person
from tests.fakes.slack.shapes import event_shape
from tests.fakes.slack.signed import sign
from tests.fakes.slack.world import Message
from tests.handlers.slack.conftest import SlackHouse, SlackOpener

SECRET_WORDS = "my manager called me useless"


def event_from(slack: FakeSlack, person: Person) -> dict[str, Any]:
    message = Message(person.dm.mint_ts(), person.dm.id, person.id, SECRET_WORDS)
    shape = event_shape(slack.workspace(), slack.app.id, person.dm, message)
    return slack.hub.wrap(slack.workspace(), shape)


async def post(house: SlackHouse, body: str, headers: dict[str, str]) -> int:
    return (await house.slack.signed.post(body, "application/json", headers))[0]


async def test_bad_signatures_get_401(open_slack: SlackOpener, slack: FakeSlack) -> None:
    ann, secret, now = slack.person("ann"), slack.app.signing_secret, time.time()
    async with open_slack(http=True) as house:
        body = json.dumps(event_from(slack, ann))
        forged = sign("another secret", body, now)
        good = sign(secret, body, now)
        bad: list[dict[str, str]] = [
            forged,
            sign(secret, body, now - 600),
            sign(secret, body, now + 600),
            {},
            {"X-Slack-Signature": good["X-Slack-Signature"]},
            {"X-Slack-Request-Timestamp": good["X-Slack-Request-Timestamp"]},
            {**good, "X-Slack-Request-Timestamp": "soon"},
            {**good, "X-Slack-Signature": good["X-Slack-Signature"][:-1] + "é"},
        ]
        for headers in bad:
            assert await post(house, body, headers) == 401, headers
        assert await post(house, body + " ", good) == 401
        await ann.quiet(0.3)
        assert await post(house, body, good) == 200
        await ann.hears(1, quiet=0.2)
        assert SECRET_WORDS not in house.log.getvalue()


@pytest.mark.parametrize("field", ["team_id", "api_app_id"])
@pytest.mark.parametrize("http", [True, False])
async def test_unknown_team_and_wrong_app_are_ignored(
    open_slack: SlackOpener, slack: FakeSlack, field: str, http: bool
) -> None:
    ann = slack.person("ann")
    async with open_slack(http=http) as house:
        payload = event_from(slack, ann) | {field: "T0OTHER" if field == "team_id" else "A0OTHER"}
        if field == "team_id":
            payload["context_team_id"] = payload["authorizations"][0]["team_id"] = "T0OTHER"
        if http:
            body = json.dumps(payload)
            status = await post(house, body, sign(slack.app.signing_secret, body, time.time()))
            assert status in (200, 401, 403)
        else:
            slack.deliveries.event(payload)
        await ann.quiet(0.4)
        assert SECRET_WORDS not in house.log.getvalue()
        await ann.say("and now really me")
        await ann.hears(1, quiet=0.2)


async def test_only_signed_paths_on_the_events_port(
    open_slack: SlackOpener, slack: FakeSlack
) -> None:
    async with open_slack(http=True) as house, aiohttp.ClientSession() as web:
        base = house.events_url.removesuffix("/slack/events")
        for path in ("/", "/healthz", "/metrics", "/api/me", "/slack", "/slack/other"):
            async with web.get(base + path) as answer:
                assert answer.status == 404, path
        async with web.get(house.events_url) as answer:
            assert answer.status in (404, 405)


async def raw(
    house: SlackHouse, body: bytes, headers: list[tuple[str, str]], kind: str = "application/json"
) -> int:
    """A request with headers as they are given, also twice the same."""
    async with aiohttp.ClientSession() as web:
        given = [("Content-Type", kind), *headers]
        async with web.post(house.events_url, data=body, headers=given) as answer:
            return answer.status


async def test_clocks_may_differ_by_less_than_five_minutes(
    open_slack: SlackOpener, slack: FakeSlack
) -> None:
    async with open_slack(http=True) as house:
        body = json.dumps({"type": "url_verification", "challenge": "x"})
        for apart, status in ((-290, 200), (290, 200), (-320, 401), (320, 401)):
            given = sign(slack.app.signing_secret, body, time.time() + apart)
            assert await post(house, body, given) == status, apart


async def test_two_signatures_are_none(open_slack: SlackOpener, slack: FakeSlack) -> None:
    async with open_slack(http=True) as house:
        body = json.dumps({"type": "url_verification", "challenge": "x"})
        good = list(sign(slack.app.signing_secret, body, time.time()).items())
        forged = list(sign("another secret", body, time.time()).items())
        assert await raw(house, body.encode(), good) == 200
        for headers in ([*good, forged[1]], [forged[1], *good], [*good, good[0]], [*good, good[1]]):
            assert await raw(house, body.encode(), headers) == 401, headers


async def test_packed_bodies(open_slack: SlackOpener, slack: FakeSlack) -> None:
    """A proxy may pack them. The signature is of the words; a small packet of much is refused."""
    async with open_slack(http=True) as house:
        body = json.dumps({"type": "url_verification", "challenge": "x"})
        packed, secret = gzip.compress(body.encode()), slack.app.signing_secret
        good = [*sign(secret, body, time.time()).items(), ("Content-Encoding", "gzip")]
        assert await raw(house, packed, good) == 200
        assert await raw(house, packed, [*sign(secret, body, time.time()).items()]) == 401
        assert await raw(house, b"\x1f\x8b broken", good) == 400
        assert await raw(house, gzip.compress(b" " * 30_000_000), good) == 413
        assert await raw(house, b" " * 2_000_000, good[:2]) == 413


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("[]", "application/json"), ("null", "application/json"), ("7", "application/json"),
        ("{broken", "application/json"), ('{"a": 1}', "application/json; charset=klingon"),
        ("payload=%ZZ%00%ff", "application/x-www-form-urlencoded"),
        ("payload=[]", "application/x-www-form-urlencoded"),
        ("payload={", "application/x-www-form-urlencoded"), ("%", "text/plain"), ("", "text/plain"),
        ("a=%E0%A4%A&b=%", "application/x-www-form-urlencoded"),
        ('{"authorizations": [null]}', "application/json"), ('{"team": 5}', "application/json"),
    ],
)  # fmt: skip
async def test_signed_nonsense_is_ignored(
    open_slack: SlackOpener, slack: FakeSlack, body: str, kind: str
) -> None:
    async with open_slack(http=True) as house:
        headers = sign(slack.app.signing_secret, body, time.time())
        assert await raw(house, body.encode(), [*headers.items()], kind) in (200, 400)
        assert await raw(house, b"\xff\xfe", [*headers.items()], kind) == 401
        assert '"level": "error"' not in house.log.getvalue()


async def test_url_verification(open_slack: SlackOpener, slack: FakeSlack) -> None:
    async with open_slack(http=True):
        body = json.dumps({"type": "url_verification", "challenge": "3eZb", "token": "x"})
        headers = sign(slack.app.signing_secret, body, time.time())
        status, text = await slack.signed.post(body, "application/json", headers)
        assert status == 200 and "3eZb" in text
