"""Placeholders, versions, checklists: what a firm hands over is what the bank goes on reading."""

import hashlib
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from backend.documents import service as documents
from backend.documents.service import Slot
from backend.documents.states import Kind
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import execute, transaction
from backend.lending.checklist import Per, Requirement, lines
from backend.lending.service import reviewing
from tests import make
from tests.conftest import ClientFor
from tests.documents import make as make_documents
from tests.documents import samples
from tests.lending import scene

ACCOUNTS = Requirement(kind=Kind.ACCOUNTS, per=Per.YEAR, years=1, required=True)


def last_year() -> int:
    (line,) = lines(
        [ACCOUNTS],
        established_on=date(2000, 1, 1),
        right_labels=[],
        on=clock.today(),
    )
    assert line.slot.year is not None
    return line.slot.year


async def place(
    as_: ClientFor, by: Actor, content: bytes, *, kind: Kind = Kind.ACCOUNTS, note: str = ""
) -> dict[str, Any]:
    file = await make_documents.file(by, kind=kind, content=content)
    opened = await as_(by).post("/placeholders", json={"kind": "accounts", "year": last_year()})
    answer = await as_(by).post(
        f"/placeholders/{opened.json()['id']}/versions",
        json={"document_id": str(file.id), "note": note},
    )
    return {"status": answer.status_code, **answer.json()}


async def test_a_new_version_supersedes_and_the_history_says_who_when_why(
    db: None, as_: ClientFor
) -> None:
    handler = await make.actor(await make.organisation("firm"), "handler")
    await place(as_, handler, samples.pdf("v1"), note="初稿")
    placed = await place(as_, handler, samples.pdf("v2"), note="审计后")

    history = (await as_(handler).get(f"/placeholders/{placed['id']}")).json()["versions"]

    assert placed["version"]["n"] == 2
    assert [(each["n"], each["note"]) for each in history] == [(2, "审计后"), (1, "初稿")]
    assert {each["placed_by"] for each in history} == {handler.name}
    listed = (await as_(handler).get("/documents")).json()["items"]
    assert {(f["placed"][0]["n"], f["placed"][0]["newest_n"]) for f in listed} == {(1, 2), (2, 2)}


async def test_a_version_is_of_the_kind_new_and_ones_own(db: None, as_: ClientFor) -> None:
    handler = await make.actor(await make.organisation("firm"), "handler")
    stranger = await make.actor(await make.organisation("firm"), "handler")
    placed = await place(as_, handler, samples.pdf("v1"))
    path = f"/placeholders/{placed['id']}"
    theirs = await make_documents.file(stranger, kind=Kind.ACCOUNTS)

    again = await place(as_, handler, samples.pdf("v1"))
    other = await place(as_, handler, samples.pdf("x"), kind=Kind.LICENCE)
    foreign = await as_(handler).post(f"{path}/versions", json={"document_id": str(theirs.id)})

    assert (again["code"], again["n"]) == ("documents.is_a_version", 1)
    assert (other["code"], other["field"]) == ("documents.kind_unfit", "document_id")
    assert foreign.status_code == 404
    assert (await as_(stranger).get(path)).status_code == 404


async def test_without_the_required_paper_nothing_is_submitted_and_it_is_named(
    db: None, as_: ClientFor
) -> None:
    at = await scene.scene(checklist=(ACCOUNTS,))
    view = await scene.drafted(at)
    body = {"consent": True, "consent_version": view.consent_text.version}
    path = f"/loan-applications/{view.row.id}"

    refused = await as_(at.signatory).post(f"{path}/submission", json=body)
    matches = await as_(at.handler).get(f"/financing-requests/{at.request}/matches")
    empty = await as_(at.handler).get("/placeholders?empty=true")

    assert refused.status_code == 422
    assert refused.json()["code"] == "lending.papers_missing"
    assert refused.json()["missing"] == [
        {"kind": "accounts", "year": last_year(), "subject": "", "state": "missing"}
    ]
    papers = {m["product"]["id"]: m["papers"] for m in matches.json()["items"]}
    assert [p["standing"] for p in papers[str(at.bank.product)]] == ["missing"]
    assert last_year() in {each["year"] for each in empty.json()["items"]}

    await place(as_, at.handler, samples.pdf("accounts"))
    left_out = await as_(at.signatory).post(f"{path}/submission", json={**body, "document_ids": []})
    assert left_out.json()["missing"][0]["state"] == "left_out"
    assert (await as_(at.signatory).post(f"{path}/submission", json=body)).status_code == 200


