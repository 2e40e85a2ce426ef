"""A paper is ordered with a decision, made once by the worker, and then stays as it is."""

import asyncio
import contextlib
import hashlib
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import asyncpg
import pytest

from backend.documents import service as documents
from backend.documents.rules import PaperStays
from backend.kernel import clock
from backend.kernel.db import execute, fetch_one, fetch_value, transaction
from backend.kernel.errors import NotFound
from backend.kernel.seal import known_roots
from backend.papers import service
from backend.papers.service import Order
from backend.papers.states import Paper, State, Subject
from contracts import catalogue
from contracts.blanks import Patent
from contracts.signing import Reason, verify
from tests import make as people
from tests.conftest import ClientFor
from tests.contracts.make import EXAMPLES
from tests.papers import make


class Undone(Exception):
    """Leaves a transaction without a trace."""


async def _read(content: AsyncIterator[bytes]) -> bytes:
    return b"".join([piece async for piece in content])


@pytest.mark.parametrize("paper", list(Paper))
async def test_the_worker_seals_every_kind_and_both_sides_read_the_same_bytes(
    db: None, paper: Paper
) -> None:
    scene = await make.scene()

    paper_id = await make.issued(scene, paper)

    view = await service.paper(paper_id, by=scene.firm)
    assert view.row["state"] == State.ISSUED
    _, content = await documents.open_content(view.row["file"], by=scene.firm)
    pdf = await _read(content)
    assert hashlib.sha256(pdf).hexdigest() == view.row["sha256"]
    verdict = await asyncio.to_thread(verify, pdf, known_roots())
    assert verdict.reason is Reason.GENUINE
    _, content = await documents.open_content(view.row["file"], by=scene.bank)
    assert await _read(content) == pdf


async def test_it_says_nothing_before_the_worker_has_made_it(db: None, as_: ClientFor) -> None:
    scene = await make.scene()
    paper_id = await make.order(scene)

    answer = await as_(scene.firm).get(f"/papers/{paper_id}")

    said = answer.json()
    assert (said["state"], said["document_id"], said["sha256"]) == ("queued", None, None)
    assert said["allowed_actions"] == []
    assert (await as_(None).get(f"/public/papers/{said['number']}")).status_code == 404


async def test_the_job_that_runs_twice_changes_nothing(db: None) -> None:
    scene = await make.scene()
    paper_id = await make.issued(scene)
    before = await fetch_one("SELECT * FROM papers_paper WHERE id = $1", paper_id)
    events = await fetch_value("SELECT count(*) FROM kernel_event")

    await service.render(paper_id)

    assert await fetch_one("SELECT * FROM papers_paper WHERE id = $1", paper_id) == before
    assert await fetch_value("SELECT count(*) FROM kernel_event") == events


async def test_two_workers_make_one_paper(committed: str) -> None:
    scene = await make.scene()
    paper_id = await make.order(scene)

    await asyncio.gather(service.render(paper_id), service.render(paper_id))

    assert await fetch_value("SELECT count(*) FROM documents_file WHERE kind = 'paper'") == 1
    issued = "SELECT count(*) FROM kernel_event WHERE name = 'papers.paper_issued'"
    assert await fetch_value(issued) == 1


async def test_what_the_transaction_undoes_was_never_ordered(committed: str) -> None:
    scene = await make.scene()

    with contextlib.suppress(Undone):
        async with transaction():
            await make.order(scene)
            raise Undone

    assert await fetch_value("SELECT count(*) FROM papers_paper") == 0
    jobs = "SELECT count(*) FROM pgqueuer WHERE entrypoint = 'papers.render'"
    assert await fetch_value(jobs) == 0


async def test_a_paper_cannot_be_ordered_by_itself(committed: str) -> None:
    scene = await make.scene()

    with pytest.raises(RuntimeError, match="or not at all"):
        await service.issue(
            Order(
                paper=Paper.OFFER_LETTER,
                terms=EXAMPLES[Paper.OFFER_LETTER](),
                subject_kind=Subject.LOAN_APPLICATION,
                subject=uuid4(),
                issuer=scene.bank.organisation_id,
                parties=(scene.firm.organisation_id,),
            )
        )


