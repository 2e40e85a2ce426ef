"""Consent receipts: what is given by hand, what takes it back, and the log of what was served."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from asyncpg import CheckViolationError, RestrictViolationError

from backend.documents import service
from backend.documents.states import Purpose
from backend.documents.tables import File
from backend.kernel import clock, db
from backend.kernel.auth import Actor
from backend.kernel.errors import NotFound
from tests import make
from tests.conftest import ClientFor
from tests.documents import samples
from tests.documents.make import file as deposited

pytestmark = pytest.mark.usefixtures("db")


async def sides() -> tuple[Actor, Actor]:
    """A firm's signatory and a bank's maker, both of verified organisations."""
    firm = await make.actor(await make.organisation(), "signatory", "handler")
    bank = await make.actor(await make.organisation(kind="bank"), "maker")
    return firm, bank


def consent(to: UUID, **other: Any) -> dict[str, Any]:
    until = (clock.today() + timedelta(days=30)).isoformat()
    body = {"to": str(to), "purpose": "due_diligence", "until": until, "download": True}
    return body | other


async def test_a_consent_is_a_numbered_receipt_of_named_documents(as_: ClientFor) -> None:
    firm, bank = await sides()
    first, second = await deposited(firm), await deposited(firm)
    body = consent(
        bank.organisation_id, note="贷前调查", more_document_ids=[str(second.id), str(first.id)]
    )

    given = await as_(firm).post(f"/documents/{first.id}/grants", json=body)

    assert given.status_code == 201
    receipt = given.json()
    assert receipt["number"].startswith(f"CR-{clock.today().year}-")
    assert (receipt["owner_name"], receipt["reader_name"]) == (
        firm.organisation_name,
        bank.organisation_name,
    )
    assert {each["document_id"] for each in receipt["documents"]} == {
        str(first.id),
        str(second.id),
    }
    assert receipt["live"]
    assert receipt["allowed_actions"] == ["revoke"]
    to_reader = (await as_(bank).get("/consent-receipts?given=false")).json()
    assert [each["number"] for each in to_reader["items"]] == [receipt["number"]]
    assert to_reader["items"][0]["allowed_actions"] == []
    assert (await as_(bank).get(f"/documents/{second.id}/content")).content


async def test_the_same_consent_again_is_the_receipt_in_force(as_: ClientFor) -> None:
    firm, bank = await sides()
    first, second = await deposited(firm), await deposited(firm)
    body = consent(bank.organisation_id)

    async def give(file: File, **other: Any) -> dict[str, Any]:
        answer = await as_(firm).post(f"/documents/{file.id}/grants", json=body | other)
        assert answer.status_code == 201
        return dict(answer.json())

    receipt = await give(first)
    sooner = (clock.today() + timedelta(days=3)).isoformat()

    for same in ({}, {"until": sooner}, {"download": False}):
        assert (await give(first, **same))["number"] == receipt["number"]
    later = (clock.today() + timedelta(days=60)).isoformat()
    others = [
        await give(first, until=later),
        await give(first, purpose="audit"),
        await give(first, note="另一事项"),
    ]
    both = await give(second, more_document_ids=[str(first.id)])
    assert [each["document_id"] for each in both["documents"]] == [str(second.id)]
    numbers = {receipt["number"], both["number"], *(each["number"] for each in others)}
    assert len(numbers) == 5

    await as_(firm).post(f"/consent-receipts/{others[0]['id']}/revocation")
    await as_(firm).post(f"/consent-receipts/{receipt['id']}/revocation")
    assert (await give(first))["number"] not in numbers


async def test_revoking_ends_every_next_read_on_every_route(as_: ClientFor) -> None:
    firm, bank = await sides()
    file = await deposited(firm)
    receipt = (
        await as_(firm).post(f"/documents/{file.id}/grants", json=consent(bank.organisation_id))
    ).json()
    routes = [f"/documents/{file.id}{end}" for end in ("", "/content", "/preview")]
    assert [(await as_(bank).get(route)).status_code for route in routes] == [200, 200, 200]

    revoked = await as_(firm).post(f"/consent-receipts/{receipt['id']}/revocation")
    again = await as_(firm).post(f"/consent-receipts/{receipt['id']}/revocation")

    assert revoked.status_code == again.status_code == 200
    assert not revoked.json()["live"]
    assert revoked.json()["documents"][0]["revoked"]
    assert [(await as_(bank).get(route)).status_code for route in routes] == [404, 404, 404]
    with pytest.raises(NotFound):
        await service.check_readable([file.id], by=bank)
    events = await db.fetch("SELECT 1 FROM kernel_event WHERE name = 'documents.access_revoked'")
    assert len(events) == 1


async def test_after_revoking_neither_a_cache_nor_a_range_is_answered(as_: ClientFor) -> None:
    """What a browser that read it before would ask: is it still the same, and the part I lack."""
    firm, bank = await sides()
    file = await deposited(firm)
    receipt = (
        await as_(firm).post(f"/documents/{file.id}/grants", json=consent(bank.organisation_id))
    ).json()
    tag = f'"{file.sha256}"'
    asked = [
        (f"/documents/{file.id}{end}", headers)
        for end in ("/content", "/preview")
        for headers in (
            {"If-None-Match": tag},
            {"Range": "bytes=0-9"},
            {"Range": "bytes=0-9", "If-Range": tag},
            {"Range": "bytes=999999-"},
        )
    ]
    before = [(await as_(bank).get(path, headers=headers)) for path, headers in asked]
    await as_(firm).post(f"/consent-receipts/{receipt['id']}/revocation")

    after = [(await as_(bank).get(path, headers=headers)) for path, headers in asked]

    assert [each.status_code for each in before] == [304, 206, 206, 416] * 2
    assert [(each.status_code, each.json()["code"]) for each in after] == [(404, "not_found")] * 8
    assert not {"etag", "content-range", "content-disposition"} & {
        name for each in after for name in each.headers
    }


async def test_only_the_owners_browser_may_keep_a_copy(as_: ClientFor) -> None:
    """Else what is read again from a cache would be on nobody's record."""
    firm, bank = await sides()
    file = await deposited(firm)
    await as_(firm).post(f"/documents/{file.id}/grants", json=consent(bank.organisation_id))

    kept = [
        [
            (await as_(who).get(f"/documents/{file.id}/{use}")).headers["cache-control"]
            for use in ("content", "preview")
        ]
        for who in (firm, bank)
    ]

    assert kept == [["private, no-cache"] * 2, ["no-store"] * 2]


