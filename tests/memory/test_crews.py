"""Crews as they are kept: seats, stretches of membership, questions asked; and that all of it can go."""

from __future__ import annotations

import asyncio
from typing import Any

from sqlalchemy import BigInteger, Boolean, Integer, LargeBinary, Table, func, insert, select

from memory.crews import Crew, Stay
from memory.erase import personal_tables
from memory.models import Base, PersonRow
from tests.conftest import House, Opener

DAY = 24 * 3600 * 1000


def crew(house: House, id: str = "c1", **changes: Any) -> Crew:
    given = {"name": "Nachtschicht", "digest_day": 0, "zone": "Europe/Berlin", "created_ms": 1}
    workspace = house.app.store.vault.workspace("fake", "acme")
    return Crew(id=id, workspace_id=workspace, **{**given, **changes})


async def test_a_crew_is_read_back_as_it_was_made_and_its_name_is_sealed(
    open_house: Opener, data_dir: Any
) -> None:
    async with open_house() as house:
        await house.say("hi")
        made = crew(house, resources={"eap": "the listening line"})
        async with house.app.store.database.write() as tx:
            await house.app.store.crews.add(tx, made, "ann")
        async with house.app.store.database.read() as tx:
            assert await house.app.store.crews.get(tx, "c1") == made
            assert await house.app.store.crews.led_by(tx, "ann") == [made]
        files = [p.read_bytes() for p in data_dir.rglob("*") if p.is_file()]
        assert not any(b"Nachtschicht" in bytes or b"listening line" in bytes for bytes in files)


async def test_one_account_has_one_seat_and_one_person_one_stay(house: House) -> None:
    await house.say("hi")
    crews = house.app.store.crews
    async with house.app.store.database.write() as tx:
        await crews.add(tx, crew(house), "lead")
        assert await crews.join(tx, "1", Stay("c1", "ann", "seat-1", 10))
        assert not await crews.join(tx, "2", Stay("c1", "cookie", "seat-1", 11))
        assert not await crews.join(tx, "3", Stay("c1", "ann", "seat-2", 11))
        assert await crews.leave(tx, "c1", "ann", 20)
        assert not await crews.leave(tx, "c1", "ann", 21)
        assert await crews.join(tx, "4", Stay("c1", "cookie", "seat-1", 30))
        assert await crews.members(tx, "c1") == ["cookie"]
        touching = await crews.stays(tx, "c1", 5, 30)
        assert [(s.person_id, s.joined_ms, s.left_ms) for s in touching] == [("ann", 10, 20)]
        assert [s.person_id for s in await crews.stays(tx, "c1", 20, 31)] == ["cookie"]


async def test_a_closed_crew_has_nobody_and_is_found_by_nobody(house: House) -> None:
    await house.say("hi")
    store = house.app.store
    async with store.database.write() as tx:
        await store.crews.add(tx, crew(house), "lead")
        await store.crews.join(tx, "1", Stay("c1", "ann", "s", 10))
        await store.invitations.put(tx, "c1", "bob", "asked", 10)
        await store.invitations.put(tx, "c1", "eve", "never", 10)
        await store.crews.close(tx, "c1", 50)
        assert await store.crews.get(tx, "c1") is None
        assert await store.crews.members(tx, "c1") == []
        assert await store.crews.led_by(tx, "lead") == []
        assert await store.invitations.state(tx, "c1", "bob") is None
        assert await store.invitations.state(tx, "c1", "eve") == "never"
        assert await store.crews.sweep(tx, 50) == 0
        assert await store.crews.sweep(tx, 51) == 1


async def test_every_row_that_names_a_person_goes_with_that_person(house: House) -> None:
    await house.say("hi")
    await house.settle()
    person = house.person()
    for table, columns in personal_tables().items():
        for number, column in enumerate(columns):
            async with house.app.store.database.write() as tx:
                if table.name != PersonRow.__tablename__:
                    await tx.execute(
                        insert(table).values(made_up(table, number, column.name, person))
                    )
    assert await naming(house, person) >= len(personal_tables())
    await house.app.eraser.forget(person)
    assert await naming(house, person) == 0


def made_up(table: Table, number: int, column: str, person: str) -> dict[str, Any]:
    """A row of nonsense that names the person in one column."""
    kinds: dict[type, Any] = {Integer: 900 + number, BigInteger: 900, LargeBinary: b"x"}
    kinds[Boolean] = True
    row = {c.name: kinds.get(type(c.type), f"{number}-{table.name}"[:12]) for c in table.columns}
    return {**row, column: person}


async def naming(house: House, person: str) -> int:
    """How many rows name this person, in any column of text whatsoever."""
    found = 0
    async with house.app.store.database.read() as tx:
        for table in Base.metadata.sorted_tables:
            for column in table.columns:
                if column.type.python_type is str:
                    count = select(func.count()).select_from(table).where(column == person)
                    found += (await tx.execute(count)).scalar() or 0
    return found


async def test_of_a_stranger_only_the_question_stays(house: House) -> None:
    """Asked, silent, forgotten after a day; but nobody asks them again tomorrow."""
    await house.say("hi", "bob")
    await house.settle()
    store, bob = house.app.store, house.person("bob")
    async with store.database.write() as tx:
        await store.invitations.put(tx, "c1", bob, "asked", 10)
        await store.people.consent(tx, bob, "checkins", True, 10)
    house.clock.turn(hours=23, minutes=30)
    assert await house.app.retention.sweep_oneoff() == 1
    async with store.database.read() as tx:
        assert await store.people.get(tx, bob) is None
        assert await store.invitations.state(tx, "c1", bob) == "asked"
    assert await naming(house, bob) == 1
    assert not store.vault.has_key(bob)


async def test_silence_is_forgotten_one_day_and_never_is_not(house: House) -> None:
    store = house.app.store
    now = int(house.clock.now().timestamp() * 1000)
    async with store.database.write() as tx:
        await store.invitations.put(tx, "c1", "ann", "asked", now)
        await store.invitations.put(tx, "c1", "bob", "never", now)
    house.clock.turn(days=91)
    await house.app.retention.sweep()
    await asyncio.sleep(0)
    async with store.database.read() as tx:
        assert await store.invitations.state(tx, "c1", "ann") is None
        assert await store.invitations.state(tx, "c1", "bob") == "never"
