"""A bank's shelf over HTTP: drafted whole, simulated, published by another, suspended, exported."""

import json
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from asyncpg import CheckViolationError, RestrictViolationError
from hypothesis import given
from hypothesis import strategies as st

from backend.criteria.facts import Facts, RightFacts
from backend.kernel import clock
from backend.kernel.db import execute, fetch, fetch_value, transaction
from backend.kernel.events import history
from backend.kernel.money import Fen
from backend.lending.fit import judge
from backend.lending.service import simulations
from backend.lending.simulating import STEP, tally, told
from tests import make
from tests.conftest import ClientFor
from tests.lending import scene
from tests.lending.make_products import MILLION, bank, terms
from tests.listing import make as make_listing
from tests.valuation import make as holdings
from tests.valuation.make import NOON

ON_DAY = NOON.date().isoformat()
TERMS: dict[str, Any] = {
    "min_fen": MILLION,
    "cap_fen": 8 * MILLION,
    "min_months": 6,
    "max_months": 24,
    "rate_base": "lpr_1y",
    "rate_from_bp": 30,
    "rate_to_bp": 90,
    "fees": [{"code": "guarantee", "basis": "loan_yearly", "rate_bp": 50, "amount_fen": None}],
    "subsidies": [],
    "decision_days": 4,
    "repayment": "interest_monthly_principal_at_end",
    "criteria": [
        {"kind": "region", "divisions": ["31"]},
        {"kind": "remaining_life", "months_by_kind": {"invention": 96}, "counted_from": "today"},
    ],
    "ratio_bp_by_kind": {"invention": 4000},
    "haircuts": {
        "co_owned_bp": 1000,
        "invalidation_pending_bp": 0,
        "fee_late_bp": 0,
        "no_evaluation_report_bp": 0,
        "life_months_beyond_term": None,
    },
    "value_choice": "low",
    "max_valuation_age_months": 12,
    "checklist": [
        {"kind": "accounts", "per": "year", "years": 2, "required": True, "max_age_days": None}
    ],
    "guarantee_required": True,
    "summary": "面向浦东企业",
    "mandate": {
        "number": "W-7",
        "from_on": "2020-01-01",
        "to_on": "2030-12-31",
        "text": "同意展示",
    },
    "as_of": "2026-11-01",
    "source": "本行产品手册",
}


def body(name: str = "张江知贷", **changes: Any) -> dict[str, Any]:
    return {"format": "zhirong.loan-product/1", "name": name, "terms": TERMS | changes}