@pytest.mark.parametrize(
    ("kind", "role"),
    [("bank", "maker"), ("firm", "signatory"), ("district", "official"), ("operator", "operator")],
)
async def test_a_consent_lets_nobody_else_in(as_: ClientFor, kind: str, role: str) -> None:
    """Nor does it let whoever reads give it on, take it back or look into the log."""
    firm, bank = await sides()
    file = await deposited(firm)
    receipt = (
        await as_(firm).post(f"/documents/{file.id}/grants", json=consent(bank.organisation_id))
    ).json()
    third = await make.actor(await make.organisation(kind=kind), role)
    fourth = consent((await make.organisation(kind="bank")).id)
    grant = receipt["documents"][0]["grant_id"]

    async def answers(who: Actor) -> list[int]:
        client, at = as_(who), f"/documents/{file.id}"
        return [
            (await client.get(at)).status_code,
            (await client.get(f"{at}/content")).status_code,
            (await client.get(f"{at}/preview", headers={"Range": "bytes=0-9"})).status_code,
            (await client.get(f"{at}/notes")).status_code,
            (await client.get(f"{at}/reads")).status_code,
            (await client.get(f"/consent-receipts/{receipt['id']}")).status_code,
            (await client.delete(f"/grants/{grant}")).status_code,
            (await client.post(f"/consent-receipts/{receipt['id']}/revocation")).status_code,
            (await client.post(f"{at}/grants", json=fourth)).status_code,
        ]

    assert set(await answers(third)) <= {403, 404}
    reader = await answers(bank)
    assert reader[:4] == [200, 200, 206, 200]
    assert reader[4] == 404
    assert set(reader[6:]) <= {403, 404}
    assert (await as_(bank).get(f"/documents/{file.id}/content")).status_code == 200


