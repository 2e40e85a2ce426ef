"""A document that was withdrawn before the submission: it stays behind, or is refused by name."""

from typing import Any
from uuid import UUID

import pytest

from backend.documents import service as documents
from backend.documents.states import Kind
from backend.kernel.auth import Actor
from tests import make
from tests.conftest import ClientFor
from tests.documents import make as make_documents
from tests.lending import scene
from tests.lending.scene import Scene
from tests.listing import make as make_listing
from tests.valuation import make as make_valuation

pytestmark = pytest.mark.usefixtures("db")


async def _paper(by: Actor, name: str) -> UUID:
    return (await make_documents.file(by, kind=Kind.OTHER, name=name)).id


async def _naming(*names: str) -> tuple[Scene, list[UUID]]:
    """A firm whose request itself names these documents."""
    at = await scene.scene()
    named = [await _paper(at.handler, name) for name in names]
    request = await make_listing.request(at.right, by=at.handler, document_ids=tuple(named))
    at.request = request.id
    return at, named


async def _submit(as_: ClientFor, at: Scene, application: UUID, **body: Any) -> Any:
    return await as_(at.signatory).post(
        f"/loan-applications/{application}/submission",
        json={"consent": True, "consent_version": "P1", **body},
    )


@pytest.mark.parametrize("body", [{}, {"document_ids": []}])
async def test_what_the_request_names_and_was_withdrawn_stays_behind(
    as_: ClientFor, body: dict[str, Any]
) -> None:
    at, (kept, gone) = await _naming("合同.pdf", "说明.pdf")
    view = await scene.drafted(at)
    await documents.withdraw(gone, by=at.handler)

    answer = await _submit(as_, at, view.row.id, **body)

    assert answer.status_code == 200, answer.text
    given = {each["id"] for each in answer.json()["documents"]}
    assert str(kept) in given
    assert str(gone) not in given


async def test_its_newer_version_goes_in_its_place(as_: ClientFor) -> None:
    at = await scene.scene()
    client = as_(at.handler)
    place = await client.post("/placeholders", json={"kind": "other", "subject": "说明"})
    assert place.is_success, place.text
    old, new = [await _paper(at.handler, name) for name in ("旧.pdf", "新.pdf")]
    for each in (old, new):
        put = await client.post(
            f"/placeholders/{place.json()['id']}/versions", json={"document_id": str(each)}
        )
        assert put.is_success, put.text
    request = await make_listing.request(at.right, by=at.handler, document_ids=(old,))
    at.request = request.id
    view = await scene.drafted(at)
    await documents.withdraw(old, by=at.handler)

    answer = await _submit(as_, at, view.row.id)

    assert answer.status_code == 200, answer.text
    given = {each["id"] for each in answer.json()["documents"]}
    assert str(new) in given
    assert str(old) not in given


async def test_what_the_signatory_chose_and_was_withdrawn_is_refused_by_name(
    as_: ClientFor,
) -> None:
    at = await scene.scene()
    view = await scene.drafted(at)
    gone = await _paper(at.handler, "说明.pdf")
    await documents.withdraw(gone, by=at.handler)

    refused = await _submit(as_, at, view.row.id, document_ids=[str(gone)])

    assert refused.status_code == 409
    told = refused.json()
    assert (told["code"], told["names"]) == ("lending.document_withdrawn", "说明.pdf")
    assert told["documents"] == [{"id": str(gone), "kind": "other", "name": "说明.pdf"}]
    without = await _submit(as_, at, view.row.id, document_ids=[])
    assert without.status_code == 200, without.text


async def test_a_strangers_document_does_not_exist_withdrawn_or_not(as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.drafted(at)
    stranger = await make.actor(await make.organisation("firm"), "handler")
    foreign = await _paper(stranger, "别家.pdf")
    await documents.withdraw(foreign, by=stranger)

    answer = await _submit(as_, at, view.row.id, document_ids=[str(foreign)])

    assert answer.status_code == 404
    assert "别家" not in answer.text


async def test_a_withdrawn_valuation_report_is_named(as_: ClientFor) -> None:
    at = await scene.scene(valued=False)
    file = await make_documents.file(at.handler, kind=Kind.VALUATION_REPORT, name="评估报告.pdf")
    report = file.id
    await make_valuation.valuation(at.right, by=at.handler, report_file_id=report)
    view = await scene.drafted(at)
    await documents.withdraw(report, by=at.handler)

    refused = await _submit(as_, at, view.row.id)

    assert refused.status_code == 409, refused.text
    assert (refused.json()["code"], refused.json()["names"]) == (
        "lending.document_withdrawn",
        "评估报告.pdf",
    )