@pytest.mark.usefixtures("db")
async def test_a_product_from_draft_to_shelf_by_two(as_: ClientFor) -> None:
    lender, firm = await bank(), await make.actor(await make.organisation(), "handler")
    maker, checker = as_(lender.maker), as_(lender.checker)

    drafted = await maker.post("/loan-products", json=body())
    path = f"/loan-products/{drafted.json()['product_id']}"
    unseen = await checker.post(f"{path}/publication", json={"n": 1})
    listed = (await maker.get("/loan-products/own")).json()["items"]
    shown = await as_(firm).get(path)
    simulated = (await maker.post(f"{path}/simulation", json={"n": 1})).json()
    own = await maker.post(f"{path}/publication", json={"n": 1})
    published = await checker.post(f"{path}/publication", json={"n": 1})
    exported = (await maker.get(f"{path}/versions/1")).json()
    again = await maker.post(
        "/loan-products", json={"name": "又一知贷", "terms": exported["terms"]}
    )

    assert drafted.status_code == 201
    assert drafted.json()["must_simulate"] is True
    assert (unseen.status_code, unseen.json()["code"]) == (409, "lending.product_not_simulated")
    assert [(each["published_n"], each["draft_n"]) for each in listed] == [(None, 1)]
    assert shown.status_code == 404
    assert simulated["simulation"]["requests"] is None
    assert own.status_code == 403
    assert published.json()["published_at"] is not None
    assert exported["terms"] == TERMS == again.json()["terms"]
    assert (await as_(firm).get(path)).json()["fees"][0]["rate_bp"] == 50
    names = [event.name for event in await history("loan_product", drafted.json()["product_id"])]
    assert "lending.product_version_simulated" in names


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"criteria": [{"kind": "sunny"}]}, "criteria.invalid", None),
        (
            {"criteria": [{"kind": "tags_any_of", "tags": ["giant"]}]},
            "lending.criterion_code_unknown",
            "criteria[1].tags",
        ),
        (
            {"criteria": [{"kind": "region", "divisions": ["上海"]}]},
            "lending.criterion_code_unknown",
            "criteria[1].divisions",
        ),
        (
            {"criteria": [{"kind": "ipc", "included": ["G06N", "半导体"]}]},
            "lending.criterion_code_unknown",
            "criteria[1].included",
        ),
        (
            {"criteria": [{"kind": "granted"}, {"kind": "granted"}]},
            "lending.criterion_twice",
            "criteria[2]",
        ),
        (
            {"criteria": [{"kind": "amount_range", "min_fen": 1}]},
            "lending.criterion_twice",
            "criteria[1]",
        ),
        (
            {"criteria": [{"kind": "remaining_life", "months_by_kind": {"invention": 10**9}}]},
            "lending.criterion_out_of_bounds",
            "criteria[1].months_by_kind",
        ),
        ({"min_fen": 9 * MILLION}, "lending.terms_not_ordered", "amount"),
        (
            {"criteria": [{"kind": "tax_grade", "grades": ["A", "E"]}]},
            "lending.criterion_code_unknown",
            "criteria[1].grades",
        ),
        (
            {"criteria": [{"kind": "max_rights", "count": 2, "kinds": ["mark"]}]},
            "lending.criterion_code_unknown",
            "criteria[1].kinds",
        ),
        (
            {"criteria": [{"kind": "min_rights", "count": 2, "kinds": []}]},
            "lending.criterion_names_none",
            "criteria[1].kinds",
        ),
        ({"criteria": [{"kind": "credit_grade", "at_least": "D"}]}, "criteria.invalid", None),
        ({"criteria": [{"kind": "revenue_growth", "min_bp": 0.5}]}, "criteria.invalid", None),
        (
            {"criteria": [{"kind": "max_rights", "count": 2}, {"kind": "min_rights", "count": 3}]},
            "lending.criteria_contradict",
            "criteria[1].count",
        ),
    ],
)
async def test_terms_that_nobody_could_read_or_meet_are_refused_by_row(
    as_: ClientFor, changes: dict[str, Any], code: str, field: str | None
) -> None:
    refused = await as_((await bank()).maker).post("/loan-products", json=body(**changes))

    assert (refused.status_code, refused.json()["code"]) == (422, code)
    assert refused.json().get("field") == field


@pytest.mark.usefixtures("db")
async def test_counts_growth_and_grades_are_drafted_exported_and_in_the_schema(
    as_: ClientFor,
) -> None:
    maker = as_((await bank()).maker)
    asked: list[dict[str, Any]] = [
        {"kind": "min_rights", "count": 3, "kinds": ["invention", "design"]},
        {"kind": "max_rights", "count": 2, "kinds": ["design"]},
        {"kind": "revenue_growth", "min_bp": -500},
        {"kind": "tax_grade", "grades": ["A", "B", "M"]},
        {"kind": "credit_grade", "at_least": "BBB", "max_age_years": 2},
    ]

    drafted = await maker.post("/loan-products", json=body(criteria=asked))
    exported = await maker.get(f"/loan-products/{drafted.json()['product_id']}/versions/1")
    parts = (await maker.get("/loan-products/schema")).json()["$defs"].values()
    described = {
        part["properties"]["kind"]["enum"][0]: part
        for part in parts
        if "enum" in part.get("properties", {}).get("kind", {})
    }

    assert drafted.status_code == 201
    assert exported.json()["terms"]["criteria"] == asked
    for each in asked:
        part = described[each["kind"]]
        assert set(part["required"]) <= set(each) <= set(part["properties"])
    assert described["max_rights"]["properties"]["count"]["exclusiveMinimum"] == 0
    assert len(described["credit_grade"]["properties"]["at_least"]["enum"]) == 9
    too_old = [{"kind": "tax_grade", "grades": ["A"], "max_age_years": 51}]
    refused = await maker.post("/loan-products", json=body(name="另一款", criteria=too_old))
    assert (refused.status_code, refused.json()["code"]) == (422, "criteria.invalid")