async def test_one_document_of_a_receipt_can_be_taken_back(as_: ClientFor) -> None:
    firm, bank = await sides()
    first, second = await deposited(firm), await deposited(firm)
    receipt = (
        await as_(firm).post(
            f"/documents/{first.id}/grants",
            json=consent(bank.organisation_id, more_document_ids=[str(second.id)]),
        )
    ).json()
    grant = next(d["grant_id"] for d in receipt["documents"] if d["document_id"] == str(first.id))

    stranger = await as_(bank).delete(f"/grants/{grant}")
    left = await as_(firm).delete(f"/grants/{grant}")

    assert stranger.status_code == 404
    assert left.status_code == 200
    assert left.json()["live"]
    assert (await as_(bank).get(f"/documents/{first.id}/content")).status_code == 404
    assert (await as_(bank).get(f"/documents/{second.id}/content")).status_code == 200


async def test_what_a_matter_granted_can_be_revoked_too(as_: ClientFor) -> None:
    firm, bank = await sides()
    file, matter = await deposited(firm), uuid4()
    await service.grant(
        [file.id], to=bank.organisation_id, kind=Purpose.LOAN_APPLICATION, purpose=matter, by=firm
    )
    (receipt,) = (await as_(firm).get(f"/consent-receipts?purpose={matter}")).json()["items"]

    await as_(firm).post(f"/consent-receipts/{receipt['id']}/revocation")

    assert receipt["purpose_kind"] == "loan_application"
    assert (await as_(bank).get(f"/documents/{file.id}/content")).status_code == 404


async def test_looking_is_not_taking_a_copy(as_: ClientFor) -> None:
    firm, bank = await sides()
    file = await deposited(firm)
    await as_(firm).post(
        f"/documents/{file.id}/grants", json=consent(bank.organisation_id, download=False)
    )

    looked = await as_(bank).get(f"/documents/{file.id}/preview")
    taken = await as_(bank).get(f"/documents/{file.id}/content")

    assert looked.status_code == 200
    assert taken.status_code == 403
    assert taken.json()["code"] == "documents.download_not_granted"


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"purpose": "pledge"}, 400, "invalid_request"),
        ({"until": "2020-01-01"}, 400, "invalid_request"),
        ({"until": "2099-01-01"}, 400, "invalid_request"),
        ({"to": str(uuid4())}, 422, "documents.reader_unknown"),
        ({"more_document_ids": [str(uuid4())]}, 404, "not_found"),
    ],
)
async def test_a_consent_that_cannot_stand_is_refused(
    as_: ClientFor, changed: dict[str, Any], status: int, code: str
) -> None:
    firm, bank = await sides()
    file = await deposited(firm)

    refused = await as_(firm).post(
        f"/documents/{file.id}/grants", json=consent(bank.organisation_id) | changed
    )

    assert (refused.status_code, refused.json()["code"]) == (status, code)
    assert await db.fetch("SELECT 1 FROM documents_receipt") == []


async def test_nobody_needs_a_consent_of_his_own(as_: ClientFor) -> None:
    firm, _ = await sides()
    file = await deposited(firm)

    refused = await as_(firm).post(
        f"/documents/{file.id}/grants", json=consent(firm.organisation_id)
    )

    assert refused.json()["code"] == "documents.grant_to_oneself"


