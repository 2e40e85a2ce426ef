"""The register: gapless, append-only, and enough to rebuild every pledge from."""

import contextlib
from datetime import timedelta

import asyncpg
import pytest

from backend.kernel import clock, db
from backend.registry import service
from backend.registry.projection import PledgeRecord
from backend.registry.states import Outcome
from tests.registry import make

pytestmark = pytest.mark.usefixtures("db")


async def a_busy_register() -> None:
    """Pledges that went every way there is."""
    await make.drafted(await make.scene())
    at = await make.scene()
    ready = await make.signed(at)
    await service.reopen(ready.id, reason="terms change", by=at.desk)
    await service.set_terms(ready.id, {"loan_reference": "JK-9"}, by=at.desk)
    at = await make.scene()
    await service.withdraw((await make.filed(at)).id, by=at.signatory)
    at = await make.scene()
    defect = await make.filed(at)
    await service.note_defect(defect.id, text="缺页", cure_by=clock.today(), by=at.desk)
    await service.cure(defect.id, by=at.desk)
    await service.refuse(defect.id, reason="不予登记", grounds=[2], by=at.desk)
    at = await make.scene()
    counted = await make.counted(at)
    await service.verify(counted.id, outcome=Outcome.MISMATCH, reason="typo", by=at.checker)
    await service.register(
        counted.id, number=make.number(), registered_on=clock.today(), reason="typo", by=at.desk
    )
    await service.file_change(
        counted.id,
        {"secured_fen": 7},
        changed_on=clock.today(),
        document_id=await make.scan(at.desk),
        by=at.desk,
    )
    await service.decide_change(counted.id, approved=True, by=at.desk)
    await service.file_cancellation(counted.id, ground="paid", undertaking=True, by=at.desk)
    await service.decide_cancellation(counted.id, approved=True, by=at.desk)
    await service.revoke(counted.id, reason="无效", ground=2, by=at.desk)
    outside = await service.record_made_elsewhere(make.elsewhere(), by=at.officer)
    await make.confirm(at, outside)
    await service.record_made_elsewhere(
        make.elsewhere(registered_on=clock.today() - timedelta(days=9), cancelled_on=clock.today()),
        by=at.officer,
    )


async def test_every_pledge_is_rebuilt_from_its_events() -> None:
    await a_busy_register()

    ids = await service.pledge_ids()

    assert len(ids) == 7
    for pledge_id in ids:
        rebuilt: PledgeRecord = await service.rebuild(pledge_id)
        assert rebuilt == await service.stored(pledge_id)


async def test_the_sequence_has_no_gaps() -> None:
    await a_busy_register()

    rows = await db.fetch("SELECT sequence FROM registry_event ORDER BY sequence")

    assert [row["sequence"] for row in rows] == list(range(1, len(rows) + 1))


async def test_what_is_undone_leaves_no_gap() -> None:
    at = await make.scene()
    pledge = await make.drafted(at)
    before = await db.fetch_value("SELECT last FROM registry_counter WHERE register = 'patent'")

    with contextlib.suppress(ZeroDivisionError):
        async with db.transaction():
            await service.set_terms(pledge.id, {"scope": "x"}, by=at.desk)
            raise ZeroDivisionError
    await service.set_terms(pledge.id, {"scope": "y"}, by=at.desk)

    last = await db.fetch_value("SELECT max(sequence) FROM registry_event")
    assert last == before + 1


REWRITES = (
    "UPDATE registry_event SET action = 'register'",
    "DELETE FROM registry_event",
    "TRUNCATE registry_event",
    "UPDATE registry_count_entry SET amount_fen = 1",
    "DELETE FROM registry_count_entry",
    "UPDATE registry_recording SET secured_fen = 1",
    "UPDATE registry_verification SET outcome = 'confirmed'",
    "DELETE FROM registry_signature",
    "UPDATE registry_counter SET last = last + 1",
    "UPDATE registry_counter SET last = 0",
    "DELETE FROM registry_counter",
    "DELETE FROM registry_pledge",
    "UPDATE registry_counting_rule SET words = 'other'",
    "DELETE FROM registry_counting_rule",
)


async def test_the_database_refuses_to_rewrite_the_register() -> None:
    await make.counted(await make.scene())
    with clock.at(clock.now().replace(year=2024, month=3, day=5)):
        await make.counted(await make.scene())
    passed = []

    for statement in REWRITES:
        with contextlib.suppress(asyncpg.PostgresError):
            async with db.transaction():
                await db.execute(statement)
                passed.append(statement)

    assert passed == []


async def test_a_stated_sequence_number_is_overruled() -> None:
    await make.drafted(await make.scene())
    last = await db.fetch_value("SELECT max(sequence) FROM registry_event")

    await db.execute(
        "INSERT INTO registry_event (id, register, sequence, pledge, action, occurred_at, changes,"
        " facts, actor_id, actor_name, organisation_id, organisation_name) SELECT "
        "gen_random_uuid(), register, 999, pledge, action, occurred_at, changes, facts, actor_id, "
        "actor_name, organisation_id, organisation_name FROM registry_event LIMIT 1"
    )

    assert await db.fetch_value("SELECT max(sequence) FROM registry_event") == last + 1


async def test_every_change_of_state_is_told_once_with_the_application() -> None:
    at = await make.scene()
    pledge = await make.counted(at)

    rows = await db.fetch(
        "SELECT name, payload, parties, before, after FROM kernel_event "
        "WHERE subject = 'pledge' AND subject_id = $1 ORDER BY seq",
        pledge.id,
    )

    names = [row["name"].removeprefix("registry.pledge_") for row in rows]
    assert names[0] == "drafted"
    assert names[-5:] == ["signed", "signed", "filed", "registered", "counted"]
    assert all(
        db.loads(row["payload"])["application_id"] == str(pledge.application_id) for row in rows
    )
    assert all(set(row["parties"]) == {at.firm.id, at.bank.id} for row in rows)
