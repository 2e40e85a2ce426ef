"""The dossier: the frozen facts, what is known today, this bank's own exposure and no other's."""

from typing import Any

from backend.kernel import clock
from backend.kernel.money import Fen
from backend.lending.service import dossiers, reviewing
from backend.listing import service as listing
from backend.portfolio import service as portfolio
from backend.portfolio.states import FactKind
from tests.conftest import ClientFor
from tests.lending import scene
from tests.lending.make_products import MILLION
from tests.lending.scene import AMOUNT
from tests.listing import make as make_listing
from tests.valuation import make as make_valuation


async def read(as_: ClientFor, view: Any, *, by: Any) -> dict[str, Any]:
    answer = await as_(by).get(f"/loan-applications/{view.row.id}/dossier")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_it_shows_the_frozen_firm_and_the_value_as_a_range(db: None, as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.in_review(at)
    await listing.revise(at.request, make_listing.stated(at.right, headcount=999), by=at.handler)

    found = await read(as_, view, by=at.bank.desk)

    assert found["firm"]["name"] == at.firm.name
    assert found["firm"]["headcount"] == 40
    assert found["valuation"]["basis"] == "low"
    assert found["valuation"]["value_fen"] == 10 * MILLION
    assert found["valuation"]["lendable_fen"] == 3 * MILLION
    assert found["valuation"]["ltv_bp"] == 3000
    assert found["valuation"]["frozen"]["method"] == "internal"
    assert found["rights"][0]["frozen"]["ownership"] == "owned"
    assert found["application"]["number"] == view.row.number


async def test_without_a_valuation_the_amount_is_subject_to_one(db: None, as_: ClientFor) -> None:
    at = await scene.scene(valued=False)
    view = await scene.in_review(at)

    found = await read(as_, view, by=at.bank.maker)

    assert found["valuation"]["frozen"] is None
    assert found["valuation"]["value_fen"] is None
    assert found["valuation"]["ltv_bp"] is None
    assert found["valuation"]["subject_to_valuation"] is True
    assert found["fit"]["grade"] == "nearly"


async def test_it_says_what_the_product_may_still_lend(db: None, as_: ClientFor) -> None:
    at = await scene.scene(capacity_fen=3 * AMOUNT)
    view = await scene.offered(at)

    found = await read(as_, view, by=at.bank.maker)

    assert found["capacity_left_fen"] == 2 * AMOUNT


async def test_exposure_is_this_banks_own(db: None) -> None:
    at = await scene.scene()
    await scene.drawn(at)
    second = await make_valuation.right(at.firm)
    await make_valuation.valuation(second, by=at.handler)
    at.request = (await make_listing.request(second, by=at.handler)).id
    mine = await scene.in_review(at)
    theirs = await scene.in_review(at, at.other)

    own = (await dossiers.dossier(mine.row.id, by=at.bank.maker)).exposure
    other = (await dossiers.dossier(theirs.row.id, by=at.other.maker)).exposure

    assert (own.committed_fen, own.drawn_fen) == (0, AMOUNT)
    assert [row["state"] for row in own.rows] == ["drawn"]
    assert (other.committed_fen, other.drawn_fen, list(other.rows)) == (0, 0, [])


async def test_a_statement_of_another_bank_stays_there(db: None, as_: ClientFor) -> None:
    at = await scene.scene()
    mine = await scene.in_review(at)
    await portfolio.record_fact(
        at.right,
        FactKind.DESK_STATEMENT,
        clock.today(),
        {"unfit": True, "statement": "他行意见"},
        None,
        at.other.id,
        by=at.other.desk,
    )

    found = await read(as_, mine, by=at.bank.maker)

    assert "他行意见" not in str(found)
    assert {each["ground"]: each["answer"] for each in found["preflight"]}[12] == "unknown"


async def test_a_right_in_a_live_pledge_is_marked(db: None, as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.drawable(at)

    found = await read(as_, view, by=at.bank.desk)

    assert found["rights"][0]["pledged"] is True
    assert {each["ground"]: each["answer"] for each in found["preflight"]}[9] == "fail"


async def test_opinions_stand_with_their_differences(db: None, as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.in_review(at)
    await reviewing.give_opinion(
        view.row.id, scene.grant(amount_fen=Fen(2 * MILLION)), by=at.bank.maker
    )

    found = await read(as_, view, by=at.bank.checker)

    assert found["opinions"][0]["differences"] == [
        {"field": "amount_fen", "before": AMOUNT, "after": 2 * MILLION}
    ]
    assert found["document_requests"] == []
    assert [event["name"] for event in found["history"]] == [
        "lending.application_submitted",
        "lending.application_taken_in",
        "lending.opinion_given",
    ]
