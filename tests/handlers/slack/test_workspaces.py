"""Workspaces that install the app themselves, and those that take it out."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from sqlalchemy import func, select

from handlers.slack import reader
from memory.erase import personal_tables
from memory.installations import Installation
from tests.fakes.slack import Broken, Busy, FakeSlack, Torn
from tests.fakes.slack.faults import Fault
from tests.handlers.slack.conftest import SlackHouse, SlackOpener
from tests.handlers.slack.test_talk import met

pytestmark = pytest.mark.usefixtures("quick")


def by_oauth(slack: FakeSlack) -> dict[str, Any]:
    """The settings of an app that workspaces install by themselves."""
    return {
        "slack_bot_token": "",
        "slack_client_id": slack.app.client_id,
        "slack_client_secret": slack.app.client_secret,
    }


async def install(house: SlackHouse, workspace: str) -> int:
    """What an admin's browser does."""
    base = house.events_url.removesuffix("/events")
    async with aiohttp.ClientSession() as browser:
        async with browser.get(f"{base}/install", allow_redirects=False) as start:
            assert start.status == 302
            asked = parse_qs(urlsplit(start.headers["Location"]).query)
            cookie = start.headers["Set-Cookie"].partition(";")[0]
        assert "im:history" in asked["scope"][0]
        code = house.slack.install_code(workspace)
        back = {"code": code, "state": asked["state"][0]}
        url = f"{base}/oauth_redirect"
        async with browser.get(url, params=back, headers={"Cookie": cookie}) as done:
            return done.status


async def rows(house: SlackHouse) -> int:
    async with house.app.store.database.read() as tx:
        counts = [
            (await tx.execute(select(func.count()).select_from(table))).scalar() or 0
            for table in personal_tables()
        ]
    return sum(counts)


async def test_two_workspaces_install_and_talk(open_slack: SlackOpener, slack: FakeSlack) -> None:
    slack.workspace("acme", installed=False)
    async with open_slack(http=True, **by_oauth(slack)) as house:
        assert await install(house, "acme") == 200
        assert await install(house, "globex") == 200
        ann, bob = slack.person("ann", "acme"), slack.person("bob", "globex")
        await ann.say("from acme")
        await bob.say("from globex")
        assert (await ann.hears(1, quiet=0.3))[0].startswith("re: from acme")
        assert (await bob.hears(1, quiet=0.3))[0].startswith("re: from globex")


async def test_a_forged_return_installs_nothing(open_slack: SlackOpener, slack: FakeSlack) -> None:
    async with open_slack(http=True, **by_oauth(slack)) as house:
        base = house.events_url.removesuffix("/events")
        code = slack.install_code("globex")
        async with aiohttp.ClientSession() as browser:
            back = {"code": code, "state": "made up"}
            async with browser.get(f"{base}/oauth_redirect", params=back) as done:
                assert done.status >= 400
        assert code in slack.hub.codes


async def test_tokens_are_sealed_and_survive_a_restart(
    open_slack: SlackOpener, slack: FakeSlack, data_dir: Path
) -> None:
    slack.workspace("acme", installed=False)
    async with open_slack(http=True, **by_oauth(slack)) as house:
        await install(house, "acme")
    token = slack.workspace("acme").bot_token
    for file in data_dir.rglob("*"):
        if file.is_file():
            assert token.encode() not in file.read_bytes()
    ann = slack.person("ann", "acme")
    async with open_slack(http=True, **by_oauth(slack)):
        await ann.say("again")
        await ann.hears(1, quiet=0.3)


async def test_tokens_that_end_are_renewed(open_slack: SlackOpener, slack: FakeSlack) -> None:
    slack.app.rotates = True
    slack.workspace("acme", installed=False)
    async with open_slack(http=True, **by_oauth(slack)) as house:
        await install(house, "acme")
        first = slack.workspace("acme").bot_token
        ann = slack.person("ann", "acme")
        await ann.say("one")
        await ann.hears(1)
        house.clock.turn(hours=11)
        await ann.say("two")
        await ann.hears(1, quiet=0.3)
        assert slack.workspace("acme").bot_token != first
        async with house.app.store.database.read() as tx:
            kept = await house.app.store.installations.get(tx, "slack", ann.space.id)
        assert kept is not None and kept.token == slack.workspace("acme").bot_token


@pytest.mark.parametrize("fault", [Busy(1), Broken(503)], ids=repr)
async def test_a_renewal_that_fails_holds_nobody_up(
    open_slack: SlackOpener, slack: FakeSlack, fault: Fault
) -> None:
    """The token is good for another hour: it is used until Slack gives out a new one."""
    slack.app.rotates = True
    slack.workspace("acme", installed=False)
    async with open_slack(http=True, **by_oauth(slack)) as house:
        await install(house, "acme")
        first = slack.workspace("acme").bot_token
        ann = slack.person("ann", "acme")
        await met(ann)
        house.clock.turn(hours=11)
        slack.faults.next("oauth.v2.access", fault, times=100)
        await ann.say("two")
        assert "re: two" in (await ann.hears(1, quiet=0.3))[0]  # late, by the clock that was turned
        assert slack.workspace("acme").bot_token == first
        slack.faults.clear()
        house.clock.turn(minutes=5)
        await ann.say("three")
        assert "re: three" in (await ann.hears(1, quiet=0.3))[0]
        assert slack.workspace("acme").bot_token != first


@pytest.mark.parametrize("fault", [Busy(1), Broken(503), Torn()], ids=repr)
async def test_slack_does_not_say_at_once_who_we_are(
    open_slack: SlackOpener, slack: FakeSlack, fault: Fault
) -> None:
    slack.faults.next("auth.test", fault, times=2)
    async with open_slack(http=True):
        ann = slack.person("ann")
        await ann.say("first of all")
        (answer,) = await ann.hears(1, quiet=0.5)
        assert answer.startswith("re: first of all")


