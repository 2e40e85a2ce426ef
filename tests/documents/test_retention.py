"""Evidence of verified firms is kept for years; papers of persons never are."""

from datetime import timedelta
from uuid import uuid4

import pytest
from asyncpg import CheckViolationError, RestrictViolationError

from backend.documents import service, subscribers
from backend.documents.states import Kind, Purpose
from backend.documents.tables import File
from backend.kernel import clock, db
from backend.kernel.events import COLUMNS, as_event_row
from tests import make
from tests.conftest import ClientFor
from tests.documents.make import file as deposited

pytestmark = pytest.mark.usefixtures("db")


async def test_evidence_is_retained_once_its_owner_is_verified(as_: ClientFor) -> None:
    firm = await make.organisation(verified=False)
    owner = await make.actor(firm, "handler")
    file = await deposited(owner, kind=Kind.VALUATION_REPORT)
    await deposited(owner, kind=Kind.IDENTITY_PROOF)
    await deposited(owner, kind=Kind.OTHER)

    assert await service.retain_evidence() == 0
    await db.execute("UPDATE identity_organisation SET verified_at = now() WHERE id = $1", firm.id)
    assert await service.retain_evidence() == 1
    assert await service.retain_evidence() == 0

    shown = (await as_(owner).get(f"/documents/{file.id}")).json()["file"]
    due = make.years_after(file.deposited_at, 5)
    assert shown["retained_until"].startswith(f"{due:%Y-%m-%d}")
    # The embedded store cannot lock: it is said, and no error.
    assert shown["retention_locked"] is False
    kept = await db.fetch("SELECT kind FROM documents_file WHERE retained_until IS NOT NULL")
    assert [row["kind"] for row in kept] == ["valuation_report"]


async def test_the_rule_of_the_day_of_deposit_decides() -> None:
    owner = await make.actor(await make.organisation(), "handler")
    file = await deposited(owner, kind=Kind.ACCOUNTS)
    await db.execute(
        "INSERT INTO documents_retention_rule (id, kind, from_on, years) "
        "VALUES ($1, 'accounts', $2, 10), ($3, 'accounts', $4, 1)",
        uuid4(),
        clock.today(),
        uuid4(),
        clock.today() + timedelta(days=1),
    )

    await service.retain_evidence()

    kept = await File.objects().get(File.id == file.id)
    assert kept is not None
    assert kept.retained_until.year == file.deposited_at.year + 10


async def test_closing_a_pledge_extends_it_and_nothing_shortens_it() -> None:
    owner = await make.actor(await make.organisation(), "handler")
    bank, pledge = await make.organisation("bank"), uuid4()
    file, other = [await deposited(owner, kind=Kind.CONTRACT) for _ in range(2)]
    await service.grant([file.id], to=bank.id, kind=Purpose.PLEDGE, purpose=pledge, by=owner)
    await service.retain_evidence()
    closed = clock.now() + timedelta(days=700)
    row = await db.fetch_one("SELECT * FROM kernel_event LIMIT 1")
    assert row is not None
    names = COLUMNS.split(", ")
    event = as_event_row(
        {name: row[name] for name in names} | {"subject_id": pledge, "occurred_at": closed}
    )

    for _ in range(2):
        await subscribers.extend_retention(event)

    until = {
        each["id"]: each["retained_until"]
        for each in await db.fetch("SELECT id, retained_until FROM documents_file")
    }
    assert until[file.id] == make.years_after(closed, 5)
    assert until[other.id] < until[file.id]
    with pytest.raises(RestrictViolationError, match="never shortened"):
        await db.execute("UPDATE documents_file SET retained_until = NULL WHERE id = $1", file.id)


async def test_the_database_refuses_to_retain_papers_of_persons() -> None:
    owner = await make.actor(await make.organisation(), "handler")
    file = await deposited(owner, kind=Kind.IDENTITY_PROOF)

    with pytest.raises(CheckViolationError, match="papers_of_persons"):
        await db.execute(
            "UPDATE documents_file SET retained_until = now(), retention_locked = true "
            "WHERE id = $1",
            file.id,
        )