async def test_it_keeps_the_version_it_was_ordered_with(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = await make.scene()
    ordered = await make.order(scene)
    first = catalogue.in_force(Paper.PLEDGE_CONTRACT, clock.today())
    second = replace(first, version=first.version + 1)
    monkeypatch.setattr(catalogue, "TEMPLATES", (*catalogue.TEMPLATES, second))

    later = await make.order(scene)
    await service.render(ordered)

    assert (
        await fetch_value("SELECT version FROM papers_paper WHERE id = $1", ordered)
        == first.version
    )
    assert (
        await fetch_value("SELECT version FROM papers_paper WHERE id = $1", later) == second.version
    )


async def test_numbers_rise_and_bear_the_year(db: None) -> None:
    scene = await make.scene()

    first, second = await make.order(scene), await make.order(scene)

    numbers = [
        str(await fetch_value("SELECT number FROM papers_paper WHERE id = $1", each))
        for each in (first, second)
    ]
    assert numbers == sorted(numbers)
    assert all(each.startswith(f"ZP-{clock.today().year}-") for each in numbers)


async def test_more_than_ten_patents_come_as_a_spreadsheet_too(db: None) -> None:
    scene = await make.scene()
    patents = tuple(
        Patent(
            patent_number=people.application_number(serial),
            title=f"第 {serial} 件",
            kind="invention",
            filed_on=date(2020, 1, 1),
            granted_on=date(2022, 1, 1),
        )
        for serial in range(11)
    )
    terms = EXAMPLES[Paper.REGISTRATION_APPLICATION](
        patents=patents, same_day=(), invalidations=(), coowner_consents=()
    )

    many = await make.issued(scene, Paper.REGISTRATION_APPLICATION, terms=terms)
    few = await make.issued(scene, Paper.REGISTRATION_APPLICATION)

    view = await service.paper(many, by=scene.firm)
    file, content = await documents.open_content(view.row["annex"], by=scene.firm)
    assert file.name.endswith(".xlsx")
    assert (await _read(content)).startswith(b"PK")
    assert (await service.paper(few, by=scene.firm)).row["annex"] is None


async def test_a_stranger_finds_no_such_paper(db: None, as_: ClientFor) -> None:
    scene, other = await make.scene(), await make.scene()
    paper_id = await make.issued(scene)

    for stranger in (other.firm, other.bank):
        answer = await as_(stranger).get(f"/papers/{paper_id}")
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    listed = await as_(other.firm).get("/papers")
    assert listed.json()["items"] == []


async def test_a_later_one_lets_the_earlier_lapse(db: None) -> None:
    scene = await make.scene()
    subject = uuid4()
    earlier = await make.issued(scene, subject=subject)

    later = await make.issued(scene, subject=subject, replaces=True)

    states = {
        each: (await service.paper(each, by=scene.firm)).row["state"] for each in (earlier, later)
    }
    assert states == {earlier: State.LAPSED, later: State.ISSUED}


async def test_one_that_lapsed_before_it_was_made_is_not_made(db: None) -> None:
    scene = await make.scene()
    subject = uuid4()
    paper_id = await make.order(scene, subject=subject)
    async with transaction():
        await service.lapse(subject, paper=Paper.PLEDGE_CONTRACT)

    await service.render(paper_id)

    row = (await service.paper(paper_id, by=scene.firm)).row
    assert (row["state"], row["file"]) == (State.LAPSED, None)


async def test_what_does_not_fit_is_said_and_the_decision_stands(db: None) -> None:
    scene = await make.scene()
    subject = uuid4()

    async with (
        transaction(),
        service.unless_unfit(
            Paper.OFFER_LETTER, subject=subject, parties=(scene.bank.organisation_id,)
        ),
    ):
        EXAMPLES[Paper.OFFER_LETTER](amount_fen=0)

    payload = await fetch_value(
        "SELECT payload->>'field' FROM kernel_event "
        "WHERE name = 'papers.paper_unfit' AND subject_id = $1",
        subject,
    )
    assert payload == "amount_fen"


CHANGES = {
    "terms": "'{}'",
    "version": "version + 1",
    "number": "'ZP-2026-999999'",
    "file": "NULL, sha256 = NULL, issued_at = NULL",
    "sha256": "repeat('0', 64)",
    "amount_fen": "1",
    "issued_on": "'2020-01-01'",
    "parties": "'{}'",
    "demonstration": "NOT demonstration",
    "state": "'queued'",
}


@pytest.mark.parametrize("column", CHANGES)
async def test_the_database_refuses_to_change_what_was_issued(db: None, column: str) -> None:
    scene = await make.scene()
    paper_id = await make.issued(scene)

    with pytest.raises(asyncpg.RestrictViolationError):
        async with transaction():
            await execute(
                f"UPDATE papers_paper SET {column} = {CHANGES[column]} WHERE id = $1", paper_id
            )


async def test_the_database_refuses_to_delete_a_paper(db: None) -> None:
    scene = await make.scene()
    paper_id = await make.issued(scene, Paper.OFFER_LETTER)

    with pytest.raises(asyncpg.RestrictViolationError):
        async with transaction():
            await execute("DELETE FROM papers_paper WHERE id = $1", paper_id)


async def test_the_database_knows_no_issued_paper_without_its_bytes(db: None) -> None:
    scene = await make.scene()
    paper_id = await make.order(scene)

    with pytest.raises(asyncpg.CheckViolationError):
        async with transaction():
            await execute("UPDATE papers_paper SET state = 'issued' WHERE id = $1", paper_id)


async def test_the_issuer_can_neither_take_it_back_nor_end_its_reading(
    db: None, as_: ClientFor
) -> None:
    scene = await make.scene()
    file = await _file_of(await make.issued(scene, Paper.OFFER_LETTER), scene)
    receipt = await fetch_value("SELECT receipt FROM documents_grant WHERE file = $1", file)

    for answer in (
        await as_(scene.bank).post(f"/documents/{file}/withdrawal"),
        await as_(scene.bank_admin).post(f"/documents/{file}/publication"),
        await as_(scene.bank_admin).post(f"/consent-receipts/{receipt}/revocation"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, PaperStays.code)


async def test_nobody_deposits_a_paper_by_hand(db: None, as_: ClientFor) -> None:
    scene = await make.scene()

    answer = await as_(scene.firm).post(
        "/documents", data={"kind": "paper"}, files={"file": ("a.pdf", b"%PDF-1.4\n%%EOF\n")}
    )

    assert (answer.status_code, answer.json()["errors"][0]["key"]) == (400, "kind")


async def test_a_member_of_no_party_opens_no_bytes(db: None) -> None:
    scene, other = await make.scene(), await make.scene()
    file = await _file_of(await make.issued(scene), scene)

    with pytest.raises(NotFound):
        await documents.open_content(file, by=other.firm)


async def _file_of(paper_id: UUID, scene: make.Scene) -> UUID:
    found: UUID = (await service.paper(paper_id, by=scene.bank)).row["file"]
    return found
