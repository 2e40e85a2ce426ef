"""Apply again: what still stands goes into the copy, what does not is named with its reason."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from backend.documents import service as documents
from backend.documents.states import Kind
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.money import Fen
from backend.lending.checklist import Requirement
from backend.lending.service import drafting, offers
from backend.lending.states import State
from backend.listing import service as listing
from tests import make
from tests.conftest import ClientFor
from tests.documents import make as make_documents
from tests.lending import make_products, scene
from tests.lending.make_products import MILLION
from tests.lending.scene import Scene
from tests.listing import make as make_listing
from tests.valuation.make import valued_on

pytestmark = pytest.mark.usefixtures("db")


async def _ended(at: Scene, **changes: Any) -> UUID:
    """An application that went to the bank and was taken back."""
    view = await scene.submit(at, await scene.drafted(at), **changes)
    await offers.withdraw(view.row.id, by=at.signatory)
    return view.row.id


async def _told(as_: ClientFor, application: Any, *, by: Actor) -> dict[str, Any]:
    answer = await as_(by).get(f"/loan-applications/{application}/carried-over")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def _whys(found: dict[str, Any]) -> list[str]:
    return [each["why"] for each in found["not_taken"]]


async def _copy(as_: ClientFor, at: Scene, earlier: UUID) -> str:
    answer = await as_(at.handler).post(f"/loan-applications/{earlier}/copy")
    assert answer.status_code == 201, answer.text
    made: str = answer.json()["id"]
    return made


async def test_where_everything_stands_only_the_consent_is_given_anew(as_: ClientFor) -> None:
    at = await scene.scene()
    earlier = await _ended(at)

    found = await _told(as_, await _copy(as_, at, earlier), by=at.signatory)

    assert found["earlier_id"] == str(earlier)
    assert (found["rights"], _whys(found)) == (1, ["consent_ended"])
    (consent,) = found["not_taken"]
    assert (consent["before"], consent["after"]) == ("P1", "P1")


async def test_a_withdrawn_document_stays_behind_and_the_copy_can_be_submitted(
    as_: ClientFor,
) -> None:
    at = await scene.scene()
    kept = (await make_documents.file(at.handler, kind=Kind.CONTRACT, name="合同.pdf")).id
    gone = (await make_documents.file(at.handler, kind=Kind.OTHER, name="说明.pdf")).id
    earlier = await _ended(at, document_ids=[kept, gone])
    await documents.withdraw(gone, by=at.handler)

    copy = await _copy(as_, at, earlier)

    found = await _told(as_, copy, by=at.handler)
    assert _whys(found) == ["consent_ended", "document_withdrawn"]
    assert (found["not_taken"][1]["name"], found["documents"]) == ("说明.pdf", 1)
    view = await as_(at.handler).get(f"/loan-applications/{copy}")
    assert [each["id"] for each in view.json()["documents"]] == [str(kept)]
    again = await as_(at.signatory).post(
        f"/loan-applications/{copy}/submission", json={"consent": True, "consent_version": "P1"}
    )
    assert again.status_code == 200, again.text
    assert (await _told(as_, copy, by=at.handler))["not_taken"] == [], "it stands for itself now"


async def test_a_right_that_was_committed_meanwhile_is_named(as_: ClientFor) -> None:
    at = await scene.scene()
    other = await scene.submitted(at, at.other)
    await scene.accepted(at)

    found = await _told(as_, await _copy(as_, at, other.row.id), by=at.handler)

    assert "right_committed" in _whys(found)
    (right,) = (each for each in found["not_taken"] if each["why"] == "right_committed")
    assert right["id"] == str(at.right)
    assert right["name"]


async def test_a_valuation_that_became_too_old_is_named_with_its_date(as_: ClientFor) -> None:
    at, valued = await scene.scene(), valued_on()
    earlier = await _ended(at)

    with clock.at(clock.now() + timedelta(days=400)):
        found = await _told(as_, await _copy(as_, at, earlier), by=at.handler)

    old = [each for each in found["not_taken"] if each["why"].startswith("valuation")]
    assert [(each["why"], each["before"], each["after"]) for each in old] == [
        ("valuation_too_old", valued.isoformat(), 12)
    ]


async def test_what_the_newer_version_of_the_product_asks_more_is_named(as_: ClientFor) -> None:
    at = await scene.scene()
    earlier = await _ended(at)
    lender = make_products.Bank(
        organisation=at.bank.organisation, maker=at.bank.maker, checker=at.bank.checker
    )
    await make_products.publish(
        lender,
        at.bank.product,
        make_products.terms(
            min_fen=Fen(5 * MILLION),
            checklist=(Requirement(kind=Kind.ACCOUNTS, required=True),),
        ),
    )

    found = await _told(as_, await _copy(as_, at, earlier), by=at.handler)

    told = {each["why"]: each for each in found["not_taken"]}
    assert told.keys() == {"consent_ended", "product_newer", "criterion", "paper_missing"}
    assert (told["product_newer"]["before"], told["product_newer"]["after"]) == (1, 2)
    assert (told["criterion"]["name"], told["criterion"]["newly"]) == ("amount_range", False)
    assert (told["paper_missing"]["kind"], told["paper_missing"]["newly"]) == ("accounts", True)


async def test_a_request_that_changed_since_is_named_by_field(as_: ClientFor) -> None:
    at = await scene.scene()
    earlier = await _ended(at)
    stated = make_listing.stated(at.right, amount_fen=Fen(2 * MILLION), term_months=24)
    await listing.revise(at.request, stated, by=at.handler)

    found = await _told(as_, await _copy(as_, at, earlier), by=at.handler)

    assert [
        (each["name"], each["before"], each["after"])
        for each in found["not_taken"]
        if each["why"] == "request_changed"
    ] == [("amount_fen", 3 * MILLION, 2 * MILLION), ("term_months", 12, 24)]


async def test_an_application_that_is_no_copy_says_so(as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.drafted(at)

    found = await _told(as_, view.row.id, by=at.handler)

    assert (found["earlier_id"], found["not_taken"]) == (None, [])


async def test_only_the_firm_is_told(as_: ClientFor) -> None:
    at = await scene.scene()
    copy = await drafting.copy(await _ended(at), by=at.handler)
    stranger = await make.actor(await make.organisation("firm"), "handler")
    path = f"/loan-applications/{copy.row.id}/carried-over"

    assert copy.row.state is State.DRAFT
    assert (await as_(stranger).get(path)).status_code == 404
    assert (await as_(at.bank.maker).get(path)).status_code == 403
    assert (await as_(None).get(path)).status_code == 401
