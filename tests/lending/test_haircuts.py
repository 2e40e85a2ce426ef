"""A lender's haircuts over HTTP: data of a version, under four eyes, in what the rights carry."""

from datetime import date
from typing import Any

import pytest

from backend.kernel import clock
from tests import make
from tests.conftest import ClientFor
from tests.lending import scene
from tests.lending.make_products import MILLION, bank, product, terms
from tests.listing.make import request
from tests.valuation import make as holdings
from tests.valuation.make import NOON

pytestmark = pytest.mark.usefixtures("db")
CUTS = {
    "co_owned_bp": 2000,
    "invalidation_pending_bp": 5000,
    "fee_late_bp": 10_000,
    "no_evaluation_report_bp": 3000,
    "life_months_beyond_term": 24,
}


async def test_haircuts_change_with_a_new_version_and_stay_with_the_next(as_: ClientFor) -> None:
    at = await scene.scene(checklist=())
    shelf = f"/loan-products/{at.bank.product}"
    path = f"{shelf}/versions"

    await as_(at.bank.colleague).post(path, json={"checklist": [], "haircuts": CUTS})
    before = (await as_(at.handler).get(f"/loan-products/{at.bank.product}")).json()
    unseen = await as_(at.bank.checker).post(f"{shelf}/publication", json={"n": 2})
    await as_(at.bank.checker).post(f"{shelf}/simulation", json={"n": 2})
    await as_(at.bank.checker).post(f"{shelf}/publication", json={"n": 2})
    await as_(at.bank.colleague).post(path, json={"checklist": []})
    await as_(at.bank.checker).post(f"{shelf}/publication", json={"n": 3})
    after = (await as_(at.handler).get(f"/loan-products/{at.bank.product}")).json()

    assert unseen.json()["code"] == "lending.product_not_simulated"
    assert before["haircuts"]["co_owned_bp"] == 0
    assert after["version"] == 3
    assert after["haircuts"] == CUTS


@pytest.mark.parametrize("odd", [{"co_owned_bp": 10_001}, {"fee_late_bp": -1}, {"sunny_bp": 1}])
async def test_odd_haircuts_are_malformed(as_: ClientFor, odd: dict[str, int]) -> None:
    at = await scene.scene(checklist=())

    response = await as_(at.bank.colleague).post(
        f"/loan-products/{at.bank.product}/versions", json={"checklist": [], "haircuts": odd}
    )

    assert response.status_code == 400


async def _cover(as_: ClientFor, **right: Any) -> dict[str, Any]:
    """How the product of a lender with these haircuts stands to a request on one right."""
    firm = await make.organisation()
    actor = await make.actor(firm, "handler")
    patentees = {"patentees": [firm.name, "某大学"]} if right.pop("co_owned", False) else {}
    right_id = await holdings.right(firm, **patentees, **right)
    await holdings.valuation(right_id, by=actor)
    asked = await request(right_id, by=actor)
    lender = await bank()
    product_id = await product(lender, terms())
    await as_(lender.maker).post(
        f"/loan-products/{product_id}/versions", json={"checklist": [], "haircuts": CUTS}
    )
    await as_(lender.checker).post(f"/loan-products/{product_id}/simulation", json={"n": 2})
    await as_(lender.checker).post(f"/loan-products/{product_id}/publication", json={"n": 2})
    with clock.at(NOON):
        found = (await as_(actor).get(f"/financing-requests/{asked.id}/matches")).json()
    (match,) = found["items"]
    verdicts = {each["criterion"]: each["found"] for each in match["fit"]["verdicts"]}
    cover: dict[str, Any] = verdicts["cover"]
    return cover


async def test_what_a_right_carries_is_cut_and_says_why(as_: ClientFor) -> None:
    cover = await _cover(as_, co_owned=True)

    assert cover["value_fen"] == 10 * MILLION
    assert cover["lendable_fen"] == 24 * MILLION // 10
    assert [(each["cut"], each["of_ratio_bp"]) for each in cover["cuts"]] == [("co_owned", 2000)]


async def test_a_right_that_ends_too_soon_carries_nothing_but_keeps_its_value(
    as_: ClientFor,
) -> None:
    cover = await _cover(as_, expires_on=NOON.date().replace(year=2028))

    assert (cover["lendable_fen"], cover["value_fen"]) == (0, 10 * MILLION)
    assert [each["cut"] for each in cover["cuts"]] == ["short_life"]


async def test_fees_that_are_late_cut_the_whole(as_: ClientFor) -> None:
    """Due in August, nobody proved it paid; it still can be, with a surcharge."""
    cover = await _cover(as_, filing_on=date(2020, 8, 3))

    assert cover["lendable_fen"] == 0
    assert [each["cut"] for each in cover["cuts"]] == ["fee_late"]