async def test_the_bank_reads_the_frozen_bytes_after_a_newer_version(
    db: None, as_: ClientFor
) -> None:
    at = await scene.scene(checklist=(ACCOUNTS,))
    first, second = samples.pdf("accounts, first"), samples.pdf("accounts, second")
    await place(as_, at.handler, first)
    view = await scene.submitted(at)
    newer = await place(as_, at.handler, second)
    path = f"/loan-applications/{view.row.id}/checklist"

    (seen,) = (await as_(at.bank.maker).get(path)).json()["items"]
    own = (await as_(at.handler).get(path)).json()["items"][0]["frozen"]
    frozen = seen["frozen"]
    content = await as_(at.bank.maker).get(f"/documents/{frozen['document_id']}/content")

    assert hashlib.sha256(content.content).hexdigest() == frozen["sha256"]
    assert content.content == first
    assert frozen["n"] == 1
    assert frozen["newer"]["n"] == 2
    assert frozen["newer"]["document_id"] is None
    assert own["newer"]["document_id"] == newer["version"]["document_id"]
    hidden = await as_(at.bank.maker).get(f"/documents/{newer['version']['document_id']}/content")
    assert hidden.status_code == 404
    assert (await as_(at.other.maker).get(path)).status_code == 404

    # Asked for, the newer one goes the usual way and stands beside the first.
    await scene.ask(at, (await reviewing.take_in(view.row.id, by=at.bank.maker)).row.id)
    await reviewing.answer_documents(
        view.row.id,
        document_ids=[UUID(newer["version"]["document_id"])],
        note="",
        valuation_id=None,
        by=at.handler,
    )
    after = (await as_(at.bank.maker).get(path)).json()
    assert (after["items"][0]["frozen"]["n"], after["items"][0]["frozen"]["newer"]) == (2, None)
    assert [each["sha256"] for each in after["others"]] == [frozen["sha256"]]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE lending_frozen_document SET sha256 = repeat('0', 64)",
        "DELETE FROM lending_frozen_document",
        "UPDATE documents_version SET n = 7",
        "DELETE FROM documents_placeholder",
    ],
)
async def test_the_database_changes_nothing_that_was_frozen(
    db: None, as_: ClientFor, statement: str
) -> None:
    at = await scene.scene(checklist=(ACCOUNTS,))
    await place(as_, at.handler, samples.pdf("accounts"))
    await scene.submitted(at)

    with pytest.raises(asyncpg.PostgresError):
        async with transaction():
            await execute(statement)


async def test_a_paper_too_old_is_outdated(db: None, as_: ClientFor) -> None:
    extract = Requirement(kind=Kind.REGISTER_EXTRACT, required=True, max_age_days=15)
    at = await scene.scene(checklist=(extract,))
    file = await make_documents.file(at.handler, kind=Kind.REGISTER_EXTRACT)
    spot = await documents.open_placeholder(Slot(kind=Kind.REGISTER_EXTRACT), by=at.handler)
    old = clock.today() - timedelta(days=16)
    await documents.place(spot.id, file_id=file.id, dated_on=old, note="", by=at.handler)
    view = await scene.drafted(at)

    found = (await as_(at.handler).get(f"/loan-applications/{view.row.id}/checklist")).json()

    assert [each["standing"] for each in found["items"]] == ["outdated"]


async def test_a_bank_changes_its_checklist_in_a_new_version_under_four_eyes(
    db: None, as_: ClientFor
) -> None:
    at = await scene.scene(checklist=())
    shelf = f"/loan-products/{at.bank.product}"
    path = f"{shelf}/versions"
    body = {"checklist": [{"kind": "accounts", "per": "year", "required": True}]}

    drafted = await as_(at.bank.colleague).post(path, json=body)
    own = await as_(at.bank.colleague).post(f"{shelf}/publication", json={"n": 2})
    foreign = await as_(at.other.maker).post(path, json=body)
    stranger = await as_(at.other.checker).post(f"{shelf}/publication", json={"n": 2})
    before = (await as_(at.handler).get(f"/loan-products/{at.bank.product}")).json()
    published = await as_(at.bank.checker).post(f"{shelf}/publication", json={"n": 2})
    after = (await as_(at.handler).get(f"/loan-products/{at.bank.product}")).json()
    twice = await as_(at.bank.checker).post(f"{shelf}/publication", json={"n": 2})

    assert drafted.json()["n"] == 2
    assert own.json()["code"] == "lending.product_published_by_its_maker"
    assert (foreign.status_code, stranger.status_code) == (404, 404)
    assert before["checklist"] == []
    assert published.status_code == 200
    assert [each["kind"] for each in after["checklist"]] == ["accounts"]
    assert twice.json()["code"] == "lending.product_version_published"


async def test_a_draft_that_was_overtaken_is_never_published(db: None, as_: ClientFor) -> None:
    at = await scene.scene(checklist=())
    shelf = f"/loan-products/{at.bank.product}"
    path = f"{shelf}/versions"
    for kind in ("accounts", "licence"):
        body = {"checklist": [{"kind": kind, "required": True}]}
        assert (await as_(at.bank.colleague).post(path, json=body)).status_code == 201
    await as_(at.bank.checker).post(f"{shelf}/publication", json={"n": 3})

    late = await as_(at.bank.checker).post(f"{shelf}/publication", json={"n": 2})
    listed = (await as_(at.bank.checker).get(path)).json()

    assert (late.status_code, late.json()["code"]) == (409, "lending.product_version_overtaken")
    assert late.json()["n"] == 3
    assert [(each["n"], each["allowed_actions"]) for each in listed] == [(3, []), (2, []), (1, [])]
    assert listed[1]["published_at"] is None


async def test_a_paper_is_not_dated_ahead(db: None, as_: ClientFor) -> None:
    handler = await make.actor(await make.organisation("firm"), "handler")
    placed = await place(as_, handler, samples.pdf("v1"))
    file = await make_documents.file(handler, kind=Kind.ACCOUNTS)

    refused = await as_(handler).post(
        f"/placeholders/{placed['id']}/versions",
        json={"document_id": str(file.id), "dated_on": "2999-01-01"},
    )

    assert (refused.status_code, refused.json()["code"]) == (422, "documents.dated_ahead")