@pytest.mark.usefixtures("db")
async def test_one_name_for_one_product_of_a_bank(as_: ClientFor) -> None:
    lender, other = await bank(), await bank()

    first = await as_(lender.maker).post("/loan-products", json=body())
    twice = await as_(lender.maker).post("/loan-products", json=body())
    elsewhere = await as_(other.maker).post("/loan-products", json=body())

    assert (first.status_code, elsewhere.status_code) == (201, 201)
    assert (twice.status_code, twice.json()["code"]) == (409, "lending.product_name_taken")


@pytest.mark.usefixtures("db")
async def test_a_version_holds_from_its_day_and_the_one_before_until_then(as_: ClientFor) -> None:
    lender, firm = await bank(), await make.actor(await make.organisation(), "handler")
    maker, checker, reader = as_(lender.maker), as_(lender.checker), as_(firm)

    with clock.at(NOON):
        drafted = (await maker.post("/loan-products", json=body())).json()
        path = f"/loan-products/{drafted['product_id']}"
        for n in (1, 2):
            if n == 2:
                await maker.post(f"{path}/drafts", json={"terms": TERMS | {"decision_days": 2}})
            await maker.post(f"{path}/simulation", json={"n": n})
        early = await checker.post(f"{path}/publication", json={"n": 1, "effective_on": ON_DAY})
        late = await checker.post(
            f"{path}/publication", json={"n": 1, "effective_on": "2031-01-01"}
        )
        await checker.post(f"{path}/publication", json={"n": 1})
        later = {"n": 2, "effective_on": "2026-12-15"}
        published = await checker.post(f"{path}/publication", json=later)
        now = (await reader.get(path)).json()
        (own,) = (await maker.get("/loan-products/own")).json()["items"]
    with clock.at(NOON.replace(month=12, day=15)):
        then = (await reader.get(path)).json()
        (since,) = (await maker.get("/loan-products/own")).json()["items"]

    assert (early.status_code, early.json()["code"]) == (422, "lending.effective_day_unfit")
    assert (early.json()["from_on"], early.json()["to_on"]) == ("2026-11-25", "2030-12-31")
    assert late.json()["field"] == "effective_on"
    assert published.json()["effective_on"] == "2026-12-15"
    assert (now["decision_days"], then["decision_days"]) == (4, 2)
    assert (own["published_n"], own["coming_n"], own["coming_on"]) == (1, 2, "2026-12-15")
    assert (since["published_n"], since["coming_n"], since["draft_n"]) == (2, None, None)
    with pytest.raises(RestrictViolationError):
        async with transaction():
            await execute(
                "UPDATE lending_product_version SET effective_on = NULL WHERE id = $1",
                UUID(published.json()["id"]),
            )


WHY = "利率下限待总行复核"


async def _to_come(lender: Any, as_: ClientFor) -> tuple[str, dict[str, Any]]:
    """Version 1 in force, 2 a draft, 3 published for 15 December: the address, and version 3."""
    maker, checker = as_(lender.maker), as_(lender.checker)
    drafted = (await maker.post("/loan-products", json=body())).json()
    path = f"/loan-products/{drafted['product_id']}"
    for n, days in ((1, 4), (2, 3), (3, 2)):
        if n > 1:
            await maker.post(f"{path}/drafts", json={"terms": TERMS | {"decision_days": days}})
        await maker.post(f"{path}/simulation", json={"n": n})
    await checker.post(f"{path}/publication", json={"n": 1})
    later = {"n": 3, "effective_on": "2026-12-15"}
    return path, (await checker.post(f"{path}/publication", json=later)).json()


