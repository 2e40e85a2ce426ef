"""Notes and findings: one's own organisation's alone, on what may be read now, never rewritten."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from asyncpg import CheckViolationError, RestrictViolationError

from backend.documents import service
from backend.documents.states import Purpose
from backend.documents.tables import File
from backend.identity import service as identity
from backend.kernel import db
from backend.kernel.auth import Actor
from tests import make
from tests.conftest import ClientFor
from tests.documents.make import file as deposited

pytestmark = pytest.mark.usefixtures("db")

RECTANGLE = {"x": 0.1, "y": 0.2, "width": 0.5, "height": 0.05}


async def given() -> tuple[Actor, Actor, File, UUID]:
    """A firm's document that a bank's maker may read for an application."""
    firm = await make.actor(await make.organisation(), "signatory", "handler")
    bank = await make.actor(await make.organisation(kind="bank"), "maker")
    file, matter = await deposited(firm), uuid4()
    await service.grant(
        [file.id], to=bank.organisation_id, kind=Purpose.LOAN_APPLICATION, purpose=matter, by=firm
    )
    return firm, bank, file, matter


async def test_a_note_is_seen_by_the_writers_organisation_alone(as_: ClientFor) -> None:
    firm, bank, file, _ = await given()
    colleague = await make.actor(await _organisation(bank), "checker")
    path = f"/documents/{file.id}/notes"

    body = {"page": 2, "rectangle": RECTANGLE, "text": " 权利人与申请人一致 "}
    written = await as_(bank).post(path, json=body)

    assert written.status_code == 201
    assert written.json()["text"] == "权利人与申请人一致"
    assert written.json()["author_name"] == bank.name
    seen = (await as_(colleague).get(path)).json()["items"]
    assert [(each["page"], each["rectangle"]) for each in seen] == [(2, RECTANGLE)]
    assert (await as_(firm).get(path)).json()["items"] == []
    told = await db.fetch_value(
        "SELECT parties FROM kernel_event WHERE name = 'documents.note_written'"
    )
    assert told == [bank.organisation_id]


async def _organisation(actor: Actor) -> Any:
    return await identity.organisation(actor.organisation_id)


async def test_a_withdrawn_note_is_gone_and_stays_on_record(as_: ClientFor) -> None:
    firm, bank, file, _ = await given()
    note = (
        await as_(bank).post(f"/documents/{file.id}/notes", json={"page": 1, "text": "见第一页"})
    ).json()
    assert note["rectangle"] is None
    path = f"/document-notes/{note['id']}/withdrawal"

    assert (await as_(firm).post(path)).status_code == 404
    answers = [(await as_(bank).post(path)).status_code for _ in range(2)]

    assert answers == [204, 204]
    assert (await as_(bank).get(f"/documents/{file.id}/notes")).json()["items"] == []
    assert await db.fetch_value("SELECT withdrawn_by FROM documents_note") == bank.user_id
    for rewriting in ("UPDATE documents_note SET text = 'x'", "DELETE FROM documents_note"):
        with pytest.raises(RestrictViolationError):
            async with db.transaction():
                await db.execute(rewriting)


@pytest.mark.parametrize(
    ("body", "key"),
    [
        ({"page": 0, "text": "a"}, "page"),
        ({"page": 1, "text": "  "}, "text"),
        ({"page": 1, "text": "a" * 1001}, "text"),
        ({"page": 1, "text": "a", "rectangle": RECTANGLE | {"width": 0}}, "rectangle.width"),
        ({"page": 1, "text": "a", "rectangle": RECTANGLE | {"x": 0.9}}, "rectangle"),
    ],
)
async def test_a_note_that_says_nothing_or_lies_beside_the_page_is_refused(
    as_: ClientFor, body: dict[str, Any], key: str
) -> None:
    _, bank, file, _ = await given()

    refused = await as_(bank).post(f"/documents/{file.id}/notes", json=body)

    assert refused.status_code == 400
    assert refused.json()["errors"][0]["key"] == key


async def test_the_newest_finding_counts_and_every_one_is_kept(as_: ClientFor) -> None:
    firm, bank, file, matter = await given()
    path = f"/documents/{file.id}/checks"
    said = [
        {"state": "conforms", "page": 1},
        {"state": "differs", "reason": "缺 2025 年审计报告", "page": 3},
    ]

    answers = [await as_(bank).post(path, json={"purpose_id": str(matter)} | each) for each in said]

    assert [each.status_code for each in answers] == [201, 201]
    now = (await as_(bank).get(f"/document-checks/{matter}")).json()
    assert now["allowed_actions"] == ["check"]
    assert [(e["state"], e["page"], e["earlier"]) for e in now["items"]] == [("differs", 3, 1)]
    assert (await as_(firm).get(f"/document-checks/{matter}")).status_code == 404
    with pytest.raises(RestrictViolationError):
        await db.execute("UPDATE documents_check SET state = 'conforms'")


async def test_a_finding_against_a_document_needs_a_reason(as_: ClientFor) -> None:
    _, bank, file, matter = await given()

    for state in ("differs", "not_applicable"):
        body = {"purpose_id": str(matter), "state": state, "reason": "  "}
        refused = await as_(bank).post(f"/documents/{file.id}/checks", json=body)
        assert refused.status_code == 400
        assert refused.json()["errors"][0]["key"] == "reason"
    with pytest.raises(CheckViolationError):
        await db.execute(
            "INSERT INTO documents_check (id, purpose, file, organisation, state, reason, member, "
            "member_name, checked_at) VALUES ($1, $2, $3, $4, 'differs', ' ', $1, 'x', now())",
            uuid4(),
            matter,
            file.id,
            bank.organisation_id,
        )


async def test_who_decides_does_not_state_what_was_found(as_: ClientFor) -> None:
    _, bank, file, matter = await given()
    checker = await make.actor(await _organisation(bank), "checker")

    body = {"purpose_id": str(matter), "state": "conforms"}
    refused = await as_(checker).post(f"/documents/{file.id}/checks", json=body)

    assert refused.status_code == 403
    assert (await as_(checker).get(f"/document-checks/{matter}")).json()["allowed_actions"] == []


async def test_a_document_of_another_matter_cannot_be_checked_for_this_one(as_: ClientFor) -> None:
    _, bank, file, _ = await given()
    _, _, _, foreign = await given()

    for matter in (foreign, uuid4()):
        body = {"purpose_id": str(matter), "state": "conforms"}
        assert (await as_(bank).post(f"/documents/{file.id}/checks", json=body)).status_code == 404


async def test_with_the_consent_notes_and_findings_end(as_: ClientFor) -> None:
    firm, bank, file, matter = await given()
    notes, checks = f"/documents/{file.id}/notes", f"/documents/{file.id}/checks"
    note = (await as_(bank).post(notes, json={"page": 1, "text": "a"})).json()
    detail = (await as_(bank).get(f"/documents/{file.id}")).json()
    assert detail["may_download"]
    [receipt] = (await as_(firm).get("/consent-receipts")).json()["items"]

    await as_(firm).post(f"/consent-receipts/{receipt['id']}/revocation")

    assert (await as_(bank).get(notes)).status_code == 404
    assert (await as_(bank).post(notes, json={"page": 1, "text": "b"})).status_code == 404
    withdrawal = await as_(bank).post(f"/document-notes/{note['id']}/withdrawal")
    assert withdrawal.status_code == 404
    body = {"purpose_id": str(matter), "state": "conforms"}
    assert (await as_(bank).post(checks, json=body)).status_code == 404
