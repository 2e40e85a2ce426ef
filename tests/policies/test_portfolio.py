"""An insurer's portfolio: what came, how far it went, what was written, what stands where."""

import io
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from backend.kernel import clock, db
from backend.payments import service as payments
from backend.policies.accumulation import Accumulation
from backend.policies.losses import PartTerms, Terms
from backend.policies.service import binding, issuing
from tests.payments.make import moved
from tests.policies.conftest import Deal

RunJobs = Callable[[], Awaitable[int]]


async def _shared(deal: Deal) -> dict[str, Any]:
    """E1 issued, six tenths borne by the first insurer, four by the second."""
    quote, lead, follower = deal.quotes[0], *deal.desks
    path = f"/quotes/{quote}/placement"
    shares = [
        {"insurer_id": str(lead.id), "share_ppm": 600_000},
        {"insurer_id": str(follower.id), "share_ppm": 400_000},
    ]
    placed = await deal.as_(lead.l1).put(path, json={"participations": shares})
    assert placed.status_code == 200, placed.text
    asked = await deal.bound(quote)
    await deal.as_(follower.l1).post(f"{path}/signature")
    bound: dict[str, Any] = (await deal.buyer.get(f"/policies/{asked['id']}")).json()
    charge = UUID(bound["charge_id"])
    await payments.receive(moved(bound["gross_fen"]), by=binding.CLERK, charge_id=charge)
    await issuing.premium_moved(charge)
    return bound


def _sheet(response: httpx.Response) -> list[list[Any]]:
    assert response.status_code == 200, response.text
    return (
        CalamineWorkbook.from_filelike(io.BytesIO(response.content))
        .get_sheet_by_index(1)
        .to_python()
    )


async def test_an_insurer_sees_what_came_of_what_it_was_asked(deal: Deal) -> None:
    policy = await _shared(deal)
    await db.execute(
        "UPDATE identity_organisation SET name = '=cmd' WHERE id = $1",
        deal.firm.signatory.organisation_id,
    )
    lead, follower = (deal.as_(each.l1) for each in deal.desks)
    inception = policy["inception_on"]

    told = (await lead.get("/insurance-portfolio")).json()
    share = (await follower.get("/insurance-portfolio")).json()
    stands = (await lead.get("/insurance-portfolio/accumulation", params={"on": inception})).json()
    before = (await lead.get("/insurance-portfolio/accumulation")).json()
    heads, row = _sheet(await lead.get("/insurance-portfolio/bordereau.xlsx"))
    late = {"month": (clock.today() + timedelta(days=40)).isoformat()}
    empty = _sheet(await lead.get("/insurance-portfolio/bordereau.xlsx", params=late))

    (funnel,) = told["funnel"]
    steps = ("sent", "quoted", "accepted", "bound", "issued", "declined", "open")
    assert [funnel[name] for name in steps] == [1, 1, 1, 1, 1, 0, 0]
    assert (share["funnel"][0]["quoted"], share["funnel"][0]["accepted"]) == (1, 0)
    (times,) = told["times"]
    assert (times["automatic"], times["quotes"]) == (True, 1)
    assert 0 <= times["p50_seconds"] <= times["p95_seconds"] < 60
    assert [each["written"][0]["net_fen"] for each in (told, share)] == [9_703_786, 6_469_190]
    assert (before["policies"], stands["policies"]) == (0, 1)
    # Defence and damages of five million each, six tenths of them, in each of three territories.
    assert stands["limit_fen"] == 600_000_000
    assert {
        (each["territory"], each["technology"]): each["limit_fen"] for each in stands["cells"]
    } == {(code, "measuring"): 600_000_000 for code in ("US", "EU", "JP")}
    cells = dict(zip(heads, row, strict=True))
    assert (cells["投保人"], cells["份额"]) == ("'=cmd", "60.00%")
    assert cells["本公司保险费（元，不含税）"] == pytest.approx(97_037.86)
    assert (cells["地域"], cells["累计限额（元）"]) == ("EU、JP、US", 10_000_000)
    assert len(empty) == 1


async def test_a_list_of_policies_is_narrowed_and_saved(deal: Deal) -> None:
    policy = await deal.bound(deal.quotes[0])
    lead, other = (deal.as_(each.l1) for each in deal.desks)
    found = {
        name: [each["id"] for each in (await lead.get("/policies", params=asked)).json()["items"]]
        for name, asked in {
            "number": {"q": policy["number"].lower()},
            "nobody": {"q": "%"},
            "line": {"line": "overseas_liability", "policy_state": "bound"},
            "else": {"line": "star_composite"},
            "now": {"in_force": "true"},
        }.items()
    }
    saved = (await lead.get("/policies/export.csv")).text
    nothing = (await other.get("/policies/export.csv")).text
    wrong = await lead.get(
        "/insurance-portfolio", params={"from_on": "2026-12-02", "to_on": "2026-12-01"}
    )

    own = [policy["id"]]
    assert found == {"number": own, "nobody": [], "line": own, "else": [], "now": []}
    assert (saved.count("\n"), nothing.count("\n")) == (2, 1)
    assert policy["number"] in saved
    assert (wrong.status_code, wrong.json()["errors"][0]["key"]) == (400, "to_on")
    assert (await deal.as_(deal.firm.handler).get("/insurance-portfolio")).status_code == 403


CODES = st.sampled_from(["US", "EU", "CN"])
PART = st.builds(
    lambda codes, limits, inside: PartTerms(
        code="P",
        territories=tuple(codes),
        sections=tuple(
            Terms(cost="DEF", limit_per_claim_fen=each, limit_agg_fen=each) for each in limits
        ),
        trigger=None,
        defence_inside_limit=inside,
    ),
    st.sets(CODES, min_size=1),
    st.lists(st.integers(0, 10**6), min_size=1, max_size=2),
    st.booleans(),
)


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["chips", "bio"]),
            st.lists(PART, min_size=1, max_size=3),
            st.sampled_from([1_000_000, 500_000]),
        ),
        max_size=6,
    )
)
def test_a_cell_is_the_most_that_its_policies_can_cost_there(
    book: list[tuple[str, list[PartTerms], int]],
) -> None:
    found = Accumulation()
    for technology, parts, share in book:
        found.add(technology, parts, share_ppm=share)

    def most(parts: list[PartTerms]) -> int:
        return sum(
            (max if part.defence_inside_limit else sum)([s.limit_agg_fen for s in part.sections])
            for part in parts
        )

    expected = {}
    for technology in ("chips", "bio"):
        for code in ("US", "EU", "CN"):
            hit = [
                (most([part for part in parts if code in part.territories]), share)
                for named, parts, share in book
                if named == technology and any(code in part.territories for part in parts)
            ]
            if hit:
                total = sum(limit * share // 1_000_000 for limit, share in hit)
                expected[code, technology] = (len(hit), total)
    assert {
        (each.territory, each.technology): (each.policies, each.limit_fen) for each in found.cells()
    } == expected
    assert found.limit_fen == sum(most(parts) * share // 1_000_000 for _, parts, share in book)