@pytest.mark.usefixtures("db")
async def test_a_version_to_come_is_called_back_before_its_day(as_: ClientFor) -> None:
    lender, firm = await bank(), await make.actor(await make.organisation(), "handler")
    maker, checker, reader = as_(lender.maker), as_(lender.checker), as_(firm)

    with clock.at(NOON):
        path, coming = await _to_come(lender, as_)
        called = (await checker.post(f"{path}/recall", json={"n": 3, "reason": WHY})).json()
        anew = await checker.post(f"{path}/publication", json={"n": 3})
        (own,) = (await maker.get("/loan-products/own")).json()["items"]
        listed = (await checker.get(f"{path}/versions")).json()
        drafted = (await maker.post(f"{path}/drafts", json={"terms": coming["terms"]})).json()
    with clock.at(NOON.replace(month=12, day=15)):
        then = (await reader.get(path)).json()
        await maker.post(f"{path}/simulation", json={"n": 4})
        published = await checker.post(f"{path}/publication", json={"n": 4})
        since = (await reader.get(path)).json()

    assert "recall" in coming["allowed_actions"]
    assert (called["recall"]["by"], called["recall"]["reason"]) == (lender.checker.name, WHY)
    assert called["published_at"] == coming["published_at"]
    assert anew.json()["code"] == "lending.product_version_published"
    assert (own["published_n"], own["coming_n"], own["draft_n"]) == (1, None, 2)
    assert [each["n"] for each in listed if each["recall"]] == [3]
    assert [each["n"] for each in listed if "publication" in each["allowed_actions"]] == [2]
    assert (drafted["n"], published.status_code) == (4, 200)
    assert (then["decision_days"], since["decision_days"]) == (4, 2)


@pytest.mark.usefixtures("db")
async def test_only_what_is_to_come_is_called_back_once_by_a_checker_of_the_bank(
    as_: ClientFor,
) -> None:
    lender = await bank()
    checker, ask = as_(lender.checker), {"n": 3, "reason": WHY}
    with clock.at(NOON):
        path, coming = await _to_come(lender, as_)
        by_maker = await as_(lender.maker).post(f"{path}/recall", json=ask)
        elsewhere = await as_((await bank()).checker).post(f"{path}/recall", json=ask)
        unsaid = await checker.post(f"{path}/recall", json={"n": 3, "reason": " "})
        refused = [await checker.post(f"{path}/recall", json=ask | {"n": n}) for n in (1, 2)]
        with clock.at(NOON.replace(month=12, day=15)):
            refused.append(await checker.post(f"{path}/recall", json=ask))
        await checker.post(f"{path}/recall", json=ask)
        refused.append(await checker.post(f"{path}/recall", json=ask))

    assert (by_maker.status_code, elsewhere.status_code, unsaid.status_code) == (403, 404, 400)
    for each in refused:
        assert (each.status_code, each.json()["code"]) == (
            409,
            "lending.product_version_not_coming",
        )
    happened = await history("loan_product", UUID(coming["product_id"]))
    (event,) = [each for each in happened if each.name == "lending.product_version_recalled"]
    assert (event.payload["n"], event.payload["reason"]) == (3, WHY)
    for change in ("recall_reason = 'x'", "recalled_at = NULL", "decision_days = 9"):
        with pytest.raises(RestrictViolationError):
            async with transaction():
                await execute(
                    f"UPDATE lending_product_version SET {change} WHERE id = $1",
                    UUID(coming["id"]),
                )


