"""A district that comes after a registration reads its notice, and is told that it waits."""

from dataclasses import replace
from uuid import UUID

import pytest

from backend import worker
from backend.documents import service as documents
from backend.identity import service as identity
from backend.identity.states import OrganisationKind
from backend.kernel import db
from backend.kernel.auth import Actor, public
from backend.kernel.errors import NotFound
from backend.registry import service as registry
from backend.registry.states import Outcome
from tests import make as base
from tests.conftest import ClientFor
from tests.registry import make

pytestmark = pytest.mark.usefixtures("db")


async def hear(*, since: int = 0) -> int:
    """Let the worker's listeners hear every event after this one; the last of them."""
    rows = await db.fetch("SELECT seq FROM kernel_event WHERE seq > $1 ORDER BY seq", since)
    for row in rows:
        await worker.dispatch({"seq": row["seq"]})
    return int(rows[-1]["seq"]) if rows else since


async def new_district() -> tuple[UUID, Actor, str]:
    """A district as the operator creates it; somebody who verifies there; his link."""
    operator = await base.actor(await base.organisation("operator"), "operator")
    row, _, _ = await identity.create_organisation(
        kind=OrganisationKind.DISTRICT,
        name="后设立的区级部门",
        uscc=None,
        division="310115",
        admin_name="管理员",
        admin_email=f"admin-{base.uscc().lower()}@example.test",
        by=operator,
    )
    admin = await base.actor(row, "admin")
    member, token, _ = await identity.invite(
        email=f"late-{base.uscc().lower()}@example.test",
        name="核验员",
        roles=["verifier"],
        by=admin,
    )
    colleague = await base.actor(row, "verifier")
    return row.id, replace(colleague, user_id=member.id, name=member.name), token


async def test_a_district_is_told_of_what_it_has_to_verify(as_: ClientFor) -> None:
    at = await make.scene()
    pledge = await make.registered(at)

    await hear()

    (message,) = (await as_(at.verifier).get("/notifications")).json()["items"]
    assert message["name"] == "registry.pledge_registered"
    assert message["subject_id"] == str(pledge.id)


async def test_a_later_district_gets_what_waits_once(as_: ClientFor) -> None:
    at = await make.scene()
    waiting, verified = await make.registered(at), await make.registered(at)
    await registry.verify_count(
        verified.id, outcome=Outcome.CONFIRMED, looked_in="notice", by=at.verifier
    )
    seen = await hear()
    _, verifier, token = await new_district()
    joined = await hear(since=seen)
    await identity.take_link(token, password="a long enough password", by=public())

    last = await hear(since=joined)
    await hear(since=seen)

    assert last > joined
    (message,) = (await as_(verifier).get("/notifications?unread=true")).json()["items"]
    assert message["subject_id"] == str(waiting.id)
    for pledge in (waiting, verified):
        assert pledge.notice_document is not None
        await documents.check_readable([pledge.notice_document], by=verifier)
    receipts = await db.fetch_value(
        "SELECT count(*) FROM documents_receipt WHERE reader = $1", verifier.organisation_id
    )
    assert receipts == 2


async def test_what_its_owner_took_back_is_not_given_again() -> None:
    at = await make.scene()
    pledge = await make.registered(at)
    seen = await hear()
    district, verifier, _ = await new_district()
    await hear(since=seen)
    (receipt,) = await db.fetch("SELECT id FROM documents_receipt WHERE reader = $1", district)
    await documents.revoke_receipt(receipt["id"], by=at.desk)

    await registry.share_earlier_notices(district)

    assert pledge.notice_document is not None
    with pytest.raises(NotFound):
        await documents.check_readable([pledge.notice_document], by=verifier)


async def test_a_bank_that_comes_later_gets_nothing() -> None:
    at = await make.scene()
    await make.registered(at)
    bank = await base.organisation("bank")

    assert await registry.share_earlier_notices(bank.id) == 0
