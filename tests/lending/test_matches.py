"""A firm sees how its request stands to every product, and what would have to change."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from msgspec.structs import replace

from backend.identity.tables import Organisation
from backend.kernel import clock, db
from backend.kernel.auth import SYSTEM, Actor
from backend.kernel.db import dumps, loads
from backend.kernel.money import Fen
from backend.lending import snapshots
from backend.lending.cost import Fee, FeeBasis, Subsidy
from backend.lending.fit import Grade
from backend.lending.service import products
from backend.listing import service as listing
from backend.portfolio import service as portfolio
from backend.portfolio.states import FactKind
from backend.portfolio.tables import Right
from backend.valuation import service as valuation
from tests import make
from tests.conftest import ClientFor
from tests.lending.make_products import MILLION, bank, product, publish, terms
from tests.listing.make import body as make_body
from tests.listing.make import request, stated
from tests.registry.make import extract
from tests.valuation import make as holdings

pytestmark = pytest.mark.usefixtures("db")

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
ON = date(2026, 11, 24)


async def firm_with_handler(**changes: Any) -> tuple[Organisation, Actor]:
    firm = await make.organisation(**changes)
    return firm, await make.actor(firm, "handler")


async def matches_of(request_id: object, *, by: Actor, as_: ClientFor) -> dict[str, Any]:
    with clock.at(NOON):
        response = await as_(by).get(f"/financing-requests/{request_id}/matches")
    assert response.status_code == 200
    found: dict[str, Any] = response.json()
    return found


async def test_every_product_is_judged_and_the_best_comes_first(as_: ClientFor) -> None:
    firm, actor = await firm_with_handler()
    rights = [await holdings.right(firm), await holdings.right(firm)]
    asked = await request(*rights, by=actor)
    await holdings.valuation(*rights, by=actor)
    lender = await bank()
    await product(lender, terms([{"kind": "region", "divisions": ["32"]}]), name="外地贷")
    await product(lender, terms([{"kind": "documents", "kinds": ["accounts"]}]), name="差一点贷")
    await product(lender, terms([{"kind": "owned"}, {"kind": "not_pledged"}]), name="合适贷")

    found = await matches_of(asked.id, by=actor, as_=as_)

    assert [(m["product"]["name"], m["fit"]["grade"]) for m in found["items"]] == [
        ("合适贷", "fits"),
        ("差一点贷", "nearly"),
        ("外地贷", "does_not_fit"),
    ]
    assert found["total"] == 3
    best = found["items"][0]["fit"]
    assert best["carries_fen"] == 3 * MILLION
    assert best["ltv_bp"] == 3000
    assert best["decision_days"] == 5
    assert {verdict["answer"] for verdict in best["verdicts"]} == {"pass"}
    nearly = found["items"][1]["fit"]
    assert nearly["changes_suffice"] is True
    assert [change["action"] for change in nearly["changes"]] == ["deposit_documents"]
    assert nearly["changes"][0]["documents"] == ["accounts"]
    failing = [v for v in found["items"][2]["fit"]["verdicts"] if v["answer"] == "fail"]
    assert failing == [
        {
            "criterion": "region",
            "answer": "fail",
            "asked": {"divisions": ["32"]},
            "found": {"division": "310115"},
            "right_ids": [],
            "changeable": False,
            "smallest_change": None,
        }
    ]


async def test_what_the_firm_has_not_stated_makes_it_nearly_until_it_does(as_: ClientFor) -> None:
    firm, actor = await firm_with_handler()
    rights = [await holdings.right(firm) for _ in range(3)]
    asked = await request(*rights, by=actor)
    await holdings.valuation(*rights, by=actor, low_fen=20 * MILLION)
    its_terms = terms(
        [
            {"kind": "revenue_growth", "min_bp": 1000},
            {"kind": "tax_grade", "grades": ["A", "B"]},
            {"kind": "credit_grade", "at_least": "A"},
            {"kind": "max_rights", "count": 2},
        ]
    )
    await product(await bank(), its_terms)
    good = {"prior_revenue_fen": Fen(10 * MILLION), "tax_grade": "B", "credit_grade": "AA"}

    async def revised(*named: UUID, **facts: Any) -> dict[str, Any]:
        await listing.revise(asked.id, stated(*named, **facts), by=actor)
        fit: dict[str, Any] = (await matches_of(asked.id, by=actor, as_=as_))["items"][0]["fit"]
        return fit

    nearly = (await matches_of(asked.id, by=actor, as_=as_))["items"][0]["fit"]
    whole = await revised(*rights, **good)
    never = await revised(*rights[:2], **(good | {"tax_grade": "D"}))
    await holdings.valuation(*rights[:2], by=actor)
    fits = await revised(*rights[:2], **good)

    changes = {change["action"]: change for change in nearly["changes"]}
    assert (nearly["grade"], nearly["changes_suffice"]) == ("nearly", None)
    assert changes["state_facts"]["facts"] == ["prior_revenue_fen", "tax_grade", "credit_grade"]
    assert changes["leave_out_rights"]["right_ids"] == [str(rights[2])]
    assert [v["criterion"] for v in whole["verdicts"] if v["answer"] != "pass"] == ["max_rights"]
    assert (never["grade"], fits["grade"]) == ("does_not_fit", "fits")


async def test_a_grade_without_its_year_is_nearly_and_an_old_one_does_not_fit(
    as_: ClientFor,
) -> None:
    firm, actor = await firm_with_handler()
    right = await holdings.right(firm)
    asked = await request(right, by=actor, tax_grade="A")
    await holdings.valuation(right, by=actor)
    recent = {"kind": "tax_grade", "grades": ["A", "B"], "max_age_years": 1}
    await product(await bank(), terms([recent]))

    async def fit_of(year: int | None) -> dict[str, Any]:
        body = make_body(right)
        body["facts"] |= {"tax_grade": "A", "tax_grade_year": year}
        path = f"/financing-requests/{asked.id}"
        revised = await as_(actor).post(f"{path}/revision", json=body)
        assert revised.status_code == 200, revised.text
        found = await matches_of(asked.id, by=actor, as_=as_)
        fit: dict[str, Any] = found["items"][0]["fit"]
        return fit

    nearly, fits, old = [await fit_of(year) for year in (None, ON.year - 1, ON.year - 2)]

    assert (nearly["grade"], fits["grade"], old["grade"]) == ("nearly", "fits", "does_not_fit")
    assert [change["facts"] for change in nearly["changes"]] == [["tax_grade_year"]]
    (verdict,) = [each for each in old["verdicts"] if each["answer"] == "fail"]
    assert verdict["asked"] == {"grades": ["A", "B"], "max_age_years": 1}
    assert verdict["found"] == {"tax_grade": "A", "tax_grade_year": ON.year - 2}


async def test_the_cost_stands_in_yuan_with_its_working(as_: ClientFor) -> None:
    firm, actor = await firm_with_handler()
    right = await holdings.right(firm)
    asked = await request(right, by=actor)
    await holdings.valuation(right, by=actor)
    its_terms = terms(
        fees=(Fee(code="guarantee", basis=FeeBasis.LOAN_YEARLY, rate_bp=100),),
        subsidies=(Subsidy(code="interest_subsidy", of_interest_bp=5000, source="演示"),),
    )
    await product(await bank(), its_terms)

    fit = (await matches_of(asked.id, by=actor, as_=as_))["items"][0]["fit"]

    assert (fit["rate_from_bp"], fit["rate_to_bp"]) == (345, 385)
    assert fit["cost_to"] == {
        "principal_fen": 3 * MILLION,
        "rate_bp": 385,
        "items": [
            {"code": "interest", "amount_fen": 115_500_00},
            {"code": "guarantee", "amount_fen": 30_000_00},
        ],
        "total_fen": 145_500_00,
        "all_in_bp": 485,
        "subsidies": [{"code": "interest_subsidy", "amount_fen": 57_750_00}],
    }


async def test_without_a_valuation_the_amount_is_subject_to_one(as_: ClientFor) -> None:
    firm, actor = await firm_with_handler()
    asked = await request(await holdings.right(firm), by=actor)
    await product(await bank())

    found = await matches_of(asked.id, by=actor, as_=as_)

    fit = found["items"][0]["fit"]
    assert found["valuation_id"] is None
    assert (fit["grade"], fit["subject_to_valuation"]) == ("nearly", True)
    assert fit["carries_fen"] == 10 * MILLION
    cover = next(v for v in fit["verdicts"] if v["criterion"] == "cover")
    assert cover["answer"] == "unknown"
    assert cover["smallest_change"]["action"] == "state_valuation"
    assert cover["smallest_change"]["value_fen"] == 10 * MILLION


async def test_values_per_right_carry_each_at_its_own_ratio(as_: ClientFor) -> None:
    firm, actor = await firm_with_handler()
    invention = await holdings.right(firm)
    model = await holdings.right(firm, kind="utility_model")
    asked = await request(invention, model, by=actor, amount_fen=Fen(MILLION))
    await product(await bank())
    await holdings.valuation(invention, model, by=actor, low_fen=10 * MILLION)

    whole = (await matches_of(asked.id, by=actor, as_=as_))["items"][0]["fit"]
    await holdings.valuation(
        invention,
        model,
        by=actor,
        per_right={invention: 6 * MILLION, model: 4 * MILLION},
        base_date=date(2026, 9, 1),
    )
    each = (await matches_of(asked.id, by=actor, as_=as_))["items"][0]["fit"]

    assert whole["carries_fen"] == 15 * MILLION // 10
    assert each["carries_fen"] == 24 * MILLION // 10


async def test_an_unverified_firm_sees_matches_but_owns_nothing_by_name(as_: ClientFor) -> None:
    firm, actor = await firm_with_handler(verified=False)
    right = await holdings.right(firm)
    asked = await request(right, by=actor)
    await holdings.valuation(right, by=actor)
    await product(await bank(), terms([{"kind": "owned"}]))

    fit = (await matches_of(asked.id, by=actor, as_=as_))["items"][0]["fit"]

    owned = next(v for v in fit["verdicts"] if v["criterion"] == "owned")
    assert (fit["grade"], owned["answer"]) == ("nearly", "unknown")


async def test_a_right_fits_while_the_newest_word_is_that_it_is_in_force(as_: ClientFor) -> None:
    firm, actor = await firm_with_handler()
    right = await holdings.right(firm)
    asked = await request(right, by=actor)
    await holdings.valuation(right, by=actor)
    lender = await bank()
    at = lender.organisation.id
    await product(lender, terms([{"kind": "in_force"}]))

    async def told(kind: FactKind, day: date, payload: dict[str, Any]) -> None:
        await portfolio.record_fact(right, kind, day, payload, None, at, SYSTEM)

    async def judged() -> tuple[str, str, bool | None]:
        fit = (await matches_of(asked.id, by=actor, as_=as_))["items"][0]["fit"]
        verdict = next(v for v in fit["verdicts"] if v["criterion"] == "in_force")
        return fit["grade"], verdict["answer"], verdict["found"]["rights"][0]["value"]

    nobody_told = await judged()
    await told(FactKind.REGISTER_EXTRACT, date(2026, 11, 2), extract(firm.name))
    alive = await judged()
    lapsed = {"code": "CF01", "date": "2026-11-01"}
    await told(FactKind.GAZETTE_EVENT, date(2026, 11, 20), lapsed)
    before_the_extract = await judged()
    await told(FactKind.GAZETTE_EVENT, date(2026, 11, 20), lapsed | {"date": "2026-11-02"})
    of_its_day = await judged()
    restored = {"code": "RR01", "date": "2026-11-03"}
    await told(FactKind.GAZETTE_EVENT, date(2026, 11, 20), restored)
    again = await judged()
    await Right.update({Right.expires_on: ON}, force=True).where(Right.id == right)
    over = await judged()

    assert nobody_told == ("nearly", "unknown", None)
    assert alive == before_the_extract == again == ("fits", "pass", True)
    assert of_its_day == over == ("nearly", "fail", False)


async def test_a_pledge_that_an_extract_or_the_gazette_shows_is_one(as_: ClientFor) -> None:
    firm, actor = await firm_with_handler()
    right = await holdings.right(firm)
    asked = await request(right, by=actor)
    await holdings.valuation(right, by=actor)
    lender = await bank()
    at = lender.organisation.id
    await product(lender, terms([{"kind": "not_pledged"}]))

    async def told(kind: FactKind, day: date, payload: dict[str, Any]) -> str:
        await portfolio.record_fact(right, kind, day, payload, None, at, SYSTEM)
        fit = (await matches_of(asked.id, by=actor, as_=as_))["items"][0]["fit"]
        return next(str(v["answer"]) for v in fit["verdicts"] if v["criterion"] == "not_pledged")

    day = date(2026, 11, 20)
    pledged = extract(firm.name, running_pledge=True)
    answers = [
        await told(FactKind.REGISTER_EXTRACT, date(2026, 11, 2), extract(firm.name)),
        await told(FactKind.GAZETTE_EVENT, day, {"code": "PE01", "date": "2026-11-03"}),
        await told(FactKind.GAZETTE_EVENT, day, {"code": "PC01", "date": "2026-11-10"}),
        await told(FactKind.REGISTER_EXTRACT, date(2026, 11, 12), pledged),
    ]

    assert answers == ["pass", "fail", "pass", "fail"]


async def test_what_has_no_annual_fees_is_late_with_none() -> None:
    firm, actor = await firm_with_handler()
    asked = await request(await holdings.right(firm), by=actor)
    taken = await products.take(asked.id, firm_id=firm.id, on=ON)

    def late(kind: str) -> bool | None:
        right = replace(taken.rights[0], kind=kind, fee_due=None)
        return snapshots.facts_of(replace(taken, rights=[right]), on=ON).rights[0].fee_late

    assert [late(kind) for kind in ("trademark", "software", "work", "layout")] == [False] * 4
    assert [late(kind) for kind in ("invention", "foreign", "unknown")] == [None] * 3


async def test_a_short_lived_utility_model_says_so(as_: ClientFor) -> None:
    firm, actor = await firm_with_handler()
    model = await holdings.right(
        firm, kind="utility_model", filing_on=date(2018, 7, 2), expires_on=date(2028, 7, 2)
    )
    asked = await request(model, by=actor, amount_fen=Fen(MILLION))
    await holdings.valuation(model, by=actor)
    await product(
        await bank(),
        terms([{"kind": "remaining_life", "months_by_kind": {"utility_model": 48}}]),
    )

    fit = (await matches_of(asked.id, by=actor, as_=as_))["items"][0]["fit"]

    verdict = next(v for v in fit["verdicts"] if v["criterion"] == "remaining_life")
    assert (fit["grade"], verdict["answer"]) == ("nearly", "fail")
    assert verdict["found"]["rights"][0]["value"] == 19
    assert verdict["smallest_change"]["action"] == "choose_other_rights"


async def test_a_full_product_stands_behind_one_with_capacity(as_: ClientFor) -> None:
    firm, actor = await firm_with_handler()
    right = await holdings.right(firm)
    asked = await request(right, by=actor)
    await holdings.valuation(right, by=actor)
    lender = await bank()
    await product(lender, name="已满贷", cases=0)
    await product(lender, terms(rate_to_bp=terms().rate_to_bp), name="有额度贷")

    found = await matches_of(asked.id, by=actor, as_=as_)

    assert [(m["product"]["name"], m["product"]["capacity_open"]) for m in found["items"]] == [
        ("有额度贷", True),
        ("已满贷", False),
    ]


async def test_nobody_else_sees_the_matches(as_: ClientFor) -> None:
    firm, actor = await firm_with_handler()
    asked = await request(await holdings.right(firm), by=actor, published=True)
    _, other = await firm_with_handler()
    lender = await bank()
    path = f"/financing-requests/{asked.id}/matches"

    assert (await as_(other).get(path)).status_code == 404
    assert (await as_(lender.maker).get(path)).status_code == 403
    assert (await as_(None).get(path)).status_code == 401


async def test_a_frozen_request_keeps_its_answers_whatever_changes_later() -> None:
    firm, actor = await firm_with_handler()
    right = await holdings.right(firm)
    asked = await request(right, by=actor)
    value = await holdings.valuation(right, by=actor)
    lender = await bank()
    product_id = await product(lender)
    frozen_version = (await products.in_force(product_id)).id
    with clock.at(NOON):
        frozen = loads(dumps(await products.snapshot(asked.id, firm.id)))
        before = await products.fit(frozen_version, snapshot=frozen, on=ON)

        await listing.revise(asked.id, stated(right, amount_fen=Fen(9 * MILLION)), by=actor)
        await valuation.withdraw(value.id, by=actor)
        await publish(lender, product_id, terms(cap_fen=Fen(MILLION)))
        after = await products.fit(frozen_version, snapshot=frozen, on=ON)
        today = (await products.matches(asked.id, by=actor)).matches[0].fit

    assert before == after
    assert before.grade is Grade.FITS
    assert today.grade is Grade.NEARLY


async def test_fifty_products_ask_the_database_no_more_than_five(as_: ClientFor) -> None:
    firm, actor = await firm_with_handler()
    rights = [await holdings.right(firm) for _ in range(10)]
    asked = await request(*rights, by=actor)
    await holdings.valuation(*rights, by=actor)
    lender = await bank()
    criteria: list[dict[str, Any]] = [
        {"kind": "region", "divisions": ["310115"]},
        {"kind": "firm_age", "min_months": 24},
        {"kind": "tags_any_of", "tags": ["hnte"]},
        {"kind": "remaining_life", "months_by_kind": {"invention": 96}},
        {"kind": "not_pledged"},
        {"kind": "documents", "kinds": ["accounts"]},
    ]

    async def statements(total: int) -> int:
        seen: list[object] = []
        async with db.connection() as ours:
            with ours.query_logger(seen.append):
                found = await matches_of(asked.id, by=actor, as_=as_)
        assert found["total"] == total
        return len(seen)

    for _ in range(5):
        await product(lender, terms(criteria))
    of_five = await statements(5)
    for _ in range(45):
        await product(lender, terms(criteria))

    assert 0 < await statements(50) <= of_five