@pytest.mark.usefixtures("db")
async def test_a_suspended_product_is_offered_to_nobody_until_another_resumes_it(
    as_: ClientFor,
) -> None:
    at = await scene.scene(checklist=())
    path = f"/loan-products/{at.bank.product}"
    maker, checker = as_(at.bank.colleague), as_(at.bank.checker)

    suspended = await checker.post(f"{path}/suspension", json={"reason": "额度用完"})
    twice = await maker.post(f"{path}/suspension", json={"reason": "额度用完"})
    hidden = (await as_(at.handler).get(path)).status_code
    matched = (await as_(at.handler).get(f"/financing-requests/{at.request}/matches")).json()
    same = await checker.post(f"{path}/resumption")
    second = await make.actor(at.bank.organisation, "checker")
    resumed = await as_(second).post(f"{path}/resumption")
    idle = await as_(second).post(f"{path}/resumption")

    assert suspended.json()["suspension"]["reason"] == "额度用完"
    assert "resumption" not in suspended.json()["allowed_actions"]
    assert twice.json()["code"] == "lending.product_suspended"
    assert hidden == 404
    assert str(at.bank.product) not in {each["product"]["id"] for each in matched["items"]}
    assert same.json()["code"] == "lending.product_resumed_by_who_suspended"
    assert resumed.json()["suspension"] is None
    assert (await as_(at.handler).get(path)).status_code == 200
    assert idle.json()["code"] == "lending.product_not_suspended"
    with pytest.raises(CheckViolationError):
        async with transaction():
            await execute(
                "UPDATE lending_product SET suspended_at = now() WHERE id = $1", at.bank.product
            )


@pytest.mark.usefixtures("db")
async def test_a_simulation_keeps_counts_and_no_request(as_: ClientFor) -> None:
    lender = await bank()
    firm = await make.organisation()
    actor = await make.actor(firm, "handler")
    with clock.at(NOON):
        right = await holdings.right(firm)
        for months in (12, 12, 12, 12, 12, 12, 36):
            await make_listing.request(right, by=actor, published=True, term_months=months)
        await make_listing.request(right, by=actor)
        drafted = (await as_(lender.maker).post("/loan-products", json=body(criteria=[]))).json()
        path = f"/loan-products/{drafted['product_id']}"
        answer = await as_(lender.maker).post(f"{path}/simulation", json={"n": 1})

    found = answer.json()["simulation"]
    stopped = {each["criterion"]: each["count"] for each in found["stopped_by"]}
    assert (found["requests"], found["fits"], found["nearly"]) == (5, None, 5)
    assert stopped == {"amount_range": None, "tenor_range": None, "cover": 5}
    kept = json.loads(await fetch_value("SELECT counts FROM lending_product_simulation"))
    assert set(kept) == {"requests", "fits", "nearly", "does_not_fit", "stopped_by"}
    stranger = await as_((await bank()).maker).post(f"{path}/simulation", json={"n": 1})
    assert stranger.status_code == 404


@pytest.mark.usefixtures("db")
async def test_capacities_are_opened_by_the_checker_one_for_a_day(as_: ClientFor) -> None:
    lender = await bank()
    drafted = (await as_(lender.maker).post("/loan-products", json=body())).json()
    path = f"/loan-products/{drafted['product_id']}/capacities"
    period = {"from_on": "2026-01-01", "to_on": "2026-12-31", "capacity_fen": MILLION, "cases": 3}

    opened = await as_(lender.checker).post(path, json=period)
    twice = await as_(lender.checker).post(path, json=period | {"from_on": "2026-12-31"})
    turned = await as_(lender.checker).post(path, json=period | {"to_on": "2025-01-01"})

    assert [(each["capacity_fen"], each["used_cases"]) for each in opened.json()] == [(MILLION, 0)]
    assert twice.json()["code"] == "lending.capacity_overlaps"
    assert (turned.status_code, turned.json()["field"]) == (422, "to_on")
    assert (await as_((await bank()).maker).get(path)).status_code == 404


async def _many(lender: Any, as_: ClientFor) -> str:
    """A draft, and more published requests than somebody waits for; the address of the draft."""
    firm = await make.organisation()
    actor = await make.actor(firm, "handler")
    with clock.at(NOON):
        right = await holdings.right(firm)
        for months in (12, 12, 12, 12, 12, 12, 36):
            await make_listing.request(right, by=actor, published=True, term_months=months)
        drafted = (await as_(lender.maker).post("/loan-products", json=body(criteria=[]))).json()
    return f"/loan-products/{drafted['product_id']}"


