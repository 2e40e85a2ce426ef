"""Withdrawing a file: never while somebody reads it, and never by somebody else."""

from uuid import uuid4

import pytest
from asyncpg import CheckViolationError, RestrictViolationError

from backend.documents import service
from backend.documents.states import Kind, Purpose
from backend.kernel import db
from backend.kernel.errors import NotFound
from tests import make
from tests.conftest import ClientFor
from tests.documents import samples
from tests.documents.make import file as deposited

pytestmark = pytest.mark.usefixtures("db")


async def test_a_withdrawn_file_stays_on_record_and_leaves_the_list(as_: ClientFor) -> None:
    handler = await make.actor(await make.organisation(), "handler")
    file = await deposited(handler)
    client = as_(handler)

    response = await client.post(f"/documents/{file.id}/withdrawal")

    assert response.status_code == 200
    assert response.json()["withdrawn_at"] is not None
    assert response.json()["allowed_actions"] == []
    assert (await client.get("/documents")).json()["items"] == []
    kept = (await client.get("/documents?withdrawn=true")).json()["items"]
    assert [item["id"] for item in kept] == [str(file.id)]
    assert (await client.get(f"/documents/{file.id}/content")).status_code == 200


async def test_a_file_that_is_being_read_cannot_be_withdrawn(as_: ClientFor) -> None:
    handler = await make.actor(await make.organisation(), "handler")
    bank, purpose = await make.organisation(kind="bank"), uuid4()
    file = await deposited(handler)
    await service.grant([file.id], to=bank.id, kind=Purpose.OTHER, purpose=purpose, by=handler)

    refused = await as_(handler).post(f"/documents/{file.id}/withdrawal")
    await service.end_grants(purpose)
    taken = await as_(handler).post(f"/documents/{file.id}/withdrawal")
    again = await as_(handler).post(f"/documents/{file.id}/withdrawal")

    assert refused.status_code == 409
    assert refused.json()["code"] == "documents.in_use"
    assert taken.status_code == 200
    assert again.json()["code"] == "documents.withdrawn"


async def test_a_withdrawn_file_is_granted_to_nobody() -> None:
    handler = await make.actor(await make.organisation(), "handler")
    file = await deposited(handler)
    await service.withdraw(file.id, by=handler)

    with pytest.raises(NotFound):
        await service.grant([file.id], to=uuid4(), kind=Purpose.OTHER, purpose=uuid4(), by=handler)


async def test_the_same_bytes_may_come_again_after_a_withdrawal() -> None:
    handler = await make.actor(await make.organisation(), "handler")
    first = await deposited(handler, content=samples.PDF)
    await service.withdraw(first.id, by=handler)

    second = await deposited(handler, content=samples.PDF)

    assert second.id != first.id
    used, _ = await service.usage(by=handler)
    assert used == len(samples.PDF)


async def test_a_stranger_withdraws_nothing(as_: ClientFor) -> None:
    handler = await make.actor(await make.organisation(), "handler")
    bank = await make.actor(await make.organisation(kind="bank"), "maker")
    file = await deposited(handler)
    await service.grant(
        [file.id], to=bank.organisation_id, kind=Purpose.OTHER, purpose=uuid4(), by=handler
    )

    response = await as_(bank).post(f"/documents/{file.id}/withdrawal")

    assert response.status_code == 404


async def test_the_database_keeps_owner_and_content_of_a_file() -> None:
    file = await deposited(await make.actor(await make.organisation(), "handler"))

    for statement in (
        "UPDATE documents_file SET sha256 = repeat('0', 64) WHERE id = $1",
        "UPDATE documents_file SET kind = 'other' WHERE id = $1",
        "DELETE FROM documents_file WHERE id = $1",
    ):
        with pytest.raises(RestrictViolationError):
            async with db.transaction():
                await db.execute(statement, file.id)


async def test_the_database_knows_the_same_kinds_as_the_code() -> None:
    rule = await db.fetch_value(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE conname = 'documents_file_kind_is_known'"
    )

    assert {kind for kind in Kind if f"'{kind}'" in rule} == set(Kind)
    assert rule.count("::character varying") == len(Kind)


async def test_the_database_refuses_an_empty_file() -> None:
    handler = await make.actor(await make.organisation(), "handler")
    file = await deposited(handler)

    with pytest.raises(CheckViolationError):
        async with db.transaction():
            await db.execute(
                "INSERT INTO documents_file (id, created_at, organisation, kind, name, "
                "media_type, size, sha256, object_key, rule_version, sealed, deposited_at, "
                "deposited_by) SELECT gen_random_uuid(), now(), organisation, kind, name, "
                "media_type, 0, repeat('1', 64), object_key, rule_version, true, deposited_at, "
                "deposited_by FROM documents_file WHERE id = $1",
                file.id,
            )