async def test_a_workspace_that_leaves_is_erased_and_others_are_not(
    open_slack: SlackOpener, slack: FakeSlack, data_dir: Path
) -> None:
    slack.workspace("acme", installed=False)
    async with open_slack(http=True, **by_oauth(slack)) as house:
        await install(house, "acme")
        await install(house, "globex")
        ann, bob = slack.person("ann", "acme"), slack.person("bob", "globex")
        for person in (ann, bob):
            await met(person)
        vault = house.app.store.vault
        gone, stays = (vault.person("slack", p.space.id, p.id) for p in (ann, bob))
        workspace = vault.workspace("slack", ann.space.id)
        slack.uninstall("acme")
        await ann.until(lambda: vault._store.workspace(workspace) is None, 20, "erasure")
        assert vault.has_key(stays) and not vault.has_key(gone)
        async with house.app.store.database.read() as tx:
            assert await house.app.store.people.get(tx, stays) is not None
            assert await house.app.store.installations.get(tx, "slack", ann.space.id) is None
        await bob.say("still here")
        await bob.hears(1, quiet=0.3)
    with sqlite3.connect(data_dir / "keys.db") as keys:
        assert workspace not in [row[0] for row in keys.execute("SELECT id FROM workspaces")]
    assert gone.encode() not in (data_dir / "shoulder.db").read_bytes()


async def test_with_a_token_in_the_settings_it_is_the_same(house: SlackHouse) -> None:
    ann = house.slack.person("ann")
    await met(ann)
    assert await rows(house) > 0
    house.slack.uninstall()
    vault = house.app.store.vault
    id = vault.person("slack", ann.space.id, ann.id)
    await ann.until(lambda: not vault.has_key(id), 20, "erasure")


@pytest.mark.parametrize(
    "event",
    [
        {"type": "app_uninstalled"},
        {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["U"]}},
    ],
    ids=lambda event: event["type"],
)
async def test_either_word_of_leaving_is_enough(house: SlackHouse, event: dict[str, Any]) -> None:
    ann = house.slack.person("ann")
    await met(ann)
    house.slack.hub.emit(ann.space, event)
    vault = house.app.store.vault
    id = vault.person("slack", ann.space.id, ann.id)
    await ann.until(lambda: not vault.has_key(id), 20, "erasure")
    assert await rows(house) == 0


async def test_a_user_token_that_ends_erases_nobody(house: SlackHouse) -> None:
    ann = house.slack.person("ann")
    await met(ann)
    event = {"type": "tokens_revoked", "tokens": {"oauth": [ann.id], "bot": []}}
    house.slack.hub.emit(ann.space, event)
    await ann.quiet(0.5)
    vault = house.app.store.vault
    assert vault.has_key(vault.person("slack", ann.space.id, ann.id))


async def test_an_installation_is_one_row(house: SlackHouse) -> None:
    store = house.app.store
    async with store.database.write() as tx:
        await store.installations.save(tx, Installation("slack", "T1", "one"))
        await store.installations.save(tx, Installation("slack", "T1", "two", refresh="r"))
    async with store.database.read() as tx:
        kept = await store.installations.get(tx, "slack", "T1")
        assert await store.installations.get(tx, "slack", "T2") is None
    assert kept == Installation("slack", "T1", "two", refresh="r")


async def test_an_organization_installs_it_for_all_its_workspaces(
    open_slack: SlackOpener, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "APART", 0.01)
    space = slack.workspace("acme", installed=False)
    space.enterprise = "E0ORG"
    ann = slack.person("ann", "acme")
    async with open_slack(http=True, **by_oauth(slack)) as house:
        assert await install(house, "acme") == 200
        await met(ann)
        space.context_team = "T0OTHER"  # the same person, from another workspace of theirs
        await ann.say("and from over here")
        assert await ann.hears(1, quiet=0.3) == ["re: and from over here"]
        await ann.command("/checkin 4")
        await ann.hears(1)
        vault = house.app.store.vault
        person = vault.person("slack", "E0ORG", ann.id)
        assert vault.people_of(vault.workspace("slack", "E0ORG")) == [person]
        # One workspace took it out: its token still works, and nobody is erased.
        slack.hub.emit(space, {"type": "app_uninstalled"})
        await slack.deliveries.settled()
        assert vault.has_key(person)
    slack.deliveries.retry_after = ()
    await ann.say("while you were away")
    await slack.deliveries.settled()
    async with open_slack(http=True, **by_oauth(slack)) as house:
        assert await ann.hears(1, quiet=0.3) == ["re: while you were away"]
        # The last events of an organization don't say that it was one.
        real = slack.hub.wrap
        monkeypatch.setattr(
            slack.hub, "wrap",
            lambda *of: {**real(*of), "authorizations": [], "enterprise_id": "E0ORG"},
        )  # fmt: skip
        slack.uninstall("acme")
        vault = house.app.store.vault
        await ann.until(lambda: not vault.has_key(person), 20, "erasure")
    assert {method for method, _ in slack.hub.errors} == {"auth.test"}


async def test_a_token_of_an_organization_in_the_settings(
    open_slack: SlackOpener, slack: FakeSlack
) -> None:
    slack.workspace("acme").enterprise = "E0ORG"
    ann = slack.person("ann", "acme")
    async with open_slack() as house:
        await met(ann)
        assert house.app.store.vault.has_key(house.app.store.vault.person("slack", "E0ORG", ann.id))