async def test_the_log_of_reads_equals_the_reads_that_were_served(as_: ClientFor) -> None:
    firm, bank = await sides()
    file = await deposited(firm)
    await as_(firm).post(f"/documents/{file.id}/grants", json=consent(bank.organisation_id))
    tag = f'"{file.sha256}"'
    asked: list[tuple[str, dict[str, str], int, tuple[int, int] | None]] = [
        ("content", {}, 200, (0, file.size - 1)),
        ("preview", {"Range": "bytes=0-9"}, 206, (0, 9)),
        ("preview", {"Range": "bytes=-5"}, 206, (file.size - 5, file.size - 1)),
        ("content", {"Range": "bytes=20-"}, 206, (20, file.size - 1)),
        ("content", {"Range": "bytes=0-9", "If-Range": '"other"'}, 200, (0, file.size - 1)),
        ("content", {"Range": "bytes=9-2"}, 200, (0, file.size - 1)),
        ("content", {"Range": "bytes=999999-"}, 416, None),
        ("content", {"If-None-Match": tag}, 304, None),
    ]
    served = []

    for use, headers, status, part in asked:
        response = await as_(bank).get(f"/documents/{file.id}/{use}", headers=headers)
        assert response.status_code == status, (use, headers)
        if part is not None:
            assert len(response.content) == part[1] - part[0] + 1
            served.append((*part, "download" if use == "content" else use))
    await as_(None).get(f"/documents/{file.id}/content")

    log = (await as_(firm).get(f"/documents/{file.id}/reads")).json()
    told = [(each["first_byte"], each["last_byte"], each["use"]) for each in log["items"]]
    assert told == served[::-1]
    assert {each["reader_name"] for each in log["items"]} == {bank.organisation_name}
    assert {each["sha256"] for each in log["items"]} == {file.sha256}
    assert (await as_(bank).get(f"/documents/{file.id}/reads")).status_code == 404


async def test_a_part_is_the_slice_of_the_whole(as_: ClientFor) -> None:
    firm, _ = await sides()
    content = samples.PDF.replace(b"1 0 obj", b"%" + b"0123456789" * 70_000 + b"\n1 0 obj")
    file = await deposited(firm, content=content)

    for first, last in [(0, 0), (5, 262_143), (262_144, 262_144), (300_000, len(content) - 1)]:
        response = await as_(firm).get(
            f"/documents/{file.id}/content", headers={"Range": f"bytes={first}-{last}"}
        )
        assert response.status_code == 206
        assert response.headers["content-range"] == f"bytes {first}-{last}/{len(content)}"
        assert response.content == content[first : last + 1]


async def test_the_owner_tells_his_own_reads_from_those_of_others(as_: ClientFor) -> None:
    firm, bank = await sides()
    file = await deposited(firm)
    await as_(firm).post(f"/documents/{file.id}/grants", json=consent(bank.organisation_id))
    for reader in (firm, bank):
        await as_(reader).get(f"/documents/{file.id}/content")

    every = (await as_(firm).get("/read-log")).json()
    others = (await as_(firm).get("/read-log?others=true")).json()

    assert every["total"] == 2
    assert [each["reader_name"] for each in others["items"]] == [bank.organisation_name]
    assert others["items"][0]["receipt_number"].startswith("CR-")
    assert (await as_(bank).get("/read-log")).json()["total"] == 0


async def test_the_database_keeps_receipts_and_reads_as_they_are(as_: ClientFor) -> None:
    firm, bank = await sides()
    file = await deposited(firm)
    await as_(firm).post(f"/documents/{file.id}/grants", json=consent(bank.organisation_id))
    await as_(bank).get(f"/documents/{file.id}/content")

    for statement in (
        "UPDATE documents_receipt SET note = 'x'",
        "DELETE FROM documents_receipt",
        "UPDATE documents_read SET use = 'preview'",
        "DELETE FROM documents_read",
    ):
        with pytest.raises(RestrictViolationError):
            async with db.transaction():
                await db.execute(statement)
    with pytest.raises(CheckViolationError):
        async with db.transaction():
            await _read_without_grant(file, bank)


async def _read_without_grant(file: File, reader: Actor) -> None:
    await db.execute(
        "INSERT INTO documents_read (id, file, owner, reader, member, member_name, use, "
        "first_byte, last_byte, read_at, address, request_id) "
        "VALUES ($1, $2, $3, $4, $5, '', 'preview', 0, 1, now(), '', '')",
        uuid4(),
        file.id,
        file.organisation,
        reader.organisation_id,
        reader.user_id,
    )