@pytest.mark.usefixtures("db")
async def test_many_requests_are_judged_as_a_job_that_is_found_again(
    as_: ClientFor, monkeypatch: pytest.MonkeyPatch, run_jobs: Callable[[], Awaitable[int]]
) -> None:
    lender = await bank()
    path = await _many(lender, as_)
    at_once = (await as_(lender.maker).post(f"{path}/simulation", json={"n": 1})).json()
    monkeypatch.setattr(simulations, "AT_ONCE", 6)
    monkeypatch.setattr(simulations, "BATCH", 2)

    begun = (await as_(lender.maker).post(f"{path}/simulation", json={"n": 1})).json()
    twice = (await as_(lender.checker).post(f"{path}/simulation", json={"n": 1})).json()
    runs = await fetch("SELECT id FROM lending_simulation_run")
    assert await simulations._next(runs[0]["id"])
    halfway = (await as_(lender.checker).get(f"{path}/versions/1")).json()
    await run_jobs()
    await simulations.run(runs[0]["id"])
    done = (await as_(lender.checker).get(f"{path}/versions/1")).json()

    assert (begun["simulation_run"]["state"], begun["simulation_run"]["done"]) == ("running", 0)
    assert "simulation" not in begun["allowed_actions"]
    assert (len(runs), twice["simulation_run"]["by"]) == (1, lender.maker.name)
    assert (halfway["simulation_run"]["done"], halfway["simulation_run"]["total"]) == (2, 7)
    assert done["simulation_run"] is None
    same = {"requests", "fits", "nearly", "does_not_fit", "stopped_by", "reckoned_on"}
    assert {name: done["simulation"][name] for name in same} == {
        name: at_once["simulation"][name] for name in same
    }
    assert await fetch_value("SELECT count(*) FROM lending_product_simulation") == 2
    assert await fetch_value("SELECT count(grades) FROM lending_simulation_run") == 0


@pytest.mark.usefixtures("db")
async def test_a_simulation_that_fails_three_times_is_given_up_and_may_be_asked_again(
    as_: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    lender = await bank()
    path = await _many(lender, as_)
    monkeypatch.setattr(simulations, "AT_ONCE", 6)
    await as_(lender.maker).post(f"{path}/simulation", json={"n": 1})
    run_id = await fetch_value("SELECT id FROM lending_simulation_run")

    async def broken(_: UUID) -> bool:
        raise RuntimeError("The disk is on fire.")

    monkeypatch.setattr(simulations, "_next", broken)
    for _ in range(simulations.MAX_ATTEMPTS):
        with pytest.raises(RuntimeError):
            await simulations.run(run_id)

    found = (await as_(lender.maker).get(f"{path}/versions/1")).json()
    assert found["simulation_run"]["state"] == "failed"
    assert "simulation" in found["allowed_actions"]


@given(st.lists(st.integers(min_value=1, max_value=20), max_size=30))
def test_counts_are_those_of_every_request_in_steps(amounts: list[int]) -> None:
    """Against a count of each request judged alone; what is told never gives away a remainder."""
    product = terms(ratio_bp_by_kind=None)
    requests = [
        Facts(
            on=date(2026, 11, 24),
            amount_fen=Fen(each * MILLION),
            term_months=12,
            use_of_funds="other",
            rights=(RightFacts(id=UUID(int=1), kind="invention", ownership="owned"),),
        )
        for each in amounts
    ]

    counts = tally(product, requests, base_rates={})

    grades = Counter(judge(product, each, base_rates={}).grade.value for each in requests)
    assert (counts.fits, counts.nearly, counts.does_not_fit) == tuple(
        told(grades[name]) for name in ("fits", "nearly", "does_not_fit")
    )
    for count in (counts.requests, counts.fits, counts.nearly, *counts.stopped_by.values()):
        assert count is None or (count >= STEP and count % STEP == 0)
